"""Control charts (XmR) as NHS England's Making Data Count teaches them: all series of a call at once.

Owns: mean, limits, the four rules, icons. Exact against the reference package NHSRplotthedots 0.2.2.
Must not: be imported at start-up (pandas is slow to load), draw, or decide which months belong to a series.
Source: Making Data Count; NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from domain import chart_rules as rules
from domain.definitions import Direction
from domain.refusals import Invalid

LARGEST = 1e290
"""Beyond this a sum could overflow; nothing that is counted comes near."""
NUMERIC = frozenset({"integer", "floating", "mixed-integer-float", "decimal", "empty"})
DATED = frozenset({"datetime64", "datetime", "date", "string", "mixed"})
_loose: Any = pd
"""For the two functions whose stubs are partly unknown."""
_SIGN = {Direction.INCREASE: 1, Direction.DECREASE: -1, Direction.NEUTRAL: 0}
_LEAN = np.array(rules.LEAN)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Charts:
    """What `charts` found. `points`: a row per observation, by series and date; `summary`: a row per series and group.

    `outside_limits` and `close_to_limits` are None where there are no limits or no value.
    """

    points: pd.DataFrame
    summary: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Rows:
    """Observations in order of series and date. `codes` number the series in `names`; `days` are days since 1970."""

    names: pd.Index[Any]
    codes: Ints
    days: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class _Groups:
    """Stretches of rows that share a mean. `ids` and `place` (from 0) are of each row, the rest of each group."""

    ids: Ints
    place: Ints
    starts: Ints
    sizes: Ints
    rebase: Ints

    @property
    def ends(self) -> Ints:
        """Last row of each group."""
        return self.starts + self.sizes - 1


@dataclass(frozen=True, slots=True)
class _Limits:
    """Of each group: the mean, two thirds of the way and the whole way out."""

    mean: Floats
    lpl: Floats
    nlpl: Floats
    nupl: Floats
    upl: Floats


def frame(rows: Iterable[tuple[str, date, float | None]]) -> pd.DataFrame:
    """Series, day and value as `charts` takes them, for callers that do not know pandas; None is missing."""
    return pd.DataFrame(list(rows), columns=["series", "date", "value"]).astype({"value": "float64"})


def charts(
    observations: pd.DataFrame,
    *,
    direction: Mapping[str, Direction] | Direction,
    target: Mapping[str, float] | float | None = None,
    rebase: Mapping[str, Sequence[date]] | Sequence[date] = (),
    fix_after: int | None = None,
    screen_outliers: bool = False,
) -> Charts:
    """XmR charts of every series in `observations` (columns `series`, `date`, `value`; any order; NaN is missing).

    `direction` says which way is better; `rebase` names the first days of new groups, ignored when no row has them;
    `fix_after` computes limits from the first rows of a group only. Mappings go by series.
    Raises `Invalid` for text or infinity as a value, a day given twice, a direction left out.
    """
    if fix_after is not None and fix_after < rules.SETTLED:
        raise Invalid("Fix after", f"limits need at least {rules.SETTLED} points.")
    if not len(observations):
        sample = pd.DataFrame({"series": ["-"], "date": [date(2000, 1, 1)], "value": [0.0]})
        nothing = charts(sample, direction=Direction.NEUTRAL)
        return Charts(nothing.points.iloc[:0], nothing.summary.iloc[:0])
    rows = _rows(observations)
    better = _better(direction, rows.names)
    aims = _aims(target, rows.names)
    groups = _groups(rows, _first_days(rebase, rows))
    limits = _limits(rows.values, groups, fix_after, screen=screen_outliers)
    return _made(rows, groups, limits, better, aims)


def _made(rows: _Rows, groups: _Groups, limits: _Limits, better: Ints, aims: Floats) -> Charts:
    y, ids = rows.values, groups.ids
    mean, lpl, upl = limits.mean[ids], limits.lpl[ids], limits.upl[ids]
    nlpl, nupl = limits.nlpl[ids], limits.nupl[ids]
    known = ~(np.isnan(y) | np.isnan(upl))
    outside = (y > upl) | (y < lpl)
    side = np.sign(y - mean)
    close = known & ~outside & ((y < nlpl) | (y > nupl))
    label = _labels(y, np.nan_to_num(side), outside, close, groups)
    kind = _types(label, better[rows.codes])
    points = pd.DataFrame(
        {
            "series": rows.names.take(rows.codes),
            "date": rows.days.astype("datetime64[D]").astype("datetime64[s]"),
            "value": y,
            "rebase_group": groups.rebase[ids],
            "mean": mean,
            "lpl": lpl,
            "nlpl": nlpl,
            "nupl": nupl,
            "upl": upl,
            "outside_limits": _flag(outside, known),
            "relative_to_mean": side,
            "close_to_limits": _flag(close, known),
            "special_cause_type": _words(rules.LABELS, label),
            "point_type": _words(rules.TYPES, kind),
            "trial": (groups.sizes < rules.SETTLED)[ids],
        },
        copy=False,
    )
    return Charts(points, _summary(rows, groups, limits, label, kind, better, aims))


def _summary(
    rows: _Rows, groups: _Groups, limits: _Limits, label: Ints, kind: Ints, better: Ints, aims: Floats
) -> pd.DataFrame:
    code, count = rows.codes[groups.starts], len(groups.starts)
    last = np.append(code[1:] != code[:-1], True)
    counts = np.bincount(groups.ids * len(rules.TYPES) + kind, minlength=count * len(rules.TYPES)).reshape(
        count, len(rules.TYPES)
    )
    latest, lean = kind[groups.ends], _LEAN[label[groups.ends]]
    # Icons: 0 none (a group before a rebase), 1 common, then high and low of improvement, concern, neutral.
    pair = np.array([1, 2, 4, 6, 6])[latest]
    icon = np.where(last, pair + ((lean < 0) & (latest > 0)), 0)
    aim, sign = aims[code], better[code]
    above, below = aim > limits.upl, aim < limits.lpl
    assured = np.where(above, np.where(sign > 0, 2, 1), np.where(below, np.where(sign > 0, 1, 2), 3))
    assured = np.where(last & ~np.isnan(aim) & (sign != 0), assured, 0)
    present = np.add.reduceat((~np.isnan(rows.values)).astype(np.int64), groups.starts)
    return pd.DataFrame(
        {
            "series": rows.names.take(code),
            "rebase_group": groups.rebase,
            "is_last_group": last,
            "mean": limits.mean,
            "lpl": limits.lpl,
            "nlpl": limits.nlpl,
            "nupl": limits.nupl,
            "upl": limits.upl,
            "n": groups.sizes,
            "missing": groups.sizes - present,
            **{name: counts[:, i] for i, name in enumerate(rules.TYPES)},
            "target": aim,
            "trial": groups.sizes < rules.SETTLED,
            "variation_type": _words(rules.TYPES, latest),
            "assurance_type": _objects(rules.ASSURANCE, assured),
            "variation_icon": _objects(rules.VARIATION_ICONS, icon),
            "assurance_icon": _objects(rules.ASSURANCE_ICONS, assured),
        }
    )


def _rows(frame: pd.DataFrame) -> _Rows:
    gone = [c for c in ("series", "date", "value") if c not in frame.columns]
    if gone:
        raise Invalid("Observations", f"the column {', '.join(gone)} is missing.")
    codes, names = pd.factorize(np.asarray(frame["series"]), sort=True)
    if (codes < 0).any():
        raise Invalid("Series", "a row does not say which series it belongs to.")
    days, values = _days(frame["date"]), _numbers(frame["value"])
    same, before = codes[1:] == codes[:-1], days[1:] < days[:-1]
    if ((codes[1:] < codes[:-1]) | (same & before)).any():
        order = np.lexsort((days, codes))
        codes, days, values = codes[order], days[order], values[order]
    twice = np.flatnonzero((codes[1:] == codes[:-1]) & (days[1:] == days[:-1]))
    if twice.size:
        day = days[twice[0]].astype("datetime64[D]")
        raise Invalid("Date", f"the series {names[codes[twice[0]]]} has two values for {day}.")
    return _Rows(pd.Index(names), codes.astype(np.int64), days, values)


def _days(column: Any) -> Ints:
    """Dates of any kind as days since 1970; ISO dates when they are text."""
    column = pd.Series(column)
    column = column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype) else column
    kind = "datetime64" if column.dtype.kind == "M" else pd.api.types.infer_dtype(column, skipna=True)
    if kind == "period":
        column, kind = column.dt.to_timestamp(), "datetime64"
    try:
        if kind not in DATED:
            raise TypeError(kind)
        stamps = pd.DatetimeIndex(_loose.to_datetime(column, format=None if kind == "datetime64" else "ISO8601"))
        if stamps.hasnans:
            raise ValueError(kind)
    except (ValueError, TypeError, OverflowError) as fault:
        raise Invalid("Date", "a date is missing or not readable. Please give dates as 2026-10-01.") from fault
    return stamps.tz_localize(None).to_numpy().astype("datetime64[D]").astype(np.int64)


def _numbers(column: Any) -> Floats:
    """Values as floats, missing as NaN. Text and infinities are refused: nobody can chart them."""
    column = pd.Series(column)
    if column.dtype.kind not in "iuf" and pd.api.types.infer_dtype(column, skipna=True) not in NUMERIC:
        raise Invalid("Value", "a value is text or not a number. Leave it empty when it is missing.")
    values: Floats = _loose.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if (np.abs(values) > LARGEST).any():
        raise Invalid("Value", "a value is infinite.")
    return values


def _better(direction: Mapping[str, Direction] | Direction, names: pd.Index[Any]) -> Ints:
    """Of each series: 1 when up is better, -1 when down is, 0 when neither."""
    if not isinstance(direction, Mapping):
        sign = _SIGN.get(direction)
        if sign is None:
            raise Invalid("Direction", f"'{direction}' is not increase, decrease or neutral.")
        return np.full(len(names), sign)
    found = pd.Series(dict(direction), dtype=object).reindex(names).map(_SIGN)
    if found.isna().any():
        raise Invalid(
            "Direction", f"the series {names[int(found.isna().argmax())]} needs increase, decrease or neutral."
        )
    return found.to_numpy().astype(np.int64)


def _aims(target: Mapping[str, float] | float | None, names: pd.Index[Any]) -> Floats:
    """Of each series: its target, NaN for none."""
    if isinstance(target, Mapping):
        return _numbers(pd.Series(dict(target), dtype=object).reindex(names))
    return _numbers(pd.Series([target], dtype=object)).repeat(len(names))


def _first_days(rebase: Mapping[str, Sequence[date]] | Sequence[date], rows: _Rows) -> Bools:
    """Rows that begin a new group because somebody rebased there."""
    none = np.zeros(len(rows.codes), dtype=bool)
    if not isinstance(rebase, Mapping):
        days = pd.Series([rebase], dtype=object).explode().dropna()  # one day alone, or several, or None
        return np.isin(rows.days, _days(days)) if len(days) else none
    wanted = pd.Series(dict(rebase), dtype=object).explode().dropna()
    if wanted.empty:
        return none
    owners = rows.names.get_indexer(wanted.index)
    # One number for a series and a day: days of a calendar stay far below ten million.
    keys = owners.astype(np.int64) * 10**7 + _days(wanted)
    return np.isin(rows.codes * 10**7 + rows.days, keys[owners >= 0])


def _groups(rows: _Rows, rebased: Bools) -> _Groups:
    fresh = np.append(True, rows.codes[1:] != rows.codes[:-1])
    starts = np.flatnonzero(fresh | rebased)
    sizes = np.diff(starts, append=len(rows.codes))
    number = np.cumsum(rebased)[starts]
    code = rows.codes[starts]
    first = np.flatnonzero(fresh)
    before = np.cumsum(rebased)[first] - rebased[first]
    return _Groups(
        ids=np.repeat(np.arange(len(starts)), sizes),
        starts=starts,
        sizes=sizes,
        place=np.arange(len(rows.codes)) - np.repeat(starts, sizes),
        rebase=number - before[code],
    )


def _limits(values: Floats, groups: _Groups, fix_after: int | None, *, screen: bool) -> _Limits:
    used = ~np.isnan(values)
    if fix_after is not None:
        used &= groups.place < fix_after
    ranges = np.abs(np.diff(values, prepend=np.nan))
    # A range belongs to the row of its second value; both values must be there, in one group, and in use.
    whole = used & np.append(False, used[:-1]) & (groups.place > 0)
    mean = _means(values, used, groups)
    amr = _means(ranges, whole, groups)
    if screen:
        whole &= ranges < rules.SCREEN * amr[groups.ids]
        amr = _means(ranges, whole, groups)
    return _Limits(
        mean, mean - rules.LIMIT * amr, mean - rules.NEAR * amr, mean + rules.NEAR * amr, mean + rules.LIMIT * amr
    )


def _means(values: Floats, used: Bools, groups: _Groups) -> Floats:
    """Mean of each group over the rows in use, correctly rounded; NaN without any.

    Neighbours are added pair by pair, each sum with its rounding error beside it (some 32 digits), until one is left.
    A plain mean would flag every point of a constant decimal series. Source: Knuth's TwoSum; Dekker's product.
    """
    high = np.where(used, values, 0.0)
    low = np.zeros_like(high)
    ids, place = groups.ids, groups.place
    while len(ids) > len(groups.starts):
        left = np.flatnonzero(place % 2 == 0)
        right = np.minimum(left + 1, len(ids) - 1)
        pair = (place[right] % 2 == 1) & (ids[right] == ids[left])
        a, b = high[left], np.where(pair, high[right], 0.0)
        total = a + b
        part = total - a
        low = low[left] + np.where(pair, low[right], 0.0) + ((a - (total - part)) + (b - part))
        high, ids, place = total, ids[left], place[left] // 2
    total = high + low
    low = low - (total - high)
    count = np.add.reduceat(used.astype(np.float64), groups.starts)
    count[count == 0] = np.nan
    mean = total / count
    wide = mean * 134217729.0
    top = wide - (wide - mean)
    product = mean * count
    error = (top * count - product) + (mean - top) * count
    return mean + ((total - product) - error + low) / count


def _labels(y: Floats, side: Floats, outside: Bools, close: Bools, groups: _Groups) -> Ints:
    """Of each row: which rule flags it, first match, as an index into `LABELS`."""
    first = groups.place == 0
    step = np.where(first, 0.0, np.nan_to_num(np.sign(np.diff(y, prepend=np.nan))))
    long = _in_run(step, first, rules.RUN - 1)
    after, long_after, first_after = np.append(step[1:], 0.0), np.append(long[1:], False), np.append(first[1:], True)
    trend = long | long_after
    # Between two trend points the step to the right decides. A level step there reads as a fall, as in the package.
    turn = np.where(trend & ~first_after & np.append(trend[1:], False), after, step)
    pairs = _two_in_three(side, close, groups)
    shift = _in_run(side, first, rules.RUN)
    up = side > 0
    return np.select(
        [outside & up, outside, trend & (turn > 0), trend, pairs & up, pairs, shift & up, shift],
        [1, 2, 3, 4, 5, 6, 7, 8],
        0,
    )


def _in_run(marks: Floats, first: Bools, least: int) -> Bools:
    """Whether a row lies in a run of `least` or more equal marks, not nought; a group's first row starts anew."""
    starts = np.flatnonzero(first | np.append(True, marks[1:] != marks[:-1]))
    lengths = np.diff(starts, append=len(marks))
    return np.repeat(lengths >= least, lengths) & (marks != 0)


def _two_in_three(side: Floats, close: Bools, groups: _Groups) -> Bools:
    """Points close to a limit in a window of three on one side, two of them close."""
    near = close.astype(np.int8)
    window = (near[:-2] + near[1:-1] + near[2:] >= 2) & (np.abs(side[:-2] + side[1:-1] + side[2:]) == 3)
    window &= groups.ids[:-2] == groups.ids[2:]
    part = np.zeros(len(close), dtype=bool)
    part[:-2] |= window
    part[1:-1] |= window
    part[2:] |= window
    return part & close


def _types(label: Ints, better: Ints) -> Ints:
    """Of each row: an index into `TYPES`."""
    lean = _LEAN[label]
    good = lean * better
    return np.select([lean == 0, good > 0, good < 0, lean > 0], [0, 1, 2, 3], 4)


def _flag(flags: Bools, known: Bools) -> Any:
    """Plain booleans, or objects with None where it cannot be known."""
    if known.all():
        return flags
    answers = flags.astype(object)
    answers[~known] = None
    return answers


def _objects(words: tuple[str | None, ...], index: Ints) -> Any:
    return pd.Series(np.array(words, dtype=object)[index], dtype=object)


def _words(words: tuple[str, ...], index: Ints) -> Any:
    return pd.array(list(words), dtype="str").take(index)
