"""An action log from a workbook: what is here already, who each owner is, and keeping it.

Owns: matching owners to members, the wait between dry run and press. Must not: read a cell (`domain/action_logs.py`).
"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.contracts import Context, Reply
from bot.flows import actions as flow
from cards import action_logs as cards
from cards import forms, owners, tables
from domain import action_logs, cells
from domain.action_logs import Entry, Log, source, without
from domain.action_steps import Act, Promise, promise
from domain.actions import SHARED, Action
from domain.people import Member
from domain.refusals import NotAllowed
from domain.tables import NONE, Table, chosen, table_from
from storage import actions, files, ids, imported, undo
from storage.session import Session

KIND, PURPOSE = "actions", "upload-log"


def dry_run(ctx: Context, name: str, log: Log) -> Reply:
    """What the log would bring; what was read waits for the press, the workbook is not kept."""
    here = _here(ctx.session, log)
    fresh = without(log, here)
    file = files.keep(ctx.session, name, _packed(fresh), purpose=PURPOSE, content_type="application/json").id
    people = flow.owners(ctx.session)
    asked = owners.questions(_unknown(fresh, people), people)
    return Reply(cards.dry_run(name, fresh, len(here), asked, file, forms.EMPTY))


def columns(ctx: Context, file: str) -> Reply:
    """Which column is which, to be changed."""
    _, sheet, log = _sheet(ctx.session, file)
    match = tables.matching(sheet, action_logs.FIELDS)
    return Reply(tables.columns(sheet, match, dict(log.places), {"file": file}, "import.log_read"))


def read(ctx: Context, file: str, values: Mapping[str, Any]) -> Reply:
    """The dry run with the columns as chosen."""
    name, sheet, _ = _sheet(ctx.session, file)
    given = forms.read(tables.matching(sheet, action_logs.FIELDS), values)
    places = chosen(sheet, action_logs.FIELDS, {key: place or NONE for key, place in given.items()})
    return dry_run(ctx, name, action_logs.read_again(sheet, places, ctx.group.trusts))


def again(ctx: Context, file: str, refill: forms.Refill) -> Reply:
    """The dry run again, with what to look at."""
    name, log = _waiting(ctx.session, file)
    people = flow.owners(ctx.session)
    asked = owners.questions(_unknown(log, people), people)
    return Reply(cards.dry_run(name, log, 0, asked, file, refill))


def keep(ctx: Context, file: str, values: Mapping[str, Any]) -> Reply:
    """Keep every action of the dry run that is not here yet. Raises `InvalidForm` while an owner is not chosen."""
    name, log = _waiting(ctx.session, file)
    people = flow.owners(ctx.session)
    unknown = _unknown(log, people)
    asked = owners.questions(unknown, people)
    given = forms.read(asked, values) if asked else {}
    fresh = without(log, _here(ctx.session, log))
    if not fresh.entries:
        raise NotAllowed("These actions are here already.", "Nothing was changed.")
    by_id = {m.object_id: m for m in people}
    chosen = {said: by_id[given.get(f"owner{n}") or given[owners.REST]] for n, said in enumerate(unknown)}
    made: dict[str, Action] = {}
    for entry in fresh.entries:
        owner = owner_of(entry.owner, people) or chosen[entry.owner]
        made[entry.key] = _action(ctx, entry, owner, name)
    kept = actions.add_many(ctx.session, list(made.values()))
    noted = imported.note(ctx.session, KIND, {key: a.id for key, a in made.items()}, year=ctx.today.year)
    return Reply(cards.kept(noted, [a.id for a in kept], Counter(a.owner_name for a in kept)))


def _action(ctx: Context, entry: Entry, owner: Member, name: str) -> Action:
    """As promised in the log: its date stays, also one that has passed."""
    trusts = tuple(t.code for t in ctx.group.trusts_on(ctx.today)) if entry.trust == SHARED else ()
    said = Promise(
        entry.title,
        source(entry, name),
        entry.trust,
        owner.object_id,
        owner.name,
        max(entry.due, ctx.today),
        trusts,
        {"description": entry.note},
    )
    act = Act(ctx.member, ctx.session.now, ctx.today)
    made = promise(ids.next_id(ctx.session, "ACT", year=ctx.today.year), said, act)
    return dataclasses.replace(made, due=entry.due, original_due=entry.due)


def _here(session: Session, log: Log) -> frozenset[str]:
    """Keys of the rows that are actions already; one that was taken back is none any more."""
    found = imported.known(session, KIND, [e.key for e in log.entries])
    return frozenset(key for key, record in found.items() if not _gone(actions.get(session, record)))


def _gone(action: Action | None) -> bool:
    return action is None or action.closed_reason == undo.TAKEN_BACK


def _unknown(log: Log, people: Sequence[Member]) -> list[str]:
    return [name for name in log.owners if owner_of(name, people) is None]


def owner_of(said: str, people: Sequence[Member]) -> Member | None:
    """The one member whose name this is, or whose name holds every word of it."""
    given = set(cells.tidy(said).split())
    same = [m for m in people if cells.tidy(m.name) == cells.tidy(said)]
    close = [m for m in people if given and given <= set(cells.tidy(m.name).split())]
    return next((found[0] for found in (same, close) if len(found) == 1), None)


def _packed(log: Log) -> bytes:
    rows = [{**dataclasses.asdict(e), "due": e.due.isoformat()} for e in log.entries]
    sheet = None if log.sheet is None else dataclasses.asdict(log.sheet)
    return json.dumps({"columns": log.columns, "entries": rows, "sheet": sheet, "places": log.places}).encode()


def _waiting(session: Session, record: str) -> tuple[str, Log]:
    file = files.get(session, record)
    if file is None or file.purpose != PURPOSE:
        raise NotAllowed("That dry run has gone; it stays for a day.", "Please send the workbook again.")
    plain = json.loads(files.content(session, file))
    entries = tuple(Entry(**{**row, "due": date.fromisoformat(row["due"])}) for row in plain["entries"])
    sheet = plain["sheet"] and table_from(plain["sheet"])
    places = tuple((key, place) for key, place in plain["places"])
    return file.name, Log(entries, tuple((a, b) for a, b in plain["columns"]), sheet=sheet, places=places)


def _sheet(session: Session, record: str) -> tuple[str, Table, Log]:
    name, log = _waiting(session, record)
    if log.sheet is None:
        raise NotAllowed("The cells of that dry run have gone.", "Please send the workbook again.")
    return name, log.sheet, log
