"""Lines of the report to the board about signals, national changes, learning and the meeting itself.

Owns: their words. Must not: name a person, or let a signal into the public version: signals stay out of the channel.
Source: product.md "MOSS" (never in the general channel); domain guide 1.4 and 6.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.calendar import as_long
from domain.learning import OFFICE
from domain.policies import Level
from domain.report_material import Draft, Material
from domain.reports import Piece
from domain.signals import Status, fired
from domain.summaries import days_late
from domain.triggers import of_actions


def signal_late(m: Material) -> Iterator[Draft]:
    """Those whose day has passed without an outcome."""
    for s in m.signals:
        if s.status == Status.LOGGED and s.due is not None and s.due < m.today:
            text = f"{s.name}, {s.trust}: no outcome is recorded, {days_late(s.due, m.today)}, due {as_long(s.due)}"
            yield Draft((Piece(text),), (s.id,), open=False)


def signal_rule(m: Material) -> Iterator[Draft]:
    """Those that meet a rule for escalation by what they are; that one is late is told by `signal_late`."""
    for s in m.signals:
        met = [f.trigger.words for f in fired((s,), m.today, m.group.escalation.signals) if f.trigger.key != "late"]
        if met:
            text = f"{s.name}, {s.trust}: {'; '.join(met)}; received on {as_long(s.received_on)}, {s.status.words}"
            yield Draft((Piece(text),), (s.id,), open=False)


def stuck(m: Material) -> Iterator[Draft]:
    """Red actions whose day passed long ago."""
    for f in of_actions(m.late.first, m.today, m.group.on_time_days, m.group.escalation):
        yield Draft((Piece(f"{f.title} ({f.trust}): {f.rule}"),), f.ids)


def theme(m: Material) -> Iterator[Draft]:
    """Themes of several trusts, what was learned about them, and that nothing was yet."""
    for p in m.patterns:
        if p.by_trusts:
            learned = m.learned.get(p.theme, ())
            said = f"learned so far: {', '.join(learned)}" if learned else "nothing was shared about it yet"
            head = "A theme of several trusts: "
            pieces = (Piece(f"{head}{p.words[:-1]}", f"{head}{p.outside[:-1]}"), Piece(f"; {said}"))
            yield Draft(pieces, (*p.ids, *learned), open=False)


def signal(m: Material) -> Iterator[Draft]:
    """Those that are open; the report tells a late one as an alert alone."""
    for s in m.signals:
        due = f", an outcome is due by {as_long(s.due)}" if s.status == Status.LOGGED and s.due else ""
        text = f"{s.name}, {s.trust}: received on {as_long(s.received_on)}, {s.status.words}{due}"
        yield Draft((Piece(text),), (s.id,), open=False)


def policy(m: Material) -> Iterator[Draft]:
    """From when, who has not said what it means for them, and where the change is large."""
    for p in m.policies:
        large = [i.trust for i in p.impacts if i.level == Level.LARGE]
        parts = [f"{p.title}: from {as_long(p.effective)}"]
        parts += [f"a large change for {', '.join(large)}"] if large else []
        parts += [f"no answer yet from {', '.join(p.missing)}"] if p.missing else ["every trust has answered"]
        yield Draft((Piece("; ".join(parts)),), (p.id,))


def quorum(m: Material) -> Iterator[Draft]:
    """What the rule of that day missed."""
    held = m.meeting
    if held is not None and not held.quorate:
        missed = "; ".join(p.what for p in held.parts if not p.met)
        yield Draft((Piece(f"The meeting of {as_long(held.day)} was not quorate: {missed}"),), (held.id,))


def learning(m: Material) -> Iterator[Draft]:
    """By trust, never by the name of who wrote it."""
    for entry in m.learning:
        place = "the LMNS office" if entry.trust == OFFICE else entry.trust
        yield Draft((Piece(f"{place} shared: {entry.title}"),), (entry.id,))
