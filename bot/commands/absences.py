"""Away and back: pausing one's reminders, naming who covers, and the one catch-up on return.

Owns: who may, and what the speaker sees. Must not: decide what is sent (`domain/fairness.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows.far import ask_if_far
from bot.flows.leave_days import first_day, last_day
from bot.flows.promises import at, owed_by
from bot.flows.reminding import named, one, watch_of
from cards import absences as cards
from cards import forms
from cards import reminders as reminder_cards
from cards.kit import Card
from domain.actions import may_own
from domain.calendar import as_long
from domain.ladders import CATCH_UP
from domain.people import ANYONE, OFFICE, Member, ObjectId
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.reminders import Absence, Decision, Verdict
from storage import absences as kept
from storage import members, reminders

I_AM = frozenset({"i", "i'm", "im", "am", "me", "we", "we're"})
_SAME = "you are marked away"
_INSTEAD = "Press Save again to put this in its place, or choose other days."
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
        meant = named(ctx, slots.cover)
        found = [m for m in meant if _may_cover(m, person)]
        if len(found) == 1:
            typed["cover"] = found[0].object_id
        else:
            none = "this person cannot cover" if meant else "I do not find this name in the group"
            why = "more than one member fits" if found else none
            faults.append(Invalid("Who covers", f"{why}: {slots.cover}. Please choose."))
    return Reply(_away_card(ctx, person, typed, faults))


def save_away(ctx: Context, values: Values) -> Reply:
    """Keep the absence and tell whoever covers. Others of the person stay; one with the same days is asked about."""
    person = _absent(ctx, values)
    given = forms.read(_fields(ctx, person), values)
    until: date = given["until"]
    since: date = given["since"] or ctx.today
    if since > until:
        raise Invalid("Last day away", f"it lies before the first day, {as_long(since)}.")
    ask_if_far(ctx, values, "Last day away", until, "Save")
    cover = str(given["cover"] or "")
    if cover:
        _there(ctx, cover, since, until)
    same = [a for a in kept.of_person(ctx.session, person.object_id, ctx.today) if a.meets(since, until)]
    _known(ctx, same, values)
    posts = [post for before in same for post in _relieved(ctx, before, person, cover)]
    for other in same[1:]:
        kept.keep_absence(ctx.session, replace(other, ended=True), "replace absence")
    fresh = Absence(person.object_id, until, since, cover)
    fresh = replace(fresh, id=same[0].id, version=same[0].version) if same else fresh
    absence = kept.keep_absence(ctx.session, fresh, "away")
    return _saved(ctx, person, absence, posts)


def _known(ctx: Context, same: Sequence[Absence], values: Values) -> None:
    """Raises `Invalid` for an absence with the same days that the card did not name; it is never overwritten unsaid."""
    named = {str(i) for i in values.get("instead", [])}
    unsaid = [cards.span(a.since, a.until, ctx.today) for a in same if a.id not in named]
    if unsaid:
        raise Invalid("First day away", f"{_SAME} {' and '.join(unsaid)} already. {_INSTEAD}")


def _saved(ctx: Context, person: Member, absence: Absence, posts: list[Post]) -> Reply:
    mine = person.object_id == ctx.member.object_id
    when = cards.span(absence.since, absence.until, ctx.today)
    stamp = f"{absence.id}/{absence.version}"
    if absence.cover:
        card = cards.covering(person.name, when)
        posts.append(Post("notice", f"cover/{stamp}", card, to_person=ObjectId(absence.cover)))
    back_on = watch_of(ctx).days.add_working_days(absence.until, 1)
    name = members.name_of(ctx.session, absence.cover) if absence.cover else ""
    others = kept.of_person(ctx.session, person.object_id, ctx.today)
    also = [cards.span(a.since, a.until, ctx.today) for a in others if a.id != absence.id]
    saved = cards.away_saved(when, name, back_on, "" if mine else person.name, also)
    if not mine:
        told = cards.away_saved(when, name, back_on, also=also)
        posts.append(Post("notice", f"away/{stamp}", told, to_person=person.object_id))
    return Reply(saved, posts=tuple(posts))


def away_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form with what was typed."""
    typed = forms.bare(values)
    return Reply(_away_card(ctx, _absent(ctx, values), typed, faults, forms.next_revision(values)))


def cancel_away(_ctx: Context, _values: Values) -> Reply:
    """Nothing is kept."""
    return Reply(cards.cancelled())


def back(ctx: Context, _slots: Slots) -> Reply:
    """End the absence that runs; the answer is the one catch-up. Those to come stay, and are said."""
    me = ctx.member.object_id
    mine = kept.of_person(ctx.session, me, ctx.today)
    running = next((a for a in mine if a.holds(ctx.today)), None)
    to_come = [a for a in mine if a is not running]
    if running is None:
        return Reply(cards.not_yet_away(_spans(ctx, to_come)) if to_come else cards.was_not_away())
    kept.keep_absence(ctx.session, replace(running, ended=True), "back")
    key = f"back/{running.id}/{running.version}"
    owed = [at(d, CATCH_UP, ctx.today, me, f"back-{running.id}") for d in owed_by(watch_of(ctx), me)]
    told = [Decision(d, Verdict.SENT, d.why, me, message=key) for d in owed]
    reminders.keep(ctx.session, told)
    posts = _relieved(ctx, running, ctx.member, "")
    rows = [reminder_cards.row(d) for d in owed]
    return Reply(reminder_cards.back(rows, key, [when for when, _ in _spans(ctx, to_come)]), posts=posts)


def end(ctx: Context, values: Values) -> Reply:
    """`Take it back`: an absence that is still to come will not be."""
    absence = kept.absence(ctx.session, str(values["record"]))
    if absence is None or absence.person != ctx.member.object_id or not _to_come(absence, ctx.today):
        return Reply(cards.was_not_away())
    kept.keep_absence(ctx.session, replace(absence, ended=True), "back")
    when = cards.span(absence.since, absence.until, ctx.today)
    return Reply(cards.taken_back(when), posts=_relieved(ctx, absence, ctx.member, ""))


def _spans(ctx: Context, found: Sequence[Absence]) -> list[tuple[str, str]]:
    return [(cards.span(a.since, a.until, ctx.today), a.id) for a in found]


def _to_come(absence: Absence, today: date) -> bool:
    return not absence.ended and absence.since > today


def _relieved(ctx: Context, before: Absence, person: Member, cover: str) -> tuple[Post, ...]:
    """Whoever was named before and is not needed any more is told so."""
    if before.cover in {"", cover}:
        return ()
    key = f"cover-ends/{before.id}/{before.version}"
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
    others = [(m.object_id, m.name) for m in members.everybody(ctx.session) if _may_cover(m, person)]
    near = [p for p in others if _same_trust(ctx, p[0], person)] or others
    return cards.away_fields((near + [o for o in others if o not in near])[:COVERS], ctx.today)


def _may_cover(other: Member, person: Member) -> bool:
    """Somebody else who may own an action: an observer would be sent, and asked to settle, what is not published."""
    return other.object_id != person.object_id and may_own(other)


def _same_trust(ctx: Context, object_id: str, person: Member) -> bool:
    other = members.by_object_id(ctx.session, object_id)
    return other is not None and bool(set(other.trusts) & set(person.trusts))


def _away_card(
    ctx: Context, person: Member, typed: Values, faults: list[Invalid] | tuple[Invalid, ...], revision: int = 0
) -> Card:
    whose = "" if person.object_id == ctx.member.object_id else person.name
    data: dict[str, Any] = {"person": person.object_id}
    data |= forms.sure(faults, typed, "until")
    same = _same_days(ctx, person, typed)
    data |= {"instead": [a.id for a in same]} if same else {}
    fields, notes = _fields(ctx, person), _notes(ctx, person, same, mine=not whose)
    return cards.away(fields, typed, faults=faults, revision=revision, whose=whose, notes=notes, data=data)


def _same_days(ctx: Context, person: Member, typed: Values) -> list[Absence]:
    """The absences that have a day in common with what was typed; the card names them before they are replaced."""
    since, until = _day(typed.get("since")) or ctx.today, _day(typed.get("until"))
    found = kept.of_person(ctx.session, person.object_id, ctx.today)
    return [a for a in found if until is not None and a.meets(since, until)]


def _day(typed: object) -> date | None:
    try:
        return date.fromisoformat(str(typed))
    except ValueError:
        return None


def _notes(ctx: Context, person: Member, same: Sequence[Absence], *, mine: bool) -> list[str]:
    """What an absence would change: others that stand, and whom the person covers."""
    found: list[str] = []
    for stands in kept.of_person(ctx.session, person.object_id, ctx.today):
        when = cards.span(stands.since, stands.until, ctx.today)
        found.append(
            f"This takes the place of: away {when}." if stands in same else f"Away {when} already: that stays as it is."
        )
    for absence in kept.away(ctx.session, ctx.today):
        if absence.cover == person.object_id:
            who = "You cover" if mine else "They cover"
            name, when = (
                members.name_of(ctx.session, absence.person),
                cards.span(absence.since, absence.until, ctx.today),
            )
            found.append(f"{who} for {name} {when}: while both are away, what cannot wait reaches nobody.")
    return found


def _there(ctx: Context, cover: str, since: date, until: date) -> None:
    """Raises `Invalid` when whoever is to cover is away then, too."""
    other = next((a for a in kept.of_person(ctx.session, cover, ctx.today) if a.meets(since, until)), None)
    if other is not None:
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
