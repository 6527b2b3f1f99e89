"""The data files of the parser."""

from __future__ import annotations

from bot.words import shelf


def test_every_file_says_its_source():
    for path in shelf.DATA.glob("*.txt"):
        assert "Source: " in path.read_text(encoding="utf-8"), path.name


def test_a_line_goes_on_when_indented_and_a_remark_is_skipped():
    lexicon = dict(shelf.named(shelf.sections("lexicon")[""]))
    assert "cheers" in lexicon["GREET"]
    assert not any(name.startswith("#") for name in lexicon)


def test_words():
    assert "please" in shelf.words("small", "polite")
