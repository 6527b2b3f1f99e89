"""P10: the pack of a group of three and of forty trusts, and a year of its reminders rehearsed."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import playground, rehearsal, sample
from bot.clock import Hand
from bot.flows import packs
from bot.groups import Groups
from storage import groups, migrate
from storage.session import Session
from storage.store import Store
from tests.bench import records


def sampled(folder: Path) -> Store:
    """The sample group of three trusts with its data of a year."""
    url = f"sqlite:///{folder}/year.db"
    migrate.migrate(url)
    hand = Hand(lambda: datetime.now(UTC))
    store = Store.open(url, clock=hand)
    config = tomllib.loads(playground.GROUP_FILE.read_text("utf-8"))
    group, people = playground.sample_group()
    store.run_sync(lambda s: groups.keep(s, config, group, people), group=group.id)
    sample.play(store, hand, group, people, playground.SAMPLE_FILE, round_is_open=True)
    return store


def rehearsed(store: Store, today: date) -> dict[str, Any]:
    """A year of every group's messages."""
    began = time.perf_counter()
    lines = list(rehearsal.rehearse(store, today, today + timedelta(days=365)))
    return {"seconds": round(time.perf_counter() - began, 2), "lines": len(lines)}


def packed(store: Store) -> dict[str, Any]:
    """The meeting pack of the one group there is, made as the bot makes it: in a read of its own."""
    found = Groups(store)
    found.refresh_now()
    group = found.all()[0]

    def make(session: Session) -> int:
        made = packs.files(packs.contents(session, group, session.now.astimezone(group.zone), frozen=False), "pack")
        return sum(len(one.content) for one in made)

    began = time.perf_counter()
    size = store.read_sync(make, group.id)
    return {"seconds": round(time.perf_counter() - began, 2), "bytes": size}


def both(store: Store, today: date) -> dict[str, Any]:
    """The pack twice (the libraries are loaded with the first one), and the year."""
    return {"pack_first": packed(store), "pack": packed(store), "rehearsal": rehearsed(store, today)}


def measure(folder: Path, forty: records.Made | None) -> dict[str, Any]:
    """The figures by name."""
    today = datetime.now(UTC).date()
    store = sampled(folder)
    try:
        found = {"3 trusts": both(store, today)}
    finally:
        store.close()
    if forty is not None:
        store = Store.open(forty.url, clock=lambda: datetime.now(UTC))
        try:
            found["40 trusts"] = both(store, today)
        finally:
            store.close()
    return found
