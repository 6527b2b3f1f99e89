"""A return without a mouse: everything is reached by Tab, used by Enter and Space, seen where it is, and read in order.

What a screen reader is told on the way (roles, names and states in reading order, of Chromium's accessibility tree) is
kept in docs/evidence/screen-reader.md; `GOLDEN=write` writes it anew. Look at it as a listener would.
"""

from __future__ import annotations

import os
import re

from playwright.sync_api import Page

from bot.playground import ROOT
from tests.e2e.chat import Chat
from tests.e2e.stage import Stage

KEPT = ROOT / "docs/evidence/screen-reader.md"
FARTHEST = 120
"""Presses of Tab after which something counts as out of reach; the Playground's own controls are among them."""
WHO = """() => { const e = document.activeElement; const by = (e.getAttribute("aria-labelledby") || "").split(" ")
  .map(id => document.getElementById(id)?.textContent || "").join(" ");
  return [by || e.getAttribute("aria-label") || e.innerText || "", e.tagName]; }"""
SEEN = """() => { const s = getComputedStyle(document.activeElement);
  return s.outlineStyle !== "none" || s.boxShadow !== "none" || document.activeElement.matches(":focus-visible"); }"""
HEAD = """# What a screen reader is told

The main journey, a trust lead's return: roles, names and states in reading order, of Chromium's accessibility tree, by
`tests/e2e/test_keyboard.py`, which walks it with the keyboard alone. A listener hears what each field is, that it is
required where it is, last month's figure with it, and each state as a word.
"""


class Keys:
    """A person with a keyboard and no mouse."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.page = chat, chat.page

    def to(self, name: str, backwards: bool = False) -> Page:
        """Tab until the focus is on what is called so."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            label, _tag = self.page.evaluate(WHO)
            if re.match(rf"{re.escape(name)}(\W|$)", label.strip()):
                assert self.page.evaluate(SEEN), f"one does not see that {name} has the focus"
                return self.page
        raise AssertionError(f"{name} cannot be reached by Tab")

    def fill(self, label: str, value: str) -> None:
        self.to(label).keyboard.type(value)

    def press(self, title: str, backwards: bool = False) -> None:
        self.to(title, backwards)
        with self.page.expect_response(lambda r: "/v1/invoke" in r.url):
            self.page.keyboard.press("Enter")


class Transcript:
    """What was told, step by step."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.steps = chat, [HEAD]

    def hear(self, heading: str) -> None:
        self.chat.axe()
        told = re.sub(r"10:0\d", "10:00", self.chat.last_card().aria_snapshot())  # a busy machine takes minutes
        self.steps.append(f"\n## {heading}\n\n```\n{told}\n```\n")

    def text(self) -> str:
        return "".join(self.steps)


def test_a_return_by_keyboard_alone_and_what_is_heard_on_the_way(stage: Stage):
    stage.round_is_open = True
    chat = stage.be("jpuh-lead")
    told = Transcript(chat)
    keys = Keys(chat)
    chat.page.get_by_role("textbox").last.focus()  # where Teams itself puts one after opening a chat
    chat.page.keyboard.type("submit")
    chat.page.keyboard.press("Enter")
    chat.see_in_card("1 of 4 Measures")
    told.hear("1 of 4 Measures")
    keys.fill("Births (registrable)", "142")
    keys.press("Save and continue")
    chat.see_in_card("2 of 4 Incidents and themes")
    told.hear("2 of 4 Incidents and themes")
    keys.fill("Incidents with moderate harm", "4")
    keys.fill("Incidents with severe harm", "0")
    keys.fill("Deaths where an incident may have contributed", "0")
    keys.press("Save and continue")
    chat.see_in_card("3 of 4 Risks and concerns")
    told.hear("3 of 4 Risks and concerns")
    keys.press("No change")
    chat.see_in_card("4 of 4 Learning and good practice")
    told.hear("4 of 4 Learning and good practice")
    keys.press("No change")
    chat.see_in_card("What the channel will see")
    told.hear("The read-back")
    keys.press("Submit return")
    chat.see("It goes into the pack for 21 December 2026")
    told.hear("Received")
    if os.environ.get("GOLDEN") == "write":
        KEPT.write_text(told.text(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == told.text(), "what is heard differs: GOLDEN=write, read the diff"
