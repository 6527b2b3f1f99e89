"""Every card in the light and the dark theme on 320 pixels: axe finds nothing, nothing is pushed sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests import gallery

AXE = "look => axe.run(document.querySelector('#card'), look)"
CUT_OFF = """() => [...document.querySelectorAll("#card *")]
  .filter(e => e.getBoundingClientRect().right > 320.5).map(e => e.className + " " + e.textContent.slice(0, 60))"""
LOOKS = {
    "light": {"rules": {"region": {"enabled": False}}},  # a card is no page
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},  # only the colours differ
}


@pytest.mark.parametrize("theme", gallery.THEMES)
def test_no_card_is_hard_to_see_or_reach_in(browser: Browser, theme: str):
    page = browser.new_page(locale="en-GB")
    gallery.open_page(page, theme, 320)
    faults: list[str] = []
    looked = 0
    cards = gallery.cards()
    for name, content in cards.items():
        gallery.draw(page, content, theme)
        answer = page.evaluate(AXE, LOOKS[theme])
        looked += bool(answer["passes"] or answer["incomplete"])
        faults += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in answer["violations"]]
        faults += [f"{name}: cut off: {words}" for words in page.evaluate(CUT_OFF)]
    page.close()
    assert looked == len(cards)
    assert not faults, "\n".join(faults[:40])
