"""Dates of an action: more time is asked for, granted, declined or talked about. The original date never moves.

Owns: the change of a due date and its record as a slip. Must not: change anything else of an action.
Source: product.md "Original and current due date, slips counted".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.action_steps import Act, live, noted, open_to
from domain.actions import Action, Request, Slip, may_decide, owns
from domain.calendar import as_long
from domain.people import CHAIRS
from domain.refusals import Invalid, NotAllowed


def ask_time(action: Action, act: Act, to: date, reason: str, agreed: str) -> Action:
    """A new date is asked for; a request that waits is replaced. The chair's, for somebody else, is granted at once."""
    open_to(action, act)
    if to <= action.due:
        raise Invalid("New date", f"it is due {as_long(action.due)} now; please give a later date.")
    if to <= act.today:
        raise Invalid("New date", f"please give a date after {as_long(act.today)}.")
    if not reason.strip():
        raise Invalid("Reason", "please say why more time is needed.")
    request = Request(to, reason.strip(), agreed.strip(), act.by.object_id, act.by.name, act.at)
    after = replace(action, request=request, heard_on=act.today, no_change_streak=0)
    if act.by.is_any(CHAIRS) and not owns(act.by, action):
        return _redated(after, act, request)
    return noted(after, act, f"asked for more time, until {as_long(to)}", reason)


def approve(action: Action, act: Act) -> Action:
    """The date that was asked for, granted: one slip more; the original date stays."""
    return _redated(action, act, _requested(action, act))


def decline(action: Action, act: Act, reason: str) -> Action:
    """The date stays as it is, with a reason."""
    request = _requested(action, act)
    if not reason.strip():
        raise Invalid("Reason", "please say why the date stays.")
    return noted(replace(action, request=None), act, f"more time until {as_long(request.to)} declined", reason)


def discuss(action: Action, act: Act, text: str = "") -> Action:
    """The chair wants to talk about it first; the request waits."""
    request = _requested(action, act)
    return noted(replace(action, request=replace(request, discuss=True)), act, "more time: to be discussed", text)


def _requested(action: Action, act: Act) -> Request:
    live(action)
    if action.request is None:
        raise NotAllowed(f"Nobody is waiting for an answer about the date of {action.id}.")
    if not may_decide(act.by, action):
        raise NotAllowed("The chair or the deputy chair decides on dates, and nobody on their own request.")
    return action.request


def _redated(action: Action, act: Act, request: Request) -> Action:
    slip = Slip(action.due, request.to, request.reason, request.agreed, act.by.name, act.at)
    after = replace(
        action,
        due=request.to,
        slips=action.slips + 1,
        changes=(*action.changes, slip),
        request=None,
        no_change_streak=0,
    )
    return noted(after, act, f"due date moved from {as_long(slip.was)} to {as_long(slip.to)}", request.reason)
