"""Learning events as cards: the plan, who came, what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cards import forms
from cards import learning_events as cards
from domain.learning_events import Attendance, Changed, FollowUp, LearningEvent, Stage
from domain.people import ObjectId
from domain.refusals import Invalid
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import titles

EVENT = LearningEvent("EVT-26-001", "Weighing blood loss", ("pph",), date(2026, 8, 26), "JPUH, all midwives", version=1)
HELD = replace(
    EVENT,
    stage=Stage.HELD,
    learning="Weigh, do not guess.",
    attendance=(Attendance("JPUH", 12), Attendance("NNUH", 3)),
    follow_up_on=date(2026, 11, 26),
    answers=(FollowUp("JPUH", Changed.YES, "Scales in each room", ObjectId("x"), date(2026, 11, 27)),),
)
FAULT = (Invalid("Title", "please fill this in."),)


def test_the_plan_asks_for_at_least_one_theme() -> None:
    golden("learning_events_plan", cards.plan({"themes": "pph"}))
    again = check(cards.plan({}, faults=FAULT, revision=1, note="From the themes"))
    assert "● Title: please fill this in." in again.twin
    given = forms.read(cards.plan_fields(), {"title": "T", "themes": "pph", "on": "2026-12-03", "hosts": "JPUH"})
    assert given["on"] == date(2026, 12, 3)


def test_who_came_is_asked_by_trust() -> None:
    card = golden("learning_events_record", cards.record(EVENT, ("NNUH", "JPUH"), {"came_JPUH": 4}))
    assert "People who came from NNUH" in card.twin
    new = check(cards.record(replace(EVENT, id="", version=0), ("NNUH",), {}, draft={"title": "T"}, faults=FAULT))
    assert new.twin.startswith("Learning event: Weighing blood loss")


def test_one_event_before_and_after() -> None:
    may = frozenset({"event.record", "event.move", "event.cancel"})
    planned = golden("learning_events_planned", cards.show(EVENT, may, "Kept."))
    assert titles(planned) == ["Record it as held", "Move it", "Not held", "All learning events"]
    held = golden("learning_events_held", cards.show(HELD, frozenset({"event.follow_up"})))
    assert "People who came: JPUH 12, NNUH 3." in held.twin
    assert "JPUH, 27 November 2026: yes, practice changed\nScales in each room" in held.twin
    assert "Not answered yet: NNUH. Asked on 26 November 2026." in held.twin
    many = tuple(replace(HELD.answers[0], trust=f"T{n}", text="\u20ac" * 500) for n in range(20))
    assert "more" in str(check(cards.show(replace(HELD, answers=many), frozenset())).content)
    done = replace(HELD, stage=Stage.FOLLOWED_UP, attendance=HELD.attendance[:1])
    assert "Not answered yet" not in check(cards.show(done, frozenset())).twin
    gone = replace(EVENT, stage=Stage.CANCELLED, reason="strike")
    assert "Reason: strike" in check(cards.show(gone, frozenset())).twin


def test_the_question_three_months_later_is_kind() -> None:
    card = golden("learning_events_follow_up", cards.follow_up(HELD, ("NNUH",), {"trust": "NNUH"}))
    assert "An honest 'not yet' helps as much as a yes." in card.twin
    assert "●" in check(cards.follow_up(HELD, ("NNUH",), {}, faults=FAULT, revision=1)).twin
    assert cards.line(HELD, date(2026, 11, 26)) == (
        "Weighing blood loss was held on 26 August 2026, 92 days ago. Did it change practice at your trust?"
    )


def test_short_forms() -> None:
    golden("learning_events_move", cards.short(EVENT, cards.MOVE, "event.save_move", "Save", {}))
    golden(
        "learning_events_cancel",
        cards.short(EVENT, cards.CANCEL, "event.save_cancel", "It is not held", {}, faults=FAULT),
    )


def test_the_list_says_where_somebody_was() -> None:
    card = golden("learning_events_list", cards.listed((HELD, EVENT), {"JPUH": 1, "NNUH": 0}, 0, more=True, plans=True))
    assert "Events held with somebody there: JPUH 1; NNUH 0." in card.twin
    assert titles(card)[-3:] == ["More", "Plan learning event", "Themes"]
    empty = check(cards.listed((), {}, 0, more=False, plans=False, theme="pph"))
    assert "Learning events on Postpartum haemorrhage\nNone yet." in empty.twin
