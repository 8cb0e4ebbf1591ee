"""Somebody who sends requests and tells what came back, what it showed and what it wrote."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.test import Client

from tests.isolation.world import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tables that a refused request may write to: the session, and the notice shown with it.
HARMLESS = ("django_session",)


@dataclass
class Answer:
    status: int
    text: str
    wrote: bool

    @property
    def leaks(self) -> bool:
        return MARK in self.text

    @property
    def around(self) -> str:
        at = self.text.index(MARK)
        return self.text[max(0, at - 120) : at + 60]


class Visitor:
    def __init__(self, person: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person)

    def send(self, method: str, path: str, data: Any = None, **headers: Any) -> Answer:
        send = self.client.get if method == "GET" else self.client.post
        wrote: list[str] = []
        with _noting(wrote):
            response: Any = send(path, data or {}, **headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, _text(body).casefold(), bool(wrote))

    def try_out(self, method: str, path: str, data: Any = None, **headers: Any) -> Answer:
        """``send``, with everything it wrote taken back."""
        with transaction.atomic():
            answer = self.send(method, path, data, **headers)
            transaction.set_rollback(True)
        return answer


def _text(body: bytes) -> str:
    """What a person could read in it; a spreadsheet is an archive."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return body.decode("utf-8", "replace")


@contextmanager
def _noting(wrote: list[str]) -> Iterator[None]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.lstrip().split(" ", 1)[0].upper()
        if verb in {"INSERT", "UPDATE", "DELETE"} and not any(name in sql for name in HARMLESS):
            wrote.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
