"""What is evidenced and what is not."""

from __future__ import annotations

from domain.catalogue import FRAMEWORKS
from domain.coverage import for_trust, framework_of, missing, requirement_of, short_key

TRUSTS = ("NNUH", "JPUH")
CNST = FRAMEWORKS["CNST"]


def test_what_holds_for_all_counts_for_each() -> None:
    counts = {("CNST:SA6", "ALL"): 1, ("CNST:SA6", "JPUH"): 2}
    assert [for_trust(counts, "CNST:SA6", t) for t in TRUSTS] == [1, 3]


def test_a_requirement_is_missing_for_the_trusts_that_have_nothing() -> None:
    found = missing(CNST, TRUSTS, {("CNST:SA1", "ALL"): 1, ("CNST:SA6", "JPUH"): 1})
    assert "CNST:SA1" not in {m.requirement.key for m in found}
    assert len(found) == len(CNST.requirements) - 1
    by_key = {m.requirement.key: m.words for m in found}
    assert by_key["CNST:SA6"].startswith("SA6: Can you demonstrate that you are on track")
    assert "\u2026: nothing from NNUH" in by_key["CNST:SA6"]
    assert by_key["CNST:SA6"].endswith(": nothing from NNUH")
    assert by_key["CNST:SA2"].endswith(": nothing from anybody")


def test_a_key_leads_to_its_framework_and_requirement() -> None:
    assert framework_of("CNST:SA6") is CNST is framework_of("CNST")
    assert framework_of("RSK-26-003") is None
    assert requirement_of("CNST:SA6") is CNST.requirements[5]
    assert requirement_of("CNST") is None
    assert (short_key("CNST:SA6"), short_key("PQOM")) == ("SA6", "PQOM")
