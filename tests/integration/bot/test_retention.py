"""Retention in chat: the dry run, the hold, and a class that goes in two steps, as the rules allow."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.contracts import Reply
from cards import retention as cards
from domain.actions import Status
from domain.retention import RULES
from storage import actions, groups, history, proof
from tests.actions_made import made
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import Scene, titles, twin

LONG_AGO = date(2018, 3, 5)


@pytest.fixture
def old(scene: Scene) -> Scene:
    """Three actions that were closed long ago, one of them yesterday."""

    def work(session: Any) -> None:
        for n, closed in enumerate((LONG_AGO, LONG_AGO, date(2026, 11, 22)), 1):
            ended = datetime.combine(closed, time(), tzinfo=UTC)
            actions.add(session, made(f"ACT-18-00{n}", status=Status.ASSURED, closed_at=ended, version=0))

    scene.run(work)
    return scene


def opened(scene: Scene, person: str = "coordinator") -> Reply:
    menu = scene.press(person, scene.say(person, "settings"), "More settings")
    return scene.press(person, menu, "Retention and legal hold")


def test_the_dry_run_says_each_class_and_deletes_nothing(old: Scene) -> None:
    shown = opened(old)
    assert "Actions that were closed: 6 years; 2 ended before 23 November 2020. Then: delete." in twin(shown)
    assert "Risks that were closed: 6 years; none is beyond it." in twin(shown)
    assert titles(shown) == ["Delete actions", "Hold", "More settings"]
    assert old.run(lambda s: actions.get(s, "ACT-18-001")) is not None


def test_a_class_goes_in_two_steps_with_its_number_typed_and_a_line_for_each(old: Scene) -> None:
    step = old.press("coordinator", opened(old), "Delete actions")
    assert "They are: ACT-18-001, ACT-18-002." in twin(step)
    assert "This cannot be undone." in twin(step)
    wrong = old.press("coordinator", step, "Delete for good", count="3")
    assert "2 are beyond their period, not 3." in twin(wrong)
    assert old.run(lambda s: actions.get(s, "ACT-18-001")) is not None
    done = old.press("coordinator", wrong, "Delete for good", count="2")
    assert "2 of actions were deleted: they had ended before 23 November 2020." in twin(done)
    assert [old.run(lambda s, n=n: actions.get(s, f"ACT-18-00{n}")) is None for n in (1, 2, 3)] == [True, True, False]
    (line, *_) = old.run(lambda s: history.entries(s, "ACT-18-001"))
    assert (line.verb, line.actor) == ("delete by rule actions", old.member("coordinator").object_id)
    assert old.run(lambda s: proof.faults(s.connection)) == ()
    late = old.press("coordinator", step, "Delete for good", count="2")
    assert "0 of actions are beyond their period, not 2." in twin(late)
    assert "cannot be taken back" in twin(old.say("coordinator", "undo"))


def test_while_a_hold_stands_nothing_goes_even_from_a_card_of_before(old: Scene) -> None:
    step = old.press("coordinator", opened(old), "Delete actions")
    form = old.press("chair", opened(old, "chair"), "Hold")
    assert "Why nothing may be deleted" in twin(old.press("chair", form, "Hold"))
    held = old.press("chair", form, "Hold", hold="the inquiry of 2026")
    assert "Legal hold: the inquiry of 2026. Nothing is deleted while it stands." in twin(held)
    assert titles(held) == ["Release hold", "More settings"]
    refused = old.press("coordinator", step, "Delete for good", count="2")
    assert "A legal hold stands: the inquiry of 2026." in twin(refused)
    assert old.run(lambda s: actions.get(s, "ACT-18-001")) is not None
    verbs = [e.verb for e in old.run(lambda s: history.entries(s, "group/sqog"))]
    assert "hold records" in verbs


def test_a_hold_is_released_in_two_steps_and_a_card_of_before_is_refused(old: Scene) -> None:
    old.press("coordinator", old.press("coordinator", opened(old), "Hold"), "Hold", hold="the inquiry")
    sure = old.press("coordinator", opened(old), "Release hold")
    assert "It stands for: the inquiry." in twin(sure)
    late = old.press("chair", opened(old, "chair"), "Release hold")
    free = old.press("coordinator", sure, "Release hold")
    assert "No legal hold stands." in twin(free)
    assert "Delete actions" in titles(free)
    assert "changed while you were editing" in twin(old.press("chair", late, "Release hold"))
    assert old.run(groups.kept).by_chat == ("retention.hold",), "a group file loaded later does not undo it"


def test_papers_go_only_when_they_were_offered_to_the_archive(old: Scene) -> None:
    old.later(days=365 * 40)
    papers = next(r for r in RULES if r.archive)
    due = cards.Due(papers, 3, LONG_AGO)
    golden("retention_papers", cards.class_form(due, ("RET-2006-10-JPUH", "PCK-06-001", "DEC-06-001"), {}))


def test_the_cards_are_those_that_teams_takes() -> None:
    rules = {r.key: r for r in RULES}
    some = [cards.Due(r, 0, LONG_AGO) for r in RULES]
    some[2] = cards.Due(rules["actions"], 12, LONG_AGO)
    for name, card in {
        "retention": cards.overview(some, "", date(2026, 11, 23)),
        "retention_held": cards.overview(some, "the inquiry of 2026", date(2026, 11, 23)),
        "retention_hold": cards.hold_form(4, {}),
        "retention_release": cards.release_form("the inquiry of 2026", 4),
        "retention_class": cards.class_form(some[2], [f"ACT-18-{n:03}" for n in range(1, 46)], {}),
        "retention_deleted": cards.deleted(some[2], 12),
    }.items():
        check(card)
        golden(name, card)


def test_what_is_private_is_counted_not_named_and_the_journal_never_goes(old: Scene) -> None:
    def forged(key: str) -> str:
        from cards.kit import button, card  # noqa: PLC0415 - for this forged card alone

        sealed = old.sealer.seal(
            card("x", actions=[button("Go", "retention.class", key=key)]),
            scope=old.member("coordinator").object_id,
            group=old.group.id,
            now=old.now,
        )
        return twin(old.press("coordinator", sealed, "Go"))

    assert "They are" not in forged("concerns")
    assert "are never deleted" in forged("journal")
    assert "I cannot find that class of records" in forged("letters")


def test_only_the_office_comes_here(old: Scene) -> None:
    shown = opened(old)
    assert "not open to your role" in twin(old.say("jpuh-lead", "settings"))
    assert "cannot act on this button" in twin(old.press("jpuh-lead", shown, "Delete actions"))
