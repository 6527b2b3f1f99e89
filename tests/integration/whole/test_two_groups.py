"""Two groups in one database, alike in everything but who belongs to them: neither reaches a record of the other."""

from __future__ import annotations

import copy
import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import text

from bot import playground
from bot.catalogue import collect
from bot.contracts import Happening, PlaceKind, Slots, Turn, Understood
from bot.groups import Groups
from bot.vocabulary import Vocabulary
from domain.group import read_group
from domain.people import Member
from storage import groups as kept_groups
from storage.engine import sqlite_engine
from storage.session import Session
from storage.store import Store
from tests.campaigns.world import SECRET, Dry, Watched, World

T = TypeVar("T")
pytestmark = pytest.mark.xdist_group("world")
ABSENT = ("cannot find", "not find", "no record", "does not", "nothing", "Nothing")
FIRST = "sqog"


class Guarded(Dry):
    """Undone as `Dry`, after a look at whether the first group's rows are as they were."""

    touched = 0

    async def run(self, work: Callable[[Session], T], *, group: str) -> T:
        def looked(session: Session) -> T:
            before = _rows(session)
            try:
                return work(session)
            finally:
                self.touched += _rows(session) != before

        return await super().run(looked, group=group)

    read = run


def _rows(session: Session) -> tuple[Any, ...]:
    """Of the first group: how many versions, lines of the journal and messages there are."""
    counted = " UNION ALL ".join(
        f'SELECT count(*) FROM "{table}" WHERE "group" = :one'  # noqa: S608 - names are ours
        for table in ("versions", "journal", "outbox", "inbox")
    )
    return tuple(session.connection.execute(text(counted), {"one": FIRST}).scalars())


class Other:
    """The second group, on a copy of the first one's database: the same trusts, names and roles, other people."""

    def __init__(self, world: World, folder: Path) -> None:
        assert world.scene.store.path is not None
        shutil.copy(world.scene.store.path, folder / "two.db")
        config = copy.deepcopy(tomllib.loads(playground.GROUP_FILE.read_text(encoding="utf-8")))
        config["group"] |= {"short": "Other", "tenant_id": "6" + config["group"]["tenant_id"][1:]}
        config["group"] |= {"team_id": "19:other@thread.tacv2", "channel_id": "19:other-channel@thread.tacv2"}
        for person in config["people"]:
            person["object_id"] = "1" + person["object_id"][1:]
        self.group, people = read_group(config)
        self.cast = playground.cast_list(people)
        self.store = store = Store.open(f"sqlite:///{folder / 'two.db'}", clock=world.scene.hand)

        def load(session: Session) -> None:
            kept_groups.keep(session, config, self.group, people)

        store.run_sync(load, group=self.group.id)
        self.groups = Groups(store)
        self.groups.refresh_now()
        self.world = world
        self.dry = Guarded(sqlite_engine(folder / "two.db"), world.scene.hand)
        self._heard: Understood | None = None
        self.turns = Watched(
            self.dry, self.groups, collect(), world.scene.sealer, lambda: None, self._hear  # pyright: ignore[reportArgumentType] as good as a store
        )  # fmt: skip

    def close(self) -> None:
        self.store.close()
        self.dry.engine.dispose()

    def turn(self, member: Member, happening: Happening, **more: Any) -> Turn:
        """A turn of somebody of this group in their own chat."""
        made = self.world.scene._turn("chair", happening, PlaceKind.PERSONAL, "", **more)
        speaker = replace(made.speaker, object_id=member.object_id, name=member.name)
        place = replace(made.place, tenant_id=self.group.tenant_id, conversation_id=f"personal-{member.object_id}")
        return replace(made, speaker=speaker, place=place)

    def told(self, turn: Turn) -> str:
        """All that is said to it."""
        self.turns.seen.clear()
        reply = self.world.loop.run_until_complete(self.turns(turn))
        return f"{reply.text} {reply.card.content if reply.card else ''} {reply.posts}"

    def ask(self, member: Member, command: str, **slots: Any) -> str:
        self._heard = Understood(command, Slots(**slots))
        return self.told(self.turn(member, Happening.SAID, said=command))

    def _hear(self, _text: str, *, vocabulary: Vocabulary, **_known: Any) -> Understood:
        heard, self._heard = self._heard, None
        assert heard is not None
        return heard


@pytest.fixture(scope="module")
def other(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Other]:
    made = Other(world, tmp_path_factory.mktemp("two"))
    yield made
    made.close()


def test_they_are_two_groups_in_one_database(world: World, other: Other):
    assert world.group.id == FIRST
    assert {g.id for g in other.groups.all()} == {FIRST, other.group.id}
    assert {t.code for t in other.group.trusts} == {t.code for t in world.group.trusts}
    assert SECRET in world.ask("chair", "risk", record="RSK-26-001").words, "there is something to be seen"


def test_no_command_of_the_one_shows_a_record_of_the_other(world: World, other: Other):
    shown: list[str] = []
    chair = other.cast["chair"]
    for command in other.turns.catalogue.commands.values():
        about = [{"record": r} for r in sorted(world.of)[::4]] if _names_a_record(command.name) else [{}]
        shown += [f"{command.name} {s}" for s in about if SECRET in other.ask(chair, command.name, **s)]
    assert shown == []
    assert other.dry.touched == 0


def _names_a_record(command: str) -> bool:
    return any(word in command for word in ("action", "risk", "return", "history", "decision", "learning", "evidence"))


@pytest.mark.parametrize("who", ["chair", "jpuh-lead"])
def test_no_button_of_the_one_reaches_a_record_of_the_other(world: World, other: Other, who: str):
    """Sealed for the second group, with the ids of the first one's records: as if the ids were guessed right."""
    member, shown = other.cast[who], list[str]()  # pyright: ignore[reportArgumentType] a name of the cast
    buttons = [b for verb in sorted({b.verb for b in world.buttons.values()}) for b in world.of_verb(verb)[:2]]
    assert len(buttons) > 150
    for button in buttons:
        ctx = world.seal(button.verb, button.data, scope=member.object_id, group=other.group.id)
        values = {**world.typed(button), "ctx": ctx}
        said = other.told(other.turn(member, Happening.PRESSED, verb=button.verb, values=values))
        if SECRET in said and SECRET not in str(values) + str(button.data):
            shown.append(f"{button.verb} {dict(button.data)}")
    assert shown == []
    assert other.dry.touched == 0


def test_a_button_of_the_one_does_nothing_in_the_other(world: World, other: Other):
    """The very card, carried over: its seal is of the first group."""
    other.dry.wrote = False
    chair = other.cast["chair"]
    for button in list(world.buttons.values())[:200]:
        values = {**world.typed(button), "ctx": world.seal(button.verb, button.data, scope=chair.object_id)}
        other.told(other.turn(chair, Happening.PRESSED, verb=button.verb, values=values))
    assert not other.dry.wrote
    assert other.dry.touched == 0


def test_somebody_of_the_one_is_a_stranger_in_the_channel_of_the_other(world: World, other: Other):
    """Nobody is taken for a member because they are one elsewhere; nobody is one by another tenant's word."""
    theirs = world.scene._turn("chair", Happening.SAID, PlaceKind.CHANNEL, "", said="risks")
    place = replace(theirs.place, team_id=other.group.team_id, channel_id=other.group.channel_id)
    other._heard = Understood("risks", Slots())
    assert SECRET not in other.told(replace(theirs, place=replace(place, tenant_id=other.group.tenant_id)))
    own = world.scene._turn("chair", Happening.SAID, PlaceKind.PERSONAL, "", said="risks")
    other._heard = Understood("risks", Slots())
    assert SECRET in other.told(own), "in their own tenant they are"
    other._heard = Understood("risks", Slots())
    from_elsewhere = replace(own, place=replace(own.place, tenant_id=other.group.tenant_id))
    assert SECRET not in other.told(from_elsewhere), "the same id out of another tenant is not that person"
