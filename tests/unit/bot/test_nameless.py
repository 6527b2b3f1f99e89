"""What of a turn is left when somebody is not named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.contracts import Context, Happening, Place, PlaceKind, Speaker, Turn
from bot.nameless import NOBODY, hidden
from domain.people import ObjectId
from storage.session import Session
from tests.concerns_made import MEMBER
from tests.sample_risks import GROUP

AT = datetime(2026, 7, 1, 14, 41, 17, tzinfo=UTC)


def test_person_place_turn_and_time_of_day_are_gone_and_the_session_forgets_them_too() -> None:
    nowhere: Any = None
    session = Session(nowhere, "sqog", AT, turn_id="activity-7")
    session.acting(MEMBER)
    place = Place(PlaceKind.PERSONAL, "a:conversation", "https://service", "tenant", "28:bot")
    turn = Turn(
        "activity-7", AT, Speaker(MEMBER.object_id, "29:teams", "Sam Fielding"), place, Happening.PRESSED,
        verb="concern.send_anonymously", values={"ctx": "seal", "text": "words"}, card_id="card-1",
    )  # fmt: skip
    left = hidden(Context(turn, MEMBER, GROUP, session, AT.astimezone(GROUP.zone)))
    told = repr(left.turn) + repr(left.member)
    for trace in (
        "activity-7",
        "Sam",
        "29:teams",
        "a:conversation",
        "https://service",
        "card-1",
        "seal",
        "14:41",
        "41",
    ):
        assert trace not in told, trace
    assert MEMBER.object_id not in repr(left.turn).replace("anonymous", "")
    assert left.member == NOBODY
    assert left.member.object_id == ObjectId("")
    midnight = datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert left.now == left.turn.at == session.now == midnight
    assert left.today.isoformat() == "2026-07-01"
    assert (session.actor, session.turn_id, session.member) == ("system:anonymous", "", None)
