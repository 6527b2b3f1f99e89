"""What a chat understands that the agreed commands have no name for; `understand` keeps to the agreed ones."""

from __future__ import annotations

from datetime import date

import pytest

from bot.parser import understand
from bot.words import beyond
from tests.understanding import VOCABULARY

AGREED = frozenset(
    """help whoami submit correct_return returns review_return my_actions actions action new_action update_action risks
    risk new_risk review_risk escalate_risk concern share_learning signal summary post_summary what_changed report pack
    measures measure themes learning_event decision policy evidence add_evidence frameworks remind away back snooze why
    history open_round close_round import export members add_member trusts calendar settings undo explain greeting
    refuse unknown""".split()  # noqa: SIM905 as the contract lists them
)
TODAY = date(2026, 11, 25)
PEOPLE = frozenset({"tom", "tom bailey", "bailey", "priya"})


def heard(text):
    found = beyond.heard(text, TODAY, lambda name: name in PEOPLE)
    return found and (found.command, found.slots.owner, found.slots.period)


@pytest.mark.parametrize(
    ("text", "command", "owner", "period"),
    [
        ("who is away", "absences", "", ""),
        ("Who's away now?", "absences", "", "2026-11-25/2026-11-25"),
        ("who's away next week", "absences", "", "2026-11-30/2026-12-06"),
        ("is anyone on leave over Christmas?", "absences", "", "2026-12-25/2026-12-25"),
        ("anyone off this week", "absences", "", "2026-11-25/2026-11-29"),
        ("is Tom away", "absences", "tom", ""),
        ("when is Tom Bailey back?", "absences", "tom bailey", ""),
        ("who covers for Tom", "absences", "tom", ""),
        ("hand over Tom", "hand_over", "tom", ""),
        ("reassign Tom's actions", "hand_over", "tom", ""),
        ("please transfer Tom Bailey's open actions", "hand_over", "tom bailey", ""),
        ("deliveries Tom", "why", "tom", ""),
        ("what did you send to Priya last week?", "why", "priya", ""),
        ("what did Tom get", "why", "tom", ""),
        ("rehearse", "rehearse", "", ""),
        ("Rehearse next month.", "rehearse", "", "2026-12-01/2026-12-31"),
        ("rehearse from 1 December to 31 January", "rehearse", "", "2026-12-01/2027-01-31"),
        ("rehearse 24 to 28 December", "rehearse", "", "2026-12-24/2026-12-28"),
        ("rehearse until 31 March", "rehearse", "", "2026-11-25/2027-03-31"),
        ("rehearse the next two years", "rehearse", "", "2026-11-25/2028-11-25"),
        ("rehearse the next 3 months", "rehearse", "", "2026-11-25/2027-02-25"),
        ("rehearse Tom next week", "rehearse", "tom", "2026-11-30/2026-12-06"),
        ("what will you send tomorrow?", "rehearse", "", "2026-11-26/2026-11-26"),
        ("Incident meeting", "incident_meeting", "", ""),
        ("show me the monthly incident meeting", "incident_meeting", "", ""),
        ("deep dive rota", "incident_meeting", "", ""),
        ("equity", "equity", "", ""),
        ("What has not been examined?", "equity", "", ""),
        ("register health", "register_health", "", ""),
        ("what is missing from the register", "register_health", "", ""),
        ("heat map", "risk_matrix", "", ""),
        ("the risk matrix", "risk_matrix", "", ""),
        ("ideas", "ideas", "", ""),
        ("show the PDSA ideas", "ideas", "", ""),
        ("rules for escalation", "escalation_rules", "", ""),
        ("which risks should go to the board?", "escalation_rules", "", ""),
    ],
)
def test_it_is_understood(text, command, owner, period):
    assert heard(text) == (command, owner, period)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I am away next week",
        "who is off the list",
        "is Maureen away",
        "hand over to Tom",
        "hand over Tom's actions to Priya",
        "hand over 14",
        "deliveries",
        "deliveries Paget",
        "what did Tom say",
        "rehearse the crash call",
        "we rehearsed the crash call on Tuesday",
        "dry run of the import",
        "rehearse last month",
        "the incident meeting moved to 4 December",
        "equity plan",
        "new idea: warm towels",
        "deep dive into triage in December",
        "rehearse 1 December, 3 December and 5 December",
        "rehearse 40 to 28 December",
        "rehearse Tom, NHS number 999 000 0018",
    ],
)
def test_anything_else_is_left_to_the_agreed_commands(text):
    assert heard(text) is None


def test_a_day_at_the_end_of_a_month_stays_within_it():
    assert beyond.ahead("next month", date(2027, 1, 31)) == (date(2027, 2, 1), date(2027, 2, 28))
    assert beyond.ahead("the next 1 months", date(2027, 1, 31)) == (date(2027, 1, 31), date(2027, 2, 28))
    assert beyond.ahead("the next 10 days", date(2027, 1, 31)) == (date(2027, 1, 31), date(2027, 2, 10))


@pytest.mark.parametrize(
    "text",
    [
        "who is away",
        "who's away next week",
        "anyone off this week",
        "rehearse",
        "rehearse next month",
        "dry run",
        "on time",
        "ageing",
        "hand over Tom",
        "deliveries Tom",
    ],
)
@pytest.mark.parametrize("role", ["chair", "coordinator", "trust_lead", "member", "observer"])
def test_understand_keeps_to_the_agreed_commands_and_makes_no_write_of_it(text, role):
    found = understand(text, vocabulary=VOCABULARY, role=role, trusts=(), on=TODAY)
    assert found.command in AGREED
    assert not found.confirm or found.command == "update_action"
    assert found.command not in {"away", "post_summary"}


def test_on_time_and_ageing_ask_for_actions():
    for text in ("on time", "on-time rate", "the on time rate", "ageing"):
        assert understand(text, vocabulary=VOCABULARY, role="chair", trusts=(), on=TODAY).command == "actions"


def test_who_is_off_track_is_no_question_about_leave():
    for text in ("who is off track", "who's out of date"):
        assert understand(text, vocabulary=VOCABULARY, role="chair", trusts=(), on=TODAY).command != "members"
        assert heard(text) is None


def test_in_a_chat_what_is_not_among_these_is_understood_as_ever():
    known = {"vocabulary": VOCABULARY, "role": "chair", "trusts": (), "on": TODAY}
    assert beyond.hear("returns", called=lambda _: False, **known).command == "returns"
    assert beyond.hear("who is away", called=lambda _: False, **known).command == "absences"
