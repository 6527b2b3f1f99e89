"""A scene for transcripts: the sample group, the real turn and a real store, with a clock that the test holds.

scene.say("chair", "returns")                       words, as if typed in the private chat
scene.ask("chair", "returns", period="2026-10")     a command by its name, past the parser
scene.press("chair", reply, "Save", title="...")    a button of a card, with what was typed
scene.card_for("jpuh-lead")                         the newest card that waits for this person in the outbox
"""

from __future__ import annotations

import asyncio
import itertools
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import follow, playground
from bot.catalogue import collect
from bot.clock import Hand
from bot.contracts import Happening, Place, PlaceKind, Reply, Slots, Speaker, Turn, Understood
from bot.groups import Groups
from bot.seal import Sealer
from bot.turn import Turns
from bot.words import beyond
from cards.kit import Card, actions
from domain.group import read_group
from domain.people import Member
from storage import groups as kept_groups
from storage import guards, outbox
from storage.engine import sqlite_engine
from storage.store import Session, Store
from storage.tables import complete

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
"""A Monday: the reference day of the sample figures."""


@dataclass(frozen=True)
class Sent:
    """A row of the outbox: who gets which card."""

    kind: str
    key: str
    to: str
    """A person's AS-name, or `channel`."""
    card: Card
    subject: str
    state: str
    edits: str
    not_before: datetime


class Scene:
    """The sample group on an empty store. `now` may be moved; it never runs by itself."""

    def __init__(
        self, folder: Path, now: datetime = START, group_file: Path = playground.GROUP_FILE, url: str = ""
    ) -> None:
        """`url`: another database, with its schema in it."""
        self.now = now
        self.hand = Hand(lambda: self.now.astimezone(UTC))
        self.store = Store.open(url or _schema_in(folder / "scene.db"), clock=self.hand)
        self.config: dict[str, Any] = tomllib.loads(group_file.read_text(encoding="utf-8"))
        self.group, people = read_group(self.config)
        self.cast = playground.cast_list(people)
        self.run(lambda session: kept_groups.keep(session, self.config, self.group, people))
        self.groups = Groups(self.store)
        self.groups.refresh_now()
        self.sealer = Sealer(("a key for scenes",))
        self.woken = 0
        self._heard: Understood | None = None
        self._ids = itertools.count(1)
        self.turns = Turns(self.store, self.groups, collect(), self.sealer, self._wake, self._hear, self._follow)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    # ------------------------------------------------------------ act

    def say(self, person: str, text: str, *, where: PlaceKind = PlaceKind.PERSONAL, turn_id: str = "") -> Reply:
        """Words, read by the real parser."""
        return self.turn(self._turn(person, Happening.SAID, where, turn_id, said=text))

    def ask(self, person: str, command: str, *, where: PlaceKind = PlaceKind.PERSONAL, **slots: Any) -> Reply:
        """A command with its slots as if the parser had understood just that."""
        self._heard = Understood(command, Slots(**slots))
        return self.say(person, command, where=where)

    def press(
        self,
        person: str,
        card: Reply | Card,
        title: str,
        /,
        *,
        where: PlaceKind = PlaceKind.PERSONAL,
        turn_id: str = "",
        nth: int = 0,
        **typed: Any,
    ) -> Reply:
        """The `nth` button with this title; `typed` fills inputs by their id without the revision (`__r1`)."""
        content = self.content(card)
        found = [a for a in buttons(content) if a.get("title") == title]
        assert found, f"no button '{title}' on the card; there are {titles(card)}"
        action = found[nth]
        names = {n.split("__r")[0]: n for n in inputs(content)}
        unknown = [n for n in typed if n not in names]
        assert not unknown, f"no input {unknown} on the card; there are {sorted(names)}"
        shown = {} if action.get("associatedInputs") == "none" else inputs(content)
        filled = {**shown, **{names[k]: v for k, v in typed.items()}}
        # A field that is blank is not sent at all: the renderer of Teams and of the Playground asks `isSet`.
        values = {**{k: v for k, v in filled.items() if v != ""}, **action.get("data", {})}
        return self.turn(self._turn(person, Happening.PRESSED, where, turn_id, verb=action["verb"], values=values))

    def turn(self, turn: Turn) -> Reply:
        """Any turn; what the bot answers. The card must be one that Teams takes."""
        reply = asyncio.run(self._one(turn))
        if reply.card is not None:
            json.dumps(reply.card.content)
        return reply

    def run(self, work: Any) -> Any:
        """A piece of work on the store as the bot itself."""

        def as_system(session: Session) -> Any:
            session.as_system("scene")
            return work(session)

        return self.store.run_sync(as_system, group=self.group.id)

    def later(self, **delta: float) -> None:
        """Move the clock on, for example `days=1`."""
        self.now = (self.now.astimezone(UTC) + timedelta(**delta)).astimezone(LONDON)

    def move_to(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Set the clock to a local time."""
        self.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)

    # ------------------------------------------------------------ look

    def outbox(self, to: str = "") -> list[Sent]:
        """What was put into the outbox, oldest first; `to` an AS-name or `channel`."""
        names: dict[str, str] = {m.object_id: name for name, m in reversed(self.cast.items())}
        rows = self.run(lambda s: outbox.listed(s, *outbox.State, limit=1000))
        found = [
            Sent(
                r.kind,
                r.key,
                names.get(r.to_person or "", r.to_person or "channel"),
                Card(dict(r.content), r.twin),
                r.subject,
                r.state.value,
                r.edits,
                r.not_before,
            )
            for r in reversed(rows)
        ]
        return [s for s in found if not to or s.to == to or self._same(s.to, to)]

    def card_for(self, to: str) -> Card:
        """The newest card that waits for this person, or for the `channel`."""
        found = self.outbox(to)
        assert found, f"nothing was sent to {to}"
        return found[-1].card

    def member(self, person: str) -> Member:
        """A member by AS-name."""
        return self.cast[person]

    @staticmethod
    def content(card: Reply | Card) -> dict[str, Any]:
        """The card's JSON."""
        found = card.card if isinstance(card, Reply) else card
        assert found is not None, f"there is no card, only the words: {card}"
        return found.content

    # ------------------------------------------------------------ within

    def _same(self, one: str, other: str) -> bool:
        return one in self.cast and other in self.cast and self.cast[one] == self.cast[other]

    def _wake(self) -> None:
        self.woken += 1

    def _hear(self, text: str, **known: Any) -> Understood:
        heard, self._heard = self._heard, None
        return heard or beyond.hear(text, **known)

    def _follow(self, text: str, *last: Any, **known: Any) -> Understood | None:
        return None if self._heard is not None else follow.follow_up(text, *last, **known)

    async def _one(self, turn: Turn) -> Reply:
        return await self.turns(turn)

    def _turn(self, person: str, happening: Happening, where: PlaceKind, turn_id: str, **more: Any) -> Turn:
        member = self.cast.get(person)
        object_id = member.object_id if member else f"99999999-0000-4000-8000-{abs(hash(person)) % 10**12:012d}"
        channel = where == PlaceKind.CHANNEL
        place = Place(
            where,
            self.group.channel_id if channel else f"personal-{object_id}",
            "https://smba.trafficmanager.net/uk/",
            self.group.tenant_id,
            "28:bot",
            self.group.team_id if channel else "",
            self.group.channel_id if channel else "",
        )
        speaker = Speaker(object_id, f"29:{object_id}", member.name if member else person)  # pyright: ignore[reportArgumentType] a stranger's id is made up
        return Turn(turn_id or f"turn-{next(self._ids)}", self.now.astimezone(UTC), speaker, place, happening, **more)


def _schema_in(path: Path) -> str:
    """A new SQLite file with every table and trigger; its address."""
    engine = sqlite_engine(path)
    with engine.begin() as connection:
        complete().create_all(connection)
        guards.stand(connection)
    engine.dispose()
    return f"sqlite:///{path}"


def buttons(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every Action.Execute of a card, in reading order."""
    return [a for a in actions(content) if a.get("type") == "Action.Execute"]


def titles(card: Reply | Card) -> list[str]:
    """Titles of a card's buttons."""
    return [a["title"] for a in buttons(Scene.content(card))]


def inputs(content: Any) -> dict[str, Any]:
    """Every input of a card with the value it shows."""
    found: dict[str, Any] = {}
    if isinstance(content, dict):
        if str(content.get("type", "")).startswith("Input."):
            value = content.get("value", "")
            found[content["id"]] = str(value) if isinstance(value, int | float) else value
        for value in content.values():
            found |= inputs(value)
    elif isinstance(content, list):
        for item in content:
            found |= inputs(item)
    return found


def twin(reply: Reply | Card) -> str:
    """What the answer says, as text."""
    found = reply.card if isinstance(reply, Reply) else reply
    return found.twin if found is not None else reply.text if isinstance(reply, Reply) else ""
