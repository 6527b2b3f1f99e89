"""One oversight month, lived in the Playground: what the README promises, as people do it.

Round opened, three returns, a review, an action from it, its update, the summary in the channel, a reminder; and the
bot killed without warning in the middle, after which everything that was acknowledged is there.
The Playground forgets its messages with each person who takes the seat, so the channel is looked at while it stands.
"""

from __future__ import annotations

import pytest

from tests.e2e.chat import Chat
from tests.e2e.stage import Stage

LEARNED = "Measured blood loss was started at once in all of them."


def send_return(chat: Chat, births: str, moderate: str) -> None:
    """A whole return as a lead sends it, on a phone or not."""
    chat.say("submit")
    chat.see_in_card("1 of 4 Measures")
    chat.axe()
    chat.fill("Births (registrable)", births)
    chat.press("Save and continue")
    chat.see_in_card("2 of 4 Incidents and themes")
    chat.fill("Incidents with moderate harm", moderate).fill("Incidents with severe harm", "0")
    chat.fill("Deaths where an incident may have contributed", "0")
    chat.fill("What you learned and what you are doing", LEARNED)
    chat.press("Save and continue")
    chat.see_in_card("3 of 4 Risks and concerns")
    chat.press("No change")
    chat.see_in_card("4 of 4 Learning and good practice")
    chat.axe()
    chat.press("No change")
    chat.see_in_card("What the channel will see")
    chat.see_in_card(LEARNED)
    chat.axe()
    chat.press("Submit return")
    chat.see("It goes into the pack for 21 December 2026")


def open_the_round(chair: Chat) -> None:
    chair.say("open round")
    chair.see_in_card("The round for October 2026 is open")
    chair.go_channel().see("0 of 3 trusts received")


def be_interrupted(stage: Stage) -> Chat:
    """A lead stops half-way, and the bot with them: what was saved is there."""
    lead = stage.be("jpuh-lead")
    lead.say("submit")
    lead.fill("Births (registrable)", "142").fill("PPH of 1500 ml or more", "8")
    lead.press("Save and finish later")
    lead.see_in_card("Kept for later")
    stage.kill_bot()
    stage.start_bot()
    lead.press("Resume")
    lead.see_in_card("1 of 4 Measures")
    assert lead.value_of("Births (registrable)") == "142"
    assert lead.value_of("PPH of 1500 ml or more") == "8"
    return lead


def review_and_act(chair: Chat) -> None:
    chair.say("who has submitted?")
    chair.see_in_card("3 of 3 trusts received")
    chair.axe()
    chair.press("Review JPUH")
    chair.see_in_card(LEARNED)
    chair.fill("Reason, or what you want to see next month", "Please show the PPH audit next month")
    chair.press("Partially assured")
    chair.see_in_card("RET-2026-10-JPUH: partially assured")
    chair.press("Create action")
    chair.fill("What will be done", "Share the theatre PPH checklist")
    chair.fill("Owner", "Tom Bailey").fill("Due", "2026-12-18")
    chair.press("Save")
    chair.see_in_card("Nothing is saved yet")
    chair.axe()
    chair.press("Save")
    chair.see_in_card("ACT-26-013")


def update_in_words(lead: Chat) -> None:
    lead.say("act 13 on track, checklist drafted with NNUH")
    lead.see_in_card("checklist drafted with NNUH")
    lead.press("On track")
    lead.see_in_card("ACT-26-013")
    lead.say("my actions")
    lead.see_in_card("Swab count assurance audit")
    lead.axe()


def post_the_summary(chair: Chat) -> None:
    chair.say("post summary")
    chair.see_in_card("3 of 3 trusts received")
    chair.see_in_card("ACT-26-009")
    chair.axe()
    chair.press("Post to channel")
    chair.go_channel().see("Risk summary")
    chair.see("ACT-26-009")


def test_a_month_of_oversight(stage: Stage):
    open_the_round(stage.be("chair"))
    send_return(be_interrupted(stage), "142", "4")
    send_return(stage.be("nnuh-lead"), "393", "5")
    last = stage.be("qehkl-lead")
    send_return(last, "162", "2")
    last.go_channel().see("3 of 3 trusts received")
    review_and_act(stage.be("chair"))
    update_in_words(stage.be("jpuh-lead"))
    post_the_summary(stage.be("chair"))


@pytest.mark.parametrize("stage", ["2026-12-07T09:29:40"], indirect=True)
def test_a_reminder_arrives_while_one_watches(stage: Stage):
    stage.round_is_open = True
    lead = stage.be("jpuh-lead")
    lead.see("due today", seconds=60)
    lead.axe()
