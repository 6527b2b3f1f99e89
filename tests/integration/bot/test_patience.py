"""A large workbook: a card at once, which becomes the dry run; and what becomes of it when the bot is started anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot import patience
from bot.answers import Answers
from bot.contracts import Attachment, Happening, PlaceKind, Reply, Turn
from bot.patience import Patient
from domain.jobs import State
from storage import jobs, outbox
from tests import work_done
from tests.integration.bot.test_imports_files import workbook
from tests.scene import Scene, titles, twin
from tests.waiting import until


class Held:
    """Turns whose answer comes when the test lets it."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.go_on = scene, asyncio.Event()

    async def __call__(self, turn: Turn) -> Reply:
        await self.go_on.wait()
        return await self.scene.turns(turn)


def brings(scene: Scene, who: str = "coordinator") -> Turn:
    file = Attachment("figures.xlsx", "application/octet-stream", "", content=workbook())
    return scene._turn(who, Happening.SAID, PlaceKind.PERSONAL, "", said="import", attachments=(file,))


def play(scene: Scene, work: Callable[[Held, Patient], Any]) -> None:
    async def played() -> None:
        held = Held(scene)
        patient = Patient(held, scene.store, scene.groups, scene.sealer, lambda: None)
        await work(held, patient)
        await patient.close()

    asyncio.run(played())


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.01)


def test_the_card_becomes_the_dry_run_by_itself(scene: Scene) -> None:
    async def work(held: Held, patient: Patient) -> None:
        turn = brings(scene)
        reply = await patient(turn)
        assert "The dry run" in twin(reply)
        assert "JOB-26-001 is being made now. You can go on working: this card becomes the result." in twin(reply)
        await Answers(scene.store, scene.groups, lambda: None).arrived(turn, reply, "msg-1")
        held.go_on.set()
        await until(lambda: any("Dry run" in s.card.twin for s in scene.outbox("coordinator")))

    play(scene, work)
    card, edit = scene.outbox("coordinator")
    assert (edit.edits, edit.state) == (card.key, "pending")
    assert "Import" in titles(edit.card)
    assert twin(scene.press("coordinator", edit.card, "Import")).startswith("Imported as IMP-26-001")
    job = scene.run(lambda s: jobs.get(s, "JOB-26-001"))
    assert job.state == State.DONE
    assert work_done.run(scene) == 0


def test_what_is_read_at_once_has_no_card_before_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 60.0)

    async def work(held: Held, patient: Patient) -> None:
        held.go_on.set()
        assert "Dry run" in twin(await patient(brings(scene)))
        plain = scene._turn("coordinator", Happening.SAID, PlaceKind.PERSONAL, "", said="returns")
        assert (await patient(plain)).card is not None

    play(scene, work)
    assert scene.outbox("coordinator") == []


def test_started_anew_meanwhile_it_says_so_and_changes_nothing(scene: Scene) -> None:
    async def work(_held: Held, patient: Patient) -> None:
        await patient(brings(scene))

    play(scene, work)
    assert scene.run(lambda s: jobs.get(s, "JOB-26-001")).state == State.RUNNING
    scene.later(seconds=5)
    work_done.run(scene)
    card, edit = scene.outbox("coordinator")
    assert edit.edits == card.key
    assert "I was started anew while I read your workbook. Nothing was changed." in edit.card.twin
    assert titles(edit.card) == [], "the file is not here any more, so it has to be sent again"


@pytest.mark.parametrize("who", ["jpuh-lead", "nobody"])
def test_who_may_not_import_waits_for_the_plain_answer(scene: Scene, who: str) -> None:
    async def work(held: Held, patient: Patient) -> None:
        asyncio.get_running_loop().call_later(0.05, held.go_on.set)
        reply = await patient(brings(scene, who))
        assert reply.job == ""
        assert "Dry run" not in twin(reply)

    play(scene, work)
    assert scene.run(jobs.next_free) is None


def test_a_store_that_is_full_costs_the_card_not_the_answer(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise OSError("full")

    monkeypatch.setattr(jobs, "add", full)

    async def work(held: Held, patient: Patient) -> None:
        asyncio.get_running_loop().call_later(0.05, held.go_on.set)
        assert "Dry run" in twin(await patient(brings(scene)))

    play(scene, work)
    assert "a card could not be shown meanwhile" in caplog.text


def test_rows_of_the_outbox_are_those_of_a_job(scene: Scene) -> None:
    async def work(_held: Held, patient: Patient) -> None:
        await patient(brings(scene))

    play(scene, work)
    (row,) = scene.run(lambda s: outbox.listed(s, *outbox.State))
    assert (row.kind, row.subject) == ("answer", "JOB-26-001")
