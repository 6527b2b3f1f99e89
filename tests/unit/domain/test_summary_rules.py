"""The risk summary by rule: worked examples, and what holds for every register."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actions import Action, Request
from domain.escalations import Escalation, approved
from domain.people import ObjectId
from domain.returns import Return
from domain.risk_changes import accepted
from domain.risks import Risk
from domain.rounds import grid
from domain.summaries import Scope, Summary
from domain.summary_rules import DUE, LATE, TOP_RISKS, Known, Some, completeness, decisions, summary
from tests.actions_made import made
from tests.returns_made import a_return, a_round
from tests.sample_risks import GROUP, a_raised, sign

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BARE = Known(GROUP, AT, Scope(), None)
ROTA = "Obstetric middle grade rota gaps"
MEETINGS = (date(2026, 11, 16), date(2026, 10, 19))


def lines(known: Known, title: str) -> list[str]:
    return next(list(p.words) for p in summary(known).parts if p.title.startswith(title))


def an_action(n: int, due: date, **more: Any) -> Action:
    return made(f"ACT-26-{n:03}", title=f"Action {n}", due=due, **more)


def test_an_empty_register_says_so_part_by_part() -> None:
    assert summary(BARE).text == (
        "Risk summary\n"
        "As at 23 November 2026, 10:00. No return was asked for yet.\n"
        "What needs a decision\nNothing waits for one.\n"
        "Top risks\nNo risk is on the register.\n"
        "Actions late\nNone is late.\n"
        "Actions due\nNone is due.\n"
        "Returns\nNo round has been opened yet."
    )


def test_top_risks_have_band_movement_and_distance() -> None:
    known = replace(BARE, risks=(a_raised(), a_raised("RSK-26-002", trust="ALL", likelihood=2)), risk_total=4)
    assert lines(known, "Top risks") == [
        f"- {ROTA} (JPUH): extreme, 16, raised in June, not reviewed yet; 10 over tolerance 6 (RSK-26-001)",
        f"- {ROTA} (all trusts): high, 8, raised in June, not reviewed yet; 2 over tolerance 6 (RSK-26-002)",
    ]
    many = replace(known, risks=tuple(a_raised(f"RSK-26-{n:03}") for n in range(5)), risk_total=9)
    assert lines(many, "Top risks")[-1] == "- and 4 more on the register"


def test_late_and_due_actions_name_no_person() -> None:
    late = Some((an_action(1, date(2026, 11, 20)),), 1)
    due = Some((an_action(2, date(2026, 12, 1)),), 1_000, capped=True)
    known = replace(BARE, late=late, due=due, due_until=date(2026, 12, 21))
    assert lines(known, "Actions late") == ["- Action 1 (JPUH): 3 days late, was due 20 November 2026 (ACT-26-001)"]
    assert lines(known, "Actions due by 21 December 2026") == [
        "- Action 2 (JPUH): due 1 December 2026 (ACT-26-002)",
        "- and more than 997 more due",
    ]
    assert "Olive" not in summary(known).text


def test_returns_say_what_was_received_and_what_was_not() -> None:
    found = grid(a_round(), (a_return("JPUH", today=date(2026, 12, 9)),))
    known = replace(BARE, grid=found)
    assert lines(known, "Returns") == [
        "- Not received: NNUH, QEHKL",
        "- JPUH: received after the due day, not reviewed yet (RET-2026-10-JPUH)",
    ]
    assert summary(known).completeness == "1 of 3 trusts received for October 2026"
    whole = replace(BARE, grid=grid(a_round("JPUH"), (a_return("JPUH"),)))
    assert lines(whole, "Returns") == ["- JPUH: received, not reviewed yet (RET-2026-10-JPUH)"]
    assert completeness(None) == "No return was asked for yet"


def test_a_scope_and_corrections_are_named() -> None:
    ret: Return = replace(a_return("JPUH"), submission=2, correction_reason="births were 143")
    known = replace(BARE, scope=Scope(("JPUH",)), corrections=(ret,))
    assert summary(known).title == "Risk summary for JPUH"
    assert lines(known, "Corrections") == ["- JPUH: version 2. Reason: births were 143 (RET-2026-10-JPUH)"]
    public = lines(replace(known, public=True), "Corrections")
    assert public == ["- JPUH: version 2 (RET-2026-10-JPUH)"], "a typed reason may tell a small number"


def test_everything_that_needs_a_decision_in_its_order() -> None:
    wish = Request(date(2027, 2, 1), "estate", "the matron", ObjectId("o"), "Olive", AT)
    asked = an_action(1, date(2026, 12, 1), request=wish, slips=1)
    third = an_action(2, date(2026, 12, 9), slips=3)
    esc = Escalation("ESC-26-001", "RSK-26-001", "Rota", "s", (), "ask", "", "", date(2026, 12, 1))
    late = replace(approved(esc, sign()), needed_by=date(2026, 11, 20))
    ran_out = accepted(a_raised("RSK-26-003"), sign(date(2026, 1, 1)), date(2026, 11, 1), "r")
    known = replace(
        BARE,
        asked=(asked, an_action(9, date(2026, 12, 1))),
        third=(third, asked),
        over=(a_raised(),),
        meetings=MEETINGS,
        ran_out=(ran_out, a_raised("RSK-26-004")),
        unanswered=(late, approved(replace(esc, id="ESC-26-002"), sign())),
        drafts=(replace(esc, id="ESC-26-003"),),
    )
    assert [d.words for d in decisions(known)] == [
        "Action 1 (JPUH): more time asked, until 1 February 2027; 1 change of date so far (ACT-26-001)",
        "Action 2 (JPUH): 3 changes of date, now due 9 December 2026 (ACT-26-002)",
        f"{ROTA} (JPUH): 16, over tolerance 6, as at the meetings of 16 November 2026 and 19 October 2026 (RSK-26-001)",
        f"{ROTA} (JPUH): its acceptance ran out on 1 November 2026 (RSK-26-003)",
        "Rota: the board has not answered; an answer was needed by 20 November 2026 (ESC-26-001, RSK-26-001)",
        "Rota: the board has not answered; an answer is needed by 1 December 2026 (ESC-26-002, RSK-26-001)",
        "Rota: a draft for the LMNS Programme Board waits for the chair (ESC-26-003, RSK-26-001)",
    ]
    assert lines(known, "What needs a decision")[-1] == "- and 2 more to decide"


@pytest.mark.parametrize(("n", "beyond", "named"), [(3, "", 3), (8, "", 8), (11, "; 3 more not named here", 8)])
def test_many_risks_over_tolerance_take_one_line(n: int, beyond: str, named: int) -> None:
    over = tuple(a_raised(f"RSK-26-{i:03}") for i in range(n))
    (line,) = decisions(replace(BARE, over=over, meetings=MEETINGS))
    both = "16 November 2026 and 19 October 2026"
    assert line.text == f"{n} risks are over tolerance, as at the meetings of {both}, the highest first{beyond}"
    assert line.ids == tuple(r.id for r in over[:named])
    (partial,) = decisions(replace(BARE, over=over, over_partial=True, meetings=MEETINGS))
    assert partial.text.startswith(f"At least {n} risks")


risks = st.builds(
    lambda n, a, b, trust: a_raised(f"RSK-26-{n:03}", likelihood=a, consequence=b, trust=trust),
    st.integers(1, 999),
    st.integers(3, 5),
    st.integers(3, 5),
    st.sampled_from(["JPUH", "NNUH", "ALL"]),
)
dated = st.builds(an_action, st.integers(1, 999), st.dates(date(2026, 10, 1), date(2026, 11, 22)))


@given(
    st.lists(risks, max_size=TOP_RISKS, unique_by=lambda r: r.id),
    st.lists(dated, max_size=LATE, unique_by=lambda a: a.id),
    st.integers(0, 10_000),
    st.sets(st.sampled_from(["NNUH", "JPUH", "QEHKL"])),
)
def test_no_id_figure_or_trust_comes_from_nowhere(
    found: list[Risk], late: list[Action], beyond: int, sent: set[str]
) -> None:
    known = replace(
        BARE,
        grid=grid(a_round(), tuple(a_return(t) for t in sorted(sent))),
        risks=tuple(found),
        risk_total=len(found) + beyond,
        late=Some(tuple(late), len(late)),
        due=Some(tuple(late[:DUE]), len(late[:DUE])),
        due_until=date(2026, 12, 21),
    )
    made_of = summary(known)
    records = {r.id for r in found} | {a.id for a in late} | {f"RET-2026-10-{t}" for t in sent}
    assert set(made_of.ids) <= records
    assert {r.id for r in found} <= set(made_of.ids), "no risk that was given is dropped"
    for trust in ("NNUH", "JPUH", "QEHKL"):
        missing = next((w for w in lines(known, "Returns") if w.startswith("- Not received")), "")
        assert (trust in missing) == (trust not in sent)
    assert made_of.text == summary(known).text
    assert figures(made_of) <= allowed(known)


def figures(made_of: Summary) -> set[str]:
    """Every number in the text that is not part of an id."""
    text = re.sub(r"\b(?:RSK|ACT)-\d{2}-\d{3}\b|RET-\d{4}-\d{2}-[A-Z]+|Action \d+", "", made_of.text)
    return set(re.findall(r"\d+(?:,\d{3})*", text))


def allowed(known: Known) -> set[str]:
    """Every number that a record, the moment or a count gives."""
    days = [known.today, date(2026, 12, 21), *(a.due for a in known.late.first)]
    numbers = {n for d in days for n in (d.day, d.year)} | {10, 0, 3, 6, 2026}
    numbers |= {r.score for r in known.risks} | {abs(r.score - 6) for r in known.risks}
    numbers |= {(known.today - a.due).days for a in known.late.first}
    numbers |= {known.grid.received if known.grid else 0, known.risk_total - TOP_RISKS}
    return {f"{n:,}" for n in numbers} | {str(n) for n in numbers} | {"00"}


@pytest.mark.parametrize("title", ["What needs a decision", "Top risks", "Actions late", "Returns"])
def test_every_part_stands_in_every_summary(title: str) -> None:
    assert title in [p.title for p in summary(BARE).parts]
