"""Every command and every button x every role x whose record: as the contract's table says, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.contracts import PlaceKind
from tests.campaigns import oracle
from tests.campaigns.world import ACTORS, SECRET, Button, Came, World

pytestmark = pytest.mark.xdist_group("world")
COMMANDS, VERBS = oracle.read(oracle.COMMANDS), oracle.read(oracle.VERBS)
MOST = 4
"""Buttons tried of one verb, trust and state."""


def test_every_command_and_every_verb_has_a_line(world: World):
    catalogue = world.turns.catalogue
    assert sorted(set(catalogue.commands) - set(COMMANDS)) == [], "say in tests/campaigns/oracle.py who may"
    assert sorted(set(catalogue.submits) - set(VERBS)) == [], "say in tests/campaigns/oracle.py who may"


def trust_of(world: World, button: Button) -> str:
    record = world.of.get(button.record)
    return str(getattr(record, "trust", "") or button.data.get("trust", ""))


def owned(world: World, button: Button, actor: str) -> bool:
    return getattr(world.of.get(button.record), "owner", None) == world.member(actor).object_id


def chosen(world: World, verb: str) -> list[Button]:
    """A few of each trust and state, records that exist first."""
    kinds: dict[tuple[str, str], list[Button]] = {}
    for button in world.of_verb(verb):
        record = world.of.get(button.record)
        if record is None and re.match(r"[A-Z]{3}-\d\d-", button.record):
            continue
        kinds.setdefault((trust_of(world, button), str(getattr(record, "status", ""))), []).append(button)
    return [b for found in kinds.values() for b in found[:MOST]]


def test_every_verb_for_everybody(world: World):
    wrong: list[str] = []
    tried = reached = 0
    for verb, line in VERBS.items():
        if verb not in world.turns.catalogue.submits:
            continue
        buttons = chosen(world, verb)
        reached += bool(buttons)
        for actor in ACTORS if not buttons else ():
            if not oracle.may(line, actor, trust="", owned=True):
                came = world.press(actor, Button(verb, {}, {}))
                wrong += [f"{verb} without a record, {actor}: something was kept"] if came.wrote or came.posts else []
        for button in buttons:
            for actor in ACTORS:
                came = world.press(actor, button)
                tried += 1
                allowed = oracle.may(line, actor, trust=trust_of(world, button), owned=owned(world, button, actor))
                wrong += [f"{verb} {button.record} {actor}: {w}" for w in judged(line, allowed, came)]
    assert sorted(wrong) == []
    assert tried > 1_000
    assert reached > 0.75 * len(world.turns.catalogue.submits), "add buttons to World._extra"


def judged(line: oracle.Line, allowed: bool, came: Came) -> list[str]:
    """What is wrong with what came of a press."""
    found: list[str] = []
    if came.errors:
        found.append("a bug was logged")
    if allowed:
        if not line.loose and came.how in {"refused", "absent"}:
            found.append(f"may, and is told: {came.refusals[0].words}")
        return found
    if came.how not in {"refused", "absent"}:
        found.append(f"may not, and gets {came.how}")
    if came.wrote or came.posts:
        found.append("may not, and something was kept or sent")
    if line.hidden and SECRET in came.words:
        found.append("may not, and reads it")
    return found


def test_what_is_hidden_looks_as_if_it_were_not_there(world: World):
    wrong: list[str] = []
    compared = 0
    for verb, line in VERBS.items():
        if not line.hidden:
            continue
        for button in chosen(world, verb):
            absent = re.sub(r"\d{3}$|JPUH$", "098", button.record)
            for actor in ACTORS:
                seen = VERBS.get(f"{verb.partition('.')[0]}.open", line)
                if oracle.may(seen, actor, trust=trust_of(world, button), owned=owned(world, button, actor)):
                    continue
                compared += 1
                there = world.press(actor, button)
                changed = {k: absent for k, v in button.data.items() if v == button.record and absent}
                gone = world.press(actor, replace(button, data={**button.data, **changed}))
                if there.words.replace(button.record, "X") != gone.words.replace(absent, "X") and button.record:
                    wrong.append(f"{verb} {button.record} {actor}")
    assert wrong == []
    assert compared > 50


@pytest.mark.parametrize("where", [PlaceKind.PERSONAL, PlaceKind.CHANNEL])
def test_every_command_for_everybody(world: World, where: PlaceKind):
    wrong: list[str] = []
    for name, line in COMMANDS.items():
        if name not in world.turns.catalogue.commands:
            continue
        for actor in ACTORS:
            came = world.ask(actor, name, where=where)
            allowed = oracle.may(line, actor, trust="", owned=False)
            refused_by_role = any("not open to your role" in r.words for r in came.refusals)
            if came.errors:
                wrong.append(f"{name} {actor}: a bug was logged")
            if allowed and refused_by_role:
                wrong.append(f"{name} {actor}: may, and is refused")
            if not allowed and (came.how not in {"refused", "absent"} or came.wrote or came.posts):
                wrong.append(f"{name} {actor}: may not, and gets {came.how}")
    assert wrong == []


HIDDEN: dict[str, tuple[str, ...]] = {
    "CON-26-001": ("chair", "deputy", "own"),
    "CON-26-002": ("chair", "deputy", "own"),
    "SIG-26-001": ("chair", "deputy", "coordinator", "own"),
}
"""Records that only these may see, whatever command names them."""


def test_no_command_shows_a_hidden_record(world: World):
    wrong: list[str] = []
    for name in world.turns.catalogue.commands:
        for record, seen_by in HIDDEN.items():
            for actor in set(ACTORS) - set(seen_by):
                came = world.ask(actor, name, record=record)
                texts = ("bay is too full", f"Letter about {SECRET}")
                if any(text in came.words for text in texts):
                    wrong.append(f"{name} {record} {actor}")
    assert wrong == []


def test_nobody_unknown_gets_anything(world: World):
    """Somebody not on the list, and somebody who left it: the same answer to every command and button."""
    answers: dict[str, set[str]] = {}
    for actor in ("somebody", "gone"):
        world.scene.cast.pop("gone", None)
        for name in world.turns.catalogue.commands:
            answers.setdefault(actor, set()).add(world.ask(actor, name).words)
        for verb in world.turns.catalogue.submits:
            values: dict[str, Any] = {"ctx": world.token("chair", verb, {})}
            came = world.send(actor, verb, values)
            assert not came.wrote
            answers[actor].add(came.words)
    assert all(len(found) == 1 for found in answers.values())
    assert SECRET not in str(answers)
