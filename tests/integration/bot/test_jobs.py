"""Long work: asked for, made beside the turns, its result posted; faults, deaths, limits, people who leave."""

from __future__ import annotations

import asyncio
import io
import threading
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from bot import jobs as runner
from bot import progress
from bot.aside import Aside
from bot.catalogue import collect
from bot.contracts import LongWork, Made
from bot.jobs import Jobs
from bot.tick import Tick
from domain.jobs import State, begun
from domain.people import OFFICE
from domain.refusals import Invalid
from storage import files, history, jobs, members
from storage.store import Busy
from tests import work_done
from tests.scene import Scene, titles, twin
from tests.waiting import LONGEST, until


def note(_session: Any, _group: Any, job: Any) -> tuple[Made, ...]:
    return (Made("note.txt", f"for {job.by}".encode(), "text/plain"),)


def asked(scene: Scene, kind: str = "note", by: str = "coordinator") -> Any:
    def work(session: Any) -> Any:
        session.acting(scene.member(by))
        return jobs.add(session, kind, scene.member(by).object_id, {})

    return scene.run(work)


def works(**changed: Any) -> dict[str, LongWork]:
    return {"note": replace(LongWork("note", "the note", OFFICE, note), **changed)}


def test_a_result_is_posted_with_a_link_for_the_asker_alone(scene: Scene) -> None:
    job = asked(scene)
    assert work_done.run(scene, works()) == 1
    sent = scene.outbox("coordinator")[-1]
    assert (sent.kind, sent.key, sent.subject) == ("notice", f"job/{job.id}", job.id)
    assert "The note: ready" in sent.card.twin
    found = work_done.fetch(scene, work_done.links(sent.card)["Download note.txt"], works())
    assert found is not None
    assert found.content == f"for {scene.member('coordinator').object_id}".encode()
    lines = scene.run(lambda s: history.entries(s, "FIL-26-001"))
    assert [(e.verb, e.actor) for e in reversed(lines)] == [
        ("make file", "system:jobs"),
        ("take file", scene.member("coordinator").object_id),
    ]
    assert work_done.run(scene, works()) == 0, "nothing is left to do"


def test_a_link_ends_after_a_quarter_of_an_hour_and_a_role_at_once(scene: Scene) -> None:
    asked(scene)
    work_done.run(scene, works())
    url = work_done.links(scene.card_for("coordinator"))["Download note.txt"]
    scene.later(minutes=15, seconds=1)
    assert work_done.fetch(scene, url, works()) is None
    scene.later(minutes=-10)
    assert work_done.fetch(scene, url, works()) is not None

    def demote(session: Any) -> None:
        session.as_system("test")
        members.change(session, replace(scene.member("coordinator"), roles=frozenset({"member"})), "change roles")

    scene.run(demote)
    assert work_done.fetch(scene, url, works()) is None
    assert work_done.fetch(scene, "https://oversight.invalid/files/nonsense", works()) is None
    assert work_done.fetch(scene, url, {"other": works()["note"]}) is None


def test_a_fault_of_ours_is_tried_three_times_and_then_said(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: Any) -> tuple[Made, ...]:
        raise ZeroDivisionError("a bug")

    job = asked(scene)
    work_done.run(scene, works(make=broken))
    assert scene.run(lambda s: jobs.get(s, job.id)).tries == 3
    assert "It could not be made. The fault is on my side" in scene.card_for("coordinator").twin
    assert caplog.text.count("a job failed") == 3


def test_a_refusal_is_said_at_once(scene: Scene) -> None:
    def too_much(*_: Any) -> tuple[Made, ...]:
        raise Invalid("Pack", "there is no round yet.")

    job = asked(scene)
    work_done.run(scene, works(make=too_much))
    assert scene.run(lambda s: jobs.get(s, job.id)).state == State.FAILED
    assert "Pack: there is no round yet." in scene.card_for("coordinator").twin


def test_work_that_nobody_declares_fails_and_is_said(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    asked(scene, "mystery")
    work_done.run(scene, works())
    assert "Mystery" in scene.card_for("coordinator").twin
    assert "no work is called mystery" in caplog.text


def test_whoever_lost_the_role_meanwhile_gets_nothing(scene: Scene) -> None:
    made: list[int] = []

    def counted(*args: Any) -> tuple[Made, ...]:
        made.append(1)
        return note(*args)

    job = asked(scene, by="jpuh-lead")
    work_done.run(scene, works(make=counted))
    assert made == []
    assert scene.run(lambda s: jobs.get(s, job.id)).state == State.FAILED
    assert scene.outbox("jpuh-lead") == []


def died(scene: Scene, job: Any) -> Any:
    """A process began it and is not there any more."""

    def die(session: Any) -> None:
        jobs.change(session, begun(job, session.now), "begin work")

    scene.run(die)
    return job


def test_what_a_dead_process_left_begins_anew_after_its_lease(scene: Scene) -> None:
    died(scene, asked(scene))
    assert scene.run(jobs.next_free) is None, "another replica may still be at it"
    scene.later(minutes=5)
    assert scene.run(jobs.next_free).id == "JOB-26-001"


def test_where_a_process_is_alone_it_begins_at_once_what_an_earlier_one_left(scene: Scene) -> None:
    job = died(scene, asked(scene))
    scene.later(seconds=2)
    assert work_done.run(scene, works()) == 1
    assert scene.run(lambda s: jobs.get(s, job.id)).tries == 2


def exporting(make: Any) -> dict[str, LongWork]:
    """The export, made in this way."""
    return {"export": replace(collect().works["export"], make=make)}


class Watched:
    """A runner whose work goes on when the test says so, and is looked at all the while."""

    def __init__(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(runner, "BEAT", 0.01)
        self.scene, self.go_on = scene, threading.Event()
        tick = Tick(scene.store, scene.groups, scene.sealer)
        self.jobs = Jobs(scene.store, exporting(self.make), tick.put, lambda: None)

    def make(self, *_: Any) -> tuple[Made, ...]:
        progress.tell(1, 4, "the pictures")
        assert self.go_on.wait(LONGEST)
        return note(*_)

    async def seen(self, words: str) -> None:
        await until(lambda: any(words in s.card.twin for s in self.scene.outbox("coordinator")))


def test_the_card_shows_how_far_it_is_and_becomes_the_result(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.ask("coordinator", "export")
    watched = Watched(scene, monkeypatch)

    async def played() -> None:
        await watched.jobs.wake(scene.groups.all())
        await watched.seen("25 % done: the pictures.")
        watched.go_on.set()
        await watched.jobs.idle()

    asyncio.run(played())
    card, *edits = scene.outbox("coordinator")
    assert (card.kind, card.state) == ("answer", "sending")
    assert {e.edits for e in edits} == {card.key}, "one card, edited; no second message"
    assert "The export: ready" in edits[-1].card.twin
    assert len(edits) <= 3, "an edit says something new: it is begun, it is so far, it is ready"


def test_a_card_asked_for_twice_becomes_the_result_twice(scene: Scene) -> None:
    first, second = scene.ask("coordinator", "export"), scene.ask("coordinator", "export")
    assert twin(first) == twin(second)
    work_done.run(scene, exporting(note))
    answers = [s.key for s in scene.outbox("coordinator") if s.kind == "answer"]
    assert len(answers) == 2
    assert [s.edits for s in scene.outbox("coordinator") if "ready" in s.card.twin] == answers


def test_how_far_it_is_may_stay_unsaid_but_not_the_result(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scene.ask("coordinator", "export")
    watched = Watched(scene, monkeypatch)
    put = watched.jobs.put

    def refusing(session: Any, group: Any, post: Any) -> object:
        if "ready" not in post.card.twin:
            raise Busy("full")
        return put(session, group, post)

    watched.jobs.put = refusing

    async def played() -> None:
        await watched.jobs.wake(scene.groups.all())
        await until(lambda: "how far a job is was not shown" in caplog.text)
        watched.go_on.set()
        await watched.jobs.idle()

    asyncio.run(played())
    assert "The export: ready" in scene.card_for("coordinator").twin


def test_what_failed_can_be_started_again_from_its_card(scene: Scene) -> None:
    def too_much(*_: Any) -> tuple[Made, ...]:
        raise Invalid("Pack", "there is no round yet.")

    scene.ask("coordinator", "export")
    work_done.run(scene, exporting(too_much))
    failed = scene.card_for("coordinator")

    def roles(*names: str) -> None:
        def work(session: Any) -> None:
            session.as_system("test")
            now = members.by_object_id(session, scene.member("coordinator").object_id)
            assert now is not None
            members.change(session, replace(now, roles=frozenset(names)), "change roles")

        scene.run(work)

    roles("member")
    assert "I cannot find that work" in twin(scene.press("coordinator", failed, "Start again"))
    roles("coordinator")
    again = scene.press("coordinator", failed, "Start again")
    assert "JOB-26-002 is next in the queue" in twin(again)
    work_done.run(scene)
    assert "The export: ready" in scene.card_for("coordinator").twin


def test_what_is_settled_and_lasting_stays(scene: Scene) -> None:
    settled: list[str] = []
    job = asked(scene)
    kept = works(settle=lambda _s, _g, j, _m: settled.append(j.id), lasting=lambda _: True)
    work_done.run(scene, kept)
    assert settled == [job.id]
    scene.later(days=400)
    assert scene.run(files.forget_old) == 0
    assert scene.run(lambda s: files.get(s, "FIL-26-001")) is not None


def test_a_busy_store_leaves_it_for_later(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    class Full:
        path = None

        def __init__(self, fault: Exception) -> None:
            self.fault = fault

        async def run(self, *_: Any, **__: Any) -> Any:
            raise self.fault

    async def once(fault: Exception) -> None:
        full = Jobs(Full(fault), works(), print, print)  # pyright: ignore[reportArgumentType] a store that is full
        await full.wake(scene.groups.all())
        await full.idle()
        await Jobs(scene.store, {}, print, print).idle()

    asyncio.run(once(Busy("full")))
    assert "a job was left for later" in caplog.text
    asyncio.run(once(ZeroDivisionError()))
    assert "jobs failed" in caplog.text


def test_looking_again_shows_how_far_it_is_to_its_asker_only(scene: Scene) -> None:
    first = scene.ask("coordinator", "export")
    assert "next in the queue" in twin(first)
    assert titles(first) == ["Look again"]
    again = scene.press("coordinator", first, "Look again")
    assert "next in the queue" in twin(again)
    work_done.run(scene)
    ready = scene.press("coordinator", first, "Look again")
    assert "The export: ready" in twin(ready)
    assert list(work_done.links(ready)) == ["Download the workbook", "Download the group file"]
    scene.later(days=2)
    assert "files stay for a day" in twin(scene.press("coordinator", first, "Look again"))


def test_an_export_made_in_a_process_of_its_own_is_the_same(scene: Scene) -> None:
    first = scene.ask("coordinator", "export")
    work_done.run(scene, aside=Aside())
    ready = scene.press("coordinator", first, "Look again")
    assert "The export: ready" in twin(ready)
    sheets = openpyxl.load_workbook(io.BytesIO(work_done.got(scene, ready, "Download the workbook").content))
    assert len(list(sheets["members"].rows)) > 8
    assert str(list(sheets["About"].values)[2][1]).startswith(scene.store.clock().strftime("%Y-%m-%d"))


def test_a_bot_that_ends_hands_its_work_back_at_once(scene: Scene) -> None:
    class Held(Aside):
        async def __call__(self, *_: Any) -> Any:
            begun.set()
            await asyncio.Event().wait()

    begun = asyncio.Event()

    async def ended() -> None:
        runner = Jobs(scene.store, works(), print, print, aside=Held())
        await runner.stop()
        await runner.wake(scene.groups.all())
        await begun.wait()
        await runner.stop()

    job = asked(scene)
    asyncio.run(ended())
    found = scene.run(lambda s: jobs.get(s, job.id))
    assert (found.state, found.tries, found.lease_until) == (State.WAITING, 0, None)
    assert work_done.run(scene, works()) == 1


def test_work_that_had_just_been_kept_stays_done(scene: Scene) -> None:
    class Slow(Jobs):
        def _keep(self, *args: Any) -> None:
            super()._keep(*args)
            loop.call_soon_threadsafe(runner._task.cancel)
            cancelled.wait(60)

    cancelled = threading.Event()

    async def ended() -> None:
        nonlocal loop, runner
        loop = asyncio.get_running_loop()
        runner = Slow(scene.store, works(), lambda *_: None, print)
        await runner.wake(scene.groups.all())
        await until(runner._task.cancelling)
        cancelled.set()
        with pytest.raises(asyncio.CancelledError):
            await runner._task

    loop: Any = None
    runner: Any = None
    job = asked(scene)
    asyncio.run(ended())
    assert scene.run(lambda s: jobs.get(s, job.id)).state == State.DONE


def test_a_rehearsal_in_a_process_of_its_own_changes_nothing(scene: Scene) -> None:
    args = {"person": "", "first": "2026-12-01", "last": "2026-12-31"}

    def work(session: Any) -> Any:
        session.acting(scene.member("coordinator"))
        return jobs.add(session, "rehearsal", scene.member("coordinator").object_id, args)

    job = scene.run(work)
    before = len(scene.outbox())
    work_done.run(scene, aside=Aside())
    assert scene.run(lambda s: jobs.get(s, job.id)).state == State.DONE
    assert len(scene.outbox()) == before + 1, "its own result, nothing that was rehearsed"
