"""Learning events, what changed three months later, and themes without one; random walks against a model."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.calendar import months_after
from domain.learning import Sign
from domain.learning_events import (
    COVERAGE,
    Attendance,
    Changed,
    FollowUp,
    LearningEvent,
    Stage,
    cancelled,
    coverage,
    followed_up,
    held,
    moved,
    planned,
    since,
    times_attended,
)
from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed, Refusal
from domain.theme_notes import Source
from domain.triangulation import Entry

TODAY = date(2026, 11, 23)
SIGN = Sign(ObjectId("chair"), "Helen Marsh", TODAY)
EVENT = LearningEvent("EVT-26-001", "Weighing blood loss", ("pph",), date(2026, 11, 10), "JPUH and the LMNS office")
CAME = (Attendance("JPUH", 12), Attendance("NNUH", 4), Attendance("QEHKL", 0))
TRUSTS = ("NNUH", "JPUH", "QEHKL")


def answer(trust: str, changed: Changed = Changed.YES) -> FollowUp:
    return FollowUp(trust, changed, " scales in each room ", ObjectId("x"), TODAY)


def the_event(**changes) -> LearningEvent:
    return replace(planned(EVENT, SIGN), **changes)


def was_held(**changes) -> LearningEvent:
    return held(the_event(**changes), CAME, "Weigh, do not guess.", TODAY)


@pytest.mark.parametrize("changes", [{"title": " "}, {"hosts": ""}, {"themes": ()}, {"themes": ("weather",)}])
def test_an_event_needs_a_title_hosts_and_a_theme(changes: dict) -> None:
    with pytest.raises(Invalid):
        planned(replace(EVENT, **changes), SIGN)


def test_a_held_event_says_who_came_and_is_followed_up_three_months_later() -> None:
    event = was_held()
    assert (event.stage, event.attended, event.follow_up_on) == (Stage.HELD, ("JPUH", "NNUH"), date(2027, 2, 10))
    assert event.unanswered == ("JPUH", "NNUH")
    assert event.was_held
    with pytest.raises(NotAllowed, match="held already"):
        held(event, CAME, "again", TODAY)


@pytest.mark.parametrize(
    ("changes", "came", "learning", "said"),
    [
        ({"on": date(2026, 12, 3)}, CAME, "x", "planned for 3 December 2026"),
        ({}, CAME[2:], "x", "how many people came"),
        ({}, CAME, " ", "What was learned"),
    ],
)
def test_what_is_needed_to_record_it(changes: dict, came: tuple, learning: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        held(the_event(**changes), came, learning, TODAY)
    assert said in refused.value.words


def test_it_may_be_moved_or_cancelled_until_it_was_held() -> None:
    ahead = the_event(on=date(2026, 12, 3))
    assert moved(ahead, date(2027, 1, 5), TODAY).on == date(2027, 1, 5)
    with pytest.raises(Invalid):
        moved(ahead, date(2026, 11, 1), TODAY)
    gone = cancelled(ahead, " strike ")
    assert (gone.stage.words, gone.reason) == ("cancelled", "strike")
    with pytest.raises(Invalid):
        cancelled(ahead, "")
    for step in (lambda: moved(was_held(), TODAY, TODAY), lambda: cancelled(gone, "again")):
        with pytest.raises(NotAllowed):
            step()


def test_each_trust_that_came_says_what_changed_and_may_say_it_anew() -> None:
    event = followed_up(was_held(), answer("JPUH"))
    assert (event.stage, event.unanswered) == (Stage.HELD, ("NNUH",))
    event = followed_up(event, answer("NNUH", Changed.NOT_YET))
    assert event.stage.words == "followed up"
    event = followed_up(event, answer("NNUH", Changed.PARTLY))
    assert [(a.trust, a.changed.words, a.text) for a in event.answers] == [
        ("JPUH", "yes, practice changed", "scales in each room"),
        ("NNUH", "partly", "scales in each room"),
    ]
    for wrong in (lambda: followed_up(event, answer("QEHKL")), lambda: followed_up(the_event(), answer("JPUH"))):
        with pytest.raises(NotAllowed):
            wrong()


def test_months_after_stay_within_the_month() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


def mention(theme: str, month: str, record: str, count: int = 1) -> Entry:
    return Entry(theme, Source.INCIDENTS, "JPUH", month, record, count)


MENTIONS = (
    mention("pph", "2026-08", "RET-2026-08-JPUH"),
    mention("pph", "2026-09", "RET-2026-09-JPUH"),
    mention("pph", "2026-10", "THM-26-001"),
    mention("triage", "2026-09", "THM-26-002", 4),
    mention("sepsis", "2026-04", "THM-26-003", 9),
    mention("estates", "2026-10", "THM-26-004", 2),
    mention("culture", "2026-10", "", 3),
    mention("good_practice", "2026-10", "THM-26-005", 9),
)


def test_exactly_the_themes_over_the_threshold_are_listed_gaps_first() -> None:
    old = replace(was_held(), id="EVT-25-009", on=date(2026, 5, 22), themes=("triage",))
    ahead = the_event(id="EVT-26-004", on=date(2026, 12, 3), themes=("triage",))
    found = coverage(MENTIONS, [was_held(), old, ahead], TRUSTS, TODAY)
    assert [(c.theme, c.gap, c.mentions, c.ids) for c in found] == [
        ("triage", True, 4, ("THM-26-002",)),
        ("culture", True, 3, ()),
        ("pph", False, 3, ("RET-2026-08-JPUH", "RET-2026-09-JPUH", "THM-26-001")),
    ]
    assert found[0].words(TODAY) == (
        "Triage and telephone advice: last learning event EVT-25-009 on 22 May 2026, 185 days ago; "
        "nobody came from QEHKL. EVT-26-004 is planned for 3 December 2026."
    )
    assert found[1].words(TODAY) == "Culture: no learning event yet."
    assert since(TODAY) == "2026-05"
    assert "3 times or more in 6 months" in COVERAGE.words


def test_an_event_of_six_months_ago_to_the_day_still_counts() -> None:
    on_the_day = replace(was_held(), on=date(2026, 5, 23))
    assert not coverage(MENTIONS[:3], [on_the_day], TRUSTS, TODAY)[0].gap
    assert coverage(MENTIONS[:3], [replace(on_the_day, on=date(2026, 5, 22))], TRUSTS, TODAY)[0].gap


def test_a_cancelled_or_planned_event_covers_nothing() -> None:
    events = [cancelled(the_event(), "strike"), the_event(on=date(2026, 11, 1))]
    found = coverage(MENTIONS[:3], events, TRUSTS, TODAY)
    assert (found[0].gap, found[0].coming) == (True, None)


def test_attendance_is_counted_by_trust() -> None:
    assert times_attended([was_held(), was_held(), the_event()], TRUSTS) == {"NNUH": 2, "JPUH": 2, "QEHKL": 0}


def test_random_walks_of_two_people_agree_with_the_model() -> None:
    rng = random.Random(7)
    for _ in range(4_000):
        today = TODAY
        on = TODAY + timedelta(days=rng.randint(-20, 20))
        event, stage, said = the_event(on=on), "planned", set[str]()
        for _ in range(10):
            today += timedelta(days=rng.randint(0, 9))
            move, trust = rng.choice(["hold", "move", "cancel", "answer"]), rng.choice(TRUSTS)
            to = today + timedelta(days=rng.randint(-3, 9))
            allowed = {
                "hold": stage == "planned" and on <= today,
                "move": stage == "planned" and to >= today,
                "cancel": stage == "planned",
                "answer": stage in {"held", "followed_up"} and trust != "QEHKL",
            }[move]
            try:
                if move == "hold":
                    event = held(event, CAME, "learned", today)
                elif move == "move":
                    event = moved(event, to, today)
                elif move == "cancel":
                    event = cancelled(event, "why")
                else:
                    event = followed_up(event, answer(trust))
            except Refusal:
                assert not allowed, (stage, move)
                continue
            assert allowed, (stage, move)
            on = to if move == "move" else on
            said |= {trust} if move == "answer" else set()
            done = "followed_up" if said == {"NNUH", "JPUH"} else "held"
            stage = {"hold": "held", "move": "planned", "cancel": "cancelled", "answer": done}[move]
            assert (event.stage.value, event.on, {a.trust for a in event.answers}) == (stage, on, said)
