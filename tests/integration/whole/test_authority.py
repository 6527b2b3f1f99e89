"""Every command and every button x every role x whose record: as the contract's table says, and nothing more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.contracts import PlaceKind
from tests.campaigns import oracle, records
from tests.campaigns.world import ACTORS, SECRET, Button, Came, World

pytestmark = pytest.mark.xdist_group("world")
COMMANDS, VERBS = oracle.read(oracle.COMMANDS), oracle.read(oracle.VERBS)
MOST = 4
"""Buttons tried of one verb, trust and state."""
WHOSE = "Trust"
"""The field in which somebody who speaks for several trusts says for which."""


def test_every_command_and_every_verb_has_a_line(world: World):
    catalogue = world.turns.catalogue
    assert sorted(set(catalogue.commands) - set(COMMANDS)) == [], "say in tests/campaigns/oracle.py who may"
    assert sorted(set(catalogue.submits) - set(VERBS)) == [], "say in tests/campaigns/oracle.py who may"
    stale = {v for v in VERBS if "/" not in v} | set(oracle.STATES)
    assert sorted(stale - set(catalogue.submits)) == [], "no button does this any more"


def trust_of(world: World, button: Button) -> str:
    return str(button.data.get("trust", "")) or records.trust(world.of.get(button.record))


def state_of(world: World, button: Button) -> str:
    return records.state(world.of.get(button.record))


def allowed(world: World, line: oracle.Line, button: Button, actor: str) -> bool:
    """Whether this actor may press it, by the table."""
    record, me = world.of.get(button.record), world.member(actor).object_id
    owned, wrote = getattr(record, "owner", None) == me, records.author(record) == me
    return oracle.may(line, actor, trust=trust_of(world, button), owned=owned, wrote=wrote)


def chosen(world: World, verb: str) -> list[Button]:
    """A few of each trust and state, records that exist first."""
    kinds: dict[tuple[str, str], list[Button]] = {}
    for button in world.of_verb(verb):
        record = world.of.get(button.record)
        if record is None and re.match(r"[A-Z]{3}-\d\d-", button.record):
            continue
        kinds.setdefault((trust_of(world, button), state_of(world, button)), []).append(button)
    return [b for found in kinds.values() for b in found[:MOST]]


def test_every_verb_for_everybody(world: World):
    wrong: list[str] = []
    tried = 0
    for verb in set(world.turns.catalogue.submits) & set(VERBS):
        for button in chosen(world, verb):
            line = oracle.of(VERBS, verb, state_of(world, button))
            for actor in ACTORS:
                came = world.press(actor, button)
                tried += 1
                found = judged(line, allowed(world, line, button, actor), came)
                wrong += [f"{verb} {button.record} {actor}: {w}" for w in found]
    assert not wrong, "\n".join(sorted(wrong))
    assert tried > 5_000


def test_every_verb_is_reached(world: World):
    never = [verb for verb in world.turns.catalogue.submits if not chosen(world, verb)]
    assert sorted(never) == [], "add a record to tests/campaigns/records.py, or a button to World._extra"


def test_a_write_is_possible_in_its_states_and_in_no_other(world: World):
    """Role x trust x verb x state: whoever may gets it done in these states, and nobody in the others."""
    wrong: list[str] = []
    reached: set[tuple[str, bool]] = set()
    for verb, states in oracle.STATES.items():
        for button in [b for b in world.of_verb(verb) if b.record in world.of]:
            now = state_of(world, button)
            line = oracle.of(VERBS, verb, now)
            for actor in ACTORS:
                came = world.press(actor, button)
                if now not in states:
                    reached.add((verb, False))
                    wrong += [f"{verb} {button.record} ({now}) {actor}: kept"] if came.wrote or came.posts else []
                elif allowed(world, line, button, actor) and not any(f"'{WHOSE}'" in str(r) for r in came.refusals):
                    reached.add((verb, True))
                    told = f"{verb} {button.record} ({now}) {actor}: {came.how} {came.refusals}"
                    wrong += [] if came.wrote else [told]
    assert not wrong, "\n".join(sorted(wrong))
    assert {verb for verb, possible in reached if possible} == set(oracle.STATES)
    assert {verb for verb, possible in reached if not possible} == set(oracle.STATES)


def judged(line: oracle.Line, may: bool, came: Came) -> list[str]:
    """What is wrong with what came of a press."""
    found: list[str] = []
    if came.errors:
        found.append("a bug was logged")
    if may:
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
    for verb in set(world.turns.catalogue.submits) & set(VERBS):
        for button in chosen(world, verb):
            now = state_of(world, button)
            line = oracle.of(VERBS, verb, now)
            if not line.hidden:
                continue
            absent = re.sub(r"\d{3}$|JPUH$", "098", button.record)
            opens = f"{verb.partition('.')[0]}.open"
            seen = oracle.of(VERBS, opens, now) if opens in VERBS else line
            for actor in ACTORS:
                if allowed(world, seen, button, actor):
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
            open_to = oracle.may(line, actor, trust="", owned=False)
            refused_by_role = any("not open to your role" in r.words for r in came.refusals)
            if came.errors:
                wrong.append(f"{name} {actor}: a bug was logged")
            if open_to and refused_by_role:
                wrong.append(f"{name} {actor}: may, and is refused")
            if not open_to and (came.how not in {"refused", "absent"} or came.wrote or came.posts):
                wrong.append(f"{name} {actor}: may not, and gets {came.how}")
    assert wrong == []


HIDDEN: dict[str, tuple[str, ...]] = {
    "CON-26-001": ("chair", "deputy", "own"),
    "CON-26-002": ("chair", "deputy", "own"),
    "SIG-26-001": ("chair", "deputy", "coordinator", "own"),
}
"""Records that only these may see, whatever command names them."""
SAYS = {"CON": "bay is too full", "SIG": f"Letter about {SECRET}"}
"""What such a record says, which nobody else may read in any answer."""


def test_no_command_shows_a_hidden_record(world: World):
    wrong: list[str] = []
    for name in world.turns.catalogue.commands:
        for record, seen_by in HIDDEN.items():
            for actor in set(ACTORS) - set(seen_by):
                came = world.ask(actor, name, record=record)
                if SAYS[record[:3]] in came.words:
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
