"""What commands about reminders share: the watch of a turn, a message's lines as they stand, who is meant by a name.

Owns: rebuilding a message's card after a press, and `remind NAME|TRUST`. Must not: send.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.contracts import Context, Post, Watch
from bot.flows import facts, matters, planning
from bot.flows.calendars import calendar_of
from bot.flows.promises import for_cover, gone, line, owed_by
from cards.kit import Card
from cards.reminders import ENDED, PUT_OFF, Row, message, row
from domain.action_steps import ACKNOWLEDGED
from domain.actions import Status
from domain.calendar import as_long
from domain.fairness import Plan, decide, opening
from domain.people import Member, ObjectId
from domain.refusals import Invalid, NotFound
from domain.reminders import Due, Priority, Verdict
from storage import absences, members
from storage import actions as kept_actions
from storage import reminders as kept

REMIND = "remind"
ASKED = "the chair or the office asked me to remind you"
LEFT = "left"
"""The rung of the monthly look for owners who left."""
STARTED = timedelta(minutes=1)
UNDONE = ("another", "closed", Status.NOT_DOING.words, "not there")
"""In the reason why nothing more is needed: it ended without being done, and nobody is thanked for it."""


def watch_of(ctx: Context) -> Watch:
    """The group as the turn finds it."""
    return Watch(ctx.group, ctx.session, ctx.now, calendar_of(ctx.group))


def named(ctx: Context, said: str) -> list[Member]:
    """The active members whom a name as said may mean: the whole name, else a first name or surname, else a part."""
    wanted = " ".join(said.lower().replace("'s", "").split())
    everybody = members.everybody(ctx.session)
    if not wanted:
        return []
    for fits in (
        lambda m: m.name.lower() == wanted,
        lambda m: wanted in m.name.lower().split(),
        lambda m: m.name.lower().startswith(wanted),
    ):
        found = [m for m in everybody if fits(m)]
        if found:
            return found
    return []


def one(ctx: Context, said: str) -> Member:
    """The one member meant. Raises `NotFound`, or `Invalid` when several fit."""
    found = named(ctx, said)
    if not found:
        raise NotFound(f"a member called {said}")
    if len(found) > 1:
        names = ", ".join(m.name for m in found[:6])
        raise Invalid("Name", f"'{said}' may be {names}. Please say the whole name.")
    return found[0]


def rows_of(watch: Watch, key: str, settled: dict[str, str] | None = None) -> list[Row]:
    """The lines of a message as they stand now. `settled`: what just became of a record, in words."""
    rows: list[Row] = []
    for entry in kept.of_message(watch.session, key):
        if entry.state != Verdict.SENT:
            continue
        owed = line(watch, entry.subject, entry.debtor)
        done = (settled or {}).get(entry.subject, "") or _done(watch, entry, owed)
        absent = entry.meant_for if entry.person != entry.meant_for else ""
        cover = members.name_of(watch.session, absent) if absent else ""
        if owed is None:
            presses = () if done else matters.press(entry.subject)
            rows.append(Row(entry.subject, entry.title, "", presses, done))
        else:
            mine = for_cover(watch, owed, ObjectId(entry.person)) if cover else owed
            rows.append(row(mine, cover, done, absent))
    return rows


def open_still(watch: Watch, entry: kept.Occurrence) -> bool:
    """Whether a line of a message is neither settled, put off nor answered: told without drawing it."""
    if gone(watch, entry.subject, entry.debtor):
        return False
    snooze = absences.snooze_of(watch.session, entry.subject, entry.meant_for)
    if snooze is not None and snooze.until > watch.today:
        return False
    return not (entry.own and _answered(watch, entry))


def redrawn(watch: Watch, key: str, settled: dict[str, str] | None = None, faults: Sequence[str] = ()) -> Card:
    """A message's card as it stands now; `faults`: why a press on it was not taken."""
    sent = [e for e in kept.of_message(watch.session, key) if e.state == Verdict.SENT]
    why = "; ".join(dict.fromkeys(e.reason for e in sent))
    return message(rows_of(watch, key, settled), key, why or "it was due when I wrote", faults=faults)


def meant_for(watch: Watch, key: str, record: str, person: ObjectId) -> ObjectId:
    """Whose promise a line of a message is: the reader's own, or that of somebody they cover."""
    for entry in kept.of_message(watch.session, key):
        if entry.subject == record and entry.person == person:
            return ObjectId(entry.meant_for)
    return person


def _done(watch: Watch, entry: kept.Occurrence, owed: Due | None) -> str:
    if owed is None:
        why = gone(watch, entry.subject, entry.debtor)
        if not why and matters.press(entry.subject):
            return ""  # it has no line of its own and waits still
        return f"{ENDED}: {why}" if any(word in why for word in UNDONE) else "Done - thank you"
    snooze = absences.snooze_of(watch.session, entry.subject, entry.meant_for)
    if snooze is not None and snooze.until > watch.today:
        return f"{PUT_OFF} to {as_long(snooze.until)}"
    return _answered(watch, entry) if entry.own else _taken_on(watch, entry)


def _taken_on(watch: Watch, entry: kept.Occurrence) -> str:
    """Who has what a leaver owned, once somebody does."""
    action = kept_actions.get(watch.session, entry.subject) if entry.rung == LEFT else None
    if action is None or facts.member(watch, action.owner) is None:
        return ""
    return f"{action.owner_name} has it now - thank you"


def _answered(watch: Watch, entry: kept.Occurrence) -> str:
    """What its owner, or their cover, said of an action since the message: that line stays answered."""
    action = kept_actions.get(watch.session, entry.subject) if entry.subject.startswith("ACT-") else None
    said = next((u for u in action.updates if u.what != ACKNOWLEDGED), None) if action is not None else None
    if action is None or said is None:
        return ""
    theirs = said.at >= entry.decided_at and said.name.endswith(action.owner_name)
    return f"{said.what[:1].upper()}{said.what[1:]} - thank you" if theirs else ""


# ---------------------------------------------------------------- remind NAME or TRUST


@dataclass(frozen=True, slots=True)
class Request:
    """Whom `remind` is about; as data on its button."""

    person: str = ""
    trusts: tuple[str, ...] = ()
    record: str = ""
    overdue: bool = False
    before: date | None = None
    words: str = ""
    """Part of the titles that are meant."""

    @property
    def data(self) -> dict[str, str]:
        """For the button."""
        return {
            "person": self.person,
            "trusts": ",".join(self.trusts),
            "record": self.record,
            "overdue": "yes" if self.overdue else "",
            "before": self.before.isoformat() if self.before else "",
            "words": self.words,
        }

    @classmethod
    def of(cls, data: dict[str, str]) -> Request:
        """From the button."""
        return cls(
            data.get("person", ""),
            tuple(t for t in data.get("trusts", "").split(",") if t),
            data.get("record", ""),
            data.get("overdue", "") == "yes",
            date.fromisoformat(data["before"]) if data.get("before") else None,
            data.get("words", ""),
        )


def decided(watch: Watch, request: Request) -> tuple[Plan, datetime]:
    """What `Send` would do now, by the same rules as everything else, and when the messages would leave."""
    rules = facts.ladders(watch)
    leaves = opening(watch.now, rules, watch.days)
    when = leaves.astimezone(watch.group.zone)
    dues = [_asked(d, when) for d in _meant(watch, request)]
    ledger = kept.ledger(watch.session, watch.group.zone)
    ledger = replace(ledger, since={**ledger.since, REMIND: when - STARTED})
    return decide(dues, when.replace(second=59, microsecond=0), ledger, rules, watch.days), leaves


def on_its_way(watch: Watch, request: Request, plan: Plan) -> list[Due]:
    """Lines that were asked for and are not decided anew: their message waits for the same moment already."""
    decided_now = {(d.due.subject, d.due.to) for d in plan.decisions}
    return [d for d in _meant(watch, request) if (d.subject, d.to) not in decided_now]


def sent(watch: Watch, plan: Plan, leaves: datetime) -> tuple[Post, ...]:
    """The messages of a plan as posts, and its decisions kept; what waits stays for the next digest."""
    kept.keep(watch.session, [d for d in plan.decisions if d.verdict != Verdict.WAITS])
    return tuple(replace(planning.write(watch, m), not_before=leaves) for m in plan.messages)


def by_person(lines: Iterable[Due]) -> dict[str, list[Due]]:
    """Lines by the person they are for."""
    found: dict[str, list[Due]] = {}
    for due in lines:
        found.setdefault(due.to, []).append(due)
    return found


def in_short(lines: Sequence[Due]) -> str:
    """Titles and dates of some lines, in one sentence."""
    said = [f"{d.title} ({d.text[:1].lower()}{d.text[1:].split('.')[0]})" for d in lines[:3]]
    more = f", and {len(lines) - 3} more" if len(lines) > 3 else ""
    return "; ".join(said) + more


def _meant(watch: Watch, request: Request) -> list[Due]:
    lines = [d for d in owed_by(watch, request.person, request.trusts) if _wanted(d, request, watch.today)]
    said = [w for w in request.words.lower().split() if len(w) > 3]
    return [d for d in lines if said and all(w in d.title.lower() for w in said)] or lines


def _wanted(due: Due, request: Request, today: date) -> bool:
    record_due = due.record_due or date.max
    return (
        (not request.record or due.subject == request.record)
        and (not request.overdue or record_due < today)
        and (request.before is None or record_due <= request.before)
    )


def _asked(due: Due, when: datetime) -> Due:
    return replace(
        due,
        reminder=REMIND,
        rung="asked",
        day=when.date(),
        at=when.time().replace(second=0, microsecond=0),
        why=ASKED,
        priority=Priority.TODAY,
        series=f"{when:%H%M}",
    )
