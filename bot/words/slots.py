"""Fills the slots of a command from what was read, by the rules of `conversation.md`, "How slots are filled".

Owns: which command takes which slot, and how each is found. Must not: choose the command, or infer what was not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Slots
from bot.words import counted, figures, owners, shelf, timed, told
from bot.words.reading import Reading
from domain.catalogue import MEASURES

TAKES: Mapping[str, str] = {
    "submit": "trusts! period framework. status figures nil",
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
    "share_learning": "trusts! record text",
    "signal": "trusts! record status text",
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
    "policy": "trusts record owner text",
    "evidence": "framework record trusts status theme",
    "add_evidence": "trusts! framework record text",
    "frameworks": "framework trusts period status",
    "remind": "owner trusts record status due_before text period",
    "away": "owner until cover",
    "snooze": "record until",
    "why": "owner record",
    "history": "record trusts period",
    "open_round": "trusts= period",
    "close_round": "period",
    "export": "trusts period",
    "members": "trusts",
    "add_member": "trusts text",
    "trusts": "trusts",
    "calendar": "trusts~ framework period> due",
    "settings": "text",
    "explain": "text",
}
"""Slots by command. `!`: the speaker's trust also unsaid. `>`: a month is the next one. `.`: only a whole framework.
`=`: only all of them. `~`: only by `our return`."""


def fill(command: str, reading: Reading) -> Slots:
    """The slots of a command."""
    found: dict[str, Any] = {}
    for said in TAKES.get(command, "").split():
        name = said.rstrip("!>.=~")
        value = _FILLERS[name](reading, command, said[-1])
        if value:
            found[name] = value
    slots = Slots(**found)
    if slots.record and command not in {"decision", "add_evidence"}:
        slots = replace(slots, trusts=())  # the record says its trust
    if command in {"submit", "correct_return"} and slots.figures:
        slots = replace(slots, counted=counted.pairs(reading, slots.figures), percents=counted.percents(reading))
    if command == "correct_return" and slots.figures:
        slots = replace(slots, measure="")
    return slots


# ---------------------------------------------------------------- trusts

_THEIR_OWN = frozenset({"our", "ours", "we", "us"})


def _trusts(reading: Reading, command: str, mark: str) -> tuple[str, ...]:
    every = reading.vocabulary.trusts
    if mark in "=~":
        return _by_phrase(reading, mark)
    named = _named(reading)
    if named and _EACH_ONE.search(reading.line) and not reading.has("EXCEPT", "OTHERS", "COMPARE"):
        return every  # `all three trusts use the Norwich card`
    denied = {h.value for h in reading.trusts if _denied(reading, h.start)}
    out = (_left_out(reading) if named else set[str]()) or (denied if len(denied) == len(named) else set[str]())
    if out:
        return tuple(t for t in every if t not in out)
    if named:
        compared = command == "measure" and reading.has("COMPARE") and _speaks_of_own(reading)
        joint = _JOINT.search(reading.line) if command == "new_action" else _AS_WE.search(reading.line)
        beside = reading.own if compared or joint else ()
        return tuple(dict.fromkeys((*beside, *(t for t in named if t not in denied))))
    if command not in {"share_learning", "concern", "new_action"} and reading.has("OTHERS") and reading.own:
        beside = command == "measure" and _speaks_of_own(reading)  # `our rate and the others'`
        return every if beside else tuple(t for t in every if t not in reading.own)
    if _all_meant(reading, command):
        return every
    if reading.own and (mark == "!" or _speaks_of_own(reading)):
        return reading.own
    return ()


def _by_phrase(reading: Reading, mark: str) -> tuple[str, ...]:
    """`open October for all three`; `when is our return due`."""
    if mark == "=":
        return reading.vocabulary.trusts if _ALL_THREE.search(reading.line) else ()
    return reading.own if _OUR_RETURN.search(reading.line) else ()


def _left_out(reading: Reading) -> set[str]:
    """The trusts after `except`, where no others stand before it but all of them."""
    if not reading.has("EXCEPT"):
        return set()
    cut = min(h.start for h in reading.meaning_hits("EXCEPT"))
    before = any(h.start < cut for h in reading.trusts)
    return set() if before and not reading.meaning_hits("ALL") else {h.value for h in reading.trusts if h.start > cut}


def _all_meant(reading: Reading, command: str) -> bool:
    """Whether every trust is meant: `all three`, and `where is everybody` of a framework; `which three trusts` asks."""
    if reading.has("ALL"):
        if reading.own and _speaks_of_own(reading) and not _ALL_TRUSTS.search(reading.line):
            return False  # `our risks please, all of them`
        return not _WHICH_THREE.search(reading.line)
    return command in {"frameworks", "measures"} and _EVERYONE.search(reading.line) is not None


_ALL_TRUSTS = re.compile(r"\b(?:3|three|trusts?|sites?|units?|hospitals?|everyone|across|both)\b")
_EACH_ONE = re.compile(r"\b(?:all (?:of )?(?:the )?(?:3|three)|each|every) (?:trusts?|units?|sites?|hospitals?)\b")
_ALL_THREE = re.compile(r"\ball (?:of )?(?:the )?(?:3|three)\b")
_OUR_RETURN = re.compile(r"\bour (?:\w+ )?(?:returns?|submissions?|figures|numbers|data)\b")
_WHICH_THREE = re.compile(r"\bwhich (?:of (?:the|our) )?(?:3|all) (?:trusts|units|hospitals)\b")
_EVERYONE = re.compile(r"\b(?:where|how) (?:is|are) (?:everyone|everybody|they all)\b")
_JOINT = re.compile(r"\b(?:joint|shared) action\b|\bwith us\b|\b(?:us and|and us)\b|\bbetween us\b|\bour trust and\b")
"""An action of the speaker's trust and of another."""
_AS_WE = re.compile(
    r"\b(?:as well as|and|or|than|like|against|versus|vs|v) (?:us|ours)\b|\b(?:us|ours) (?:and|or|versus|vs|v)\b"
)
"""`Norwich as well as us`."""


def _denied(reading: Reading, at: int) -> bool:
    """Whether a trust is named to be left out: `not Norwich`."""
    forms = reading.said.forms()
    before = forms[at - 1] if at else ""
    before = forms[at - 2] if before == "the" and at > 1 else before
    if before in {"not", "minus", "excluding", "except", "excl", "without"}:
        return True
    start = reading.starts[at]
    return _NOT_ASKED.search(reading.line, max(0, start - 40), start) is not None


_NOT_ASKED = re.compile(
    r"\bnot (?:ask|asking|asked|want|wanting|need|mean|meant|interested|bothered)\b(?: \w+){0,2} ?(?:the )?$"
)


_OF_THE_GROUP = re.compile(
    r"\b(?:we|our) (?:all |were |had |last |next |first |previous )*(?:met|meet|meeting|agreed|agree|decided"
    r"|decide|sqog)\b|\bwe last\b|\blet us know\b|\blet us\b"
)


def _speaks_of_own(reading: Reading) -> bool:
    """Whether `our`, `we` or `us` means the speaker's trust; `since we last met` means the group."""
    return bool(_THEIR_OWN & set(_OF_THE_GROUP.sub(" ", reading.line).replace("?", " ").replace(",", " ").split()))


def _named(reading: Reading) -> tuple[str, ...]:
    """Trusts named, in the order said; in the text of a concern they belong to the text."""
    seen: dict[str, None] = {}
    for hit in reading.trusts:
        seen[hit.value] = None
    return tuple(seen)


# ---------------------------------------------------------------- records, catalogue

_NOUNS = {
    "action": ("ACT",),
    "update_action": ("ACT",),
    "risk": ("RSK",),
    "review_risk": ("RSK",),
    "escalate_risk": ("RSK",),
    "returns": ("RET",),
    "review_return": ("RET",),
    "correct_return": ("RET",),
    "decision": ("DEC", "RSK", "ACT"),
    "learning_event": ("EVT",),
    "share_learning": ("LRN",),
    "signal": ("SIG",),
    "policy": ("POL",),
}


def _record(reading: Reading, command: str, _: str) -> str:
    nouns = _NOUNS.get(command)
    for named in reading.records:
        if nouns is None or named.noun in nouns:
            return named.id
    risk = re.search(r"\bescalate (?P<n>[1-9]\d{0,2})\b(?! ?x)", reading.line) if command == "escalate_risk" else None
    if risk:
        return f"RSK-{reading.on.year % 100:02d}-{int(risk['n']):03d}"
    of_action = command in {"action", "update_action"}
    bare = (_BARE_NUMBER.search(reading.line) or _DONE_NUMBER.match(reading.line)) if of_action else None
    if bare is None or any(w.start <= bare.start("n") < w.end for w in reading.whens):
        return ""
    return f"ACT-{reading.on.year % 100:02d}-{int(bare['n']):03d}"


_BARE_NUMBER = re.compile(
    r"(?:^(?:so |ok |right |hi |and |please |number |no |)"
    r"|\b(?:change|update|movement|progress|on|close|mark|with|number) )"
    r"(?P<n>[1-9]\d{0,2})(?= ?(?:this|for|now|yet|today|'s|s|is|has|was|done|complete|completed|finished|delivered"
    r"|closed|on track|at risk|slipping|coming|going|green|red|amber|blue|progressing|overrunning|ready"
    r"|nothing|behind|running|struggling|might|nearly|not|will|sorted|wobbling|needs"
    r"|no|can|should|went|gone|looks|still|please|delayed|stuck|late|until|to|by|and|&|as|$|,|:|-|\.|\?))"
)
_DONE_NUMBER = re.compile(
    r"(?:sorted|done|finished|completed|closed|delivered|close|finish) (?:with )?(?:number |no\.? "
    r"|#)?(?P<n>[1-9]\d{0,2})\W*$"
)
"""A number that stands alone where an action is meant: `14 is done`, `no change on 11`."""


def _measure(reading: Reading, command: str, _: str) -> str:
    if command == "correct_return" and not reading.measures:
        return ""
    return _of_group(reading.measures[0].value, reading) if reading.measures else ""


_TRAINING = {"train_fm": "fetal_monitoring", "train_mdt": "mdt_emergencies", "train_nbls": "nbls"}
_GROUPS = tuple((re.compile(pattern), name) for name, pattern in shelf.named(shelf.sections("small")["staff"]))


def _of_group(key: str, reading: Reading) -> str:
    """The training of one group of staff where it is named: `fetal monitoring training for obs trainees`."""
    if key in _TRAINING:
        for pattern, name in _GROUPS:
            exact = f"{_TRAINING[key]}_{name}_pct"
            if exact in MEASURES and pattern.search(reading.line):
                return exact
    return key


def _theme(reading: Reading, command: str, _: str) -> str:
    if reading.records and command != "themes":
        return ""
    if command == "evidence" and reading.frameworks:
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


# ---------------------------------------------------------------- status, people, words

_STATUSES = {
    command: tuple((re.compile(pattern), status) for status, pattern in shelf.named(lines))
    for command, lines in shelf.sections("statuses").items()
}
_NEGATED = re.compile(
    r"\b(?:not|never|no longer|are not|isn't|without)(?: \w+){0,1} ?$"
    r"|\bnot (?:want|need|mean|show|ask|after)(?: \w+){0,3} ?$"
)
_PARTLY = re.compile(
    r"\b(?:first|second|third|next|phase|part|stage)\b(?: \w+){1,3} ?$"
    r"|\b(?:\d+|one|two|some|most|half|both)(?: (?:of|out of) (?:the )?\w+)?(?: \w+)? "
    r"(?:wards?|units?|sites?|staff|teams?|shifts|people|midwives|doctors|sessions|trusts)(?: (?:is|are|have|now))* ?$"
)
"""`two wards done` is not all of it."""
_DENIED = re.compile(r"\b(?:not|never)(?: (?!but\b|and\b|only\b)[\w-]+){0,4} ?$")
"""`do not close action 14`: what is denied is no status."""


_SAID_OF = frozenset({"update_action"})
_STATES = frozenset({"delivered", "green", "amber", "red", "blue", "on track"})


def _status(reading: Reading, command: str, _: str) -> str:
    of = "actions" if command == "my_actions" else command
    if command == "update_action" and "reopen" in reading.line:
        return ""
    line = reading.line
    for pattern, status in _STATUSES.get(of, ()):
        m = pattern.search(line)
        if m is None or (
            of in {"actions", "risks", "remind"}
            and status != "not received"
            and _NEGATED.search(line[max(0, m.start() - 30) : m.start()])
        ):
            continue
        if command in _SAID_OF and status == "delivered" and _PARTLY.search(line[max(0, m.start() - 40) : m.start()]):
            continue
        if command in _SAID_OF and status in _STATES and _DENIED.search(line[max(0, m.start() - 40) : m.start()]):
            continue
        if command != "my_actions" or (status != "delivered" and (status != "open" or m[0] in {"open", "outstanding"})):
            return status
    return ""


def _nil(reading: Reading, _: str, __: str) -> bool:
    return reading.has("NILRETURN", "NIL") and not reading.figures


def _owner(reading: Reading, command: str, _: str) -> str:
    if command == "update_action" and not reading.has("ASSIGN", "ASSIGNED"):
        return ""
    return owners.who(command, reading)


def _due(reading: Reading, command: str, mark: str) -> date | None:
    if command == "calendar":
        return timed.moved_to(reading) if reading.has("CHANGES") else None
    return timed.due(reading, command, mark)


def _cover(reading: Reading, _: str, __: str) -> str:
    return owners.cover(reading)


def _text(reading: Reading, command: str, _: str) -> str:
    return told.text(reading, command)


_FILLERS: dict[str, Callable[[Reading, str, str], Any]] = {
    "trusts": _trusts,
    "period": timed.period,
    "record": _record,
    "measure": _measure,
    "theme": _theme,
    "framework": _framework,
    "status": _status,
    "min_score": figures.min_score,
    "due_before": timed.due_before,
    "due": _due,
    "until": timed.until,
    "owner": _owner,
    "cover": _cover,
    "text": _text,
    "figures": figures.figures,
    "nil": _nil,
}
