"""Rare events in the pack."""

from domain import pack_rare
from domain.pack_rare import Rare
from domain.papers import Figure, Heading, Para, Table
from tests.unit.domain.test_between import made

STEADY = made([1, 0, 0] * 8)


def test_what_lies_between_events_is_a_table_pictures_and_words():
    found = list(pack_rare.blocks([Rare(STEADY, b"png"), Rare(made([0] * 4))], outside=False))
    (table,) = [b for b in found if isinstance(b, Table)]
    assert table.rows[0][2:] == ("about 380 births", "7", "310", "3,000")
    assert table.rows[1][2:] == ("about 600 births", "0", "none yet", "none yet")
    (figure,) = [b for b in found if isinstance(b, Figure)]
    assert figure.alt.startswith("Stillbirths from 24+0: JPUH, births between events. About 380 births since")
    assert next(b.text for b in found if isinstance(b, Heading)) == "Rare events"
    assert sum(isinstance(b, Para) and b.text.startswith("Method: g chart") for b in found) == 1, "said once"


def test_outside_the_meeting_it_is_left_out_and_said_so():
    found = list(pack_rare.blocks([Rare(STEADY, b"png")], outside=True))
    assert found == [Heading("Rare events", 2), Para(pack_rare.OUTSIDE)]
    assert list(pack_rare.blocks([], outside=False)) == []


def test_as_cells_with_its_words():
    ((*_, words),) = pack_rare.rows([Rare(STEADY)])
    assert words.startswith("About 380 births since the last one, in August 2026")
