"""Ids in any form."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words.clean import read
from bot.words.records import find

CODES = {"jpuh": "JPUH", "jph": "JPUH"}


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("ACT-26-014", ["ACT-26-014"]),
        ("act 14", ["ACT-26-014"]),
        ("ACT-14", ["ACT-26-014"]),
        ("action 14", ["ACT-26-014"]),
        ("act 9 more time until 3 december", ["ACT-26-009"]),
        ("9 more actions", []),
        ("A14", ["ACT-26-014"]),
        ("act-023", ["ACT-26-023"]),
        ("action number twelve", ["ACT-26-012"]),
        ("ACT-25-031", ["ACT-25-031"]),
        ("act/26/14", ["ACT-26-014"]),
        ("actions 14 and 15", ["ACT-26-014", "ACT-26-015"]),
        ("risk 5", ["RSK-26-005"]),
        ("R-009", ["RSK-26-009"]),
        ("R9", ["RSK-26-009"]),
        ("RSK-2026-003", ["RSK-26-003"]),
        ("DEC-26-002", ["DEC-26-002"]),
        ("decision 2", ["DEC-26-002"]),
        ("EVD-26-011", ["EVD-26-011"]),
        ("SIG-26-001", ["SIG-26-001"]),
        ("EVT-26-002", ["EVT-26-002"]),
        ("LRN-26-005", ["LRN-26-005"]),
        ("RET-2026-10-JPUH", ["RET-2026-10-JPUH"]),
        ("ret 2026-10 jph", ["RET-2026-10-JPUH"]),
        ("RET-2026-10-XYZ", []),
        ("risks 12 or more", []),
        ("actions 30 days overdue", []),
        ("drop it to a 12", []),
        ("act-26-000", []),
        ("4x4", []),
    ],
)
def test_ids(said, ids):
    assert [n.id for n in find(read(said).line()[0], date(2026, 11, 23), CODES)] == ids
