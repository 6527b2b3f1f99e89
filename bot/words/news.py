"""What a national or regulatory change is called, cut from the sentence that brings the news of it.

Owns: that cut. Must not: find where a stretch begins, or reword anything.
"""

from __future__ import annotations

import re

from bot.words.reading import Reading

_MEANS = re.compile(
    r"what (?:does|do|will|would) (?:the |this |that )?(?P<t>.+?) (?:mean|involve|require)\b", re.IGNORECASE
)


_THERE_IS = re.compile(r"^(?:there(?:'s| is|s| are)|we(?:'ve| have) (?:had|got)|i see|i hear|saw that) ", re.IGNORECASE)
_ASKS_WHETHER = re.compile(
    r"(?:what|polic(?:y|ies) (?:list|register|log)|list|have|has|do|did|is|are|was|which|who|when|where|any"
    r"|anything)\b",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"\s*(?:,|;|\?| - |\. )")
_ABOUT = re.compile(
    r" (?:on|about|for|re|covering|around) (?!us\b|mon|tue|wed|thu|fri|sat|sun|\d|the \d)\w+ \w", re.IGNORECASE
)
_NEWS = re.compile(
    r" (?:just )?(?:came|come|has come|is) (?:out|through)\b"
    r"| (?:is )?out (?:today|now|yesterday|this)\b"
    r"| (?:has )?(?:just )?(?:arrived|in today|today|yesterday|this morning)\b"
    r"| (?:was |is |has been |just |have |has )*(?:published|released|landed|issued|changed|coming|due)\b",
    re.IGNORECASE,
)


def policy_text(_: Reading, text: str) -> str:
    """The change itself, without that it is out; what it is about comes after that and is kept.

    `New CNST guidance landed today` is the guidance; `... has landed on early notification` is all of it.
    """
    asked = _MEANS.match(text)
    if asked:
        return asked["t"]
    text = re.sub(r"^(?:policy|regulatory) (?:change|update)[,:\- ]+(?=\w+ \w+)", "", text, flags=re.IGNORECASE)
    text = _THERE_IS.sub("", text)
    if _ASKS_WHETHER.match(text):
        return ""
    clause = _CLAUSE.split(text, maxsplit=1)[0]
    m = _NEWS.search(clause)
    if m and _ABOUT.match(clause, m.end()):
        return clause.strip(" .?!")  # `has landed on early notification`: what it is about comes after the news
    news = clause[: m.start()] if m else clause
    return (news if len(news.split()) > 2 else clause).strip(" .?!")  # `NHSE have issued new standards` is all said
