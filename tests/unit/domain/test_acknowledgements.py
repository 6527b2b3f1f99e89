"""One acknowledgement for each reader of each text."""

from datetime import UTC, datetime

from domain.acknowledgements import acknowledged
from domain.people import ObjectId

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_the_same_person_and_text_have_the_same_id():
    first, again = acknowledged("SUM-26-001", ObjectId("p"), AT), acknowledged("SUM-26-001", ObjectId("p"), AT)
    assert first == again
    assert first.id != acknowledged("SUM-26-001", ObjectId("q"), AT).id
    assert first.id != acknowledged("REP-26-001", ObjectId("p"), AT).id
