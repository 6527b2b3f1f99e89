"""Each rule for escalation, with a record that meets it and one that does not; each says which rule it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain import triggers
from domain.returns import Assurance, Return
from domain.risk_health import Facts
from domain.theme_notes import Source
from domain.thresholds import Thresholds
from domain.triangulation import Entry, patterns
from tests import actions_made
from tests.concerns_made import a_signal
from tests.sample_risks import GROUP, a_raised, looks

TODAY = date(2026, 11, 23)
RULES = Thresholds()


def a_return(trust: str, period: str, verdict: Assurance) -> Return:
    return Return(f"RET-{period}-{trust}", period, trust, submission=1, assurance=verdict)


def test_a_risk_names_each_rule_that_it_meets():
    climbed = looks(*((date(2026, m, 1), n, 4) for m, n in ((7, 1), (8, 2), (9, 3), (10, 4))))
    rising = replace(a_raised(), reviews=climbed)
    found = list(triggers.of_risk(rising, Facts(GROUP, TODAY, meetings=(date(2026, 11, 16), date(2026, 10, 19)))))
    assert [f.rule for f in found] == [
        "it scores 15 or more",
        "its score went up in 3 reviews running",
        "it was over tolerance at the last two meetings",
    ]
    assert {f.ids for f in found} == {("RSK-26-001",)}
    assert next(triggers.of_risk(replace(rising, trust="ALL"), Facts(GROUP, TODAY))).trust == "shared by all trusts"
    assert not list(triggers.of_risk(a_raised(likelihood=3, consequence=3, reviews=()), Facts(GROUP, TODAY)))


def test_a_red_action_sixty_days_late_and_not_a_day_earlier():
    late = replace(actions_made.made("ACT-26-001"), due=TODAY - timedelta(60))
    shared = replace(late, id="ACT-26-002", trust="ALL")
    soon = replace(late, id="ACT-26-003", due=TODAY - timedelta(59))
    found = list(triggers.of_actions((late, shared, soon), TODAY, 30, RULES))
    assert [(f.ids[0], f.rule) for f in found] == [
        ("ACT-26-001", "it is red and its day passed 60 days ago or more"),
        ("ACT-26-002", "it is red and its day passed 60 days ago or more"),
    ]
    assert found[1].trust == "shared by all trusts"


def test_not_assured_twice_running_and_what_was_not_reviewed_is_left_out():
    no, yes, still = Assurance.NOT_ASSURED, Assurance.ASSURED, Assurance.NOT_REVIEWED
    jpuh = [a_return("JPUH", p, v) for p, v in (("2026-07", yes), ("2026-08", no), ("2026-09", no), ("2026-10", still))]
    nnuh = [a_return("NNUH", p, v) for p, v in (("2026-08", no), ("2026-09", yes), ("2026-10", no))]
    qehkl = [a_return("QEHKL", "2026-10", no)]
    draft = [replace(a_return("QEHKL", "2026-09", no), submission=0)]
    found = list(triggers.of_returns([*jpuh, *nnuh, *qehkl, *draft], RULES))
    assert [(f.trust, f.ids) for f in found] == [("JPUH", ("RET-2026-09-JPUH", "RET-2026-08-JPUH"))]
    assert found[0].rule == "the trust's return could not be assured twice running"


def test_signals_and_themes_of_several_trusts():
    red = a_signal(level="red")
    assert [f.rule for f in triggers.of_signals([red, a_signal()], TODAY, RULES)] == ["a MOSS signal is red"]
    entries = (
        Entry("pph", Source.INCIDENTS, "JPUH", "2026-09", "RET-2026-09-JPUH"),
        Entry("pph", Source.INCIDENTS, "NNUH", "2026-10", "RET-2026-10-NNUH"),
        *(Entry("triage", s, "NNUH", "2026-10") for s in (Source.CONCERN, Source.STAFF, Source.AUDIT)),
    )
    found = list(triggers.of_patterns(patterns(entries), RULES))
    assert [(f.theme, f.trust, f.ids) for f in found] == [
        ("pph", "JPUH, NNUH", ("RET-2026-09-JPUH", "RET-2026-10-NNUH"))
    ]
    assert "for learning, not for escalation" in found[0].rule


def test_the_list_is_whole_and_says_each_rule_once():
    assert len(set(RULES.words)) == len(RULES.words) == 11


def test_a_group_has_numbers_of_its_own_and_every_rule_says_them():
    own = Thresholds(score=12, rising=2, meetings=1, red_days=30, not_assured=1, signals=("moss_red",), theme_trusts=3)
    group = replace(GROUP, escalation=own)
    twelve = replace(a_raised(), likelihood=3, consequence=4)
    found = triggers.of_risk(twelve, Facts(group, TODAY, meetings=(date(2026, 11, 16),)))
    assert "it scores 12 or more" in [f.rule for f in found]
    late = replace(actions_made.made("ACT-26-001"), due=TODAY - timedelta(30))
    assert [f.rule for f in triggers.of_actions((late,), TODAY, 30, own)] == [
        "it is red and its day passed 30 days ago or more"
    ]
    once = [a_return("JPUH", "2026-09", Assurance.NOT_ASSURED)]
    assert [f.rule for f in triggers.of_returns(once, own)] == ["the trust's return could not be assured once"]
    report = a_signal(kind="regulation_28", level="")
    assert not list(triggers.of_signals([report], TODAY, own))
    assert list(triggers.of_signals([report], TODAY, RULES))
    two = [Entry("pph", Source.INCIDENTS, t, "2026-10") for t in ("JPUH", "NNUH")]
    assert patterns(two, RULES.pattern)
    assert not patterns(two, own.pattern)
