"""What a concern may become, who reads it, and that two people at once cannot confuse it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.concerns import (
    LONGEST,
    NO_TRUST,
    Concern,
    Status,
    acknowledged,
    acknowledges,
    closed,
    closes,
    looked_at,
    overdue,
    raised,
    reads,
    themed,
)
from domain.people import Member, Role
from domain.refusals import Invalid, NotAllowed, Refusal
from tests.concerns_made import (
    CHAIR,
    DAYS,
    DEPUTY,
    EVERYBODY,
    JPUH,
    MEMBER,
    MONDAY,
    NNUH,
    a_concern,
    concern_sign,
    named,
    person,
)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 29)),
    ],
)
def test_it_is_acknowledged_within_one_working_day(on: date, due: date) -> None:
    assert raised(a_concern(raised_on=on), DAYS).due == due


def test_it_needs_a_text_and_not_too_long_a_one() -> None:
    with pytest.raises(Invalid, match="say it in a few words"):
        a_concern(text="  ")
    with pytest.raises(Invalid, match="under 1,500 characters; it has 1,501"):
        a_concern(text="x" * (LONGEST + 1))
    assert a_concern(text="  Nights ").text == "Nights"


def test_an_anonymous_one_has_no_author_in_any_field() -> None:
    assert a_concern().anonymous
    assert (a_concern().by, a_concern().by_name) == ("", "")
    assert not named().anonymous


READS = {"chair": True, "deputy": True, "jpuh": True}
"""Hand-written: everybody else does not."""


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda m: m.object_id)
def test_who_reads_a_trusts_concern(who: Member) -> None:
    assert reads(who, a_concern()) == READS.get(who.object_id, False)


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda m: m.object_id)
def test_of_no_one_trust_chair_and_deputy_alone_read(who: Member) -> None:
    assert reads(who, a_concern(trust=NO_TRUST)) == (who in (CHAIR, DEPUTY))


def test_nobody_acknowledges_their_own_and_a_lead_does_not_close() -> None:
    assert acknowledges(JPUH, a_concern())
    assert not acknowledges(CHAIR, a_concern(by=CHAIR.object_id))
    assert acknowledges(DEPUTY, a_concern(by=CHAIR.object_id))
    assert closes(CHAIR, a_concern())
    assert not closes(JPUH, a_concern())
    both = person("both", Role.TRUST_LEAD, Role.DEPUTY, trusts=("JPUH",))
    assert closes(both, a_concern())


def test_it_is_acknowledged_looked_at_and_closed_with_words() -> None:
    read = acknowledged(named(), concern_sign(DEPUTY))
    assert (read.status, read.acknowledged_name, read.acknowledged_on) == (Status.ACKNOWLEDGED, "Deputy", MONDAY)
    looking = looked_at(read, concern_sign(JPUH), " The rota is being redrawn ", "rsk-26-004 and ACT-26-010")
    assert (looking.status.words, looking.note) == ("being looked at", "The rota is being redrawn")
    assert looking.became == ("RSK-26-004", "ACT-26-010")
    assert looking.acknowledged_name == "Deputy", "the first word that it was read stays"
    later = MONDAY + timedelta(9)
    done = closed(looking, concern_sign(CHAIR, later), "Two more midwives from March", "RSK-26-004")
    assert (done.status, done.outcome, done.closed_on) == (Status.CLOSED, "Two more midwives from March", later)
    assert done.became == ("RSK-26-004", "ACT-26-010")
    assert not done.live


def test_to_look_or_to_close_says_that_it_was_read() -> None:
    assert looked_at(a_concern(), concern_sign(JPUH), "x").acknowledged_name == "Jpuh"
    assert closed(a_concern(), concern_sign(CHAIR), "x").acknowledged_on == MONDAY


def test_what_each_step_needs() -> None:
    with pytest.raises(Invalid, match="What is being done"):
        looked_at(a_concern(), concern_sign(), " ")
    with pytest.raises(Invalid, match="What came of it"):
        closed(a_concern(), concern_sign(), "")
    with pytest.raises(Invalid, match="please give ids"):
        closed(a_concern(), concern_sign(), "done", "the risk about rotas")
    with pytest.raises(Invalid, match="choose one of the list"):
        themed(a_concern(), "")


def test_a_theme_counts_only_when_somebody_confirmed_it() -> None:
    assert not a_concern(theme="staffing_acuity").counted
    assert themed(a_concern(), "staffing_acuity") == replace(a_concern(), theme="staffing_acuity", counted=True)
    with pytest.raises(NotAllowed, match="closed"):
        themed(closed(a_concern(), concern_sign(), "x"), "pph")


def test_it_is_overdue_from_the_day_after_its_day_until_it_is_read() -> None:
    due = a_concern().due
    assert not overdue(a_concern(), due)
    assert overdue(a_concern(), due + timedelta(1))
    assert not overdue(acknowledged(a_concern(), concern_sign()), due + timedelta(9))


Step = Callable[[Concern, Member], Concern]
STEPS: dict[str, Step] = {
    "acknowledge": lambda c, m: acknowledged(c, concern_sign(m)),
    "look": lambda c, m: looked_at(c, concern_sign(m), "looking"),
    "close": lambda c, m: closed(c, concern_sign(m), "words"),
    "theme": lambda c, _: themed(c, "pph"),
}
TABLE = {
    ("raised", "acknowledge"): "acknowledged",
    ("raised", "look"): "looking",
    ("raised", "close"): "closed",
    ("raised", "theme"): "raised",
    ("acknowledged", "look"): "looking",
    ("acknowledged", "close"): "closed",
    ("acknowledged", "theme"): "acknowledged",
    ("looking", "look"): "looking",
    ("looking", "close"): "closed",
    ("looking", "theme"): "looking",
}
"""Hand-written: what is not here is refused."""


class Walk(RuleBasedStateMachine):
    """Two readers, each with a card of their own that may be out of date, against the table above."""

    @initialize(is_named=st.booleans())
    def begin(self, is_named: bool) -> None:
        self.kept = replace(named() if is_named else a_concern(), version=1)
        self.state = "raised"
        self.first_reader = ""
        self.cards: dict[str, Concern] = {"chair": self.kept, "jpuh": self.kept}

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
        if step != "theme" and not self.first_reader:
            self.first_reader = who.name
        self.kept = replace(after, version=card.version + 1)
        self.cards[who.object_id] = self.kept

    @invariant()
    def it_stands_as_the_model_says(self) -> None:
        assert self.kept.status.value == self.state
        assert self.kept.acknowledged_name == self.first_reader
        assert self.kept.live == (self.state != "closed")
        assert (self.kept.closed_on is not None) == (self.state == "closed") == bool(self.kept.outcome)

    @invariant()
    def nothing_about_its_raising_changes(self) -> None:
        begun = a_concern()
        assert (self.kept.text, self.kept.trust, self.kept.raised_on) == (begun.text, begun.trust, begun.raised_on)
        assert self.kept.by in {"", MEMBER.object_id}


TestWalk: Any = Walk.TestCase
TestWalk.settings = settings(max_examples=400, stateful_step_count=50)


def test_others_trusts_leads_never_read() -> None:
    assert not reads(NNUH, a_concern())
