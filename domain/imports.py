"""A workbook of measures, read before anything is stored: which figures it gives, and what was found in which cell.

Owns: the layouts that are understood (a row for each figure; months across; the Maternity Services Data Set) and the
report. Must not: open a file, store, or drop a cell in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from itertools import zip_longest
from typing import TypeVar

from domain import cells
from domain.catalogue import MEASURES, queried
from domain.definitions import Measure
from domain.import_categories import DIMENSIONS, Sums
from domain.import_layouts import COLUMNS, INDICATORS, NATIONAL, PROVIDERS, PROVISIONAL, ROUNDED, SPANS, TOGETHER, UNFIT
from domain.import_sheet import Found, Grid, Report, Sheet, at
from domain.organisations import titled, trust_of
from domain.people import Trust
from domain.rhythm import month_name, previous
from domain.series import Figure, value_of
from domain.surprise import implausible, uneven

T = TypeVar("T")
DOWN = "months down, measures across"
TALLEST = 2_000
"""Rows of a sheet with months down. Source: ours; ten years of a dozen trusts are 1,440."""
HEAD = 12
"""Rows in which a heading is looked for."""
NO_TRUST = "no trust is named: put it into a column, into a line above the months or into the sheet's name."


def read(sheets: Mapping[str, Grid], trusts: Sequence[Trust], latest: str) -> Report:
    """Every sheet of a workbook. `latest` is the last month that may have a figure (`2026-10`)."""
    parts: dict[tuple[str, str, str], dict[str, tuple[float | None, str]]] = {}
    found, told = list[Found](), set[tuple[str, str, str]]()
    layouts: list[str] = []
    for name, grid in sheets.items():
        sheet = Sheet(name, name if len(sheets) > 1 else "", grid, trusts, latest, parts, found, told)
        layout = _long(sheet) or _wide(sheet, trust_of(name, trusts)) or _down(sheet)
        if layout:
            layouts.append(layout)
        elif any(any(cells.tidy(c) for c in row) for row in grid):
            found.append(
                Found(sheet.shown, "A1", "fault", "no heading that I know: a row for each figure, or months across.")
            )
    figures = tuple(_figures(parts, found, told))
    doubts = [queried(f.measure, f.numerator, f.denominator) for f in figures]
    sound = tuple(f for f, doubted in zip(figures, doubts, strict=True) if not doubted)
    wrong = tuple(f for f, doubted in zip(figures, doubts, strict=True) if doubted)
    return Report(sound, tuple(found), ", ".join(dict.fromkeys(layouts)), wrong)


def _figures(
    parts: Mapping[tuple[str, str, str], Mapping[str, tuple[float | None, str]]],
    found: list[Found],
    said: set[tuple[str, str, str]],
) -> Iterator[Figure]:
    for (key, trust, period), own in sorted(parts.items()):
        measure = MEASURES[key]
        told = f"{measure.name}, {trust}, {month_name(period)}"
        top, where = own.get("numerator", (None, own.get("denominator", (None, ""))[1]))
        bottom = own.get("denominator", (None, ""))[0]
        if bottom is None and measure.denominator:
            bottom = parts.get((measure.denominator, trust, period), {}).get("numerator", (None, ""))[0]
        if top is None:
            if (key, trust, period) not in said:
                found.append(Found("", where, "fault", f"{told}: a denominator without its count."))
            continue
        asked = uneven(measure, top) or implausible(measure, value_of(measure, top, bottom))
        if measure.queried(top, bottom):
            beyond = f"{top:g} is more than {measure.most if bottom is None else bottom:g}"
            found.append(Found("", where, "queried", f"{told}: {beyond}. Please check both."))
        elif asked:
            found.append(Found("", where, "question", f"{told}: {asked}"))
        yield Figure(key, trust, period, top, bottom if measure.is_rate else None)


def measure_of(cell: object) -> Measure | None:
    """The measure that a cell names by key, name, alias or MSDS indicator."""
    text = cells.tidy(cell)
    key = INDICATORS.get(text.replace("_", "")) or INDICATORS.get(text) or _names().get(_bare(text))
    return MEASURES.get(key or "")


def _bare(text: str) -> str:
    """A name without what people put differently: spaces, brackets, `%`, `≥` for `>=`."""
    plain = text.replace("\u2265", ">=").replace("\u2264", "<=").replace("&", "and")
    return "".join(c for c in plain if c.isalnum() or c in "<>=+").removesuffix("ml")


def _unknown(text: str) -> str:
    """That a name is no measure's, and which is the nearest one, if any is near."""
    near = get_close_matches(_bare(text), _names(), n=1, cutoff=0.75)
    hint = f" Did you mean {MEASURES[_names()[near[0]]].name}?" if near else ""
    return f"'{text}' is no measure of the catalogue.{hint}"


def _names() -> Mapping[str, str]:
    if not _KNOWN:
        for key, measure in MEASURES.items():
            for name in (key, measure.name, *measure.aliases):
                _KNOWN.setdefault(_bare(cells.tidy(name)), key)
    return _KNOWN


_KNOWN: dict[str, str] = {}


# ---------------------------------------------------------------- a row for each figure


def is_long(rows: Grid) -> bool:
    """Whether one of these rows is the heading of a sheet with a row for each figure."""
    return any({"period", "measure", "numerator"} <= _places(row).keys() for row in rows)


def _places(row: Sequence[object]) -> dict[str, int]:
    return {role: i for i, c in enumerate(row) for role, words in COLUMNS.items() if cells.tidy(c) in words}


def _long(sheet: Sheet) -> str:
    for top, row in enumerate(sheet.grid[:HEAD]):
        if not is_long([row]):
            continue
        places = _places(row)
        if places.keys() & {"currency", "dimension"}:
            _national(sheet, top, places)
            return NATIONAL
        # Organisation codes are surer than names: the first of several columns counts.
        trust = next((i for i, c in enumerate(row) if cells.tidy(c) in COLUMNS["trust"]), None)
        for number in range(top + 1, len(sheet.grid)):
            _long_row(sheet, number, places, trust)
        return "a row for each figure"
    return ""


def _long_row(sheet: Sheet, number: int, places: Mapping[str, int], trust_column: int | None) -> None:
    row = sheet.grid[number]
    if not any(cells.tidy(c) for c in row):
        return
    measure = measure_of(at(row, places["measure"]))
    if measure is None:
        sheet.say(number, places["measure"], "note", _unknown(cells.tidy(at(row, places["measure"]))))
        return
    named = sheet.name if trust_column is None else at(row, trust_column)
    trust = trust_of(named, sheet.trusts)
    if not trust:
        sheet.say(number, trust_column or 0, "note", f"'{cells.tidy(named)}' is no trust of the group.")
        return
    period = _month(sheet, number, places["period"])
    if not period:
        return
    key = (measure.key, trust, period)
    sheet.take(number, places["numerator"], key, "numerator")
    if "denominator" in places and places["denominator"] < len(row):
        sheet.take(number, places["denominator"], key, "denominator")


def _month(sheet: Sheet, number: int, column: int) -> str:
    cell = at(sheet.grid[number], column)
    period = cells.period(cell)
    if not period:
        sheet.say(number, column, "fault", f"'{cells.tidy(cell)}' is no month with its year.")
    return period


# ---------------------------------------------------------------- the national files


def _national(sheet: Sheet, top: int, places: Mapping[str, int]) -> None:
    """The rows of the group's trusts; of the tens of thousands of others it says how many there were."""
    own = [i for i, c in enumerate(sheet.grid[top]) if cells.tidy(c) in COLUMNS["trust"]]
    sums, before = Sums(), set(sheet.parts)

    @cache  # a hundred organisations on a hundred thousand rows
    def trustat(names: tuple[object, ...]) -> str:
        return next((t for name in names if (t := trust_of(name, sheet.trusts))), "")

    for number in range(top + 1, len(sheet.grid)):
        row = sheet.grid[number]
        if not row:
            continue
        trust = trustat(tuple(at(row, i) for i in own))
        level = cells.tidy(at(row, places["level"])) if "level" in places else ""
        if not trust or level not in PROVIDERS:
            sheet.skip("of other organisations, of sites or of England")
            continue
        _national_row(sheet, number, places, trust, sums)
    given = {key: [value for value, _ in own.values()] for key, own in sheet.parts.items() if key not in before}
    for key in (key for key, values in given.items() if len(values) > 1 and not any(values)):
        del sheet.parts[key]
        sheet.skip(f"of {MEASURES[key[0]].name}: {UNFIT}")
    for key, part, total in sums.parts():
        sheet.parts.setdefault(key, {}).setdefault(part, total)  # an indicator of the same measure stands first
    for words in (ROUNDED, *sums.notes(), *((PROVISIONAL,) if "provisional" in sheet.name.lower() else ())):
        sheet.found.append(Found(sheet.shown, "All rows", "note", f"{words}."))
    for why, count in sheet.skipped.items():
        sheet.found.append(Found(sheet.shown, "Left out", "note", f"{count:,} row{'' if count == 1 else 's'} {why}."))


def _national_row(sheet: Sheet, number: int, places: Mapping[str, int], trust: str, sums: Sums) -> None:
    """One row of a trust of the group: a part of an indicator, or a category that measures are added up from."""
    row = sheet.grid[number]
    measure, part, (back, months) = _indicator(row, places)
    if measure is None and "dimension" in places and _category(sheet, number, places, trust, sums):
        return
    if measure is None:
        sheet.skip("of indicators that the catalogue does not have")
    elif not part:
        sheet.skip("of rates, which are worked out from their counts")
    elif months > 1:
        sheet.skip(f"of {measure.name}, {TOGETHER.format(months=months)}")
    elif period := _month(sheet, number, places["period"]):
        sheet.take(number, places["numerator"], (measure.key, trust, previous(period, back)), part)


def _indicator(row: Sequence[object], places: Mapping[str, int]) -> tuple[Measure | None, str, tuple[int, int]]:
    """What a row of a national file counts, whether it is the count or what it is out of, and of which months."""
    names = [cells.tidy(at(row, places[role])) for role in ("dimension", "measure") if role in places]
    name = next((n for said in names for n in (said, said.replace("_", "")) if n in INDICATORS), "")
    measure = MEASURES.get(INDICATORS.get(name, ""))
    if measure is None:
        return None, "", (0, 1)
    said = cells.part(at(row, places["currency"] if "currency" in places else places["measure"]))
    return measure, said or ("" if measure.is_rate else "numerator"), SPANS.get(name, (0, 1))


def _category(sheet: Sheet, number: int, places: Mapping[str, int], trust: str, sums: Sums) -> bool:
    """Whether a row is a category that a measure is added up from; its count is added."""
    row = sheet.grid[number]
    dimension = cells.tidy(at(row, places["dimension"]))
    if dimension not in DIMENSIONS:
        return False
    column, period = places["numerator"], _month(sheet, number, places["period"])
    read = cells.number(at(row, column))
    fault = read.fault or ("is below nought" if read.value is not None and read.value < 0 else "")
    if period > sheet.latest:
        fault = f"{month_name(period)} has not ended, so it has no figure yet"
    if fault:
        sheet.say(number, column, "fault", f"'{cells.tidy(at(row, column))}' {fault}.")
    if fault or not period:
        return True
    where = f"{sheet.shown} {cells.address(number, column)}".strip()
    return sums.add((dimension, cells.tidy(at(row, places["measure"])), trust, period), read.value, where)


# ---------------------------------------------------------------- months across


def _wide(sheet: Sheet, sheet_trust: str) -> str:
    best, months = 0, dict[int, str]()
    for number in range(min(HEAD, len(sheet.grid))):
        found = _months(sheet.grid, number)
        if len(found) > len(months):
            best, months = number, found
    if not months:
        return ""
    below = {i: cells.part(c) for i, c in enumerate(sheet.grid[best + 1])} if best + 1 < len(sheet.grid) else {}
    paired = any(below.get(i) for i in months)
    names, named = _trusts(sheet, months)
    titles = (titled(c, sheet.trusts) for row in (*sheet.grid[:best], sheet.grid[best][: min(months)]) for c in row)
    trust, measure = sheet_trust or next(filter(None, titles), ""), None
    for number in (n for n in range(best + 1 + paired, len(sheet.grid)) if n != names):
        labels = list(enumerate(sheet.grid[number]))[: min(months)]
        trust = _label(labels, lambda c: titled(c, sheet.trusts)) or trust
        known = _label(labels, measure_of) or _label(labels, lambda c: _beside(c, sheet.trusts))
        measure = known or (measure if _goes_on(labels, sheet.trusts) else None)
        if measure is None or not (trust or named):
            _unread(sheet, number, labels, known=measure is not None)
            continue
        part = _label(labels, cells.part) or "numerator"
        for column, period in months.items():
            if column < len(sheet.grid[number]):
                whose = named.get(column) or trust
                sheet.take(number, column, (measure.key, whose, period), below.get(column) or part if paired else part)
    return "months across"


def turned(grid: Grid) -> list[tuple[object, ...]]:
    """A grid with its rows as columns."""
    return list(zip_longest(*grid[:TALLEST]))


def _down(sheet: Sheet) -> str:
    """Months down and measures across: the same as months across, turned."""
    grid = turned(sheet.grid)
    own = replace(sheet, grid=grid, turned=True)
    return DOWN if _wide(own, trust_of(sheet.name, sheet.trusts)) else ""


def _trusts(sheet: Sheet, months: Mapping[int, str]) -> tuple[int, dict[int, str]]:
    """The row that names trusts, if one does, and the trust of each column: a merged one reaches up to the next."""
    rows = [{i: t for i in months if (t := trust_of(at(row, i), sheet.trusts))} for row in sheet.grid[:HEAD]]
    best = max(range(len(rows)), key=lambda number: len(rows[number]))
    found, last = dict[int, str](), ""
    for column in months:
        last = rows[best].get(column, last)
        found[column] = last
    return (best, found) if last else (-1, {})


def _months(grid: Grid, number: int) -> dict[int, str]:
    """The columns of a heading row that name months; merged cells filled from the left, years from the row above."""
    above = grid[number - 1] if number else ()
    year, found, last = "", dict[int, str](), ""
    for column, cell in enumerate(grid[number]):
        if cells.nhs_year(at(above, column)):
            year = cells.tidy(at(above, column))
        month = cells.period(cell, year)
        if not month and not cells.tidy(cell) and last:
            month = last
        if month:
            found[column] = month
        last = month
    return found if len(set(found.values())) > 1 else {}


def _beside(cell: object, trusts: Sequence[Trust]) -> Measure | None:
    """The measure in a heading that names a trust, too: `JPUH births`."""
    said = cells.tidy(cell).split()
    rest = [word for word in said if not trust_of(word.strip("():,-"), trusts)]
    return measure_of(" ".join(rest)) if len(rest) < len(said) else None


def _label(labels: Sequence[tuple[int, object]], reading: Callable[[object], T]) -> T | None:
    return next((found for _, cell in labels if (found := reading(cell))), None)


def _goes_on(labels: Sequence[tuple[int, object]], trusts: Sequence[Trust]) -> bool:
    """Whether a row belongs to the measure above it: it says numerator, denominator or a trust, and nothing else."""
    said = [c for _, c in labels if cells.tidy(c)]
    return bool(said) and all(cells.part(c) or trust_of(c, trusts) for c in said)


def _unread(sheet: Sheet, number: int, labels: Sequence[tuple[int, object]], *, known: bool) -> None:
    said = [(i, cells.tidy(c)) for i, c in labels if cells.tidy(c)]
    if said and any(cells.tidy(c) for c in sheet.grid[number][len(labels) :]):
        place, text = said[0]
        nobody = NO_TRUST if measure_of(text) else f"'{text}' is no trust of the group."
        sheet.say(number, place, "note", nobody if known else _unknown(text))
