"""Numbers that were said."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("october: births 393, pph 12 and SATOD 7.9%", {"births": 393, "pph1500": 12, "satod": 7.9}),
        ("oct - 142 births, 8 PPH, SATOD 11.3%", {"births": 142, "pph1500": 8, "satod": 11.3}),
        ("births 1,234 this month", {"births": 1234}),
        ("correction: PPH should be 11 not 12", {"pph1500": 11}),
        ("wrong figure: change births from 145 to 154", {"births": 154}),
        ("new risk: roof, 4x3", {"likelihood": 4, "consequence": 3}),
        ("new risk: roof, likelihood 4 consequence 3", {"likelihood": 4, "consequence": 3}),
        ("new risk: roof, consequence 3 likelihood 4", {"likelihood": 4, "consequence": 3}),
        ("review risk 5, likelihood 2", {"likelihood": 2}),
        ("review risk 5, down to 12", {"score": 12}),
        ("review risk 5 now 13", {}),
    ],
)
def test_figures(text, figures):
    assert heard(text, "trust_lead", "NNUH")["slots"].get("figures", {}) == figures


@pytest.mark.parametrize(
    ("text", "score"),
    [("risks 15+", 15), ("risks 12 or more", 12), ("risks above 12", 12), ("risks scoring 99", None), ("risks", None)],
)
def test_the_least_score(text, score):
    assert heard(text)["slots"].get("min_score") == score
