"""Nothing is written because somebody asked, denied, supposed or quoted it; and every write is confirmed."""

from __future__ import annotations

import itertools

import pytest

from bot.parser import WRITES
from tests.understanding import heard

ORDERS = (
    "close action 14",
    "mark ACT-26-014 delivered",
    "push act 7 back a fortnight",
    "reassign action 12 to Sam",
    "give A9 more time",
    "close risk 4",
    "drop RSK-26-003 to a 9",
    "rescore risk 5 at 3x3",
    "escalate risk 9",
    "escalate R-009 to the programme board",
    "assure the october return for jpuh",
    "sign off RET-2026-10-JPUH",
    "post the summary",
    "open the november round",
    "close the october round",
    "add a risk about the lift",
    "log an action for Tom to audit the swabs",
    "remind Tom about the audit",
    "chase the paget for their return",
    "submit our october return",
    "correct our september births",
    "log a decision to pause the pilot",
    "add the audit as evidence for SA6",
    "add Jo as a member",
    "import the workbook",
)
FRAMES = (
    "should we {}?",
    "do you think we should {}?",
    "is it time to {}?",
    "would it be right to {}?",
    "who should {}?",
    "why should we {}?",
    "did anyone {}?",
    "who asked you to {}?",
    "when did they {}?",
    "don't {}",
    "please do not {}",
    "dont {} yet",
    "we should not {}",
    "no need to {}",
    "never {} without asking me",
    "i did not ask you to {}",
    "what happens if i {}?",
    "what if we {}?",
    "if we {} what happens?",
    "suppose we {}, what then",
    "before we {} tell me the score",
    'he said "{}" but i disagree',
    'the email says "{}"',
    'what does "{}" mean?',
    "how do i {}?",
    "who can {}?",
    "can a member {}?",
    "am i allowed to {}?",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_asked_denied_supposed_or_quoted_is_not_written(frame):
    speakers: tuple[tuple[str, str | None], ...] = (
        ("chair", None),
        ("coordinator", None),
        ("trust_lead", "JPUH"),
        ("member", None),
    )
    said = [(frame.format(order), role, trust) for order, (role, trust) in itertools.product(ORDERS, speakers)]
    written = {text for text, role, trust in said if heard(text, role, trust)["command"] in WRITES}
    assert written == set()


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_itself_is_a_write_and_confirmed(order):
    answer = heard(order, "trust_lead", "JPUH")
    assert answer["command"] in WRITES
    assert answer["confirm"] is True


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("should we close risk 4?", "risk"),
        ("don't close action 14", "action"),
        ("should we add an action about the swabs?", "actions"),
        ("what if we post the summary now?", "summary"),
        ("has anyone chased the paget for their return?", "returns"),
        ("how do i escalate a risk", "help"),
        ("why did they log that decision to pause the pilot", "unknown"),
    ],
)
def test_it_is_shown_instead(text, command):
    assert heard(text)["command"] == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("can we push A7 back a fortnight", "update_action"),
        ("if you could remind Tom about the audit", "remind"),
        ("can someone log an action to send the notes round", "new_action"),
        ("we are not going to finish action 9 by xmas", "update_action"),
        ("don't use my name but the second theatre is not staffed", "concern"),
        ("worth sharing: we did a great drill last night", "share_learning"),
        ("did the fetal monitoring study day make any difference", "learning_event"),
        ("dont send me reminders before nine", "settings"),
    ],
)
def test_a_request_and_a_report_stay_what_they_are(text, command):
    assert heard(text)["command"] == command


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("move the january meeting to the 25th", True),
        ("please add 25 december to the calendar as a bank holiday", True),
        ("when is the january meeting", False),
        ("members", False),
    ],
)
def test_a_change_of_the_groups_own_data_is_confirmed(text, told):
    assert heard(text)["confirm"] is told


@pytest.mark.parametrize(
    ("role", "command"),
    [("chair", "review_return"), ("deputy", "review_return"), ("trust_lead", "returns"), ("coordinator", "returns")],
)
def test_the_bare_id_of_a_return_is_for_the_chair_to_review_and_for_others_to_see(role, command):
    found = heard("RET-2026-10-JPUH", role)
    assert (found["command"], found["slots"]["record"]) == (command, "RET-2026-10-JPUH")
    assert heard("assure RET-2026-10-JPUH", role)["command"] == "review_return"


@pytest.mark.parametrize("text", ["rehearse next week", "rehearse december", "start next week", "rehearse", "kick off"])
def test_what_speaks_of_no_round_opens_and_closes_none(text):
    assert heard(text)["command"] not in {"open_round", "close_round"}


@pytest.mark.parametrize("text", ["open round", "kick off november", "open December"])
def test_a_round_is_opened_when_it_or_its_month_is_named(text):
    assert heard(text)["command"] == "open_round"
