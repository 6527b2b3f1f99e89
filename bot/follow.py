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

OPENS = {"ACT": "action", "RSK": "risk", "RET": "review_return", "DEC": "decision", "EVT": "learning_event"}
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
    r"\b(?:is|was|are|were) (?:that|this|it|they|those) (?:\w+ ){0,3}(?:real|noise|chance|significant"
    r"|signal|blip|trend)\b"
)
"""`is that real, or just noise`: the chart of the last answer says it in words."""
_JOINED = re.compile(r"(?:and|what about|how about|same|now|ok|okay|then|or|but|also|for|just|only|with)\b")
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
    reading = listen(text, vocabulary, role, trusts, on)
    chosen = _chosen(reading.line, listed)
    if chosen:
        return Understood(OPENS.get(chosen[:3], "action"), Slots(record=chosen))
    if reading.records:
        return None
    if last.command == "measure" and _REAL.search(reading.line) and not reading.measures:
        return Understood("measure", last.slots)
    altered = _altered(reading, last)
    if altered is not None:
        return Understood(last.command, altered)
    record = last.slots.record or (listed[0] if len(listed) == 1 else "")
    if _MESSAGE.search(text):  # `this` is the message that came, not the record that was shown
        return None
    if record and _IT.search(text) and "GREETING" not in reading.meanings:
        again = understand(_IT.sub(record, text, count=1), vocabulary=vocabulary, role=role, trusts=trusts, on=on)
        return again if again.slots.record == record else None
    return None


def _chosen(line: str, listed: tuple[str, ...]) -> str:
    """The id that `the second one` picks from the list."""
    m = _NTH.match(line)
    if m is None or not listed:
        return ""
    if m["nth"] in {"last", "bottom"}:
        return listed[-1]
    nth = 1 if m["nth"] == "top" else _ORDINALS.get(m["nth"] or "", 0) or int(m["number"] or 0)
    return listed[nth - 1] if 1 <= nth <= len(listed) else ""


def _altered(reading: Reading, last: Understood) -> Slots | None:
    """The last question with another trust, period or measure; None when the message says more than that."""
    if last.command in WRITES or last.command in {"unknown", "refuse", "greeting", "help"}:
        return None
    covered = {
        i
        for h in (*reading.trusts, *reading.measures, *reading.themes, *reading.frameworks)
        for i in range(h.start, h.end)
    }
    covered |= {i for w in reading.whens for i, start in enumerate(reading.starts) if w.start <= start < w.end}
    covered |= {
        i
        for name in ("ALL", "EXCEPT", "OTHERS", "COLOUR", "OVERDUE")
        for h in reading.meaning_hits(name)
        for i in range(h.start, h.end)
    }
    joining = shelf.words("small", "joining")
    left = [
        w.form
        for i, w in enumerate(reading.said.words)
        if i not in covered and w.form[:1].isalnum() and w.form not in joining
    ]
    names_all = reading.measures or reading.frameworks or (reading.themes and last.command != "themes")
    if left or not covered or (names_all and not _JOINED.match(reading.line)):
        return None  # `three year plan` is a question of its own; `and the three year plan?` is the last one
    said = slots.fill(last.command, reading)
    new: dict[str, Any] = {name: value for name in _ALTERS if (value := getattr(said, name))}
    return replace(last.slots, **new) if new else None
