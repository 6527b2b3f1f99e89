"""Away and back: pausing one's reminders, naming who covers, and the one catch-up on return.

Owns: who may, and what the speaker sees. Must not: decide what is sent (`domain/fairness.py` does).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows.promises import at, owed_by
from bot.flows.reminding import named, one, watch_of
from cards import absences as cards
from cards import forms
from cards import reminders as reminder_cards
from cards.kit import Card
from domain.ladders import CATCH_UP
from domain.people import ANYONE, OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.reminders import Absence, Decision, Verdict
from storage import absences as kept
from storage import members, reminders

COVERS = 60
"""People offered as cover on one form. Source: ours, within the 28 KB of a card."""


def away(ctx: Context, slots: Slots) -> Reply:
    """An absence as understood, read back; nothing changes before `Save`."""
    person = _whose(ctx, slots.owner)
    typed: dict[str, object] = {"until": slots.until.isoformat()} if slots.until else {}
    faults: list[Invalid] = []
    if slots.cover:
        found = [m for m in named(ctx, slots.cover) if m.object_id != person.object_id]
        if len(found) == 1:
            typed["cover"] = found[0].object_id
        else:
            why = "more than one member fits" if found else "I do not find this name in the group"
            faults.append(Invalid("Who covers", f"{why}: {slots.cover}. Please choose."))
    return Reply(_away_card(ctx, person, typed, faults))


def save_away(ctx: Context, values: Values) -> Reply:
    """Keep the absence and tell whoever covers."""
    person = _absent(ctx, values)
    given = forms.read(_fields(ctx, person), values)
    until: date = given["until"]
    cover = str(given["cover"] or "")
    before = kept.absence_of(ctx.session, person.object_id)
    absence = Absence(person.object_id, until, ctx.today, cover, version=before.version if before else 0)
    absence = kept.keep_absence(ctx.session, absence, "away")
    mine = person.object_id == ctx.member.object_id
    posts: list[Post] = []
    if cover:
        card = cards.covering(person.name, until)
        key = f"cover/{person.object_id}/{absence.version}"
        posts.append(Post("notice", key, card, to_person=ObjectId(cover)))
    back_on = watch_of(ctx).days.add_working_days(until, 1)
    name = members.name_of(ctx.session, cover) if cover else ""
    saved = cards.away_saved(until, name, back_on, "" if mine else person.name)
    if not mine:
        key = f"away/{person.object_id}/{absence.version}"
        told = cards.away_saved(until, name, back_on)
        posts.append(Post("notice", key, told, to_person=person.object_id))
    return Reply(saved, posts=tuple(posts))


def away_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed."""
    typed = forms.bare(values)
    return Reply(_away_card(ctx, _absent(ctx, values), typed, faults, forms.next_revision(values)))


def cancel_away(_ctx: Context, _values: Values) -> Reply:
    """Nothing is kept."""
    return Reply(cards.cancelled())


def back(ctx: Context, _slots: Slots) -> Reply:
    """End an absence; the answer is the one catch-up."""
    absence = kept.absence_of(ctx.session, ctx.member.object_id)
    if absence is None or not absence.holds(ctx.today):
        return Reply(cards.was_not_away())
    kept.keep_absence(ctx.session, replace(absence, ended=True), "back")
    watch = watch_of(ctx)
    key = f"back/{ctx.member.object_id}/{absence.version}"
    owed = [
        at(d, CATCH_UP, ctx.today, ctx.member.object_id, f"back{absence.version}")
        for d in owed_by(watch, ctx.member.object_id)
    ]
    told = [Decision(d, Verdict.SENT, d.why, ctx.member.object_id, message=key) for d in owed]
    reminders.keep(ctx.session, told)
    return Reply(reminder_cards.back([reminder_cards.row(d) for d in owed], key))


def _whose(ctx: Context, said: str) -> Member:
    """The speaker, or for the office somebody else."""
    if not said:
        return ctx.member
    person = one(ctx, said)
    if person.object_id != ctx.member.object_id and not ctx.member.is_any(OFFICE):
        raise NotAllowed(
            "Only the chair and the office mark somebody else as away.", "Say away until and a date for yourself."
        )
    return person


def _absent(ctx: Context, values: Values) -> Member:
    person = members.by_object_id(ctx.session, str(values["person"]))
    if person is None or (person.object_id != ctx.member.object_id and not ctx.member.is_any(OFFICE)):
        raise NotFound("this person")
    return person


def _fields(ctx: Context, person: Member) -> tuple[forms.Day, forms.Choice]:
    others = [(m.object_id, m.name) for m in members.everybody(ctx.session) if m.object_id != person.object_id]
    near = [p for p in others if _same_trust(ctx, p[0], person)] or others
    return cards.away_fields((near + [o for o in others if o not in near])[:COVERS], ctx.today)


def _same_trust(ctx: Context, object_id: str, person: Member) -> bool:
    other = members.by_object_id(ctx.session, object_id)
    return other is not None and bool(set(other.trusts) & set(person.trusts))


def _away_card(
    ctx: Context, person: Member, typed: Values, faults: list[Invalid] | tuple[Invalid, ...], revision: int = 0
) -> Card:
    whose = "" if person.object_id == ctx.member.object_id else person.name
    data = {"person": person.object_id}
    return cards.away(_fields(ctx, person), typed, faults=faults, revision=revision, whose=whose, data=data)


COMMANDS = (
    Command("away", "away until DATE", "pause your reminders; name who covers if anybody does", away, ANYONE),
    Command("back", "back", "reminders on again, with one catch-up", back, ANYONE),
)
SUBMITS = (
    Submit("away.save", save_away, ANYONE, again=away_again),
    Submit("away.cancel", cancel_away, ANYONE, writes=False),
)
