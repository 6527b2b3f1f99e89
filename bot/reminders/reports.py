"""The promise of a published report: everybody whose return it used hears once where.

Owns: when, and whom. Must not: decide what is sent, or say what the channel did not see (`bot/flows/used_in.py`).
Source: product.md, "Thank-you / used-in feedback" and "Nothing came back".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.used_in import in_report
from domain.calendar import as_long
from domain.ladders import MORNING, Rung, reached
from domain.people import ObjectId
from domain.reminders import Due, Press, Priority
from storage import reports as kept
from storage import returns as kept_returns

NAME = "reports"
USED = Rung("used", 1, "a report that used your return was posted", priority=Priority.LINE, at=MORNING)
"""The working day after it was posted. Source: ours, as after the meeting."""
BACK = timedelta(days=14)
"""How long ago a report may have been posted. Source: ours, longer than holidays stretch a working day."""


def due(watch: Watch) -> Iterator[Due]:
    """The first report of a month that was posted; a later edition is no news to those who sent a return."""
    since = watch.since or watch.now
    for report in kept.posted_since(watch.session, watch.now - BACK):
        posted = report.posted_at
        if posted is None or kept.posted_before(watch.session, report.period, posted):
            continue
        day_posted = posted.astimezone(watch.group.zone).date()
        for rung, day in reached((USED,), day_posted, watch.days, since, watch.now):
            for ret in kept_returns.of_period(watch.session, report.period):
                to = facts.member(watch, ret.submitted_by)
                text = in_report(watch.session, ret, report) if to is not None and ret.received else ""
                if to is not None and text:
                    yield Due(
                        reminder=NAME,
                        subject=ret.id,
                        rung=rung.key,
                        day=day,
                        at=rung.at,
                        title=f"{ret.id}: used in the report to the board",
                        text=f"Thank you. The report was posted on {as_long(day_posted)}. {text}",
                        why=rung.why,
                        to=ObjectId(to.object_id),
                        priority=rung.priority,
                        series="report",
                        own=False,
                        presses=(Press("Read it", "report.read", {"report": report.id}),),
                        trust=ret.trust,
                    )


REMINDERS = (Reminder(NAME, "reports: whoever sent a return hears once where a posted report used it", due),)
