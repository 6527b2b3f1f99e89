"""What is read and printed is UTF-8, whatever the machine's own encoding is (cp1252 on Windows when it goes to a file).

Owns: the encoding of the three standard streams. Must not: print.
"""

from __future__ import annotations

import io
import sys


def speak_utf8() -> None:
    """Names have letters that other encodings do not know; a command must not fail while it says one."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
