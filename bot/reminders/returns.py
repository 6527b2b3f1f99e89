"""The promise of the returns ladder: nobody forgets a return, nobody is chased, and the pack never waits.

Owns: which returns have reached which rung, and the thanks after the meeting. Must not: decide what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.contracts import Reminder, Watch
from bot.flows import facts
from bot.flows.apart import apart
from bot.flows.promises import RETURNS, at, gone, readers, return_gone, return_line
from bot.flows.used_in import where
from domain.calendar import as_long
from domain.ladders import MORNING, Rung, reached
from domain.reminders import Due, Press, Priority
from domain.returns import Return, return_id
from domain.rounds import Round
from storage.session import SYSTEM

THANKS = Rung("thanks", 1, "your return was part of the pack that the group met on", priority=Priority.LINE, at=MORNING)
"""The working day after the meeting. Source: product.md, "Thank-you / used-in feedback"."""


def due(watch: Watch) -> Iterator[Due]:
    """Rungs of returns that are missing, and thanks for those that came."""
    since = watch.since or watch.now
    for rnd in facts.rounds(watch):
        returns = facts.returns(watch, rnd)
        if rnd.is_open:
            for rung, day in reached(facts.ladders(watch).returns, rnd.due, watch.days, since, watch.now):
                if rung.key == "open" and not rnd.opened_by.startswith(SYSTEM):
                    continue  # whoever opened it by hand sent the requests with it
                for trust in rnd.trusts:
                    if not return_gone(rnd, returns.get(trust)):
                        lines = _rung(watch, rnd, trust, returns.get(trust), (rung, day))
                        yield from apart(watch, return_id(rnd.period, trust), lines)
        yield from _thanks(watch, rnd, returns)


def _rung(watch: Watch, rnd: Round, trust: str, ret: Return | None, step: tuple[Rung, date]) -> Iterator[Due]:
    rung, day = step
    leads = tuple(m.object_id for m in facts.leads(watch, trust))
    base = return_line(watch, rnd, trust, ret, of_others=rung.to != "owner")
    text = f"{base.text} {_more(watch, rnd, rung)}".strip()
    for to in readers(watch, rung.to, leads, trust):
        made = at(base, rung, day, to, base.series)
        yield replace(made, text=text, last_day=rnd.freeze, owner=leads[0] if leads else to)


def _more(watch: Watch, rnd: Round, rung: Rung) -> str:
    tomorrow = as_long(watch.days.add_working_days(watch.today, 1))
    if rung.key == "today":
        return "If it does not come, I write once more on the next working day."
    if rung.key == "warning":
        return (
            f"On {tomorrow} I will let the office know, so that they can help. This is my last message to you about it."
        )
    if rung.key == "hand_over":
        return (
            "It has not come. The trust was told the working day before that I would let you know. You can help, find "
            f"somebody else for it, or let it stand as not received when the pack is frozen on {as_long(rnd.freeze)}."
        )
    return ""


def _thanks(watch: Watch, rnd: Round, returns: dict[str, Return]) -> Iterator[Due]:
    since = watch.since or watch.now
    for rung, day in reached((THANKS,), rnd.meeting, watch.days, since, watch.now):
        for ret in returns.values():
            if ret.received and ret.submitted_by:
                base = return_line(watch, rnd, ret.trust, ret)
                text = f"Thank you. It was in the pack for the meeting on {as_long(rnd.meeting)}."
                text = f"{text} {where(watch.session, ret)}".strip()
                press = (Press("What changed", "say", {"say": "what changed"}),)
                yield replace(at(base, rung, day, ret.submitted_by, "thanks"), text=text, presses=press)


REMINDERS = (
    Reminder(RETURNS, "returns: open, three days before, on the day, fair warning, hand-over", due, moot=gone),
)
