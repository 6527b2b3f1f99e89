"""Work in a process of its own: its answer, its refusal, its end; what it may know; that nobody outlives the other."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot import aside
from bot.aside import MOST_BYTES, Aside, Broke, done, environment
from domain.refusals import Identifiable, InvalidForm
from tests import aside_work as work
from tests.waiting import until

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="as Linux tells of processes")


def do(*asked: object) -> object:
    return asyncio.run(Aside()(*asked))  # pyright: ignore[reportArgumentType] whatever a test asks


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


async def begun(note: Path) -> int:
    def said() -> str:
        return note.read_text() if note.exists() else ""

    return int(await until(said))


def test_an_answer_comes_back_and_chatter_does_not() -> None:
    assert do(work.doubled, "ab") == "abab"


@ON_LINUX
def test_it_is_a_process_of_its_own_that_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROSOFT_APP_PASSWORD", "hush")
    monkeypatch.setenv("CARD_KEYS", "hush")
    pid, line, environ, loaded = asyncio.run(Aside()(work.told))
    assert pid != os.getpid()
    assert line[1:3] == ["-m", "bot.aside"]
    assert "hush" not in f"{line}{environ}"
    assert not {"aiohttp", "pandas", "botbuilder", "sqlalchemy"} & loaded, "it loads what its work needs, no more"


def test_a_refusal_arrives_as_it_was() -> None:
    with pytest.raises(InvalidForm) as found:
        do(work.refuses)
    assert found.value.words == "Why: say why.\nWhen: say when."
    with pytest.raises(Identifiable) as said:
        do(work.refuses_details)
    assert (said.value.kind, said.value.where, said.value.fields) == ("an NHS number", "your words", ("why",))


def test_a_bug_arrives_by_its_kind_alone() -> None:
    with pytest.raises(Broke, match=r"^ZeroDivisionError$"):
        do(work.fails)


def test_a_process_that_dies_is_said_to_have() -> None:
    with pytest.raises(Broke, match="without an answer"):
        do(work.dies)


@ON_LINUX
def test_memory_is_bounded() -> None:
    assert do(work.takes, 1024 * 1024) == 1024 * 1024
    with pytest.raises(Broke, match="MemoryError"):
        do(work.takes, MOST_BYTES)


def test_one_piece_at_a_time_and_the_next_after_one_that_broke() -> None:
    async def both() -> list[object]:
        place = Aside()
        return list(await asyncio.gather(place(work.dies), place(work.doubled, "c"), return_exceptions=True))

    broke, good = asyncio.run(both())
    assert isinstance(broke, Broke)
    assert good == "cc"


def test_work_that_does_not_end_is_ended(tmp_path: Path) -> None:
    with pytest.raises(Broke, match="took longer than 0 s"):
        asyncio.run(Aside(patience=0.05)(work.stays, str(tmp_path / "note")))


@ON_LINUX
def test_a_caller_who_gives_up_ends_it(tmp_path: Path) -> None:
    async def given_up() -> int:
        asked = asyncio.create_task(Aside()(work.stays, str(tmp_path / "note")))
        pid = await begun(tmp_path / "note")
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        return pid

    assert gone(asyncio.run(given_up()))


@ON_LINUX
def test_it_ends_with_the_bot_that_is_killed(tmp_path: Path) -> None:
    said = "import asyncio, sys; from bot.aside import Aside; from tests.aside_work import stays"
    code = f"{said}; asyncio.run(Aside()(stays, sys.argv[1]))"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "note")], cwd=aside.HOME) as bot:

        async def killed() -> None:
            pid = await begun(tmp_path / "note")
            bot.send_signal(signal.SIGKILL)
            await until(lambda: gone(pid))

        try:
            asyncio.run(killed())
        finally:
            bot.kill()


def test_what_goes_along_is_where_things_are() -> None:
    given = {"PATH": "/bin", "LC_ALL": "C", "PGSSLROOTCERT": "ca.pem", "DATABASE_URL": "postgresql://x:y@z/w"}
    found = environment({**given, "PYTHONPATH": "elsewhere"})
    assert set(found) == {"PATH", "LC_ALL", "PGSSLROOTCERT", "PYTHONPATH", *aside.ALONE}
    assert found["PYTHONPATH"].split(os.pathsep) == [str(aside.HOME), "elsewhere"]


def test_what_the_other_process_does(caplog: pytest.LogCaptureFixture) -> None:
    def asked(what: object, *args: object) -> tuple[bool, object]:
        return pickle.loads(done(pickle.dumps((what, args))))  # noqa: S301 our own

    assert asked(work.doubled, "d") == (True, "dd")
    assert asked(work.fails) == (False, "ZeroDivisionError")
    good, refusal = asked(work.refuses)
    assert not good
    assert isinstance(refusal, InvalidForm)
    assert "work in a process of its own failed" in caplog.text


def test_ending_what_has_ended_does_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""], start_new_session=True) as short:
        short.wait()
    aside.end(short.pid)
