"""What figures were counted out of, as people say it."""

import pytest

from bot.parser import understand
from bot.playground import sample_group
from bot.understand import as_json
from bot.vocabulary import Vocabulary
from tests.scene import START


def heard(text):
    words = Vocabulary.of(sample_group()[0].trusts)
    return understand(text, vocabulary=words, role="trust_lead", trusts=("JPUH",), on=START.date())


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("pph 12 of 300", {"pph1500": (12, 300)}),
        ("submit pph 12 out of 1,300", {"pph1500": (12, 1300)}),
        ("submit pph 12/300, tears 4/210", {"pph1500": (12, 300), "tear34": (4, 210)}),
        ("12 of 300 pph", {"pph1500": (12, 300)}),
        ("12 out of 300 pph", {"pph1500": (12, 300)}),
        ("submit satod 31/393 one to one 380/385", {"satod": (31, 393), "one_to_one": (380, 385)}),
        ("pph 5.0% (15 of 300)", {"pph1500": (15, 300)}),
        ("correct pph to 12 out of 300", {"pph1500": (12, 300)}),
        ("pph should be 12/300 not 14/310", {"pph1500": (12, 300)}),
        ("pph 12 and births 300", {}),
        ("submit births 12 of 300", {}),
        ("submit pph 12 of many", {}),
    ],
)
def test_numbers_and_what_they_are_out_of(text, pairs):
    found = heard(text)
    assert found.command in {"submit", "correct_return"}
    assert found.slots.counted == pairs
    tops = {key: top for key, (top, _) in pairs.items() if "%" not in text}
    assert {k: found.slots.figures[k] for k in tops} == tops


def test_a_day_is_no_pair():
    assert heard("submit pph 12/10/2026").slots.counted == {}


def test_percentages_are_told_apart_and_none_of_it_is_printed():
    found = heard("submit pph 4%, satod 20, night fill 95%")
    assert found.slots.percents == ("pph1500",)
    assert set(as_json(found)["slots"]) == {"trusts", "figures"}
