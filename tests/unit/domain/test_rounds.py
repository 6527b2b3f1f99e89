"""Completeness in words: missing is `not received`, never nought."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.people import ObjectId
from domain.refusals import NotAllowed
from domain.returns import Assurance, Entry, Return, Section, SectionKey, return_id, review, save_section, submit
from domain.rhythm import RoundDates
from domain.rounds import Round, close_round, grid, open_again, open_round, still_due

AT = datetime(2026, 12, 8, 10, tzinfo=UTC)
DATES = RoundDates("2026-10", date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 21))


def a_round() -> Round:
    return open_round(DATES, ("NNUH", "JPUH", "QEHKL"), by="Ruth", at=AT)


def received(trust: str) -> Return:
    ret = Return(return_id("2026-10", trust), "2026-10", trust)
    last = Section(SectionKey.LEARNING, Entry.ENTERED, {"worked_well": "huddles"})
    ret = save_section(ret, Section(SectionKey.MEASURES, Entry.ENTERED, {"births": 142}), None)
    ret = save_section(ret, Section(SectionKey.INCIDENTS, Entry.NIL), None)
    ret = save_section(ret, Section(SectionKey.RISKS, Entry.ENTERED, {"worry": "rota"}), None)
    ret = save_section(ret, Section(SectionKey.LEARNING, Entry.NO_CHANGE), last)
    return submit(ret, by=ObjectId("p"), name="Tom", at=AT, due=DATES.due, today=date(2026, 12, 8), reason="")


def test_the_grid_keeps_the_kinds_of_nothing_apart() -> None:
    draft_only = Return(return_id("2026-10", "NNUH"), "2026-10", "NNUH")
    reviewed = review(received("JPUH"), Assurance.ASSURED, reason="", by="Helen", at=AT)
    found = grid(a_round(), (draft_only, reviewed))
    by_trust = {line.trust: line for line in found.lines}
    assert by_trust["JPUH"].cells == ("received", "nil return", "received", "no change")
    assert by_trust["JPUH"].late
    assert by_trust["JPUH"].assurance == "assured"
    assert by_trust["NNUH"].cells == ("not received",) * 4
    assert found.words == "1 of 3 trusts received"
    assert found.outstanding == ("NNUH", "QEHKL")


def test_of_one_trust_the_grid_still_counts_all() -> None:
    found = grid(a_round(), (received("JPUH"),)).only({"JPUH"})
    assert [line.trust for line in found.lines] == ["JPUH"]
    assert (found.words, found.outstanding) == ("1 of 3 trusts received", ())
    assert found.only({"RRR"}) is found, "of another group"


def test_a_round_opened_after_its_due_day_is_due_at_the_freeze() -> None:
    assert still_due(DATES, DATES.due) == DATES
    assert still_due(DATES, date(2026, 12, 8)).due == DATES.freeze


def test_a_round_is_closed_once() -> None:
    rnd = a_round()
    assert (rnd.name, rnd.period, rnd.is_open) == ("October 2026", "2026-10", True)
    closed = close_round(rnd, at=AT)
    assert not closed.is_open
    with pytest.raises(NotAllowed, match="closed already"):
        close_round(closed, at=AT)


def test_an_open_round_is_not_opened_again() -> None:
    with pytest.raises(NotAllowed, match="is open already"):
        open_again(a_round(), DATES.opens)
