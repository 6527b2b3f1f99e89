"""Cards about the person who asks: help that works for them now, and who they are."""

from __future__ import annotations

from collections.abc import Sequence

from cards.kit import Card, button, card, facts, heading, subtle, words
from cards.talk import REACH
from domain.people import Member, roles_in_words


def help_card(member: Member, examples: Sequence[tuple[str, str]], common: Sequence[str]) -> Card:
    """Five examples (what to say, what happens) and buttons for the commonest commands."""
    return card(
        "What you can do here",
        words(f"You are here as {roles_in_words(member.roles)}. Say it in your own words; these work for you now:"),
        facts([(say, does) for say, does in examples]),
        words("I never save anything you only said: I show it to you first."),
        words("Please never give me details of a patient. This is not an incident system: report there first."),
        words("In a channel or group chat, start with @Oversight; in a private chat just write."),
        actions=[button(_title(say), "say", say=say) for say in common],
    )


def who_am_i(member: Member, lines: Sequence[tuple[str, str]], names: Sequence[str] = ()) -> Card:
    """Name, roles, trusts (by their official `names`), cover and what reminders are left this week."""
    trusts = "; ".join(names or member.trusts) or "none of their own"
    return card(
        "Who you are to me",
        facts([("Name", member.name), ("Roles", roles_in_words(member.roles)), ("Trusts", trusts), *lines]),
        words("If this is not right, please tell the office."),
        actions=[button("My data", "data.mine")],
    )


def welcome(group_name: str, *, private: bool = False) -> Card:
    """What the bot says when it is added to a channel or chat; `private`: a chat with one person."""
    about = words(f"I look after returns, actions and risks for {group_name}.")
    if private:
        return card(
            "Hello, I am Oversight",
            about,
            words("This chat is between you and me: forms, reminders and anything not yet published come here."),
            words("Write to me as you would to a colleague, or press Help to see what you can do."),
            subtle("In a channel or group chat, start with @Oversight; without it I do not see what is written."),
            actions=[button("Help", "say", say="help")],
        )
    return card(
        "Hello, I am Oversight",
        about,
        heading("How to reach me"),
        words(REACH + " A reply without my name does not reach me in a channel."),
        words(
            "Forms, reminders and anything not yet published come to you privately. Here I show what the group shares."
        ),
        actions=[button("Help", "say", say="help")],
    )


def _title(say: str) -> str:
    return say[:1].upper() + say[1:]
