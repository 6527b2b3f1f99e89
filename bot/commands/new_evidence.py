"""`add evidence`, and changing, reviewing or withdrawing an item; the starter list.

Owns: who may, and what of a sentence fills which field. Rules stand in `domain/evidence.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import evidence as flow
from bot.flows import records
from bot.flows.far import ask_if_far
from cards import evidence as cards
from cards import evidence_forms, forms
from cards.forms import Field, Refill
from domain.calendar import as_at
from domain.evidence import EVERY, Item, Status, Strength, changes, checked, records_in, tags_in, withdrawn
from domain.key_documents import LOCAL
from domain.partial_dates import read
from domain.people import GROUP, OFFICE, ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import shift
from storage import actions, decisions, members, policies, returns, risks
from storage import evidence as kept

AGAIN = 12
"""Months to the next review after `Reviewed today`. Source: ours, yearly."""
LOOKS = {"RSK": risks.get, "ACT": actions.get, "DEC": decisions.get, "POL": policies.get, "RET": returns.get}


def add_evidence(ctx: Context, slots: Slots) -> Reply:
    """The form, filled with what was said; nothing is kept yet."""
    text = slots.text.strip()
    given = _blank(ctx) | {
        "title": text[:1].upper() + text[1:200],
        "supports": slots.framework,
        "records": slots.record,
    }
    if len(slots.trusts) == 1:
        given["trust"] = slots.trusts[0]
    said = f"I understood: '{text}'. Please say how strong it is and where it is kept." if text else ""
    return Reply(evidence_forms.form(_fields(ctx), given, said=said))


def new(ctx: Context, values: Values) -> Reply:
    """The form from a button, which may know what it is for."""
    target, given = str(values.get("target") or ""), _blank(ctx)
    if target.startswith(evidence_forms.THEME):
        given["theme"] = target.removeprefix(evidence_forms.THEME)
    else:
        given["records" if target[:3] in LOOKS and target[3:4] == "-" else "supports"] = target
    titles = dict(LOCAL)
    document = str(values.get("document") or "")
    given["title"] = titles.get(document, "")
    return Reply(evidence_forms.form(_fields(ctx), given, document=document))


def _blank(ctx: Context) -> dict[str, Any]:
    own = ctx.member.trusts[0] if len(ctx.member.trusts) == 1 and not ctx.member.is_any(OFFICE) else EVERY
    return {"trust": own, "owner": ctx.member.object_id, "status": Status.CURRENT.value}


def edit(ctx: Context, values: Values) -> Reply:
    """An item, to be changed."""
    item = _own(ctx, str(values["record"]))
    given = evidence_forms.typed(item)
    return Reply(evidence_forms.form(_fields(ctx, item.owner), given, record=item.id, version=item.version))


def save(ctx: Context, values: Values) -> Reply:
    """Keep an item, new or changed."""
    record = str(values.get("record") or "")
    stands = _own(ctx, record) if record else None
    if stands is not None:
        records.same(ctx, stands.id, stands.version, values)
    given = _read(ctx, values, stands.owner if stands else "")
    if stands is not None:
        after = kept.change(ctx.session, checked(replace(stands, **given)), "change evidence")
        return _shown(ctx, after, "Kept.")
    made = checked(
        Item(
            id="",
            **given,
            document=str(values.get("document") or ""),
            added_by=ctx.member.object_id,
            added_name=ctx.member.name,
            added_at=ctx.session.now,
        )
    )
    after = kept.add(ctx.session, replace(made, id=kept.new_id(ctx.session, ctx.today.year)))
    return _shown(ctx, after, f"{after.id} is on the register.")


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    record = str(values.get("record") or "")
    stands = flow.item_of(ctx, record) if record else None
    version, owner = (stands.version, stands.owner) if stands else (0, "")
    document, refill = str(values.get("document") or ""), Refill.of(values, faults)
    asked = _fields(ctx, owner)
    return Reply(evidence_forms.form(asked, {}, record=record, version=version, document=document, refill=refill))


def _read(ctx: Context, values: Values, owner: str) -> dict[str, Any]:
    given = forms.read(_fields(ctx, owner), values)
    ask_if_far(ctx, values, "Next review", given["next_review"], "Save")
    theme = given.pop("theme")
    tags = tags_in(given["supports"] or "")
    given["supports"] = (*tags, f"{evidence_forms.THEME}{theme}") if theme else tags
    given["records"] = records_in(given["records"] or "")
    for found in given["records"]:
        if LOOKS[found[:3]](ctx.session, found) is None:
            raise Invalid("Records it supports", f"I cannot find {found}.")
    given["dated"] = read(given["dated"] or "", "Date")
    given["status"], given["strength"] = Status(given["status"]), Strength(given["strength"])
    given["owner"] = ObjectId(given["owner"])
    given["owner_name"] = members.name_of(ctx.session, given["owner"])
    return {k: "" if v is None and k != "next_review" else v for k, v in given.items()}


def reviewed(ctx: Context, values: Values) -> Reply:
    """It was looked at and still holds; the next review is a year away."""
    item = _own(ctx, str(values["record"]))
    records.same(ctx, item.id, item.version, values)
    year, month = shift(f"{ctx.today:%Y-%m}", AGAIN)
    after = kept.change(ctx.session, replace(item, next_review=date(year, month, 1)), "review evidence")
    return _shown(ctx, after, "Reviewed. The next review is in a year.")


def withdraw(ctx: Context, values: Values) -> Reply:
    """The form for an item that no longer belongs there."""
    return Reply(evidence_forms.withdraw(_own(ctx, str(values["record"]))))


def save_withdraw(ctx: Context, values: Values) -> Reply:
    """Take an item off the register, with the reason."""
    item = _own(ctx, str(values["record"]))
    records.same(ctx, item.id, item.version, values)
    reason = forms.read(evidence_forms.WITHDRAW, values)["reason"]
    after = kept.change(ctx.session, withdrawn(item, reason), "withdraw evidence")
    return _shown(ctx, after, f"{after.id} is off the register.")


def withdraw_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The same form again."""
    return Reply(evidence_forms.withdraw(flow.item_of(ctx, str(values["record"])), Refill.of(values, faults)))


def starter(ctx: Context, _values: Values) -> Reply:
    """Put the starter list on the register."""
    n = flow.starter(ctx.session, ctx.member, ctx.today)
    note = f"{n} documents of the starter list are on the register." if n else "The starter list was there already."
    found = kept.listed(ctx.session, limit=cards.PAGE + 1)
    page = cards.Page(note, found[: cards.PAGE], ctx.today, as_at(ctx.now), more=len(found) > cards.PAGE)
    return Reply(cards.listed(page))


def _shown(ctx: Context, item: Item, note: str) -> Reply:
    return Reply(cards.show(item, ctx.today, as_at(ctx.now), note=note, may=changes(ctx.member, item)))


def _own(ctx: Context, record: str) -> Item:
    item = flow.item_of(ctx, record)
    if not changes(ctx.member, item):
        raise NotAllowed(
            f"{record} is changed by its owner, whoever added it, its trust's lead or the office.",
            "You can add evidence of your own.",
        )
    return item


def _fields(ctx: Context, owner: str = "") -> tuple[Field, ...]:
    trusts = [(str(t.code), t.name) for t in ctx.group.trusts_on(ctx.today)]
    return evidence_forms.fields(evidence_forms.trusts_open(trusts), records.owners(ctx, owner))


COMMANDS = (Command("add_evidence", "add evidence", "put evidence or a document on the register", add_evidence, GROUP),)
SUBMITS = (
    Submit("evidence.new", new, GROUP, writes=False),
    Submit("evidence.edit", edit, GROUP, writes=False),
    Submit("evidence.save", save, GROUP, again=save_again),
    Submit("evidence.reviewed", reviewed, GROUP),
    Submit("evidence.withdraw", withdraw, GROUP, writes=False),
    Submit("evidence.save_withdraw", save_withdraw, GROUP, again=withdraw_again),
    Submit("evidence.starter", starter, OFFICE),
)
