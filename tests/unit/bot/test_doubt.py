from datetime import UTC, datetime

import pytest

from bot import doubt
from bot.outbox import KINDS
from cards.kit import card, words

NOON = datetime(2026, 12, 7, 12, 0, tzinfo=UTC)


def test_each_kind_has_its_rule():
    assert KINDS >= doubt.ONCE_MORE | doubt.ASK_OWNER
    assert not {"reminder", "digest", "notice"} & (doubt.ONCE_MORE | doubt.ASK_OWNER)


def test_a_repeat_says_so_first_and_changes_nothing_else():
    made = card("Escalated", words("RSK-26-003 is extreme."))
    again = doubt.marked(made, 42, NOON)
    assert again.twin.splitlines()[0].startswith("Repeat of 7 December 2026, 12:00, reference 42.")
    assert again.content["body"][1:] == made.content["body"]
    assert {k: v for k, v in again.content.items() if k != "body"} == {
        k: v for k, v in made.content.items() if k != "body"
    }


@pytest.mark.parametrize("kind", sorted(KINDS - doubt.ONCE_MORE - doubt.ASK_OWNER))
def test_for_the_others_nothing_is_done(kind):
    class Row:
        key = "a"

    row = Row()
    row.kind = kind  # type: ignore[attr-defined]
    doubt.settle(None, row, None, None)  # type: ignore[arg-type]
