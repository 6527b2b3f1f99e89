"""Workbooks as people send them: random ones with every dirt we know, and thirty drawn after what groups really keep.

random_book(random)   name and bytes; most are CSV, since a thousand workbooks would take minutes to write
REALISTIC             thirty by hand: title rows, merged heads, mixed dates, notes below the table, three sheets
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import openpyxl

Rows = list[list[Any]]
TRUSTS = ("JPUH", "NNUH", "QEHKL", "James Paget", "All", "Leeds", "", "jpuh ")
NAMES = ("Tom Bailey", "Bailey", "Bev Rudd", "Somebody Else", "", "T Bailey", "Matron (JPUH)")
DAYS = ("30/10/2026", "1.12.26", "3rd Nov 26", "2026-11-03", "46296", "soon", "", "31/02/2027", "Q3", date(2027, 1, 4))
GRADES = (1, 3, 5, "4 - likely", "Major", "3", 0, 6, "", "high", "2-3", 4.0, "=1+1", "possible")
WORDS = (
    "Rota gaps",
    "Audit of blood loss",
    "Scan capacity",
    "=cmd|'/c calc'!A1",
    "x" * 400,
    "Überprüfung",
    "\u200bhidden",
    "",
)
STATES = ("Open", "Closed", "Complete", "Amber", "", "Blue", "on hold")
IDS = (*(f"aaaaaaaa-0000-4000-8000-{n:012d}" for n in range(20)), "nobody", "")
ROLES = ("member", "Trust lead", "observer", "Chair", "wizard", "", "Trust lead; member")
HEADS: dict[str, tuple[tuple[str, ...], tuple[Sequence[Any], ...]]] = {
    "actions": (
        ("Ref", "Action", "Trust", "Owner", "Due", "Status", "Update"),
        (range(60), WORDS, TRUSTS, NAMES, DAYS, STATES, WORDS),
    ),
    "risks": (
        ("Ref", "Risk", "Trust", "Likelihood", "Impact", "Risk owner", "Controls", "Status", "Target likelihood"),
        (range(60), WORDS, TRUSTS, GRADES, GRADES, NAMES, WORDS, STATES, GRADES),
    ),
    "members": (("Name", "Object ID", "Role", "Trust"), (NAMES, IDS, ROLES, TRUSTS)),
    "figures": (
        ("Trust", "Period", "Measure", "Numerator", "Denominator"),
        (
            TRUSTS,
            ("2026-10", "Oct-26", "46296", "July", ""),
            ("pph1500", "births", "tear34", "?"),
            (0, 3, "*", -1, "4%"),
            (100, 0, ""),
        ),
    ),
}


def random_book(random: Random) -> tuple[str, bytes]:
    """A file of a random kind, dirty in random ways: cells, rows, heads, blanks, its very bytes."""
    kind = random.choice(list(HEADS))
    head, cells = HEADS[kind]
    rows: Rows = [[_cell(random, c) for c in cells] for _ in range(random.randint(0, 12))]
    heads = list(head)
    if random.random() < 0.1:
        heads[random.randrange(len(heads))] = random.choice(["", "?", heads[0]])
    grid: Rows = [*[["A title"]] * random.choice((0, 0, 1, 3)), heads, *rows]
    if random.random() < 0.1:
        grid = [row[: random.randint(0, len(row))] for row in grid]
    if random.random() < 0.1:
        random.shuffle(grid)
    if random.random() < 0.02:
        return f"{kind}.xlsx", _spoiled(random, workbook({kind: grid}))
    if random.random() < 0.03:
        return f"{kind}.csv", _spoiled(random, as_csv(grid))
    return f"{kind}.csv", as_csv(grid)


def _cell(random: Random, choices: Sequence[Any]) -> Any:
    """One of these; of texts now and then one that was never there before."""
    if choices is WORDS and random.random() < 0.5:
        return f"{random.choice(WORDS[:3])} {random.randint(1, 99_999)}"
    if choices is IDS and random.random() < 0.5:
        return f"bbbbbbbb-0000-4000-8000-{random.randint(1, 10**12 - 1):012d}"
    return random.choice(list(choices))


def _spoiled(random: Random, data: bytes) -> bytes:
    if random.random() < 0.5:
        return data[: random.randint(0, len(data))]
    spoiled = bytearray(data)
    for _ in range(random.randint(1, 20)):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def as_csv(grid: Rows) -> bytes:
    """A grid as a CSV file."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(grid)
    return target.getvalue().encode("utf-8")


def workbook(sheets: dict[str, Rows]) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    for number, (name, rows) in enumerate(sheets.items()):
        page: Any = book.active if number == 0 else book.create_sheet()
        page.title = name
        for row in rows:
            page.append([str(c) if isinstance(c, str) and c.startswith("=") else c for c in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def realistic() -> Iterator[tuple[str, bytes]]:
    """Thirty workbooks: ten logs, ten registers, five lists of members, five of figures, each dirty in its own way."""
    for number in range(30):
        random = Random(f"realistic {number}")
        kind = "actions" if number < 10 else "risks" if number < 20 else "members" if number < 25 else "figures"
        head, cells = HEADS[kind]
        rows: Rows = [[random.choice(list(c)) for c in cells] for _ in range(25)]
        top: Rows = [["SQOG", None, None], [], ["Updated by the office", date(2026, 11, 2)]][: number % 4]
        below: Rows = [[], ["Key: green on track, amber at risk"], ["Not for circulation"]][: number % 3 + 1]
        sheets: dict[str, Rows] = {f"{kind} 2026": [*top, [f" {h} " for h in head], *rows, *below]}
        if number % 3 == 0:
            sheets = {"READ ME": [["How to use this"]], **sheets, "Closed": [list(head), *rows[:3]]}
        yield f"{kind} {number}.xlsx", workbook(sheets)
