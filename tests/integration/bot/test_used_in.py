"""Nothing came back? Each submitter hears once where their return was used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.contracts import Watch
from bot.flows.calendars import calendar_of
from bot.reminders import summaries as promise
from domain.group import SummaryRule
from storage import actions as kept
from storage.session import Session
from tests import returns_steps
from tests.actions_made import made
from tests.risk_steps import raise_risk
from tests.scene import Scene, titles, twin


def a_month(scene: Scene) -> None:
    """Two trusts have sent their return; JPUH has an action that is late, and a risk."""
    returns_steps.open_round(scene)
    for lead in ("jpuh-lead", "nnuh-lead"):
        returns_steps.submit(scene, lead)
    scene.run(lambda s: kept.add(s, made("ACT-26-001", due=date(2026, 11, 20))))
    raise_risk(scene)


def publish(scene: Scene) -> None:
    done = scene.press("chair", scene.ask("chair", "post_summary"), "Post to channel")
    assert "On its way to the channel" in twin(done)


def heard(scene: Scene, who: str) -> list[str]:
    return [s.card.twin for s in scene.outbox(who) if s.key.startswith("used-in/")]


def test_nothing_came_back(scene: Scene):
    """After a summary is published each submitter hears once where their return was used; nobody else does."""
    a_month(scene)
    publish(scene)
    (jpuh,) = heard(scene, "jpuh-lead")
    assert jpuh.startswith("Your return for October 2026 was used\nRET-2026-10-JPUH is in")
    assert "Actions late: 1 line rests on what your trust told.\nReturns: 1 line rests on what your trust told." in jpuh
    (nnuh,) = heard(scene, "nnuh-lead")
    assert "RET-2026-10-NNUH is in" in nnuh
    assert heard(scene, "qehkl-lead") == [], "nothing was received from there"
    scene.later(hours=2)
    publish(scene)
    assert len(heard(scene, "jpuh-lead")) == 1, "once a return, however often it is published"


def test_the_card_leads_on(scene: Scene):
    a_month(scene)
    publish(scene)
    card = next(s.card for s in scene.outbox("jpuh-lead") if s.key.startswith("used-in/"))
    assert titles(card) == ["Summary", "What changed"]
    assert "Risk summary" in twin(scene.press("jpuh-lead", card, "Summary"))


def test_a_summary_that_the_calendar_posts_thanks_too_and_a_draft_does_not(scene: Scene):
    a_month(scene)
    scene.say("coordinator", "close round")

    def posts(*, at_once: bool) -> list[str]:
        def work(session: Session) -> list[str]:
            session.as_system("reminders")
            group = replace(scene.group, summary=replace(SummaryRule(), at_once=at_once, weekly="monday"))
            watch = Watch(group, session, scene.now, calendar_of(group))
            return [p.key for d in list(promise.due(watch))[:1] for p in promise.act(watch, d)]

        return scene.store.run_sync(work, group=scene.group.id)

    assert not [k for k in posts(at_once=False) if k.startswith("used-in/")]
    scene.later(days=7)
    assert sum(k.startswith("used-in/") for k in posts(at_once=True)) == 2


def test_before_any_round_there_is_nobody_to_thank(scene: Scene):
    publish(scene)
    assert [s for s in scene.outbox() if s.key.startswith("used-in/")] == []
