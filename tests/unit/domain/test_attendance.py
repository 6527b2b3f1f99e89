"""Who was at a meeting, and for whom."""

from __future__ import annotations

import pytest

from domain.attendance import attendance_id, judged, seat, standing_in
from domain.people import Member, ObjectId, Role, TrustCode
from domain.quorum import Quorum
from domain.refusals import Invalid
from tests.attendance_made import DAY, a_meeting

TOM = Member(ObjectId("tom"), "Tom Bailey", frozenset({Role.TRUST_LEAD}), (TrustCode("JPUH"),))


def test_a_seat_is_for_ones_own_trusts_and_those_one_stood_in_for() -> None:
    assert seat(TOM).stands_for == ("JPUH",)
    stood = standing_in(a_meeting(), "QEHKL", "tom")
    assert seat(TOM, stood).stands_for == ("JPUH", "QEHKL")
    assert stood.voice("QEHKL") == "Tom Bailey"
    assert stood.voice("NNUH") == ""
    assert attendance_id(DAY) == a_meeting().id


def test_somebody_who_is_not_there_stands_for_nobody() -> None:
    with pytest.raises(Invalid, match="somebody who is there"):
        standing_in(a_meeting(), "QEHKL", "ann")


def test_the_rule_of_the_day_is_kept_with_the_meeting() -> None:
    whole, verdict = judged(a_meeting(), Quorum(office=0, trusts=1))
    assert whole.quorate
    assert whole.parts == verdict.parts
    assert not judged(a_meeting(), Quorum())[0].quorate
    with pytest.raises(Invalid, match="at least one person"):
        judged(a_meeting(present=()), Quorum())
