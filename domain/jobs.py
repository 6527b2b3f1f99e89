"""Long work that was asked for: who asked, how far it is, which files came of it.

Owns: the states of a job and how often somebody may ask. Must not: know what is made or run anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.people import ObjectId
from domain.refusals import NotAllowed

LEASE = timedelta(minutes=5)
"""So long one runner has a job to itself; afterwards another begins anew. Source: ours, many times the longest pack."""
MOST_TRIES = 3
"""So often a job is begun before it is given up. Source: ours."""


class State(StrEnum):
    """A job waits, runs, and ends as done or failed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Headway:
    """How far a job is: so many steps of so many, and what is at hand."""

    done: int
    of: int
    what: str

    @property
    def percent(self) -> int:
        """In whole per cents; nothing is all of it before it is there."""
        return min(99, 100 * self.done // self.of) if self.of > 0 else 0


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work. `kind` is the name of a declared work, `args` what it was asked with."""

    id: str
    kind: str
    by: ObjectId
    asked_at: datetime
    args: Mapping[str, str] = field(default_factory=dict[str, str])
    state: State = State.WAITING
    tries: int = 0
    lease_until: datetime | None = None
    files: tuple[str, ...] = ()
    words: str = ""
    """What came of it, or why nothing did, as its asker reads it."""
    ended_at: datetime | None = None
    version: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in {State.DONE, State.FAILED}

    def free(self, now: datetime, alone_since: datetime | None = None) -> bool:
        """Whether a runner may begin it: it waits, or whoever ran it went away.

        `alone_since`: from when on nobody but the one who asks can have begun anything.
        """
        if self.state != State.RUNNING or self.lease_until is None:
            return self.state == State.WAITING
        return self.lease_until <= now or (alone_since is not None and self.lease_until - LEASE < alone_since)


def begun(job: Job, now: datetime) -> Job:
    """The job in a runner's hands."""
    return replace(job, state=State.RUNNING, tries=job.tries + 1, lease_until=now + LEASE)


def done(job: Job, files: tuple[str, ...], words: str, now: datetime) -> Job:
    """The job with what came of it."""
    return replace(job, state=State.DONE, files=files, words=words, lease_until=None, ended_at=now)


def stumbled(job: Job, now: datetime) -> Job:
    """The job after a fault of ours: it waits for another try, or has failed after the last."""
    if job.tries < MOST_TRIES:
        return replace(job, state=State.WAITING, lease_until=None)
    return failed(job, "It could not be made. The fault is on my side and has been noted; please tell the office.", now)


def left(job: Job) -> Job:
    """The job of a runner that ends in good order: it waits for the next, as if this one had not begun."""
    return replace(job, state=State.WAITING, tries=job.tries - 1, lease_until=None)


def failed(job: Job, words: str, now: datetime) -> Job:
    """The job given up."""
    return replace(job, state=State.FAILED, words=words, lease_until=None, ended_at=now)


def may_ask(asked: int, per_hour: int, what: str) -> None:
    """Raise `NotAllowed` when somebody has asked for this as often as an hour allows."""
    if asked >= per_hour:
        times = "once" if per_hour == 1 else f"{per_hour} times"
        raise NotAllowed(f"You have asked for {what} {times} within the hour.", "Please try again later.")
