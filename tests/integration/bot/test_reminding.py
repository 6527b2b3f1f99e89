"""Names as people say them, and requests that travel on a button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.contracts import Context, Happening
from bot.flows import reminding
from bot.flows.reminding import Request
from domain.people import Member, ObjectId, Role
from domain.refusals import Invalid, NotFound
from storage import members
from storage.session import Session
from tests.days import Days
from tests.scene import PlaceKind


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, date(2026, 11, 23), by_calendar=False)
    found.scene.run(lambda s: members.add(s, Member(ObjectId("x1"), "Tom Marsh", frozenset({Role.MEMBER}))))
    yield found
    found.scene.close()


def ask(days: Days, work: Callable[..., Any]) -> Any:
    turn = days.scene._turn("chair", Happening.SAID, PlaceKind.PERSONAL, "", said="x")

    def run(session: Session) -> Any:
        ctx = Context(turn, days.scene.member("chair"), days.group, session, days.scene.now)
        return work(ctx)

    return days.scene.run(run)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Tom Bailey", ["Tom Bailey"]),
        ("tom", ["Tom Bailey", "Tom Marsh"]),
        ("Marsh", ["Helen Marsh", "Tom Marsh"]),
        ("Priya's", ["Priya Nair"]),
        ("Ann C", ["Ann Clarke"]),
        ("Zebedee", []),
        ("  ", []),
    ],
)
def test_who_may_be_meant(days: Days, said: str, names: list[str]):
    assert [m.name for m in ask(days, lambda ctx: reminding.named(ctx, said))] == names


def test_one_person_or_a_question(days: Days):
    assert ask(days, lambda ctx: reminding.one(ctx, "Sam")).name == "Sam Fielding"
    with pytest.raises(NotFound):
        ask(days, lambda ctx: reminding.one(ctx, "Zebedee"))
    with pytest.raises(Invalid, match="Tom Bailey, Tom Marsh"):
        ask(days, lambda ctx: reminding.one(ctx, "Tom"))


@pytest.mark.parametrize(
    "request_",
    [Request(), Request("x1", ("JPUH", "NNUH"), "ACT-26-001", overdue=True, before=date(2026, 12, 1))],
)
def test_a_request_travels_on_its_button(request_: Request):
    assert Request.of(request_.data) == request_
