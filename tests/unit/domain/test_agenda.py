"""The agenda: opening and close keep their place, between them the most to decide comes first, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from domain.agenda import CLOSING, MIDDLE, OPENING, agenda
from domain.summaries import Line

KINDS = ["ACT-", "RSK-", "RET-", "X-"]
LINES = st.lists(
    st.builds(
        lambda kind, n: Line(f"{kind}{n}", (f"{kind}{n}",)),
        st.sampled_from(KINDS),
        st.integers(),
    )
    | st.just(Line("without an id"))
)


def test_without_decisions_the_items_stand_in_their_own_order():
    assert [p.title for p in agenda(())] == [i.title for i in (*OPENING, *MIDDLE, *CLOSING)]
    assert agenda(())[0].heading == "1. Welcome, apologies, quorum and declarations of interest"


def test_what_has_most_to_decide_comes_first_and_says_how_much():
    found = agenda(
        [Line("a", ("RSK-26-001",)), Line("b", ("ESC-26-001", "RSK-26-001")), Line("c", ("RET-2026-10-JPUH",))]
    )
    assert [p.heading for p in found[3:5]] == [
        "4. Risks: 2 to decide",
        "5. Trust submissions by exception: 1 to decide",
    ]


@given(LINES)
def test_no_decision_is_lost_and_fixed_items_stay(lines: list[Line]):
    found = agenda(lines)
    assert sorted(x.text for p in found for x in p.decisions) == sorted(x.text for x in lines)
    assert [p.title for p in found[:3]] == [i.title for i in OPENING]
    assert [p.title for p in found[-3:]] == [i.title for i in CLOSING]
    assert [p.number for p in found] == list(range(1, len(found) + 1))
