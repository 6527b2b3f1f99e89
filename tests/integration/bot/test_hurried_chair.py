"""Sixty messages of a chair in a hurry, one after the other: each gets the right answer or a good question."""

from __future__ import annotations

import pytest

from bot import playground, sample
from tests.scene import Scene, titles, twin

SCREEN = 40
"""Lines of an answer that stand on about a screen."""
UNSURE = "I am not sure what you mean"
SAID = (
    ("whos in whos out", "Returns for October 2026"),
    ("oct", "Returns for October 2026"),
    ("is the paget in yet", "Returns for October 2026"),
    ("right lets see lynns october", "Returns for October 2026"),
    ("assure the paget", "I cannot find a received return JPUH for October 2026"),
    ("reds", "ACT-26-009"),
    ("whats overdue", "ACT-26-009"),
    ("overdue at lynn", "ACT-26-004"),
    ("and norwich?", "I took this to follow your last question: actions, NNUH"),
    ("what does tom owe us", "Actions: owner Tom Bailey"),
    ("act 9", "ACT-26-009"),
    ("push it to the end of jan", "More time for ACT-26-009"),
    ("close act 4", "I understood: delivered. Press Delivered to save it"),
    ("dont close it", "State: open"),
    ("tom needs to send the rota by fri", "I understood: 'Tom needs to send the rota'; due 27 November 2026"),
    ("put that down as an action", "New action"),
    ("risks over 12", "Risks at 12 or more"),
    ("anything extreme", "Risks at 15 or more"),
    ("the cot one", "RSK-26-004: Neonatal cot capacity in winter"),
    ("should we escalate it", "RSK-26-004: Neonatal cot capacity in winter"),
    ("escalate risk 4", "For the LMNS Programme Board: RSK-26-004"),
    ("score for the rota gaps", "Obstetric rota gaps"),
    ("staffing", UNSURE),
    ("pph paget", "PPH of 1500 ml or more: JPUH"),
    ("is that real", "PPH of 1500 ml or more: JPUH"),
    ("what about lynn", "PPH of 1500 ml or more: QEHKL"),
    ("how we doing on smoking", "Smoking at time of delivery"),
    ("stillbirths", "Stillbirths from 24+0"),
    ("cnst", "CNST Maternity Incentive Scheme"),
    ("sa6", "CNST:SA6"),
    ("whats missing for sa8", "Evidence missing"),
    ("three year plan", "Three year delivery plan"),
    ("what changed", "What changed since 16 November 2026"),
    ("what needs a decision", "What needs a decision"),
    ("whats for the board", "Alert, advise, assure"),
    ("aaa", "Alert, advise, assure"),
    ("when do we meet", "Next meeting: Monday 21 December 2026"),
    ("who is the lead at the paget", "Tom Bailey"),
    ("chase the paget", "Nothing has been sent yet"),
    ("nudge everyone overdue", "Nothing has been sent yet"),
    ("remind ann about the audit", "Remind Ann Clarke"),
    ("im off til monday david covers", "Pause your reminders?"),
    ("stop messaging me at weekends", "Settings of SQOG"),
    ("whats ATAIN", "Avoiding term admissions into neonatal units"),
    ("thanks", "Hello Helen"),
    ("we agreed to keep the divert policy, log it", "I understood: 'keep the divert policy'"),
    ("put the summary up", "Risk summary"),
    ("someone told me the bleeps dont work at night", "Raise a concern"),
    ("any themes", "Themes, July to November 2026"),
    ("new nhse letter on triage, who picks it up", "I understood: 'new nhse letter on triage'"),
    ("what did we agree last month", UNSURE),
    ("can you get me the terms of reference", "Evidence"),
    ("mrs jones in bed 4 bled", "looks as if it holds a person's name"),
    ("what would you do", UNSURE),
    ("delivery log tom", "Messages to Tom Bailey"),
    ("who has left", "Members"),
    ("are we on time", "Returns for October 2026"),
    ("history of act 9", "History of ACT-26-009"),
    ("how did act 9 stand on 1 october", "ACT-26-009 as it stood on 1 October 2026"),
    ("ta", "Hello Helen"),
)


def test_each_hurried_message_gets_the_right_answer_or_a_good_question(scene: Scene):
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE, round_is_open=True)
    scene.groups.refresh_now()
    wrong: list[str] = []
    for text, expected in SAID:
        reply = scene.say("chair", text)
        scene.later(seconds=20)
        answer = twin(reply)
        if expected not in answer or len([line for line in answer.splitlines() if line.strip()]) > SCREEN:
            wrong.append(f"{text}: {answer[:200]}")
        if expected == UNSURE and not 2 <= len(titles(reply)) <= 4:
            wrong.append(f"{text}: {titles(reply)}")
    assert wrong == []


@pytest.mark.parametrize(
    ("before", "said", "expected", "never"),
    [
        ("returns", "what about norwich", "Section | NNUH", "JPUH"),
        ("whats overdue", "what about tom", "What is late, why, and what was agreed: Tom Bailey", "ACT-26-004"),
        ("hello", "actions before 1900", "due by 1 January 1900", "ACT-26-"),
        ("hello", "chase whoever hasn't sent october", "Nothing has been sent yet", "Whom shall I remind"),
        ("hello", "who's going to be away at christmas", "away", "Pause your reminders"),
        ("hello", "oversight returns", "Returns for October 2026", "Hello"),
        ("hello", "tom says act 9 is done, is that right", "State: open", "Press Delivered"),
        ("hello", "suppose risk 4 went to 20, who would be told", UNSURE, "RSK-26-004:"),
        ("hello", "don't chase anyone yet", UNSURE, "Remind"),
        ("hello", "act 4 slipping, give them to end of jan, estates", "31 January 2027; 'estates'", "give them"),
    ],
)
def test_what_a_second_chair_said_in_a_hurry(scene: Scene, before, said, expected, never):
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE, round_is_open=True)
    scene.groups.refresh_now()
    scene.say("chair", before)
    scene.later(seconds=20)
    answer = twin(scene.say("chair", said))
    assert expected in answer
    assert never not in answer
