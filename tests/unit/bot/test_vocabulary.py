"""The vocabulary of a group: its trusts by any name, and slips mended without damaging words."""

from __future__ import annotations

from bot.vocabulary import Vocabulary
from domain.people import Trust, TrustCode
from tests.understanding import VOCABULARY


def test_a_new_trust_is_understood_without_touching_the_parser():
    west = Trust(TrustCode("WSH"), "RGR", "West Suffolk NHS Foundation Trust", ("west suffolk", "bury"))
    hits = Vocabulary.of((west,)).find(("risks", "at", "west", "suffolk"))
    assert {h.value for h in hits if h.kind == "trust"} == {"WSH"}


def test_codes_know_every_alias():
    assert VOCABULARY.codes["jph"] == "JPUH"
    assert VOCABULARY.trusts == ("NNUH", "JPUH", "QEHKL")


def test_slips_are_mended():
    assert VOCABULARY.mend("sumbit") == "submit"
    assert VOCABULARY.mend("gorlseton") == "gorleston"
    assert VOCABULARY.mend("septmber") == "september"


def test_everyday_words_short_words_and_nonsense_stay():
    assert VOCABULARY.mend("chance") == "chance"
    assert VOCABULARY.mend("rsk") == "rsk"
    assert VOCABULARY.mend("zzzzzzzz") == "zzzzzzzz"
    assert VOCABULARY.mend("a1b2c3") == "a1b2c3"
