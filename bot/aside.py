"""Work in a process of its own: what computes for seconds beside turns would hold them up by the interpreter's lock.

Owns: both ends: begins the process for one piece of work, hands it over by a pipe, takes the answer or ends it; and
`python -m bot.aside`, which does that work. Must not: know what is done, or put anything on a command line.
Each piece has a fresh process, so that nothing of it stays: no memory, no library loaded for it. docs/adr/0024.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from bot import logs
from domain.refusals import Refusal

T = TypeVar("T")
log = logging.getLogger(__name__)

HOME = Path(__file__).resolve().parents[1]
PATIENCE = 240.0
"""Seconds until work is ended, before the lease of a job ends. Source: ours, many times the longest pack."""
MOST_BYTES = 640 * 1024 * 1024
"""Memory of its own that a piece of work may take, on Linux. Source: ours; the pack of forty trusts takes a third, and
with the bot it stays below the gigabyte that the service is given (`infra/systemd`)."""
KINDNESS = 10
"""How far it steps back behind turns, on POSIX."""
KEPT = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
KEPT_FAMILIES = ("LC_", "PYTHON", "PG")
"""What of the environment goes along: where things are, nothing of the bot's own secrets."""
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""The other cores belong to turns."""


class Broke(RuntimeError):
    """The work ended without an answer, or failed; what happened is in the log of its process."""


def environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the process may know of this one's environment."""
    found = {k: v for k, v in given.items() if k.upper() in KEPT or k.startswith(KEPT_FAMILIES)}
    path = os.pathsep.join(p for p in (str(HOME), given.get("PYTHONPATH", "")) if p)
    return {**found, **ALONE, "PYTHONPATH": path}


@dataclass
class Aside:
    """Call it with a function of a module and its arguments; all of them, and the result, are pickled.

    One piece at a time; the others wait. Raises `Broke`, or the refusal that the work raised.
    """

    patience: float = PATIENCE
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, work: Callable[..., T], *args: Any) -> T:
        """Do it, and give what came of it. A caller who gives up ends the process."""
        async with self._turn:
            answer = await self._asked(pickle.dumps((work, args)))
        if not answer:
            raise Broke("the process ended without an answer")
        good, found = await asyncio.to_thread(pickle.loads, answer)
        if good:
            return found
        raise found if isinstance(found, Refusal) else Broke(found)

    async def _asked(self, question: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.aside",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
        assert process.stdin is not None  # noqa: S101 asked for above
        assert process.stdout is not None  # noqa: S101 the same
        try:
            with contextlib.suppress(ConnectionError):
                process.stdin.write(len(question).to_bytes(8, "big") + question)
                await process.stdin.drain()
            # The pipe stays open: its end is how the other side learns that this one is gone.
            async with asyncio.timeout(self.patience):
                return await process.stdout.read()
        except TimeoutError:
            raise Broke(f"the work took longer than {self.patience:.0f} s") from None
        finally:
            process.stdin.close()
            if process.returncode is None:
                end(process.pid)
            await asyncio.shield(process.wait())


def end(pid: int) -> None:
    """End a process that leads a session, and what it began, at once; it may have ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)


def done(question: bytes) -> bytes:
    """Do the one piece of work that is asked for; whether it is good, and what came of it."""
    try:
        work, args = pickle.loads(question)  # noqa: S301 from the process that began this one, by a pipe of its own
        return pickle.dumps((True, work(*args)))
    except Refusal as refusal:
        return pickle.dumps((False, refusal))
    except Exception as fault:
        log.exception("work in a process of its own failed")
        return pickle.dumps((False, type(fault).__name__))


def _watch(question: BinaryIO) -> None:
    """End this process, and what it began, with the one that asked."""
    question.read()
    end(os.getpid())


def _modest() -> None:
    """Step back behind turns, and take no more memory than was agreed."""
    if hasattr(os, "nice"):
        os.nice(KINDNESS)
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 not there on every system

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, resource.RLIM_INFINITY))


def main() -> None:
    """The process of one piece of work. What it prints goes to the log, for the pipe is the answer's."""
    logs.set_up()
    _modest()
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)
        question = sys.stdin.buffer
        given = question.read(int.from_bytes(question.read(8), "big"))
        threading.Thread(target=_watch, args=(question,), daemon=True).start()
        answer.write(done(given))
    os._exit(0)  # the watch still reads, and would keep an orderly end waiting


if __name__ == "__main__":
    main()
