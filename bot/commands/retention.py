"""Retention in chat, behind `More settings`: the dry run, the legal hold, and deleting one class in two steps.

Owns: who may, and what is asked before records go. What is due and how it goes are `domain/retention.py` and
`storage/retention.py`, as for the operator's command.
"""

from __future__ import annotations

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import group_data
from cards import forms
from cards import retention as cards
from domain.people import OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.retention import due_before, may_delete
from storage import groups
from storage import retention as kept

UNNAMED = frozenset({"concerns", "deliveries", "people"})
"""Classes whose records are counted, not named: private, or nothing that a reader would know by its id."""


def overview(ctx: Context, _values: Values) -> Reply:
    """The dry run."""
    found = [_due(ctx, rule.key) for rule in ctx.group.retention.rules()]
    return Reply(cards.overview(found, ctx.group.retention.hold, ctx.today))


def open_hold(ctx: Context, _values: Values) -> Reply:
    """Why nothing may go."""
    return Reply(cards.hold_form(group_data.version(ctx), {}))


def hold(ctx: Context, values: Values) -> Reply:
    """From now on nothing goes."""
    group_data.same(ctx, values)
    why = str(forms.read([cards.HOLD], values)["hold"])
    return _held(ctx, why, "hold records")


def hold_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The reason again, with what was typed."""
    return Reply(cards.hold_form(group_data.version(ctx), forms.bare(values), faults, forms.next_revision(values)))


def open_release(ctx: Context, _values: Values) -> Reply:
    """Whether the hold may end."""
    return Reply(cards.release_form(ctx.group.retention.hold, group_data.version(ctx)))


def release(ctx: Context, values: Values) -> Reply:
    """The hold ends; nothing goes by that."""
    group_data.same(ctx, values)
    return _held(ctx, "", "release records")


def _held(ctx: Context, why: str, verb: str) -> Reply:
    after = groups.change(ctx.session, "retention", "hold", why, verb)
    found = [_due(ctx, rule.key) for rule in after.retention.rules()]
    return Reply(cards.overview(found, after.retention.hold, ctx.today), refresh=True)


def open_class(ctx: Context, values: Values) -> Reply:
    """What of one class would go."""
    due = _due(ctx, str(values["key"]))
    return Reply(cards.class_form(due, _ids(ctx, due), {}))


def delete(ctx: Context, values: Values) -> Reply:
    """One class goes, all of it or nothing."""
    due = _due(ctx, str(values["key"]))
    given = forms.read((cards.OFFERED, cards.COUNT) if due.rule.archive else (cards.COUNT,), values)
    if due.rule.archive and not given["offered"]:
        raise Invalid(cards.OFFERED.label, "please offer them first, then say so here.")
    if due.count and int(given["count"]) != due.count:
        raise Invalid(cards.COUNT.label, f"{due.count:,} are beyond their period, not {given['count']:,}.")
    # The group as it is kept, not as it was when this turn began to wait: a hold that came meanwhile holds.
    config = groups.config_of(ctx.session).get("retention", {})
    may_delete(due.rule, str(config.get("hold", "")).strip(), due.count, int(given["count"]), offered=True)
    gone = kept.take(ctx.session, due.rule, due.before)
    return Reply(cards.deleted(due, len(gone)))


def delete_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The second step again."""
    due = _due(ctx, str(values["key"]))
    typed = forms.bare(values)
    return Reply(cards.class_form(due, _ids(ctx, due), typed, faults, forms.next_revision(values)))


def _due(ctx: Context, key: str) -> cards.Due:
    rule = next((r for r in ctx.group.retention.rules() if r.key == key), None)
    if rule is None:
        raise NotFound("that class of records")
    before = due_before(rule, ctx.today)
    return cards.Due(rule, kept.beyond(ctx.session, rule, before), before)


def _ids(ctx: Context, due: cards.Due) -> tuple[str, ...]:
    if due.rule.stays:
        raise NotAllowed(f"{due.rule.words} are never deleted.", "Nothing was changed.")
    if due.rule.key in UNNAMED:
        return ()
    return tuple(item.subject for item in kept.named(ctx.session, due.rule, due.before))


SUBMITS = (
    Submit("retention.list", overview, OFFICE, writes=False),
    Submit("retention.hold", open_hold, OFFICE, writes=False),
    Submit("retention.keep", hold, OFFICE, again=hold_again),
    Submit("retention.release", open_release, OFFICE, writes=False),
    Submit("retention.free", release, OFFICE),
    Submit("retention.class", open_class, OFFICE, writes=False),
    Submit("retention.delete", delete, OFFICE, again=delete_again),
)
