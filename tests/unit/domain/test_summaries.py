"""A summary's shape, its text, and the life of a bulletin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import ObjectId
from domain.refusals import NotAllowed
from domain.rhythm import Rhythm
from domain.summaries import (
    Line,
    Part,
    Scope,
    Stage,
    Summary,
    days_late,
    differences,
    drafted,
    for_outsiders,
    last_meetings,
    more,
    next_meeting,
    posted,
    without_names,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BODY = Summary(
    "Risk summary",
    AT,
    "2 of 3 trusts received for October 2026",
    (
        Part("Top risks", (Line("Rota gaps: 16", ("RSK-26-001",)), Line("and 2 more")), "None."),
        Part("Actions late", (), "None is late."),
        Part("Both", (Line("Again", ("RSK-26-001", "ACT-26-002")),), ""),
    ),
)


def test_the_text_says_when_how_complete_and_names_every_record() -> None:
    assert BODY.text == (
        "Risk summary\n"
        "As at 23 November 2026, 10:00. 2 of 3 trusts received for October 2026.\n"
        "Top risks\n- Rota gaps: 16 (RSK-26-001)\n- and 2 more\n"
        "Actions late\nNone is late.\n"
        "Both\n- Again (RSK-26-001, ACT-26-002)"
    )
    assert BODY.ids == ("RSK-26-001", "ACT-26-002")


def test_a_scope_covers_its_trusts_and_what_is_shared() -> None:
    assert all(Scope().covers(t) for t in ("JPUH", "ALL"))
    assert [Scope(("JPUH",)).covers(t) for t in ("JPUH", "ALL", "NNUH")] == [True, True, False]


@given(st.integers(0, 30), st.integers(0, 10), st.integers(0, 500), st.booleans())
def test_what_does_not_fit_is_counted_and_never_dropped_in_silence(
    n: int, limit: int, beyond: int, capped: bool
) -> None:
    lines = [Line(str(i)) for i in range(n)]
    total = n + beyond
    shown = more(lines, limit, "late", total, capped=capped)
    kept = [x for x in shown if not x.text.startswith("and ")]
    assert kept == lines[:limit]
    rest = total - limit
    if rest > 0 or capped:
        assert shown[-1].text == f"and {'more than ' if capped else ''}{rest:,} more late"
    else:
        assert len(shown) == n


def test_a_name_in_a_title_is_not_said() -> None:
    named = replace(BODY, parts=(Part("Actions late", (Line("Tom Bailey calls: 3 days late"), Line("Rota")), ""),))
    assert [x.text for x in without_names(named, ("Tom Bailey",)).parts[0].lines] == [
        "a member calls: 3 days late",
        "Rota",
    ]


def test_lateness_in_words() -> None:
    today = date(2026, 11, 23)
    assert [days_late(date(2026, 11, d), today) for d in (23, 22, 20)] == ["due today", "1 day late", "3 days late"]


@given(st.dates(date(2024, 1, 1), date(2030, 12, 1)))
def test_meetings_lie_around_every_day(today: date) -> None:
    rhythm = Rhythm()
    latest, before = last_meetings(rhythm, today)
    following = next_meeting(rhythm, today)
    assert before < latest <= today < following
    assert (following - latest).days <= 35


def test_a_bulletin_is_posted_once_and_only_as_it_was_drafted() -> None:
    draft = drafted("SUM-26-001", Scope(), BODY, AT, "round 2026-10")
    assert draft.intact
    done = posted(draft, ObjectId("chair"), AT)
    assert (done.stage, done.posted_by, done.body) == (Stage.POSTED, "chair", BODY)
    with pytest.raises(NotAllowed, match="in the channel already"):
        posted(done, ObjectId("chair"), AT)
    with pytest.raises(NotAllowed, match="not what was drafted"):
        posted(replace(draft, body=replace(BODY, title="Another")), ObjectId("chair"), AT)


def test_differences_are_told_line_by_line() -> None:
    later = replace(
        BODY,
        parts=(Part("Top risks", (Line("Rota gaps: 20", ("RSK-26-001",)), Line("and 2 more")), ""), *BODY.parts[1:]),
    )
    assert differences(BODY, later) == ("no longer: Rota gaps: 16 (RSK-26-001)", "now: Rota gaps: 20 (RSK-26-001)")
    assert differences(BODY, BODY) == ()


def test_small_numbers_that_somebody_wrote_stay_inside_the_group() -> None:
    made = Summary("Risk summary", AT, "", (Part("Top risks", (Line("Two women waited", ("RSK-26-001",)),), "None."),))
    outside = for_outsiders(made)
    assert outside.parts[0].words == ("- A small number of women waited (RSK-26-001)",)
    assert made.parts[0].words == ("- Two women waited (RSK-26-001)",)
