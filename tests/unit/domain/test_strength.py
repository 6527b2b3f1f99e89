import pytest

from domain.strength import ADVICE, SOURCE, WORDS, Level, hint


@pytest.mark.parametrize(
    ("text", "level", "word"),
    [
        ("Recover attendance at emergencies training", Level.WEAK, "training"),
        ("Agree system mutual aid standard operating procedure", Level.MEDIUM, "standard operating procedure"),
        ("Interpreter use: add MANDATORY PROMPT to the record", Level.STRONG, "mandatory prompt"),
        ("Training, a checklist and a hard stop", Level.STRONG, "hard stop"),
    ],
)
def test_the_strongest_word_gives_the_level(text: str, level: Level, word: str):
    found = hint(text)
    assert found is not None
    assert (found.level, found.word) == (level, word)
    assert found.words.startswith(f"Strength: {level}, read from '{word}'. ")


@pytest.mark.parametrize("text", ["", "Soprano", "Constrain the retrained", "Agree who goes"])
def test_no_known_word_gives_no_hint(text: str):
    assert hint(text) is None


def test_each_level_has_words_advice_and_a_source():
    assert set(WORDS) == set(ADVICE) == set(Level)
    assert SOURCE
    every = [w for found in WORDS.values() for w in found]
    assert len(set(every)) == len(every)
