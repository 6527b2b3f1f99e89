"""Ideas in small steps: random walks against a model, and who may say how it goes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from domain.ideas import Idea, Stage, judged, tried, updates
from domain.people import Role
from domain.refusals import Invalid, NotAllowed, Refusal
from tests.stores import a_member

DAY = date(2026, 11, 23)
IDEA = Idea("IDE-26-001", "Huddle at eight", "Ten minutes, all professions", "JPUH")


def test_it_is_tried_judged_and_tried_again() -> None:
    idea = judged(tried(IDEA, " one ward ", DAY), Stage.ADAPTED, " too early ", DAY)
    assert (idea.stage.words, idea.cycles[0].plan, idea.cycles[0].result) == (
        "to be tried again, changed",
        "one ward",
        "too early",
    )
    idea = judged(tried(idea, "at nine", DAY), Stage.ADOPTED, "kept", DAY)
    assert [(c.verdict, c.ended) for c in idea.cycles] == [("adapted", DAY), ("adopted", DAY)]


def test_words_are_needed() -> None:
    with pytest.raises(Invalid):
        tried(IDEA, " ", DAY)
    testing = tried(IDEA, "one ward", DAY)
    for verdict, result in ((Stage.ADOPTED, " "), (Stage.TESTING, "kept")):
        with pytest.raises(Invalid):
            judged(testing, verdict, result, DAY)
    with pytest.raises(NotAllowed):
        judged(IDEA, Stage.ADOPTED, "kept", DAY)


def test_who_may_say_how_it_goes() -> None:
    author, lead = a_member(1, Role.MEMBER), a_member(2, Role.TRUST_LEAD, trusts=("JPUH",))
    office, other = a_member(3, Role.COORDINATOR), a_member(4, Role.TRUST_LEAD, trusts=("NNUH",))
    idea = replace(IDEA, by=author.object_id)
    assert [updates(m, idea) for m in (author, lead, office, other)] == [True, True, True, False]


def test_random_walks_agree_with_the_model() -> None:
    rng = random.Random(3)
    for _ in range(3_000):
        idea, stage, turns = IDEA, "idea", 0
        for _ in range(8):
            move = rng.choice(["try", "adopted", "adapted", "abandoned"])
            allowed = stage in {"idea", "adapted"} if move == "try" else stage == "testing"
            try:
                idea = tried(idea, "x", DAY) if move == "try" else judged(idea, Stage(move), "y", DAY)
            except Refusal:
                assert not allowed
                continue
            assert allowed
            stage, turns = ("testing", turns + 1) if move == "try" else (move, turns)
            assert (idea.stage.value, len(idea.cycles)) == (stage, turns)
