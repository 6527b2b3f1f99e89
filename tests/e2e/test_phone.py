"""Five reminders on a phone: a trust lead answers them where they stand, in a few taps and without typing.

A tap takes a practised thumb a second or two, so the budget of taps stands for the minute of the promise. What the
reader's own part comes to is estimated by `tests/klm.py` from the taps and the words on the card, and printed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import demo, playground
from domain.action_steps import Act, Promise, promise
from storage import actions as kept
from storage.session import Session
from storage.store import Store
from tests.e2e.chat import Chat
from tests.e2e.stage import Stage
from tests.klm import Estimate, new_words

TUESDAY = "2026-12-08T09:29:40"
"""The digest leaves at half past nine."""
TITLES = ("Share the theatre PPH checklist with the other units", "Name a lead for bereavement care at weekends")
TAPS = 6
"""Five answers, one of them `Later` with its choice of when."""
ANSWERS = 5
"""Reminders, each of which somebody makes up their mind about."""
FORM_TAPS = 3
"""Open the form, send it, and the next reminder stands there again."""


def give_work(stage: Stage) -> None:
    """Two more actions of the JPUH lead, due this week, so that five things stand in the digest."""
    demo.load(stage.folder / "e2e.db", stage.env, afresh=False)
    group, people = playground.sample_group()
    cast = playground.cast_list(people)
    tom, chair = cast["jpuh-lead"], cast["chair"]

    def work(session: Session) -> None:
        session.acting(chair)
        for n, title in enumerate(TITLES):
            due, made_on = date(2026, 12, 10) + timedelta(days=n), date(2026, 11, 30)
            said = Promise(title, "A walkabout", "JPUH", tom.object_id, tom.name, due)
            act = Act(chair, datetime(2026, 11, 30, 9, tzinfo=UTC), made_on)
            kept.add(session, promise(f"ACT-26-05{n}", said, act))

    store = Store.open(f"sqlite:///{stage.folder / 'e2e.db'}", clock=lambda: datetime.now(UTC))
    store.run_sync(work, group=group.id)
    store.close()


class Thumb:
    """Counts what a person does on the card."""

    def __init__(self, chat: Chat) -> None:
        self.chat, self.taps = chat, 0
        self.about = Estimate.read()
        self.seen = set[str]()

    def read(self) -> None:
        """The eyes go over what is new on the newest card."""
        self.about.words += new_words(self.seen, self.chat.last_card().inner_text())

    def tap(self, title: str, of: str = "") -> None:
        """Press a button of the newest card: the first with this title, or the first after the words `of`."""
        card = self.chat.last_card()
        button = card.get_by_role("button", name=title, exact=True)
        if of:
            button = card.locator(
                f"xpath=.//*[contains(text(), '{of}')]/following::button[normalize-space()='{title}']"
            )
        with self.chat.page.expect_response(lambda r: "/v1/invoke" in r.url):
            button.first.click()
        self.taps += 1


def fits(chat: Chat, width: int) -> None:
    """Nothing of the newest card is cut off or has to be pushed sideways; each button is large enough for a thumb."""
    card = chat.last_card()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert card.evaluate("e => e.scrollWidth <= e.clientWidth")
    for button in card.get_by_role("button").filter(has_text=re.compile(r"\w")).all():
        size = button.bounding_box()
        assert size is not None
        assert size["x"] >= box["x"]
        assert size["x"] + size["width"] <= box["x"] + box["width"], button.inner_text()
        assert min(size["height"], size["width"]) >= 24, "Source: WCAG 2.2, 2.5.8 target size"


@pytest.mark.parametrize("stage", [TUESDAY], indirect=True)
def test_five_reminders_are_answered_on_a_phone_within_a_few_taps(stage: Stage):
    give_work(stage)
    chat = stage.be("jpuh-lead")
    chat.see("5 things for you", seconds=60)
    for width in (390, 320):
        chat.on_a_phone(width)
        fits(chat, width)
    chat.axe()
    thumb = Thumb(chat)
    thumb.read()
    thumb.tap("Delivered", of="ACT-26-009")
    chat.see_in_card("Delivered - thank you")
    thumb.read()
    thumb.tap("On track", of="ACT-26-050")
    thumb.tap("On track", of="ACT-26-051")
    thumb.tap("No change", of="ACT-26-012")
    chat.see_in_card("No change - thank you")
    thumb.read()
    fits(chat, 320)
    chat.axe()
    thumb.tap("Later", of="RSK-26-009")
    thumb.read()
    thumb.tap("Remind me tomorrow")
    chat.see_in_card("Noted")
    chat.see_in_card("Put off to 9 December 2026")
    thumb.read()
    fits(chat, 320)
    assert thumb.taps <= TAPS
    thumb.about.taps, thumb.about.decisions = thumb.taps, ANSWERS
    print(f"The reader's part, estimated: {thumb.about}")  # noqa: T201 asked for by docs/evidence.md


@pytest.mark.parametrize("stage", [TUESDAY], indirect=True)
def test_a_form_opened_from_a_reminder_leads_back_to_the_others(stage: Stage):
    give_work(stage)
    chat = stage.be("jpuh-lead")
    chat.see("5 things for you", seconds=60)
    chat.on_a_phone(360)
    thumb = Thumb(chat)
    thumb.tap("Update", of="ACT-26-050")
    chat.see_in_card("Update ACT-26-050")
    fits(chat, 360)
    chat.fill("What is new", "The checklist waits for theatre")
    thumb.tap("At risk")
    chat.see_in_card("At risk - thank you")
    thumb.tap("On track", of="ACT-26-051")
    chat.see_in_card("On track - thank you")
    assert thumb.taps <= FORM_TAPS
    fits(chat, 360)
