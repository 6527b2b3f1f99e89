"""Every golden card drawn by Microsoft's renderer on a bare page, light or dark, as narrow as need be.

The Playground has no dark theme and is made for a desk; this page is how dark and 320-pixel renderings are looked at,
tested (`tests/e2e/test_gallery.py`) and taken pictures of (`make pictures`). Colours are after Fluent 2's
tokens of Teams' themes; real Teams brings its own, so what a card must not do is to fix a colour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bot import playground

GOLDEN = Path(__file__).parent / "golden"
MODULES = playground.FOLDER / "node_modules"


@dataclass(frozen=True)
class Theme:
    """Colours of a host: the page, text, quieter text, fields, and (back, text) of a tone."""

    page: str
    text: str
    subtle: str
    field: str
    border: str
    tones: Mapping[str, tuple[str, str]]


THEMES = {
    "light": Theme("#ffffff", "#242424", "#5c5c5c", "#ffffff", "#616161", {
        "emphasis": ("#f5f5f5", "#242424"), "good": ("#f1faf1", "#0e700e"), "warning": ("#fff9f5", "#8a3707"),
        "attention": ("#fdf3f4", "#960b18"), "accent": ("#e8ebfa", "#444791")}),
    "dark": Theme("#292929", "#ffffff", "#d6d6d6", "#1f1f1f", "#adadad", {
        "emphasis": ("#333333", "#ffffff"), "good": ("#052505", "#9fd89f"), "warning": ("#4a1e04", "#fdcfb4"),
        "attention": ("#3b0509", "#eeacb2"), "accent": ("#2f2f4a", "#c7caf6")}),
}  # fmt: skip

PAGE = """<!doctype html><html lang="en-GB"><head><title>Cards</title><style>
body { margin: 0; background: %(page)s; color: %(text)s; font: 14px "Segoe UI", "Liberation Sans", sans-serif; }
main { padding: 8px; overflow-wrap: break-word; }
/* as Teams */ .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
input, select, textarea { background: %(field)s; color: %(text)s; border: 1px solid %(border)s;
  font: inherit; padding: 4px; max-width: 100%%; box-sizing: border-box; }
button { background: %(field)s; color: %(text)s; border: 1px solid %(border)s; border-radius: 4px; padding: 6px 12px;
  font: inherit; min-height: 32px; max-width: 100%%; white-space: normal !important; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid %(text)s; outline-offset: 2px; } a { color: inherit; }
</style></head><body><main id="card"></main></body></html>"""

MARKDOWN = """() => { AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, out) => {
  const plain = text.replace(/[&<>]/g, sign => ({"&": "&amp;", "<": "&lt;", ">": "&gt;"})[sign]);
  const bold = plain.replace(/[*][*](.+?)[*][*]/g, "<b>$1</b>");
  out.outputHtml = bold.replace(/\\\\([^a-z0-9])/gi, "$1").replace(/\\n/g, "<br>");
  out.didProcess = true;
}; }"""

DRAW = """([content, config]) => {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(config);
  card.parse(content);
  const place = document.getElementById("card");
  place.replaceChildren(card.render());
}"""


def cards() -> dict[str, Any]:
    """Every golden card by its name."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.json"))}


def open_page(page: Page, theme: str, width: int) -> None:
    """An empty page in this theme."""
    look = THEMES[theme]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # pyright: ignore[reportArgumentType] `light` and `dark` are its own words
    page.set_content(PAGE % {name: getattr(look, name) for name in ("page", "text", "subtle", "field", "border")})
    for script in ("adaptivecards/dist/adaptivecards.min.js", "axe-core/axe.min.js"):
        page.add_script_tag(path=MODULES / script)
    page.evaluate(MARKDOWN)


def draw(page: Page, content: Mapping[str, Any], theme: str) -> None:
    """Draw a card where the last one was."""
    page.evaluate(DRAW, [content, config(theme)])


def config(theme: str) -> dict[str, Any]:
    """The theme as the renderer's host configuration."""
    look = THEMES[theme]
    words = {name: {"default": colour, "subtle": colour} for name, (_, colour) in look.tones.items()}
    base = {"default": look.text, "subtle": look.subtle}
    fore = {"default": base, "dark": base, "light": base, **{n: w for n, w in words.items() if n != "emphasis"}}
    styles = {"default": {"backgroundColor": look.page, "foregroundColors": fore, "borderColor": look.border}}
    for name, (back, colour) in look.tones.items():
        plain = {"default": {"default": colour, "subtle": colour}}
        styles[name] = {"backgroundColor": back, "borderColor": look.border,
                        "foregroundColors": {**fore, **plain}}  # fmt: skip
    return {
        "fontFamily": "inherit",
        "containerStyles": styles,
        "actions": {"actionsOrientation": "horizontal", "maxActions": 20, "spacing": "default", "buttonSpacing": 8},
        "supportsInteractivity": True,
        "textBlock": {"headingLevel": 2},
    }
