"""Days that pass over the sample group: the real tick, planner, outbox and sender, and a Teams that notes what it got.

days = Days(tmp_path, date(2026, 12, 7))
days.until(date(2026, 12, 11))      ticks at every slot; what arrived is in `days.arrived`
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.contracts import Place, PlaceKind
from bot.delivery import Begin, Outcome, Sent, Uncertain, Withheld
from bot.flows.calendars import calendar_of
from bot.groups import Groups
from bot.outbox import Sender
from bot.playground import GROUP_FILE
from bot.tick import Tick, slots
from cards.kit import Card
from domain.actions import Action, Line
from domain.group import Group
from storage import actions as kept_actions
from storage import conversations
from storage.conversations import Conversation, Kind
from storage.session import Session
from storage.store import Store
from tests.mortal import Dead, Life, MortalStore, MortalWire
from tests.scene import LONDON, Scene

SERVICE = "https://smba.trafficmanager.net/uk/"


@dataclass(frozen=True)
class Arrived:
    """A message as Teams got it."""

    at: datetime
    to: str
    """An AS-name or `channel`."""
    card: Card
    edits: str = ""
    """Id of the message that was edited, empty for a new one."""
    id: str = ""

    @property
    def title(self) -> str:
        return self.card.twin.splitlines()[0]


LOST = Uncertain("the answer was lost")
"""As one of `Notes.answers`: Teams took it, and the bot does not hear of it."""


@dataclass
class Notes:
    """A Teams that takes everything, unless `answers` says otherwise."""

    days: Days
    arrived: list[Arrived] = field(default_factory=list[Arrived])
    answers: list[Any] = field(default_factory=list[Any])
    meanwhile: Callable[[], object] = int

    async def post(self, place: Place, card: Card, thread_id: str = "", *, begin: Begin) -> Outcome:
        return self._take(place, card, "") if await begin() else Withheld()

    async def update(self, place: Place, message_id: str, card: Card, *, begin: Begin) -> Outcome:
        return self._take(place, card, message_id) if await begin() else Withheld()

    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome:
        return Place(PlaceKind.PERSONAL, f"personal-{object_id}", service_url, tenant_id, bot_id)

    def _take(self, place: Place, card: Card, edits: str) -> Outcome:
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if answer is not None and answer is not LOST:
            return answer
        number = edits or f"m{len(self.arrived) + 1}"
        to = self.days.who(place.conversation_id)
        self.arrived.append(Arrived(self.days.scene.now, to, card, edits, number))
        return answer or Sent(number)


class Days:
    """The sample group with a bot that lives through days."""

    def __init__(
        self, folder: Path, start: date, *, by_calendar: bool = True, group_file: Path = GROUP_FILE, url: str = ""
    ) -> None:
        """`url`: another database, with its schema in it."""
        eight = datetime.combine(start, time(8), tzinfo=LONDON)
        self.scene = Scene(folder, now=eight, group_file=group_file, url=url)
        self._runner = asyncio.Runner()
        self.scene.close = self._close(self.scene.close)  # pyright: ignore[reportAttributeAccessIssue] the loop's end is the scene's
        self.wire = Notes(self)
        if by_calendar:
            self.set_group(replace(self.scene.group, rhythm=replace(self.scene.group.rhythm, by_calendar=True)))
        self.scene.run(self._places)
        self.tick = self.replica()
        self.once()  # the bot was there before: what fell due before its first tick is not its business

    @property
    def group(self) -> Group:
        return self.scene.group

    @property
    def arrived(self) -> list[Arrived]:
        return self.wire.arrived

    def to(self, who: str, *, edits: bool = False) -> list[Arrived]:
        """What one person, or the channel, got."""
        return [a for a in self.arrived if a.to == who and (edits or not a.edits)]

    def titles(self, who: str) -> list[tuple[str, str]]:
        """Day and time, and title, of what one person or the channel got."""
        return [(f"{a.at:%d %b %H:%M}", a.title) for a in self.to(who)]

    def set_group(self, group: Group) -> None:
        """Change the group as data, behind the back of the store's own configuration."""
        self.scene.group = group
        self._stays(self.scene.groups)

    def replica(self, store: Store | None = None, life: Life | None = None) -> Tick:
        """Another bot on the same store, or by a store of its own on the same database; mortal if it has a `life`."""
        own = store or self.scene.store
        groups = self.scene.groups
        if store is not None:
            groups = Groups(own)
            groups.refresh_now()
            self._stays(groups)
        lives = life or Life()
        mortal: Any = MortalStore(own, lives)
        wire: Any = MortalWire(self.wire, lives)
        tick = Tick(mortal, groups, self.scene.sealer)
        tick.sender = Sender(mortal, lambda: wire, groups.all, moot=tick.moot, ask_owner=tick.ask_owner)
        return tick

    def _stays(self, groups: Groups) -> None:
        """The group is as the test set it, whatever the store says."""
        groups._by_id[self.scene.group.id] = self.scene.group

        async def nothing() -> None:
            return None

        groups.refresh = nothing  # pyright: ignore[reportAttributeAccessIssue] the test's own group stays

    def _close(self, scene_too: Callable[[], None]) -> Callable[[], None]:
        def both() -> None:
            self._runner.close()
            scene_too()

        return both

    def at(self, day: date, hour: int = 9, minute: int = 30) -> None:
        """Set the clock and tick once."""
        self.scene.now = datetime.combine(day, time(hour, minute), tzinfo=LONDON)
        self.once()

    def once(self, *ticks: Tick) -> None:
        """Tick now; several at the same moment. A bot that dies of it is dead."""

        async def together() -> None:
            done = await asyncio.gather(*(tick() for tick in ticks or (self.tick,)), return_exceptions=True)
            for fault in done:
                if isinstance(fault, BaseException) and not isinstance(fault, Dead):
                    raise fault

        self._runner.run(together())

    def until(self, last: date) -> None:
        """Tick at every slot of every day up to and with this one, at noon of days on which nobody works."""
        while self.scene.now.date() <= last:
            day = self.scene.now.date()
            for slot in slots(self.group) if working(self.group, day) else (time(12),):
                moment = datetime.combine(day, slot, tzinfo=LONDON)
                if moment >= self.scene.now:
                    self.scene.now = moment
                    self.once()
            self.scene.now = datetime.combine(day + timedelta(days=1), time(0, 5), tzinfo=LONDON)

    def who(self, conversation: str) -> str:
        """The AS-name behind a conversation."""
        if conversation == self.group.channel_id:
            return "channel"
        names = {m.object_id: name for name, m in reversed(self.scene.cast.items())}
        return names[conversation.removeprefix("personal-")]  # pyright: ignore[reportArgumentType] an object id

    def action(self, record: str, owner: str, due: date, *, trust: str = "JPUH", title: str = "") -> Action:
        """An open action in the store."""
        return self.scene.run(lambda s: self.put_action(s, record, owner, due, trust=trust, title=title))

    def put_action(
        self, session: Session, record: str, owner: str, due: date, *, trust: str = "JPUH", title: str = ""
    ) -> Action:
        """The same, in a piece of work that is under way."""
        person = self.scene.member(owner)
        made = Action(
            record, title or f"Audit {record[-3:]}", "RSK-26-001", trust, person.object_id, person.name, due, due,
            lines=(Line(trust),),
        )  # fmt: skip
        return kept_actions.add(session, made)

    def change(self, record: str, **fields: Any) -> Action:
        """Change an action as a command would."""

        def work(session: Session) -> Action:
            found = kept_actions.get(session, record)
            assert found is not None
            return kept_actions.change(session, replace(found, **fields), "update")

        return self.scene.run(work)

    def _places(self, session: Session) -> None:
        group = self.group
        channel = Conversation(
            Kind.CHANNEL, group.channel_id, group.channel_id, SERVICE, group.tenant_id, "28:bot", group.team_id,
            group.channel_id,
        )  # fmt: skip
        conversations.remember(session, channel)
        for person in self.scene.cast.values():
            chat = f"personal-{person.object_id}"
            conversations.remember(
                session, Conversation(Kind.PERSONAL, person.object_id, chat, SERVICE, group.tenant_id, "28:bot")
            )


def working(group: Group, day: date) -> bool:
    """Whether a day is a working day of the group."""
    return calendar_of(group).is_working(day)


__all__ = ["LOST", "Arrived", "Days", "Notes", "working"]
