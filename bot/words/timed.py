"""Which slot a date fills: the period looked at, a due date, the end of a leave; by the rules of `conversation.md`.

Owns: dates -> `period`, `due_before`, `due`, `until`. Must not: read a date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.words import when
from bot.words.reading import Reading
from bot.words.told import text as told


def _spans(reading: Reading) -> tuple[when.When, ...]:
    """What may be a period: months and ranges, but not `since summer` of a condition."""
    return tuple(w for w in reading.whens if w.kind != "day")


def period(reading: Reading, command: str, mark: str) -> str:
    """The period asked about or reported on."""
    spans = list(_spans(reading))
    if command == "actions" or "rebase" in reading.line or (command == "remind" and told(reading, command)):
        return ""
    if command in {"submit", "correct_return", "returns", "review_return", "open_round", "close_round"}:
        spans = [
            w
            for w in spans
            if w.kind == "month"
            and not (
                command == "review_return" and (w.past[0].year, w.past[0].month) >= (reading.on.year, reading.on.month)
            )
        ] or [w for w in spans if w.kind == "range" and (w.past[1] - w.past[0]).days > 80]
    if command == "frameworks" and "this year" in reading.line:
        spans = []
    if command == "history":
        spans = [w for w in reading.whens if w.lead not in {"since", "after"} and w.past[0] <= reading.on]
    spans = [w for w in spans if w.lead != "after"]
    if command in {"report", "pack", "remind"}:
        spans = [w for w in spans if w.kind == "month" or (w.past[1] - w.past[0]).days > 27]
    if not spans:
        return _without_span(reading, command)
    if (
        len(spans) > 1
        and command in {"measure", "themes", "what_changed", "summary"}
        and all(w.kind == "month" for w in spans)
    ):
        first, last = min(w.past[0] for w in spans), max(w.past[1] for w in spans)
        return when.period_words((first, last), month=False)
    chosen = spans[0]
    past = command == "calendar" and (reading.has("RETURN") or _DATA.match(reading.line, chosen.end))
    soon = command in {"open_round", "report"} and 0 <= (chosen.ahead[0] - reading.on).days < _SOON
    ahead = (
        (mark == ">" and not past)
        or soon
        or (
            command not in _OF_RETURNS
            and (
                re.search(r"\bmeetings?\b|\bsqog\b", reading.line[chosen.end : chosen.end + 25])
                and chosen.kind == "month"
            )
        )
    )
    if command in _LOOKS_BACK and chosen.lead == "from" and chosen.kind == "month" and chosen.past[1] < reading.on:
        return when.period_words((chosen.past[0], reading.on), month=False)
    return chosen.period_ahead() if ahead else chosen.period()


def _without_span(reading: Reading, command: str) -> str:
    """The period where no month or range says it: `since Easter` up to today, the month of the day of a pack."""
    if command == "pack":
        dated = (w for w in reading.whens if w.kind == "day" and re.search(r"\d", reading.line[w.start : w.end]))
        return next((f"{w.ahead[0]:%Y-%m}" for w in dated), "")
    if command not in _LOOKS_BACK and command != "history":
        return ""
    since = next((w for w in reading.whens if w.lead == "since" and w.past[0] < reading.on), None)
    if since is None or (since.kind != "day" and command != "history"):
        return ""
    return when.period_words((since.past[0], reading.on), month=False)


_OF_RETURNS = frozenset({"returns", "submit", "correct_return", "review_return"})
_SOON = 60
"""A month that begins within so many days is meant ahead for a round or a report. Source: ours."""
_DATA = re.compile(r"'?s? ?(?:numbers?|figures?|data|returns?|submissions?)\b")
_LOOKS_BACK = frozenset({"measure", "measures", "themes", "summary", "what_changed", "frameworks"})
"""Commands whose `from January` runs up to today."""


_MORE_THAN = re.compile(
    r"\b(?:overdue|late|old|past due|outstanding)(?: by| for)?(?: at least| over| more than"
    r"| longer than|,)* ?(\d{1,3}|a|one|two|three|six) ?\+? ?(days?|weeks?|months?)|\b(?:over"
    r"|more than|at least) (\d{1,3}|a|one|two|three|six) (days?|weeks?|months?) (?:overdue"
    r"|late|old|past)"
)


def due_before(reading: Reading, command: str, _: str) -> date | None:
    """The day by which things are due, in a question."""
    m = _MORE_THAN.search(reading.line)
    if m:
        count, unit = (m[1], m[2]) if m[1] else (m[3], m[4])
        return when.later(reading.on, -when.amount({"three": "3", "six": "6"}.get(count, count)), unit)
    if command == "remind" and not re.search(r"\b(?:over)?due\b", reading.line):
        return None
    if command == "risks" and not reading.has("DUE", "REVIEW", "OVERDUE"):
        return None
    days = (_due_by(found, reading, command) for found in reading.whens if found.lead not in _NOT_DUE)
    return next((day for day in days if day is not None), None)


_NOT_DUE = frozenset({"since", "from", "after", "as at", "as of"})
_TIMED = frozenset(
    [
        "by",
        "before",
        "prior to",
        "until",
        "no later than",
        "not later than",
        "due",
        "in",
        "within",
        "over",
        "up to",
        "for",
        "on",
    ]
)


def _due_by(found: when.When, reading: Reading, command: str) -> date | None:
    """The day by which something is due, if this stretch of time says one."""
    if found.ahead[1] < reading.on:  # its year was said: that day is meant, and asked about
        return found.ahead[0] if found.lead in {"before", "by", "prior to"} else None
    if command == "remind" and found.kind == "month" and found.lead not in {"by", "before", "due"}:
        return None  # `remind them October is due`: a return, and no day
    if found.lead not in _TIMED and not reading.has("DUE", "OPEN", "OVERDUE"):
        return None
    if "this year" in reading.line[found.start : found.end]:
        return date(reading.on.year, 12, 31)
    return found.ahead[0] if found.lead in {"before", "prior to"} else _friday(found)


def _friday(found: when.When) -> date:
    """The last day meant; of a week its Friday."""
    last = found.ahead[1]
    return last - timedelta(2) if found.kind == "range" and (found.ahead[1] - found.ahead[0]).days == 6 else last


_UNDONE = re.compile(r"\bnot (?:\w+ ){0,2}(?:done|finished|complete|completed|delivered|closed)\b")
_HELD = re.compile(r"\b(?:attended|was held|we held|we ran|came|took place|went to)\b")
_NOT_BY = re.compile(r"\b(?:not|never|unlikely to)\b[^,.;]{0,60}$")
"""`we will not finish by Christmas` gives no new date."""
_END_DATE = re.compile(
    r"\b(?:end|due|target|completion|finish\w*|new|realistic) date(?: is| of| would be)?:? (?:the )?$"
)
"""What names a date as the one meant, before other dates of the message."""
_MEETING = re.compile(r"'?s? ?(?:meeting|sqog|board|pack)\b")


def _gives_no_date(found: when.When, reading: Reading) -> bool:
    """Whether a date is not one to do something by: it is past or long, denied, or the name of a meeting."""
    if found.lead in {"since", "from", "after", "as at", "as of"} or found.ahead[1] < reading.on:
        return True
    days = (found.ahead[1] - found.ahead[0]).days
    if found.kind == "range" and days > (100 if found.lead in {"by", "before"} else 40):
        return True
    if found.past == found.ahead and found.ahead[1] <= reading.on:
        return True
    if found.lead == "by" and _NOT_BY.search(reading.line, 0, found.start):
        return True
    named = found.lead in {"to", "for", "on", "is", "at", ""} or _MEETING.match(reading.line, found.end)
    return found.kind == "month" and bool(named)  # `to the January meeting`


def due(reading: Reading, command: str, _: str) -> date | None:
    """The date given to an action or an event."""
    if (
        command == "update_action"
        and not reading.has("MORETIME", "MOVEDATE", "DUE", "ATRISK")
        and not re.search(r"\b(?:by|date|until|we say|i say|make it) ", reading.line)
    ):
        return None
    if (
        command == "update_action"
        and reading.has("DONE")
        and not (reading.has("MORETIME") or _UNDONE.search(reading.line))
    ):
        return None
    if command == "learning_event" and _HELD.search(reading.line):  # one that has been: its day is the latest
        return next((w.past[0] for w in reading.whens if w.kind == "day"), None)
    best: date | None = None
    for found in reading.whens:
        if _END_DATE.search(reading.line, 0, found.start) and found.ahead[1] >= reading.on:
            return _friday(found)
    for found in reading.whens:
        if _gives_no_date(found, reading):
            continue
        day = _friday(found)
        if command == "update_action" and reading.has("MORETIME"):
            best = day  # `not by Christmas, end of January`: the last date said is the new one
            continue
        if found.lead in {"by", "before", "until", "due", "to", "for", "on", "is"}:
            return day
        best = best or day
    return best


_DATED = frozenset({"to", "on", "for", "is"})
_ONLY_DAY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")


def moved_to(reading: Reading) -> date | None:
    """The day given to a meeting, in the month that is named: `move the May meeting to the 25th`."""
    found = next((w for w in reading.whens if w.kind == "day" and w.lead in _DATED), None)
    if found is None:
        return None
    month = next((w.ahead[0] for w in reading.whens if w.kind == "month" and w.start < found.start), None)
    only = _ONLY_DAY.fullmatch(reading.line[found.start : found.end])
    if month and only and int(only[1]) <= 28:
        return month.replace(day=int(only[1]))
    return found.ahead[0]


_FOR = re.compile(
    r"\bfor (?:the next |about |another )?(a couple of|a|an|two|few|a few|\d{1,2}) "
    r"(working days?|days?|weeks?|fortnight|months?)\b"
)


def until(reading: Reading, command: str, _: str) -> date | None:
    """The last day of a leave, a snooze or a decision."""
    chosen: date | None = None
    for found in reading.whens:
        if found.past[1] <= reading.on and found.past == found.ahead:
            continue
        if found.lead in {"w/c", "wc"}:
            return found.ahead[1] + timedelta(4 - found.ahead[1].weekday())
        if found.lead in {"until", "to", "through", "up to", "by", "before", "back"} or (
            found.lead == "on" and "back" in reading.line
        ):
            return _friday(found)
        if found.lead in {"since", "from", "after"}:
            continue
        if command == "away":  # `out tomorrow and Wednesday`: up to the last day said
            chosen = _friday(found)
        elif command != "decision":
            chosen = chosen or _friday(found)
    return chosen or _for_so_long(reading, command)


def _for_so_long(reading: Reading, command: str) -> date | None:
    """`for two weeks`, and of a snooze also `3 working days`."""
    m = _FOR.search(reading.line)
    if m:
        return when.later(reading.on, when.amount(m[1]), m[2])
    m = re.search(r"\b(\d{1,2}|two|three) working days\b|\b3 ?wd\b", reading.line) if command == "snooze" else None
    if m is None:
        return None
    return when.later(reading.on, {"two": 2, "three": 3, None: 3}.get(m[1]) or int(m[1]), "working days")
