"""A report to the board with a line of every rule, of records that are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.action_steps import assure
from domain.actions import Action, Slip
from domain.attendance import judged
from domain.decisions import Status
from domain.escalations import Escalation, answered, approved
from domain.learning import Kind, Learning
from domain.people import ObjectId
from domain.policies import Level
from domain.quorum import Quorum
from domain.report_rules import Material, drafted
from domain.reports import Report
from domain.returns import Assurance, Section, SectionKey, review
from domain.returns import Entry as Filled
from domain.risk_changes import accepted
from domain.rounds import grid
from domain.summary_rules import Some
from domain.theme_notes import Source
from domain.triangulation import Entry, patterns
from tests.actions_made import CHAIR, act, evidenced, made
from tests.attendance_made import a_meeting
from tests.charts_made import RISING, STEADY, chart
from tests.concerns_made import a_signal
from tests.decisions_made import a_decision
from tests.policies_made import a_policy, an_impact
from tests.returns_made import a_return, a_round
from tests.sample_risks import GROUP, a_raised, looks, sign

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SINCE = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
MEETINGS = (date(2026, 11, 16), date(2026, 10, 19))
TAGGED = tuple(
    Entry(theme, source, trust, "2026-10", f"RET-2026-10-{trust}")
    for theme, source, trust in (
        ("pph", Source.INCIDENTS, "JPUH"),
        ("pph", Source.INCIDENTS, "NNUH"),
        ("sepsis", Source.INCIDENTS, "NNUH"),
        ("sepsis", Source.INCIDENTS, "QEHKL"),
        *(("triage", s, "NNUH") for s in (Source.STAFF, Source.AUDIT, Source.MNVP)),
    )
)
"""Two themes of several trusts, and one of several sources at one trust."""
BARE = Material(GROUP, AT, SINCE)


def an_escalation(record: str = "ESC-26-001") -> Escalation:
    """What the board was asked about a risk, approved."""
    draft = Escalation(record, "RSK-26-009", "Rota", "s", (), "agree to pool registrars", "", "", date(2026, 12, 1))
    return approved(draft, sign())


def an_assured_action() -> Action:
    """Done, with evidence, assured by the chair, by the day first promised."""
    return assure(evidenced(made("ACT-26-020")), act(CHAIR))


def material() -> Material:
    """Something for every rule."""
    well = Section(SectionKey.LEARNING, Filled.ENTERED, {"worked_well": "A daily trolley check. " * 14})
    base = a_return("JPUH")
    jpuh = replace(
        review(base, Assurance.PARTIALLY, reason="two of the audits are missing", by="Helen", at=AT),
        sent=tuple(well if s.key == SectionKey.LEARNING else s for s in base.sent),
        submission=2,
        correction_reason="births were 143",
    )
    nnuh = review(a_return("NNUH"), Assurance.NOT_ASSURED, reason="no plan yet", by="Helen", at=AT)
    gap = replace(nnuh, sent=tuple(s for s in nnuh.sent if s.key != SectionKey.RISKS))
    moved = Slip(date(2026, 12, 1), date(2027, 1, 29), "estate", "matron", "Olive", AT)
    third = made("ACT-26-003", due=date(2026, 11, 20), slips=3)
    seen = looks((date(2026, 6, 1), 2, 4), (date(2026, 11, 20), 3, 4))
    up = replace(a_raised("RSK-26-004", likelihood=3), reviews=seen)
    full = review(a_return("QEHKL"), Assurance.ASSURED, reason="audits seen", by="Helen", at=AT)
    ran_out = accepted(a_raised("RSK-26-003", likelihood=2), sign(date(2026, 1, 1)), date(2026, 11, 1), "r")
    held = accepted(a_raised("RSK-26-006", likelihood=2), sign(date(2026, 11, 20)), date(2027, 2, 1), "r")
    said = answered(
        an_escalation("ESC-26-002"), a_raised("RSK-26-009"), sign(), "pool from January", date(2026, 11, 20)
    )
    return Material(
        GROUP,
        AT,
        SINCE,
        grid=grid(a_round("JPUH", "NNUH", "QEHKL", "WSFT"), (jpuh, gap, full)),
        risks=(a_raised("RSK-26-001"), up),
        over=(a_raised("RSK-26-001"), a_raised("RSK-26-002", likelihood=3)),
        meetings=MEETINGS,
        ran_out=(ran_out, a_raised("RSK-26-005")),
        accepted=(held, ran_out),
        waiting=(an_escalation(), replace(an_escalation("ESC-26-003"), needed_by=date(2026, 11, 20))),
        answered=(said[0], an_escalation("ESC-26-004")),
        late=Some((third, made("ACT-26-004", due=date(2026, 11, 19)), made("ACT-26-008", due=date(2026, 9, 1))), 3),
        third=(third, made("ACT-26-005", slips=3)),
        touched=(made("ACT-26-006", changes=(moved,)), an_assured_action(), made("ACT-26-007")),
        returns=(jpuh, gap, full),
        charts=(
            chart("pph1500", RISING),
            chart("pph1500", STEADY, "NNUH"),
            chart("tear34", [*STEADY[:-1], (4, 30)]),
            chart("rota_gaps", [2, 3, 2, 3] * 4 + [12]),
            chart("satod", [*STEADY, None]),
            chart("pph1500", []),
        ),
        decisions=(a_decision(), a_decision("DEC-26-002", status=Status.SET_ASIDE)),
        learning=(Learning("LRN-26-001", Kind.GOOD_PRACTICE, "Trolley check", "Each morning.", "JPUH"),),
        signals=(
            a_signal("SIG-26-001", received_on=date(2026, 11, 2)),
            a_signal("SIG-26-002"),
            a_signal("SIG-26-003", level="red"),
        ),
        patterns=patterns(TAGGED),
        learned={"pph": ("LRN-26-001",)},
        policies=(a_policy(impacts=(an_impact(level=Level.LARGE),)),),
        meeting=judged(a_meeting(), Quorum())[0],
    )


def a_report(found: Material | None = None) -> Report:
    """A draft of it."""
    lines = drafted(found or material())
    who = ObjectId("helen")
    return Report(
        "REP-26-001", "Oversight group", AT, "3 of 4 trusts received", lines, "2026-10", made_by=who, made_at=AT
    )
