"""What others are told when something happens to an action, and the thanks after a press.

Owns: the words of those short cards. Must not: decide who gets one. Neutral words, no blame, a button on each.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.actions import TONE, Coloured, due_words, short, trust_words
from cards.kit import JSON, Card, button, card, lines, notice, quoted, status, subtle, words
from domain.actions import THIRD, Action, Status
from domain.brag import Brag
from domain.calendar import as_long
from domain.handovers import Handover, counted
from domain.often import often
from domain.risks import Risk

MOST_SEEN = 100
"""Actions acknowledged with one press. Source: ours, within the size of a button's data."""
SHOWN = 15
"""Actions listed when many change hands; the rest is counted."""


def _open(action: Action) -> JSON:
    return button("Open it", "action.open", record=action.id)


def yours(action: Action, brag: Brag, by: str, reason: str = "") -> Card:
    """Somebody owns it from now on."""
    said = f"{by} gave you an action." if not reason else f"{by} handed an action over to you."
    return card(
        f"{action.id} is yours",
        words(said),
        quoted(action.title),
        quoted(reason) if reason else None,
        status(brag.words, TONE[brag.colour]),
        subtle(f"{trust_words(action)}. {due_words(action)} Why: {action.why}"),
        actions=[_seen([action]), _open(action), button("My actions", "say", say="my actions")],
    )


def _seen(found: Sequence[Action]) -> JSON:
    """Teams has no read receipts for bots: whoever owns it now may say that they have seen it."""
    return button("Acknowledge", "action.acknowledge", records=[a.id for a in found[:MOST_SEEN]])


def acknowledged(records: Sequence[str]) -> Card:
    """After `Acknowledge`."""
    many = records[0] if len(records) == 1 else f"{len(records)} actions"
    return card(
        "Acknowledged, thank you",
        words(f"The history of {many} shows that you have seen it. How it stands you can say when you know."),
        actions=[button("My actions", "say", say="my actions")],
    )


def not_yours(action: Action, by: str, reason: str) -> Card:
    """The one who owned it before."""
    return card(
        f"{action.id} is with {action.owner_name} now",
        words(f"{by} handed it over, so it is off your list. Thank you for carrying it."),
        quoted(action.title),
        quoted(reason),
        actions=[button("My actions", "say", say="my actions")],
    )


def yours_all(rows: Sequence[Coloured], was: str, by: str, reason: str, risks: Sequence[Risk] = ()) -> Card:
    """Several actions and risks of somebody are one's own from now on."""
    many = counted(len(rows), len(risks))
    return card(
        f"{many} {'is' if len(rows) + len(risks) == 1 else 'are'} yours",
        words(f"{by} handed over what {was} owned:"),
        quoted(reason),
        *_rows(rows, risks),
        actions=[*([_seen([a for a, _ in rows])] if rows else []), *_lists(rows, risks)],
    )


def not_yours_all(rows: Sequence[Coloured], to: str, by: str, reason: str, risks: Sequence[Risk] = ()) -> Card:
    """The one who owned them before."""
    many = counted(len(rows), len(risks))
    return card(
        f"{many} {'is' if len(rows) + len(risks) == 1 else 'are'} with {to} now",
        words(f"{by} handed them over, so they are off your list. Thank you for carrying them."),
        quoted(reason),
        *_rows(rows, risks),
        actions=_lists(rows, risks),
    )


def _lists(rows: Sequence[Coloured], risks: Sequence[Risk]) -> list[JSON]:
    mine = [button("My actions", "say", say="my actions")] if rows else []
    return [*mine, button("Risks", "say", say="risks")] if risks else mine


def _rows(rows: Sequence[Coloured], risks: Sequence[Risk]) -> list[JSON]:
    every = [(a.id, f" {short(a.title)} ({b.words})") for a, b in rows]
    every += [(r.id, f" {short(r.title)} (stands at {r.score})") for r in risks]
    shown = [lines((record, True), (said, False)) for record, said in every[:SHOWN]]
    return shown if len(every) <= SHOWN else [*shown, words(f"And {len(every) - SHOWN} more.")]


def handed_over(done: Handover, was: str) -> Card:
    """What whoever ordered it reads: which actions and risks moved."""
    moved = list(done.moved)
    if not moved:
        return card("Nothing to hand over", words(f"{was} had nothing open that you can hand over any more."))
    risks = [r for r in moved if r.startswith("RSK-")]
    many = moved[0] if len(moved) == 1 else counted(len(moved) - len(risks), len(risks))
    first = "risk.open" if moved[0] in risks else "action.open"
    more = f" and {len(moved) - SHOWN} more" if len(moved) > SHOWN else ""
    return card(
        "Done, thank you",
        notice(f"{many} handed over from {was} to {done.to_name}.", "good"),
        words(f"{', '.join(moved[:SHOWN])}{more}. {done.to_name} has a card."),
        actions=[button("Open it" if len(moved) == 1 else f"Open {moved[0]}", first, record=moved[0])],
    )


def ordered(said: str, action: Action) -> Card:
    """A hand-over that waits for its day."""
    return card(
        "Noted, thank you",
        notice(said, "good"),
        words("Both will get a card on that day. Hand it over again to change it."),
        actions=[_open(action)],
    )


def granted(action: Action, by: str) -> Card:
    """More time, yes."""
    return card(
        f"{action.id}: more time granted",
        notice(f"It is due {as_long(action.due)} now.", "good"),
        words(f"{by} approved it. The first date, {as_long(action.original_due)}, stays on record."),
        words(third_change(action)) if third_change(action) else None,
        quoted(action.title),
        actions=[_open(action)],
    )


def declined(action: Action, by: str, reason: str) -> Card:
    """More time, no; with the reason and the next step."""
    return card(
        f"{action.id}: the date stays",
        words(f"It stays due {as_long(action.due)}. {by} said why:"),
        quoted(reason),
        quoted(action.title),
        words("If it cannot be done by then, say at risk and what stands in the way."),
        actions=[button("Update", "action.update_open", record=action.id), _open(action)],
    )


def to_discuss(action: Action, by: str, text: str) -> Card:
    """More time, let us talk."""
    return card(
        f"{action.id}: to be discussed",
        words(f"{by} would like to talk with you about the new date. Until then it stays due {as_long(action.due)}."),
        quoted(text) if text else None,
        quoted(action.title),
        actions=[_open(action)],
    )


def already_answered(action: Action, by: str, what: str) -> Card:
    """The other chair's card once one of them has answered."""
    return card(
        f"{action.id}: answered",
        words(f"{by} answered first: {what}. Nothing more is needed of you."),
        quoted(action.title),
        subtle(f"{trust_words(action)}. {due_words(action)}"),
        actions=[_open(action)],
    )


def assured(action: Action, by: str, text: str) -> Card:
    """The evidence was seen."""
    whole = action.status == Status.ASSURED
    return card(
        f"{action.id} is assured" if whole else f"{action.id}: a line is assured",
        notice(f"{by} has seen the evidence. Thank you for seeing it through.", "done"),
        quoted(action.title),
        quoted(text) if text else None,
        actions=[_open(action)],
    )


def sent_back(action: Action, by: str, text: str) -> Card:
    """The evidence does not show it yet."""
    return card(
        f"{action.id}: a little more evidence",
        words(f"{by} has looked at the evidence and still needs this:"),
        quoted(text),
        quoted(action.title),
        actions=[button("Give evidence", "action.update_open", record=action.id), _open(action)],
    )


def stopped(action: Action, by: str, reason: str) -> Card:
    """It will not be done."""
    return card(
        f"{action.id} will not be done",
        words(f"{by} decided this, so nothing more is expected of you:"),
        quoted(reason),
        quoted(action.title),
        actions=[_open(action)],
    )


def opened_again(action: Action, by: str, reason: str) -> Card:
    """It is open again."""
    return card(
        f"{action.id} is open again",
        words(f"{by} opened it again:"),
        quoted(reason),
        quoted(action.title),
        subtle(due_words(action)),
        actions=[button("Update", "action.update_open", record=action.id), _open(action)],
    )


def thanks(action: Action, brag: Brag, what: str, after: str = "") -> Card:
    """After a press: what was kept, how it stands now, what happens next."""
    return card(
        "Done, thank you",
        notice(f"{action.id}: {what}.", "good"),
        quoted(action.title),
        status(brag.words, TONE[brag.colour]),
        words(after) if after else None,
        actions=[button("My actions", "say", say="my actions"), _open(action)],
    )


def saved(action: Action, brag: Brag, told: str) -> Card:
    """After a new action is kept."""
    return card(
        f"Saved as {action.id}",
        quoted(action.title),
        status(brag.words, TONE[brag.colour]),
        words(f"{trust_words(action)}. Owner {action.owner_name}. {due_words(action)}"),
        words(told) if told else None,
        subtle("Say undo within ten minutes to take it back."),
        actions=[_open(action), button("New action", "action.new")],
    )


def third_change(action: Action) -> str:
    """What the owner and the chair read when the date moves the third time."""
    return (
        f"Its date has now moved {often(action.slips)}, so it is on the chair's list." if action.slips >= THIRD else ""
    )
