"""What always holds of an action, whoever does what in whichever order: a machine tries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.action_dates import approve, ask_time, decline, discuss
from domain.action_steps import (
    Act,
    Note,
    assure,
    at_risk,
    deliver,
    give_evidence,
    no_change,
    on_track,
    reassign,
    reopen,
    send_back,
    stop,
)
from domain.actions import LIVE, ORDER, Action, Status
from domain.brag import Colour, brag
from domain.people import CHAIRS, Member
from domain.refusals import Refusal
from tests.actions_made import CHAIR, DUE, EVERYBODY, OWNER, TODAY, TRUSTS, VICE, act, made, shared

PEOPLE = st.sampled_from((*EVERYBODY, CHAIR, CHAIR, VICE, OWNER, OWNER))
"""Those who can do most come up most."""
TEXTS = st.sampled_from(["", "why", "the bank is late"])
NOTES = st.builds(
    Note,
    text=TEXTS,
    progress=st.none() | st.integers(-5, 105),
    source=st.sampled_from(["Audit", ""]),
    trust=st.sampled_from(["", "", *TRUSTS]),
)


class Life(RuleBasedStateMachine):
    """One action through anything that people may try."""

    @initialize(is_shared=st.booleans())
    def begin(self, is_shared: bool) -> None:
        self.action: Action = shared() if is_shared else made()
        self.first = self.action
        self.today: date = TODAY
        self.due_days: list[date] = [self.action.due]
        self.no_changes_late = 0
        self.givers: dict[str, set[str]] = {}
        """By line that is assured: who had given its evidence when it was."""

    def attempt(self, step: Any, by: Member, *args: Any) -> None:
        """A step, legal or refused; a refusal changes nothing."""
        before = self.action
        try:
            self.action = step(before, self.now(by), *args)
        except Refusal:
            assert self.action is before
            return
        assert self.action.updates[0].name == by.name
        assert self.action != before
        if self.action.due != self.due_days[-1]:
            self.due_days.append(self.action.due)
            assert by.is_any(CHAIRS)
        late = before.overdue(self.today)
        self.no_changes_late = self.no_changes_late + 1 if step is no_change and late else 0
        for line in self.action.all_lines:
            if line.status != Status.ASSURED:
                self.givers.pop(line.trust, None)
            elif line.trust not in self.givers:
                self.givers[line.trust] = {e.by for e in before.evidence if e.trust in {"", line.trust}}
        if before.status != Status.ASSURED and self.action.status == Status.ASSURED:
            assert by.is_any(CHAIRS)
            assert by.object_id not in {before.owner, before.deputy}

    def now(self, by: Member) -> Act:
        return act(by, self.today)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days)

    @rule(step=st.sampled_from([no_change, on_track, at_risk]), by=PEOPLE, note=NOTES)
    def owner_speaks(self, step: Any, by: Member, note: Note) -> None:
        self.attempt(step, by, note)

    @rule(step=st.sampled_from([deliver, give_evidence]), by=PEOPLE, note=NOTES)
    def it_is_done(self, step: Any, by: Member, note: Note) -> None:
        self.attempt(step, by, note)

    @rule(by=PEOPLE, note=NOTES)
    def second_person_agrees(self, by: Member, note: Note) -> None:
        self.attempt(assure, by, note)

    @rule(by=PEOPLE, note=NOTES)
    def second_person_doubts(self, by: Member, note: Note) -> None:
        self.attempt(send_back, by, note)

    @rule(by=PEOPLE, days=st.integers(-5, 60), reason=TEXTS)
    def time_is_asked(self, by: Member, days: int, reason: str) -> None:
        self.attempt(ask_time, by, self.action.due + timedelta(days), reason, "")

    @rule(by=PEOPLE)
    def time_is_granted(self, by: Member) -> None:
        self.attempt(approve, by)

    @rule(step=st.sampled_from([decline, discuss, stop, reopen]), by=PEOPLE, reason=TEXTS)
    def chair_decides(self, step: Any, by: Member, reason: str) -> None:
        self.attempt(step, by, reason)

    @rule(by=PEOPLE, to=PEOPLE, reason=TEXTS)
    def handed_over(self, by: Member, to: Member, reason: str) -> None:
        self.attempt(reassign, by, to, reason)

    @invariant()
    def the_first_date_never_moves(self) -> None:
        assert self.action.original_due == DUE

    @invariant()
    def slips_count_the_changes_of_date(self) -> None:
        assert self.action.slips == len(self.action.changes) == len(self.due_days) - 1
        assert [self.first.due, *(c.to for c in self.action.changes)] == self.due_days
        assert all(c.to > c.was and c.reason for c in self.action.changes)

    @invariant()
    def assured_needs_evidence_and_a_second_person(self) -> None:
        for line in self.action.all_lines:
            if line.status in {Status.EVIDENCED, Status.ASSURED}:
                assert self.action.held(line.trust)
            if line.status == Status.ASSURED:
                assert line.assured_by
                assert line.assured_by not in {line.delivered_by} | self.givers[line.trust]

    @invariant()
    def it_is_as_far_as_its_last_line_and_closed_only_with_a_reason(self) -> None:
        if self.action.status != Status.NOT_DOING:
            assert self.action.status == min((x.status for x in self.action.all_lines), key=ORDER.index)
        assert (self.action.closed_at is None) == (self.action.status in LIVE)
        assert bool(self.action.closed_reason) == (self.action.status == Status.NOT_DOING)

    @invariant()
    def nobody_says_no_change_twice_running_past_the_date(self) -> None:
        assert self.no_changes_late <= 1

    @invariant()
    def it_always_has_an_owner_a_colour_and_sane_figures(self) -> None:
        assert self.action.owner
        assert 0 <= self.action.progress <= 100
        found = brag(self.action, self.today, 30)
        assert found.reason
        assert (found.colour == Colour.BLUE) == (self.action.status == Status.ASSURED)
        assert (self.action.delivered_on is None) == (self.action.status in {Status.OPEN, Status.NOT_DOING})
        assert self.action.request is None or self.action.status == Status.OPEN


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=300, stateful_step_count=40)
