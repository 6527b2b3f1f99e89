"""P5 and P6: the loop while long work goes on, the start, and memory: idle, and after many turns."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time
from typing import Any

import psutil

from tests.bench import bots, load, records, turns
from tests.bench.bots import Process
from tests.bench.load import Client


def starts(made: records.Made, times: int) -> dict[str, Any]:
    """Seconds from the start of the process to its first answer, and memory when idle, interleaved with stock echo."""
    seconds: dict[str, list[float]] = {"ours": [], "botbuilder": []}
    idle: dict[str, list[float]] = {"ours": [], "botbuilder": []}
    with bots.service() as at:
        for number in range(times + 1):
            for name in ("ours", "botbuilder"):
                process = bots.app(made.url, at) if name == "ours" else bots.peer(name)
                with process as found:
                    time.sleep(2.0)  # the first tick is part of being there
                    if number:
                        seconds[name].append(found.ready)
                        idle[name].append(found.rss())
    ready = {name: round(statistics.median(found), 3) for name, found in seconds.items()}
    rss = {name: round(statistics.median(found), 1) for name, found in idle.items()}
    return {
        "actions": made.actions,
        "seconds_to_ready": ready,
        "ready_ratio": round(ready["ours"] / ready["botbuilder"], 2),
        "idle_rss_mb": rss,
        "rss_ratio": round(rss["ours"] / rss["botbuilder"], 2),
    }


def soak(made: records.Made, count: int) -> dict[str, Any]:
    """So many turns in pieces: memory, threads and files after each, and the slope over the second half."""
    with contextlib.ExitStack() as stack:
        at = stack.enter_context(bots.service())
        mine = stack.enter_context(bots.ours(made.url, at))
        mine.token = at.token
        period = turns.open_a_round(made, mine, at)
        began = time.perf_counter()
        seen: list[dict[str, float]] = []
        done = failed = 0
        while done < count:
            for clients in (
                turns.savers(made, at, period),
                turns.sayers(at, [records.owner(n) for n in range(turns.CONNECTIONS)], "my actions"),
                turns.sayers(at, [records.lead(n) for n in range(turns.CONNECTIONS)], "returns"),
            ):
                took = asyncio.run(load.run(mine.port, clients, 3.0, process=mine.ps, token=at.token))
                done += took.turns
                failed += took.failed
            seen.append({"turns": done, "minutes": (time.perf_counter() - began) / 60, **mine.ask("rss")})
        half = seen[len(seen) // 2 :]
        slope = _slope([(x["minutes"] / 60, x["rss_mb"]) for x in half])
        return {
            "turns": done,
            "failed": failed,
            "rss_mb_first": seen[0]["rss_mb"],
            "rss_mb_last": seen[-1]["rss_mb"],
            "threads_first_last": [seen[0]["threads"], seen[-1]["threads"]],
            "files_first_last": [seen[0]["files"], seen[-1]["files"]],
            "mb_per_hour_at_this_rate": round(slope, 2),
            "kb_per_thousand_turns": round(_slope([(x["turns"] / 1e3, x["rss_mb"] * 1e3) for x in half]), 1),
        }


def _slope(points: list[tuple[float, float]]) -> float:
    if len(points) < 2 or points[0][0] == points[-1][0]:
        return 0.0
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope


def stalls(made: records.Made, seconds: float) -> dict[str, Any]:
    """How late the loop is and how long turns take: alone, and while each piece of long work goes on."""
    found: dict[str, Any] = {}
    with contextlib.ExitStack() as stack:
        at = stack.enter_context(bots.service())
        mine = stack.enter_context(bots.ours(made.url, at, "--watch"))
        mine.token = at.token
        period = turns.open_a_round(made, mine, at)

        def leads() -> list[Client]:
            return turns.savers(made, at, period)[:4]

        for word in ("", "export", "pack", "import", "backup", "keys"):
            mine.ask("stall")
            took = _while(mine, word, leads, seconds, at.token)
            found[word or "alone"] = {**mine.ask("stall"), **took}
            found[word or "alone"].pop("word", None)
    return found


def _while(mine: Process, word: str, leads: Any, seconds: float, token: str) -> dict[str, Any]:
    if word:
        mine.tell(word)
    took = asyncio.run(load.run(mine.port, leads(), seconds, process=psutil.Process(mine.run.pid), token=token))
    work = mine.hear(word) if word else {}
    return {
        "turns": took.turns,
        "failed": took.failed,
        "turn_p50_ms": round(took.percentile(0.5) or 0.0, 1),
        "turn_p99_ms": round(took.percentile(0.99) or 0.0, 1),
        "work_seconds": work.get("seconds", 0.0),
    }
