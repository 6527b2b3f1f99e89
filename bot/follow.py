"""What a short message means after the last answer: `and the Paget?`, `what about last quarter`, `the second one`.

Owns: reading a message in the light of the last one. Must not: remember anything; the last understanding and the ids
it listed are given, and the caller forgets them after ten minutes and says when they were used. A write is never taken
over from the last message: it is understood anew, with the id put in, and confirmed like any other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Slots, Understood
from bot.parser import WRITES, understand
from bot.vocabulary import Vocabulary
from bot.words import shelf, slots
from bot.words.reading import Reading, listen
from domain.privacy import find

OPENS = {
    "ACT": "action",
    "RSK": "risk",
    "RET": "review_return",
    "DEC": "decision",
    "EVT": "learning_event",
    "LRN": "share_learning",
    "EVD": "evidence",
    "SIG": "signal",
    "POL": "policy",
}
"""What opening a record of a noun is called."""
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
}
_NTH = re.compile(
    r"^(?:show me |open |and |no,? |what about |the |number |no\.? ?|#)*"
    r"(?:(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|bottom|top)(?: one| 1)?"
    r"|(?P<number>[1-9])(?: please)?)"
    r"(?: please| one| of them| on the list)*[?.! ]*$"
)
_IT = re.compile(
    r"\b(?:that one|this one|that|this|it)\b(?! (?:is )?(?:why|trust|month|week|quarter|year|time))", re.IGNORECASE
)
_MESSAGE = re.compile(r"\b(?:why|y)\b.{0,40}\b(?:get|got|getting|gets|receive[ds]?|sent|send)\b", re.IGNORECASE)
_REAL = re.compile(
    r"\b(?:is|was|are|were) (?:that|this|it|they|those) (?:\w+ ){0,3}(?:real|noise|chance|bad|good|normal|high"
    r"|low|worse|better|ok|okay|worrying|significant"
    r"|signal|blip|trend)\b"
)
"""`is that real, or just noise`: the chart of the last answer says it in words."""
_JOINED = re.compile(r"(?:and|what about|how about|same|now|ok|okay|then|or|but|also|for|just|only|with)\b")
_PICKED = re.compile(
    r"\b(?:the |number |no\.? ?)(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|bottom|top|[1-9])"
    r"(?: one\b| 1\b|(?= ?(?:$|[,.;:!?]"
    r"|(?:please|pls|is|was|as|to|now|for|about|until|by|on|at|because|should|up|down)\b)))",
    re.IGNORECASE,
)
"""`close the second one`: one of the list, in a sentence that says what to do with it."""
_ITS = re.compile(
    r"\b(?:that's|thats|it's|its)\b(?= (?:now |all )?(?:done|finished|complete|completed|delivered|closed|on track"
    r"|at risk|late|slipping|green|amber|red|blue)\b)",
    re.IGNORECASE,
)
_THEM = re.compile(
    r"^(?:please |can you )?(?P<verb>remind|chase|nudge|ping|prod) (?:him|her|them|the owner"
    r"|whoever it is)\W*$"
)
_ABOUT_IT = re.compile(
    r"^(?:and |so |but )?(?:(?:what|who|when|where|how|why) (?:is|are|was|has|does|owns?)|its|their|the"
    r"|what about)\b[^,;]{0,30}"
    r"\b(?:targets?|owner|owns|own|controls?|mitigations?|score|due|evidence|icon|limits?|trajectory|appetite"
    r"|progress|barrier"
    r"|holding (?:it|this|that) up|next step|doing it)\b(?: it| that| this)?\W*$"
)
"""What is asked of the thing last shown: its card says it."""
_SOMEBODYS = re.compile(r"^(?:and|what about|how about|just|only)?,? ?(?P<n>[^\W\d_]{2,15})'s\W*$", re.IGNORECASE)
_ABOUT_WHOM = re.compile(r"^(?:and |so )?(?:what|how) about (?P<n>[^\W\d_]{2,15})\W*$", re.IGNORECASE)
_ALTERS = ("trusts", "period", "measure", "theme", "framework", "status", "min_score", "due_before")


def follow_up(
    text: str,
    last: Understood,
    listed: tuple[str, ...] = (),
    *,
    vocabulary: Vocabulary,
    role: str,
    trusts: tuple[str, ...],
    on: date,
) -> Understood | None:
    """The message in the light of the last answer, or None when it stands by itself."""
    if find(text):
        return None
    known: dict[str, Any] = {"vocabulary": vocabulary, "role": role, "trusts": trusts, "on": on}
    reading = listen(text, vocabulary, role, trusts, on)
    chosen = _chosen(reading.line, listed)
    if chosen:
        return Understood(OPENS.get(chosen[:3], "action"), Slots(record=chosen))
    if reading.records:
        return None
    if _asks_of_it(reading, last):
        return Understood(last.command, last.slots)
    altered = _altered(reading, last)
    if altered is not None:
        return Understood(last.command, altered)
    return _with_record(text, reading, last, listed, known)


def _asks_of_it(reading: Reading, last: Understood) -> bool:
    """Whether more is asked of what was shown: `is that real`, `what is its target`."""
    if reading.measures or reading.trusts or reading.themes or reading.frameworks:
        return False
    if last.command == "measure" and _REAL.search(reading.line):
        return True
    return last.command in {"measure", "risk", "action"} and _ABOUT_IT.match(reading.line) is not None


def _with_record(
    text: str, reading: Reading, last: Understood, listed: tuple[str, ...], known: dict[str, Any]
) -> Understood | None:
    """The message with the id put in for `it`, `the second one` or `him`, understood anew."""
    picked = _PICKED.search(text)
    nth = _nth(picked["nth"].lower(), listed) if picked else ""
    if picked and nth:
        again = understand(text[: picked.start()] + nth + text[picked.end() :], **known)
        return again if again.slots.record == nth else None
    record = last.slots.record or (listed[0] if len(listed) == 1 else "")
    if _MESSAGE.search(text):  # `this` is the message that came, not the record that was shown
        return None
    whom = _THEM.match(reading.line)
    if record and whom:
        return understand(f"{whom['verb']} {record}", **known)
    if record and "GREETING" not in reading.meanings and (_IT.search(text) or _ITS.search(text)):
        said = _ITS.sub(f"{record} is", text, count=1) if _ITS.search(text) else _IT.sub(record, text, count=1)
        again = understand(said, **known)
        return again if again.slots.record == record else None
    return None


def _chosen(line: str, listed: tuple[str, ...]) -> str:
    """The id that `the second one` picks from the list."""
    m = _NTH.match(line)
    if m is None or not listed:
        return ""
    return _nth(m["nth"] or m["number"], listed)


def _nth(said: str, listed: tuple[str, ...]) -> str:
    """The id at a place of the list, or nothing where there is none."""
    if said in {"last", "bottom"}:
        return listed[-1] if listed else ""
    nth = 1 if said == "top" else _ORDINALS.get(said, 0) or int(said)
    return listed[nth - 1] if 1 <= nth <= len(listed) else ""


def _somebody(reading: Reading) -> str:
    """Whose actions are asked for next: `and Tom's?`, `what about Bev`; a word that names anything else is nobody."""
    if reading.trusts or reading.themes or reading.measures or reading.frameworks or reading.whens:
        return ""
    m = _SOMEBODYS.match(reading.said.text)
    if m:
        return m["n"]
    m = _ABOUT_WHOM.match(reading.said.text)
    return "" if m is None or m["n"].lower() in reading.vocabulary.known else m["n"]


_GAPS = ("MISSING", "STALE")
_WITH_GAPS = frozenset({"evidence", "frameworks"})
_NOTHING: frozenset[str] = frozenset()
_DUE = frozenset({"due", "by", "before", "those", "until"})
_WHICH = re.compile(r"(?:what|which|show|list|who)\b(?! about)")
_AGAINST = re.compile(r"\b(?:compare|compared|vs|versus|against)\b")


def _altered(reading: Reading, last: Understood) -> Slots | None:
    """The last question with another trust, period or measure; None when the message says more than that."""
    if last.command in WRITES or last.command in {"unknown", "refuse", "greeting", "help"}:
        return None
    somebody = _somebody(reading) if last.command == "actions" else ""
    if somebody:
        return replace(last.slots, owner=somebody)
    covered = {
        i
        for h in (*reading.trusts, *reading.measures, *reading.themes, *reading.frameworks)
        for i in range(h.start, h.end)
    }
    covered |= {i for w in reading.whens for i, start in enumerate(reading.starts) if w.start <= start < w.end}
    covered |= {
        i
        for name in ("ALL", "EXCEPT", "OTHERS", "COLOUR", "OVERDUE", *(_GAPS if last.command in _WITH_GAPS else ()))
        for h in reading.meaning_hits(name)
        for i in range(h.start, h.end)
    }
    joining = shelf.words("small", "joining") | (_DUE if last.command == "actions" and reading.whens else _NOTHING)
    left = [
        w.form
        for i, w in enumerate(reading.said.words)
        if i not in covered and w.form[:1].isalnum() and w.form not in joining
    ]
    names_all = reading.measures or reading.frameworks or (reading.themes and last.command != "themes")
    if _WHICH.match(reading.line) and (reading.meaning_hits("COLOUR") or reading.meaning_hits("OVERDUE")):
        return None  # `what are the reds` is a whole question
    if left or not covered or (names_all and not _JOINED.match(reading.line)):
        return None  # `three year plan` is a question of its own; `and the three year plan?` is the last one
    said = slots.fill(last.command, reading)
    if reading.has("OTHERS") and last.slots.trusts and not reading.trusts:
        others = tuple(t for t in reading.vocabulary.trusts if t not in last.slots.trusts)
        return replace(last.slots, trusts=others)
    if last.command == "measure" and _AGAINST.search(reading.line) and said.trusts:
        return replace(last.slots, trusts=tuple(dict.fromkeys((*last.slots.trusts, *said.trusts))))
    new: dict[str, Any] = {name: value for name in _ALTERS if (value := getattr(said, name))}
    return replace(last.slots, **new) if new else None
