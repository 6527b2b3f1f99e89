"""Random faults of the service against every kind of post, through the real sender and the real connector.

Source: reliability.md 5, test 7, and the invariants I3 and I4: at most one POST is taken for a row without a recorded
reason, and every row ends as sent, uncertain (listed), cancelled or dead.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from bot.outbox import KINDS, Sender
from bot.teams import connector
from bot.teams.connector import Connector
from bot.teams.hosts import Hosts
from bot.teams.throttle import Throttle
from bot.teams.tokens import Tokens, client_secret
from cards.kit import card, words
from domain.group import Group
from storage import conversations, outbox
from storage.conversations import Conversation, Kind
from storage.outbox import State
from storage.session import Session
from storage.store import Store
from tests.fake_teams import APP_ID, BOT_ID, CHANNEL, SECRET, TEAM, TENANT, FakeTeams, Fault
from tests.stores import GROUP, Clock, make_sqlite

SQOG = Group(GROUP, "The group", "SQOG", "LMNS", "Europe/London", (), TENANT, TEAM, CHANNEL)
FAULTS = (
    *(Fault(status) for status in (400, 401, 403, 404, 408, 412, 413, 500, 502, 503, 504, 302)),
    Fault(429, retry_after="7"),
    Fault(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    Fault(503, retry_after="3"),
    *(Fault(how=how) for how in ("reset", "no_id", "broken_json", "html")),
    *[Fault(how="reset_after")] * 6,  # taken, and the answer lost: the one that doubles messages
)
UNDER_WAY = (State.PENDING, State.CLAIMED, State.SENDING)
KNOWN = tuple(f"person-{n}" for n in range(8))
"""People with whom the bot has a chat; `new-...` have none yet."""


def fill(session: Session, generator: random.Random, service_url: str) -> list[str]:
    for person in KNOWN:
        kept = Conversation(Kind.PERSONAL, person, f"a:1-{person}", service_url, TENANT, BOT_ID)
        conversations.remember(session, kept)
    conversations.remember(
        session, Conversation(Kind.CHANNEL, CHANNEL, CHANNEL, service_url, TENANT, BOT_ID, TEAM, CHANNEL)
    )
    keys: list[str] = []
    for kind in sorted(KINDS):
        for n in range(4):
            key = f"{kind}/{n}"
            to = None if kind in {"live", "channel", "summary"} else generator.choice([*KNOWN, f"new-{kind}-{n}"])
            edits = f"{kind}/{n - 1}" if kind == "live" and n else ""
            made = card("Notice", words(f"Row {key} please."))
            outbox.enqueue(session, kind=kind, key=key, card=made, to_person=to, to_channel=to is None, edits=edits)
            keys.append(key)
    return keys


async def play(store: Store, clock: Clock, generator: random.Random) -> tuple[list[str], FakeTeams]:
    def seconds() -> float:
        return clock.now.timestamp()

    async with FakeTeams() as teams, aiohttp.ClientSession() as session:
        keys = await store.run(lambda s: fill(s, generator, teams.service_url), group=GROUP)
        tokens = Tokens(session, client_secret(teams.token_url, APP_ID, SECRET, "scope"), seconds)
        wire = Connector(session, Hosts([teams.origin]), tokens, Throttle((), ()), lambda *_: None)
        sender = Sender(store, lambda: wire, lambda: [SQOG])
        for door in ("POST", "PUT", "create", "token"):
            count = generator.randrange(4, 20) if door == "POST" else generator.randrange(4)
            teams.script(door, *generator.choices(FAULTS, k=count))
        for _ in range(60):
            await sender.drain()
            await sender.reap()
            clock.move(seconds=generator.choice([5, 70, 4_000]))
            if not await store.run(lambda s: outbox.listed(s, *UNDER_WAY), group=GROUP):
                break
        await tokens.close()
        return keys, teams


def look(folder: Path, seed: int) -> Counter[str]:
    """One script of faults, and that what must hold does; how the rows ended."""
    clock = Clock()
    store = make_sqlite(folder, clock)
    try:
        keys, teams = asyncio.run(play(store, clock, random.Random(seed)))
        taken = Counter(sent.text.split("Row ")[1].split(" please")[0] for sent in teams.posts())
        marked = [sent for sent in teams.posts() if sent.text.startswith("Repeat of")]
        ended = Counter[str]()
        for key in keys:
            row = store.run_sync(lambda s, k=key: outbox.find(s, k), group=GROUP)
            assert row is not None
            ended[row.state.value] += 1
            repeated = sum(1 for sent in marked if f"Row {key} please" in sent.text)
            assert row.state in {State.SENT, State.UNCERTAIN, State.CANCELLED, State.DEAD}, (key, row)
            assert taken[key] - repeated <= 1, key
            assert repeated <= (1 if row.kind == "urgent" and row.state is State.UNCERTAIN else 0), key
            if row.state is State.SENT and not row.edits:
                # A service that accepts and says nothing useful has still accepted; our fake takes nothing then.
                assert taken[key] == 1 or row.activity_id == "", key
            if row.state is State.DEAD:
                assert row.last_error, key
    finally:
        store.close()
    return ended


@pytest.mark.parametrize("seed", range(8))
def test_no_row_is_posted_twice_or_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int):
    """A campaign: `make campaign-faults`, 10,000 scripts."""
    monkeypatch.setattr(connector, "AGAIN_412", (0.0, 0.0, 0.0))
    assert look(tmp_path, seed)["sent"] > 4
