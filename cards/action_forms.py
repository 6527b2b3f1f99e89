"""Forms of an action: the update, more time, and what the chair or the office decides about it.

Owns: which questions each asks and how its answers are read. Must not: decide who may press.
Buttons are titled as in conversation.md. The new action is `cards/new_actions.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from cards import forms
from cards.actions import TONE, due_words, trust_words
from cards.forms import Choice, Day, Field, Number, Text, YesNo
from cards.kit import JSON, Card, button, buttons, card, errors, heading, notice, quoted, status, subtle, words
from cards.my_actions import STEPS
from domain.actions import BARRIERS, THIRD, Action, Line, Request, Status
from domain.brag import Brag
from domain.calendar import as_long
from domain.handovers import counted
from domain.people import Member
from domain.refusals import Invalid

Typed = Mapping[str, Any]

LONG = 1_000
"""Longest remark, characters. Source: ours."""
REASON = Text("reason", "Reason", required=True, longest=LONG, lines=True)
MOST_PEOPLE = 80
"""People offered in a list; in a larger group the name is typed. Source: ours, within the 28 KB of a card."""
EVIDENCE = Text(
    "evidence", "Evidence: a link, or which document and where", longest=500, hint="No details of patients, please"
)


def _trust(lines: Sequence[Line]) -> Choice:
    return Choice("trust", "For which trust", choices=tuple((x.trust, f"{x.trust}, {x.status.words}") for x in lines))


# ---------------------------------------------------------------- update


def update_fields(action: Action) -> tuple[Field, ...]:
    """What an update asks: all of it may be left out."""
    found: list[Field] = []
    if action.status == Status.OPEN:
        found += [
            Text("text", "What is new", longest=LONG, lines=True),
            Number("progress", "Progress in per cent", low=0, high=100),
            Choice("barrier", "What stands in the way", choices=(("none", "Nothing"), *BARRIERS.items())),
        ]
    else:
        found.append(Text("text", "What the evidence shows", longest=LONG, lines=True))
    found.append(EVIDENCE)
    if action.shared:
        found.append(_trust(action.all_lines))
    return tuple(found)


def update(
    action: Action,
    brag: Brag,
    typed: Typed,
    *,
    understood: str = "",
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The update form. `understood` reads back what was said in words; nothing is saved before a press."""
    data: dict[str, Any] = {"record": action.id, "version": action.version}
    stands: dict[str, Any] = {"progress": action.progress, "barrier": action.barrier}
    return card(
        f"Update {action.id}",
        errors([f.words for f in faults]),
        notice(understood, "plain") if understood else None,
        quoted(action.title),
        status(brag.words, TONE[brag.colour]),
        subtle(f"{trust_words(action)}. {due_words(action)}"),
        subtle(f"Evidence wanted: {action.evidence_required}") if action.evidence_required else None,
        *forms.inputs(update_fields(action), {**stands, **typed}, revision),
        *_update_buttons(action, data),
    )


def _update_buttons(action: Action, data: Mapping[str, Any]) -> list[JSON]:
    give = button("Give evidence", "action.evidence", style="positive", **data)
    if action.status != Status.OPEN:
        return [buttons(give)]
    quick = [button(title, "action.update", step=step, **data) for step, title in STEPS.items() if step != "delivered"]
    return [
        buttons(*quick),
        buttons(
            button(STEPS["delivered"], "action.update", step="delivered", **data),
            button("Ask for more time", "action.time_open", **data),
            *([give] if any(x.status == Status.DELIVERED for x in action.all_lines) else ()),
        ),
    ]


# ---------------------------------------------------------------- more time


def time_fields(action: Action, today: date) -> tuple[Field, ...]:
    """The new date, why, and what was agreed."""
    earliest = max(action.due, today) + timedelta(1)
    return (
        Day("due", "New date", required=True, earliest=earliest),
        Text("reason", "Why more time is needed", required=True, longest=LONG, lines=True),
        Text("agreed", "What is agreed meanwhile, and with whom", longest=LONG, lines=True),
    )


def more_time(
    action: Action,
    today: date,
    typed: Typed,
    *,
    understood: str = "",
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Asks for a new date; the chair decides."""
    third = action.slips + 1 >= THIRD
    data: dict[str, Any] = {"record": action.id, "version": action.version, **forms.sure(faults, typed, "due")}
    return card(
        f"More time for {action.id}",
        errors([f.words for f in faults]),
        notice(understood, "plain") if understood else None,
        quoted(action.title),
        subtle(f"{due_words(action)} The first date always stays on record."),
        notice(f"This would be change number {action.slips + 1} of the date.", "watch") if third else None,
        *forms.inputs(time_fields(action, today), typed, revision),
        actions=[
            button("Ask for more time", "action.time", style="positive", **data),
            button("Back", "action.update_open", inputs=False, record=action.id),
        ],
    )


DECISION = Text("reason", "A word to the owner", longest=LONG, lines=True, hint="Needed when you decline")


def request_mark(asked: Request, due: date) -> str:
    """Tells one request from another: from which date to which, and when it was asked."""
    return f"{due.isoformat()}/{asked.to.isoformat()}/{asked.at.isoformat()}"


def decide(
    action: Action,
    brag: Brag,
    *,
    typed: Typed | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The chair's card: what is asked for, why, what is agreed, and how often the date moved before."""
    asked = action.request
    if asked is None:
        return card(action.id, words("Nobody is waiting for an answer about its date."), actions=[_open(action)])
    data: dict[str, Any] = {"record": action.id, "version": action.version}
    data["asked"] = request_mark(asked, action.due)
    third = action.slips + 1 >= THIRD
    return card(
        f"More time for {action.id}?",
        errors([f.words for f in faults]),
        quoted(action.title),
        status(brag.words, TONE[brag.colour]),
        words(f"{asked.name} asks to move it from {as_long(action.due)} to {as_long(asked.to)}."),
        words("Why:"),
        quoted(asked.reason),
        words("Agreed meanwhile:"),
        quoted(asked.agreed or "nothing said"),
        words(f"{trust_words(action)}. {due_words(action)} Progress {action.progress} %."),
        notice(f"It would be change number {action.slips + 1} of the date: this is for you to decide.", "watch")
        if third
        else None,
        words("You wanted to discuss it first.") if asked.discuss else None,
        *forms.inputs([DECISION], typed or {}, revision),
        actions=[
            button("Approve", "action.decide", answer="approve", style="positive", **data),
            button("Decline", "action.decide", answer="decline", **data),
            button("Discuss", "action.decide", answer="discuss", **data),
        ],
    )


# ---------------------------------------------------------------- assurance


def assure_fields(action: Action) -> tuple[Field, ...]:
    """A word, and for a shared action the trust."""
    said = Text("reason", "What is still missing, or a word of thanks", longest=LONG, lines=True)
    waiting = [x for x in action.all_lines if x.status == Status.EVIDENCED]
    return (said, _trust(waiting)) if action.shared else (said,)


def assure(
    action: Action,
    *,
    typed: Typed | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """A second person looks at the evidence."""
    data: dict[str, Any] = {"record": action.id, "version": action.version}
    shown: list[JSON] = [quoted(_evidence(e.trust, e.source, e.note, e.name)) for e in action.evidence[-5:]]
    return card(
        f"Is {action.id} assured?",
        errors([f.words for f in faults]),
        quoted(action.title),
        words(f"{trust_words(action)}. Owner {action.owner_name}. {due_words(action)}"),
        words(f"Evidence wanted: {action.evidence_required}") if action.evidence_required else None,
        heading("Evidence given"),
        *shown,
        *forms.inputs(assure_fields(action), typed or {}, revision),
        actions=[
            button("Assured", "action.assure", verdict="assured", style="positive", **data),
            button("Not yet", "action.assure", verdict="not_yet", **data),
        ],
    )


def _evidence(trust: str, source: str, note: str, name: str) -> str:
    return f"{f'{trust}: ' if trust else ''}{source}. {note} ({name})"


# ---------------------------------------------------------------- the chair's and the office's word


def reasoned(
    action: Action,
    title: str,
    verb: str,
    said: str,
    *,
    typed: Typed | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """A step that needs nothing but a reason: not doing, open again."""
    return card(
        f"{title}: {action.id}",
        errors([f.words for f in faults]),
        quoted(action.title),
        words(said),
        *forms.inputs([REASON], typed or {}, revision),
        actions=[button(title, verb, record=action.id, version=action.version), _open(action, "Leave it")],
    )


def hand_over_fields(
    people: Sequence[Member], of: Action, today: date, others: int, risks: int = 0
) -> tuple[Field, ...]:
    """To whom, why, from when, and whether the owner's other actions and their risks go along."""
    choices = tuple((m.object_id, m.name) for m in people if m.object_id != of.owner)
    found: list[Field] = [
        Choice("owner", "New owner", required=True, choices=choices)
        if len(people) <= MOST_PEOPLE
        else Text("owner", "New owner", required=True, hint="The name as on the group's list", longest=100),
        REASON,
        Day("on", "From which day", hint="Leave it empty for now", earliest=today),
    ]
    if others or risks:
        found.append(YesNo("all", f"All {counted(others + 1, risks, 'open ')} of {of.owner_name}"))
    return tuple(found)


def hand_over(
    action: Action,
    people: Sequence[Member],
    today: date,
    *,
    others: int = 0,
    risks: int = 0,
    typed: Typed | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """Somebody else's promise, now or from a day on. `others`: open actions of the same owner besides this one."""
    data: dict[str, Any] = {"record": action.id, "version": action.version, **forms.sure(faults, typed or {}, "on")}
    return card(
        f"Hand over {action.id}",
        errors([f.words for f in faults]),
        quoted(action.title),
        words(f"{action.owner_name} owns it now. The new owner gets a card; the dates stay as they are."),
        *forms.inputs(hand_over_fields(people, action, today, others, risks), typed or {}, revision),
        actions=[
            button("Hand over", "action.hand_over", style="positive", **data),
            _open(action, "Leave it"),
        ],
    )


def _open(action: Action, title: str = "Open it") -> JSON:
    return button(title, "action.open", inputs=False, record=action.id)
