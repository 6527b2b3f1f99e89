"""A person meets the bot for the first time."""

from __future__ import annotations

import pytest

from tests.e2e.stage import Stage


@pytest.mark.parametrize(
    ("person", "words"), [("chair", "open round"), ("jpuh-lead", "my actions"), ("observer", "concern")]
)
def test_help_says_what_this_person_can_do_here(stage: Stage, person: str, words: str):
    chat = stage.be(person)
    chat.say("help")
    chat.see_in_card(words)
    chat.axe()


def test_the_observer_is_not_offered_what_only_the_chair_may_do(stage: Stage):
    chat = stage.be("observer")
    chat.say("help")
    chat.do_not_see_in_card("post summary")


def test_who_am_i_knows_the_person_by_object_id(stage: Stage):
    chat = stage.be("jpuh-lead")
    chat.say("who am I")
    chat.see_in_card("Tom Bailey")
    chat.see_in_card("James Paget")


def test_the_bot_says_in_the_channel_who_it_is(stage: Stage):
    chat = stage.be("chair").go_channel()
    chat.see("help")
    chat.mention("help")
    chat.axe()
