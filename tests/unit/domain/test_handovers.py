from dataclasses import replace
from datetime import date

import pytest

from domain.handovers import counted, handover, in_words
from domain.refusals import Invalid
from tests.actions_made import BYSTANDER, OBSERVER, OFFICE, OWNER, TODAY

WAS = (OWNER.object_id, OWNER.name)


def test_it_says_who_gets_what_from_when():
    ordered = handover("HND-26-001", WAS, BYSTANDER, date(2026, 12, 1), " Olive moved ", OFFICE)
    assert in_words(ordered) == "All actions and risks of Olive go to Sam from 1 December 2026 on."
    assert in_words(replace(ordered, only="ACT-26-014")) == "ACT-26-014 goes to Sam from 1 December 2026 on."
    assert ordered.reason == "Olive moved"


def test_it_needs_somebody_else_who_is_here_and_a_reason():
    with pytest.raises(Invalid, match="owns it already"):
        handover("HND-26-001", WAS, OWNER, TODAY, "why", OFFICE)
    with pytest.raises(Invalid, match="in the group now"):
        handover("HND-26-001", WAS, replace(BYSTANDER, active=False), TODAY, "why", OFFICE)
    with pytest.raises(Invalid, match="no observer"):
        handover("HND-26-001", WAS, OBSERVER, TODAY, "why", OFFICE)
    with pytest.raises(Invalid, match="Reason"):
        handover("HND-26-001", WAS, BYSTANDER, TODAY, "", OFFICE)


def test_how_much_it_is():
    assert counted(3, 2, "open ") == "3 open actions and 2 risks"
    assert counted(0, 0, "open ") == "no open action or risk"
