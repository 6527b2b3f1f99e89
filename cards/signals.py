"""Forms and cards of external signals: logging one, reading it back, its clock, its outcome.

Owns: how a signal is asked and read, in neutral words. Must not: rank trusts, or be posted to the general channel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards import forms
from cards.forms import EMPTY, Choice, Day, Field, Refill, Text
from cards.kit import (
    JSON,
    Card,
    button,
    buttons,
    card,
    errors,
    facts,
    group,
    heading,
    notice,
    quoted,
    status,
    subtle,
    words,
)
from domain.calendar import as_long
from domain.signal_kinds import KINDS, Kind
from domain.signals import Signal, Status

Pairs = tuple[tuple[str, str], ...]

PAGE = 5
"""Signals on one page. Source: product.md "Short: 5 rows, 1 screen"."""
SOON = 2
"""Working days before the due day from which a signal is marked to watch. Source: ours."""
RULES = "Rules for escalation that it meets"
PRIVATE = "For the chair, the deputy chair, the LMNS office and the trust's leads only."
OUTCOME: tuple[Field, ...] = (
    Day("on", "Done on", required=True),
    Text(
        "outcome",
        "What the check or the answer found",
        required=True,
        hint="In neutral words, without names",
        longest=1_000,
        lines=True,
    ),
    Text("learning", "Learning worth sharing", longest=600, lines=True),
)
REASON: Mapping[str, tuple[Field, ...]] = {
    "close": (Text("reason", "Why it can be closed", required=True, longest=400, lines=True),),
    "withdraw": (Text("reason", "What went wrong", required=True, longest=400, lines=True),),
}
BUTTONS = (
    ("Record the outcome", "signal.outcome"),
    ("Create action", "action.new"),
    ("Close", "signal.close"),
    ("Correct it", "signal.correct"),
    ("Logged by mistake", "signal.withdraw"),
)
"""Buttons of a signal in the order in which they are wanted; more than four go under the overflow."""


@dataclass(frozen=True, slots=True)
class View:
    """What a signal's card is told besides the signal."""

    today: date
    as_at: str
    left: int | None = None
    """Working days until the due day, negative when it has passed; None without one."""
    may: frozenset[str] = frozenset()
    actions: tuple[str, ...] = ()
    """Linked actions, each with its state in words."""
    rules: tuple[str, ...] = ()
    """Words of the rules for escalation that it meets."""
    note: str = ""


def kinds(typed: Mapping[str, Any], *, waiting: int) -> Card:
    """Which kind? What was said goes along with the answer."""
    made = [button(k.name, "signal.new", kind=k.key, **typed) for k in KINDS.values()]
    return card(
        "Log a signal",
        words("Which kind of signal came from outside? Each starts its own clock."),
        facts([(k.name, k.clock) for k in KINDS.values()]),
        buttons(*made[:3]),
        buttons(*made[3:]),
        subtle("No names of patients or colleagues, and no case numbers."),
        actions=[button(f"Signals under way ({waiting})", "signal.list", offset=0)],
    )


def fields(kind: Kind, trusts: Pairs) -> tuple[Field, ...]:
    """What is asked of a signal of this kind."""
    asked: list[Field] = [Choice("trust", "Trust", required=True, choices=trusts)]
    if kind.site:
        asked.append(Text("site", "Site", required=True, hint="As the signal names it", longest=80))
    if kind.levels:
        asked.append(Choice("level", "Level", required=True, choices=kind.levels))
    asked.append(Day("received", "Day of the signal", required=True, hint="Its clock runs from this day"))
    if kind.days is None:
        asked.append(Day("asked", "Answer asked for by"))
    asked.append(
        Text(
            "what",
            "What it says",
            required=True,
            hint="In neutral words. No names, no case numbers",
            longest=600,
            lines=True,
        )
    )
    return tuple(asked)


def ask(kind: Kind, shown: Sequence[Field], refill: Refill = EMPTY, *, of: Signal | None = None) -> Card:
    """The form, new or to correct `of`."""
    data: JSON = {"kind": kind.key, **refill.sure("asked")}
    if of is not None:
        data |= {"record": of.id, "version": of.version}
    return card(
        f"Log: {kind.name}" if of is None else f"{of.id}: correct it",
        errors(refill.fault_words),
        notice(kind.neutral, "plain"),
        words(f"{kind.asks[:1].upper()}{kind.asks[1:]} is due {kind.clock}."),
        *forms.inputs(shown, refill.values, refill.revision),
        subtle(f"Clock: {kind.source}, {kind.version}."),
        actions=[button("Read it back", "signal.draft", style="positive", **data)],
    )


def read_back(signal: Signal, view: View, typed: Mapping[str, Any], hint: str) -> Card:
    """Everything once more before it is kept; `typed` goes along with both buttons."""
    data: JSON = {"kind": signal.kind, "typed": dict(typed)}
    if signal.version:
        data |= {"record": signal.id, "version": signal.version}
    return card(
        f"Read it back: {signal.sort.name}",
        quoted(signal.what),
        facts(_facts(signal)),
        words(f"{_clock(signal, view)}."),
        notice(hint, "plain") if hint else None,
        subtle(f"Nothing is saved yet. {signal.sort.neutral} {PRIVATE}"),
        actions=[
            button("Save", "signal.save", style="positive", **data),
            button("Change", "signal.edit", **data),
        ],
    )


def show(signal: Signal, view: View) -> Card:
    """One signal, its clock, its outcome."""
    return card(
        f"{signal.id}: {signal.name}",
        notice(view.note, "good") if view.note else None,
        status(*_state(signal, view)),
        words(signal.sort.neutral),
        quoted(signal.what),
        facts([*_facts(signal), ("Logged", f"{as_long(signal.logged_on)}, by {signal.by_name}")]),
        *([heading("Outcome"), *_outcome(signal)] if signal.checked_on else []),
        *([heading("Actions"), *(words(f"- {line}") for line in view.actions)] if view.actions else []),
        *([words(f"{_over(signal)}:"), quoted(signal.closed_reason)] if signal.closed_on else []),
        *([heading(RULES), *(words(f"- {r}") for r in view.rules)] if view.rules else []),
        actions=[
            *(_button(signal, title, verb) for title, verb in BUTTONS if verb in view.may),
            button("History", "say", say=f"history {signal.id}"),
        ],
        as_at=f"As at {view.as_at}. {PRIVATE}",
    )


def told(signal: Signal, what: str, view: View) -> Card:
    """What those concerned get when it was logged or moved on."""
    return card(
        f"{signal.id}: {what}",
        words(f"{signal.trust}: {signal.name}."),
        quoted(signal.what if not signal.outcome else signal.outcome),
        words(f"{_clock(signal, view)}."),
        subtle(f"{signal.sort.neutral} {PRIVATE}"),
        actions=[button("Open", "signal.open", record=signal.id)],
    )


def listed(page: Sequence[tuple[Signal, View]], as_at: str, *, total: int, offset: int) -> Card:
    """A page of the signals under way, the one that asks first at the top."""
    onward = offset + len(page)
    shown = f"Shown: {offset + 1} to {onward} of {total}, by the day they ask for." if page else "No signal is open."
    more = [button("More", "signal.list", offset=onward)] if onward < total else []
    return card(
        "Signals under way",
        words(shown),
        *(_row(signal, view) for signal, view in page),
        actions=[*more, button("Log a signal", "say", say="signal")],
        as_at=f"As at {as_at}. {PRIVATE}",
    )


def outcome(signal: Signal, refill: Refill) -> Card:
    """The form for what the check found."""
    known = {"outcome": signal.outcome, "learning": signal.learning}
    return _form(signal, "record the outcome", "Save", "signal.save_outcome", OUTCOME, known, refill)


def reason(signal: Signal, key: str, refill: Refill = EMPTY) -> Card:
    """The form for closing it, or for taking it back."""
    title, press = ("close", "Close") if key == "close" else ("logged by mistake", "Take it back")
    return _form(signal, title, press, f"signal.save_{key}", REASON[key], {}, refill)


def _form(
    signal: Signal,
    title: str,
    press: str,
    verb: str,
    asked: Sequence[Field],
    known: Mapping[str, Any],
    refill: Refill,
) -> Card:
    data: JSON = {"record": signal.id, "version": signal.version}
    return card(
        f"{signal.id}: {title}",
        errors(refill.fault_words),
        words(f"{signal.trust}: {signal.name}. {signal.sort.neutral}"),
        *forms.inputs(asked, {**known, **refill.values}, refill.revision),
        actions=[
            button(press, verb, style="positive", **data),
            button("Back", "signal.open", inputs=False, record=signal.id),
        ],
    )


def _button(signal: Signal, title: str, verb: str) -> JSON:
    if verb == "action.new":
        return button(title, verb, why=signal.id, trust=signal.trust)
    return button(title, verb, record=signal.id, version=signal.version)


def _facts(signal: Signal) -> list[tuple[str, str]]:
    level = dict(signal.sort.levels).get(signal.level, "")
    found = [("Trust", signal.trust), ("Site", signal.site), ("Level", level)]
    due = as_long(signal.due) if signal.due else "no date was asked for"
    return [
        *((label, said) for label, said in found if said),
        ("Day of the signal", as_long(signal.received_on)),
        ("Due", f"{due} ({signal.sort.asks})"),
    ]


def _outcome(signal: Signal) -> list[JSON]:
    done = as_long(signal.checked_on) if signal.checked_on else ""
    found = [words(f"Done on {done}:"), quoted(signal.outcome)]
    return [*found, words("Learning:"), quoted(signal.learning)] if signal.learning else found


def _over(signal: Signal) -> str:
    day = as_long(signal.closed_on) if signal.closed_on else ""
    said = "Closed" if signal.status == Status.CLOSED else "Taken back"
    return f"{said} on {day} by {signal.closed_name}"


def _clock(signal: Signal, view: View) -> str:
    """`The critical safety check is due 3 December 2026, in 8 working days`."""
    if signal.status != Status.LOGGED:
        return signal.status.words.capitalize()
    asks = signal.sort.asks
    if signal.due is None or view.left is None:
        return f"No date was asked for {asks}"
    return f"{asks[:1].upper()}{asks[1:]} is due {as_long(signal.due)}, {_left(view.left, signal.due == view.today)}"


def _left(left: int, today: bool) -> str:
    if today:
        return "today"
    n = abs(left)
    days = "1 working day" if n == 1 else f"{n} working days"
    return f"in {days}" if left >= 0 else f"{days} ago"


def _state(signal: Signal, view: View) -> tuple[str, str]:
    if signal.status != Status.LOGGED:
        return signal.status.words, "done" if signal.status == Status.CLOSED else "plain"
    tone = "plain" if view.left is None or view.left > SOON else "watch" if view.left >= 0 else "attention"
    return f"{signal.status.words}. {_clock(signal, view)}", tone


def _row(signal: Signal, view: View) -> JSON:
    return group(
        words(f"{signal.id} ({signal.trust}): {signal.name}"),
        status(*_state(signal, view)),
        buttons(button(f"Open {signal.id}", "signal.open", record=signal.id)),
        separator=True,
    )
