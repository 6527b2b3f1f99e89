"""The meeting pack in conversation: a draft, then frozen once, by hand and by the calendar."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from bot.flows import packs as flow
from bot.reminders import packs as promise
from bot.tick import watch_of
from domain.people import Role
from domain.rounds import close_round
from storage import actions, jobs, members, packs, returns
from storage.store import Session
from tests import docx_check, work_done
from tests.actions_made import delivered, made
from tests.figures_made import year_and_more
from tests.returns_made import a_return, a_round
from tests.risk_steps import raise_risk
from tests.scene import Scene, twin


def a_month(scene: Scene, *, closed: bool = False, figures: bool = False) -> None:
    def work(session: Session) -> None:
        rnd = returns.add_round(session, replace(a_round(), version=0))
        returns.keep(session, replace(a_return("JPUH"), version=0), "submit return")
        if closed:
            returns.change_round(session, close_round(rnd, at=session.now), "close round")
        done = replace(delivered(made("ACT-26-002")), version=0)
        actions.add_many(session, [made("ACT-26-001", due=date(2026, 11, 20), version=0), done])
        if figures:
            year_and_more(session, 14)

    scene.run(work)
    raise_risk(scene)


def test_a_draft_changes_with_the_records(scene: Scene) -> None:
    a_month(scene)
    scene.ask("coordinator", "pack")
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("coordinator"), "Download Word")
    assert file.name == "pack-sqog-2026-10-draft.docx"
    assert docx_check.faults(file.content) == []
    said = docx_check.text(file.content)
    for words in (
        "As at 23 November 2026, 10:00. 1 of 3 trusts received for October 2026. Draft: records may still change it.",
        "ACT-26-001 | Measure blood loss from the first suspicion | JPUH | 29 January 2027 | 20 November 2026 | 0 |",
        "RSK-26-001 | Growth scan capacity | JPUH | 16 (likely 4 x major 4) | extreme",
        "NNUH | not received | not received | not received | not received | not received",
        "Measure blood loss from the first suspicion (JPUH): delivered, evidence awaited (ACT-26-002)",
    ):
        assert words in said
    assert scene.run(lambda s: packs.of_period(s, "2026-10")) is None


def test_a_closed_round_gives_a_frozen_pack_with_its_hash_for_good(scene: Scene) -> None:
    a_month(scene, closed=True, figures=True)
    scene.ask("chair", "pack")
    work_done.run(scene)
    first = work_done.got(scene, scene.card_for("chair"), "Download Word")
    assert docx_check.faults(first.content) == []
    assert "Frozen: it does not change any more." in docx_check.text(first.content)
    assert "births between events" in docx_check.text(first.content), "rare events, beside their rolling year"
    raise_risk(scene, title="Another")
    scene.later(days=60)
    again = scene.ask("coordinator", "pack", period="2026-10")
    file = work_done.got(scene, again, "Download Word")
    assert file.content == first.content
    digest = hashlib.sha256(file.content).hexdigest()
    assert digest[:16] in twin(again)
    book = openpyxl.load_workbook(io.BytesIO(work_done.got(scene, again, "Download Excel").content))
    assert book.sheetnames == ["About", "Action log", "Risk register", "Measures", "Rare events", "Completeness"]
    assert list(book["Action log"].values)[1][0] == "ACT-26-001"


def test_the_same_records_give_the_same_bytes(scene: Scene) -> None:
    a_month(scene, figures=True)

    def twice(session: Session) -> list[tuple[bytes, ...]]:
        found: list[tuple[bytes, ...]] = []
        for _ in range(2):
            known = flow.contents(session, scene.group, scene.now, frozen=False)
            found.append(tuple(m.content for m in flow.files(known, "pack")))
        return found

    one, two = scene.run(twice)
    assert one == two


def test_two_freezes_at_once_keep_the_first(scene: Scene) -> None:
    a_month(scene, closed=True)
    scene.ask("chair", "pack")
    scene.ask("coordinator", "pack")
    work_done.run(scene)
    assert scene.run(lambda s: packs.of_period(s, "2026-10")).by == scene.member("chair").object_id


def test_without_a_round_there_is_no_pack(scene: Scene) -> None:
    assert "There is no round yet" in twin(scene.ask("chair", "pack"))
    a_month(scene)
    assert "a pack for March 2026" in twin(scene.ask("chair", "pack", period="2026-03"))
    assert "not open to your role" in twin(scene.ask("member", "pack"))


@pytest.mark.parametrize(("closed", "asked"), [(True, 1), (False, 0)])
def test_the_calendar_freezes_it_for_the_office(scene: Scene, closed: bool, asked: int) -> None:
    a_month(scene, closed=closed)

    def by_calendar(session: Session) -> Any:
        watch = watch_of(session, scene.group)
        (due,) = promise.due(watch)
        assert promise.act(watch, due) == ()
        return due, jobs.next_free(session)

    due, job = scene.run(by_calendar)
    assert due.day == date(2026, 12, 14)
    assert (job is not None) == bool(asked)
    work_done.run(scene)
    assert (scene.run(lambda s: packs.of_period(s, "2026-10")) is not None) == bool(asked)
    if asked:
        assert "The pack: ready" in scene.card_for("coordinator").twin
        assert scene.run(by_calendar)[1] is None, "it is frozen already"


def test_a_group_without_an_office_has_its_pack_from_the_chair(scene: Scene) -> None:
    a_month(scene, closed=True)

    def retire(session: Session) -> None:
        for person in members.with_role(session, Role.COORDINATOR):
            members.change(session, replace(person, active=False), "retire")
        watch = watch_of(session, scene.group)
        promise.act(watch, next(promise.due(watch)))

    scene.run(retire)
    work_done.run(scene)
    sent = [s.to for s in scene.outbox() if "The pack: ready" in s.card.twin]
    assert len(sent) == 1
    assert sent[0] in {"chair", "deputy"}


def test_the_boards_version_of_a_frozen_pack_is_of_the_same_records(scene: Scene) -> None:
    a_month(scene, closed=True, figures=True)
    scene.say("chair", "pack")
    work_done.run(scene)
    scene.later(days=3)
    raise_risk(scene, title="Another")
    frozen = scene.ask("chair", "pack", period="2026-10")
    scene.press("chair", frozen, "For the board")
    scene.say("coordinator", "pack for the public")
    work_done.run(scene)
    board = work_done.got(scene, scene.card_for("chair"), "Download Word")
    public = work_done.got(scene, scene.card_for("coordinator"), "Download Word")
    assert (board.name, public.name) == (
        "pack-sqog-as-at-2026-11-23-board.docx",
        "pack-sqog-as-at-2026-11-23-public.docx",
    )
    for file in (board, public):
        assert docx_check.faults(file.content) == []
        text = docx_check.text(file.content)
        assert "Counts of 1 to 4 are not shown." in text
        assert "suppressed" in text
        assert "Another" not in text


def test_without_a_frozen_pack_a_version_is_of_the_records_as_they_are(scene: Scene) -> None:
    assert "I cannot find a pack" in twin(scene.say("chair", "pack for the board"))
    a_month(scene)
    scene.say("chair", "pack for the group")
    work_done.run(scene)
    assert work_done.got(scene, scene.card_for("chair"), "Download Word").name == "pack-sqog-2026-10-draft-group.docx"
    assert "I cannot find a pack for July 2026" in twin(scene.ask("chair", "pack", period="2026-07"))
