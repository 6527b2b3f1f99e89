"""What is logged: one JSON object a line, with named fields only, so that no typed text can slip in.

Owns: the format and the list of fields. Must not: log words, names, tokens, cards, or an exception's message (it may
quote what somebody typed); an exception is logged by its type and the places it passed.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import IO

FIELDS = (
    "turn", "verb", "command", "kind", "outcome", "status", "reason", "seconds", "count", "group", "refused", "port",
    "host", "mode", "attempts", "state", "step", "row", "reminder", "record",
)  # fmt: skip
"""Names that `extra=` may carry into a line; others are left out."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage() if record.name.startswith(("bot", "storage", "app")) else str(record.msg),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line |= _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda value: type(value).__name__)


def _places(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return {"error": type(error).__qualname__, "where": where}


def set_up(stream: IO[str] | None = None, level: int = logging.INFO) -> None:
    """Log to `stream` (standard error) as JSON lines; libraries speak from warnings on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("app", "bot", "storage"):
        logging.getLogger(ours).setLevel(level)
