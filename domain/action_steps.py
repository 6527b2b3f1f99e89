"""The life of an action: each step that people take, who may take it, and what it leaves behind.

Owns: the state machine open, delivered, evidenced, assured or not doing, and the owner's word on the way.
Must not: move a date (`domain/action_dates.py` does) or know how a step is asked for.
Each step gives the action as it is after it, or raises a refusal.
Source: product.md "Track actions"; domain guide 6.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from domain.actions import (
    BARRIERS,
    CLOSED,
    KEPT_UPDATES,
    ORDER,
    SHARED,
    Action,
    Evidence,
    Line,
    Mark,
    Status,
    Update,
    may_assure,
    may_own,
    may_reassign,
    may_update,
    owns,
)
from domain.calendar import as_long
from domain.people import CHAIRS, Member, ObjectId
from domain.refusals import Invalid, NotAllowed

ACKNOWLEDGED = "acknowledged"
"""What stands in the history when somebody has seen that an action is theirs."""


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody doing something now. `at` is aware, `today` the date in the group's zone."""

    by: Member
    at: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Promise:
    """A new action as it was written down."""

    title: str
    why: str
    trust: str
    owner: ObjectId
    owner_name: str
    due: date
    trusts: tuple[str, ...] = ()
    """For a shared action: the trusts that have a line in it."""
    more: dict[str, Any] = field(default_factory=dict[str, Any])
    """Further fields of `Action`: description, deputy, evidence_required, theme, frameworks, risk, decision."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is said with a step; all of it may be left out."""

    text: str = ""
    progress: int | None = None
    barrier: str | None = None
    """A key of `BARRIERS`, empty for none; None leaves it as it is."""
    source: str = ""
    """A link to evidence, or the document in words."""
    trust: str = ""
    """The line of a shared action that is meant."""


def promise(record: str, said: Promise, act: Act) -> Action:
    """A new action. Raises `Invalid` without title, reason or owner, with a past date, or shared by nobody."""
    if not said.title.strip():
        raise Invalid("What will be done", "please fill this in.")
    if not said.why.strip():
        raise Invalid("Why", "please say what it comes from: a record's id or a few words.")
    if not said.owner:
        raise Invalid("Owner", "every action has one owner.")
    if said.due < act.today:
        raise Invalid("Due", f"please give a date from {as_long(act.today)} on.")
    if said.trust == SHARED and not said.trusts:
        raise Invalid("Trust", "a shared action needs the trusts that do it.")
    made = Action(
        record,
        said.title.strip(),
        said.why.strip(),
        said.trust,
        said.owner,
        said.owner_name,
        said.due,
        said.due,
        start=act.today,
        created_at=act.at,
        created_by=act.by.object_id,
        heard_on=act.today,
        lines=tuple(Line(t) for t in said.trusts) if said.trust == SHARED else (Line(said.trust),),
        **said.more,
    )
    return noted(made, act, "created", "")


def no_change(action: Action, act: Act, note: Note = Note()) -> Action:
    """Nothing is new. Raises `Invalid` a second time running while it is overdue."""
    open_to(action, act)
    if action.overdue(act.today) and action.no_change_streak:
        raise Invalid(
            "No change",
            f"{action.id} is overdue and was 'no change' last time. Please say what stands in the way, "
            "ask for more time, or press Delivered.",
        )
    after = _with(action, act, note)
    return noted(replace(after, no_change_streak=action.no_change_streak + 1), act, "no change", note.text)


def on_track(action: Action, act: Act, note: Note = Note()) -> Action:
    """Its owner says it will be done in time. Raises `Invalid` when its date has passed."""
    open_to(action, act)
    if action.overdue(act.today):
        raise Invalid(
            "On track", f"{action.id} was due {as_long(action.due)}. Please ask for more time, or press Delivered."
        )
    return _marked(action, act, note, Mark.ON_TRACK)


def at_risk(action: Action, act: Act, note: Note = Note()) -> Action:
    """Its owner says it may not be done in time."""
    open_to(action, act)
    return _marked(action, act, note, Mark.AT_RISK)


def deliver(action: Action, act: Act, note: Note = Note()) -> Action:
    """It is done; with evidence given now or before it is evidenced at once."""
    open_to(action, act)
    trust = _own_line(action, act, note.trust, Status.OPEN)
    after = _with(action, act, replace(note, trust=trust))
    held = bool(after.held(trust))
    step = Status.EVIDENCED if held else Status.DELIVERED
    after = _line(after, trust, act, lambda x: replace(x, status=step, delivered_by=act.by.object_id))
    after = replace(after, progress=100 if after.status != Status.OPEN else after.progress, no_change_streak=0)
    what = "delivered, with evidence" if held else "delivered"
    return noted(after, act, _of_trust(what, action, trust), note.text)


def give_evidence(action: Action, act: Act, note: Note) -> Action:
    """What shows that it was done. While it is open the evidence is held; once delivered it makes it evidenced."""
    live(action)
    _mine(action, act)
    if not note.source.strip():
        raise Invalid("Evidence", "please give a link, or say which document and where it is.")
    trust = _own_line(action, act, note.trust)
    after = _with(action, act, replace(note, trust=trust))
    line = after.line(trust)
    if line is not None and line.status == Status.DELIVERED:
        after = _line(after, trust, act, lambda x: replace(x, status=Status.EVIDENCED))
    return noted(after, act, _of_trust("evidence given", action, trust), note.text)


def assure(action: Action, act: Act, note: Note = Note()) -> Action:
    """A second person has seen the evidence. Raises `NotAllowed` for a first one, or without evidence."""
    trust = _evidenced(action, act, note.trust)
    seen = {"status": Status.ASSURED, "assured_by": act.by.object_id, "assured_name": act.by.name}
    after = _line(action, trust, act, lambda x: replace(x, **seen))
    if after.status == Status.ASSURED:
        after = replace(after, verified_by=act.by.object_id, verified_name=act.by.name, closed_at=act.at)
    return noted(after, act, _of_trust("assured", action, trust), note.text)


def send_back(action: Action, act: Act, note: Note) -> Action:
    """The evidence does not show it yet: delivered again, and the owner is told what is missing."""
    trust = _evidenced(action, act, note.trust)
    if not note.text.strip():
        raise Invalid("What is missing", "please say what the evidence does not show yet.")
    after = _line(action, trust, act, lambda x: replace(x, status=Status.DELIVERED))
    return noted(after, act, _of_trust("more evidence asked for", action, trust), note.text)


def stop(action: Action, act: Act, reason: str) -> Action:
    """It will not be done: the chair's decision, with a reason."""
    live(action)
    _chair(act, "stop an action")
    if not reason.strip():
        raise Invalid("Reason", "please say why it will not be done.")
    after = replace(
        action, status=Status.NOT_DOING, closed_at=act.at, closed_reason=reason.strip(), request=None, delivered_on=None
    )
    return noted(after, act, "not doing", reason)


def reopen(action: Action, act: Act, reason: str) -> Action:
    """Open again: the chair's decision, with a reason. Its dates and the evidence held stay."""
    if action.status == Status.OPEN:
        raise NotAllowed(f"{action.id} is open already.")
    _chair(act, "open an action again")
    if not reason.strip():
        raise Invalid("Reason", "please say why it is opened again.")
    after = replace(
        action,
        status=Status.OPEN,
        lines=tuple(Line(x.trust) for x in action.all_lines),
        mark=Mark.NONE,
        progress=min(action.progress, 99),
        heard_on=act.today,
        no_change_streak=0,
        verified_by=ObjectId(""),
        verified_name="",
        delivered_on=None,
        closed_at=None,
        closed_reason="",
        evidence_before=len(action.evidence),
    )
    return noted(after, act, "opened again", reason)


def reassign(action: Action, act: Act, to: Member, reason: str) -> Action:
    """Somebody else's promise from now on, with a reason. A deputy who becomes owner is deputy no more."""
    live(action)
    if not may_reassign(act.by, action):
        raise NotAllowed(f"Only the chair, the office or a lead of {action.trust} can hand {action.id} over.")
    if to.object_id == action.owner:
        raise Invalid("New owner", f"{to.name} owns it already.")
    if not may_own(to):
        raise Invalid("New owner", "please choose somebody who is in the group now and is no observer.")
    if not reason.strip():
        raise Invalid("Reason", "please say in a few words why it is handed over.")
    after = replace(action, owner=to.object_id, owner_name=to.name, no_change_streak=0)
    if to.object_id == action.deputy:
        after = replace(after, deputy=ObjectId(""), deputy_name="")
    return noted(after, act, f"handed over from {action.owner_name} to {to.name}", reason)


def acknowledge(action: Action, act: Act) -> Action:
    """Its owner has seen that it is theirs. Says nothing of how it stands; said again it changes nothing."""
    live(action)
    if not owns(act.by, action):
        raise NotAllowed(f"{action.id} is acknowledged by whoever owns it.")
    if any(u.what == ACKNOWLEDGED and u.name == act.by.name for u in action.updates):
        return action
    return noted(action, act, ACKNOWLEDGED, "")


# ---------------------------------------------------------------- what the steps share


def live(action: Action) -> None:
    """Raises `NotAllowed` for a closed action."""
    if action.status in CLOSED:
        raise NotAllowed(f"{action.id} is closed: {action.status.words}.", "The chair can open it again.")


def _mine(action: Action, act: Act) -> None:
    if not may_update(act.by, action):
        raise NotAllowed(f"{action.id} can be updated by its owner, its trust's lead or the chair.")


def open_to(action: Action, act: Act) -> None:
    """Raises `NotAllowed` unless it is open and this person may update it."""
    live(action)
    _mine(action, act)
    if action.status != Status.OPEN:
        raise NotAllowed(f"{action.id} is {action.status.words}; its progress is no longer asked for.")


def _chair(act: Act, what: str) -> None:
    if not act.by.is_any(CHAIRS):
        raise NotAllowed(f"Only the chair or the deputy chair can {what}.")


def _evidenced(action: Action, act: Act, trust: str) -> str:
    """The line that waits for assurance and that this person may assure."""
    live(action)
    waiting = [x.trust for x in action.all_lines if x.status == Status.EVIDENCED and trust in {"", x.trust}]
    if not waiting:
        raise NotAllowed(f"{action.id} has no evidence that waits for assurance.", "Evidence comes first.")
    own = [t for t in waiting if may_assure(act.by, action, t)]
    if not own:
        raise NotAllowed(
            f"{action.id} is assured by the chair or the deputy chair, and never by somebody who had a hand in it."
        )
    if len(own) > 1:
        raise Invalid("Trust", f"please say for which trust: {', '.join(own)}.")
    return own[0]


def _own_line(action: Action, act: Act, trust: str, status: Status | None = None) -> str:
    """The one line this person speaks for. Raises `Invalid` when it could be several."""
    lines = [x.trust for x in action.all_lines if status in {None, x.status}]
    if trust:
        lines = [t for t in lines if t == trust]
    elif len(lines) > 1:
        lines = [t for t in lines if act.by.leads(t)] or lines
    if not lines:
        raise Invalid("Trust", "that trust's line is done already, or it has none in this action.")
    if len(lines) > 1:
        raise Invalid("Trust", f"please say for which trust: {', '.join(lines)}.")
    whole = owns(act.by, action) or act.by.is_any(CHAIRS)
    if not whole and not act.by.leads(lines[0]):
        raise NotAllowed(f"You can speak for the line of your own trust in {action.id}.")
    return lines[0]


def _line(action: Action, trust: str, act: Act, change: Callable[[Line], Line]) -> Action:
    """One line changed; the whole is as far as its last line."""
    lines = tuple(change(x) if x.trust == trust else x for x in action.all_lines)
    status = min((x.status for x in lines), key=ORDER.index)
    begun = action.delivered_on or act.today
    return replace(action, lines=lines, status=status, delivered_on=None if status == Status.OPEN else begun,
                   request=action.request if status == Status.OPEN else None)  # fmt: skip


def _with(action: Action, act: Act, note: Note) -> Action:
    """What was said with a step."""
    after = replace(action, heard_on=act.today)
    if note.progress is not None:
        if not 0 <= note.progress <= 100:
            raise Invalid("Progress", "please give a number from 0 to 100.")
        after = replace(after, progress=note.progress)
    if note.barrier is not None:
        if note.barrier and note.barrier not in BARRIERS:
            raise Invalid("Barrier", "please choose one of the list.")
        after = replace(after, barrier=note.barrier)
    if note.source.strip():
        trust = note.trust if action.shared else ""
        given = Evidence(note.source.strip(), note.text.strip(), act.by.object_id, act.by.name, act.at, trust)
        after = replace(after, evidence=(*after.evidence, given))
    return after


def _marked(action: Action, act: Act, note: Note, mark: Mark) -> Action:
    if action.shared and not owns(act.by, action) and not act.by.is_any(CHAIRS):
        return _marked_line(action, act, note, mark)
    after = _with(action, act, note)
    return noted(replace(after, mark=mark, no_change_streak=0), act, mark.words, note.text)


def _marked_line(action: Action, act: Act, note: Note, mark: Mark) -> Action:
    """A trust's lead speaks for its line; how the whole stands is still asked of its owner."""
    trust = _own_line(action, act, note.trust, Status.OPEN)
    after = replace(_with(action, act, replace(note, trust=trust)), heard_on=action.heard_on)
    after = replace(after, lines=tuple(replace(x, mark=mark) if x.trust == trust else x for x in after.lines))
    return noted(after, act, _of_trust(mark.words, action, trust), note.text)


def noted(action: Action, act: Act, what: str, text: str) -> Action:
    """The action with this step in its history."""
    said = Update(act.at, act.by.name, what, text.strip())
    return replace(action, updates=(said, *action.updates)[:KEPT_UPDATES])


def _of_trust(what: str, action: Action, trust: str) -> str:
    return f"{trust}: {what}" if action.shared else what
