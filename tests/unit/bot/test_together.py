import asyncio

import pytest

from bot.together import Together


def test_what_waits_goes_together():
    lists: list[list[int]] = []
    began, go_on = asyncio.Event(), asyncio.Event()

    async def work(items):
        lists.append(items)
        began.set()
        await go_on.wait()

    async def run():
        together = Together(work)
        first = asyncio.create_task(together.add(0))
        await began.wait()
        others = [asyncio.create_task(together.add(n)) for n in range(1, 6)]
        await asyncio.sleep(0)  # each of them has put its own on the list
        go_on.set()
        await asyncio.gather(first, *others)

    asyncio.run(run())
    assert lists == [[0], [1, 2, 3, 4, 5]]


def test_a_fault_reaches_those_of_its_list_and_nobody_after():
    async def work(items):
        if "bad" in items:
            raise OSError("full")

    async def run():
        together = Together(work)
        outcomes = await asyncio.gather(together.add("bad"), together.add("with it"), return_exceptions=True)
        assert [type(o) for o in outcomes] == [OSError, OSError]
        await together.add("good")

    asyncio.run(run())


def test_who_stops_waiting_stops_nobody_else():
    done = []

    async def work(items):
        await asyncio.sleep(0.02)
        done.extend(items)

    async def run():
        together = Together(work)
        impatient = asyncio.create_task(together.add(1))
        patient = asyncio.create_task(together.add(2))
        await asyncio.sleep(0)
        impatient.cancel()
        await patient
        with pytest.raises(asyncio.CancelledError):
            await impatient

    asyncio.run(run())
    assert done == [1, 2]
