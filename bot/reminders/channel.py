"""The group's own reminders in the channel: at most one post a day, dates and ids, never a person's name.

Owns: what the channel is told on which day, and that the latest post stays true while it is the last word.
Must not: tell anybody in person. Source: conversation.md "Where".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.contracts import Post, Reminder, Watch
from bot.flows import facts
from cards import reminders as cards
from domain.calendar import as_at, as_long
from domain.ladders import on
from domain.reminders import Due, Priority, Shape
from domain.returns import return_id
from domain.rounds import Round, grid
from domain.small_words import without_small
from storage import reminders as kept

NAME = "channel"
LONGEST = 12
"""Records named in one list; the rest is counted. Source: ours, within a phone's screen."""
LOOK_BACK = timedelta(days=4)
"""After downtime, matters of so many days are still said once, as they stand today. Source: ours."""
TRUE_FOR = timedelta(days=6)
"""A post is kept true for so long. Source: ours; a week's list ends with the week."""


def due(watch: Watch) -> Iterator[Due]:
    """One occurrence a day, when there is anything to say."""
    since = watch.since or watch.now
    rules = facts.ladders(watch)
    today = watch.days.instant(watch.today, rules.channel_at)
    if not since < today <= watch.now:
        return
    first = max(since.astimezone(watch.group.zone).date() + timedelta(days=1), watch.today - LOOK_BACK)
    first = min(first, watch.today)
    said = lines(watch, first, watch.today)
    if not said:
        return
    yield Due(
        reminder=NAME,
        subject=NAME,
        rung="post",
        day=watch.today,
        at=rules.channel_at,
        title="For the group today",
        text="\n".join(said),
        why="group reminders: returns, pack and meeting dates, and on Mondays what is due this week",
        shape=Shape.CHANNEL,
        priority=Priority.SOON,
        series=f"{first:%Y-%m-%d}",
        last_day=watch.today,
    )


def act(watch: Watch, occurrence: Due) -> tuple[Post, ...]:
    """The day's one post."""
    key = f"{NAME}/{occurrence.day:%Y-%m-%d}/{occurrence.series}"
    card = cards.channel(occurrence.text.splitlines(), as_at(watch.now))
    return (Post("channel", key, card, to_channel=True, subject=NAME),)


def upkeep(watch: Watch) -> Iterator[Post]:
    """The latest post, edited in place when what it says has changed and nothing newer stands in its place."""
    rows = kept.posted(watch.session, f"{NAME}/", watch.today - TRUE_FOR)
    originals = [r for r in rows if not r.edits]
    if not originals:
        return
    key = originals[-1].key
    _, day, first = key.split("/")
    if not originals[-1].activity_id:
        return  # it is on its way, or was lost; there is nothing to edit
    said = lines(watch, date.fromisoformat(first), date.fromisoformat(day))
    card = cards.channel(said, as_at(watch.now))
    shown = [r for r in rows if key in {r.key, r.edits}][-1]
    if _words(shown.twin) != _words(card.twin):
        tail = f"{NAME}-edit/{key}/{watch.now:%Y%m%dT%H%M%S}"
        yield Post("live", tail, card, to_channel=True, edits=key, subject=NAME)


def lines(watch: Watch, first: date, day: date) -> list[str]:
    """What is said in the post of a day, for the matters of `first` to `day`, each as it stands now."""
    said = [line for rnd in facts.rounds(watch) for line in _of_round(watch, rnd, first, day)]
    monday = day - timedelta(days=day.weekday())
    opening = watch.days.add_working_days(monday, 0)
    if first <= opening <= day:
        said.extend(_this_week(watch, monday))
    return said


def _of_round(watch: Watch, rnd: Round, first: date, day: date) -> Iterator[str]:
    received = grid(rnd, tuple(facts.returns(watch, rnd).values()))
    if rnd.is_open:
        hits = [r for r in facts.ladders(watch).channel if first <= on(rnd.due, r, watch.days) <= day]
        if hits and rnd.due >= day:
            left = watch.days.working_days_between(day, rnd.due)
            ahead = "today" if rnd.due == day else f"in {_days(left)}, on {as_long(rnd.due)}"
            yield f"Returns for {rnd.name} are due {ahead}. {received.words}."
    if first <= rnd.freeze <= day and rnd.freeze >= day:
        missing = f" Not received: {', '.join(received.outstanding)}." if received.outstanding else ""
        yield f"The round for {rnd.name} closes today and the pack is frozen. {received.words}.{missing}"
    eve = watch.days.add_working_days(rnd.meeting, -1)
    if first <= eve <= day < rnd.meeting:
        at = watch.group.rhythm.meeting_time
        yield f"The group meets on {as_long(rnd.meeting)} at {at:%H:%M}, on {rnd.name}."


def _this_week(watch: Watch, monday: date) -> list[str]:
    sunday = monday + timedelta(days=6)
    items = [
        f"- {a.id} {without_small(a.title)} ({a.trust}), {as_long(a.due)}"
        for a in facts.actions(watch, sunday)
        if a.due >= monday
    ]
    items += [
        f"- {r.id} {without_small(r.title)} ({r.trust}), review {as_long(r.next_review)}"
        for r in facts.risks(watch, sunday)
        if r.next_review is not None and r.next_review >= monday
    ]
    for rnd in facts.rounds(watch):
        if rnd.is_open and monday <= rnd.due <= sunday:
            missing = grid(rnd, tuple(facts.returns(watch, rnd).values())).outstanding
            items += [f"- {return_id(rnd.period, t)} return of {t}, {as_long(rnd.due)}" for t in missing]
    if not items:
        return []
    more = [f"- and {len(items) - LONGEST} more: say actions"] if len(items) > LONGEST else []
    return ["Due this week", *(_nameless(watch, i) for i in items[:LONGEST]), *more]


def _nameless(watch: Watch, text: str) -> str:
    """A title as typed, without a member's name in it: the channel names nobody beside a date."""
    for person in facts.people(watch):
        text = text.replace(person.name, "a member")
    return text


def _days(n: int) -> str:
    words = {1: "one working day", 2: "two working days", 3: "three working days"}
    return words.get(n, f"{n} working days")


def _words(twin: str) -> Sequence[str]:
    """What a post says, without the moment at which it was true."""
    return [line for line in twin.splitlines() if not line.startswith("As at ")]


REMINDERS = (Reminder(NAME, "group reminders in the channel, at most one post a day", due, act=act, upkeep=upkeep),)
