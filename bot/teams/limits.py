"""How fast one person, and one tenant, may ask.

Owns: the token buckets of people and tenants. Must not: word the answer.
Source: reliability.md 4.6: 20 at once and one a second per person, 50 a second per tenant.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

KEPT = 20_000
"""Buckets in mind before full ones are dropped."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A bucket's size and refill. `per_second` 0 means no limit."""

    burst: float
    per_second: float


PERSON = Rate(20, 1)
TENANT = Rate(100, 50)
TOLD = Rate(1, 0.2)
"""How often somebody is told that they are too fast. Source: ours."""
NONE = Rate(0, 0)


@dataclass
class Limits:
    """Counts what people ask, by the monotonic clock."""

    person: Rate = PERSON
    tenant: Rate = TENANT
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])

    def allow(self, person: str, tenant: str) -> bool:
        """Whether one more turn of this person may be handled now."""
        return self._take(f"p/{person}", self.person) and self._take(f"t/{tenant}", self.tenant)

    def may_say(self, person: str) -> bool:
        """Whether somebody too fast is told so now: once in a while, or the telling would be as fast as they are."""
        return self._take(f"s/{person}", TOLD)

    def _take(self, key: str, rate: Rate) -> bool:
        if not rate.per_second:
            return True
        now = self.clock()
        left, at = self._buckets.get(key, (rate.burst, now))
        left = min(rate.burst, left + (now - at) * rate.per_second)
        if key not in self._buckets and len(self._buckets) >= KEPT:
            self._forget(now)
        self._buckets[key] = (left - 1 if left >= 1 else left, now)
        return left >= 1

    def _forget(self, now: float) -> None:
        slowest = min(r.per_second for r in (self.person, self.tenant) if r.per_second)
        most = max(self.person.burst, self.tenant.burst)
        for key in [k for k, (left, at) in self._buckets.items() if left + (now - at) * slowest >= most]:
            del self._buckets[key]
