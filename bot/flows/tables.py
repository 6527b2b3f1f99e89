"""A risk register or a list of members from a workbook: the dry run, its columns as somebody chose them, keeping it.

Owns: the wait between dry run and press, owners, what is here already. Must not: read a cell (`domain/risk_logs.py`,
`domain/member_lists.py`) or keep a part: one transaction keeps all of it or nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.contracts import Context, Post, Reply, Values
from bot.flows.action_logs import owner_of
from bot.flows.actions import owners as may_own
from bot.flows.members import welcome
from cards import forms, owners
from cards import tables as cards
from cards.forms import Choice
from cards.tables import Run
from domain import cells, member_lists, risk_logs, tables
from domain.people import CHAIRS, Member, ObjectId, Role, TrustCode
from domain.refusals import Invalid, NotAllowed
from domain.risk_changes import Signed, raised
from domain.risks import Risk
from domain.scores import Score
from domain.tables import Column, Table
from storage import files, imported, members, risks, undo
from storage.session import Session

PURPOSE = "upload-table"
KINDS: Mapping[str, Sequence[Column]] = {"risks": risk_logs.COLUMNS, "members": member_lists.COLUMNS}
WHAT = {"risks": ("risk", "risks"), "members": ("person", "people")}
SIGNED = "imported"
"""The reason of a first score that came with a register."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """A list as its columns are read now: what is fresh, and what the card says."""

    run: Run
    fresh: tuple[Any, ...]
    asked: tuple[Choice, ...] = ()


def dry_run(ctx: Context, name: str, table: Table) -> Reply:
    """What the list would bring. The cells wait for a day; the workbook is not kept."""
    content = json.dumps(dataclasses.asdict(table)).encode()
    file = files.keep(ctx.session, name, content, purpose=PURPOSE, content_type="application/json").id
    return _drawn(ctx, name, table, {"file": file, "columns": ""}, forms.EMPTY)


def columns(ctx: Context, values: Values) -> Reply:
    """Which column is which, to be changed."""
    _, table = _waiting(ctx.session, str(values["file"]))
    data = {"file": str(values["file"]), "columns": str(values["columns"])}
    match = cards.matching(table, KINDS[table.kind])
    return Reply(cards.columns(table, match, _places(table, data["columns"]), data))


def read(ctx: Context, values: Values) -> Reply:
    """The dry run with the columns as chosen."""
    name, table = _waiting(ctx.session, str(values["file"]))
    given = forms.read(cards.matching(table, KINDS[table.kind]), values)
    said = ",".join(f"{key}={place}" for key, place in given.items() if place)
    return _drawn(ctx, name, table, {"file": str(values["file"]), "columns": said}, forms.EMPTY)


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The dry run with what to look at."""
    name, table = _waiting(ctx.session, str(values["file"]))
    data = {"file": str(values["file"]), "columns": str(values["columns"])}
    return _drawn(ctx, name, table, data, forms.Refill.of(values, faults))


def keep(ctx: Context, values: Values) -> Reply:
    """Keep everything of the dry run that is not here yet."""
    name, table = _waiting(ctx.session, str(values["file"]))
    found = _read(ctx, table, _places(table, str(values["columns"])))
    if not found.fresh:
        raise NotAllowed("All of it is here already.", "Nothing was changed.")
    if table.kind == "members":
        return _keep_people(ctx, found)
    return _keep_risks(ctx, found, values, name)


def _drawn(ctx: Context, name: str, table: Table, data: Mapping[str, str], refill: forms.Refill) -> Reply:
    places = _places(table, data["columns"])
    found = _read(ctx, table, places)
    named = {c.key: c.label for c in KINDS[table.kind]}
    how = [(label, _heading(table, places.get(key))) for key, label in named.items()]
    return Reply(cards.dry_run(name, found.run, how, found.asked, data, refill))


def _heading(table: Table, place: int | None) -> str:
    if place is None:
        return "in no column"
    return f"{table.headings[place] or 'no heading'} ({cells.letters(place)})"


def _places(table: Table, said: str) -> dict[str, int]:
    typed = dict(part.split("=", 1) for part in said.split(",") if part)
    return tables.chosen(table, KINDS[table.kind], typed)


def _read(ctx: Context, table: Table, places: Mapping[str, int]) -> _Read:
    return _people(ctx, table, places) if table.kind == "members" else _risks(ctx, table, places)


# ---------------------------------------------------------------- risks


def _risks(ctx: Context, table: Table, places: Mapping[str, int]) -> _Read:
    register = risk_logs.read(table, places, ctx.group.trusts)
    here = {
        key
        for key, record in imported.known(ctx.session, "risks", [e.key for e in register.entries]).items()
        if not _gone(risks.get(ctx.session, record))
    }
    fresh = tuple(e for e in register.entries if e.key not in here)
    run = Run(WHAT["risks"], tuple(e.told for e in fresh), len(here), register.found)
    people = may_own(ctx.session)
    return _Read(run, fresh, owners.questions(_unknown(fresh, people), people))


def _keep_risks(ctx: Context, read: _Read, values: Values, name: str) -> Reply:
    people = may_own(ctx.session)
    given = forms.read(read.asked, values) if read.asked else {}
    unknown = _unknown(read.fresh, people)
    by_id = {str(m.object_id): m for m in people}
    whose = {said: by_id[given.get(f"owner{n}") or given[owners.REST]] for n, said in enumerate(unknown)}
    made: dict[str, Risk] = {}
    for entry in cast("tuple[risk_logs.Entry, ...]", read.fresh):
        risk = _risk(ctx, entry, owner_of(entry.owner, people) or whose[entry.owner], name)
        made[entry.key] = risks.add(ctx.session, risk, "import risk")
    noted = imported.note(ctx.session, "risks", {k: r.id for k, r in made.items()}, year=ctx.today.year)
    note = "Each stands with the score of the register; reviews follow the usual rules. Nobody was written to."
    return Reply(cards.kept(noted, read.run, [r.id for r in made.values()], note))


def _risk(ctx: Context, e: risk_logs.Entry, owner: Member, name: str) -> Risk:
    now = Score(e.likelihood, e.consequence)
    fresh = Risk(
        risks.new_id(ctx.session),
        e.title,
        e.cause,
        e.event,
        e.effect,
        e.trust,
        now.likelihood,
        now.consequence,
        now,
        Score(e.target_likelihood, e.target_consequence),
        appetite=ctx.group.appetite,
        controls=e.controls,
        gaps=e.gaps,
        owner=owner.object_id,
        owner_name=owner.name,
        held_at=ctx.group.short,
    )
    where = f"{SIGNED} from {name}, {e.ref or e.cell}"[:200]
    sign = Signed(ctx.member.object_id, ctx.member.name, ctx.session.now, ctx.today)
    return raised(fresh, ctx.group, sign, rationale=where)


def _unknown(fresh: Sequence[risk_logs.Entry], people: Sequence[Member]) -> list[str]:
    return [name for name in dict.fromkeys(e.owner for e in fresh) if owner_of(name, people) is None]


def _gone(risk: Risk | None) -> bool:
    return risk is None or risk.closed_reason == undo.TAKEN_BACK


# ---------------------------------------------------------------- members


def _people(ctx: Context, table: Table, places: Mapping[str, int]) -> _Read:
    found = member_lists.read(table, places, ctx.group.trusts)
    fresh: list[member_lists.Person] = []
    notes = list(found.found)
    here = 0
    for person in found.people:
        stands = members.by_object_id(ctx.session, person.object_id)
        chairs = {Role(r) for r in person.roles} & CHAIRS
        if stands is not None and stands.active:
            here += 1
            if _member(person, stands) != stands:
                notes.append(_note(table, person, "is on the list otherwise; change the entry there."))
        elif chairs and not ctx.member.is_any(CHAIRS):
            notes.append(_note(table, person, "only the chair says who is chair or deputy.", "fault"))
        else:
            fresh.append(person)
    return _Read(Run(WHAT["members"], tuple(p.told for p in fresh), here, tuple(notes)), tuple(fresh))


def _note(table: Table, person: member_lists.Person, words: str, kind: str = "note") -> Any:
    return member_lists.Found(table.shown, person.cell, kind, f"{person.name} {words}")


def _keep_people(ctx: Context, read: _Read) -> Reply:
    posts: list[Post] = []
    for person in cast("tuple[member_lists.Person, ...]", read.fresh):
        stands = members.by_object_id(ctx.session, person.object_id)
        if stands is None:
            kept = members.add(ctx.session, _member(person), "import person")
        else:
            kept = members.change(ctx.session, _member(person, stands), "import person")
        posts.append(welcome(ctx, kept))
    ids = {p.object_id: f"members/{p.object_id}" for p in read.fresh}
    noted = imported.note(ctx.session, "members", ids, year=ctx.today.year)
    return Reply(cards.kept(noted, read.run, (), "Each gets a welcome."), posts=tuple(posts), refresh=True)


def _member(person: member_lists.Person, stands: Member | None = None) -> Member:
    roles = frozenset(Role(r) for r in person.roles)
    trusts = tuple(TrustCode(t) for t in person.trusts)
    if stands is not None:
        return dataclasses.replace(stands, name=person.name, roles=roles, trusts=trusts, active=True)
    return Member(ObjectId(person.object_id), person.name, roles, trusts)


# ---------------------------------------------------------------- the wait


def _waiting(session: Session, record: str) -> tuple[str, Table]:
    file = files.get(session, record)
    if file is None or file.purpose != PURPOSE:
        raise NotAllowed("That dry run has gone; it stays for a day.", "Please send the workbook again.")
    return file.name, tables.table_from(json.loads(files.content(session, file)))
