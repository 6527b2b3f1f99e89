"""What a signal may become, who sees it, and which rules for escalation it meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.people import Member
from domain.refusals import Invalid, NotAllowed, Refusal
from domain.signals import TRIGGERS, Signal, Status, checked, closed, fired, logged, sees, updates, withdrawn
from tests.concerns_made import CHAIR, DAYS, EVERYBODY, JPUH, MONDAY, a_signal, signal_sign

LATER = MONDAY + timedelta(days=40)
BY_LETTER: dict[str, Any] = {"kind": "cqc", "level": "action", "site": ""}


def test_a_logged_signal_knows_its_day_and_its_name() -> None:
    assert a_signal().due == date(2026, 12, 3)
    assert a_signal().name == "MOSS signal, amber (Gorleston)"
    assert a_signal(asked=date(2026, 12, 1), **BY_LETTER).name == "CQC letter, request for action"
    assert a_signal(kind="other", level="", site="").name == "Other external signal"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": " "}, "What it says"),
        ({"received_on": MONDAY + timedelta(1)}, "24 November 2026 is still to come"),
        ({"site": ""}, "say which site"),
        ({"level": "enforcement"}, "Level"),
        ({"asked": MONDAY - timedelta(1), **BY_LETTER}, "lies before the day of the signal"),
    ],
)
def test_what_it_needs(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        a_signal(**changes)
    assert said in refusal.value.words


def test_a_correction_moves_the_clock() -> None:
    assert logged(replace(a_signal(), received_on=date(2026, 11, 20)), None, DAYS).due == date(2026, 12, 2)


def test_an_outcome_needs_words_and_a_day_between_the_signal_and_today() -> None:
    for on, outcome, said in (
        (MONDAY, " ", "what was found"),
        (MONDAY + timedelta(1), "all well", "still to come"),
        (MONDAY - timedelta(1), "all well", "before the day of the signal"),
    ):
        with pytest.raises(Invalid, match=said):
            checked(a_signal(), signal_sign(), on, outcome, "")
    done = checked(a_signal(), signal_sign(), MONDAY, " Two cases looked at ", " Fresh eyes ")
    assert (done.status, done.outcome, done.learning) == (Status.CHECKED, "Two cases looked at", "Fresh eyes")
    assert done.live


def test_it_is_closed_after_an_outcome_only_and_taken_back_before() -> None:
    with pytest.raises(NotAllowed, match="has no outcome yet"):
        closed(a_signal(), signal_sign(), "done")
    done = checked(a_signal(), signal_sign(), MONDAY, "x", "")
    with pytest.raises(NotAllowed, match="outcome recorded"):
        withdrawn(done, signal_sign(), "wrong trust")
    for step, signal, said in ((closed, done, "can be closed"), (withdrawn, a_signal(), "What went wrong")):
        with pytest.raises(Invalid, match=said):
            step(signal, signal_sign(), "")
    over = closed(done, signal_sign(day=LATER), "seen by the board")
    assert (over.status, over.closed_on, over.closed_name, over.live) == (Status.CLOSED, LATER, "Chair", False)
    assert withdrawn(a_signal(), signal_sign(), "twice").status.words == "logged by mistake"


SEES = {"chair", "deputy", "office", "jpuh"}
UPDATES = {"chair", "deputy", "jpuh"}


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda m: m.object_id)
def test_who_sees_and_who_moves_it(who: Member) -> None:
    assert sees(who, a_signal()) == (who.object_id in SEES)
    assert updates(who, a_signal()) == (who.object_id in UPDATES)


# ---------------------------------------------------------------- rules for escalation


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"level": "amber"}, []),
        ({"level": "red"}, ["moss_red"]),
        ({"kind": "regulation_28", "level": "", "site": ""}, ["regulation_28"]),
        ({"kind": "cqc", "level": "concern", "site": ""}, []),
        ({"kind": "cqc", "level": "enforcement", "site": ""}, ["cqc_enforcement"]),
        ({"kind": "mnsi", "level": "maternal_death", "site": ""}, ["maternal_death"]),
        ({"kind": "mnsi", "level": "investigation", "site": ""}, []),
    ],
)
def test_each_rule_fires_for_its_signal_and_says_which_it_was(changes: dict[str, Any], rules: list[str]) -> None:
    found = fired([a_signal(**changes)], MONDAY)
    assert [f.trigger.key for f in found] == rules
    for f in found:
        assert f.words.startswith("SIG-26-001 (JPUH): ")
        assert f.trigger.source


def test_a_day_that_passed_without_an_outcome_fires_and_an_outcome_ends_it() -> None:
    signal = a_signal()
    assert signal.due is not None
    assert fired([signal], signal.due) == ()
    late = fired([signal], signal.due + timedelta(1))
    assert [f.words for f in late] == ["SIG-26-001 (JPUH): its day has passed and no outcome is recorded."]
    assert fired([checked(signal, signal_sign(), MONDAY, "x", "")], LATER) == ()
    assert fired([a_signal(kind="other", level="", site="")], LATER) == ()


def test_what_is_over_fires_nothing_and_a_red_one_fires_until_then() -> None:
    red = a_signal(level="red")
    done = checked(red, signal_sign(), MONDAY, "x", "")
    assert [f.trigger.key for f in fired([red, done], LATER)] == ["moss_red", "late", "moss_red"]
    assert fired([closed(done, signal_sign(), "x"), withdrawn(red, signal_sign(), "x")], LATER) == ()


def test_the_rules_are_those_of_the_domain_guide_and_one_of_ours() -> None:
    assert [t.key for t in TRIGGERS if t.source == "domain guide 1.4"] == [
        "regulation_28",
        "cqc_enforcement",
        "maternal_death",
        "moss_red",
    ]
    assert [t.key for t in TRIGGERS if t.source != "domain guide 1.4"] == ["late"]


# ---------------------------------------------------------------- two people at a time

Step = Callable[[Signal, Member], Signal]
STEPS: dict[str, Step] = {
    "correct": lambda s, _: logged(replace(s, what="corrected"), None, DAYS),
    "check": lambda s, m: checked(s, signal_sign(m), MONDAY, "found", ""),
    "close": lambda s, m: closed(s, signal_sign(m), "done"),
    "withdraw": lambda s, m: withdrawn(s, signal_sign(m), "mistake"),
}
TABLE = {
    ("logged", "correct"): "logged",
    ("logged", "check"): "checked",
    ("logged", "withdraw"): "withdrawn",
    ("checked", "check"): "checked",
    ("checked", "close"): "closed",
}
"""Hand-written: what is not here is refused."""


class Walk(RuleBasedStateMachine):
    """Chair and lead, each with a card of their own that may be out of date, against the table above."""

    @initialize()
    def begin(self) -> None:
        self.kept = replace(a_signal(), version=1)
        self.state = "logged"
        self.cards: dict[str, Signal] = {"chair": self.kept, "jpuh": self.kept}

    @rule(who=st.sampled_from([CHAIR, JPUH]))
    def opens(self, who: Member) -> None:
        self.cards[who.object_id] = self.kept

    @rule(who=st.sampled_from([CHAIR, JPUH]), step=st.sampled_from(sorted(STEPS)))
    def presses(self, who: Member, step: str) -> None:
        card = self.cards[who.object_id]
        if card.version != self.kept.version:
            return  # the store refuses it as stale
        expected = TABLE.get((self.state, step))
        try:
            after = STEPS[step](card, who)
        except Refusal:
            assert expected is None
            return
        assert expected is not None
        self.state = expected
        self.kept = replace(after, version=card.version + 1)
        self.cards[who.object_id] = self.kept

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        assert self.kept.status.value == self.state
        assert self.kept.live == (self.state in {"logged", "checked"})
        assert (self.kept.checked_on is not None) == (self.state in {"checked", "closed"})
        assert (self.kept.closed_on is not None) == (self.state in {"closed", "withdrawn"})
        assert self.kept.due == date(2026, 12, 3)


TestWalk: Any = Walk.TestCase
TestWalk.settings = settings(max_examples=400, stateful_step_count=50)
