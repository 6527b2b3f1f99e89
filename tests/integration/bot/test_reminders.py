"""Reminders as people steer them: read as minutes. Away and back are in test_absences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.contracts import Understood
from domain.actions import Status
from storage import absences
from tests.days import Arrived, Days
from tests.scene import titles, twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def one_reminder(days: Days, record: str = "ACT-26-001") -> Arrived:
    days.action(record, "jpuh-lead", MONDAY)
    days.at(MONDAY, 9, 30)
    return days.to("jpuh-lead")[-1]


def digest(days: Days) -> Arrived:
    for n in range(1, 8):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 11, 25))
    days.at(date(2026, 11, 24), 9, 30)
    return days.to("jpuh-lead")[-1]


# ---------------------------------------------------------------- acting on the card


def test_a_reminder_is_never_without_a_button(days: Days):
    card = one_reminder(days).card
    assert titles(card)[:3] == ["On track", "No change", "Update"]
    assert titles(card)[3:] == ["Remind me tomorrow", "In 3 working days", "Before the meeting"]


def test_one_press_settles_it_and_the_card_says_thank_you(days: Days):
    card = one_reminder(days).card
    answer = days.scene.press("jpuh-lead", card, "On track")
    assert "On track - thank you" in twin(answer)
    assert "Done - thank you" in twin(answer)


def test_a_digest_is_answered_row_by_row(days: Days):
    got = digest(days)
    assert got.title == "7 things for you"
    assert "And 2 more." in got.card.twin
    assert titles(got.card).count("No change") == 5
    after = days.scene.press("jpuh-lead", got.card, "No change")
    assert "No change - thank you" in twin(after)
    assert titles(after).count("No change") == 5, "the next of the seven comes up"
    assert "And 1 more." in twin(after)
    third = days.scene.press("jpuh-lead", after, "On track")
    assert "No change - thank you" in twin(third), "what was answered before stays answered"
    choose = days.scene.press("jpuh-lead", third, "Later")
    back = days.scene.press("jpuh-lead", choose, "Back")
    assert twin(back).count("- thank you") == 2


def test_seven_taps_answer_seven_reminders(days: Days):
    card = digest(days).card
    for _ in range(6):
        card = days.scene.press("jpuh-lead", card, "On track")
    done = days.scene.press("jpuh-lead", card, "No change")
    assert twin(done).splitlines()[0] == "Done - thank you"
    assert twin(done).count("On track - thank you") == 6
    assert titles(done) == []


def test_two_taps_from_one_drawing_of_the_card(days: Days):
    got = digest(days)
    after = days.scene.press("jpuh-lead", got.card, "No change")
    assert "No change - thank you" in twin(after)
    last = days.scene.press("jpuh-lead", after, "On track", nth=3)
    assert "On track - thank you" in twin(last)


def test_a_press_on_an_old_card_is_refused_politely(days: Days):
    card = one_reminder(days).card
    days.change("ACT-26-001", title="Another title")
    answer = days.scene.press("jpuh-lead", card, "No change")
    assert "changed while you were editing" in twin(answer)
    assert "No change" in titles(answer), "the reminder is still there, as the action is now"
    assert "No change - thank you" in twin(days.scene.press("jpuh-lead", answer, "No change"))


def test_a_second_press_has_one_effect(days: Days):
    card = one_reminder(days).card
    first = days.scene.press("jpuh-lead", card, "No change")
    assert twin(days.scene.press("jpuh-lead", card, "No change")) == twin(first)


# ---------------------------------------------------------------- snooze


def test_put_off_until_tomorrow_and_reminded_as_asked(days: Days):
    card = one_reminder(days).card
    answer = days.scene.press("jpuh-lead", card, "Remind me tomorrow")
    assert "Noted" in twin(answer)
    assert "Put off to 24 November 2026" in twin(answer)
    days.until(date(2026, 11, 24))
    assert days.titles("jpuh-lead")[-1] == ("24 Nov 09:30", "ACT-26-001: Audit 001")
    assert "You asked me to remind you today." in days.to("jpuh-lead")[-1].card.twin


def test_what_was_put_off_is_not_said_before(days: Days):
    card = one_reminder(days).card
    days.scene.press("jpuh-lead", card, "In 3 working days")
    days.until(date(2026, 11, 25))
    assert len(days.to("jpuh-lead")) == 1
    days.until(date(2026, 11, 26))
    assert len(days.to("jpuh-lead")) == 2


def test_before_the_meeting(days: Days):
    card = one_reminder(days).card
    answer = days.scene.press("jpuh-lead", card, "Before the meeting")
    assert "Put off to 18 December 2026" in twin(answer)


def test_twice_at_most(days: Days):
    card = one_reminder(days).card
    days.scene.press("jpuh-lead", card, "Remind me tomorrow")
    days.at(date(2026, 11, 24))
    days.scene.press("jpuh-lead", days.to("jpuh-lead")[-1].card, "Remind me tomorrow")
    days.at(date(2026, 11, 25))
    answer = days.scene.press("jpuh-lead", days.to("jpuh-lead")[-1].card, "Remind me tomorrow")
    assert "ACT-26-001 was put off twice already" in twin(answer)
    assert "Update" in titles(answer)


def test_never_past_the_freeze_of_the_pack(days: Days):
    days.scene.say("coordinator", "open round")
    days.at(date(2026, 12, 2), 9, 30)
    card = days.to("jpuh-lead")[-1].card
    answer = days.scene.press("jpuh-lead", card, "Before the meeting")
    assert "The pack is frozen on 14 December 2026" in twin(answer)


def test_snooze_hits_the_record_that_was_pressed(days: Days):
    got = digest(days)
    choose = days.scene.press("jpuh-lead", got.card, "Later", nth=2)
    assert "ACT-26-003" in twin(choose)
    after = days.scene.press("jpuh-lead", choose, "In 3 working days")
    tom = days.scene.member("jpuh-lead").object_id
    kept = days.scene.run(lambda s: absences.put_off(s, MONDAY))
    assert [k.id for k in kept] == [f"ACT-26-003/{tom}"]
    assert titles(after).count("Later") == 5, "the sixth of the seven comes up"


def test_back_from_the_choice_changes_nothing(days: Days):
    got = digest(days)
    choose = days.scene.press("jpuh-lead", got.card, "Later")
    assert titles(days.scene.press("jpuh-lead", choose, "Back")).count("Later") == 5


def test_snooze_by_words(days: Days):
    assert "I have not sent you a reminder yet" in twin(days.scene.ask("member", "snooze"))
    one_reminder(days)
    choose = days.scene.ask("jpuh-lead", "snooze")
    assert "Remind me later" in twin(choose)
    assert "You can put it off twice." in twin(choose)
    by_id = days.scene.ask("jpuh-lead", "snooze", record="ACT-26-001")
    assert "I will remind you of ACT-26-001 on 24 November 2026." in twin(
        days.scene.press("jpuh-lead", by_id, "Remind me tomorrow")
    )
    assert "I cannot find ACT-26-009" in twin(days.scene.ask("jpuh-lead", "snooze", record="ACT-26-009"))


def test_snooze_by_words_after_a_digest_shows_its_lines(days: Days):
    digest(days)
    assert titles(days.scene.ask("jpuh-lead", "snooze")).count("Later") == 5


def test_what_is_done_meanwhile_cannot_be_put_off(days: Days):
    card = one_reminder(days).card
    days.change("ACT-26-001", status=Status.DELIVERED)
    assert "Done - thank you" in twin(days.scene.press("jpuh-lead", card, "Remind me tomorrow"))
    got = days.scene.run(lambda s: absences.put_off(s, MONDAY))
    assert got == []


# ---------------------------------------------------------------- why


def test_why_did_i_get_this(days: Days):
    assert "I have not sent you a reminder yet" in twin(days.scene.say("jpuh-lead", "why did I get this"))
    one_reminder(days)
    said = twin(days.scene.say("jpuh-lead", "why did I get this"))
    assert "ACT-26-001: Audit 001 and" not in said
    assert "The last message I sent you: ACT-26-001: Audit 001, 23 November 2026, 09:30." in said
    assert "ACT-26-001, today: the action is due today." in said


def test_why_a_digest_came(days: Days):
    digest(days)
    said = twin(days.scene.say("jpuh-lead", "why did I get this"))
    assert "and 6 more" in said
    assert "And 2 more by the same rules." in said


def test_the_office_can_tell_anyone_why_they_did_or_did_not_get_a_message(days: Days):
    one_reminder(days)
    said = twin(days.scene.ask("coordinator", "why", owner="Tom"))
    assert "Messages to Tom Bailey" in said
    assert "the action is due today. Delivery: sent 23 November 2026, 09:30" in said
    empty = twin(days.scene.ask("coordinator", "why", owner="Sam Fielding"))
    assert "Nothing was due for this person yet." in empty


def test_nobody_else_reads_the_log_of_another(days: Days):
    one_reminder(days)
    assert "Messages to" not in twin(days.scene.ask("member", "why", owner="Tom"))


def test_the_office_asks_in_its_own_words(days: Days):
    one_reminder(days)
    for said in ("why did Tom get this?", "why did Tom Bailey not get a message"):
        days.scene._heard = Understood("why")
        assert twin(days.scene.say("coordinator", said)).startswith("Messages to Tom Bailey"), said
    days.scene._heard = Understood("why")
    assert twin(days.scene.say("coordinator", "why did I get this")).startswith("No reminder yet")
    days.scene._heard = Understood("why")
    assert "Messages to" not in twin(days.scene.say("nnuh-lead", "why did Tom get this?"))


def test_whoever_covers_may_do_what_the_reminder_offers(days: Days):
    days.scene.say("coordinator", "open round")
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 2))
    form = days.scene.say("jpuh-lead", "away until 4 December, Sam Fielding covers")
    days.scene.press("jpuh-lead", form, "Save")
    days.until(date(2026, 12, 2))
    days.scene.move_to(date(2026, 12, 2), 11)
    got = days.to("member")[-1].card
    assert "Only a lead of JPUH can do it" in got.twin
    assert "Fill in the return" not in titles(got)
    form = days.scene.press("member", got, "Update")
    assert "On track - thank you" in twin(days.scene.press("member", form, "On track", text="28 of 31 days"))
    form = days.scene.press("member", days.scene.say("member", "update ACT-26-001"), "Ask for more time")
    asked = days.scene.press("member", form, "Ask for more time", due="2026-12-18", reason="The audit lead is ill")
    assert "The chair decides and you will hear" in twin(asked)
    assert "Sam Fielding for Tom Bailey asks to move it" in days.scene.card_for("chair").twin
    days.scene.say("jpuh-lead", "back")
    assert "can be updated by its owner" in twin(days.scene.say("member", "update ACT-26-001"))


# ---------------------------------------------------------------- remind NAME or TRUST


def test_remind_shows_who_gets_what_before_anything_is_sent(days: Days):
    days.scene.move_to(MONDAY, 10)
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 20))
    days.action("ACT-26-002", "member", date(2026, 11, 30), trust="JPUH")
    days.action("ACT-26-003", "nnuh-lead", date(2026, 11, 30), trust="NNUH")
    preview = days.scene.ask("chair", "remind", trusts=("JPUH",))
    assert "Tom Bailey: now" in twin(preview)
    assert "Sam Fielding: now" in twin(preview)
    assert "ACT-26-003" not in twin(preview)
    assert days.scene.outbox() == []
    sent = days.scene.press("chair", preview, "Send")
    assert "On its way to 2 people." in twin(sent)
    days.once()
    assert "the chair or the office asked me to remind you" in days.to("member")[0].card.twin
    assert [a.title for a in days.to("jpuh-lead")] == ["ACT-26-001: Audit 001"]


def test_not_now_sends_nothing(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    preview = days.scene.ask("coordinator", "remind", owner="Tom")
    assert "Nobody was written to." in twin(days.scene.press("coordinator", preview, "Not now"))
    assert days.scene.outbox() == []


def test_remind_keeps_to_the_budget_and_says_so(days: Days):
    one_reminder(days)
    preview = days.scene.ask("chair", "remind", owner="Tom Bailey")
    assert "not now: the person's budget of messages is spent" in twin(preview)
    answer = twin(days.scene.press("chair", preview, "Send"))
    assert "Nobody gets a message now." in answer
    assert "Tom Bailey: the person's budget of messages is spent." in answer


def test_in_the_evening_it_goes_the_next_working_morning(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 20))
    days.scene.move_to(date(2026, 11, 27), 18)
    preview = days.scene.ask("chair", "remind", record="ACT-26-001")
    assert "on 30 November 2026, 09:00" in twin(preview)
    days.scene.press("chair", preview, "Send")
    days.once()
    assert days.to("jpuh-lead") == []
    days.at(date(2026, 11, 30), 9, 0)
    assert len(days.to("jpuh-lead")) == 1


def test_remind_everybody_who_is_overdue(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 10, 1))
    days.action("ACT-26-002", "member", date(2026, 11, 20))
    days.action("ACT-26-003", "nnuh-lead", date(2026, 11, 30))
    said = twin(days.scene.ask("chair", "remind", status="overdue", due_before=date(2026, 10, 24)))
    assert "Tom Bailey" in said
    assert "Sam Fielding" not in said


def test_remind_of_one_thing_by_its_words(days: Days):
    days.action("ACT-26-001", "member", MONDAY, title="Triage audit")
    days.action("ACT-26-002", "member", MONDAY, title="Swab count")
    said = twin(days.scene.ask("chair", "remind", owner="Sam", text="the triage audit"))
    assert "Triage audit" in said
    assert "Swab count" not in said
    assert "Swab count" in twin(days.scene.ask("chair", "remind", owner="Sam", text="something else entirely"))


def test_remind_tells_of_the_cover_and_of_who_is_away_without_one(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.action("ACT-26-002", "member", MONDAY)
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Priya"), "Save")
    days.scene.press("member", days.scene.ask("member", "away", until=date(2026, 12, 4)), "Save")
    said = twin(days.scene.ask("chair", "remind", trusts=("JPUH",)))
    assert "Priya Nair, covering for Tom Bailey" in said
    assert "Sam Fielding: not sent: away until 4 December 2026 without cover" in said


def test_remind_asks_back_when_it_is_not_clear(days: Days):
    assert "Whom shall I remind?" in twin(days.scene.ask("chair", "remind"))
    assert "I cannot find a member called Zebedee" in twin(days.scene.ask("chair", "remind", owner="Zebedee"))
    assert "Nothing is due within the next ten working days" in twin(days.scene.ask("chair", "remind", owner="Tom"))


def test_remind_is_for_the_chair_and_the_office(days: Days):
    assert "not open to your role" in twin(days.scene.ask("member", "remind", owner="Tom"))


def test_remind_again_before_the_first_has_left_says_that_it_is_on_its_way(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    first = days.scene.ask("coordinator", "remind", trusts=("JPUH",))
    assert "On its way to 1 person." in twin(days.scene.press("coordinator", first, "Send"))
    said = twin(days.scene.ask("chair", "remind", trusts=("JPUH",)))
    assert "Tom Bailey: not again: a reminder is on its way" in said
    assert "ACT-26-001: Audit 001" in said
    assert "Nothing is due" not in said


def test_a_catch_up_can_be_asked_about_like_any_message(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.action("ACT-26-002", "jpuh-lead", MONDAY)
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4)), "Save")
    days.scene.say("jpuh-lead", "back")
    said = twin(days.scene.say("jpuh-lead", "why did I get this"))
    assert "ACT-26-001, catch up: you were away: once, what is open for you now." in said
    assert "ACT-26-002, catch up" in said


@pytest.mark.parametrize("day", [18, 24])
def test_a_date_on_which_nobody_works_is_given_as_the_reason(days: Days, day: int):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 25))
    days.until(date(2026, 12, day))
    said = days.to("jpuh-lead")[-1].card.twin
    assert "because its date, 25 December 2026, is not a working day, so I write before it." in said
    assert "due today" not in said


def test_nothing_overdue_is_said_so_though_something_is_due_soon(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    said = twin(days.scene.ask("chair", "remind", status="overdue"))
    assert "Nothing is overdue, so there is nothing to send." in said
    assert "Nothing is due within" not in said
