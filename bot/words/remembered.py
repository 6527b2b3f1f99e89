"""What is said again and again is worked out once: `my actions`, `returns`, what the buttons say for people.

Owns: which messages may be remembered and how many. Must not: remember anything but short messages of words that the
lexicon holds, so that nobody's own words, no name and no figure stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from typing import TypeVar

from bot.vocabulary import Vocabulary

T = TypeVar("T")
Work = Callable[[str, Vocabulary, str, tuple[str, ...], date], T]

MOST, LONGEST = 512, 40
"""Messages remembered, and characters of the longest. Source: ours; commands and what is asked after them."""


def remembered(work: Work[T]) -> Work[T]:
    """The same work on (text, vocabulary, role, trusts, day), which depends on nothing else, done once for each."""
    kept = lru_cache(MOST)(work)

    @wraps(work)
    def again(text: str, vocabulary: Vocabulary, role: str, own: tuple[str, ...], on: date) -> T:
        return (kept if may_stay(text, vocabulary) else work)(text, vocabulary, role, own, on)

    return again


def may_stay(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a message is short and all of it stands in the lexicon."""
    return len(text) <= LONGEST and all(word.isalpha() and word in vocabulary.known for word in text.lower().split())
