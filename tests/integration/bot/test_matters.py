"""What has no line of its own is not called done before it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.contracts import Watch
from bot.flows import matters
from bot.flows.calendars import calendar_of
from bot.flows.reminding import redrawn
from domain.concerns import Status
from domain.risk_changes import raised
from storage import concerns, outbox, risks
from tests.concerns_made import a_concern
from tests.days import Days
from tests.sample_risks import a_risk, sign

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY)
    yield found
    found.scene.close()


def watch(days: Days, session: object) -> Watch:
    return Watch(days.group, session, days.scene.now, calendar_of(days.group))  # pyright: ignore[reportArgumentType] a session


def test_a_concern_that_waits_is_not_called_done(days: Days):
    """A reminder of a concern used to become `Done - thank you` a few minutes later, though nobody had read it."""
    days.scene.run(lambda s: concerns.add(s, a_concern()))
    days.at(TUESDAY, 9, 30)
    days.at(TUESDAY, 9, 40)
    (got,) = [a for a in days.arrived if a.to == "chair" and "CON-26-001" in a.card.twin]
    assert "Done" not in got.card.twin
    key = next(s.key for s in days.scene.outbox("chair") if "CON-26-001" in s.card.twin)
    again = days.scene.run(lambda s: redrawn(watch(days, s), key))
    assert "Done" not in again.twin
    assert "Open" in [a["title"] for a in _actions(again.content)]
    concern = days.scene.run(lambda s: concerns.get(s, "CON-26-001"))
    days.scene.run(lambda s: concerns.change(s, replace(concern, status=Status.ACKNOWLEDGED), "acknowledge"))
    days.at(TUESDAY, 9, 50)
    edits = [a for a in days.arrived if a.to == "chair" and a.edits]
    assert ["Done" in a.card.twin for a in edits] == [True]
    rows = days.scene.run(lambda s: outbox.listed(s, outbox.State.SENT))
    assert any(r.edits == key for r in rows)


def pending(days: Days, record: str) -> list[tuple[str, str]]:
    """State and reason of the reminders about this record alone."""
    rows = days.scene.run(lambda s: outbox.rows(s, outbox.outbox.c.subject == record))
    return [(r.state.value, kind_reason(days, r.id)) for r in rows if r.kind in {"reminder", "urgent"}]


def kind_reason(days: Days, row: int) -> str:
    query = text("SELECT reason FROM outbox WHERE id = :id")
    return days.scene.run(lambda s: s.connection.execute(query, {"id": row}).scalar_one())


def test_a_press_that_settles_it_cancels_what_waits_in_the_same_transaction(days: Days):
    """Planned and not yet sent; acknowledged, closed, answered: nothing of it goes to the wire, and why is kept."""
    owner = days.scene.member("member")
    risk = replace(a_risk("RSK-26-001"), owner=owner.object_id, owner_name=owner.name)
    days.scene.run(lambda s: risks.add(s, replace(raised(risk, days.group, sign(MONDAY)), next_review=TUESDAY)))
    days.scene.run(lambda s: concerns.add(s, a_concern(urgent=True)))
    days.tick.sender = None
    days.at(TUESDAY, 9, 30)
    assert pending(days, "RSK-26-001") == [("pending", "")]
    assert pending(days, "CON-26-001")[0] == ("pending", "")
    form = days.scene.press("member", days.scene.ask("member", "risk", record="RSK-26-001"), "Close")
    days.scene.press("member", form, "Close the risk", reason="posts are filled")
    assert pending(days, "RSK-26-001") == [("cancelled", "the risk is closed")]
    card = next(x.card for x in days.scene.outbox("chair") if "CON-26-001" in x.card.twin)
    days.scene.press("chair", days.scene.press("chair", card, "Open"), "Acknowledge")
    assert set(pending(days, "CON-26-001")) == {("cancelled", "the concern was acknowledged")}


def test_what_opens_each(days: Days):
    assert [p.verb for p in matters.press("SIG-26-001")] == ["signal.open"]
    assert [p.verb for p in matters.press("EVT-26-001")] == ["event.follow_up"]
    assert matters.press("ACT-26-001") == ()
    told = days.scene.run(
        lambda s: [matters.gone(watch(days, s), r, "") for r in ("CON-1", "SIG-1", "EVT-1", "REGISTER", "ABC-1")]
    )
    assert told == [
        "the concern was acknowledged",
        "an outcome is recorded",
        "every trust that came has answered",
        "every risk has what it needs",
        "",
    ]


def _actions(content: object) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    if isinstance(content, dict):
        if str(content.get("type", "")).startswith("Action."):
            found.append(content)
        for value in content.values():
            found += _actions(value)
    elif isinstance(content, list):
        for value in content:
            found += _actions(value)
    return found
