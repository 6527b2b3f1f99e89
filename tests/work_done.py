"""Long work in a scene: run what waits, and fetch what a card links to as a browser would."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.aside import Aside
from bot.catalogue import collect
from bot.contracts import LongWork, Reply
from bot.door import Door
from bot.jobs import Jobs
from bot.tick import Tick
from bot.web import Download
from cards.kit import Card
from tests.scene import Scene


def run(scene: Scene, works: Mapping[str, LongWork] | None = None, aside: Aside | None = None) -> int:
    """Do all the long work that waits; how often the clock was woken for its results."""
    woken: list[int] = []

    async def all_of_it() -> None:
        tick = Tick(scene.store, scene.groups, scene.sealer)
        jobs = Jobs(scene.store, works or collect().works, tick.put, lambda: woken.append(1), aside=aside)
        await jobs.wake(scene.groups.all())
        await jobs.wake(scene.groups.all())  # a second wake meets the first under way
        await jobs.idle()

    asyncio.run(all_of_it())
    return len(woken)


def links(card: Reply | Card) -> dict[str, str]:
    """The links of a card by title."""
    content = Scene.content(card)
    return {a["title"]: a["url"] for a in content.get("actions", ()) if a["type"] == "Action.OpenUrl"}


def fetch(scene: Scene, url: str, works: Mapping[str, LongWork] | None = None) -> Download | None:
    """What the door hands out at this address now."""
    door = Door(scene.store, scene.sealer, works or collect().works)
    return asyncio.run(door(url.rpartition("/files/")[2]))


def got(scene: Scene, card: Reply | Card, title: str = "") -> Any:
    """The download behind the only link of a card, or the one with this title; it must be there."""
    found = links(card)
    url = found[title] if title else next(iter(found.values()))
    download = fetch(scene, url)
    assert download is not None, f"the link {title} gives nothing"
    return download
