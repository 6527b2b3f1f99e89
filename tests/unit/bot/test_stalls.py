import asyncio
import contextlib
import time

from bot import stalls


def watched(block: float) -> list[tuple[str, str]]:
    counted: list[tuple[str, str]] = []

    async def run() -> None:
        task = asyncio.create_task(stalls.watch(lambda name, label: counted.append((name, label)), 0.01))
        await asyncio.sleep(0.05)
        time.sleep(block)  # noqa: ASYNC251 - holding up the loop is the point
        await asyncio.sleep(0.05)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
    return counted


def test_a_held_up_loop_is_counted(monkeypatch):
    monkeypatch.setattr(stalls, "LONG", 3600.0)
    assert set(watched(0.3)) == {("stalls", "short")}
    monkeypatch.setattr(stalls, "LONG", 0.2)
    assert ("stalls", "long") in watched(0.4)


def test_a_loop_that_is_never_late_is_not(monkeypatch):
    monkeypatch.setattr(stalls, "LATE", 3600.0)
    assert watched(0.3) == []
