"""Two risks that are the same one: one stays, the other becomes part of it, each trust's own score stays as a line.

Owns: what a merge leads to, and what it needs. Must not: find the pair (`risk_likeness.py` proposes, a person decides).
Source: product.md "Risk raised by one trust, held by system"; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import Signed, closed, voided
from domain.risks import ALL, Risk, Seen


def merged(into: Risk, part: Risk, sign: Signed, reason: str) -> tuple[Risk, Risk]:
    """`into` with what `part` brought, and `part` closed as part of it.

    Of two trusts' risks comes one of the whole system; the score of `into` stays, a review says what both score now.
    Raises `Invalid` without a reason, `NotAllowed` for the same risk twice or one that is closed.
    """
    if into.id == part.id:
        raise Invalid("Part of", "please choose another risk than this one.")
    if not into.live:
        raise NotAllowed(f"{into.id} is closed.", "A risk becomes part of one that is on the register.")
    gone = closed(part, sign, reason, into=into.id)
    both = replace(
        into,
        trust=into.trust if into.trust == part.trust else ALL,
        elsewhere=_lines(into, part, sign),
        controls=_each(into.controls, part.controls),
        gaps=_each(into.gaps, part.gaps),
        merged=_each(into.merged, (part.id, *part.merged)),
    )
    return voided(both, f"{part.id} became part of it"), gone


def _lines(into: Risk, part: Risk, sign: Signed) -> tuple[Seen, ...]:
    """What each trust says of it. What stands on `into` goes before what `part` brings, a score before a mere yes."""
    found: dict[str, Seen] = {s.trust: s for s in part.elsewhere}
    if part.trust not in {ALL, into.trust}:
        found[part.trust] = _own(part, sign, f"as {part.id}")
    for said in into.elsewhere:
        if said.likelihood or not (found.get(said.trust) and found[said.trust].likelihood):
            found[said.trust] = said
    if into.trust not in {ALL, part.trust}:
        found[into.trust] = _own(into, sign, "raised it")
    if into.trust == part.trust:
        found.pop(into.trust, None)
    return tuple(sorted(found.values(), key=lambda s: s.trust))


def _own(risk: Risk, sign: Signed, note: str) -> Seen:
    return Seen(risk.trust, True, note, sign.by, sign.today, risk.likelihood, risk.consequence)


def _each(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
