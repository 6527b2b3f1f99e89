"""The sample group with a record in every state, and presses that leave no trace: for attacks by the thousand.

    world = World(folder)
    world.buttons                      every button that somebody finds, with its data and what may be typed
    world.press("member", button)      what came of it; nothing is kept

Owns: the records, finding the buttons, and trying a turn without keeping it. Must not: judge (tests do).
"""

from __future__ import annotations

import asyncio
import io
import logging
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
from sqlalchemy import Engine, func, select

from bot.catalogue import collect
from bot.contracts import Attachment, Happening, PlaceKind, Reply, Slots, Turn, Understood
from bot.flows import reminding
from bot.seal import CHANNEL
from bot.turn import Turns
from bot.words import beyond
from cards.kit import Card, actions
from domain.actions import Action, Request, Status
from domain.people import Member, ObjectId, Role
from domain.refusals import Refusal
from storage import actions as kept_actions
from storage import journal, members
from storage import outbox as kept_outbox
from storage.engine import sqlite_engine
from storage.session import Session
from storage.tables import outbox
from tests import actions_made, returns_steps, risk_steps
from tests.campaigns import records
from tests.campaigns.living import elements
from tests.scene import Scene

T = TypeVar("T")
ACTORS = ("chair", "deputy", "coordinator", "own", "other", "owner", "member", "observer")
"""`own` leads JPUH, `other` leads QEHKL, `owner` owns the records of JPUH and has no other role than member."""
CRAWLERS = ("chair", "own", "owner", "coordinator", "other", "member")
"""Who looks for buttons: each sees something that the others do not."""
AS_NAMES = {"own": "jpuh-lead", "other": "qehkl-lead"}
RISKS = {
    "JPUH": ("Rota gaps of zebrafinch", "Theatre closes at night, zebrafinch"),
    "QEHKL": ("Roof leaks above the nursery", "Telephone line to triage fails"),
}
OWNER = ObjectId("00000000-0000-4000-8000-00000000000a")
GONE = ObjectId("00000000-0000-4000-8000-00000000000b")
SECRET = "zebrafinch"
"""A word in every text of JPUH's records, by which it is seen when somebody is shown one."""


CELLS = "trust\tmonth\tmeasure\tnumerator\tdenominator\nJPUH\t2026-09\tpph1500\t6\t140"
"""What somebody pastes into an import."""
WORDS = "Walk round the ward and look"
EMPTY = ("links", "evidence", "ties", "grade", "about")
"""Inputs in which words do not fit, or not with what else is typed."""


LISTS: Mapping[str, Sequence[Sequence[Any]]] = {
    "figures.xlsx": (("Trust", "Month", "Measure", "Value", "Denominator"), ("JPUH", "2026-05", "PPH", 5, 150)),
    "log.xlsx": (
        ("Ref", "Action", "Trust", "Owner", "Due", "Status"),
        (1, "Audit of measured blood loss", "JPUH", "Tom Bailey", "1/12/2026", "Open"),
    ),
    "register.xlsx": (
        ("Ref", "Risk", "Trust", "Likelihood", "Impact", "Risk owner", "Controls", "Status"),
        (1, "Rota gaps at night", "JPUH", 4, "Major", "Tom Bailey", "Daily huddle", "Open"),
    ),
}
"""Workbooks that wait to be imported."""


class Dry:
    """A store on which everything works and nothing stays."""

    def __init__(self, engine: Engine, clock: Callable[[], Any]) -> None:
        self.engine = engine
        self.clock = clock
        self.wrote = False
        self.posts = 0
        self.subjects: set[str] = set()

    async def run(self, work: Callable[[Session], T], *, group: str) -> T:
        """As `Store.run`, undone at its end."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            session = Session(connection, group, self.clock())
            before = connection.execute(select(func.count()).select_from(outbox)).scalar_one()
            try:
                result = work(session)
                self.subjects |= {line.subject for line in session.lines}
                journal.flush(session)
                self.wrote |= session.wrote
                self.posts += connection.execute(select(func.count()).select_from(outbox)).scalar_one() - before
                return result
            finally:
                transaction.rollback()

    read = run


@dataclass(frozen=True)
class Watched(Turns):
    """The real turns, seen from behind: which refusals there were."""

    seen: list[Refusal] = field(default_factory=list[Refusal])

    async def _refuse(self, turn: Turn, group: Any, refusal: Refusal) -> Reply:
        self.seen.append(refusal)
        return await super()._refuse(turn, group, refusal)


class Errors(logging.Handler):
    """Counts what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@dataclass(frozen=True)
class Button:
    """A button as it stands on a card, opened, and the inputs beside it."""

    verb: str
    data: Mapping[str, Any]
    inputs: Mapping[str, Mapping[str, Any]]
    title: str = ""

    @property
    def record(self) -> str:
        """The record it is about, empty for none."""
        found = self.data.get("record") or self.data.get("id") or ""
        return str(found)


@dataclass(frozen=True)
class Came:
    """What came of a turn."""

    reply: Reply
    refusals: tuple[Refusal, ...]
    wrote: bool
    posts: int
    errors: int
    subjects: frozenset[str] = frozenset()
    """What the journal's lines were about."""

    @property
    def how(self) -> str:
        """`refused` and `absent` for what may not be, `asked` for a form that comes back, else `done`."""
        names = {type(r).__name__ for r in self.refusals}
        if "NotAllowed" in names:
            return "refused"
        if "NotFound" in names:
            return "absent"
        return "asked" if names else "done"

    @property
    def words(self) -> str:
        """What is said, and everything the card holds."""
        return f"{self.reply.text} {self.reply.card.content if self.reply.card else ''}"


class World:
    """Made once for a test file; every press after that is undone."""

    def __init__(self, folder: Path) -> None:
        self.scene = scene = Scene(folder)
        self.group = scene.group
        scene.run(_more_people)
        scene.cast["owner"] = next(m for m in scene.run(members.everybody) if m.object_id == OWNER)
        scene.groups.refresh_now()
        self.rng = random.Random(1)
        self._records()
        self.errors = Errors()
        logging.getLogger().addHandler(self.errors)
        self.dry = Dry(sqlite_engine(folder / "scene.db"), scene.hand)
        self._heard: Understood | None = None
        self.turns = Watched(
            self.dry, scene.groups, collect(), scene.sealer, lambda: None, self._hear  # pyright: ignore[reportArgumentType] as good as a store
        )  # fmt: skip
        self.loop = asyncio.new_event_loop()
        self.of: dict[str, Any] = scene.run(records.everything)
        """Every record by its id."""
        self.buttons: dict[tuple[str, str], Button] = {}
        for verb, data in self._extra():
            made = Button(verb, data, {})
            self.buttons[verb, _shape(made)] = made
        for verb, data, typed in records.seeds(self.of):
            made = Button(verb, data, {k: {"type": "Input.Text", "value": v} for k, v in typed.items()})
            self.buttons[verb, _shape(made)] = made

    def close(self) -> None:
        """Let go of everything."""
        logging.getLogger().removeHandler(self.errors)
        self.loop.close()
        self.dry.engine.dispose()
        self.scene.close()

    # ------------------------------------------------------------ one turn

    def name(self, actor: str) -> str:
        """The AS-name of an actor."""
        return AS_NAMES.get(actor, actor)

    def member(self, actor: str) -> Member:
        """The member behind an actor."""
        return self.scene.cast[self.name(actor)]

    def turn(self, turn: Turn) -> Came:
        """Any turn, undone."""
        self.dry.wrote, self.dry.posts, self.dry.subjects = False, 0, set()
        self.turns.seen.clear()
        before = len(self.errors.records)
        reply = self.loop.run_until_complete(self.turns(turn))
        errors = len(self.errors.records) - before
        return Came(reply, tuple(self.turns.seen), self.dry.wrote, self.dry.posts, errors, frozenset(self.dry.subjects))

    def ask(self, actor: str, command: str, where: PlaceKind = PlaceKind.PERSONAL, **slots: Any) -> Came:
        """A command by name."""
        self._heard = Understood(command, Slots(**slots))
        return self.turn(self.scene._turn(self.name(actor), Happening.SAID, where, "", said=command))

    def press(self, actor: str, button: Button, typed: Mapping[str, Any] | None = None, **data: Any) -> Came:
        """This button, drawn for this actor, with what is typed (by default something fitting)."""
        values = dict(filled(button.inputs) if typed is None else typed)
        values["ctx"] = self.token(actor, button.verb, {**button.data, **data})
        return self.send(actor, button.verb, values)

    def token(self, actor: str, verb: str, data: Mapping[str, Any]) -> str:
        """The seal of a button that was drawn for this actor."""
        return self.seal(verb, data, scope=self.member(actor).object_id)

    def typed(self, button: Button) -> dict[str, Any]:
        """Something fitting in every input of its card."""
        return filled(button.inputs)

    def seal(self, verb: str, data: Mapping[str, Any], *, scope: str, group: str = "", now: Any = None) -> str:
        """Any seal of ours."""
        content = {"actions": [{"type": "Action.Execute", "verb": verb, "data": dict(data)}]}
        card = Card(content, "")
        card = self.scene.sealer.seal(
            card, scope=scope or CHANNEL, group=group or self.group.id, now=now or self.scene.now
        )
        return card.content["actions"][0]["data"]["ctx"]

    def send(self, actor: str, verb: str, values: Mapping[str, Any], **more: Any) -> Came:
        """A press with these values as they are."""
        turn = self.scene._turn(
            self.name(actor), Happening.PRESSED, PlaceKind.PERSONAL, "", verb=verb, values=dict(values)
        )
        return self.turn(replace(turn, **more))

    def _hear(self, text: str, **known: Any) -> Understood:
        heard, self._heard = self._heard, None
        return heard or beyond.hear(text, **known)

    # ------------------------------------------------------------ the buttons

    def crawl(self, deep: int = 4, each: int = 10) -> World:
        """Find the buttons: of every command by everybody, and of the cards behind them."""
        todo: list[tuple[str, Came, int]] = []
        for actor in CRAWLERS:
            sent = self.scene.outbox(self.name(actor))
            todo += [(actor, Came(Reply(s.card), (), False, 0, 0), 0) for s in sent]
            todo += [(actor, Came(r, (), False, 0, 0), 0) for r in self.uploads if actor == "coordinator"]
            for command in self.turns.catalogue.commands.values():
                if self.member(actor).is_any(command.roles):
                    todo += [(actor, self.ask(actor, command.name, **s), 0) for s in self._slots(command.name)]
        for button in [b for b in self.buttons.values() if b.verb.endswith(".open")]:
            todo += [(actor, self.press(actor, button), 1) for actor in ("chair", "own")]
        seen: dict[str, int] = {}
        while todo:
            actor, came, depth = todo.pop(0)
            for button in self._on(actor, came.reply):
                key = (button.verb, _shape(button))
                kind = f"{button.verb} {button.record[:3]} {records.state(self.of.get(button.record))}"
                if key in self.buttons or seen.get(kind, 0) >= each:
                    continue
                seen[kind] = seen.get(kind, 0) + 1
                self.buttons[key] = button
                if depth < deep:
                    todo.append((actor, self.press(actor, button), depth + 1))
        return self

    def of_verb(self, verb: str) -> list[Button]:
        """Every button of this verb."""
        return [b for b in self.buttons.values() if b.verb == verb]

    def _slots(self, command: str) -> Iterator[dict[str, Any]]:
        yield {}
        if command == "remind":
            yield {"trusts": ("JPUH",)}
        if command == "frameworks":
            yield {"framework": "CNST"}
        kinds = {"action": "ACT", "risk": "RSK", "return": "RET", "history": ""}
        for word, start in kinds.items():
            if word in command:
                for record in [r for r in self.of if r.startswith(start)]:
                    yield {"record": record}

    def _on(self, actor: str, reply: Reply) -> Iterator[Button]:
        content = reply.card.content if reply.card else {}
        shown = elements(content)
        for action in actions(content):
            token = action.get("data", {}).get("ctx")
            verb = action.get("verb", "")
            if not token or verb == "say" or verb not in self.turns.catalogue.submits:
                continue
            with suppress(Exception):
                opened = self.scene.sealer.open(
                    token, verb=verb, speaker=self.member(actor).object_id, group=self.group.id, now=self.scene.now
                )
                typed = {} if action.get("associatedInputs") == "none" else shown
                yield Button(verb, opened.data, typed, action.get("title", ""))

    def _extra(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Buttons of cards that come by the clock, or from much data."""
        for record in ("ACT-26-101", "ACT-26-201"):
            said: dict[str, Any] = {"record": record, "message": ""}
            for verb in ("reminder.show", "reminder.later", "reminder.snooze"):
                yield verb, {**said, "choice": "tomorrow"}
            for verb in ("reminder.no_change", "reminder.on_track", "reminder.delivered"):
                yield verb, {**said, "version": self.of[record].version}
            for verb in ("action.hand_over_all_open", "action.hand_over_all"):
                yield verb, {"was": self.of[record].owner}
            yield "action.acknowledge", {"records": [record]}
        yield "action.late", {"query": {"colour": "red"}, "offset": 0}
        yield "away.end", {"record": "none"}
        for verb in ("delivery.there", "delivery.again"):
            yield verb, {"row": self.row}
        for trust in ("JPUH", "QEHKL"):
            for verb in ("measure.rebase_open", "measure.rebase"):
                yield verb, {"measure": "pph1500", "trust": trust}
        yield "measure.rebase_undo", {"record": "RBS-26-001", "version": 1}
        for record in ("RSK-26-001", "RSK-26-003"):
            yield "risk.share", {"record": record, "version": self.of[record].version}
            yield "history.more", {"record": record, "version": 0}
        yield "risk.list", {"offset": 0}
        yield "pack.version", {"period": "2026-08", "audience": "board"}
        yield "past.papers", {"what": "register", "day": "2026-11-20"}
        yield "past.register", {"day": "2026-11-20"}
        yield "remind.send", reminding.Request(trusts=("JPUH",)).data
        yield "remind.cancel", {}
        for verb in ("report.ask_post", "report.post"):
            yield verb, {"report": "REP-26-001"}
        yield "report.read", {"report": "REP-26-001"}
        yield "published.acknowledge", {"subject": "REP-26-001"}
        yield "published.readers", {}
        yield "retention.class", {"key": "actions"}
        yield "retention.delete", {"key": "actions"}
        yield "retention.free", {"version": 1}
        yield "job.again", {"job": "JOB-26-001"}

    # ------------------------------------------------------------ the records

    def _records(self) -> None:
        scene = self.scene
        returns_steps.open_round(scene)
        returns_steps.submit(scene, "jpuh-lead")
        returns_steps.fill(scene, "qehkl-lead")
        self._actions()
        for who, trust in (("jpuh-lead", "JPUH"), ("qehkl-lead", "QEHKL")):
            for n in range(2):
                form = scene.ask(who, "new_risk", trusts=(trust,))
                words = RISKS[trust][n]
                typed = {**risk_steps.SENTENCE, **risk_steps.SCORED, "title": words, "cause": words, "event": words}
                if trust == "JPUH":
                    typed["owner"] = OWNER
                scene.press(who, form, "Save", **typed)
        self._play("chair", "decision", "Pause the transfer of cots")
        self._report()
        self._play("jpuh-lead", "signal", f"Letter about {SECRET}")
        self._play("qehkl-lead", "signal", "Letter about lapwing")
        for anonymously in (False, True):
            self._concern(anonymously)
        for who, record in (("own", "RSK-26-002"), ("other", "RSK-26-004")):
            scene.press(self.name(who), scene.ask(self.name(who), "risk", record=record), "Seen elsewhere?")
            form = scene.ask(self.name(who), "escalate_risk", record=record)
            scene.press(self.name(who), form, _titles(form)[0], **_typed(form))
        form = scene.ask("chair", "escalate_risk", record=records.AT_BOARD)
        scene.press("chair", form, "Approve", ask="Fund a post", needed_by="2026-12-21")
        people = (scene.cast["owner"], scene.cast["qehkl-lead"])
        scene.run(lambda s: records.keep(s, *people, SECRET))
        self.row = scene.run(_in_doubt)
        self.uploads = [self._upload(name, *rows) for name, rows in LISTS.items()]

    def _report(self) -> None:
        """An approved one that is not posted, and the draft after it."""
        report = self.scene.ask("chair", "report")
        self.scene.press("chair", self.scene.press("chair", report, "Approve"), "New version")

    def _upload(self, name: str, *rows: Sequence[Any]) -> Reply:
        """A workbook that is attached, read and not yet kept."""
        book = openpyxl.Workbook()
        sheet: Any = book.active
        for row in rows:
            sheet.append(list(row))
        content = io.BytesIO()
        book.save(content)

        async def fetch(_file: Attachment) -> bytes:
            return content.getvalue()

        object.__setattr__(self.scene.turns, "fetch", fetch)
        turn = self.scene._turn("coordinator", Happening.SAID, PlaceKind.PERSONAL, "", said="import")
        return self.scene.turn(replace(turn, attachments=(Attachment(name, "file", f"https://files.example/{name}"),)))

    def _actions(self) -> None:
        scene = self.scene
        due = date(2027, 1, 29)
        for trust, owner in (("JPUH", "owner"), ("QEHKL", "qehkl-lead")):
            person = scene.cast[owner]
            word = SECRET if trust == "JPUH" else "lapwing"
            first = replace(
                actions_made.made(f"ACT-26-{101 if trust == 'JPUH' else 201}"), trust=trust, title=f"Audit {word}",
                owner=person.object_id, owner_name=person.name, deputy=ObjectId(""), deputy_name="", due=due,
                original_due=due, why="A walkabout",
            )  # fmt: skip
            first = replace(first, lines=tuple(replace(line, trust=trust) for line in first.lines))
            number = int(first.id[-3:])
            done = actions_made.delivered(replace(first, id=f"ACT-26-{number + 1}"), person)
            shown = actions_made.evidenced(replace(first, id=f"ACT-26-{number + 2}"), person)
            for made in (first, done, shown):
                scene.run(lambda s, a=made: kept_actions.add(s, a))
            asked = Request(date(2027, 3, 1), "Staff", "the matron", person.object_id, person.name, scene.now)
            waits = replace(first, id=f"ACT-26-{number + 3}", request=asked)
            scene.run(lambda s, a=waits: kept_actions.add(s, a))
        over = replace(first, id="ACT-26-109", status=Status.ASSURED, trust="JPUH")
        over = replace(over, lines=tuple(replace(line, trust="JPUH", status=Status.ASSURED) for line in over.lines))
        scene.run(lambda s: kept_actions.add(s, over))
        for n in range(4):
            mine = replace(first, id=f"ACT-26-30{n}", owner=OWNER, owner_name="Olu Adeyemi")
            scene.run(lambda s, a=mine: kept_actions.add(s, a))

    def _play(self, who: str, command: str, words: str) -> None:
        """Fill in what a command asks and press on until nothing is asked any more."""
        reply = self.scene.ask(who, command)
        for _ in range(4):
            content = reply.card.content if reply.card else {}
            save = next((a for a in actions(content) if "Save" in a.get("title", "") or a.get("title") == "Send"), None)
            if save is None:
                save = next((a for a in actions(content) if a.get("verb", "").endswith((".new", ".draft"))), None)
            if save is None:
                return
            shown = {} if save.get("associatedInputs") == "none" else filled(elements(content))
            shown = {k: words if v == WORDS else v for k, v in shown.items()}
            values = {**shown, **save.get("data", {})}
            reply = self.scene.turn(
                self.scene._turn(who, Happening.PRESSED, PlaceKind.PERSONAL, "", verb=save["verb"], values=values)
            )

    def _concern(self, anonymously: bool) -> None:
        form = self.scene.ask("member", "concern")
        typed = {**_typed(form), "trust": "JPUH", "text": f"The {SECRET} bay is too full at night"}
        back = self.scene.press("member", form, next(iter(_titles(form))), **typed)
        wanted = next(t for t in _titles(back) if ("without" in t.lower() or "anonym" in t.lower()) is anonymously)
        self.scene.press("member", back, wanted)


def _titles(reply: Reply) -> list[str]:
    return [a["title"] for a in actions(reply.card.content if reply.card else {}) if a.get("verb") != "say"]


def _typed(reply: Reply) -> dict[str, Any]:
    shown = elements(reply.card.content if reply.card else {})
    return {name.split("__r")[0]: value for name, value in filled(shown).items()}


def _shape(button: Button) -> str:
    return f"{button.record}/{sorted((k, str(v)[:24]) for k, v in button.data.items() if k != 'version')}"


def filled(shown: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Something fitting for every input."""
    return {name: _fitting(name, element) for name, element in shown.items()}


def _fitting(name: str, element: Mapping[str, Any]) -> Any:
    given = element.get("value")
    if given not in (None, ""):
        return str(given)
    kind = element["type"]
    if kind == "Input.Text":
        return CELLS if name.startswith("cells") else "" if name.startswith(EMPTY) else WORDS
    if kind == "Input.Number":
        return str(max(3, int(element.get("min", 0))))
    if kind == "Input.ChoiceSet":
        if name.startswith(EMPTY):
            return ""
        return str(element["choices"][0]["value"]) if element["choices"] else ""
    if kind != "Input.Date":
        return "false"
    return "2026-11-20" if name.startswith(("decided", "received", "dated", "held")) else "2027-02-26"


def _more_people(session: Session) -> None:
    members.add(session, Member(OWNER, "Olu Adeyemi", frozenset({Role.MEMBER})))
    members.add(session, Member(GONE, "Gone Person", frozenset({Role.CHAIR}), active=False))


def _in_doubt(session: Session) -> int:
    """A summary of which nobody knows whether it is in the channel."""
    kept_outbox.enqueue(
        session, kind="summary", key="summary/doubtful", card=Card({"body": []}, "Summary"), to_channel=True
    )
    row = next(r for r in kept_outbox.claim(session, limit=500) if r.key == "summary/doubtful")
    kept_outbox.mark_sending(session, row)
    kept_outbox.mark_uncertain(session, row, "no answer")
    return row.id


__all__ = ["ACTORS", "SECRET", "Action", "Button", "Came", "World", "filled", "timedelta"]
