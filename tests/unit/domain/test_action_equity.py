"""An equity check written after the action was."""

from __future__ import annotations

import pytest

from domain.action_equity import examined
from domain.action_steps import stop
from domain.refusals import Invalid, NotAllowed
from tests.actions_made import BYSTANDER, CHAIR, LEAD, OFFICE, OTHER_LEAD, OWNER, act, made


@pytest.mark.parametrize("who", [OWNER, LEAD, CHAIR, OFFICE])
def test_whoever_keeps_the_action_adds_it_and_the_history_says_so(who):
    before = made(equity="")
    after = examined(before, act(who), " Women who need an interpreter; we count them. ")
    assert after.equity == "Women who need an interpreter; we count them."
    assert (after.updates[0].what, after.updates[0].text) == ("equity check added", after.equity)
    assert (after.heard_on, after.due, after.progress) == (before.heard_on, before.due, before.progress)
    changed = examined(after, act(who), "Nobody, we looked.")
    assert [u.what for u in changed.updates[:2]] == ["equity check changed", "equity check added"]


def test_what_is_refused():
    action = made(equity="Nobody")
    with pytest.raises(Invalid, match="in a few words"):
        examined(action, act(), "  ")
    with pytest.raises(Invalid, match="nothing is different"):
        examined(action, act(), "Nobody")
    for other in (OTHER_LEAD, BYSTANDER):
        with pytest.raises(NotAllowed, match="is written by its owner"):
            examined(action, act(other), "Somebody")
    with pytest.raises(NotAllowed, match="closed"):
        examined(stop(action, act(CHAIR), "merged"), act(), "Somebody")
