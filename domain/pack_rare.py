"""Rare events in the pack: what lies between one and the next, in words, as a table and with its picture.

Owns: that section. Must not: compute a stretch, draw, or be shown outside the meeting (one event points at a
family).
Source: spc.md "What a member must not be shown"; docs/adr/0022.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import between_words as said
from domain import measure_words as say
from domain.between import Between
from domain.papers import Block, Figure, Heading, Para, Table

HEADER = ("Measure", "Trust", "Since the last one", "Stretches known", "Centre (median)", "Upper limit", "In words")
INTRO = (
    "A monthly rate of nought or one a month would mislead. So the table above has the rolling twelve months, and here "
    "is what lies between one event and the next: births, or days for counts without births. Longer means rarer."
)
OUTSIDE = "What lies between rare events is left out of this version, since a single one would point at a family."
CAPTION = "Rare events: what lies between them"


@dataclass(frozen=True, slots=True)
class Rare:
    """One measure and trust, with its picture where there are stretches enough to draw."""

    between: Between
    png: bytes = b""


def rows(found: Sequence[Rare]) -> tuple[tuple[str, ...], ...]:
    """Each measure and trust as cells."""
    return tuple(_row(r.between) for r in found)


def _row(found: Between) -> tuple[str, ...]:
    return (
        found.measure.name,
        say.who(found.trust),
        f"about {said.about(found.since)} {found.unit}",
        str(len(found.stretches)),
        said.about(found.centre) if found.centre is not None else "none yet",
        said.about(found.high) if found.high is not None else "none yet",
        " ".join(said.sentences(found)),
    )


def title(found: Between) -> str:
    """`Stillbirths from 24+0: JPUH, births between events`."""
    return f"{found.measure.name}: {say.who(found.trust)}, {found.unit} between events"


def alt(found: Between) -> str:
    """What the picture shows, for those who do not see it."""
    return f"{title(found)}. {' '.join(said.sentences(found))}"


def blocks(found: Sequence[Rare], *, outside: bool) -> Iterator[Block]:
    """The section; nothing where the group counts no rare event."""
    if not found:
        return
    yield Heading("Rare events", 2)
    if outside:
        yield Para(OUTSIDE)
        return
    yield Para(INTRO)
    yield Table(CAPTION, HEADER[:-1], tuple(row[:-1] for row in rows(found)))
    for rare in found:
        yield Heading(title(rare.between), 3)
        if rare.png:
            yield Figure(rare.png, alt(rare.between))
        yield Para(" ".join(said.sentences(rare.between)))
    for method in dict.fromkeys(said.method(r.between) for r in found):
        yield Para(method)
