"""What each answer of the connector means.

Owns: status and headers -> outcome. Must not: send or wait. Source: reliability.md 2.2 ("Answers") and platform.md 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import orjson

from bot.delivery import Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain, Withheld

TOO_MANY = "429"
PRECONDITION = "412"
UNAUTHORISED = "401"
PAUSES: Mapping[int, float] = {429: 5.0, 412: 60.0, 401: 300.0, 503: 30.0}
"""Seconds to wait when the service names none. A 401 after a fresh token is a fault of settings: ask an operator."""
LONGEST_PAUSE = 3_600.0
"""What is asked for beyond this is taken as this. Source: ours."""
DOUBTFUL = frozenset({408, 500, 502, 503, 504})
"""Answers behind which a message may have been posted all the same. Source: reliability.md 2.2."""
GONE = frozenset({403, 404, 410})


def outcome(status: int, headers: Mapping[str, str], body: bytes) -> Outcome | None:
    """What a post with this answer has come to; None when it was accepted.

    >>> outcome(413, {}, b"")
    Rejected(reason='413')
    >>> outcome(502, {}, b"")
    Uncertain(reason='502')
    """
    if 200 <= status < 300:
        return None
    asked = retry_after(headers)
    if status == 503 and asked is None:
        return Uncertain("503")
    if status in PAUSES:
        return RetryAfter(PAUSES[status] if asked is None else asked, str(status))
    if status in DOUBTFUL or status > 500:
        return Uncertain(str(status))
    reason = f"{status} {_code(body)}".strip()
    return Gone(reason) if status in GONE else Rejected(reason)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the service asks to wait, as a number or a date; None when it does not say or cannot be read."""
    said = headers.get("Retry-After")
    if said is None:
        return None
    said = said.strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), LONGEST_PAUSE)


def word(found: Outcome) -> str:
    """The outcome as a metric's label."""
    return {
        Sent: "sent", Gone: "gone", Rejected: "rejected", RetryAfter: "retry", Uncertain: "uncertain",
        Withheld: "withheld",
    }[type(found)]  # fmt: skip


def _code(body: bytes) -> str:
    """The service's code, such as `ConversationNotFound`; letters only, for it goes into a log."""
    try:
        error = orjson.loads(body).get("error") if body else None
    except (ValueError, AttributeError):
        return ""
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.isascii() and code.isalnum() and len(code) <= 60 else ""
