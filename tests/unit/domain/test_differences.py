"""Two versions side by side: only fields that are told, in words."""

from __future__ import annotations

import pytest

from domain.differences import FIELDS, between, told

BEFORE = {
    "title": "Rota",
    "score": 12,
    "owner": "id-of-a-person",
    "owner_name": "Tom Bailey",
    "controls": ["bank"],
    "gaps": [],
    "next_review": "2026-07-01",
    "theme": "",
    "target": {"likelihood": 2, "consequence": 4},
    "elsewhere": [],
    "effect": "x" * 200,
    "held_at": "2026-99-99",
}
AFTER = {
    **BEFORE,
    "score": 16,
    "owner": "id-of-another",
    "owner_name": "",
    "controls": ["bank", "huddle"],
    "next_review": "2026-12-01",
    "theme": "pph",
    "target": {"likelihood": 1, "consequence": 4},
    "elsewhere": [{"trust": "NNUH", "seen": True, "by": "id-of-a-person", "likelihood": 0, "note": ""}],
    "effect": "y" * 200,
    "reviews": ["not told"],
}


def test_what_is_different_in_words_and_dates() -> None:
    assert between("RSK", BEFORE, AFTER) == (
        "score: 12 to 16",
        "target: likelihood 2, consequence 4 to likelihood 1, consequence 4",
        "owner: Tom Bailey taken away",
        "theme: pph",
        "leading to changed",
        "controls: bank to bank; huddle",
        "next review: 1 July 2026 to 1 December 2026",
        "answers of other trusts: trust NNUH, seen True",
    )


def test_a_stored_word_is_said_in_words_and_what_was_typed_is_left() -> None:
    before, after = {"mark": "none", "title": "audit_of_may"}, {"mark": "on_track", "title": "audit_of_june"}
    assert between("ACT", before, after) == (
        "title: audit_of_may to audit_of_june",
        "what the owner says: none to on track",
    )
    assert ("Status", "not doing") in told("ACT", {"status": "not_doing"})


def test_a_version_shows_what_is_filled_in_and_nobodys_id() -> None:
    shown = dict(told("RSK", BEFORE))
    assert shown["Score"] == "12"
    assert shown["Next review"] == "1 July 2026"
    assert shown["Held at"] == "2026-99-99", "what only looks like a date stays as it is"
    assert "Theme" not in shown
    assert not any("id-of" in value for value in shown.values())
    assert dict(told("ACT", {"title": "A", "start": None, "slips": None})) == {"Title": "A"}


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_no_kind_tells_an_id_of_a_person(kind: str) -> None:
    assert not {"owner", "deputy", "created_by", "verified_by", "by"} & set(FIELDS[kind])
