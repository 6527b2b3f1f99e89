"""Short messages after an answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.contracts import Slots, Understood
from bot.follow import follow_up
from tests.understanding import VOCABULARY

ON = date(2026, 11, 23)
PPH = Understood("measure", Slots(measure="pph1500", trusts=("NNUH",), period="2026-10"))
RISKS = Understood("risks", Slots(trusts=("NNUH",)))
LISTED = ("RSK-26-003", "RSK-26-009", "ACT-26-001")


def after(last, text, listed=()):
    return follow_up(text, last, listed, vocabulary=VOCABULARY, role="chair", trusts=(), on=ON)


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("and the Paget?", Slots(measure="pph1500", trusts=("JPUH",), period="2026-10")),
        ("what about last quarter", Slots(measure="pph1500", trusts=("NNUH",), period="2026-07-01/2026-09-30")),
        ("and stillbirths at the QE?", Slots(measure="stillbirth", trusts=("QEHKL",), period="2026-10")),
        ("is that real?", Slots(measure="pph1500", trusts=("NNUH",), period="2026-10")),
        ("was that just noise", Slots(measure="pph1500", trusts=("NNUH",), period="2026-10")),
        ("same for all three", Slots(measure="pph1500", trusts=("NNUH", "JPUH", "QEHKL"), period="2026-10")),
    ],
)
def test_the_last_question_is_asked_of_something_else(text, slots):
    assert after(PPH, text) == Understood("measure", slots)


@pytest.mark.parametrize(
    ("text", "command", "record"),
    [
        ("the second one", "risk", "RSK-26-009"),
        ("the last one please", "action", "ACT-26-001"),
        ("2", "risk", "RSK-26-009"),
        ("top one", "risk", "RSK-26-003"),
    ],
)
def test_one_of_the_list_is_opened(text, command, record):
    assert after(RISKS, text, LISTED) == Understood(command, Slots(record=record))


def test_beyond_the_list_nothing_is_guessed():
    assert after(RISKS, "the fifth one", LISTED) is None
    assert after(RISKS, "the second one") is None


def test_it_is_the_record_of_the_last_answer_and_a_write_is_confirmed():
    heard = after(Understood("risk", Slots(record="RSK-26-009")), "escalate that to the board")
    assert heard is not None
    assert heard.command == "escalate_risk"
    assert heard.slots.record == "RSK-26-009"
    assert heard.confirm
    one = after(RISKS, "escalate it", ("RSK-26-003",))
    assert one is not None
    assert one.slots.record == "RSK-26-003"


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (PPH, "who has not submitted"),
        (PPH, "and risk 5?"),
        (PPH, "and pt NHS 999 000 0018?"),
        (PPH, "thanks"),
        (Understood("evidence", Slots(framework="CNST")), "three year plan"),
        (RISKS, "is that real"),
        (Understood("new_action"), "and the Paget?"),
        (RISKS, "and last quarter?"),
        (RISKS, "escalate it"),
        (Understood("risk", Slots(record="RSK-26-009")), "thanks for that"),
    ],
)
def test_what_stands_by_itself_is_left_alone(last, text):
    assert after(last, text, ()) is None
