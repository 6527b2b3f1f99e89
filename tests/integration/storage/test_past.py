"""The store as it stood: whatever changed since, every text of the past is what it was, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import pytest

from bot.flows import packs as pack_flow
from domain import questions
from domain.people import Member, ObjectId, Role
from domain.refusals import NotAllowed
from domain.returns import SectionKey, submit
from domain.risk_changes import closed
from domain.series import Figure
from storage import actions, groups, members, observations, past, records, returns, risks
from storage.session import Session
from storage.store import Store
from tests.actions_made import made
from tests.generated import fill, texts_of
from tests.returns_made import DUE, a_draft
from tests.sample_risks import GROUP, a_raised, sign
from tests.scene import LONDON, Scene

USED = questions.in_use(())


def test_every_text_of_a_day_is_the_same_after_everything_changed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack_flow, "MOST_PICTURES", 0)
    begun, told = scene.now, {}

    def groups_of(work: Any) -> None:
        for seed in range(6):
            scene.store.run_sync(lambda s, seed=seed: (s.as_system("test"), work(s, seed)), group=f"random-{seed}")

    def first(session: Session, seed: int) -> None:
        fill(session, Random(seed), begun)
        told[seed] = list(texts_of(session, replace(GROUP, id=session.group), begun))

    def then(session: Session, seed: int) -> None:
        chair = members.by_object_id(session, "chair") or Member(ObjectId("c"), "C", frozenset({Role.CHAIR}))
        for action in actions.listed(session, limit=50):
            actions.change(session, replace(action, title="Another title", due=session.now.date()), "change action")
        for risk in risks.listed(session, limit=50):
            risks.change(session, closed(risk, sign(session.now.date()), "over"), "close risk")
        actions.add(session, made("ACT-26-900", version=0))
        members.change(session, replace(chair, name="Another Name"), "rename")

    groups_of(first)
    scene.later(days=9)
    groups_of(then)
    scene.later(days=9)

    def compare(session: Session, seed: int) -> None:
        group = replace(GROUP, id=session.group)
        for _ in range(2):
            with past.stood(session, begun, group) as stood:
                assert list(texts_of(stood, group, begun)) == told[seed]
        assert list(texts_of(session, group, scene.now)) != told[seed]

    groups_of(compare)
    assert sum(len(found) for found in told.values()) > 100


def test_figures_are_those_of_the_day_however_they_came_and_went(store: Store, clock: Any) -> None:
    seen: list[tuple[datetime, list[Figure]]] = []

    def step(work: Any) -> None:
        clock.now += timedelta(days=1)

        def whole(session: Session) -> None:
            session.as_system("test")
            work(session)

        store.run_sync(whole, group=GROUP.id)
        store.run_sync(lambda s: seen.append((s.now, observations.figures(s))), group=GROUP.id)

    def sent(session: Session) -> None:
        given = {"by": ObjectId("lead"), "name": "Tom", "at": session.now, "due": DUE, "today": session.now.date()}
        ret = returns.keep(session, replace(submit(a_draft(), **given, reason=""), version=0), "submit return")
        _figures_of(session, ret)

    def reviewed(session: Session) -> None:
        returns.keep(session, replace(_ret(session), assurance_reason="seen"), "review return")

    def corrected(session: Session) -> None:
        ret = _ret(session)
        without = tuple(
            replace(x, values={k: v for k, v in x.values.items() if k != "pph1500"} | {"births": 143})
            if x.key == SectionKey.MEASURES
            else x
            for x in ret.sent
        )
        _figures_of(session, returns.keep(session, replace(ret, sent=without, submission=2), "correct return"))

    def brought(session: Session) -> None:
        fresh = [Figure("births", "JPUH", "2026-10", 150, None), Figure("births", "NNUH", "2026-09", 400, None)]
        observations.keep_imported(session, fresh, year=2026)

    step(sent)
    step(reviewed)
    step(brought)
    step(lambda s: observations.take_back(s, "IMP-26-001", "undo"))
    step(brought)
    step(
        lambda s: observations.keep_imported(
            s, [Figure("births", "NNUH", "2026-08", 9_000, None)], year=2026, why="Sure"
        )
    )
    step(corrected)

    def compare(session: Session) -> None:
        for moment, found in seen:
            with past.stood(session, moment, GROUP) as stood:
                assert observations.figures(stood) == found, moment

    clock.now += timedelta(days=1)
    store.run_sync(compare, group=GROUP.id)
    assert len({str(found) for _, found in seen}) == 5


def _ret(session: Session) -> Any:
    return returns.get(session, "RET-2026-10-JPUH")


def _figures_of(session: Session, ret: Any) -> None:
    returns.keep_observations(session, ret, questions.observations(questions.answers(ret.sent), USED))


def test_the_groups_own_settings_are_those_of_the_day(scene: Scene) -> None:
    before = scene.group.rhythm.meeting_time
    scene.later(days=1)
    scene.run(lambda s: groups.change(s, "calendar", "meeting_time", "17:45:00", "change calendar"))

    def asked(session: Session) -> tuple[time, time]:
        now = past.group_at(session, session.now, scene.group)
        then = past.group_at(session, datetime(2026, 11, 23, 12, tzinfo=LONDON), scene.group)
        return now.rhythm.meeting_time, then.rhythm.meeting_time

    assert scene.run(asked) == (time(17, 45), before)


def test_before_its_first_day_there_is_nothing_and_it_says_so(store: Store, clock: Any) -> None:
    def asked(session: Session) -> None:
        session.as_system("test")
        with pytest.raises(NotAllowed, match="Nothing was kept yet on that day"):
            past.group_at(session, datetime(2020, 1, 1, tzinfo=UTC), GROUP)
        risks.add(session, replace(a_raised(), version=0))
        assert past.group_at(session, session.now, GROUP) is GROUP, "a group that was never loaded has no other"

    store.run_sync(asked, group=GROUP.id)


def test_ties_come_again_and_a_younger_column_stands_as_it_stands_now(store: Store, clock: Any) -> None:
    def work(session: Session) -> None:
        session.as_system("test")
        actions.add(session, replace(made("ACT-26-001", version=0), risk="RSK-26-001"))
        past.chain.flush(session)
        old = session.connection.exec_driver_sql("SELECT body FROM versions").scalar_one()
        assert '"progress":' in old
        with past.stood(session, session.now, GROUP) as stood:
            assert [a.id for a in actions.of_record(stood, "RSK-26-001")] == ["ACT-26-001"]
            assert records.find(stood, actions.actions, type(made())) == records.find(
                session, actions.actions, type(made())
            )
        assert past.size(session, session.now) == 1

    store.run_sync(work, group=GROUP.id)
