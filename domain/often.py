"""How often, in words. Owns: just that. Must not: know what is counted."""

from __future__ import annotations

_WORDS = ("never", "once", "twice", "three times", "four times", "five times", "six times", "seven times",
          "eight times", "nine times")  # fmt: skip


def often(n: int) -> str:
    """As people say it.

    >>> often(1), often(2), often(3), often(12)
    ('once', 'twice', 'three times', '12 times')
    """
    return _WORDS[n] if 0 <= n < len(_WORDS) else f"{n} times"
