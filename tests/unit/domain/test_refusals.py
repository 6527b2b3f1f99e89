"""What a member reads when something cannot be done."""

from __future__ import annotations

import pickle
from datetime import datetime

import pytest

from domain.refusals import Identifiable, Invalid, InvalidForm, NotAllowed, NotFound, Refusal, Stale


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal(), "That cannot be done."),
        (NotAllowed("No."), "No."),
        (NotAllowed("No.", "Say help."), "No. Say help."),
        (NotFound("that risk"), "I cannot find that risk. Check the id, or ask for the list."),
        (Invalid("Due", "please give a date."), "Due: please give a date."),
        (Invalid("", "The form did not arrive."), "The form did not arrive."),
        (InvalidForm((Invalid("A", "x."), Invalid("B", "y."))), "A: x.\nB: y."),
        (
            Stale("ACT-26-001", "Priya Nair", datetime(2026, 11, 23, 10, 32)),  # noqa: DTZ001 - local time is meant
            "ACT-26-001. This changed while you were editing: Priya Nair updated it at 10:32.",
        ),
    ],
)
def test_words(refusal: Refusal, words: str):
    assert refusal.words == words


def test_identifiable_text_is_named_by_kind_and_place_only():
    said = Identifiable("an NHS number", "the field story").words
    assert "an NHS number" in said
    assert "the field story" in said
    assert "I have not kept this" in said


@pytest.mark.parametrize(
    "refusal",
    [
        NotAllowed(what="No.", instead="Say help."),
        InvalidForm((Invalid(field="A", why="x."), Invalid("B", "y."))),
        Identifiable("an NHS number", where="your words", fields=("why",)),
    ],
)
def test_a_refusal_of_another_process_arrives_whole(refusal: Refusal) -> None:
    found = pickle.loads(pickle.dumps(refusal))  # noqa: S301 our own
    assert type(found) is type(refusal)
    assert found.words == refusal.words
    assert getattr(found, "fields", ()) == getattr(refusal, "fields", ())
