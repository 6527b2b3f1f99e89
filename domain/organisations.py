"""Which trust a name in somebody's file means: code, ODS code, site, official, short or former name.

Owns: that reading. Must not: match by half a name, since other places share parts of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.cells import tidy
from domain.people import Trust

IDLE = frozenset(
    {"the", "and", "of", "nhs", "foundation", "trust", "trusts", "hospital", "hospitals", "university", "s"}
)
"""Words that come and go when a trust is renamed."""


def trust_of(cell: object, trusts: Sequence[Trust]) -> str:
    """The code of the trust that a cell names, empty for none.

    A former name is known by the words that stay: `Queen Elizabeth Hospital King's Lynn NHS Trust`, never by a part
    such as `Queen Elizabeth` alone, unless the group lists it as an alias.
    """
    text = tidy(cell)
    if not text:
        return ""
    for trust in trusts:
        if text in {tidy(trust.code), tidy(trust.ods), tidy(trust.name), *(tidy(a) for a in trust.aliases)}:
            return trust.code
    for trust in trusts:
        if trust.ods and re.fullmatch(rf"{re.escape(tidy(trust.ods))}\w{{2}}", text):
            return trust.code
    said = _words(text)
    found = [t.code for t in trusts if len(_words(tidy(t.name))) > 1 and _words(tidy(t.name)) <= said]
    return found[0] if len(found) == 1 else ""


def titled(cell: object, trusts: Sequence[Trust]) -> str:
    """The trust that a title names, as a whole or by its code among other words: `JPUH maternity dashboard 2026/27`."""
    said = set(re.findall(r"\w+", tidy(cell)))
    found = [t.code for t in trusts if {tidy(t.code), tidy(t.ods)} & said]
    return trust_of(cell, trusts) or (found[0] if len(found) == 1 else "")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.replace("'", ""))) - IDLE
