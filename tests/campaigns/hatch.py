"""Starts the real `app.py` again and again: a process that has imported it, and forks for each order on its input.

What is forked is what `python app.py` runs after its imports; a campaign of thousands of kills saves the second that
these take. One order a line: {"env": {...}, "log": "path", "words": ["load", "file"]}. It answers with the pid, and
with the exit status when that process has ended.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NoReturn

import app
from bot import console


def born(order: dict[str, Any]) -> NoReturn:
    """The child: it becomes app.py with this environment and never comes back."""
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for mine, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(mine, theirs)
    os.environ.update(order["env"])
    code = 70
    try:
        code = console.main(order["words"], app.run)
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Serve orders until the input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            born(order)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
