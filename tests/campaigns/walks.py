"""Random walks of a risk, a concern, a signal and a learning event, two people at a time, against models written apart.

    make campaign-walks N=20000        so many walks of each kind; what was tried is counted
    python -m tests.campaigns.walks 20000 1

Each person acts on a card of their own that may be out of date; what the store would refuse as stale is counted. Every
other step must go through exactly when the model says so, and afterwards record and model must say the same.
Owns: the models, in the plainest words, from the domain guide. Must not: read a rule from `domain/`.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain import concerns, learning_events, risk_changes, risk_merges, signals
from domain.learning import Sign as LearningSign
from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.risks import Seen, expired
from domain.scores import Score
from tests.concerns_made import CHAIR, DAYS, JPUH, a_concern, a_signal
from tests.sample_risks import GROUP, a_raised, sign

STEPS = 30
TRUSTS = ("JPUH", "NNUH", "QEHKL")
REVIEWED_AFTER = ((15, 1), (8, 2), (4, 3), (1, 6))
"""Months to the next review by score. Source: domain guide 5."""

Attempt = tuple[bool, Callable[[], Any], Callable[[], None]]
"""Whether the model allows it, the step itself, and what it does to the model."""


class Walker:
    """One record with its model. `day` goes on by itself."""

    def __init__(self, rng: random.Random, begin: date) -> None:
        self.rng, self.day = rng, begin
        self.kept: Any = None

    def words(self) -> str:
        """A reason, or none at all."""
        return self.rng.choice(("because", "it was looked at", "", "  "))

    def steps(self) -> Sequence[Callable[[Any, str], Attempt]]:
        """Everything that may be tried, each on a card by a person."""
        raise NotImplementedError

    def agree(self) -> None:
        """Whether record and model say the same."""
        raise NotImplementedError


class RiskWalk(Walker):
    """Source: domain guide 5; product.md "Risk register"."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng, date(2026, 6, 1))
        self.likely, self.bad = rng.randint(2, 5), 4
        self.kept = replace(a_raised(day=self.day, likelihood=self.likely), version=1)
        self.state, self.trust, self.reviews, self.controls = "open", "JPUH", 1, "as raised"
        self.looked, self.still = self.day, False
        self.held: tuple[int, int, str] | None = None
        self.until = self.day
        self.seen: set[str] = set()
        self.parts: list[str] = []

    def steps(self) -> Sequence[Callable[[Any, str], Attempt]]:
        """All there is; closing ends a walk, so it is rare."""
        often = (self.review, self.no_change, self.accept, self.control, self.answer, self.share, self.take_in)
        return (*often, *often, *often, self.close)

    @property
    def live(self) -> bool:
        return self.state != "closed"

    @property
    def score(self) -> int:
        return self.likely * self.bad

    def void(self) -> None:
        if self.state == "accepted" and self.held != (self.likely, self.bad, self.controls):
            self.state = "open"

    def review(self, card: Any, who: str) -> Attempt:
        a, b, why = self.rng.randint(1, 5), self.rng.randint(1, 5), self.words()

        def then() -> None:
            self.likely, self.bad, self.still, self.looked = a, b, False, self.day
            self.reviews += 1
            self.void()

        signed = sign(self.day, who)
        return (
            self.live and bool(why.strip()),
            lambda: risk_changes.reviewed(card, GROUP, signed, Score(a, b), why),
            then,
        )

    def no_change(self, card: Any, who: str) -> Attempt:
        why, barred = self.words(), self.score >= 15 and self.still

        def then() -> None:
            self.still, self.looked = True, self.day
            self.reviews += 1

        signed = sign(self.day, who)
        allowed = self.live and bool(why.strip()) and not barred
        return allowed, lambda: risk_changes.unchanged(card, GROUP, signed, why), then

    def accept(self, card: Any, who: str) -> Attempt:
        ahead, why = self.rng.randint(-5, 330), self.words()
        until = self.day + timedelta(ahead)

        def then() -> None:
            self.state, self.held, self.until = "accepted", (self.likely, self.bad, self.controls), until

        allowed = self.live and bool(why.strip()) and ahead > 0
        return allowed, lambda: risk_changes.accepted(card, sign(self.day, who), until, why), then

    def control(self, card: Any, who: str) -> Attempt:
        word = self.rng.choice(("a huddle", "a rota", "a drill"))

        def then() -> None:
            self.controls = word
            self.void()

        fits = self.live and self.score >= 8  # its target is 8
        return fits, lambda: risk_changes.detailed(card, replace(card, controls=(word,))), then

    def answer(self, card: Any, who: str) -> Attempt:
        trust, yes = self.rng.choice(TRUSTS), self.rng.random() < 0.5
        said = Seen(trust, yes, "", ObjectId(who), self.day)

        def then() -> None:
            self.seen = self.seen | {trust} if yes else self.seen - {trust}

        allowed = self.live and trust != self.trust
        return allowed, lambda: risk_changes.answered_elsewhere(card, said), then

    def share(self, card: Any, who: str) -> Attempt:
        def then() -> None:
            self.trust = "ALL"
            self.seen |= {"JPUH"}

        allowed = self.live and self.trust != "ALL" and bool(self.seen)
        return allowed, lambda: risk_changes.shared(card, sign(self.day, who)), then

    def take_in(self, card: Any, who: str) -> Attempt:
        trust, why, number = self.rng.choice((*TRUSTS, "ALL")), self.words(), len(self.parts) + 2
        part = a_raised(f"RSK-26-{number:03d}", trust=trust, controls=card.controls, gaps=card.gaps)

        def then() -> None:
            if trust != self.trust:
                self.seen |= {t for t in (trust, self.trust) if t != "ALL"}
                self.trust = "ALL"
            self.parts.append(part.id)
            self.state = "open" if self.state == "accepted" else self.state

        allowed = self.live and bool(why.strip())
        return allowed, lambda: risk_merges.merged(card, part, sign(self.day, who), why)[0], then

    def close(self, card: Any, who: str) -> Attempt:
        why = self.words()

        def then() -> None:
            self.state = "closed"

        return self.live and bool(why.strip()), lambda: risk_changes.closed(card, sign(self.day, who), why), then

    def agree(self) -> None:
        """Score, state, trust, reviews, answers, parts, the day of the next review and the acceptance."""
        risk = self.kept
        assert (risk.score, risk.status.value, risk.trust) == (self.score, self.state, self.trust)
        assert len(risk.reviews) == min(self.reviews, 24)
        assert {s.trust for s in risk.elsewhere if s.seen} == self.seen
        assert list(risk.merged) == self.parts
        if not self.live:
            assert risk.next_review is None
            return
        months = next(n for low, n in REVIEWED_AFTER if self.score >= low)
        ahead = (risk.next_review.year - self.looked.year) * 12 + risk.next_review.month - self.looked.month
        assert ahead == months, "nobody pushes the review day out"
        assert expired(risk, self.day) == (self.state == "accepted" and self.until < self.day)


class ConcernWalk(Walker):
    """Source: product.md "Raise a concern between meetings"."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng, date(2026, 11, 23))
        self.kept = replace(a_concern(), version=1)
        self.state, self.first, self.theme, self.became = "raised", "", "", list[str]()

    def steps(self) -> Sequence[Callable[[Any, str], Attempt]]:
        """All there is; closing is rarer."""
        often = (self.acknowledge, self.look, self.tag)
        return (*often, *often, self.close)

    def signed(self, who: str) -> concerns.Sign:
        return concerns.Sign(ObjectId(who), who.capitalize(), self.day)

    def read(self, who: str) -> None:
        self.first = self.first or who.capitalize()

    def acknowledge(self, card: Any, who: str) -> Attempt:
        def then() -> None:
            self.state = "acknowledged"
            self.read(who)

        return self.state == "raised", lambda: concerns.acknowledged(card, self.signed(who)), then

    def typed(self) -> tuple[str, list[str], bool]:
        """Ids as typed, those in it, and whether it may stand."""
        text = self.rng.choice(("", "rsk-26-003", "ACT-26-014 and RSK-26-003", "the rota"))
        found = [i for i in ("ACT-26-014", "RSK-26-003") if i in text.upper()]
        return text, found, not text or bool(found)

    def look(self, card: Any, who: str) -> Attempt:
        why, (text, ids, fits) = self.words(), self.typed()

        def then() -> None:
            self.state = "looking"
            self.became += [i for i in ids if i not in self.became]
            self.read(who)

        allowed = self.state != "closed" and bool(why.strip()) and fits
        return allowed, lambda: concerns.looked_at(card, self.signed(who), why, text), then

    def tag(self, card: Any, who: str) -> Attempt:
        theme = self.rng.choice(("triage", "pph", ""))

        def then() -> None:
            self.theme = theme

        return self.state != "closed" and bool(theme), lambda: concerns.themed(card, theme), then

    def close(self, card: Any, who: str) -> Attempt:
        why, (text, ids, fits) = self.words(), self.typed()

        def then() -> None:
            self.state = "closed"
            self.became += [i for i in ids if i not in self.became]
            self.read(who)

        allowed = self.state != "closed" and bool(why.strip()) and fits
        return allowed, lambda: concerns.closed(card, self.signed(who), why, text), then

    def agree(self) -> None:
        """State, who read it first, theme, what came of it; and that nobody is named who raised it."""
        found = self.kept
        assert (found.status.value, found.acknowledged_name) == (self.state, self.first)
        assert (found.theme, found.counted) == (self.theme, bool(self.theme))
        assert list(found.became) == self.became
        assert (found.live, bool(found.outcome)) == (self.state != "closed", self.state == "closed")
        assert (found.by, found.by_name, found.due) == ("", "", date(2026, 11, 24))


class SignalWalk(Walker):
    """Source: domain guide 4.6; product.md "MOSS"."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng, date(2026, 11, 23))
        self.kept = replace(a_signal(), version=1)
        self.state, self.level = "logged", "amber"
        self.on: date | None = None

    def steps(self) -> Sequence[Callable[[Any, str], Attempt]]:
        """All there is; what ends a walk is rarer."""
        often = (self.correct, self.outcome)
        return (*often, *often, *often, self.withdraw, self.close)

    def signed(self, who: str) -> signals.Sign:
        return signals.Sign(ObjectId(who), who, self.day)

    def correct(self, card: Any, who: str) -> Attempt:
        level, what = self.rng.choice(("amber", "red", "green", "")), self.words()

        def then() -> None:
            self.level = level

        allowed = self.state == "logged" and level in {"amber", "red"} and bool(what.strip())
        return allowed, lambda: signals.logged(replace(card, level=level, what=what), None, DAYS), then

    def outcome(self, card: Any, who: str) -> Attempt:
        on, what = self.day + timedelta(self.rng.randint(-12, 3)), self.words()

        def then() -> None:
            self.state, self.on = "checked", on

        fits = date(2026, 11, 23) <= on <= self.day and bool(what.strip())
        allowed = self.state in {"logged", "checked"} and fits
        return allowed, lambda: signals.checked(card, self.signed(who), on, what, ""), then

    def close(self, card: Any, who: str) -> Attempt:
        why = self.words()

        def then() -> None:
            self.state = "closed"

        return self.state == "checked" and bool(why.strip()), lambda: signals.closed(card, self.signed(who), why), then

    def withdraw(self, card: Any, who: str) -> Attempt:
        why = self.words()

        def then() -> None:
            self.state = "withdrawn"

        allowed = self.state == "logged" and bool(why.strip())
        return allowed, lambda: signals.withdrawn(card, self.signed(who), why), then

    def agree(self) -> None:
        """State, level, days, and the rules for escalation that it meets."""
        found = self.kept
        assert (found.status.value, found.level, found.checked_on) == (self.state, self.level, self.on)
        assert found.due == date(2026, 12, 3), "eight working days"
        over = self.state in {"closed", "withdrawn"}
        assert (found.live, found.closed_on is not None) == (not over, over)
        late = self.state == "logged" and self.day > date(2026, 12, 3)
        rules = [word for word, met in (("moss_red", self.level == "red"), ("late", late)) if met and not over]
        assert [f.trigger.key for f in signals.fired([found], self.day)] == rules


class EventWalk(Walker):
    """Source: domain guide 10 row 7; product.md "Learning-event coverage"."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng, date(2026, 11, 23))
        self.on = self.day + timedelta(rng.randint(-3, 40))
        fresh = learning_events.LearningEvent("EVT-26-001", "Weighing blood loss", ("pph",), self.on, "JPUH")
        made = learning_events.planned(fresh, LearningSign(JPUH.object_id, JPUH.name, self.day))
        self.kept = replace(made, version=1)
        self.state = "planned"
        self.came: set[str] = set()
        self.said: dict[str, str] = {}

    def steps(self) -> Sequence[Callable[[Any, str], Attempt]]:
        """All there is; giving it up is rare."""
        often = (self.hold, self.move, self.follow_up, self.follow_up)
        return (*often, *often, self.cancel)

    def hold(self, card: Any, who: str) -> Attempt:
        came = [learning_events.Attendance(t, self.rng.choice((0, 0, 3, 12))) for t in TRUSTS]
        learned, day = self.words(), self.day

        def then() -> None:
            self.state, self.came = "held", {a.trust for a in came if a.people}

        allowed = self.state == "planned" and self.on <= day and bool(learned.strip()) and any(a.people for a in came)
        return allowed, lambda: learning_events.held(card, came, learned, day), then

    def move(self, card: Any, who: str) -> Attempt:
        on, day = self.day + timedelta(self.rng.randint(-9, 30)), self.day

        def then() -> None:
            self.on = on

        return self.state == "planned" and on >= day, lambda: learning_events.moved(card, on, day), then

    def cancel(self, card: Any, who: str) -> Attempt:
        why = self.words()

        def then() -> None:
            self.state = "cancelled"

        return self.state == "planned" and bool(why.strip()), lambda: learning_events.cancelled(card, why), then

    def follow_up(self, card: Any, who: str) -> Attempt:
        trust, how = self.rng.choice(TRUSTS), self.rng.choice(("yes", "partly", "not_yet"))
        said = learning_events.FollowUp(trust, learning_events.Changed(how), "", ObjectId(who), self.day)

        def then() -> None:
            self.said[trust] = how
            self.state = "followed_up" if set(self.said) == self.came else "held"

        allowed = self.state in {"held", "followed_up"} and trust in self.came
        return allowed, lambda: learning_events.followed_up(card, said), then

    def agree(self) -> None:
        """State, its day, who came, what each said, and the day three months later."""
        found = self.kept
        assert (found.stage.value, found.on, set(found.attended)) == (self.state, self.on, self.came)
        assert {a.trust: a.changed.value for a in found.answers} == self.said
        assert set(found.unanswered) == self.came - set(self.said)
        assert (found.follow_up_on is not None) == bool(self.came)
        if found.follow_up_on is not None:
            months = (found.follow_up_on.year - self.on.year) * 12 + found.follow_up_on.month - self.on.month
            assert months == 3


KINDS: dict[str, Callable[[random.Random], Walker]] = {
    "risk": RiskWalk,
    "concern": ConcernWalk,
    "signal": SignalWalk,
    "learning event": EventWalk,
}


def walk(kind: str, seed: int, steps: int = STEPS) -> Counter[str]:
    """One walk; how many steps were done, refused, or stale. Raises `AssertionError` where model and record part."""
    rng = random.Random(f"{kind}/{seed}")
    walker = KINDS[kind](rng)
    cards: dict[ObjectId, Any] = dict.fromkeys((CHAIR.object_id, JPUH.object_id), walker.kept)
    told: Counter[str] = Counter()
    for _ in range(steps):
        walker.day += timedelta(rng.choice((0, 0, 0, 1, 2, 9, 40)))
        who = rng.choice(tuple(cards))
        if rng.random() < 0.4:
            cards[who] = walker.kept  # they open it anew
        allowed, do, then = rng.choice(walker.steps())(cards[who], who)
        if cards[who].version != walker.kept.version:
            told["stale"] += 1
            continue
        try:
            after = do()
        except (Invalid, NotAllowed):
            assert not allowed, f"{kind} {seed}: refused, and the model allows it"
            told["refused"] += 1
        else:
            assert allowed, f"{kind} {seed}: done, and the model does not allow it"
            then()
            walker.kept = cards[who] = replace(after, version=walker.kept.version + 1)
            told["done"] += 1
        walker.agree()
    return told


def campaign_of(kind: str, walks: int, seed: int) -> Counter[str]:
    """So many walks of one kind."""
    told: Counter[str] = Counter()
    for number in range(walks):
        told.update(walk(kind, seed * 10_000_000 + number))
    return told


def campaign(walks: int, seed: int) -> dict[str, Counter[str]]:
    """So many walks of each kind."""
    return {kind: campaign_of(kind, walks, seed) for kind in KINDS}


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    begun = time.monotonic()
    for kind, told in campaign(wanted, int(sys.argv[2]) if len(sys.argv) > 2 else 1).items():
        print(f"{kind}: {wanted} walks, " + ", ".join(f"{told[k]} {k}" for k in ("done", "refused", "stale")))  # noqa: T201 said to who runs it
    print(f"Record and model agree after every step; {time.monotonic() - begun:.0f} s.")  # noqa: T201 said to who runs it
