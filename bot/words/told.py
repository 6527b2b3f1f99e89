"""The stretch of words that a command keeps as said: what is to be done, why, what is asked about.

Owns: `text` of each command, trimmed of what other slots say. Must not: reword anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.words import owners, shelf, texts
from bot.words.reading import POLITE, Reading
from bot.words.records import Named
from bot.words.spans import When


def text(reading: Reading, command: str) -> str:
    """The stretch of words of this command, or nothing."""
    special = _SPECIAL.get(command)
    if special is not None:
        return special(reading)
    if command == "concern" and _ASKS_HOW.match(reading.line):
        return ""
    if command == "update_action" and not reading.records and reading.has("ASSIGNED"):
        return reading.said.text.split(",")[0].strip(" .!")
    said = (_cut(reading, command, start, end) for start, end in texts.stretches(command, reading))
    return next((words for words in said if _says_something(reading, command, words)), "")


_ASKS_HOW = re.compile(r"(?:who|how|where) (?:do|can|should|would|could) (?:i|we)\b|is there (?:a|any) way\b")
"""A question how to raise a concern is no concern yet."""
_DATED = frozenset(["new_action", "new_risk", "decision", "update_action", "concern", "escalate_risk", "remind"])
"""Commands whose stretch ends where its date begins."""


_ENDS_OF = {"decision": frozenset({"until", "by", "before", "to", "up to", "through"})}
"""What leads to the date where a stretch ends, where not every date ends it: `... until June`, not `... from June`."""


def _cut(reading: Reading, command: str, start: int, end: int) -> str:
    if command in _DATED and not (command == "update_action" and not reading.has("MORETIME", "MOVEDATE")):
        end = texts.before_date(reading, start, end, _ENDS_OF.get(command))
    said = reading.said.text[start:end]
    if command in {"new_risk", "review_risk"}:
        said = texts.without_grade(said)
    return _REFINE.get(command, lambda _, words: words)(reading, texts.trimmed(said))


_ALL_TO = re.compile(
    r"^(?:(?:log: ?)?(?:all|both|each) (?:of )?(?:the )?(?:three |3 )?(?:trusts?)? ?to "
    r"|(?:someone|somebody|we) (?:needs?|has|have) to )",
    re.IGNORECASE,
)


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
        text = re.sub(rf"^(?:for |ask |get |on )?{re.escape(owner)} to ", "", text, flags=re.IGNORECASE)
        text = re.sub(rf",\s*{re.escape(owner)}\s*(?=,|$)", "", text, flags=re.IGNORECASE)
        text = re.sub(
            rf"^{re.escape(owner)} (?:will|is going to|has agreed to|agreed to|needs to|should) ",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(
            rf"[,.;]?\s*{re.escape(owner)} (?:owns|will own|to own|owning)\b.*$", "", text, flags=re.IGNORECASE
        )
    text = _ALL_TO.sub("", text)
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
    return re.sub(r"^(?:for (?:us|me|everyone|the group) to |to |that )", "", text, flags=re.IGNORECASE).strip(" ,.;:-")


def _risk_text(_: Reading, text: str) -> str:
    text = re.sub(
        r"[ ,\-]*\b(?:on|to|onto|in|as) (?:the|a|our)(?: new)? (?:risk ?register|register|risk)\b.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"^(?:that|about(?! to\b)|re|is that|for us|of|on|to the register:?)\s+", "", text, flags=re.IGNORECASE
    ).strip(" ,.;:-")


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
    text = re.sub(r"^(?:the|their|his|her|that|our) ", "", text, flags=re.IGNORECASE)
    return "" if _A_RETURN.fullmatch(text) else text


_A_RETURN = re.compile(
    r"(?:(?:get|hurry|send|do|submit|sort|finish|put)\b.{0,30} )?(?:(?:monthly|missing|late|latest) )?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'?s? (?:return|submission|figures|data|numbers)s?"
    r"|(?:returns?|submissions?))",
    re.IGNORECASE,
)
_ONLY_UP = re.compile(
    r"(?:it |this |that |and )?(?:needs?|has|ought|should|must|wants?|ready)\b.{0,30}"
    r"\b(?:board|icb|region|committee|up|higher)\b.{0,12}",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^(?:(?:today|now|reviewed|no change|unchanged|the same|same(?: score)?"
    r"|still(?= (?:an? )?(?:at|\d|the same)|$)|at|an?|\d{1,2}|[,;:.\- ])+)(?=\W|$)[ ,;:.\-]*",
    re.IGNORECASE,
)


def _escalate_text(_: Reading, text: str) -> str:
    """Why: `needs to go to the board` gives no reason."""
    return "" if _ONLY_UP.fullmatch(text) else text


def _review_text(_: Reading, text: str) -> str:
    return _SAME.sub("", text)


_MEANS = re.compile(
    r"what (?:does|do|will|would) (?:the |this |that )?(?P<t>.+?) (?:mean|involve|require)\b", re.IGNORECASE
)


_ASKS_WHETHER = re.compile(r"(?:have|has|do|did|is|are|was|which|who|when|where|any)\b", re.IGNORECASE)


def _policy_text(_: Reading, text: str) -> str:
    asked = _MEANS.match(text)
    if asked:
        return asked["t"]
    if _ASKS_WHETHER.match(text):
        return ""
    return re.split(
        r"\s*(?:,|;|\?| - |\. )| (?:just )?(?:came|come|has come|is) (?:out|through)\b"
        r"| (?:is )?out (?:today|now|yesterday|this)\b"
        r"| (?:has )?(?:just )?(?:arrived|in today|today|yesterday|this morning)\b"
        r"| (?:was |is |has been |just |have |has )*(?:published|released|landed|issued|changed|coming|due)\b",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" .?!")


_NOT_HIM = re.compile(
    r"(?:and |so )?not \w+"
    r"|(?:please |so |can you )?(?:make|turn|set|put|mark|move|change|close|push) (?:it|this|that)\b.*",
    re.IGNORECASE,
)


def _update_text(_: Reading, text: str) -> str:
    if _NOT_HIM.fullmatch(text):  # `with Kath, not Bev`
        return ""
    text = re.sub(r"^(?:action|act|a)[ \-]?\d[\d\-]*[,.: ]+", "", text, flags=re.IGNORECASE)
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


_ONLY_THIS = re.compile(
    r"(?:please |pls |can you |can i )*(?:attach|add|file|save|log|link|upload|put|store)\b (?:this|it|that)\b.*",
    re.IGNORECASE,
)


def _evidence_text(_: Reading, text: str) -> str:
    if _ONLY_THIS.fullmatch(text):
        return ""
    return re.split(
        r"(?: on| in)? (?:as|to|in|under) (?:our |the |new )?(?:evidence|proof|evidence register|sa ?\d+|cnst"
        r"|mis|sbl\w*)\b",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" ,.")


_REFINE: dict[str, Callable[[Reading, str], str]] = {
    "new_action": _action_text,
    "new_risk": _risk_text,
    "review_risk": _review_text,
    "escalate_risk": _escalate_text,
    "decision": _decision_text,
    "remind": _remind_text,
    "policy": _policy_text,
    "update_action": _update_text,
    "add_evidence": _evidence_text,
}


_SIGNAL_STOPS = re.compile(
    r"\s*(?:,|\.|\?|;|@| - |\bcame\b|\bcome through\b|\bhas come\b|\bthru\b|\bthis (?:morning"
    r"|am|week)\b|\btoday\b|\byesterday\b|\blast (?:night|week)\b|\breceived\b(?! from)|\bdated\b"
    r"|\b(?:has |have )?(?:just )?(?:landed|arrived)\b|\bfor (?:our"
    r"|the|us)\b|\bat (?:the |our )?|\bwhat do\b|\bcan (?:i|we|you)\b|\bdo (?:i|we)\b|\bthey(?:'re|re|'ve| are| have)\b"
    r"|\bneed(?:s)? (?:logging|to)\b|\bplease\b|\bpls\b|\bjust\b|\bin (?:from|today|this)\b"
    r"|\bon (?:mon|tue|wed|thu|fri|sat|sun|\d|the \d))",
    re.IGNORECASE,
)


def _signal_text(reading: Reading) -> str:
    """The signal and what it is: `MOSS amber`, `CQC turned up unannounced`, `reg 28`."""
    found = sorted((h for h in reading.meaning_hits("SIGNAL")), key=lambda h: (h.start, -h.end))
    found = [h for h in found if reading.said.forms()[h.start] not in {"signal", "signals"}] or found
    if not found:
        return _from_whom(reading)
    start = reading.said.words[found[0].start].start
    sent = _SENT_BY.search(reading.said.text, 0, start)
    start = sent.start() if sent else start
    end = len(reading.said.text)
    for hit in reading.trusts:
        at, past = reading.span(hit.start, hit.end)
        if at > start and reading.said.text[past : past + 2].lower() not in {"'s", "’s"}:
            end = min(end, at)
    for at in (reading.text_offset(w.start) for w in reading.whens):
        if at > start:
            end = min(end, at)
    first_end = reading.said.words[found[0].end - 1].end
    stop = _SIGNAL_STOPS.search(reading.said.text, first_end, end)
    text = reading.said.text[start : stop.start() if stop else end]
    cut = re.sub(r"\s+(?:for|at|on|in|from|to|by|the|since|@|a|an)\s*$", "", texts.trimmed(text), flags=re.IGNORECASE)
    cut = cut.strip(" ,.;:@-")
    return "" if cut.lower() in {"signal", "signals"} else cut


_SENT = r"\b(?:letter|email|call|notice|visit|report|request|enquiry|feedback)s? from (?:the )?"
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
    stop = _SIGNAL_STOPS.search(reading.said.text, m.start() + len(m[0].split()[0]))
    said = reading.said.text[m.start() : stop.start() if stop else m.end()]
    return re.sub(r"\s+(?:through|in|on|for|at|by|to|from|the|about)\s*$", "", texts.trimmed(said), flags=re.IGNORECASE)


_EXPLAIN = tuple(re.compile(p, re.IGNORECASE) for p in shelf.sections("stretches")["explain"])


def _explain_text(reading: Reading) -> str:
    text = reading.said.text.strip(" ?!.")
    for pattern in _EXPLAIN:
        m = pattern.search(text)
        if m:
            term = re.split(
                r" when it'?s at home| when its at| in (?:plain )?english| again\b| please\b| pls\b| then$"
                r"| exactly| to me| for me| short for| - |,? for (?:a|an) |\?",
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
