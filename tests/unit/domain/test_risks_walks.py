"""Random walks of a risk against a model written apart: two people, any order, refused or done alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import accepted, answered_elsewhere, closed, detailed, reviewed, shared, unchanged
from domain.risks import Risk, Seen, Status, expired
from domain.scores import Score
from tests.sample_risks import GROUP, a_raised, sign

START = date(2026, 6, 1)
MONTHS = ((15, 1), (8, 2), (4, 3), (1, 6))
"""Review rhythm by score, written out apart from the bands."""


@dataclass
class Model:
    """What a risk ought to be, in the plainest words."""

    score: int
    status: str = "open"
    trust: str = "JPUH"
    last_was_no_change: bool = False
    reviews: int = 1
    held: tuple[int, int, str] | None = None
    seen: frozenset[str] = frozenset()


class Walk(RuleBasedStateMachine):
    """Each step is tried on the risk and on the model."""

    @initialize(likelihood=st.integers(2, 5))
    def raise_it(self, likelihood: int) -> None:
        self.day = START
        self.risk: Risk = a_raised(day=START, likelihood=likelihood)
        self.model = Model(likelihood * 4)
        self.parts: tuple[int, int] = (likelihood, 4)
        self.controls = "as raised"
        self.looked = START

    def expect(self, allowed: bool, change: object) -> bool:
        """Do it; it must go through exactly when the model says so."""
        try:
            self.risk = change()  # type: ignore[operator]
        except (Invalid, NotAllowed):
            assert not allowed
            return False
        assert allowed
        return True

    @property
    def live(self) -> bool:
        return self.model.status != "closed"

    def void(self) -> None:
        held = self.model.held
        if self.model.status == "accepted" and held != (*self.parts, self.controls):
            self.model.status = "open"

    @rule(days=st.integers(1, 70))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days)

    @rule(a=st.integers(1, 5), b=st.integers(1, 5), why=st.sampled_from(["because", " "]), who=st.sampled_from("ab"))
    def review(self, a: int, b: int, why: str, who: str) -> None:
        done = self.expect(
            self.live and bool(why.strip()), lambda: reviewed(self.risk, GROUP, sign(self.day, who), Score(a, b), why)
        )
        if done:
            self.parts, self.model.score = (a, b), a * b
            self.model.last_was_no_change = False
            self.model.reviews += 1
            self.looked = self.day
            self.void()

    @rule(why=st.sampled_from(["because", ""]), who=st.sampled_from("ab"))
    def no_change(self, why: str, who: str) -> None:
        barred = self.model.score >= 15 and self.model.last_was_no_change
        done = self.expect(
            self.live and bool(why) and not barred, lambda: unchanged(self.risk, GROUP, sign(self.day, who), why)
        )
        if done:
            self.model.last_was_no_change = True
            self.model.reviews += 1
            self.looked = self.day

    @rule(ahead=st.integers(-5, 330))
    def accept(self, ahead: int) -> None:
        until = self.day + timedelta(ahead)
        if self.expect(self.live and ahead > 0, lambda: accepted(self.risk, sign(self.day, "chair"), until, "for now")):
            self.model.status = "accepted"
            self.model.held = (self.parts[0], self.parts[1], self.controls)

    @rule(word=st.sampled_from(["as raised", "one more"]))
    def change_controls(self, word: str) -> None:
        now = self.risk.controls if word == self.controls else (word,)
        fits = self.risk.target.product <= self.model.score
        if self.expect(self.live and fits, lambda: detailed(self.risk, replace(self.risk, controls=now))):
            self.controls = word
            self.void()

    @rule(trust=st.sampled_from(["NNUH", "QEHKL", "JPUH"]), yes=st.booleans())
    def another_trust_answers(self, trust: str, yes: bool) -> None:
        said = Seen(trust, yes, "", ObjectId("x"), self.day)
        if self.expect(self.live and trust != self.model.trust, lambda: answered_elsewhere(self.risk, said)):
            self.model.seen = self.model.seen | {trust} if yes else self.model.seen - {trust}

    @rule()
    def share(self) -> None:
        allowed = self.live and self.model.trust != "ALL" and bool(self.model.seen)
        if self.expect(allowed, lambda: shared(self.risk, sign(self.day))):
            self.model.trust = "ALL"
            self.model.seen = self.model.seen | {"JPUH"}

    @rule(why=st.sampled_from(["done", ""]), sure=st.integers(0, 9))
    def close(self, why: str, sure: int) -> None:
        if sure:  # closing ends a walk, so it is rare
            return
        if self.expect(self.live and bool(why), lambda: closed(self.risk, sign(self.day), why)):
            self.model.status = "closed"

    @invariant()
    def they_agree(self) -> None:
        risk, model = self.risk, self.model
        assert (risk.score, risk.status.value, risk.trust) == (model.score, model.status, model.trust)
        assert len(risk.reviews) == min(model.reviews, 24)
        assert {s.trust for s in risk.elsewhere if s.seen} == model.seen
        if model.status == "closed":
            assert risk.next_review is None
            return
        months = next(n for low, n in MONTHS if model.score >= low)
        ahead = (risk.next_review.year - self.looked.year) * 12 + risk.next_review.month - self.looked.month  # type: ignore[union-attr]
        assert ahead == months, "nobody pushes the review day out"
        if risk.status == Status.ACCEPTED:
            assert risk.acceptance is not None
            assert expired(risk, self.day) == (risk.acceptance.until < self.day)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
