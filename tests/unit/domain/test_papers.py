"""Documents as blocks and their plain text."""

from datetime import UTC, datetime

from domain.papers import Bullets, Figure, Heading, Paper, Para, Table, listed, reworded

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


def test_every_text_of_a_document_can_be_reworded_by_one_rule():
    blocks = (Heading("a"), Para("b"), Bullets(("c", "d")), Table("e", ("f",), (("g",),)), Figure(b"png", "h"))
    changed = reworded(Paper("title", "author", NOW, blocks), str.upper)
    assert changed.text == "title\nA\nB\n- C\n- D\ne\nf\nG\nh"
