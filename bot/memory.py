"""What somebody last asked in a conversation, kept for ten minutes, so that `and the Paget?` has something to refer to.

Owns: that short memory, in this process only. Must not: hold what was typed, or outlive its ten minutes; who is
answered by another replica is asked what they mean, as somebody who said nothing before.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.contracts import Understood

KEPT = timedelta(minutes=10)
"""Source: the contract; issue 7, "Context"."""
MOMENT = timedelta(seconds=30)
"""Teams tells of one adding in two ways (an installation, new members) within it, on a busy machine too. Source: ours,
as seen."""
MOST = 5_000
"""Conversations remembered at once; the longest silent is forgotten first. Source: ours."""
NO_QUESTION = frozenset({"unknown", "refuse", "greeting"})
"""What leaves the question before it to refer to: `thanks` between two questions changes nothing."""
_ID = re.compile(r"\b(?:(?:ACT|RSK|DEC|LRN|EVD|SIG|EVT)-\d{2}-\d{3,}|RET-\d{4}-\d{2}-[A-Z0-9]+)\b")


@dataclass(frozen=True, slots=True)
class Greeting:
    """An adding that was answered: the activity that told of it, and when."""

    activity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Last:
    """The last question of somebody and the records that its answer named, in order."""

    heard: Understood
    ids: tuple[str, ...]
    at: datetime


@dataclass
class Memory:
    """Remembers by conversation and person."""

    _kept: OrderedDict[tuple[str, str], Last] = field(default_factory=OrderedDict[tuple[str, str], Last])

    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Turns of several conversations run in several threads on PostgreSQL."""

    _greeted: dict[tuple[str, str], Greeting] = field(default_factory=dict[tuple[str, str], Greeting])

    def greeted(self, conversation: str, told: str, activity: str, now: datetime) -> bool:
        """Whether this adding was told just now, in the other way or by this very activity.

        Told in the same way by another activity, it is another adding.
        """
        with self._lock:
            fresh = {key: last for key, last in self._greeted.items() if now - last.at <= MOMENT}
            here = {key: last for key, last in fresh.items() if key[0] == conversation}
            repeated = any(last.activity == activity for last in here.values())
            other = next((key for key in here if key[1] != told), None)
            if other and not repeated:
                del fresh[other]
            elif not repeated:
                fresh[conversation, told] = Greeting(activity, now)
            self._greeted = fresh
        return repeated or other is not None

    def recall(self, conversation: str, person: str, now: datetime) -> Last | None:
        """What they last asked here, when that is not too long ago."""
        found = self._kept.get((conversation, person))
        return found if found is not None and now - found.at <= KEPT else None

    def note(self, conversation: str, person: str, heard: Understood, answer: str, now: datetime) -> None:
        """Remember a question and which records its answer (as text) named; what was not understood is no question."""
        if heard.command in NO_QUESTION:
            return
        ids = tuple(dict.fromkeys(_ID.findall(answer)))
        with self._lock:
            self._kept[conversation, person] = Last(heard, ids, now)
            self._kept.move_to_end((conversation, person))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
