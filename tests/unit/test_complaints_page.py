"""The page of complaints, checked: every row names tests, each of which is there, once for its complaint."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<complaint>[^|]+) \| (?P<holds>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
ROWS = 22
"""Complaints that were collected before anything was built."""


def rows() -> list[tuple[str, list[str]]]:
    page = (ROOT / "docs/complaints.md").read_text(encoding="utf-8")
    found = [(m["complaint"], re.findall(r"`(test_\w+)`", m["tests"])) for m in ROW.finditer(page)]
    return found[1:]  # the first is the heading


def defined() -> set[str]:
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    return set(re.findall(r"^\s*(?:async )?def (test_\w+)", code, re.MULTILINE))


def test_every_complaint_has_its_tests_and_they_are_there():
    found, there = rows(), defined()
    assert len(found) == ROWS
    assert [complaint for complaint, tests in found if not tests] == []
    assert [t for _, tests in found for t in tests if t not in there] == []


def test_no_test_stands_for_two_complaints():
    named = [t for _, tests in rows() for t in tests]
    assert len(named) == len(set(named))
