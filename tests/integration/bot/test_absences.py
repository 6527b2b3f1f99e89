"""Away and back: one sentence pauses and re-routes, one catch-up ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage import absences
from tests.days import Days
from tests.scene import titles, twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def test_away_is_read_back_and_saved_by_a_press(days: Days):
    card = days.scene.say("jpuh-lead", "away until 4 December, Sam covers")
    assert days.scene.run(lambda s: absences.away(s, MONDAY)) == []
    saved = days.scene.press("jpuh-lead", card, "Save")
    assert "You are away until 4 December 2026" in twin(saved)
    assert "Sam Fielding covers and has been told." in twin(saved)
    assert "The catch-up comes on 7 December 2026." in twin(saved)
    days.once()
    assert [a.title for a in days.to("member")] == ["You cover for Tom Bailey"]


def test_the_cover_gets_it_and_can_act_on_it(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Sam"), "Save")
    days.at(MONDAY)
    assert days.to("jpuh-lead") == []
    got = days.to("member")[-1]
    assert "You cover for Tom Bailey, who is away." in got.card.twin
    answer = days.scene.press("member", got.card, "No change")
    assert "No change - thank you" in twin(answer)


def test_the_cover_puts_it_off_for_the_one_who_is_away(days: Days):
    days.action("ACT-26-001", "jpuh-lead", MONDAY)
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Sam"), "Save")
    days.at(MONDAY)
    days.scene.press("member", days.to("member")[-1].card, "In 3 working days")
    tom = days.scene.member("jpuh-lead").object_id
    assert [x.person for x in days.scene.run(lambda s: absences.put_off(s, MONDAY))] == [tom]


def test_no_messages_while_away_and_one_catch_up_on_return(days: Days):
    for n in range(1, 4):
        days.action(f"ACT-26-00{n}", "jpuh-lead", date(2026, 11, 23 + n))
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4)), "Save")
    days.until(date(2026, 12, 4))
    assert days.to("jpuh-lead") == []
    days.until(date(2026, 12, 7))
    assert days.titles("jpuh-lead") == [("07 Dec 09:30", "Welcome back: 3 things for you")]


def test_back_answers_with_the_catch_up_itself(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    days.action("ACT-26-002", "jpuh-lead", date(2026, 11, 26))
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4)), "Save")
    days.until(date(2026, 11, 26))
    answer = days.scene.say("jpuh-lead", "I'm back")
    assert "Welcome back: 2 things for you" in twin(answer)
    after = days.scene.press("jpuh-lead", answer, "No change")
    assert "No change - thank you" in twin(after)
    days.until(date(2026, 11, 30))
    assert days.to("jpuh-lead") == [], "the answer was the catch-up"
    assert "You were not marked as away" in twin(days.scene.say("jpuh-lead", "back"))


def test_back_with_nothing_to_do_and_with_one_thing(days: Days):
    days.scene.press("member", days.scene.ask("member", "away", until=date(2026, 12, 4)), "Save")
    assert "Nothing is due within the next ten working days." in twin(days.scene.say("member", "back"))
    days.action("ACT-26-001", "member", date(2026, 11, 25))
    days.scene.press("member", days.scene.ask("member", "away", until=date(2026, 12, 4)), "Save")
    assert "ACT-26-001: Audit 001" in twin(days.scene.say("member", "back"))


def test_the_form_gives_back_what_was_typed(days: Days):
    card = days.scene.ask("jpuh-lead", "away")
    wrong = days.scene.press("jpuh-lead", card, "Save", until="2026-11-01")
    assert "Last day away: please give a date from 23 November 2026 on." in twin(wrong)
    sam = days.scene.member("member").object_id
    right = days.scene.press("jpuh-lead", wrong, "Save", until="2026-12-01", cover=sam)
    assert "You are away until 1 December 2026" in twin(right)
    assert "Nothing changed" in twin(days.scene.press("jpuh-lead", card, "Cancel"))


def test_an_unknown_or_ambiguous_cover_is_asked_about(days: Days):
    card = days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Zebedee")
    assert "I do not find this name in the group: Zebedee. Please choose." in twin(card)
    assert "Save" in titles(card)


def test_the_office_may_pause_somebody_else_and_they_are_told(days: Days):
    card = days.scene.ask("chair", "away", owner="Tom", until=date(2026, 12, 4))
    saved = days.scene.press("chair", card, "Save")
    assert "Tom Bailey is away until 4 December 2026" in twin(saved)
    days.once()
    assert [a.title for a in days.to("jpuh-lead")] == ["You are away until 4 December 2026"]
    refused = days.scene.ask("member", "away", owner="Tom", until=date(2026, 12, 4))
    assert "Only the chair and the office" in twin(refused)


def test_a_second_absence_with_the_same_days_says_which_one_it_replaces(days: Days):
    for until in (date(2026, 12, 4), date(2026, 11, 27)):
        card = days.scene.ask("member", "away", until=until)
        days.scene.press("member", card, "Save")
    assert "This takes the place of: away until 4 December 2026." in twin(card)
    (kept,) = days.scene.run(lambda s: absences.away(s, MONDAY))
    assert (kept.until, kept.version) == (date(2026, 11, 27), 2)


def test_days_that_were_not_named_are_asked_about_before_another_absence_goes(days: Days):
    for words in ("away from 1 December until 4 December, Sam covers", "away from 7 December until 9 December"):
        days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", words), "Save")
    card = days.scene.say("jpuh-lead", "away from 20 December until 2 January")
    assert "Away from 1 December 2026 until 4 December 2026 already: that stays as it is." in twin(card)
    asked = days.scene.press("jpuh-lead", card, "Save", since="2026-12-03")
    assert (
        "you are marked away from 1 December 2026 until 4 December 2026 and from 7 December 2026 until "
        "9 December 2026 already. Press Save again" in twin(asked)
    )
    assert len(days.scene.run(lambda s: absences.away(s, MONDAY))) == 2
    days.scene.press("jpuh-lead", asked, "Save")
    (kept,) = days.scene.run(lambda s: absences.away(s, MONDAY))
    assert (kept.since, kept.until) == (date(2026, 12, 3), date(2027, 1, 2))
    days.once()
    assert [a.title for a in days.to("member")] == ["You cover for Tom Bailey", "You need not cover for Tom Bailey"]


def test_two_leaves_stand_beside_each_other_and_back_ends_the_one_that_runs(days: Days):
    first = days.scene.say("jpuh-lead", "away from 20 December until 2 January, Sam covers")
    days.scene.press("jpuh-lead", first, "Save")
    second = days.scene.say("jpuh-lead", "away until Friday, Priya covers")
    assert "Away from 20 December 2026 until 2 January 2027 already: that stays as it is." in twin(second)
    saved = days.scene.press("jpuh-lead", second, "Save")
    assert "Away also from 20 December 2026 until 2 January 2027; that stays as it is." in twin(saved)
    days.once()
    assert [a.title for a in days.to("member")] == ["You cover for Tom Bailey"]
    assert "You are also marked away from 20 December 2026" in twin(days.scene.say("jpuh-lead", "back"))
    days.action("ACT-26-001", "jpuh-lead", date(2026, 12, 21))
    days.until(date(2026, 12, 18))
    before = len(days.to("jpuh-lead"))
    days.until(date(2027, 1, 1))
    assert len(days.to("jpuh-lead")) == before, "Sam covers then"
    assert any("You cover for Tom Bailey, who is away." in a.card.twin for a in days.to("member"))
    days.until(date(2027, 1, 4))
    assert days.titles("jpuh-lead")[-1] == ("04 Jan 09:30", "ACT-26-001: Audit 001")


def test_back_before_any_has_begun_offers_each_to_be_taken_back(days: Days):
    for words in ("away from 1 December until 4 December", "away from 7 December until 9 December"):
        days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", words), "Save")
    asked = days.scene.say("jpuh-lead", "back")
    assert titles(asked) == [
        "Take back: from 1 December 2026 until 4 December 2026",
        "Take back: from 7 December 2026 until 9 December 2026",
        "Leave it",
    ]
    days.scene.press("jpuh-lead", asked, "Take back: from 7 December 2026 until 9 December 2026")
    (left,) = days.scene.run(lambda s: absences.away(s, MONDAY))
    assert left.since == date(2026, 12, 1)


def test_a_first_day_to_come_is_respected(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 24))
    days.action("ACT-26-002", "jpuh-lead", date(2026, 11, 25))
    card = days.scene.say("jpuh-lead", "away from tomorrow until Friday, Priya covers")
    saved = days.scene.press("jpuh-lead", card, "Save")
    assert "You are away from 24 November 2026 until 27 November 2026" in twin(saved)
    assert "Priya Nair covers and has been told." in twin(saved)
    assert "from 24 November 2026 until 27 November 2026; Priya Nair covers" in twin(
        days.scene.say("jpuh-lead", "who am I")
    )
    days.action("ACT-26-003", "jpuh-lead", MONDAY)
    days.at(MONDAY)
    assert len(days.to("jpuh-lead")) == 1, "today they are still here"
    days.until(date(2026, 11, 27))
    assert len(days.to("jpuh-lead")) == 1
    covered = [a.card.twin for a in days.to("nnuh-lead") if "You cover for Tom Bailey, who is away." in a.card.twin]
    assert covered
    days.until(date(2026, 11, 30))
    assert [d for d, _ in days.titles("jpuh-lead")] == ["23 Nov 09:30", "30 Nov 09:30"], "one catch-up"


def test_back_before_it_began_takes_nothing_back_unasked(days: Days):
    card = days.scene.say("jpuh-lead", "away from 1 December until 4 December, Sam covers")
    days.scene.press("jpuh-lead", card, "Save")
    asked = days.scene.say("jpuh-lead", "back")
    assert "You are marked away from 1 December 2026 until 4 December 2026." in twin(asked)
    assert days.scene.run(lambda s: absences.away(s, date(2026, 12, 1)))
    days.scene.press("jpuh-lead", asked, "Take it back")
    assert days.scene.run(lambda s: absences.away(s, date(2026, 12, 1))) == []
    days.once()
    assert [a.title for a in days.to("member")] == ["You cover for Tom Bailey", "You need not cover for Tom Bailey"]
    two = days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", "away from 1 December until 4 December"), "Save")
    assert "Nobody covers" in twin(two)
    older, newer = days.scene.say("jpuh-lead", "back"), days.scene.say("jpuh-lead", "back")
    days.scene.press("jpuh-lead", newer, "Take it back")
    assert "You were not marked as away" in twin(days.scene.press("jpuh-lead", older, "Take it back"))


def test_the_cover_of_an_absence_that_is_replaced_hears_of_it(days: Days):
    card = days.scene.say("jpuh-lead", "away from 20 December until 1 January, Sam covers")
    days.scene.press("jpuh-lead", card, "Save")
    again = days.scene.say("jpuh-lead", "away from 22 December until 30 December, Priya covers")
    assert "This takes the place of: away from 20 December 2026 until 1 January 2027." in twin(again)
    days.scene.press("jpuh-lead", again, "Save")
    days.once()
    assert days.to("member")[-1].title == "You need not cover for Tom Bailey"
    assert days.to("nnuh-lead")[-1].title == "You cover for Tom Bailey"


def test_i_am_on_leave_is_of_oneself_and_a_far_last_day_is_asked_about(days: Days):
    card = days.scene.ask("jpuh-lead", "away", owner="am", until=date(2026, 12, 4))
    assert "Pause your reminders?" in twin(card)
    far = days.scene.press("jpuh-lead", card, "Save", until="2036-12-04")
    assert "4 December 2036 is more than 2 years ahead." in twin(far)
    wrong = days.scene.press("jpuh-lead", far, "Save", since="2037-01-01")
    assert "it lies before the first day, 1 January 2037" in twin(wrong)
    assert days.scene.run(lambda s: absences.away(s, MONDAY)) == []
    kept = days.scene.press("jpuh-lead", far, "Save")
    assert "until 4 December 2036" in twin(kept)


def covered(days: Days, many: int) -> None:
    """Tom is away with many things due, Sam covers."""
    for n in range(1, many + 1):
        days.action(f"ACT-26-{n:03}", "jpuh-lead", date(2026, 11, 25))
    days.scene.press("jpuh-lead", days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover="Sam"), "Save")


def test_the_covers_digest_leads_to_the_absent_persons_actions_not_to_their_own(days: Days):
    covered(days, 7)
    days.at(date(2026, 11, 24))
    got = days.to("member")[-1].card
    assert "And 2 more. Press Actions of Tom Bailey for the rest." in got.twin
    assert "My actions" not in titles(got)
    theirs = days.scene.press("member", got, "Actions of Tom Bailey")
    assert twin(theirs).splitlines()[0] == "Actions of Tom Bailey, whom you cover"
    assert "ACT-26-001" in twin(theirs)
    after = days.scene.press("member", theirs, "On track")
    assert twin(after).splitlines()[0] == "Actions of Tom Bailey, whom you cover"
    second = days.scene.press("member", after, "Next")
    assert "ACT-26-007" in twin(second)
    own = days.scene.press("member", second, "My own actions")
    assert "You have no open actions" in twin(own)
    assert "Actions of Tom Bailey" in titles(own)


def test_with_something_of_their_own_both_lists_are_offered(days: Days):
    covered(days, 2)
    days.action("ACT-26-050", "member", date(2026, 11, 25))
    days.at(date(2026, 11, 24))
    got = days.to("member")[-1].card
    assert [t for t in titles(got) if "ctions" in t] == ["My actions", "Actions of Tom Bailey"]
    mine = days.scene.say("member", "my actions")
    assert "ACT-26-050" in twin(mine)
    assert "ACT-26-001" not in twin(mine)
    assert "Actions of Tom Bailey" in titles(mine)


def test_a_fault_on_the_covered_list_stays_there_and_the_list_closes_with_the_absence(days: Days):
    covered(days, 1)
    theirs = days.scene.press("member", days.scene.say("member", "my actions"), "Actions of Tom Bailey")
    days.change("ACT-26-001", progress=10)
    stale = days.scene.press("member", theirs, "On track")
    assert "Please look at this first" in str(days.scene.content(stale))
    assert twin(stale).splitlines()[0] == "Actions of Tom Bailey, whom you cover"
    days.scene.say("jpuh-lead", "back")
    closed = days.scene.press("member", stale, "Delivered")
    assert "You do not cover for this person now" in twin(closed)


def test_somebody_without_anything_open_is_said_to_have_nothing(days: Days):
    covered(days, 0)
    theirs = days.scene.press("member", days.scene.say("member", "my actions"), "Actions of Tom Bailey")
    assert "Tom Bailey has no open actions." in twin(theirs)
    assert titles(theirs) == ["My own actions"]


def test_whoever_covers_sees_the_buttons_on_the_action_itself(days: Days):
    covered(days, 1)
    card = days.scene.ask("member", "action", record="ACT-26-001")
    assert "Ask for more time" in titles(card)
    assert "Ask for more time" not in titles(days.scene.ask("nnuh-lead", "action", record="ACT-26-001"))


def test_a_cover_who_is_away_then_is_refused_and_whoever_covers_is_reminded_of_it(days: Days):
    card = days.scene.say("jpuh-lead", "away from 1 December until 4 December, Priya covers")
    days.scene.press("jpuh-lead", card, "Save")
    hers = days.scene.say("nnuh-lead", "away until 2 December, Tom covers")
    assert "You cover for Tom Bailey from 1 December 2026 until 4 December 2026: while both are away" in twin(hers)
    refused = days.scene.press("nnuh-lead", hers, "Save")
    assert "Tom Bailey is away from 1 December 2026 until 4 December 2026. Please choose somebody else" in twin(refused)
    earlier = days.scene.press("nnuh-lead", refused, "Save", until="2026-11-30")
    assert "Tom Bailey covers and has been told." in twin(earlier)
    theirs = days.scene.ask("coordinator", "away", owner="Priya", until=date(2026, 12, 2))
    assert "They cover for Tom Bailey" in twin(theirs)


def test_back_with_lines_says_which_leaves_stay(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 25))
    for words in ("away from 20 December until 2 January", "away until Friday"):
        days.scene.press("jpuh-lead", days.scene.say("jpuh-lead", words), "Save")
    said = twin(days.scene.say("jpuh-lead", "back"))
    assert "ACT-26-001: Audit 001" in said
    assert "You are also marked away from 20 December 2026 until 2 January 2027." in said


def test_an_observer_does_not_cover_and_nobody_covers_for_themselves(days: Days):
    for who in ("Grace", "Tom"):
        card = days.scene.ask("jpuh-lead", "away", until=date(2026, 12, 4), cover=who)
        assert f"Who covers: this person cannot cover: {who}. Please choose." in twin(card)
    grace = days.scene.member("observer").object_id
    refused = days.scene.press("jpuh-lead", card, "Save", cover=grace)
    assert "You are away" not in twin(refused)
    assert days.scene.run(lambda s: absences.away(s, MONDAY)) == []
