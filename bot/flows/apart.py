"""One matter at a time: a record that makes a reminder fail is left out and named, the others go on.

Owns: whose fault it was. Must not: decide what becomes of it (`bot/flows/planning.py` and the tick do).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.contracts import Watch
from domain.reminders import Due


class SubjectFailed(Exception):
    """The lines of one record could not be made, by its cause."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


def apart(watch: Watch, subject: str, lines: Iterable[Due]) -> Iterator[Due]:
    """The lines about one record, none where it is left out. Raises `SubjectFailed` for whatever is raised by them."""
    if subject in watch.skipped:
        return
    try:
        yield from list(lines)
    except Exception as fault:
        raise SubjectFailed(subject) from fault
