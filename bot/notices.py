"""Three short public pages, which every Teams app must name: what this is, privacy, and terms of use.

Owns: their words. Must not: say anything of a group, its people or its data; anybody may read these pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

Page = tuple[str, tuple[str, ...]]

PAGES: Mapping[str, Page] = {
    "/about": (
        "Oversight",
        (
            "Oversight is a chat bot in Microsoft Teams for a maternity safety and quality oversight group.",
            "There is nothing to sign in to here. Members reach it in Teams: open a chat with Oversight and say help.",
            "If you need access, ask the coordinator of your group.",
        ),
    ),
    "/privacy": (
        "Privacy",
        (
            "The organisation that runs this bot is the controller of what it keeps; ask its data protection officer.",
            "Kept: members' names, roles and Entra object ids; the group's returns, actions, risks and summaries.",
            "Kept too: who changed what and when, and which messages were sent. An anonymous concern keeps no author.",
            "Not kept: details of patients or families. Text that looks like them is refused before it is stored.",
            "Oversight cannot recognise every name, so please never type one.",
            "Cards and messages also lie in Microsoft Teams, where your organisation's own rules of retention hold.",
            "How long records are kept is set by the organisation under the NHS Records Management Code.",
        ),
    ),
    "/terms": (
        "Terms of use",
        (
            "For members of the group and for its business only.",
            "It is not a clinical or incident system: report in LFPSE or your trust's own system first.",
            "Figures and words are those that members sent. What is missing is called not received, never nought.",
        ),
    ),
}
"""Title and paragraphs by path."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

_STYLE = (
    "body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.125rem/1.5 system-ui,sans-serif;color:#212b32;"
    "background:#fff}a{color:#005eb8}"
)


def page(path: str) -> str:
    """The page at a path of `PAGES`, as HTML with headings, a language and links to the others."""
    title, paragraphs = PAGES[path]
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    links = " · ".join(f'<a href="{other}">{escape(PAGES[other][0])}</a>' for other in PAGES if other != path)
    name = title if title == "Oversight" else f"{title} · Oversight"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f'<body><main><h1>{escape(title)}</h1>{text}</main><nav aria-label="Pages">{links}</nav></body></html>\n'
    )
