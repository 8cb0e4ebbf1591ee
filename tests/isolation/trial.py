"""Tries cells of the matrix for one person and collects what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.isolation import fingerprint
from tests.isolation.addresses import Address, path_of
from tests.isolation.expected import OUTSIDE, SITE_ROLES, STATUSES, WIDE_ROLES, expected
from tests.isolation.questions import questions_for
from tests.isolation.visitor import Visitor

if TYPE_CHECKING:
    from tests.isolation.world import World

tried: dict[str, int] = {}


class Trial:
    def __init__(self, world: World, role: str) -> None:
        self.world, self.role = world, role
        self.visitor = Visitor(world.people.get(role))
        self.owned = fingerprint.Owned(world.foreign)
        self.before = fingerprint.taken(self.owned)
        self.may_change = role in {"newsroom", "portal_admin"}  # all sites, the foreign one too
        self.wrong: list[str] = []
        self.opened: set[str] = set()

    def cell(
        self,
        method: str,
        path: str,
        wanted: str,
        *,
        name: str,
        data: Any = None,
        keep: bool = False,
    ) -> None:
        """``keep`` leaves what the request wrote, to be found by the fingerprint."""
        tried[self.role] = tried.get(self.role, 0) + 1
        send = self.visitor.send if keep else self.visitor.try_out
        answer = send(method, path, data)
        where = f"{self.role}: {method} {path} ({name})"
        if answer.status not in STATUSES[wanted]:
            self.wrong.append(f"{where}: {answer.status}, expected to be {wanted}")
        if self.role not in WIDE_ROLES and answer.leaks:
            self.wrong.append(f"{where}: shows …{answer.around}…")
        if keep and answer.wrote:
            self.compare(where)
        if method == "GET" and answer.status == 200:
            self.opened.add(name)

    def address(self, address: Address) -> None:
        """Own and foreign things, GET and POST. To people who see all, all sites are alike."""
        own, foreign = (path_of(address, side) for side in (self.world.own, self.world.foreign))
        for method in ("GET", "POST"):
            if own != foreign:
                wanted = expected(self.role, address.decision, foreign=True, method=method)
                self.cell(method, foreign, wanted, name=address.name, keep=not self.may_change)
            if own == foreign or self.role in SITE_ROLES:
                wanted = expected(self.role, address.decision, foreign=False, method=method)
                self.cell(method, own, wanted, name=address.name)
        if address.name == "wagtailadmin_logout" and self.role not in OUTSIDE:
            self.visitor = Visitor(self.world.people[self.role])

    def questions(self, address: Address) -> None:
        for query in questions_for(address, self.world):
            path = f"{path_of(address, self.world.own)}?{query}"
            self.cell("GET", path, "passes", name=address.name)

    def compare(self, where: str) -> None:
        after = fingerprint.taken(self.owned)
        for label in fingerprint.differences(self.before, after):
            self.wrong.append(f"{where}: changed {label}")
        self.before = after

    def judge(self) -> None:
        self.compare("at the end")
        assert not self.wrong, "\n".join(self.wrong)
