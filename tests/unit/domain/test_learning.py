"""Learning on its way to everybody: who may, which steps, and random walks against a model written apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from domain.learning import (
    Answer,
    Kind,
    Learning,
    Sign,
    Stage,
    answered,
    decides,
    mended,
    mends,
    reads,
    sent_back,
    shared,
    taken_up,
    takes_up,
    withdrawn,
    withdraws,
    written,
)
from domain.people import Member, ObjectId, Role
from domain.refusals import Invalid, NotAllowed, Refusal
from tests.stores import a_member

DAY = date(2026, 11, 23)
AUTHOR = a_member(1, Role.TRUST_LEAD, name="Tom Bailey", trusts=("JPUH",))
CHAIR = a_member(2, Role.CHAIR, name="Helen Marsh")
OTHER = a_member(3, Role.TRUST_LEAD, trusts=("NNUH", "QEHKL"))
OBSERVER = a_member(4, Role.OBSERVER)
SIGN = Sign(AUTHOR.object_id, AUTHOR.name, DAY)
FRESH = Learning("LRN-26-001", Kind.GOOD_PRACTICE, " Trolley check ", "Each morning, by name.", "JPUH", ("equipment",))


def an_answer(text: str = "We have a template") -> Answer:
    return Answer("NNUH", text, ObjectId("n"), DAY)


def test_what_is_written_waits_for_the_chair() -> None:
    entry = written(FRESH, SIGN)
    assert (entry.title, entry.stage, entry.by, entry.written_on) == ("Trolley check", Stage.WAITING, SIGN.by, DAY)
    for missing in (replace(FRESH, title=" "), replace(FRESH, text="")):
        with pytest.raises(Invalid):
            written(missing, SIGN)


def test_a_person_is_named_only_when_they_agreed() -> None:
    entry = written(FRESH, SIGN)
    assert entry.whose == "JPUH"
    assert replace(entry, named=True).whose == "Tom Bailey, JPUH"
    assert replace(entry, trust="ALL").whose == "the LMNS office"


def test_who_may_what() -> None:
    entry = written(FRESH, SIGN)
    people = (AUTHOR, CHAIR, OTHER, OBSERVER)
    assert [reads(m, entry) for m in people] == [True, True, False, False]
    assert [reads(m, shared(entry, SIGN)) for m in people] == [True, True, True, False]
    assert [decides(m) for m in people] == [False, True, False, False]
    assert [mends(m, entry) for m in people] == [True, False, False, False]
    assert [withdraws(m, entry) for m in people] == [True, True, False, False]
    assert not mends(AUTHOR, shared(entry, SIGN))
    assert not withdraws(AUTHOR, withdrawn(entry, ""))


def test_the_chair_may_ask_and_the_author_mends() -> None:
    back = sent_back(written(FRESH, SIGN), " Which trolley? ")
    assert (back.stage, back.note) == (Stage.SENT_BACK, "Which trolley?")
    with pytest.raises(Invalid):
        sent_back(written(FRESH, SIGN), "")
    again = mended(back, replace(FRESH, title="Resuscitation trolley check", named=True))
    assert (again.stage, again.title, again.note, again.written_on) == (
        Stage.WAITING,
        "Resuscitation trolley check",
        "",
        DAY,
    )


def test_a_request_is_answered_and_nothing_else_is() -> None:
    ask = shared(written(replace(FRESH, kind=Kind.ASK), SIGN), SIGN)
    assert [a.text for a in answered(ask, an_answer(" yes ")).answers] == ["yes"]
    with pytest.raises(Invalid):
        answered(ask, an_answer(" "))
    for wrong in (shared(written(FRESH, SIGN), SIGN), written(replace(FRESH, kind=Kind.ASK), SIGN)):
        with pytest.raises(NotAllowed):
            answered(wrong, an_answer())


def test_another_trust_takes_it_up_once() -> None:
    entry = shared(written(FRESH, SIGN), SIGN)
    assert takes_up(OTHER, entry) == ("NNUH", "QEHKL")
    after = taken_up(entry, "NNUH")
    assert takes_up(OTHER, after) == ("QEHKL",)
    assert takes_up(AUTHOR, entry) == takes_up(OTHER, written(FRESH, SIGN)) == ()
    for trust, which in (("NNUH", after), ("JPUH", entry), ("NNUH", written(FRESH, SIGN))):
        with pytest.raises(NotAllowed):
            taken_up(which, trust)


def test_what_was_shared_is_taken_back_with_a_reason() -> None:
    entry = shared(written(FRESH, SIGN), SIGN)
    with pytest.raises(Invalid):
        withdrawn(entry, " ")
    gone = withdrawn(entry, "it was about one case")
    assert (gone.stage.words, gone.note) == ("taken back", "it was about one case")
    with pytest.raises(NotAllowed, match="taken back already"):
        shared(gone, SIGN)
    assert [k.words for k in Kind] == ["good practice", "learning", "a request to the other trusts"]


MOVES = {
    # from -> what may be done, written out apart from the rules
    "waiting": {"share": "shared", "ask": "sent_back", "mend": "waiting", "withdraw": "withdrawn"},
    "sent_back": {"mend": "waiting", "withdraw": "withdrawn"},
    "shared": {"withdraw": "withdrawn", "answer": "shared", "take up": "shared"},
    "withdrawn": {},
}


def step(entry: Learning, move: str, trust: str) -> Learning:
    steps = {
        "share": lambda: shared(entry, SIGN),
        "ask": lambda: sent_back(entry, "which?"),
        "mend": lambda: mended(entry, FRESH if entry.kind != Kind.ASK else replace(FRESH, kind=Kind.ASK)),
        "withdraw": lambda: withdrawn(entry, "why"),
        "answer": lambda: answered(entry, an_answer()),
        "take up": lambda: taken_up(entry, trust),
    }
    return steps[move]()


def test_random_walks_of_two_people_agree_with_the_model() -> None:
    rng = random.Random(26)
    for _ in range(4_000):
        kind = rng.choice(list(Kind))
        entry = written(replace(FRESH, kind=kind), SIGN)
        stage, answers, up = "waiting", 0, set[str]()
        for _ in range(12):
            seen: Learning = entry
            move, trust = rng.choice([*MOVES["waiting"], "answer", "take up"]), rng.choice(["JPUH", "NNUH"])
            allowed = move in MOVES[stage]
            allowed &= move != "answer" or kind == Kind.ASK
            allowed &= move != "take up" or (kind != Kind.ASK and trust != "JPUH" and trust not in up)
            try:
                entry = step(entry, move, trust)
            except Refusal:
                assert not allowed, (stage, move)
                assert entry is seen
                continue
            assert allowed, (stage, move)
            stage = MOVES[stage][move]
            answers += move == "answer"
            up |= {trust} if move == "take up" else set()
            assert (entry.stage.value, len(entry.answers), set(entry.taken_up)) == (stage, answers, up)


def test_a_member_without_a_trust_takes_nothing_up() -> None:
    someone: Member = a_member(7, Role.MEMBER, trusts=("NNUH",))
    assert takes_up(someone, shared(written(FRESH, SIGN), SIGN)) == (), "a lead speaks for a trust"
    assert takes_up(OTHER, shared(written(replace(FRESH, kind=Kind.ASK), SIGN), SIGN)) == ()
