"""The chair sees in one card what is late, why, and what was agreed; the office tells anyone about their messages."""

from __future__ import annotations

from tests.e2e.stage import Stage


def test_late_in_one_card_then_handed_over_in_words_then_why(stage: Stage):
    lead = stage.be("jpuh-lead")
    lead.say("ask for more time on act 9 until 15 January 2027")
    lead.fill("Why more time is needed", "The auditor is on leave")
    lead.fill("What is agreed meanwhile, and with whom", "Ann counts until then")
    lead.press("Ask for more time")
    lead.see_in_card("The chair decides and you will hear")
    chair = stage.be("chair")
    chair.say("what is late")
    chair.see_in_card("What is late, why, and what was agreed")
    chair.see_in_card("More time asked for by Tom Bailey, until 15 January 2027: not answered yet")
    chair.axe()
    chair.press("Decide on the date")
    chair.press("Approve")
    chair.see_in_card("due date moved from 30 September 2026 to 15 January 2027")
    chair.say("what is late")
    chair.see_in_card("Agreed: 30 September 2026 to 15 January 2027, by Helen Marsh: The auditor is on leave.")
    chair.say("hand over all of Tom's actions to Priya from 1 January")
    chair.see_in_card("all open actions and risks of Tom Bailey go to Priya Nair, from 1 January 2027")
    chair.axe()
    chair.press("Hand over")
    chair.see_in_card("All actions and risks of Tom Bailey go to Priya Nair from 1 January 2027 on.")
    chair.say("why did Tom not get a reminder?")
    chair.see_in_card("Reminders in the last seven days")
    chair.axe()
