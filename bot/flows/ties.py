"""Records and themes named in a sentence about an action: what it comes from, and what else it is tied to.

Owns: finding them in words and taking them out of the title. Must not: keep anything; the form reads them back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.catalogue import THEMES

_ID = r"(?:RSK|DEC|RET|EVD|SIG|EVT|LRN|POL)-\d{2,4}-[0-9A-Z]{2,3}(?:-[A-Z]{2,6})?"
IDS = re.compile(rf"\b{_ID}\b", re.IGNORECASE)
_LEAD = r"(?:because of|due to|arising from|coming from|from|for|under|re|linked to|tied to|as in)"
_CLAUSE = re.compile(rf"[ ,;]*(?:\b{_LEAD} +)?{_ID}(?:(?: *, *| +and +| *& *){_ID})*[ ,;:]*", re.IGNORECASE)
_THEME = re.compile(r"[ ,;]*\b(?:under (?:the )?)?theme:? +(?P<said>[\w /\'-]+?)(?=$|[,;:.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ties:
    """What a sentence ties an action to, and what is left of the sentence."""

    title: str
    ids: tuple[str, ...] = ()
    theme: str = ""


def ties(text: str) -> Ties:
    """The ids in order, a theme that was called so, and the words without them.

    >>> ties("because of RSK-26-003 and DEC-26-001: audit swabs, theme bereavement")
    Ties(title='audit swabs', ids=('RSK-26-003', 'DEC-26-001'), theme='bereavement')
    """
    ids = tuple(dict.fromkeys(m[0].upper() for m in IDS.finditer(text)))
    theme, left = _theme(text)
    left = _CLAUSE.sub(" ", left).strip(" ,;:")
    return Ties(left if len(left.split()) > 1 else text.strip(), ids, theme)


def _theme(text: str) -> tuple[str, str]:
    found = _THEME.search(text)
    if found is None:
        return "", text
    said = found["said"].lower().strip()
    for theme in THEMES.values():
        if said in {theme.key, theme.name.lower(), *(a.lower() for a in theme.aliases)}:
            return theme.key, text[: found.start()] + text[found.end() :]
    return "", text
