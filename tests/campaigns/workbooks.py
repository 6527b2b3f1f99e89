"""Dirty workbooks into `import`: whatever is in them, all of a dry run is kept or nothing is.

`python -m tests.campaigns.workbooks BOOKS SEED`; 10,000 random workbooks and seed 6 when not said. Each is opened,
shown as a dry run, and imported with owners chosen; a third of the imports is broken off half-way by a fault.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from sqlalchemy import func, select

from bot.commands import imports as command
from bot.commands import tables
from bot.contracts import Attachment, Context, Happening, Place, PlaceKind, Reply, Slots, Speaker, Turn
from bot.flows.imports import opened
from bot.turn import MENDABLE
from cards.kit import actions
from domain.refusals import NotAllowed, Refusal
from storage import imported, observations
from storage.actions import actions as actions_table
from storage.records import insert_many
from storage.returns import observations as figures_table
from storage.risks import risks as risks_table
from storage.session import Session
from storage.tables import journal as journal_table
from storage.tables import members as members_table
from tests.scene import Scene, inputs
from tests.workbooks import random_book, realistic

TABLES = (actions_table, risks_table, members_table, figures_table, journal_table, imported.imported)


GROUP = 250
"""Workbooks into one store: enough that one meets the rows of another."""


class Broken(Exception):
    """The fault that breaks an import off."""


def run(scene: Scene, books: Iterable[tuple[str, bytes]], random: Random) -> tuple[Counter[str], list[str]]:
    """What became of each, and what was wrong."""
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for name, data in books:
        try:
            became = _one(scene, name, data, random)
        except AssertionError as fault:
            wrong.append(f"{name}: {fault}")
            continue
        seen[became] += 1
    return seen, wrong


def _one(scene: Scene, name: str, data: bytes, random: Random) -> str:
    before = _counts(scene)
    try:
        made = opened(name, data, scene.group, scene.now.date())
    except Refusal:
        return "refused when opened"
    reply = _told(scene, lambda ctx: command.import_(_with(ctx, name, made), Slots()))
    assert _counts(scene)[:4] == before[:4], "a dry run stored something"
    keep = next((a for a in actions(Scene.content(reply)) if str(a.get("verb", "")) in KEEPS), None)
    if keep is None:
        return "nothing to import"
    typed = _chosen(scene, reply, random)
    values = {**typed, **keep["data"]}
    middle = _counts(scene)
    if random.random() < 1 / 3:
        _broken(scene, keep["verb"], values, random)
        assert _counts(scene) == middle, "half of an import stayed after a fault"
    try:
        done = _told(scene, lambda ctx: KEEPS[keep["verb"]](ctx, values))
    except (*MENDABLE, NotAllowed):  # the second: every figure is doubted, and nobody stands by them
        assert _counts(scene) == middle, "a refused import stored something"
        return "refused at the press"
    said = done.card.twin if done.card is not None else ""
    assert said.startswith("Imported as "), said[:200]
    after = _counts(scene)
    assert sum(after[:4]) >= sum(middle[:4]), "an import took something away"
    again = _told(scene, lambda ctx: command.import_(_with(ctx, name, made), Slots()))
    _not_twice(scene, again)
    return "imported"


def _not_twice(scene: Scene, again: Reply) -> None:
    """The same workbook offers nothing more, or only figures that were left out since nobody stood by them."""
    keep = next((a for a in actions(Scene.content(again)) if str(a.get("verb", "")) in KEEPS), None)
    if keep is None:
        return
    assert keep["verb"] == "import.keep_file", "it would come twice"
    before = _counts(scene)
    try:
        _told(scene, lambda ctx: KEEPS[keep["verb"]](ctx, keep["data"]))
    except NotAllowed:
        assert _counts(scene) == before, "a refused import stored something"
        return
    raise AssertionError("it came twice")


def _broken(scene: Scene, verb: str, values: dict[str, Any], random: Random) -> None:
    """The same import, broken off by a fault after some of its writes."""
    left = [random.randint(0, 3)]

    def failing(*args: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Broken
        return insert_many(*args, **more)

    with (
        mock.patch("storage.records.insert_many", failing),
        mock.patch("storage.imported.note", side_effect=Broken),
        mock.patch.object(observations.journal, "append", side_effect=Broken),
    ):
        try:
            _told(scene, lambda ctx: KEEPS[verb](ctx, values))
        except (Broken, NotAllowed, *MENDABLE):
            return
    raise AssertionError("the fault did not reach the import")


KEEPS: dict[str, Any] = {
    s.verb: s.run
    for s in (*command.SUBMITS, *tables.SUBMITS)
    if s.verb in {"import.keep_file", "import.keep_log", "table.keep"}
}


def _told(scene: Scene, ask: Any) -> Reply:
    coordinator = scene.member("coordinator")
    place = Place(PlaceKind.PERSONAL, "a", "https://x.invalid/", scene.group.tenant_id, "28:bot")
    turn = Turn("t", scene.now, Speaker(coordinator.object_id, "29:x", coordinator.name), place, Happening.SAID)

    def work(session: Session) -> Reply:
        session.acting(coordinator)
        return ask(Context(turn, coordinator, scene.group, session, scene.now))

    return scene.store.run_sync(work, group=scene.group.id)


def _with(ctx: Context, name: str, made: Any) -> Context:
    from dataclasses import replace  # noqa: PLC0415 used here alone

    return replace(ctx, turn=replace(ctx.turn, attachments=(Attachment(name, "", "", opened=made),)))


def _chosen(scene: Scene, reply: Reply, random: Random) -> dict[str, Any]:
    """An owner for each question, now and then none."""
    people = [m.object_id for m in scene.cast.values()]
    asked = [k for k in inputs(Scene.content(reply)) if k.startswith(("owner", "rest"))]
    return {k: random.choice(people) for k in asked if random.random() < 0.98}


def _counts(scene: Scene) -> tuple[int, ...]:
    """How many rows each table has."""

    def work(session: Session) -> tuple[int, ...]:
        return tuple(session.connection.execute(select(func.count()).select_from(t)).scalar_one() for t in TABLES)

    return scene.store.run_sync(work, group=scene.group.id)


def main(books: int = 10_000, seed: int = 6) -> int:
    """Run it; 1 when something half-applied."""
    random = Random(seed)
    seen, wrong = _fresh(realistic(), random)
    sys.stdout.write(f"seed {seed}; realistic: {sum(seen.values())} workbooks, {dict(seen)}, {len(wrong)} wrong\n")
    total: Counter[str] = Counter()
    while books > 0:
        some, faults = _fresh((random_book(random) for _ in range(min(GROUP, books))), random)
        total, wrong, books = total + some, wrong + faults, books - GROUP
    sys.stdout.write(f"random: {sum(total.values()):,} workbooks, {dict(total)}, {len(wrong)} wrong\n")
    sys.stdout.writelines(f"  {w}\n" for w in wrong[:10])
    return 1 if wrong else 0


def _fresh(books: Iterable[tuple[str, bytes]], random: Random) -> tuple[Counter[str], list[str]]:
    with tempfile.TemporaryDirectory() as place:
        scene = Scene(Path(place))
        try:
            return run(scene, books, random)
        finally:
            scene.close()


if __name__ == "__main__":
    sys.exit(main(*(int(n) for n in sys.argv[1:3])))
