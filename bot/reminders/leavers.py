"""The promise that no risk is left to somebody who is gone: once a month the office hears whose risks need an owner.

Owns: when, and for whom. The actions of leavers are `bot/reminders/actions.py`'s. Must not: hand anything over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.matters import LEFT, gone, press
from domain.handovers import counted
from domain.reminders import Due, Priority
from storage import members
from storage import risks as kept

NAME = "leavers"


def due(watch: Watch) -> Iterator[Due]:
    """On the first working day of the month, one line for each person who left and owns risks."""
    rules = facts.ladders(watch)
    first = watch.days.add_working_days(watch.today.replace(day=1), 0)
    since = watch.since or watch.now
    if not since < watch.days.instant(first, rules.digest_at) <= watch.now:
        return
    for owner, many in Counter(risk.owner for risk in kept.ownerless(watch.session)).items():
        name, subject = members.name_of(watch.session, owner), f"{LEFT}{owner}"
        for person in facts.office(watch):
            yield Due(
                reminder=NAME,
                subject=subject,
                rung="left",
                day=first,
                at=rules.digest_at,
                title=f"{name} is no longer in the group and owns {counted(0, many)}",
                text="Who takes that on? Hand over shows each of them, and goes at once or on a day.",
                why="its owner is no longer in the group (monthly check)",
                to=person.object_id,
                priority=Priority.LINE,
                series=f"m{first:%Y%m}",
                own=False,
                presses=press(subject),
            )


REMINDERS = (
    Reminder(NAME, "leavers: monthly to the office, while any of their risks has no other owner", due, moot=gone),
)
