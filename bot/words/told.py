"""The stretch of words that a command keeps as said: what is to be done, why, what is asked about.

Owns: `text` of each command, trimmed of what other slots say. Must not: reword anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

from bot.words import frames, outcomes, shelf, texts
from bot.words.cuts import REFINE
from bot.words.reading import POLITE, Reading
from bot.words.records import Named
from bot.words.spans import When


def text(reading: Reading, command: str) -> str:
    """The stretch of words of this command, or nothing."""
    special = _SPECIAL.get(command)
    if special is not None:
        return special(reading)
    if command == "concern" and _ASKS_HOW.match(reading.line) and not _TELLS.match(reading.line):
        return ""
    if command == "update_action" and not reading.records and reading.has("ASSIGNED"):
        return _PLEASE.sub("", reading.said.text.split(",")[0].strip(" .!"))
    if command in _OPENED and reading.records and reading.records[0].noun == _OPENED[command]:
        return ""
    before = outcomes.before_record(reading, command)
    if before and _says_something(reading, command, before):
        return before
    stretches = texts.stretches(command, reading)
    if command == "remind":  # what stands after `about`, and nothing else if that is only the return
        stretches = islice(stretches, 1)
    said = (_cut(reading, command, start, end) for start, end in stretches)
    return next((words for words in said if _says_something(reading, command, words)), "")


_PLEASE = re.compile(r"^(?:please|pls|kindly|can you|could you|would you)(?: please)? ", re.IGNORECASE)
_TELLS = re.compile(r"who (?:do|can|should) i tell (?!someone|somebody|about it)(?:\w+ ){3}")
_ASKS_HOW = re.compile(r"(?:who|how|where) (?:do|can|should|would|could) (?:i|we)\b|is there (?:a|any) way\b")
"""A question how to raise a concern is no concern yet."""
_OPENED = {"share_learning": "LRN", "policy": "POL"}
"""Commands that open a record of their own when it is named, and then have no words to keep."""
_DATED = frozenset(["new_action", "new_risk", "decision", "update_action", "concern", "escalate_risk", "remind"])
"""Commands whose stretch ends where its date begins."""


_ENDS_OF = {
    "decision": frozenset({"until", "by", "before", "to", "up to", "through"}),
    "new_risk": frozenset({"by", "before", "due", "w/c", "review", "on", ""}),
}
"""What leads to the date where a stretch ends, where not every date ends it: `... until June`, not `... from June`."""


def _cut(reading: Reading, command: str, start: int, end: int) -> str:
    body = texts.trimmed(reading.said.text[start:end])
    end = reading.said.text.find(body, start) + len(body) if body else end
    if command in _DATED and not (command == "update_action" and not reading.has("MORETIME", "MOVEDATE")):
        end = texts.before_date(reading, start, end, _ENDS_OF.get(command))
    said = reading.said.text[start:end]
    if command in {"new_risk", "review_risk"}:
        said = texts.without_grade(said)
    said = frames.bare(command, texts.trimmed(said))
    return frames.bare(command, REFINE.get(command, lambda _, words: words)(reading, said))


_SIGNAL_STOPS = re.compile(
    r"\s*(?:,|\.|\?|;|@| - |\bcame\b|\bcome through\b|\bhas come\b|\bthru\b|\bthis (?:morning"
    r"|am|week)\b|\btoday\b|\byesterday\b|\blast (?:night|week)\b|\breceived\b(?! from)|\bdated\b"
    r"|\b(?:has |have )?(?:just )?(?:landed|arrived)\b|\bfor (?:us\b"
    r"|our (?:site|trust|unit|hospital|place)\b|the (?:site|trust|unit)\b)|\bat (?:the |our )?"
    r"|\bwhat do\b|\bcan (?:i|we|you)\b|\bdo (?:i|we)\b"
    r"|\bthey(?:'re|re|'ve| are| have)\b"
    r"|\bneed(?:s)? (?:logging|to)\b|\bplease\b|\bpls\b|\bjust\b|\bin (?:from|today|this)\b"
    r"|\bon (?:mon|tue|wed|thu|fri|sat|sun|\d|the \d))",
    re.IGNORECASE,
)


def _signal_text(reading: Reading) -> str:
    """The signal and what it is: `MOSS amber`, `CQC turned up unannounced`, `reg 28`."""
    found = sorted((h for h in reading.meaning_hits("SIGNAL")), key=lambda h: (h.start, -h.end))
    found = [h for h in found if reading.said.forms()[h.start] not in {"signal", "signals"}] or found
    found = [h for h in found if _IT_IS.search(reading.line, 0, reading.starts[h.start])] or found
    named = any(reading.said.forms()[h.start] not in {"signal", "signals"} for h in found)
    if not named and (not found or _from_whom(reading)):
        return _from_whom(reading)
    start = reading.said.words[found[0].start].start
    sent = _SENT_BY.search(reading.said.text, 0, start) or _COLOUR_BEFORE.search(reading.said.text, 0, start)
    start = sent.start() if sent else start
    end = len(reading.said.text)
    for hit in reading.trusts:
        at, past = reading.span(hit.start, hit.end)
        if at > start and not _GOES_ON.match(reading.said.text, past):
            end = min(end, at)
    for found_at in reading.whens:
        at = reading.text_offset(found_at.start)
        past = reading.said.words[reading.word_at(found_at.end - 1)].end
        if at > start and not _GOES_ON.match(reading.said.text, past):
            end = min(end, at)
    first_end = reading.said.words[found[0].end - 1].end
    stops = _SIGNAL_STOPS.finditer(reading.said.text, first_end, end)
    stop = next((m for m in stops if not _goes_on(reading.said.text, m)), None)
    text = reading.said.text[start : stop.start() if stop else end]
    cut = re.sub(
        r"(?:\s+(?:for|at|on|in|from|to|by|the|since|@|a|an|through|into))+\s*$",
        "",
        texts.trimmed(text),
        flags=re.IGNORECASE,
    )
    cut = cut.strip(" ,.;:@-")
    return "" if cut.lower() in {"signal", "signals"} else cut


_GOES_ON = re.compile(
    r"['’]s\b| (?:asking|about|after|over|regarding|re|demanding|wanting|requesting|saying|following|unannounced)\b"
    r"|(?: with| on) (?!(?:the |our )?\d|mon|tue|wed|thu|fri|sat|sun|us\b|me\b|my\b|our\b|today"
    r"|the (?:site|trust|unit)\b)[a-z]",
    re.IGNORECASE,
)
"""What after the name of a trust shows that it stands inside the words and does not end them."""
_IT_IS = re.compile(r"\b(?:it|this) is (?:an? )?$")
_SAYS = re.compile(r"\b(?:say|says|said|saying|that)\W*$", re.IGNORECASE)


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Whether the words go on after what usually ends them: `letter today with a concern`."""
    return _GOES_ON.match(text, stop.end()) is not None or _SAYS.search(text, 0, stop.start()) is not None


_DANGLING = re.compile(r"(?:\s+(?:for|at|on|in|from|to|by|the|since|@|a|an|through))+\s*$", re.IGNORECASE)
_SENT = r"\b(?:amber|red|letter|email|call|notice|visit|report|request|enquiry|feedback)s? from (?:the )?"
_COLOUR_BEFORE = re.compile(r"\b(?:amber|red) $", re.IGNORECASE)
_SENT_BY = re.compile(rf"{_SENT}$", re.IGNORECASE)
_WHOM = re.compile(
    rf"(?:{_SENT})?\b(?:cqc|mnsi|nhsr|nhs resolution|coroner|gmc|nmc|region(?:al)?|deanery|healthwatch|icb|nhse"
    r"|ombudsman)\b.*$",
    re.IGNORECASE,
)


def _from_whom(reading: Reading) -> str:
    """From the name of the body that wrote, where no signal is named."""
    m = _WHOM.search(reading.said.text)
    if m is None:
        return ""
    stops = _SIGNAL_STOPS.finditer(reading.said.text, m.start() + len(m[0].split()[0]))
    stop = next((found for found in stops if not _goes_on(reading.said.text, found)), None)
    said = reading.said.text[m.start() : stop.start() if stop else m.end()]
    return re.sub(r"\s+(?:through|in|on|for|at|by|to|from|the|about)\s*$", "", texts.trimmed(said), flags=re.IGNORECASE)


_PRONOUNS = frozenset({"it", "that", "this", "they", "these", "those"})
_AROUND_TERM = re.compile(
    r"^(?:i (?:keep|kept) (?:seeing|hearing|getting|reading)(?: about)? |i (?:just )?(?:saw|heard|read)(?: about)? "
    r"|(?:someone|somebody|everyone|everybody|they|people|he|she) (?:just |keeps? )?"
    r"(?:said|says?|saying|mentioned|mentions?)(?: something about)? "
    r"|tell me (?:more )?about |this |an? |the |is |are |does |do )+"
    r"|(?: meaning| about"
    r"| (?:that )?(?:everybody|everyone|people|they|you|we) (?:keeps?|talks?|goes?|is|are|mentions?)\b.*)$",
    re.IGNORECASE,
)
_EXPLAIN = tuple(re.compile(p, re.IGNORECASE) for p in shelf.sections("stretches")["explain"])


def _explain_text(reading: Reading) -> str:
    text = reading.said.text.strip(" ?!.")
    for pattern in _EXPLAIN:
        m = pattern.search(text)
        if m:
            term = re.split(
                r" all about\b| when it'?s at home| when its at| when (?:you|we|it|i|they)\b| if you strip\b"
                r"| in (?:plain )?english| again\b| please\b| pls\b| then$"
                r"| exactly| to me| for me| short for| - |,? for (?:a|an) |\?",
                m["t"],
                flags=re.IGNORECASE,
            )[0]
            term = re.sub(r"[\"”'’]+ ?(?:is|are|was)\W*$", "", term)
            term = _AROUND_TERM.sub("", term).strip(" ?!.,'\"")
            if term.lower() not in _PRONOUNS:
                return term
    return ""


_LOOK = re.compile(
    r"^(?:show|see|open|view|my|the|list|what are|display|can i see|give me)?\s*(?:me )?(?:my "
    r"|the |our |group )*(?:notification |reminder |bot |current )?(?:settings|preferences"
    r"|config(?:uration)?|setup)(?: (?:for|of) (?:the |our )?(?:group|team))?\W*$",
    re.IGNORECASE,
)


def _settings_text(reading: Reading) -> str:
    text = texts.trimmed(reading.said.text)
    text = re.sub(
        r"^(?:(?:hi|hello|hey|please|pls|(?:can|could|would|may) (?:you|we|i(?! have\b))|settings?:"
        r"|i(?:'d| would|d)? (?:like|want) (?:you )?to|(?:would|is) it (?:be )?possible to"
        r"|how (?:do|can) (?:i|we))[, ]+)+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r" (?:in|under|on) (?:the |our |my )?settings$", "", text, flags=re.IGNORECASE)
    return "" if _LOOK.match(text) or _LOOK.match(reading.line) else text


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
            "second",
            "third",
            "lead",
            "observer",
            "them",
            "him",
            "her",
            "us",
            "these",
            "those",
        }:
            return m["t"].strip()
    return ""


_SPECIAL: dict[str, Callable[[Reading], str]] = {
    "signal": _signal_text,
    "explain": _explain_text,
    "settings": _settings_text,
    "add_member": _person,
}

_BARE: dict[str, tuple[str, ...]] = {
    "new_action": ("NEW", "ACTION"),
    "new_risk": ("NEW", "RISK"),
    "concern": ("NEW", "CONCERN", "ANON", "SHARE"),
    "share_learning": ("NEW", "LEARNING", "SHARE"),
    "decision": ("NEW", "DECISION"),
    "policy": ("NEW", "SHOW"),
    "add_evidence": ("NEW", "EVIDENCE", "ADDEV"),
    "update_action": ("DONE", "UPDATE", "NOCHANGE"),
    "review_return": ("ASSURED", "PARTASS", "NOTASS", "UPDATE", "REVIEW"),
    "review_risk": ("NOCHANGE", "RESCORE"),
    "escalate_risk": ("ESCALATE",),
    "remind": ("OVERDUE", "ACTION", "NOTIN", "ALL"),
}
_NO_SUBSTANCE = shelf.words("small", "no_substance")


_REGISTER = re.compile(r"polic(?:y|ies)(?: register| log| list)?", re.IGNORECASE)


def _says_something(reading: Reading, command: str, said: str) -> bool:
    """Whether a stretch holds more than the command itself: `I want to raise a concern` does not."""
    if not re.search(r"[^\W\d_]{2}|\d ?%", said) or _REGISTER.fullmatch(said):
        return False
    at = reading.said.text.find(said)
    covered = {i for name in _BARE.get(command, ()) for h in reading.meaning_hits(name) for i in range(h.start, h.end)}
    if command != "decision":
        covered |= _words_of(reading, reading.records)
    if command in {"update_action", "remind", "review_return"}:
        covered |= _words_of(reading, reading.whens)
    if command == "remind":
        covered |= {i for hit in reading.trusts for i in range(hit.start, hit.end)}
    words = [w.form for i, w in enumerate(reading.said.words) if at <= w.start < at + len(said) and i not in covered]
    return any(w[0].isalnum() and w not in POLITE and w not in _NO_SUBSTANCE for w in words)


def _words_of(reading: Reading, things: Iterable[Named | When]) -> set[int]:
    return {i for thing in things for i, start in enumerate(reading.starts) if thing.start <= start < thing.end}
