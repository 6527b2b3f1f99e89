"""What was worked out of a group's records and holds until one changes: every change leaves a line in the journal.

Owns: keeping such results by the journal's last line. Must not: know what they are, keep one of a transaction that
has written (nobody else may see it yet), or one that a damaged record is missing from (each answer has to say so).
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from storage import journal
from storage.session import Session

T = TypeVar("T")
MOST = 64
"""Results kept of one kind at one store; those asked for longest ago go first. Source: ours."""

_Kept = OrderedDict[Hashable, tuple[str, object, T]]
"""By what was asked: the journal's end it was made at, its basis, the result."""


class Fresh(Generic[T]):
    """One kind of result: of the records, what the actor may see, `basis` (other data), and `key` (what is asked)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: weakref.WeakKeyDictionary[Any, _Kept[T]] = weakref.WeakKeyDictionary()

    def of(self, session: Session, basis: object, key: Hashable, make: Callable[[], T]) -> T:
        """The result as it was made of the same `basis` when the journal ended with the same line, else made now."""
        unsure = session.passed_over or (session.member is None and not session.system)
        stamp = "" if unsure else journal.stamp(session)
        if not stamp:
            return make()
        whole = (session.group, session.trusts_seen(), key)
        with self._lock:
            here = self._kept.setdefault(session.connection.engine, OrderedDict())
            found = here.get(whole)
            if found is not None:
                here.move_to_end(whole)
        if found is not None and found[0] == stamp and found[1] is basis:
            return found[2]
        made = make()
        if not session.unread and journal.stamp(session) == stamp:
            with self._lock:
                here[whole] = (stamp, basis, made)
                here.move_to_end(whole)
                while len(here) > MOST:
                    here.popitem(last=False)
        return made
