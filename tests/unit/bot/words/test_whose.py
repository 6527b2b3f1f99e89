"""The trust at the edges of a stretch is said by `trusts` and not again by the words."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("new risk: JPUH - chair of the MNVP not in post", "chair of the MNVP not in post"),
        ("new risk for the Paget: cots closed overnight", "cots closed overnight"),
        ("put a risk on for the Paget only one theatre working", "only one theatre working"),
        ("new risk: cots closed overnight at Norwich", "cots closed overnight"),
        ("new risk: transfers to Norwich", "transfers to Norwich"),
        ("new risk: transfers between Lynn and Norwich", "transfers between Lynn and Norwich"),
        ("share learning from us: the huddle saves time", "the huddle saves time"),
        ("share some learning from the Paget the huddle saves time", "the huddle saves time"),
        ("add evidence for SA6: NNUH, SA6, staffing paper", "staffing paper"),
    ],
)
def test_a_trust_at_the_edge_is_cut_and_one_inside_stays(said, text):
    assert heard(said, "member")["slots"]["text"] == text
