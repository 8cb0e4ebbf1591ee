"""The same act by several people at the same moment."""

from __future__ import annotations

import re
from threading import Barrier, Thread
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable


def told_at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act comes to when all begin at once, sorted: “done”, or the code of its refusal."""
    start, told = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            told.append("done")
        except ValidationError as refusal:
            told.extend(re.findall(r"\b[A-Z]{2,3}-\d\d\b", str(refusal)) or [str(refusal)])
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)
