"""A hand-over of everything as said: `hand over all of Tom's actions to Priya from 1 January, he has a new post`.

Owns: who is meant by the names in such a sentence, and from when. Must not: keep anything; a form reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.contracts import Context
from bot.words import clean, when
from domain.actions import may_own
from domain.people import Member
from storage import members

_HANDS = r"\b(?:hand(?:ing)? (?:\S+ ){0,8}?over|hand ?-?over|re-?assign|transfer|re-?allocate)\b"
_GIVES = re.compile(rf"{_HANDS}|\b(?:move|pass|give|switch|(?:should |to |will )?go(?:es)? to)\b")
_SURE = re.compile(_HANDS)
"""Verbs that mean a hand-over even when the new owner's name is not known; `give me all actions` is a question."""
_TAKES = re.compile(r"\b(?:takes?|taking|is to take|will take|to take) (?:\S+ ){0,6}?over\b|\btakes? on all\b")
_MINE, _ME = frozenset({"my", "mine"}), frozenset({"me", "myself"})
_ALL = re.compile(r"\b(?:all|every|everything|whatever|actions)\b|(?<='s )(?:work|tasks|jobs)\b")
_ONE = re.compile(r"\bact(?:ion)?[ -]?(?:\d{2}-)?\d+\b|\ba\d+\b")
_BEGINS = frozenset({"from", "since", "on", "after", "as of", "as at", "w/c", "wc"})
_WHY = re.compile(r"(?:[,;] | because | as )(?P<why>[^,;]+)$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """What was understood: the people that may be meant, each perhaps several."""

    was: tuple[Member, ...]
    to: tuple[Member, ...]
    to_said: str
    """The new owner's name as said, when nobody fits."""
    on: date | None
    reason: str


def meant(ctx: Context) -> Meant | None:
    """A hand-over of all that somebody owns, or None when the words say something else."""
    text = clean.plain(ctx.turn.said)
    low = text.lower()
    takes = _TAKES.search(low)
    if _ONE.search(low) or not _ALL.search(low) or not (takes or _GIVES.search(low)):
        return None
    people = members.everyone_ever(ctx.session)
    named = _named(low, people, ctx.member)
    cut = takes.start() if takes else _to(low, named)
    to = next((who for at, who in named if (at < cut if takes else at >= cut)), ())
    was = next((who for at, who in named if (at >= cut if takes else at < cut)), ())
    if not was or not (to or takes or _SURE.search(low)):
        return None
    active = tuple(m for m in to if may_own(m))
    said = "" if active or takes else " ".join(_WORD.findall(text[cut:])[:2])
    return Meant(was, active, said, _from(low, ctx.today), _reason(text, active))


def hands_over(ctx: Context) -> tuple[date | None, str] | None:
    """Whether the words hand one action over, from which day and why; whose it becomes is a slot of the command."""
    text = clean.plain(ctx.turn.said)
    low = text.lower()
    if not (_GIVES.search(low) or _TAKES.search(low)):
        return None
    return _from(low, ctx.today), _reason(text, ())


def _named(low: str, people: Sequence[Member], me: Member) -> list[tuple[int, tuple[Member, ...]]]:
    """Where a member is named, and who it may be: the speaker, by the whole name, or by a first name or surname."""
    found: list[tuple[int, tuple[Member, ...]]] = []
    end = 0
    for word in _WORD.finditer(low):
        if word.start() < end:
            continue
        whole = [m for m in people if low.startswith(m.name.lower(), word.start())]
        to_me = word[0] in _ME and low[: word.start()].endswith("to ")
        who = [me] if to_me or word[0] in _MINE else whole or [m for m in people if word[0] in m.name.lower().split()]
        if who:
            end = word.start() + len(whole[0].name) if whole else word.end()
            found.append((word.start(), tuple(who)))
    return found


def _to(low: str, named: Sequence[tuple[int, tuple[Member, ...]]]) -> int:
    """Where the new owner begins: after the `to` that a name follows, else after the last one."""
    ends = [m.end() for m in re.finditer(r"\bto ", low)]
    starts = {at for at, _ in named}
    return next((end for end in ends if end in starts), ends[-1] if ends else len(low))


def _from(low: str, today: date) -> date | None:
    line = clean.read(low).line()[0]
    found = [w.ahead[0] for w in when.find(line, today) if w.lead in _BEGINS and w.ahead[0] > today]
    return found[-1] if found else None


def _reason(text: str, to: Sequence[Member]) -> str:
    """What was said after it, as long as it is not the names once more."""
    found = _WHY.search(text)
    why = found["why"].strip(" .") if found else ""
    names = {part for m in to for part in m.name.lower().split()}
    return "" if names & set(_WORD.findall(why.lower())) else why[:1].upper() + why[1:]
