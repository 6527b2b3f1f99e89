"""Fills the slots of a command from what was read, by the rules of `conversation.md`, "How slots are filled".

Owns: which command takes which slot, and how each is found. Must not: choose the command, or infer what was not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.contracts import Slots
from bot.words import owners, shelf, texts, when
from bot.words.reading import POLITE, Reading

TAKES: Mapping[str, str] = {
    "submit": "trusts! period framework. figures nil",
    "correct_return": "trusts! period record figures measure text",
    "returns": "trusts period status measure framework. record",
    "review_return": "trusts period record status text",
    "my_actions": "status due_before theme",
    "actions": "trusts status due_before owner theme framework period",
    "action": "record trusts status theme",
    "new_action": "trusts! owner due text framework",
    "update_action": "record trusts status due owner framework text",
    "risks": "trusts status min_score theme due_before",
    "risk": "record trusts theme",
    "new_risk": "trusts! figures text",
    "review_risk": "record trusts theme figures status text",
    "escalate_risk": "record trusts theme text",
    "concern": "trusts text",
    "share_learning": "trusts! text",
    "signal": "trusts! status text",
    "summary": "trusts period",
    "post_summary": "trusts period",
    "what_changed": "trusts period",
    "report": "trusts period",
    "pack": "period>",
    "measures": "trusts period",
    "measure": "measure trusts period",
    "themes": "trusts period theme",
    "learning_event": "record theme trusts due",
    "decision": "record trusts until text",
    "policy": "trusts text",
    "evidence": "framework record trusts status theme",
    "add_evidence": "trusts! framework record text",
    "frameworks": "framework trusts period status",
    "remind": "owner trusts record status due_before text period",
    "away": "owner until cover",
    "snooze": "record until",
    "history": "record trusts",
    "open_round": "period",
    "close_round": "period",
    "export": "trusts period",
    "members": "trusts",
    "add_member": "trusts text",
    "calendar": "framework period>",
    "settings": "text",
    "explain": "text",
}
"""Slots by command. `!`: the speaker's trust also unsaid. `>`: a month is the next one. `.`: only a whole framework."""


def fill(command: str, reading: Reading) -> Slots:
    """The slots of a command."""
    found: dict[str, Any] = {}
    for said in TAKES.get(command, "").split():
        name = said.rstrip("!>.")
        value = _FILLERS[name](reading, command, said[-1])
        if value:
            found[name] = value
    slots = Slots(**found)
    if slots.record and command not in {"decision", "add_evidence"}:
        slots = replace(slots, trusts=()) if not reading.trusts or slots.record.startswith("RET") else slots
    if command == "correct_return" and slots.figures:
        slots = replace(slots, measure="")
    return slots


# ---------------------------------------------------------------- trusts

_THEIR_OWN = frozenset({"our", "ours", "we", "us"})


def _trusts(reading: Reading, command: str, mark: str) -> tuple[str, ...]:
    every = reading.vocabulary.trusts
    named = _named(reading, command)
    if reading.has("EXCEPT") and named:
        cut = min(h.start for h in reading.meaning_hits("EXCEPT"))
        out = {h.value for h in reading.trusts if h.start > cut}
        before = tuple(h.value for h in reading.trusts if h.start < cut)
        if out and not before:
            return tuple(t for t in every if t not in out)
        if out and reading.meaning_hits("ALL"):
            return tuple(t for t in every if t not in out)
    denied = {h.value for h in reading.trusts if _denied(reading, h.start)}
    if denied and len(denied) == len(named):
        return tuple(t for t in every if t not in denied)
    if named:
        return tuple(t for t in named if t not in denied)
    if command not in {"share_learning", "concern", "new_action"} and reading.has("OTHERS") and reading.own:
        return tuple(t for t in every if t not in reading.own)
    if reading.has("ALL"):
        return every
    if reading.own and (mark == "!" or _speaks_of_own(reading)):
        return reading.own
    return ()


def _denied(reading: Reading, at: int) -> bool:
    """Whether a trust is named to be left out: `not Norwich`."""
    forms = reading.said.forms()
    before = forms[at - 1] if at else ""
    before = forms[at - 2] if before == "the" and at > 1 else before
    return before in {"not", "minus", "excluding", "except", "excl", "without"}


_OF_THE_GROUP = re.compile(
    r"\b(?:we|our) (?:last |next |first |previous )?(?:met|meet|meeting|agreed|agree|decided"
    r"|decide|sqog)\b|\bwe last\b|\blet us know\b|\blet us\b"
)


def _speaks_of_own(reading: Reading) -> bool:
    """Whether `our`, `we` or `us` means the speaker's trust; `since we last met` means the group."""
    return bool(_THEIR_OWN & set(_OF_THE_GROUP.sub(" ", reading.line).replace("?", " ").replace(",", " ").split()))


def _named(reading: Reading, command: str) -> tuple[str, ...]:
    """Trusts named, in the order said; in the text of a concern they belong to the text."""
    seen: dict[str, None] = {}
    for hit in reading.trusts:
        seen[hit.value] = None
    return tuple(seen)


# ---------------------------------------------------------------- time


def _spans(reading: Reading) -> tuple[when.When, ...]:
    """What may be a period: months and ranges, but not `since summer` of a condition."""
    return tuple(w for w in reading.whens if w.kind != "day")


def _period(reading: Reading, command: str, mark: str) -> str:
    spans = list(_spans(reading))
    if command == "actions" or "rebase" in reading.line or (command == "remind" and _text(reading, command, "")):
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
    if not spans:
        return ""
    if (
        len(spans) > 1
        and command in {"measure", "themes", "what_changed", "summary"}
        and all(w.kind == "month" for w in spans)
    ):
        first, last = min(w.past[0] for w in spans), max(w.past[1] for w in spans)
        return when.period_words((first, last), month=False)
    chosen = spans[0]
    past = command == "calendar" and reading.has("RETURN")
    ahead = (mark == ">" and not past) or (
        re.search(r"\bmeetings?\b|\bsqog\b", reading.line[chosen.end : chosen.end + 25]) and chosen.kind == "month"
    )
    return chosen.period_ahead() if ahead else chosen.period()


_MORE_THAN = re.compile(
    r"\b(?:overdue|late|old|past due|outstanding)(?: by| for)?(?: at least| over| more than"
    r"| longer than|,)* ?(\d{1,3}|a|one|two|three|six) ?\+? ?(days?|weeks?|months?)|\b(?:over"
    r"|more than|at least) (\d{1,3}|a|one|two|three|six) (days?|weeks?|months?) (?:overdue"
    r"|late|old|past)"
)


def _due_before(reading: Reading, command: str, _: str) -> date | None:
    m = _MORE_THAN.search(reading.line)
    if m:
        count, unit = (m[1], m[2]) if m[1] else (m[3], m[4])
        return when.later(reading.on, -when.amount({"three": "3", "six": "6"}.get(count, count)), unit)
    if command == "remind" and not reading.has("DUE"):
        return None
    for found in reading.whens:
        if found.lead in {"since", "from", "after"} or found.ahead[1] < reading.on:
            continue
        timed = found.lead in {
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
        }
        if timed or reading.has("DUE", "OPEN", "OVERDUE"):
            if found.lead in {"before", "prior to"}:
                return found.ahead[0]
            return _friday(found)
    return None


def _friday(found: when.When) -> date:
    """The last day meant; of a week its Friday."""
    last = found.ahead[1]
    return last - timedelta(2) if found.kind == "range" and (found.ahead[1] - found.ahead[0]).days == 6 else last


def _due(reading: Reading, command: str, _: str) -> date | None:
    if (
        command == "update_action"
        and not reading.has("MORETIME", "DUE", "ATRISK")
        and not re.search(r"\b(?:by|date) ", reading.line)
    ):
        return None
    if command == "update_action" and reading.has("DONE") and not reading.has("MORETIME"):
        return None
    best: date | None = None
    for found in reading.whens:
        if found.lead in {"since", "from", "after"} or found.ahead[1] < reading.on:
            continue
        if found.kind == "range" and (found.ahead[1] - found.ahead[0]).days > 100:
            continue
        if found.past == found.ahead and found.ahead[1] <= reading.on:
            continue
        day = _friday(found)
        if found.lead in {"by", "before", "until", "due", "to", "for", "on", "is"}:
            return day
        best = best or day
    return best


def _until(reading: Reading, command: str, _: str) -> date | None:
    chosen: date | None = None
    for found in reading.whens:
        if found.past[1] <= reading.on and found.past == found.ahead:
            continue
        if found.lead in {"until", "to", "through", "up to", "by", "before", "back"} or (
            found.lead == "on" and "back" in reading.line
        ):
            return _friday(found)
        if found.lead in {"since"}:
            continue
        if command != "decision":
            chosen = chosen or _friday(found)
    if chosen is None and command == "snooze":
        m = re.search(r"\b(\d{1,2}|two|three) working days\b|\b3 ?wd\b", reading.line)
        if m:
            chosen = when.later(reading.on, {"two": 2, "three": 3, None: 3}.get(m[1]) or int(m[1]), "working days")
    return chosen


# ---------------------------------------------------------------- records, catalogue

_NOUNS = {
    "action": ("ACT",), "update_action": ("ACT",), "risk": ("RSK",), "review_risk": ("RSK",), "escalate_risk": ("RSK",),
    "returns": ("RET",), "review_return": ("RET",), "correct_return": ("RET",), "decision": ("DEC", "RSK", "ACT"), "learning_event": ("EVT",),
}  # fmt: skip


def _record(reading: Reading, command: str, _: str) -> str:
    nouns = _NOUNS.get(command)
    for named in reading.records:
        if nouns is None or named.noun in nouns:
            return named.id
    return ""


def _measure(reading: Reading, command: str, _: str) -> str:
    if command == "correct_return" and not reading.measures:
        return ""
    return reading.measures[0].value if reading.measures else ""


def _theme(reading: Reading, command: str, _: str) -> str:
    if reading.records and command != "themes":
        return ""
    taken = [(h.start, h.end) for h in reading.trusts]
    free = [h for h in reading.themes if not any(h.start < b and a < h.end for a, b in taken)]
    return free[0].value if free else ""


_WEAK_FRAMEWORKS = frozenset({"EQUITY", "AMOS:A1"})
_WHOLE = frozenset({"PQSM", "PQOM"})


def _framework(reading: Reading, command: str, mark: str) -> str:
    keys = [h.value for h in reading.frameworks]
    if mark == ".":
        return next((k for k in keys if k in _WHOLE), "")
    if command in {"new_action", "update_action"}:
        keys = [
            h.value
            for h in reading.frameworks
            if re.fullmatch(
                r"(?:sa ?-?\d|iea|element|safety action|cnst|mis|sbl|pq).*",
                " ".join(reading.said.forms()[h.start : h.end]),
            )
        ]
    if command in {"actions", "update_action", "evidence", "calendar"} and keys:
        keys = [k for k in keys if not k.startswith(("PQSM:", "PQOM:"))]
    parts = [k for k in keys if ":" in k]
    for whole in (k for k in keys if ":" not in k):
        part = next((p for p in parts if p.startswith(whole + ":")), "")
        if part:
            return part
    return parts[0] if parts else keys[0] if keys else ""


# ---------------------------------------------------------------- status, scores, figures

_STATUSES = {
    command: tuple((re.compile(pattern), status) for status, pattern in shelf.named(lines))
    for command, lines in shelf.sections("statuses").items()
}
_NEGATED = re.compile(r"\b(?:not|never|no longer|are not|isn't|without|nothing|none)(?: \w+){0,1} ?$")


def _status(reading: Reading, command: str, _: str) -> str:
    of = "actions" if command == "my_actions" else command
    line = reading.line
    for pattern, status in _STATUSES.get(of, ()):
        m = pattern.search(line)
        if m is None or (
            of in {"actions", "risks", "remind"}
            and status != "not received"
            and _NEGATED.search(line[max(0, m.start() - 16) : m.start()])
        ):
            continue
        if command != "my_actions" or status != "open" or m[0] in {"open", "outstanding"}:
            return status
    return ""


_SCORE_FROM = re.compile(
    r"\b(\d{1,2})\+|\b(?:at least|scoring|scored|>=|from|score of|score) ?(\d{1,2})\b"
    r"|\b(\d{1,2}) (?:or|and) (?:more|above|over|higher|up)\b|\b(\d{1,2}) plus\b"
    r"|\b(\d{1,2}) ?(?:upwards|and up)\b|\b(?:above|over|more than|higher than|greater than"
    r"|exceeding|>) ?(\d{1,2})\b"
)
_SCORES = (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)
"""Products of two numbers from 1 to 5. Source: NPSA 2008 matrix, domain.md 5."""


def _min_score(reading: Reading, _: str, __: str) -> int | None:
    m = _SCORE_FROM.search(reading.line)
    if m is None:
        return None
    if m[6]:
        return int(m[6])
    score = int(next(g for g in m.groups()[:5] if g))
    return score if 1 <= score <= 25 else None


_BY = re.compile(r"\b([1-5]) ?(?:x|\*|by|times) ?([1-5])\b")
_LC = re.compile(
    r"\bl(?:ikelihood)?(?: of| is| at| to| now|:|=)* ?([1-5])\b.{0,25}?\bc(?:onsequence"
    r"|onseq)?(?: of| is| at| to| now|:|=)* ?([1-5])\b"
)
_CL = re.compile(
    r"\bconsequence(?: of| is| at| to|:)* ?([1-5])\b.{0,25}?\blikelihood(?: of| is| at| to"
    r"|:)* ?([1-5])\b"
)
_LIKELIHOOD = re.compile(r"\blikelihood(?: of| is| at| to| up to| down to| now|:|=)* ?([1-5])\b")
_CONSEQUENCE = re.compile(r"\bconsequence(?: of| is| at| to| up to| down to| now|:|=)* ?([1-5])\b")
_TO_SCORE = re.compile(
    r"\b(?:to|at|as|now|score(?:d|s)?(?: of| at| is| it)?|be|is|stays?(?: at)?|scoring)(?: now"
    r"| be| an?| around| about)* (\d{1,2})\b(?! ?(?:x|%|days|weeks|months|/|wte))"
)


def _grades(reading: Reading) -> dict[str, float]:
    line = reading.line
    m = _BY.search(line) or _LC.search(line)
    if m:
        return {"likelihood": int(m[1]), "consequence": int(m[2])}
    m = _CL.search(line)
    if m:
        return {"likelihood": int(m[2]), "consequence": int(m[1])}
    found: dict[str, float] = {}
    for name, pattern in (("likelihood", _LIKELIHOOD), ("consequence", _CONSEQUENCE)):
        m = pattern.search(line)
        if m:
            found[name] = int(m[1])
    if found:
        return found
    scores = [int(m[1]) for m in _TO_SCORE.finditer(line) if int(m[1]) in _SCORES]
    dated = [reading.line[w.start : w.end] for w in reading.whens]
    scores = [s for s in scores if not any(d.startswith(str(s)) for d in dated)]
    return {"score": scores[0]} if scores else {}


def _figures(reading: Reading, command: str, _: str) -> dict[str, float]:
    if command in {"new_risk", "review_risk"}:
        return _grades(reading)
    figures: dict[str, float] = {}
    for key, number, _at in reading.figures:
        figures.setdefault(key, number)
    if command == "correct_return":
        figures |= _corrected(reading)
    return {k: int(v) if v == int(v) else v for k, v in figures.items()}


_CORRECTED = re.compile(
    r"\b(?:should (?:be|have been|read|say)|meant to (?:be|put|say)|is actually|was actually"
    r"|actually|to|is|was|now) (\d+(?:\.\d+)?)%?,?(?: and)? ?(?:not|instead of|rather than|,)"
)
_FROM_TO = re.compile(
    r"\b(?:from )?(\d+(?:\.\d+)?)%? (?:to|->|should (?:be|have been|read)"
    r"|instead should be) (\d+(?:\.\d+)?)%?"
)
_NOT_BUT = re.compile(
    r"\b(?:not|instead of|rather than) (\d+(?:\.\d+)?)%?[ ,]+(?:but |it is |it should be "
    r"|should be )?(\d+(?:\.\d+)?)"
)
_SHOULD = re.compile(
    r"\b(?:should (?:be|have been|read|say)|meant to (?:be|put|say)|is actually|was actually"
    r"|actually|correct (?:figure|number|value) is|make (?:it|that)) (\d+(?:\.\d+)?)%?"
)


def _corrected(reading: Reading) -> dict[str, float]:
    """The right figure of one measure: `should be 11 not 12`, `from 12 to 11`."""
    if not reading.measures:
        return {}
    key = reading.measures[0].value
    for pattern, group in ((_SHOULD, 1), (_CORRECTED, 1), (_FROM_TO, 2)):
        m = pattern.search(reading.line)
        if m:
            return {key: float(m[group])}
    return {}


def _nil(reading: Reading, _: str, __: str) -> bool:
    return reading.has("NILRETURN", "NIL") and not reading.figures


# ---------------------------------------------------------------- people and words


def _owner(reading: Reading, command: str, _: str) -> str:
    if command == "update_action" and not reading.has("ASSIGN", "ASSIGNED"):
        return ""
    return owners.who(command, reading)


def _cover(reading: Reading, _: str, __: str) -> str:
    return owners.cover(reading)


def _text(reading: Reading, command: str, _: str) -> str:
    special = _SPECIAL.get(command)
    if special is not None:
        return special(reading)
    where = texts.stretch(command, reading)
    if command == "update_action" and not reading.records and reading.has("ASSIGNED"):
        return reading.said.text.split(",")[0].strip(" .!")
    if where is None:
        return ""
    start, end = where
    if command in {
        "new_action",
        "new_risk",
        "decision",
        "update_action",
        "concern",
        "signal",
        "escalate_risk",
        "remind",
    }:
        end = texts.before_date(reading, start, end)
    text = reading.said.text[start:end]
    if command in {"new_risk", "review_risk"}:
        text = texts.without_grade(text)
    text = texts.trimmed(text)
    text = _REFINE.get(command, lambda _r, said: said)(reading, text)
    if command == "policy" and re.fullmatch(r"polic(?:y|ies)(?: register| log| list)?", text, re.IGNORECASE):
        return ""
    return text if re.search(r"[^\W\d_]{2}", text) and _says_something(reading, command, text) else ""


def _action_text(reading: Reading, text: str) -> str:
    """What is to be done: without who does it."""
    owner = owners.who("new_action", reading)
    if owner:
        text = re.sub(
            rf",?\s*(?:-|owner(?: is)?:?|assigned to|for|lead:?"
            rf"|led by)?\s*\b{re.escape(owner)}\b,?\s*(?:to own|to lead|owner|leading)?\s*$",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(rf"^(?:for |ask |get )?{re.escape(owner)} to ", "", text, flags=re.IGNORECASE)
        text = re.sub(rf",\s*{re.escape(owner)}\s*(?=,|$)", "", text, flags=re.IGNORECASE)
    m = re.match(
        r"(?:for |ask |get )?(?:the )?[\w&' ]{1,30}?(?:(?:\+|,|&|and"
        r"| ) ?(?:the )?[\w&']{1,20} ?){0,3} to (?=\w)",
        text,
        re.IGNORECASE,
    )
    if (
        m
        and reading.trusts
        and any(reading.said.text[slice(*reading.span(h.start, h.end))].lower() in m[0].lower() for h in reading.trusts)
    ):
        text = text[m.end() :]
    return re.sub(r"^(?:to|that) ", "", text, flags=re.IGNORECASE).strip(" ,.;:-")


def _risk_text(_: Reading, text: str) -> str:
    text = re.sub(
        r"[ ,\-]*\b(?:on|to|onto|in|as) (?:the|a|our)(?: new)? (?:risk ?register|register|risk)\b.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"^(?:that|about|re|is that|for us|of|on|to the register:?)\s+", "", text, flags=re.IGNORECASE).strip(
        " ,.;:-"
    )


def _decision_text(_: Reading, text: str) -> str:
    text = re.sub(
        r"^(?:that |the group |group |we |sqog )*(?:have |has )?(?:agreed|decided|resolved"
        r"|approved) (?:to |that )?",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"^(?:that|to) ", "", text, flags=re.IGNORECASE)


def _remind_text(_: Reading, text: str) -> str:
    return re.sub(r"^(?:the|their|his|her|that|our) ", "", text, flags=re.IGNORECASE)


def _policy_text(_: Reading, text: str) -> str:
    return re.split(
        r"\s*(?:,|;|\?| - |\. )| (?:just )?(?:came|come|has come|is) (?:out|through)\b"
        r"| (?:has )?(?:just )?(?:arrived|in today|today|yesterday|this morning)\b| (?:was |is "
        r"|has been |just |have |has )*(?:published|released|landed|issued)\b",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" .?!")


def _update_text(reading: Reading, text: str) -> str:
    text = re.split(
        r"\.\s+(?=realistic|new date|can we|please|due|revised|should be|will be|back)",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    if re.fullmatch(
        r"(?:can we |please )?(?:realistic|new|revised)? ?(?:date|due).*|(?:please|thanks|pls|by"
        r"|until)\b.*|ready to close.*",
        text,
        re.IGNORECASE,
    ):
        return ""
    return text


def _evidence_text(_: Reading, text: str) -> str:
    return re.split(
        r" (?:as|to|in|under) (?:our |the |new )?(?:evidence|proof|evidence register|sa ?\d+|cnst"
        r"|mis|sbl\w*)\b",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" ,.")


_REFINE: dict[str, Callable[[Reading, str], str]] = {
    "new_action": _action_text, "new_risk": _risk_text, "decision": _decision_text, "remind": _remind_text, "policy": _policy_text,
    "update_action": _update_text, "add_evidence": _evidence_text,
}  # fmt: skip


_SIGNAL_STOPS = re.compile(
    r"\s*(?:,|\.|\?|;|@| - |\bcame\b|\bcome through\b|\bhas come\b|\bthru\b|\bthis (?:morning"
    r"|am|week)\b|\btoday\b|\byesterday\b|\blast (?:night|week)\b|\breceived\b|\bfor (?:our"
    r"|the|us)\b|\bat (?:the |our )?|\bwhat do\b|\bcan (?:i|we|you)\b|\bdo (?:i|we)\b"
    r"|\bneed(?:s)? (?:logging|to)\b|\bplease\b|\bpls\b|\bjust\b|\bin (?:from|today|this)\b"
    r"|\bon (?:mon|tue|wed|thu|fri|sat|sun|\d|the \d))",
    re.IGNORECASE,
)


def _signal_text(reading: Reading) -> str:
    """The signal and what it is: `MOSS amber`, `CQC turned up unannounced`, `reg 28`."""
    found = sorted((h for h in reading.meaning_hits("SIGNAL")), key=lambda h: (h.start, -h.end))
    found = [h for h in found if reading.said.forms()[h.start] not in {"signal", "signals"}] or found
    if not found:
        return ""
    start = reading.said.words[found[0].start].start
    end = len(reading.said.text)
    for hit in reading.trusts:
        at = reading.span(hit.start, hit.end)[0]
        if at > start:
            end = min(end, at)
    for at in (reading.text_offset(w.start) for w in reading.whens):
        if at > start:
            end = min(end, at)
    first_end = reading.said.words[found[0].end - 1].end
    stop = _SIGNAL_STOPS.search(reading.said.text, first_end, end)
    text = reading.said.text[start : stop.start() if stop else end]
    return re.sub(r"\s+(?:for|at|on|in|from|to|by|the|@|a|an)\s*$", "", texts.trimmed(text), flags=re.IGNORECASE).strip(
        " ,.;:@-"
    )


_EXPLAIN = tuple(re.compile(p, re.IGNORECASE) for p in shelf.sections("stretches")["explain"])


def _explain_text(reading: Reading) -> str:
    text = reading.said.text.strip(" ?!.")
    for pattern in _EXPLAIN:
        m = pattern.search(text)
        if m:
            term = re.split(
                r" when it'?s at home| when its at| in (?:plain )?english| again\b| please\b| pls\b| then$"
                r"| exactly| short for| - |,? for (?:a|an) |\?",
                m["t"],
                flags=re.IGNORECASE,
            )[0]
            return re.sub(r"^(?:an? |the |is |are |does |do )+", "", term, flags=re.IGNORECASE).strip(" ?!.,'\"")
    return ""


_LOOK = re.compile(
    r"^(?:show|see|open|view|my|the|list|what are|display|can i see|give me)?\s*(?:me )?(?:my "
    r"|the |our |group )*(?:notification |reminder |bot )?(?:settings|preferences"
    r"|config(?:uration)?|setup)\W*$",
    re.IGNORECASE,
)


def _settings_text(reading: Reading) -> str:
    text = texts.trimmed(reading.said.text)
    text = re.sub(
        r"^(?:hi|hello|hey|please|pls|can you|could you|would you|can we|could we|settings?:)[, ]+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return "" if _LOOK.match(text) else text


_PERSON = tuple(re.compile(p) for p in shelf.sections("stretches")["add_member"])


def _person(reading: Reading) -> str:
    for pattern in _PERSON:
        m = pattern.search(reading.said.text)
        if m and m["t"].split()[0].lower() not in {
            "someone",
            "somebody",
            "a",
            "new",
            "me",
            "people",
            "member",
            "another",
        }:
            return m["t"].strip()
    return ""


_SPECIAL: dict[str, Callable[[Reading], str]] = {
    "signal": _signal_text,
    "explain": _explain_text,
    "settings": _settings_text,
    "add_member": _person,
}

_FILLERS: dict[str, Callable[[Reading, str, str], Any]] = {
    "trusts": _trusts, "period": _period, "record": _record, "measure": _measure, "theme": _theme, "framework": _framework, "status": _status,
    "min_score": _min_score, "due_before": _due_before, "due": _due, "until": _until, "owner": _owner, "cover": _cover, "text": _text,
    "figures": _figures, "nil": _nil,
}  # fmt: skip


_BARE = {
    "new_action": ("NEW", "ACTION"), "new_risk": ("NEW", "RISK"), "concern": ("NEW", "CONCERN", "ANON", "SHARE"), "share_learning": ("NEW", "LEARNING", "SHARE"),
    "decision": ("NEW", "DECISION"), "policy": ("NEW", "SHOW"), "add_evidence": ("NEW", "EVIDENCE", "ADDEV"), "update_action": ("DONE",),
}  # fmt: skip
_NO_SUBSTANCE = shelf.words("small", "no_substance")


def _says_something(reading: Reading, command: str, text: str) -> bool:
    """Whether a stretch holds more than the command itself: `I want to raise a concern` does not."""
    at = reading.said.text.find(text)
    covered = {
        i for name in _BARE.get(command, ()) for hit in reading.meaning_hits(name) for i in range(hit.start, hit.end)
    }
    covered |= (
        {i for n in reading.records for i, s in enumerate(reading.starts) if n.start <= s < n.end}
        if command in {"update_action", "remind"}
        else set()
    )
    covered |= (
        {i for w in reading.whens for i, s in enumerate(reading.starts) if w.start <= s < w.end}
        if command in {"update_action", "remind"}
        else set()
    )
    words = [w.form for i, w in enumerate(reading.said.words) if at <= w.start < at + len(text) and i not in covered]
    return any(w[0].isalnum() and w not in POLITE and w not in _NO_SUBSTANCE for w in words)
