"""What must be asked back before a command can act, and what to offer when nothing was understood.

Owns: the questions, in a member's words. Must not: act, or ask for what was said.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.contracts import Slots
from bot.words.choose import Choice
from bot.words.reading import Reading
from domain.calendar import as_long
from domain.rhythm import month_name, period_of

Ask = Callable[[Slots, Reading], str]

_TRUST = "Which trust?"


def _action(slots: Slots, _: Reading) -> str:
    return "" if slots.record else "Which action?"


def _risk(slots: Slots, _: Reading) -> str:
    return "" if slots.record else "Which risk?"


def _trust(slots: Slots, reading: Reading) -> str:
    return _TRUST if not slots.trusts and not slots.record and len(reading.vocabulary.trusts) > 1 else ""


def _one_trust(slots: Slots, _: Reading) -> str:
    return "For which of your trusts?" if len(slots.trusts) > 1 else ""


def _not_ended(slots: Slots, reading: Reading) -> str:
    if slots.nil and slots.period == period_of(reading.on):
        return f"{month_name(slots.period).split()[0]} has not ended: keep this as a draft until then?"
    return ""


def _reason(slots: Slots, _: Reading) -> str:
    return "" if slots.text else "What is the reason?"


def _holding_up(slots: Slots, _: Reading) -> str:
    return "What is holding it up?" if slots.status == "more time" and not slots.text else ""


def _new_date(slots: Slots, _: Reading) -> str:
    return "To which date?" if slots.status == "more time" and slots.due is None else ""


def _weekend(slots: Slots, _: Reading) -> str:
    day = slots.due
    if day is None or day.weekday() < 5:
        return ""
    return f"{as_long(day)} is a {'Saturday' if day.weekday() == 5 else 'Sunday'}: that day, or the Friday before?"


def _due(slots: Slots, _: Reading) -> str:
    return "By when?" if slots.due is None else ""


def _owner(slots: Slots, _: Reading) -> str:
    return "Who owns it?" if not slots.owner else ""


def _one_each(slots: Slots, _: Reading) -> str:
    return "One action, or one for each trust?" if len(slots.trusts) > 1 else ""


def _grades(slots: Slots, _: Reading) -> str:
    return (
        ""
        if "likelihood" in slots.figures and "consequence" in slots.figures
        else "Likelihood and consequence, each from 1 to 5?"
    )


def _which_grades(slots: Slots, reading: Reading) -> str:
    if reading.has("CLOSEV") and not slots.figures:
        return ""  # a risk that is closed keeps its last score
    score = slots.figures.get("score")
    pairs = [(a, b) for a in range(1, 6) for b in range(1, 6) if a * b == score]
    if score is None:
        return "" if slots.figures else "Likelihood and consequence, each from 1 to 5?"
    if not pairs:
        return f"{score:g} is not a score of the matrix. Likelihood and consequence, each from 1 to 5?"
    said = " or ".join(f"likelihood {a} and consequence {b}" for a, b in pairs)
    return f"{said[0].upper()}{said[1:]}?"


def _return_month(slots: Slots, _: Reading) -> str:
    return "" if slots.period or slots.record else "Which month's return?"


def _verdict(slots: Slots, _: Reading) -> str:
    return "" if slots.status else "Assured, partially assured or not assured?"


def _colour_of(slots: Slots, reading: Reading) -> str:
    plain = slots.status in {"red", "amber", "green"} and not reading.has("ACTION", "RISK")
    return "Actions or risks?" if plain else ""


def _who(slots: Slots, reading: Reading) -> str:
    if slots.owner:
        return f"Which {slots.owner}, if more than one?"
    return (
        ""
        if slots.trusts or slots.status or slots.record or reading.has("ACTION", "RETURN")
        else "Whom shall I remind?"
    )


def _until(slots: Slots, _: Reading) -> str:
    return "Until which day?" if slots.until is None else ""


def _past_day(slots: Slots, reading: Reading) -> str:
    if slots.due_before is not None and slots.due_before >= reading.on:
        return ""
    past = (
        w.ahead[0 if w.lead == "before" else 1] for w in reading.whens if w.lead in _BEFORE and w.ahead[1] < reading.on
    )
    day = next(past, None)
    return "" if day is None else f"{as_long(day)} has passed: due before which day?"


_BEFORE = frozenset({"by", "before", "prior to", "due"})


def _one_record(_: Slots, reading: Reading) -> str:
    first = reading.records[0].noun if reading.records else ""
    more = [n.id for n in reading.records[1:] if n.noun == first]
    return f"And {', '.join(more)} too?" if more else ""


def _measure_trust(slots: Slots, _: Reading) -> str:
    return "" if slots.trusts or slots.period else "Which trust, or all of them?"


def _text(slots: Slots, _: Reading) -> str:
    return "" if slots.text else "What shall it say?"


ASKS: dict[str, tuple[Ask, ...]] = {
    "submit": (_one_trust, _not_ended),
    "correct_return": (_one_trust, _reason),
    "review_return": (_trust, _return_month, _verdict),
    "actions": (_colour_of, _past_day),
    "action": (_action,),
    "new_action": (_one_each, _text, _owner, _due, _weekend),
    "update_action": (_action, _one_record, _new_date, _holding_up, _weekend),
    "risk": (_risk, _one_record),
    "new_risk": (_text, _grades),
    "review_risk": (_risk, _one_record, _which_grades),
    "escalate_risk": (_risk, _one_record),
    "signal": (_trust,),
    "measure": (_measure_trust,),
    "decision": (_text,),
    "policy": (_text,),
    "remind": (_who,),
    "away": (_until,),
    "snooze": (_until,),
    "share_learning": (_text,),
    "history": (lambda slots, _: "" if slots.record else "Of which record?",),
}
"""Questions by command; those that have an answer are not asked."""


def ask(command: str, slots: Slots, reading: Reading) -> tuple[str, ...]:
    """What must be asked back, at most three questions."""
    found = [question(slots, reading) for question in ASKS.get(command, ())]
    return tuple(q for q in found if q)[:3]


NEAREST: dict[str, tuple[str, ...]] = {
    "chair": ("returns", "what_changed", "actions", "risks"),
    "deputy": ("returns", "what_changed", "actions", "risks"),
    "coordinator": ("returns", "remind", "calendar", "help"),
    "trust_lead": ("submit", "my_actions", "risks", "help"),
    "member": ("my_actions", "risks", "summary", "help"),
    "observer": ("summary", "explain", "help"),
}
"""What to offer each role when nothing came near; the first ones are the commonest."""
CHAIRS_ONLY = frozenset(
    {"review_return", "post_summary", "report", "open_round", "close_round", "import", "add_member", "remind", "pack"}
)


def suggestions(ranking: tuple[Choice, ...], reading: Reading) -> tuple[str, ...]:
    """Two to four commands: those that fitted at all, then the commonest of this role."""
    fitting = [c.command for c in ranking if c.command not in {"unknown", "greeting"}]
    if reading.role in {"member", "observer", "trust_lead"}:
        fitting = [c for c in fitting if c not in CHAIRS_ONLY]
    usual = NEAREST.get(reading.role, NEAREST["member"])
    if reading.themes and reading.role != "observer":  # a bare theme: what there is about it
        usual = ("risks", "themes", "actions", "evidence")
        fitting = []
    return tuple(dict.fromkeys([*fitting[:2], *usual]))[:4]
