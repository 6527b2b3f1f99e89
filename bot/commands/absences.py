"""Away and back: pausing one's reminders, naming who covers, and the one catch-up on return.

Owns: who may, and what the speaker sees. Must not: decide what is sent (`domain/fairness.py` does).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows.leave_days import first_day, last_day
from bot.flows.promises import at, owed_by
from bot.flows.reminding import named, one, watch_of
from cards import absences as cards
from cards import forms
from cards import reminders as reminder_cards
from cards.kit import Card
from domain import far_dates
from domain.calendar import as_long
from domain.ladders import CATCH_UP
from domain.people import ANYONE, OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.reminders import Absence, Decision, Verdict
from storage import absences as kept
from storage import members, reminders

I_AM = frozenset({"i", "i'm", "im", "am", "me", "we", "we're"})
COVERS = 60
"""People offered as cover on one form. Source: ours, within the 28 KB of a card."""


def away(ctx: Context, slots: Slots) -> Reply:
    """An absence as understood, read back; nothing changes before `Save`."""
    person = _whose(ctx, slots.owner)
    until = last_day(ctx.turn.said, slots.until, ctx.today)
    typed: dict[str, object] = {"since": first_day(ctx.turn.said, until, ctx.today).isoformat()}
    typed |= {"until": until.isoformat()} if until else {}
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
    since: date = given["since"] or ctx.today
    if since > until:
        raise Invalid("Last day away", f"it lies before the first day, {as_long(since)}.")
    sure = str(values.get("sure", ""))
    far_dates.ask_about("Last day away", until, ctx.today, ctx.group.far_years, press="Save", sure=sure)
    cover = str(given["cover"] or "")
    if cover:
        _there(ctx, cover, since, until)
    before = kept.absence_of(ctx.session, person.object_id)
    absence = Absence(person.object_id, until, since, cover, version=before.version if before else 0)
    absence = kept.keep_absence(ctx.session, absence, "away")
    mine = person.object_id == ctx.member.object_id
    when = cards.span(since, until, ctx.today)
    posts = [*_relieved(ctx, before, person, cover)]
    if cover:
        card = cards.covering(person.name, when)
        key = f"cover/{person.object_id}/{absence.version}"
        posts.append(Post("notice", key, card, to_person=ObjectId(cover)))
    back_on = watch_of(ctx).days.add_working_days(until, 1)
    name = members.name_of(ctx.session, cover) if cover else ""
    saved = cards.away_saved(when, name, back_on, "" if mine else person.name)
    if not mine:
        key = f"away/{person.object_id}/{absence.version}"
        told = cards.away_saved(when, name, back_on)
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
    if absence is not None and _to_come(absence, ctx.today):
        return Reply(cards.not_yet_away(cards.span(absence.since, absence.until, ctx.today)))
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
    posts = _relieved(ctx, absence, ctx.member, "")
    return Reply(reminder_cards.back([reminder_cards.row(d) for d in owed], key), posts=posts)


def end(ctx: Context, _values: Values) -> Reply:
    """`Take it back`: an absence that is still to come will not be."""
    absence = kept.absence_of(ctx.session, ctx.member.object_id)
    if absence is None or not _to_come(absence, ctx.today):
        return Reply(cards.was_not_away())
    kept.keep_absence(ctx.session, replace(absence, ended=True), "back")
    when = cards.span(absence.since, absence.until, ctx.today)
    return Reply(cards.taken_back(when), posts=_relieved(ctx, absence, ctx.member, ""))


def _to_come(absence: Absence, today: date) -> bool:
    return not absence.ended and absence.since > today


def _relieved(ctx: Context, before: Absence | None, person: Member, cover: str) -> tuple[Post, ...]:
    """Whoever was named before and is not needed any more is told so."""
    if before is None or before.ended or before.until < ctx.today or before.cover in {"", cover}:
        return ()
    key = f"cover-ends/{person.object_id}/{before.version}"
    card = cards.not_covering(person.name, cards.span(before.since, before.until, ctx.today))
    return (Post("notice", key, card, to_person=ObjectId(before.cover)),)


def _whose(ctx: Context, said: str) -> Member:
    """The speaker, or for the office somebody else."""
    if not said:
        return ctx.member
    if said.lower() in I_AM:  # as in `I am on leave`, where a verb was heard as a name
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


def _fields(ctx: Context, person: Member) -> tuple[forms.Day, forms.Day, forms.Choice]:
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
    data |= {"sure": str(typed.get("until", ""))} if far_dates.was_asked(faults) else {}
    fields, notes = _fields(ctx, person), _notes(ctx, person, mine=not whose)
    return cards.away(fields, typed, faults=faults, revision=revision, whose=whose, notes=notes, data=data)


def _notes(ctx: Context, person: Member, *, mine: bool) -> list[str]:
    """What an absence would change: another one that stands, and whom the person covers."""
    found: list[str] = []
    stands = kept.absence_of(ctx.session, person.object_id)
    if stands is not None and not stands.ended and stands.until >= ctx.today:
        found.append(f"This takes the place of: away {cards.span(stands.since, stands.until, ctx.today)}.")
    for absence in kept.away(ctx.session, ctx.today):
        if absence.cover == person.object_id:
            who = "You cover" if mine else "They cover"
            name, when = members.name_of(ctx.session, absence.id), cards.span(absence.since, absence.until, ctx.today)
            found.append(f"{who} for {name} {when}: while both are away, what cannot wait reaches nobody.")
    return found


def _there(ctx: Context, cover: str, since: date, until: date) -> None:
    """Raises `Invalid` when whoever is to cover is away then, too."""
    other = kept.absence_of(ctx.session, cover)
    if other is not None and not other.ended and since <= other.until and other.since <= until:
        when = cards.span(other.since, other.until, ctx.today)
        name = members.name_of(ctx.session, cover)
        raise Invalid("Who covers", f"{name} is away {when}. Please choose somebody else, or leave it blank.")


COMMANDS = (
    Command("away", "away until DATE", "pause your reminders; name who covers if anybody does", away, ANYONE),
    Command("back", "back", "reminders on again, with one catch-up", back, ANYONE),
)
SUBMITS = (
    Submit("away.save", save_away, ANYONE, again=away_again),
    Submit("away.cancel", cancel_away, ANYONE, writes=False),
    Submit("away.end", end, ANYONE),
)
