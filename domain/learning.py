"""What one trust learned or does well, or asks of the others, on its way to everybody.

Owns: the record, who may do what with it, its steps from written to shared, answers and who takes it up.
Must not: know how it looks or where it is kept. A person is named only when they agreed to it.
Source: product.md "Good practice and learning kept"; domain guide 10 rows 4 and 8; version 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.people import CHAIRS, GROUP, Member, ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.small_words import without_small

OFFICE = "ALL"
"""The trust of what the LMNS office or a member without a trust writes."""
LONGEST = 800
"""Characters of an entry: a read-back carries it five times within the 28 KB of a card."""
TITLE = 100
ANSWERED_WITHIN = 5
"""Working days within which the others answer what is asked. Source: domain guide 10 row 8."""


class Kind(StrEnum):
    """What it is."""

    GOOD_PRACTICE = "good_practice"
    LEARNING = "learning"
    ASK = "ask"

    @property
    def words(self) -> str:
        """As members read it."""
        return KIND_WORDS[self]


KIND_WORDS: Mapping[Kind, str] = {
    Kind.GOOD_PRACTICE: "good practice",
    Kind.LEARNING: "learning",
    Kind.ASK: "a request to the other trusts",
}


class Stage(StrEnum):
    """Where it stands."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    SHARED = "shared"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """As members read it."""
        return STAGE_WORDS[self]


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.WAITING: "with the chair",
    Stage.SENT_BACK: "sent back with a question",
    Stage.SHARED: "shared with the group",
    Stage.WITHDRAWN: "taken back",
}
NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.WAITING: frozenset({Stage.WAITING, Stage.SENT_BACK, Stage.SHARED, Stage.WITHDRAWN}),
    Stage.SENT_BACK: frozenset({Stage.WAITING, Stage.WITHDRAWN}),
    Stage.SHARED: frozenset({Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """Who does something, and the day on which they do it."""

    by: ObjectId
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What another trust answered to a request. `name` is empty unless the person agreed to be named."""

    trust: str
    text: str
    by: ObjectId
    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Learning:
    """One entry."""

    id: str
    kind: Kind
    title: str
    text: str
    trust: str
    themes: tuple[str, ...] = ()
    named: bool = False
    """Whether its author agreed to be named."""
    by: ObjectId = ObjectId("")
    by_name: str = ""
    written_on: date | None = None
    stage: Stage = Stage.WAITING
    note: str = ""
    """The chair's words when it was sent back, or why it was taken back."""
    shared_on: date | None = None
    shared_name: str = ""
    answers: tuple[Answer, ...] = ()
    taken_up: tuple[str, ...] = ()
    """Trusts that try it, too."""
    version: int = 0

    @property
    def shared(self) -> bool:
        """Whether everybody of the group may read it."""
        return self.stage == Stage.SHARED

    @property
    def whose(self) -> str:
        """`JPUH`, with the name of the author if they agreed."""
        place = "the LMNS office" if self.trust == OFFICE else self.trust
        return f"{self.by_name}, {place}" if self.named and self.by_name else place


def outside(entry: Learning) -> Learning:
    """As the channel may read it: without small numbers of people or events that somebody wrote into it."""
    return replace(entry, title=without_small(entry.title), text=without_small(entry.text))


def written(entry: Learning, sign: Sign) -> Learning:
    """A new entry, ready for the chair. Raises `Invalid` for what is missing."""
    for label, text in (("Title", entry.title), ("What others should know", entry.text)):
        if not text.strip():
            raise Invalid(label, "please fill this in.")
    return replace(
        entry,
        title=entry.title.strip(),
        text=entry.text.strip(),
        by=sign.by,
        by_name=sign.name,
        written_on=sign.day,
        stage=Stage.WAITING,
    )


def reads(member: Member, entry: Learning) -> bool:
    """Whether the member may read it: shared entries everybody of the group; others its author and the chairs."""
    own = entry.by == member.object_id or member.is_any(CHAIRS)
    return own or (entry.shared and member.is_any(GROUP))


def decides(member: Member) -> bool:
    """Whether the member may share an entry or send it back."""
    return member.is_any(CHAIRS)


def mends(member: Member, entry: Learning) -> bool:
    """Whether the member may change it: its author, until it is shared."""
    return entry.by == member.object_id and entry.stage in {Stage.WAITING, Stage.SENT_BACK}


def withdraws(member: Member, entry: Learning) -> bool:
    """Whether the member may take it back: its author and the chairs."""
    return (entry.by == member.object_id or member.is_any(CHAIRS)) and Stage.WITHDRAWN in NEXT[entry.stage]


def shared(entry: Learning, sign: Sign) -> Learning:
    """The entry, open to the group. Raises `NotAllowed` unless it waits for it."""
    return replace(_to(entry, Stage.SHARED), shared_on=sign.day, shared_name=sign.name, note="")


def sent_back(entry: Learning, why: str) -> Learning:
    """The entry, back with its author. Raises `Invalid` without a word to them."""
    if not why.strip():
        raise Invalid("What you ask", "please say it in a few words for its author.")
    return replace(_to(entry, Stage.SENT_BACK), note=why.strip())


def mended(entry: Learning, fresh: Learning) -> Learning:
    """The entry with its author's new words, with the chair again."""
    after = replace(_to(entry, Stage.WAITING), kind=fresh.kind, title=fresh.title, text=fresh.text, trust=fresh.trust)
    after = replace(after, themes=fresh.themes, named=fresh.named, note="")
    return written(after, Sign(entry.by, entry.by_name, entry.written_on or date.min))


def withdrawn(entry: Learning, why: str) -> Learning:
    """The entry, not shown any more. Raises `Invalid` without a reason once it was shared."""
    if entry.shared and not why.strip():
        raise Invalid("Why", "please say in a few words why it is taken back.")
    return replace(_to(entry, Stage.WITHDRAWN), note=why.strip())


def answerable(entry: Learning) -> None:
    """Raises `NotAllowed` for anything but a shared request."""
    if entry.kind != Kind.ASK or not entry.shared:
        raise NotAllowed(f"{entry.id} is no request that can be answered.")


def answered(entry: Learning, answer: Answer) -> Learning:
    """A request with one more answer. Raises `NotAllowed` for anything but a shared request."""
    answerable(entry)
    if not answer.text.strip():
        raise Invalid("Your answer", "please say it in a few words.")
    return replace(entry, answers=(*entry.answers, replace(answer, text=answer.text.strip())))


def takes_up(member: Member, entry: Learning) -> tuple[str, ...]:
    """The trusts for which this member may say that they try it, too."""
    if entry.kind == Kind.ASK or not entry.shared:
        return ()
    return tuple(t for t in member.trusts if member.leads(t) and t != entry.trust and t not in entry.taken_up)


def taken_up(entry: Learning, trust: str) -> Learning:
    """The entry, tried by another trust. Raises `NotAllowed` for its own trust, a request, or said twice."""
    if not entry.shared or entry.kind == Kind.ASK or trust == entry.trust or trust in entry.taken_up:
        raise NotAllowed(f"{entry.id} cannot be taken up by {trust}.")
    return replace(entry, taken_up=(*entry.taken_up, trust))


def _to(entry: Learning, stage: Stage) -> Learning:
    if stage not in NEXT[entry.stage]:
        raise NotAllowed(f"{entry.id} is {entry.stage.words} already.", "Open it to see where it stands.")
    return replace(entry, stage=stage)
