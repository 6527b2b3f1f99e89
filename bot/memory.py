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
MOMENT = timedelta(seconds=5)
"""Two tellings of one adding come within it, on a busy machine too; somebody who opens the chat anew comes later.
Source: ours, as seen."""
MOST = 5_000
"""Conversations remembered at once; the longest silent is forgotten first. Source: ours."""
_ID = re.compile(r"\b(?:(?:ACT|RSK|DEC|LRN|EVD|SIG|EVT)-\d{2}-\d{3,}|RET-\d{4}-\d{2}-[A-Z0-9]+)\b")


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

    _greeted: dict[str, datetime] = field(default_factory=dict[str, datetime])

    def greeted(self, conversation: str, now: datetime) -> bool:
        """Whether this place was greeted a moment ago; notes it is greeted now. Teams tells of one adding twice."""
        with self._lock:
            last = self._greeted.get(conversation)
            self._greeted = {c: at for c, at in self._greeted.items() if now - at <= MOMENT} | {conversation: now}
        return last is not None and now - last <= MOMENT

    def recall(self, conversation: str, person: str, now: datetime) -> Last | None:
        """What they last asked here, when that is not too long ago."""
        found = self._kept.get((conversation, person))
        return found if found is not None and now - found.at <= KEPT else None

    def note(self, conversation: str, person: str, heard: Understood, answer: str, now: datetime) -> None:
        """Remember a question and which records its answer (as text) named."""
        ids = tuple(dict.fromkeys(_ID.findall(answer)))
        with self._lock:
            self._kept[conversation, person] = Last(heard, ids, now)
            self._kept.move_to_end((conversation, person))
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
