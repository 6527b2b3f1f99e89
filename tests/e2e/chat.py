"""What a person does in the Playground: say, press, fill, look. Elements are found by role and label only."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from bot import playground

AXE = playground.FOLDER / "node_modules/axe-core/axe.min.js"
CARD = ".ac-adaptiveCard"
"""The frame that the Adaptive Cards renderer draws: it has no role. Used to bound a search, never to find a control."""
OF_THE_HOST = ("[data-tabster-dummy]", "[role=listbox][aria-label=Legend]")
"""What Fluent's charts in the Playground draw around a chart and we cannot change: its legend, its marks for Tab. The
card says the same figures in words below the chart."""
SECONDS = 60_000.0
"""Milliseconds to wait for an answer; the machine may be busy."""


_NARROW = """() => {
  const up = (from, until, act) => { for (let e = from; e && e !== until; e = e.parentElement) act(e); };
  const box = [...document.querySelectorAll('[role=textbox]')].pop();
  let panel = null;
  up(document.querySelector('[role=tree]'), document.body, e => {
    if (getComputedStyle(e).position === 'absolute') panel = e;
  });
  if (panel) panel.style.display = 'none';
  for (const from of [box, ...document.querySelectorAll('.ac-adaptiveCard')])
    up(from, document.body, e => { e.style.minWidth = '0'; e.style.maxWidth = '100%'; });
}"""
"""Puts away the list of chats and lets the column of messages be as narrow as the window."""


class Chat:
    """One conversation of the Playground, as the person in the browser sees it."""

    def __init__(self, page: Page, person: str) -> None:
        self.page = page
        self.person = person
        self.messages_said = self.pressed = self.filled = self.taps = self.keys = 0
        """What the person did: messages, buttons of cards, fields; and each tap and each key of all that."""
        page.set_default_timeout(SECONDS)
        expect.set_options(timeout=SECONDS)

    # ------------------------------------------------------------ where

    def go_private(self) -> Chat:
        """Open the one-to-one chat with the bot."""
        return self._open("Personal Chat", posts=False)

    def go_channel(self) -> Chat:
        """Open the group's channel."""
        group, _ = playground.sample_group()
        return self._open(re.compile(f"{re.escape(group.name)}$"), posts=True)

    def go_group_chat(self) -> Chat:
        """Open the group chat."""
        group, _ = playground.sample_group()
        return self._open(f"{group.short} group chat", posts=False)

    def on_a_phone(self, width: int, height: int = 844) -> Chat:
        """Look through a window as wide as a phone's. The Playground is made for a desk, Teams on a phone is not:
        its list of chats is put away and its column of messages may be as narrow as the window."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(_NARROW)
        return self

    def _open(self, name: str | re.Pattern[str], *, posts: bool) -> Chat:
        self.page.get_by_role("treeitem", name=name).click()
        post = self.page.get_by_role("button", name="Post", exact=True)
        expect(post).to_be_visible() if posts else expect(post).to_have_count(0)
        return self

    # ------------------------------------------------------------ do

    def say(self, text: str, answers: int = 1) -> Chat:
        """Type a message in a chat, send it, and wait for so many answers of the bot."""
        before = self.messages().count()
        box = self.page.get_by_role("textbox").last
        box.click()
        self.page.keyboard.insert_text(text)
        self.page.get_by_role("button", name="Send Message").last.click()
        self._did(messages_said=1, taps=2, keys=len(text))
        self._wait_for_messages(before + 1 + answers)
        return self

    def mention(self, text: str, answers: int = 1) -> Chat:
        """Start a post in the channel that mentions the bot, and wait for so many posts or replies of the bot."""
        before = self.messages().count()
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@" + playground.BOT_NAME[:3])
        self.page.get_by_role("menuitem", name=re.compile(playground.BOT_NAME)).click()
        self.page.keyboard.insert_text(" " + text)
        self.page.get_by_role("button", name="Post", exact=True).click()
        self._wait_for_messages(before + 1 + answers)
        return self

    def press(self, title: str) -> Chat:
        """Press a card's button (the newest one with this title) and wait until the bot has answered."""
        button = self.page.get_by_role("button", name=title, exact=True).last
        with self.page.expect_response(lambda r: re.search(r"/v1/(invoke|submit)", r.url) is not None):
            button.click()
        self._did(pressed=1, taps=1)
        return self

    def press_in_vain(self, title: str, why: str) -> Chat:
        """Press a button that the card itself refuses, for a field is empty or wrong: it says why and sends nothing."""
        sent: list[str] = []
        self.page.on("request", lambda r: sent.append(r.url) if "/v1/invoke" in r.url else None)
        self.page.get_by_role("button", name=title, exact=True).last.click()
        self.see_in_card(why)
        assert not sent, f"'{title}' was sent although a field is not right"
        return self

    def fill(self, label: str, value: str) -> Chat:
        """Fill the newest field with this label: text, number, date (ISO), choice by its title, or yes/no."""
        card = self.last_card()
        name = re.compile(rf"^{re.escape(label)}(\W|$)")
        field = card.get_by_label(name).or_(card.get_by_role("radiogroup", name=name)).first
        expect(field).to_be_visible()
        role, kind = field.get_attribute("role") or "", field.get_attribute("type") or ""
        if role == "radiogroup":
            field.get_by_role("radio", name=value, exact=True).check()
        elif kind == "checkbox":
            field.set_checked(value.lower() in {"yes", "true"})
        elif field.get_attribute("aria-haspopup") == "dialog":
            field.fill(value)
            field.press("Enter")
            self.page.keyboard.press("Escape")
        elif role == "combobox":
            self._choose(field, value)
        else:
            field.fill(value)
            field.press("Tab")
        picked = role in {"radiogroup", "combobox"} or kind == "checkbox"
        self._did(filled=1, taps=2 if role == "combobox" else 1, keys=0 if picked else len(value))
        return self

    def tick(self, label: str, choice: str) -> Chat:
        """Tick one box of the newest field with this label where several may be chosen."""
        name = re.compile(rf"^{re.escape(label)}(\W.*)? {re.escape(choice)}$")
        self.last_card().get_by_role("checkbox", name=name).check()
        return self

    def _did(self, **more: int) -> None:
        for name, count in more.items():
            setattr(self, name, getattr(self, name) + count)

    def _choose(self, field: Locator, value: str) -> None:
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
            return
        field.click()
        self.page.get_by_role("option", name=value, exact=True).click()

    # ------------------------------------------------------------ look

    def messages(self) -> Locator:
        """Every message of the conversation, by the button that each one has."""
        return self.page.get_by_role("button", name="Show more information")

    def last_card(self) -> Locator:
        """The newest card: the last in a chat, the first in the channel, where new posts stand on top."""
        cards = self.page.locator(CARD)
        expect(cards.first).to_be_visible()
        return cards.first if self._in_channel() else cards.last

    def see(self, text: str | re.Pattern[str], seconds: float = SECONDS / 1000) -> Chat:
        """Wait until the conversation shows this text."""
        expect(self.page.get_by_text(text).filter(visible=True).last).to_be_visible(timeout=seconds * 1000)
        return self

    def see_in_card(self, text: str | re.Pattern[str]) -> Chat:
        """Wait until the newest card holds this text."""
        expect(self.last_card()).to_contain_text(text)
        return self

    def do_not_see_in_card(self, text: str | re.Pattern[str]) -> Chat:
        """The newest card does not hold this text."""
        expect(self.last_card()).not_to_contain_text(text)
        return self

    def value_of(self, label: str) -> str:
        """What stands in the newest field with this label."""
        return self.last_card().get_by_label(re.compile(rf"^{re.escape(label)}(\W|$)")).first.input_value()

    def buttons(self) -> tuple[str, ...]:
        """Titles of the newest card's buttons."""
        return tuple(t.strip() for t in self.last_card().get_by_role("button").all_inner_texts() if t.strip())

    def screenshot(self, path: Path) -> None:
        """A picture of the newest card."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.last_card().screenshot(path=path)

    def has_cards(self) -> bool:
        """Whether there is a card in the conversation that is open."""
        return self.page.locator(CARD).count() > 0

    def axe(self) -> Chat:
        """Fail with every accessibility fault that axe finds in the cards on the page."""
        self.page.mouse.move(0, 0)  # a button under the pointer, or on its way from there, has colours of the moment
        self.page.wait_for_timeout(300)  # the Playground changes a button's colour over a fifth of a second
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.add_script_tag(path=AXE)
        answer: dict[str, Any] = self.page.evaluate(
            "([card, host]) => axe.run({include: [[card]], exclude: host.map(css => [css])})", [CARD, OF_THE_HOST]
        )
        faults = [
            f"{v['id']} ({v['impact']}): {v['help']}: {json.dumps([n['html'][:160] for n in v['nodes'][:3]])}"
            for v in answer["violations"]
        ]
        assert answer["passes"], "axe looked at nothing: there is no card on the page"
        assert not faults, "\n".join(faults)
        return self

    # ------------------------------------------------------------ within

    def _in_channel(self) -> bool:
        return self.page.get_by_role("button", name="Post", exact=True).count() > 0

    def _wait_for_messages(self, count: int) -> None:
        expect(self.messages().nth(count - 1)).to_be_visible()
