"""Handing over: one action, all of somebody, now or on a day; leavers and vacancies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import PlaceKind, Reply, Watch
from bot.flows.calendars import calendar_of
from bot.reminders import handovers as promise
from cards.kit import button
from cards.kit import card as draw
from domain.actions import Status
from storage import actions as kept
from storage import handovers, members, outbox
from storage.session import Session
from tests.actions_made import made
from tests.scene import Scene, inputs, titles, twin

RECORD = "ACT-26-001"


def plant(scene: Scene, record: str = RECORD, owner: str = "jpuh-lead", **more: Any) -> None:
    member = scene.member(owner)
    fields = {"owner": member.object_id, "owner_name": member.name, "deputy": "", "deputy_name": "", **more}
    scene.run(lambda s: kept.add(s, made(record, **fields)))


def owner_of(scene: Scene, record: str = RECORD) -> str:
    return scene.run(lambda s: kept.get(s, record)).owner_name


def form(scene: Scene, who: str = "coordinator", record: str = RECORD) -> Reply:
    return scene.press(who, scene.ask(who, "action", record=record), "Hand over")


def told(scene: Scene, who: str) -> list[str]:
    return [s.key for s in scene.outbox(who)]


def to(scene: Scene, who: str, **more: Any) -> dict[str, Any]:
    return {"owner": scene.member(who).object_id, "reason": "a new post", **more}


def changed(scene: Scene, who: str, **fields: Any) -> None:
    """Somebody's entry on the list is another now."""

    def work(session: Session) -> None:
        session.as_system("scene")
        member = members.by_object_id(session, scene.member(who).object_id)
        assert member is not None
        members.change(session, replace(member, **fields), "change person")

    scene.store.run_sync(work, group=scene.group.id)


def day_comes(scene: Scene) -> int:
    """What the tick does with this promise; how many posts it makes."""

    def work(session: Any) -> int:
        session.as_system("reminders")
        watch = Watch(scene.group, session, scene.now, calendar_of(scene.group))
        posts = [p for d in promise.due(watch) for p in promise.act(watch, d)]
        for p in posts:
            outbox.enqueue(session, kind=p.kind, key=p.key, card=p.card, to_person=p.to_person)
        return len(posts)

    return scene.store.run_sync(work, group=scene.group.id)


def test_one_action_changes_hands_at_once_and_both_are_told(scene: Scene):
    plant(scene)
    again = scene.press("coordinator", form(scene), "Hand over", owner=scene.member("member").object_id)
    assert "please fill this in" in twin(again)
    done = scene.press("coordinator", again, "Hand over", reason="Tom moved")
    assert "ACT-26-001 handed over from Tom Bailey to Sam Fielding" in twin(done)
    assert told(scene, "member")[0].startswith("action/ACT-26-001/yours")
    assert told(scene, "jpuh-lead")[0].startswith("action/ACT-26-001/not-yours")
    assert "ACT-26-001" in twin(scene.ask("member", "my_actions"))
    assert "ACT-26-001" not in twin(scene.ask("jpuh-lead", "my_actions"))
    assert "all" not in inputs(scene.content(again))


def test_all_of_somebody_who_left_go_in_one_step_with_one_card(scene: Scene):
    for n in (1, 2, 3):
        plant(scene, f"ACT-26-{n:03}")
    plant(scene, "ACT-26-004", status=Status.ASSURED, closed_at=scene.now)
    changed(scene, "jpuh-lead", active=False)
    assert [a.id for a in scene.run(kept.ownerless)] == ["ACT-26-001", "ACT-26-002", "ACT-26-003"]
    done = scene.press("coordinator", form(scene), "Hand over", **to(scene, "member", all="true"))
    assert "3 actions handed over from Tom Bailey to Sam Fielding" in twin(done)
    assert scene.run(kept.ownerless) == []
    assert owner_of(scene, "ACT-26-004") == "Tom Bailey"
    assert len(told(scene, "member")) == 1
    assert "3 actions are yours" in scene.card_for("member").twin


def test_a_lead_hands_over_only_what_is_their_trusts(scene: Scene):
    plant(scene)
    plant(scene, "ACT-26-002", trust="NNUH")
    done = scene.press("jpuh-lead", form(scene, "jpuh-lead"), "Hand over", **to(scene, "member", all="true"))
    assert "ACT-26-001 handed over" in twin(done)
    assert owner_of(scene, "ACT-26-002") == "Tom Bailey"


def test_with_a_later_day_nothing_moves_before_it(scene: Scene):
    plant(scene)
    plant(scene, "ACT-26-002")
    noted = scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "member", all="true", on="2026-12-01"))
    assert "All actions and risks of Tom Bailey go to Sam Fielding from 1 December 2026 on." in twin(noted)
    assert owner_of(scene) == "Tom Bailey"
    assert day_comes(scene) == 0
    scene.move_to(date(2026, 12, 1))
    assert day_comes(scene) == 2
    assert (owner_of(scene), owner_of(scene, "ACT-26-002")) == ("Sam Fielding", "Sam Fielding")
    assert day_comes(scene) == 0
    assert "2 actions are yours" in scene.card_for("member").twin


def test_the_calendar_moves_a_thing_once(scene: Scene):
    plant(scene)
    scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "member", on="2026-12-01"))
    scene.move_to(date(2026, 12, 2))

    def twice(session: Any) -> list[int]:
        session.as_system("reminders")
        watch = Watch(scene.group, session, scene.now, calendar_of(scene.group))
        (one,) = promise.due(watch)
        return [len(promise.act(watch, one)), len(promise.act(watch, one))]

    assert scene.store.run_sync(twice, group=scene.group.id) == [2, 0]


def test_what_changed_hands_or_was_done_meanwhile_stays(scene: Scene):
    plant(scene)
    scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "member", on="2026-12-01"))
    scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "nnuh-lead"))
    scene.move_to(date(2026, 12, 1))
    assert day_comes(scene) == 0
    assert owner_of(scene) == "Priya Nair"


def test_somebody_who_left_before_the_day_gets_nothing(scene: Scene):
    plant(scene)
    scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "member", on="2026-12-01"))
    changed(scene, "member", active=False)
    scene.move_to(date(2026, 12, 1))
    assert day_comes(scene) == 0
    assert owner_of(scene) == "Tom Bailey"
    assert scene.run(lambda s: handovers.waiting(s, date(2026, 12, 1))) == []


def drawn(scene: Scene, who: str) -> Reply:
    """The form opened by a button that was drawn for this person earlier."""
    card = draw("x", actions=[button("Hand over", "action.hand_over_open", record=RECORD)])
    sealed = scene.sealer.seal(card, scope=scene.member(who).object_id, group=scene.group.id, now=scene.now)
    return scene.press(who, sealed, "Hand over")


def test_who_may_not_is_told_who_may(scene: Scene):
    plant(scene)
    assert "handed over by the chair, the office or its trust's lead" in twin(drawn(scene, "nnuh-lead"))
    assert "Hand over" not in titles(scene.ask("nnuh-lead", "action", record=RECORD))
    opened = form(scene, "jpuh-lead")
    changed(scene, "jpuh-lead", trusts=("NNUH",))
    reply = scene.press("jpuh-lead", opened, "Hand over", **to(scene, "member"))
    assert "handed over by the chair" in twin(reply)
    assert owner_of(scene) == "Tom Bailey"


def test_an_action_closed_meanwhile_is_shown_as_it_is(scene: Scene):
    plant(scene)
    opened = form(scene)
    stop = scene.press("chair", scene.ask("chair", "action", record=RECORD), "Not doing")
    scene.press("chair", stop, "Not doing", reason="merged")
    assert "closed: not doing: merged" in twin(scene.press("coordinator", opened, "Hand over", **to(scene, "member")))


def test_when_nothing_is_left_to_hand_over_it_is_said(scene: Scene):
    plant(scene, trust="NNUH")
    plant(scene, "ACT-26-002", trust="JPUH")
    opened = form(scene, "jpuh-lead", "ACT-26-002")
    assert "All 2 open actions" in str(scene.content(opened))


def test_a_hand_over_that_waits_stands_on_the_actions_card(scene: Scene):
    plant(scene)
    day = {"owner": scene.member("member").object_id, "on": "2026-12-01", "reason": "a new post"}
    scene.press("coordinator", form(scene), "Hand over", **day)
    shown = twin(scene.ask("chair", "action", record=RECORD))
    assert "Goes to Sam Fielding from 1 December 2026 on: a new post" in shown
    assert "Sam" not in twin(scene.ask("chair", "action", record=RECORD, where=PlaceKind.CHANNEL))
    everything = scene.say("chair", "hand over all of Tom's actions to Priya from 7 December")
    scene.press("chair", everything, "Hand over", reason="She takes the trust")
    shown = twin(scene.ask("chair", "action", record=RECORD))
    assert "Goes to Priya Nair with all that Tom Bailey owns from 7 December 2026 on: She takes the trust" in shown
    assert shown.index("Sam Fielding") < shown.index("Priya Nair")


def test_once_it_has_gone_or_the_owner_is_another_nothing_waits(scene: Scene):
    plant(scene)
    scene.press("coordinator", form(scene), "Hand over", **to(scene, "member", on="2026-12-01"))
    scene.press("chair", form(scene, "chair"), "Hand over", **to(scene, "nnuh-lead"))
    assert "Goes to" not in twin(scene.ask("chair", "action", record=RECORD))
