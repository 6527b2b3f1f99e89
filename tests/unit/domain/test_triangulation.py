"""Seeded months with known patterns: exactly these are found, each with the records it rests on."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from domain.protected import Counts, protect
from domain.theme_notes import SHARED, Source
from domain.triangulation import (
    RULE,
    Entry,
    disagreements,
    grid,
    months_in_words,
    name_of,
    patterns,
    quiet_trusts,
    several,
)

S = Source


def entry(theme: str, source: Source, trust: str, month: str, record: str = "", count: int = 1) -> Entry:
    return Entry(theme, source, trust, month, record or f"{source.value}-{trust}-{month}", count)


SEEDED = (
    # Two trusts, within three months: a pattern.
    entry("pph", S.INCIDENTS, "JPUH", "2026-08", "RET-2026-08-JPUH"),
    entry("pph", S.INCIDENTS, "NNUH", "2026-10", "RET-2026-10-NNUH"),
    # Two trusts, four months apart: none.
    entry("sepsis", S.INCIDENTS, "JPUH", "2026-06"),
    entry("sepsis", S.INCIDENTS, "NNUH", "2026-10"),
    # One trust, three kinds of source: a pattern. The one of June lies outside.
    entry("triage", S.INCIDENTS, "QEHKL", "2026-06", "RET-2026-06-QEHKL"),
    entry("triage", S.INCIDENTS, "QEHKL", "2026-09", "RET-2026-09-QEHKL"),
    entry("triage", S.COMPLAINTS, "QEHKL", "2026-09", "THM-26-001", 4),
    entry("triage", S.MNVP, SHARED, "2026-10", "THM-26-002"),
    # One trust, two kinds of source: none, however many there are.
    entry("estates", S.STAFF, "QEHKL", "2026-10", count=9),
    entry("estates", S.AUDIT, "QEHKL", "2026-10"),
    # Good news is no worry.
    entry("good_practice", S.INCIDENTS, "JPUH", "2026-10"),
    entry("good_practice", S.INCIDENTS, "NNUH", "2026-10"),
)


def test_exactly_the_expected_patterns_are_found_with_their_records() -> None:
    found = patterns(SEEDED)
    assert [(p.theme, p.ids) for p in found] == [
        ("pph", ("RET-2026-08-JPUH", "RET-2026-10-NNUH")),
        ("triage", ("RET-2026-09-QEHKL", "THM-26-001", "THM-26-002")),
    ]
    assert found[0].words == (
        "Postpartum haemorrhage: in JPUH and NNUH, from incidents, August to October 2026 (2 trusts)."
    )
    assert found[1].words == (
        "Triage and telephone advice: in QEHKL, from incidents, complaints and women and families (MNVP), "
        "September to October 2026 (3 kinds of source)."
    )
    assert "in 2 trusts or more, or from 3 kinds of source or more, within 3 months" in RULE.words


def test_what_is_said_of_the_whole_system_is_of_no_one_trust() -> None:
    told = [entry("culture", s, SHARED, "2026-10") for s in (S.STAFF, S.MNVP, S.AUDIT)]
    assert patterns(told)[0].words.startswith("Culture: in no one trust, from women and families (MNVP), staff voice")


def test_both_parts_of_the_rule_may_be_met_at_once() -> None:
    told = [entry("pph", s, t, "2026-10") for s in (S.INCIDENTS, S.PMRT, S.AUDIT) for t in ("JPUH", "NNUH")]
    assert patterns(told)[0].words.endswith("October 2026 (2 trusts and 3 kinds of source).")


def test_the_order_of_entries_changes_nothing() -> None:
    shuffled = list(SEEDED)
    random.Random(4).shuffle(shuffled)
    assert patterns(shuffled) == patterns(SEEDED)
    assert grid(shuffled) == grid(SEEDED)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pph", "triage"]),
            st.sampled_from(list(Source)[:4]),
            st.sampled_from(["JPUH", "NNUH", "ALL"]),
            st.sampled_from([f"2026-{m:02d}" for m in range(1, 9)]),
        ),
        max_size=12,
    )
)
def test_the_rule_agrees_with_a_plain_search_of_every_stretch(rows: list[tuple[str, Source, str, str]]) -> None:
    expected = set()
    for first in range(1, 9):
        for theme in ("pph", "triage"):
            within = [r for r in rows if r[0] == theme and first <= int(r[3][5:]) <= first + 2]
            trusts = {r[2] for r in within} - {"ALL"}
            if len(trusts) >= 2 or len({r[1] for r in within}) >= 3:
                expected.add(theme)
    assert {p.theme for p in patterns(entry(*r) for r in rows)} == expected


def test_the_grid_counts_mentions_by_trust_and_source_the_most_first() -> None:
    rows = grid(SEEDED)
    assert [(r.theme, r.total) for r in rows][:2] == [("estates", 10), ("triage", 7)]
    assert rows[1].words("QEHKL") == "incidents 2, complaints 4"
    assert rows[1].words("NNUH") == "-"
    assert rows[1].count("ALL") == 1


def test_quiet_measures_and_loud_voices_are_set_side_by_side() -> None:
    told = [
        entry("staffing_acuity", S.STAFF, "NNUH", "2026-10", "RET-2026-10-NNUH"),
        entry("staffing_acuity", S.MNVP, "NNUH", "2026-08", "THM-26-004"),
        entry("staffing_acuity", S.STAFF, "JPUH", "2026-10"),
        entry("staffing_acuity", S.MNVP, "QEHKL", "2026-07"),
        entry("pph", S.INCIDENTS, "NNUH", "2026-10", count=9),
        entry("triage", S.CONCERN, "NNUH", "2026-10", count=2),
    ]
    measures = {("staffing_acuity", t): ("Midwife fill rate, night",) for t in ("NNUH", "JPUH", "QEHKL")}
    found = disagreements(told, measures, "2026-10")
    assert [(d.theme, d.trust, d.ids) for d in found] == [
        ("staffing_acuity", "NNUH", ("RET-2026-10-NNUH", "THM-26-004"))
    ]
    assert found[0].words == (
        "Staffing and acuity at NNUH: Midwife fill rate, night shows nothing unusual, "
        "while it comes up in women and families (MNVP) and staff voice."
    )
    two = disagreements(told, {("staffing_acuity", "NNUH"): ("A", "B")}, "2026-10")
    assert "A and B show nothing unusual" in two[0].words


def test_a_trust_that_said_nothing_for_three_months_is_named_kindly() -> None:
    months = ["2026-07", "2026-08", "2026-09", "2026-10"]
    states = {("QEHKL", m): "no change" for m in months} | {("JPUH", m): "received" for m in months}
    said = {("QEHKL", "2026-07"), ("JPUH", "2026-09")}
    found = quiet_trusts(["JPUH", "QEHKL", "NEW"], months, said, states)
    assert [q.words for q in found] == [
        (
            "QEHKL: no good news and no concern for 3 months (August 2026: no change; September 2026: no change; "
            "October 2026: no change). A call may help."
        )
    ]
    assert quiet_trusts(["QEHKL"], months[:2], (), states) == ()


def test_months_and_names_in_words() -> None:
    assert months_in_words("2026-10", "2026-10") == "October 2026"
    assert months_in_words("2026-08", "2026-10") == "August to October 2026"
    assert name_of("a theme of an older list") == "a theme of an older list"


def test_outside_a_pattern_names_no_kind_of_source_and_several_is_read_from_what_is_shown() -> None:
    rows = [entry("pph", S.INCIDENTS, "JPUH", "2026-09"), entry("pph", S.COMPLAINTS, "NNUH", "2026-10")]
    (found,) = patterns(rows)
    assert "from incidents and complaints" in found.words
    assert found.outside == f"{name_of('pph')}: in JPUH and NNUH, {months_in_words(found.first, found.last)}."
    cells = {("pph", "A"): 2, ("pph", "B"): 7, ("sepsis", "A"): 6, ("sepsis", SHARED): 5}
    assert several(protect(Counts(("pph", "sepsis"), ("A", "B", SHARED), cells))) == ("pph",)
