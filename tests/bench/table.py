"""The table of goals and what was measured, for the screen and for docs/evidence.md (its section "Speed" alone)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Row = tuple[str, str, str, str]
"""Part, goal, measured, whether it is reached."""
HEAD = "## Speed"
WHY = """What profiles say (`cProfile` by CPU time, 10,000 actions, forty trusts):

- P1. No single cost is left. Of the store's thread for a saved section (200 turns): the card drawn next 24 % (its
  form's inputs, their texts made safe) and what it shows worked out 13 %, its seal 13 % (nine buttons), the commit 11
  %, reading four records 10 %, the inbox and the journal 7 %, opening the seal that came 4 %; the rest is spread over
  four hundred functions. Statements are made once, elements checked from a table, a seal is one walk (ADR 27). A
  third of raw aiohttp with plain SQL would leave 0.5 ms for all of it: that bot draws no card and checks no seal, and
  is what the database costs.
- P2. A summary was fifteen statements and four hundred names looked for in its text; both are done once until a
  record changes (ADR 25): 2.7 to 1.1 ms of CPU in the process, `returns` 1.3 to 1.1, beside `my actions` at 1.0.
- P4. 0.77 to 0.63 ms of CPU a message by claims of eighty rows and marks that are statements made once; a raw loop
  takes 0.22. The HTTP client takes 0.25 of ours, the way to it (throttle, tasks, waiting for the common mark) 0.15,
  the store's thread 0.23: claim, judging and address, the mark before the wire and the one after it, and their four
  commits for eighty rows. Each is a promise of reliability.md 2.2: no mark can be left out, and none put off beyond
  the wire.
- P5. Export, pack and the reading of a workbook are made in a process of their own (ADR 24): before it the loop
  waited for the interpreter's lock, 50 ms (export) and 108 ms (pack) at p99.9. `keys` is the issuer of keys that
  takes a question and never answers. What is left is the machine's own: see its row, with nothing else going on.
- P6. Memory in order of import: Python and aiohttp 38 MB, botbuilder 27 (the stock bot has these, too), SQLAlchemy
  15, understanding words 8, all commands, cards and tables 13, the rest 10. CPU until ready: the stock bot's imports
  0.45 s, SQLAlchemy's 0.15, understanding words 0.2 (patterns and lists), 265 frozen dataclasses 0.15, all else of
  ours 0.35. Nothing is loaded at start that a turn may not need at once: pandas, python-docx, matplotlib, alembic's
  scripts are not there at all.
- P7 compares with R's figures as measured once for this project (320 to 560 ms); R is not on this machine.
"""


def _yes(reached: bool) -> str:
    return "reached" if reached else "**not reached**"


def _p1(found: dict[str, Any]) -> Iterator[Row]:
    rate = {name: case["per_second"] for name, case in found.items()}
    cpu = {name: case["cpu_ms"] for name, case in found.items()}
    best = max(rate["agents"], rate["teams"])
    for goal, ratio, wanted, ours_of_theirs in (
        ("1.5 x the fastest successor's bare press", rate["ours"] / best, 1.5, "agents"),
        ("12 x stock botbuilder's bare press", rate["ours"] / rate["botbuilder"], 12.0, "botbuilder"),
        ("1/3 of raw aiohttp and plain SQL", rate["ours"] / rate["plain_sql"], 1 / 3, "plain_sql"),
    ):
        words = f"{ratio:.2f} by rate; by CPU of the process {cpu[ours_of_theirs] / cpu['ours']:.2f}"
        yield "P1", goal, words, _yes(ratio >= wanted)


def _p2(found: dict[str, Any]) -> Iterator[Row]:
    theirs = found["agents"]
    for name in ("my actions", "summary", "returns"):
        mine = found[f"ours: {name}"]
        ratio = mine["per_second"] / theirs["per_second"]
        words = f"{ratio:.2f} by rate; by CPU {theirs['cpu_ms'] / mine['cpu_ms']:.2f}"
        yield "P2", f"`{name}`: the rate of the Agents SDK's bare card reply", words, _yes(ratio >= 1)


def _p3(found: dict[str, Any]) -> Iterator[Row]:
    sizes = sorted((n for n in found if n[:1].isdigit()), key=lambda n: int(n.replace(",", "")))
    for name, ratio in found["ratio"].items():
        words = f"{found[sizes[0]][name]} ms at {sizes[0]}, {found[sizes[-1]][name]} ms at {sizes[-1]}: {ratio:.2f}"
        yield "P3", f"{name}: at most twice", words, _yes(ratio <= 2)


def _p4(found: dict[str, Any]) -> Iterator[Row]:
    off, on = found["throttle_off"], found["throttle_on"]
    words = f"{off['ratio']:.2f} by rate, {off['cpu_ratio']:.2f} by CPU ({off['messages']:,} messages, TLS)"
    yield "P4", "60 % of a raw posting loop, outbox commits included", words, _yes(off["ratio"] >= 0.6)
    well = on["part_of_permitted"] >= 0.95 and on["most_in_any_second"] <= on["permitted_per_second"]
    words = f"{on['part_of_permitted']:.1%} of it, at most {on['most_in_any_second']} in any second (virtual clock)"
    yield "P4", "throttled: 95 % of the permitted rate, never above", words, _yes(well)


def _p5(found: dict[str, Any]) -> Iterator[Row]:
    alone = found["alone"]
    words = f"p99.9 {alone['stall_p999_ms']:.0f} ms, turns p99 {alone['turn_p99_ms']:.0f} ms with nothing else going on"
    yield "P5", "(the machine itself)", words, ""
    for name in (n for n in found if n != "alone"):
        case = found[name]
        well = case["stall_p999_ms"] < 50 and case["turn_p99_ms"] <= 2 * alone["turn_p99_ms"]
        words = f"p99.9 {case['stall_p999_ms']:.0f} ms, turns p99 {case['turn_p99_ms']:.0f} ms"
        yield "P5", f"{name}: loop under 50 ms, turns' p99 at most doubled", words, _yes(well)


def _p6(found: dict[str, Any]) -> Iterator[Row]:
    words = f"{found['ready_ratio']:.2f} ({found['seconds_to_ready']['ours']} s)"
    yield "P6", "ready in twice a stock echo bot's start", words, _yes(found["ready_ratio"] <= 2)
    words = f"{found['rss_ratio']:.2f} ({found['idle_rss_mb']['ours']} MB)"
    yield "P6", "idle memory 1.6 x a stock echo bot's", words, _yes(found["rss_ratio"] <= 1.6)
    soak = found.get("soak")
    if soak:
        words = f"{soak['kb_per_thousand_turns']} KB for 1,000 turns, over {soak['turns']:,} turns"
        yield "P6", "memory does not grow (0.5 MB an hour)", words, _yes(soak["kb_per_thousand_turns"] <= 100)


def _p7(found: dict[str, Any]) -> Iterator[Row]:
    low = found["spc_100x60_times_faster_than_r_low"]
    yield "P7", "100 x faster than R", f"{low} to {found['spc_100x60_times_faster_than_r_high']} x", _yes(low >= 100)
    yield "P7", "3,000 x 60 under 100 ms", f"{found['spc_3000x60_ms']} ms", _yes(found["spc_3000x60_ms"] < 100)


def _p8(found: dict[str, Any]) -> Iterator[Row]:
    words = f"median {found['median_ms']} ms, p99 {found['p99_ms']} ms, 100 KB in {found['characters']['100000']} ms"
    yield "P8", "median < 2 ms, p99 < 10 ms, linear", words, _yes(found["median_ms"] < 2 and found["p99_ms"] < 10)


def _p9(found: dict[str, Any]) -> Iterator[Row]:
    if found:
        words = ", ".join(f"{n}: {case['per_second']:.0f}/s, {case['cpu_ms']:.2f} ms" for n, case in found.items())
        most = max(case["cpu_ms"] for case in found.values()) / next(iter(found.values()))["cpu_ms"]
        yield "P9", "replicas cost less than 20 % more CPU for a turn", words, _yes(most < 1.2)


def _p10(found: dict[str, Any]) -> Iterator[Row]:
    for name, most in (("3 trusts", 10), ("40 trusts", 60)):
        if name in found:
            took = found[name]["pack_first"]["seconds"]
            yield "P10", f"pack of {name} under {most} s", f"{took} s", _yes(took < most)
            took = found[name]["rehearsal"]["seconds"]
            yield "P10", f"a year rehearsed, {name}, under 20 s", f"{took} s", _yes(took < 20)


ROWS: dict[str, Callable[[dict[str, Any]], Iterator[Row]]] = {
    "P1": _p1, "P2": _p2, "P3": _p3, "P4": _p4, "P5": _p5, "P6": _p6, "P7": _p7, "P8": _p8, "P9": _p9, "P10": _p10,
}  # fmt: skip


def words(found: dict[str, Any]) -> str:
    """The table in Markdown, and the cases of P1 and P2 in full."""
    out = ["| | goal | measured | |", "|---|---|---|---|"]
    out += [f"| {' | '.join(row)} |" for part, rows in ROWS.items() if part in found for row in rows(found[part])]
    names = found["machine"]["names"]
    for part in ("P1", "P2"):
        if part in found:
            out += ["", f"{part}: turns a second at 16 connections (least to most), CPU of the process for one.", ""]
            out += ["| bot | turns/s | CPU ms | p50 ms | p99 ms |", "|---|---|---|---|---|"]
            out += [
                f"| {names.get(name, name)} | {c['per_second']:,.0f} ({c['least']:,.0f} to {c['most']:,.0f}) "
                f"| {c['cpu_ms']:.2f} | {c['p50_ms']:.1f} | {c['p99_ms']:.0f} |"
                for name, c in found[part].items()
            ]
    if "when" in found:
        told = (
            f"{part} {w['at'][:16].replace('T', ' ')}, load {w['load']}" for part, w in sorted(found["when"].items())
        )
        out += ["", f"Measured (UTC, load of the machine in the minutes before): {'; '.join(told)}."]
    return "\n".join([*out, ""])


def keep(found: dict[str, Any], out: Path) -> None:
    """Write the figures, and the section of docs/evidence.md that shows them; its other sections stay."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    page = out.parent.parent / "evidence.md"
    text = page.read_text("utf-8") if page.is_file() else "# Evidence\n"
    machine = found["machine"]
    said = (
        f"{HEAD}\n\nBy `make bench` at {machine['at']} (Python {machine['python']}, SQLite {machine['sqlite']}; "
        "figures in `docs/evidence/bench.json`). The machine has two cores and was shared with other work, also with "
        "its disk: only the ratios of one interleaved run mean anything, and of those the CPU's are the steadier.\n\n"
        f"{words(found)}\n{WHY}"
    )
    here = re.compile(rf"^{HEAD}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    text = here.sub(lambda _: f"{said}\n", text, count=1) if here.search(text) else f"{text.rstrip()}\n\n{said}"
    page.write_text(f"{text.rstrip()}\n", "utf-8")
