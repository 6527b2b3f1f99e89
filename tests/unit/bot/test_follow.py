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
        ("is that bad", Slots(measure="pph1500", trusts=("NNUH",), period="2026-10")),
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
        (Understood("my_actions"), "what are the reds"),
        (Understood("new_action"), "and the Paget?"),
        (RISKS, "and last quarter?"),
        (RISKS, "escalate it"),
        (Understood("risk", Slots(record="RSK-26-009")), "thanks for that"),
    ],
)
def test_what_stands_by_itself_is_left_alone(last, text):
    assert after(last, text, ()) is None


LATE = Understood("actions", Slots(trusts=("NNUH",), status="overdue"))


@pytest.mark.parametrize(
    ("last", "text", "heard"),
    [
        (LATE, "only the amber ones", Understood("actions", Slots(trusts=("NNUH",), status="amber"))),
        (LATE, "the other two?", Understood("actions", Slots(trusts=("JPUH", "QEHKL"), status="overdue"))),
        (LATE, "and tom's", Understood("actions", Slots(trusts=("NNUH",), status="overdue", owner="tom"))),
        (
            LATE,
            "what about those due by christmas",
            Understood("actions", Slots(trusts=("NNUH",), status="overdue", due_before=date(2026, 12, 25))),
        ),
        (PPH, "compare with the paget", Understood("measure", Slots(("NNUH", "JPUH"), "2026-10", measure="pph1500"))),
        (PPH, "what's the target", Understood("measure", PPH.slots)),
        (
            Understood("risk", Slots(record="RSK-26-004")),
            "and its controls",
            Understood("risk", Slots(record="RSK-26-004")),
        ),
        (
            Understood("frameworks", Slots(framework="CNST")),
            "what's missing",
            Understood("frameworks", Slots(framework="CNST", status="missing")),
        ),
    ],
)
def test_more_is_asked_of_what_was_shown(last, text, heard):
    assert after(last, text) == heard


@pytest.mark.parametrize(
    ("text", "command", "record", "status"),
    [
        ("close the second one", "update_action", "ACT-26-004", "delivered"),
        ("mark number 1 as delivered", "update_action", "ACT-26-009", "delivered"),
        ("update the last one", "update_action", "ACT-26-011", ""),
    ],
)
def test_one_of_the_list_in_a_sentence_is_put_in_and_a_write_confirmed(text, command, record, status):
    heard = after(LATE, text, ("ACT-26-009", "ACT-26-004", "ACT-26-011"))
    assert heard is not None
    assert (heard.command, heard.slots.record, heard.slots.status, heard.confirm) == (command, record, status, True)


@pytest.mark.parametrize(
    ("text", "command", "status"),
    [("thats finished", "update_action", "delivered"), ("remind him", "remind", "")],
)
def test_the_record_that_was_shown_is_put_in(text, command, status):
    heard = after(Understood("action", Slots(record="ACT-26-009")), text)
    assert heard is not None
    assert (heard.command, heard.slots.record) == (command, "ACT-26-009")
    assert heard.slots.status == status


def test_beyond_the_list_a_sentence_stands_by_itself():
    assert after(LATE, "close the fifth one", ("ACT-26-009",)) is None
