"""Documents as blocks and their plain text."""

from datetime import UTC, datetime

from domain.papers import Bullets, Figure, Heading, Paper, Para, Table, listed

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_the_text_says_every_block_in_order():
    blocks = (
        Heading("One"),
        Para("Words."),
        Bullets(("a", "b")),
        Table("What it shows", ("x", "y"), (("1", "2"),)),
        Figure(b"png", "A line that rises."),
    )
    assert Paper("Title", "Group", NOW, blocks).text == (
        "Title\nOne\nWords.\n- a\n- b\nWhat it shows\nx | y\n1 | 2\nA line that rises."
    )


def test_an_empty_list_says_so():
    assert listed([], "None.") == Para("None.")
    assert listed(["a"], "None.") == Bullets(("a",))
