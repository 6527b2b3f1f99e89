"""What is cut from the stretch of a command: who does it, where it is put, what other slots say.

Owns: the cuts by command. Must not: find where a stretch begins, or reword anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.words import news, outcomes, owners, whose
from bot.words.reading import Reading

_ALL_TO = re.compile(
    r"^(?:(?:please |can |could |would )+(?:all )?(?:of )?(?:the )?(?:three |3 )?(?:trusts|hospitals|units|sites) "
    r"(?:please |pls )?(?:to )?"
    r"|(?:log: ?)?(?:all|both|each) (?:of )?(?:the )?(?:three |3 )?(?:trusts?|units?|sites?|hospitals?)? ?to "
    r"|(?:i'd|i would|we'd|we would|id) (?:like|want|love) (?:someone|somebody) to (?:own |pick up |do )?"
    r"|(?:the )?(?:trusts|units|sites|hospitals|everyone|everybody) to (?=\w+ )"
    r"|(?:that )?(?:someone|somebody|we|they|everyone) (?:needs?|has|have|ought) to )",
    re.IGNORECASE,
)


_ASKED_OF = re.compile(
    r"^(?:please |pls )?(?:(?:can|could|would) (?!you\b|we\b|i\b)[\w'\-]+(?: (?:at|from"
    r"|in) (?:the )?[\w&'\-]+)? (?:please |pls )?"
    r"|(?-i:[A-Z][a-z]+),? (?:please|pls) |put [\w'\-]+ down (?:to|for) )",
    re.IGNORECASE,
)
"""`can Tom at the Paget ...`, `Ruth please ...`: of whom it is asked."""


def _after_trust(reading: Reading, text: str) -> str:
    """`Lynn, send the roof survey`: without the trust that stands first and a mark after it."""
    offset = reading.said.text.find(text)
    for hit in reading.trusts:
        first, last = reading.span(hit.start, hit.end)
        after = text[last - offset :] if first == offset else ""
        if re.match(r" ?[,:\-] ?\w", after):
            return after.lstrip(" ,:-")
    return text


_COULD = re.compile(r"(?:please |pls )?(?:can|could|would) (?:the )?", re.IGNORECASE)
_AND_ALSO = re.compile(r"(?: ?(?:and|&|\+|,) ?(?:the )?)?", re.IGNORECASE)


def _without_trusts(reading: Reading, text: str) -> str:
    """`could Norwich and King's Lynn agree a leaflet`: without of whom it is asked."""
    m = _COULD.match(text)
    if m is None:
        return text
    offset = reading.said.text.find(text)
    end = m.end()
    for hit in reading.trusts:
        first, last = reading.span(hit.start, hit.end)
        joined = _AND_ALSO.match(text, end)
        if first - offset in {end, joined.end() if joined else end}:
            end = last - offset
    return text[end:].lstrip() if end > m.end() else text


def _without_owner(text: str, owner: str) -> str:
    """What is to be done, without the name of who does it and the words that lead to it."""
    text = re.sub(
        rf",?\s*(?:-|owner(?: is)?:?|assigned to|for|lead:?"
        rf"|led by)?\s*\b{re.escape(owner)}\b,?\s*(?:to own|to lead|owner|leading)?\s*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(
        rf"^(?:for |ask |get |on |can |could |would |please )*{re.escape(owner)}\b"
        r"(?: (?:at|from|in) (?:the )?[\w&'\-]+)?(?: please| pls)?"
        r"(?: to| will| is going to|'s going to|s going to|'ll| is to| has agreed to| agreed to| needs to| should)?"
        r" (?=[a-z])",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(rf"(?:,|;|\.| -) ?{re.escape(owner)} ?(?:[,.;]|-).*$", "", text, flags=re.IGNORECASE)
    text = re.sub(rf" ?\({re.escape(owner)}\)?$", "", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"^(?:(?:in |down )?for |owner(?: is)?:? )?{re.escape(owner)} ?(?:[,:]|- )\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(rf",\s*{re.escape(owner)}\s*(?=,|$)", "", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"^{re.escape(owner)} (?:will|is going to|has agreed to|agreed to|needs to|should) ",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(rf"[,.;]?\s*{re.escape(owner)} (?:owns|will own|to own|owning)\b.*$", "", text, flags=re.IGNORECASE)


def _action_text(reading: Reading, text: str) -> str:
    """What is to be done: without who does it."""
    owner = owners.who("new_action", reading)
    text = _without_owner(text, owner) if owner else text
    text = _after_trust(reading, text)
    text = _ASKED_OF.sub("", _without_trusts(reading, _ALL_TO.sub("", text)))
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
    text = re.sub(r"^(?:for (?:us|me|everyone|the group) to |to |that )", "", text, flags=re.IGNORECASE)
    return whose.without_last(reading, text.strip(" ,.;:-(")).strip(" ,.;:-(")


_RISK_LEAD = re.compile(r"^(?:that|about(?! to\b)|re|is that|of|on|to the register:?)\s+", re.IGNORECASE)


def _risk_text(reading: Reading, text: str) -> str:
    text = re.sub(
        r"[ ,\-]*\b(?:on|to|onto|in|as) (?:the|a|our)(?: new)? (?:risk ?register|register|risk)\b.*$",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = whose.without_first(reading, _RISK_LEAD.sub("", text).strip(" ,.;:-"))
    return whose.without_last(reading, text).strip(" ,.;:-")


def _decision_text(_: Reading, text: str) -> str:
    text = re.sub(
        r"^from (?:now on|today|tonight|tomorrow|\w+day|the \w+|[\w ]{3,20})[,:] ", "", text, flags=re.IGNORECASE
    )
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
    return "" if _A_RETURN.fullmatch(text) or _AN_UPDATE.fullmatch(text) else text


_AN_UPDATE = re.compile(
    r"(?:an? |the |any |some )?(?:quick |short )?(?:updates?|progress|news|answer|reply|response|status)", re.IGNORECASE
)


_A_RETURN = re.compile(
    r"(?:(?:get|hurry|send|do|submit|sort|finish|put)\b.{0,30} )?"
    r"(?:(?:monthly|missing|late|latest|outstanding|overdue) )?"
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
    r"|still(?= (?:an? )?(?:at|\d|the same)|$)|at|an?|\d{1,2}(?! ?[a-z])|[,;:.\- ])+)(?=\W|$)[ ,;:.\-]*",
    re.IGNORECASE,
)


_ONLY_ASKS_UP = re.compile(
    r"^(?:please |pls )*escalate\b.*?\b(?:board|icb|region|committee)\b(?: please| pls)?[ ,:\-]*", re.IGNORECASE
)


def _escalate_text(_: Reading, text: str) -> str:
    """Why: `needs to go to the board` gives no reason."""
    text = _ONLY_ASKS_UP.sub("", text)
    return "" if _ONLY_UP.fullmatch(text) else text


_BECAUSE = re.compile(r"^(?:(?:because|as|since|cos|now that|given that)(?! of\b| it is\b) )(?=\w+ \w+)", re.IGNORECASE)


def _review_text(_: Reading, text: str) -> str:
    return _BECAUSE.sub("", _SAME.sub("", text))


_NOT_HIM = re.compile(
    r"(?:and |so )?not \w+"
    r"|(?:so |please |can you )?(?:give|allow|let) (?:them|us|me|him|her|it)(?: have)?(?: more time| longer)?"
    r"|(?:please |so |can you )?(?:make|turn|set|put|mark|move|change|close|push|give|pass|hand) (?:it|this"
    r"|that)\b.*",
    re.IGNORECASE,
)


_LEADING_STATUS = re.compile(
    r"^(?:is |it is |it's |its )?(?:no (?:change|movement|progress|update)"
    r"|green|amber|red|blue|done|complete|completed|on track|delivered|finished)"
    r"(?: now)?[,;:.\-]+ ?",
    re.IGNORECASE,
)


_LATER_BECAUSE = re.compile(
    r"^(?:will not|won't|wont|can't|cannot|not)\b.{0,60}\b(?:until|before|by|till) .{3,30}? - ", re.IGNORECASE
)
"""`won't be finished until 26 February - the supplier let us down`: why is what stands after the dash."""
_ONLY_STATUS = re.compile(
    r"(?:it )?(?:won't|wont|will not|can't|cannot|cant) (?:now )?(?:happen|be done|finish|make it)"
    r"(?: now| yet| in time)?|"
    r"(?:so |and |now )*(?:it is |it's |its |is |that's |thats )?(?:all |now )*"
    r"(?:done|delivered|complete|completed|finished|closed|green|amber|red|blue|on track|at risk)(?: now)?",
    re.IGNORECASE,
)


_NOT_THAT = re.compile(r"^not (?:red|amber|green|blue|delivered|done|on track|at risk)[,;.:\-]+ ?", re.IGNORECASE)
_AFTER_DATE = re.compile(
    r"(?: (?:would|will|should|is|ought|might|seems|looks)\b[\w ']{0,25})?(?: please| pls)?[,;.\-]+ ?(?=\w)",
    re.IGNORECASE,
)


def _after_date(reading: Reading, text: str) -> str:
    """`the 22nd of January would do it, half the team was ill`: without the new date that stands first."""
    offset = reading.said.text.find(text)
    for found in reading.whens:
        start, past = reading.text_offset(found.start), reading.said.words[reading.word_at(found.end - 1)].end
        if re.fullmatch(
            r"(?:(?:until|till|til|to|by|for|say|the|more|time|an|extension|extend|new|date|needs|another|please"
            r"|give|allow|them|us|me|have|it) )*",
            reading.said.text[offset:start],
            re.IGNORECASE,
        ):
            m = _AFTER_DATE.match(reading.said.text, past)
            if m and start >= offset and m.end() < offset + len(text):
                return text[m.end() - offset :]
    return text


def _update_text(reading: Reading, text: str) -> str:
    text = _after_date(reading, text)
    text = _NOT_THAT.sub("", text)
    text = _LATER_BECAUSE.sub("", _LEADING_STATUS.sub("", text))
    if _ONLY_STATUS.fullmatch(text):
        return ""
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
        r"|until)\b.*|ready to close.*|(?:can|could|shall) (?:we|i) (?:say|make it|do|have|go for)\b.*",
        text,
        re.IGNORECASE,
    ):
        return ""
    return text


_ONLY_THIS = re.compile(
    r"(?:please |pls |can you |can i )*(?:attach|add|file|save|log|link|upload|put|store)\b (?:this|it|that)\b.*",
    re.IGNORECASE,
)


_FOR_WHAT = re.compile(
    r"^(?:evidence )?(?:for |of )?(?:our )?(?:safety action (?:\d+|one|two|three|four|five|six|seven|eight"
    r"|nine|ten)|sa ?\d+"
    r"|(?:sbl\w*|saving babies'? lives)(?: v\d)? (?:element |e)(?:\d|one|two|three|four|five"
    r"|six))\b(?=[ ,:;\-]+\w)[ ,:;\-]+",
    re.IGNORECASE,
)
"""The requirement before what supports it: `safety action eight training report`."""


_TO_FILE = re.compile(
    r"^evidence (?!of\b|for\b|that\b|from\b)(?=\w+ \w+)|"
    r"^(?:(?:to|please|pls) )*(?:file|log|add|keep|save)(?: please| pls)?(?: ?[,:\-] ?| )(?=\w)"
    r"|^(?:it's|its|it is|this is|that is) (?=\w)",
    re.IGNORECASE,
)


def _evidence_text(reading: Reading, text: str) -> str:
    if _ONLY_THIS.fullmatch(text):
        return ""
    text = _TO_FILE.sub("", _FOR_WHAT.sub("", text))
    said = re.split(
        r"(?: on| in)? (?:as|is|to|in|under|for|against) (?:our |the |new )?(?:evidence|proof|evidence register|sa ?\d+"
        r"|safety action|action \d+|act[ \-]?\d+|risk \d+|rsk[ \-]?\d+|cnst|mis|sbl\w*)\b",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" ,.")
    return whose.without_last(reading, whose.without_first(reading, said)).strip(" ,.")


_WITH_OTHERS = re.compile(
    r"(?<=\w)[,.;]? (?:with|to) (?:the )?"
    r"(?:others?|other (?:two|trusts|units|sites)|group|everyone|everybody|rest)[ .!?]*$",
    re.IGNORECASE,
)


def _learning_text(reading: Reading, text: str) -> str:
    """What was learned, without to whom it is told and from whom it comes."""
    return whose.without_first(reading, _WITH_OTHERS.sub("", text))


_ONLY_ASKED = re.compile(
    r"(?:can|could|may) i (?:report|say|raise|speak|tell|talk|flag|do|share|ask|put)\b.*"
    r"|.*\bconcerns?(?: that| which)? (?:i|we)(?:'d| would|d)? (?:like|want|wish|need)(?:ed)? to"
    r" (?:raise|report|share|flag|discuss)\b.*"
    r"|.*\b(?:raise|report|log|make|share|flag|put in) (?:a |an |my |the |some )?(?:concerns?|worry|issue)"
    r"(?: (?:anonymously|confidentially|in confidence|privately|quietly|please))*",
    re.IGNORECASE,
)
"""`can I report this without my manager knowing` is a question how, and no concern yet."""


_A_CONCERN = re.compile(
    r"(?:i|we)(?:'ve| have|ve)(?: got)? (?:an? |some |one )?(?:\w+ )?(?:concerns?|worry|worries|issue)", re.IGNORECASE
)


def _concern_text(reading: Reading, text: str) -> str:
    if _ONLY_ASKED.fullmatch(text) or _A_CONCERN.fullmatch(text):
        return ""
    at = re.search(r",? and (?:it's|its|it is|this is|that's|thats|that is) (?:at|in) (?:the )?[\w' ]+$", text)
    return whose.without_last(reading, text) if at else text


def _correct_text(reading: Reading, text: str) -> str:
    """Why a figure is put right: `coder recount: preterm 11` ends where the figure begins."""
    offset = reading.said.text.find(text)
    for hit in reading.measures:
        at = reading.span(hit.start, hit.end)[0] - offset
        if 0 < at < len(text) and text[:at].rstrip().endswith(":"):
            return text[:at].strip(" :")
    return text


REFINE: dict[str, Callable[[Reading, str], str]] = {
    "concern": _concern_text,
    "correct_return": _correct_text,
    "new_action": _action_text,
    "new_risk": _risk_text,
    "review_risk": _review_text,
    "review_return": outcomes.verdict_text,
    "escalate_risk": _escalate_text,
    "decision": _decision_text,
    "share_learning": _learning_text,
    "remind": _remind_text,
    "policy": news.policy_text,
    "update_action": _update_text,
    "add_evidence": _evidence_text,
}
"""The cut of a command, from its stretch and the reading."""
