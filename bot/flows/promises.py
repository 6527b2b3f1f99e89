"""Records as lines of reminders: what is said of an action, a risk review or a return, and with which buttons.

Owns: the words and buttons of one line, who is meant by a rung's `to`, and whether a record still needs somebody.
Must not: know when a line is due (`bot/reminders/`) or whether it is sent (`domain/fairness.py`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.contracts import Watch
from bot.flows import facts, matters
from domain.actions import Action, Status
from domain.calendar import as_long
from domain.ladders import Rung
from domain.often import often
from domain.people import Member, ObjectId
from domain.policies import Policy
from domain.reminders import Due, Press, Priority
from domain.returns import Entry, Return, return_id
from domain.risks import Risk
from domain.rounds import Round
from storage import actions as kept_actions
from storage import members
from storage import policies as kept_policies
from storage import returns as kept_returns
from storage import risks as kept_risks

ACTIONS, RISKS, RETURNS, POLICIES = "actions", "risks", "returns", "policies"


def readers(watch: Watch, rung_to: str, owners: tuple[ObjectId, ...], trust: str) -> tuple[ObjectId, ...]:
    """The people whom a rung's `to` means: who owes it, the trust's leads besides, the office, the chairs."""
    if rung_to == "owner":
        return owners
    if rung_to == "lead":
        found = facts.leads(watch, trust) or (facts.office(watch) if trust == facts.SHARED else ())
        return tuple(m.object_id for m in found if m.object_id not in owners)
    return tuple(m.object_id for m in (facts.office(watch) if rung_to == "office" else facts.chairs(watch)))


# ---------------------------------------------------------------- actions


def action_line(watch: Watch, action: Action, *, of_others: bool = False) -> Due:
    """An open action as a line; `of_others`: for somebody who does not own it."""
    others = f" Trust: {action.trust}." if of_others else ""
    asked = " More time has been asked for." if action.request is not None else ""
    moved = f" Its date was moved {often(action.slips)}." if action.slips else ""
    look = (Press("Open", "say", {"say": f"action {action.id}"}),)
    if of_others and facts.member(watch, action.owner) is None:  # whoever owned it has left
        look = (Press("Hand over", "action.hand_over_open", {"record": action.id}), *look)
    return _line(
        ACTIONS,
        action.id,
        f"{action.id}: {action.title}",
        f"{when(watch, action.due)}.{others}{asked}{moved}",
        presses=look if of_others else _own(watch, action),
        trust=action.trust,
        record_due=action.due,
        owner=action.owner,
    )


def _own(watch: Watch, action: Action) -> tuple[Press, ...]:
    """What its owner can do in one press; what would be refused is not offered. Past its date, done or more time."""
    data = {"record": action.id, "version": action.version}
    late = action.overdue(watch.today)
    found = [Press("On track", "reminder.on_track", data)] if not late else []
    if late and not action.shared:
        found.append(Press("Delivered", "reminder.delivered", data))
    if not (late and action.no_change_streak):
        found.append(Press("No change", "reminder.no_change", data))
    elif action.request is None:
        found.append(Press("Ask for more time", "action.time_open", {"record": action.id}))
    found.append(Press("Update", "action.update_open", {"record": action.id}))
    return tuple(found)


def action_gone(action: Action | None, person: str) -> str:
    """Why an action needs nothing more of its owner, or empty."""
    if action is None:
        return "the action is not there"
    if action.status != Status.OPEN:
        return f"the action is {action.status.words}"
    return "" if not person or action.owner == person else "the action has another owner now"


# ---------------------------------------------------------------- risks


def risk_line(watch: Watch, risk: Risk, *, of_others: bool = False) -> Due:
    """A risk whose review is due, as a line."""
    due = risk.next_review or watch.today
    others = f" Trust: {risk.trust}." if of_others else ""
    look = Press("Open", "say", {"say": f"risk {risk.id}"})
    own = Press("Review", "say", {"say": f"review {risk.id}"})
    return _line(
        RISKS,
        risk.id,
        f"{risk.id}: {risk.title}",
        f"Review {when(watch, due, lower=True)}. It stands at {risk.score}.{others}",
        presses=(look,) if of_others else (own, look),
        trust=risk.trust,
        record_due=due,
        owner=risk.owner,
    )


def risk_owners(watch: Watch, risk: Risk) -> tuple[ObjectId, ...]:
    """Its owner, or the trust's leads while it has none."""
    if risk.owner:
        return (risk.owner,)
    return tuple(m.object_id for m in facts.leads(watch, risk.trust))


def risk_gone(watch: Watch, risk: Risk | None, person: str) -> str:
    """Why a risk needs no review of this person now, or empty."""
    if risk is None or not risk.live or risk.next_review is None:
        return "the risk is closed"
    ahead = watch.days.add_working_days(watch.today, facts.ladders(watch).digest_days)
    if risk.next_review > ahead:
        return "the risk was reviewed"
    owners = risk_owners(watch, risk)
    return "" if not person or person in owners else "the risk has another owner now"


# ---------------------------------------------------------------- the returns of a round


def return_line(watch: Watch, rnd: Round, trust: str, ret: Return | None, *, of_others: bool = False) -> Due:
    """A return that was not sent, as a line."""
    done = sum(s.entry != Entry.EMPTY for s in ret.draft) if ret is not None else 0
    so_far = f" {done} of 4 steps are filled in." if done else " It takes about eight minutes."
    fill = Press("Fill in the return", "return.open", {"period": rnd.period, "trust": trust})
    look = Press("Returns", "say", {"say": "returns"})
    return _line(
        RETURNS,
        return_id(rnd.period, trust),
        f"{rnd.name}: the return of {trust}",
        f"{when(watch, rnd.due)}.{'' if of_others else so_far}",
        presses=(look,) if of_others else (fill,),
        trust=trust,
        record_due=rnd.due,
    )


def return_gone(rnd: Round | None, ret: Return | None) -> str:
    """Why nobody has to be reminded of a return, or empty."""
    if ret is not None and ret.received:
        return "the return was received"
    return "" if rnd is not None and rnd.is_open else "the round is closed, not received"


# ---------------------------------------------------------------- what a policy change means for a trust


def policy_line(watch: Watch, policy: Policy, trust: str, *, of_others: bool = False) -> Due:
    """A change of which a trust has not said what it means, as a line."""
    press = Press("Open", "policy.open", {"record": policy.id})
    own = Press("Say what it means for us", "policy.impact", {"record": policy.id, "trust": trust})
    return _line(
        POLICIES,
        policy.id,
        f"{policy.id}: {policy.title}",
        f"What it means for {trust}: {when(watch, policy.answer_by, lower=True)}.",
        presses=(press,) if of_others else (own, press),
        trust=trust,
        record_due=policy.answer_by,
    )


def policy_gone(watch: Watch, policy: Policy | None, person: str) -> str:
    """Why nobody has to be reminded of a change, or this person not, or empty."""
    if policy is None or not policy.live:
        return "the change is closed"
    if not policy.missing:
        return "every trust has answered"
    theirs = any(m.object_id == person for t in policy.missing for m in facts.leads(watch, t))
    return "" if not person or theirs else "their trust has answered"


# ---------------------------------------------------------------- any record


def gone(watch: Watch, record: str, person: str) -> str:
    """Why a reminder of this record to this person is pointless now, or empty. Empty person: anybody's."""
    if record.startswith("ACT-"):
        return action_gone(kept_actions.get(watch.session, record), person)
    if record.startswith("RSK-"):
        return risk_gone(watch, kept_risks.get(watch.session, record), person)
    if record.startswith("RET-"):
        period, trust = record[4:11], record[12:]
        rnd = kept_returns.round_of(watch.session, period)
        return return_gone(rnd, kept_returns.get(watch.session, record)) or _not_lead(watch, trust, person)
    if record.startswith("POL-"):
        return policy_gone(watch, kept_policies.get(watch.session, record), person)
    return matters.gone(watch, record, person)


def line(watch: Watch, record: str, person: str) -> Due | None:
    """The line of a record for the person who owes it, or None when it needs nothing of them or has none (`matters`).

    Without a person: as somebody reads it who only hears of it.
    """
    if gone(watch, record, person):
        return None
    if record.startswith("ACT-"):
        action = kept_actions.get(watch.session, record)
        return None if action is None else action_line(watch, action, of_others=not person)
    if record.startswith("RSK-"):
        risk = kept_risks.get(watch.session, record)
        return None if risk is None else risk_line(watch, risk, of_others=not person)
    if record.startswith("POL-"):
        return _policy(watch, kept_policies.get(watch.session, record), person)
    rnd = kept_returns.round_of(watch.session, record[4:11]) if record.startswith("RET-") else None
    if rnd is None:
        return None
    return return_line(watch, rnd, record[12:], kept_returns.get(watch.session, record), of_others=not person)


def for_cover(watch: Watch, due: Due, person: ObjectId) -> Due:
    """A line for whoever covers: of a trust they do not lead, only what they may press."""
    reader = members.by_object_id(watch.session, person)
    if due.reminder == ACTIONS or due.subject.startswith("ACT-") or reader is None or reader.leads(due.trust):
        return due
    known = {"RET-": Press("Returns", "say", {"say": "returns"})}
    look = known.get(due.subject[:4]) or next((p for p in due.presses if p.title == "Open"), None)
    text = f"{due.text} Only a lead of {due.trust} can do it: please ask one, or the office."
    return replace(due, text=text, presses=(look,) if look is not None else due.presses)


def _policy(watch: Watch, policy: Policy | None, person: str) -> Due | None:
    if policy is None:
        return None
    own = [t for t in policy.missing if any(m.object_id == person for m in facts.leads(watch, t))]
    return policy_line(watch, policy, (own or list(policy.missing))[0], of_others=not person)


def owed_by(watch: Watch, person: str, trusts: tuple[str, ...] = ()) -> list[Due]:
    """What a person owes now: overdue, or due within the digest's days. Without a person: what anybody owes."""
    ahead = watch.days.add_working_days(watch.today, facts.ladders(watch).digest_days)

    def wanted(owners: tuple[ObjectId, ...], trust: str) -> tuple[ObjectId, ...]:
        if trusts and trust not in trusts:
            return ()
        return tuple(o for o in owners if not person or o == person)

    lines: list[Due] = []
    for rnd in facts.rounds(watch):
        returns = facts.returns(watch, rnd)
        for trust in rnd.trusts:
            if not return_gone(rnd, returns.get(trust)):
                base = return_line(watch, rnd, trust, returns.get(trust))
                mine = wanted(tuple(m.object_id for m in facts.leads(watch, trust)), trust)
                lines += [replace(base, to=o, last_day=rnd.freeze) for o in mine]
    for action in facts.actions(watch, ahead):
        lines += [replace(action_line(watch, action), to=o) for o in wanted((action.owner,), action.trust)]
    for risk in facts.risks(watch, ahead):
        lines += [replace(risk_line(watch, risk), to=o) for o in wanted(risk_owners(watch, risk), risk.trust)]
    return lines


def at(line_: Due, rung: Rung, day: date, to: ObjectId, series: str) -> Due:
    """A line as the occurrence of a rung."""
    return Due(
        reminder=line_.reminder,
        subject=line_.subject,
        rung=rung.key,
        day=day,
        at=rung.at,
        title=line_.title,
        text=line_.text,
        why=rung.why,
        to=to,
        priority=rung.priority,
        series=series,
        needs=rung.needs,
        last_day=line_.last_day,
        owner=line_.owner,
        own=rung.to == "owner",
        presses=line_.presses,
        trust=line_.trust,
        record_due=line_.record_due,
    )


def why(watch: Watch, rung: Rung, due: date) -> str:
    """The reason of a rung; up to a date on which nobody works its count of days would not be true."""
    if rung.days > 0 or watch.days.is_working(due):
        return rung.why
    return f"its date, {as_long(due)}, is not a working day, so I write before it"


def when(watch: Watch, due: date, *, lower: bool = False) -> str:
    """`Due 3 March 2027, in 5 working days`, said the way that day stands to today."""
    known: dict[date, str] = facts.once(watch, f"when/{watch.today}/{lower}", dict[date, str])
    if due not in known:
        known[due] = _when(watch, due, lower=lower)
    return known[due]


def _when(watch: Watch, due: date, *, lower: bool) -> str:
    said = f"{'due' if lower else 'Due'} {as_long(due)}"
    if due == watch.today:
        return f"{said}, today"
    days = watch.days.working_days_between(watch.today, due)
    if due < watch.today:
        return f"{said}, {_working(-days)} ago" if days else f"{said}, just past"
    return f"{said}, in {_working(days)}" if days else said


def _working(n: int) -> str:
    return "1 working day" if n == 1 else f"{n} working days"


def _not_lead(watch: Watch, trust: str, person: str) -> str:
    leads: tuple[Member, ...] = facts.leads(watch, trust)
    return "" if not person or any(m.object_id == person for m in leads) else "the trust has another lead now"


def _line(
    reminder: str,
    subject: str,
    title: str,
    text: str,
    *,
    presses: tuple[Press, ...],
    trust: str,
    record_due: date,
    owner: ObjectId = ObjectId(""),
) -> Due:
    return Due(
        reminder=reminder,
        subject=subject,
        rung="",
        day=record_due,
        at=time(9, 30),
        title=title,
        text=text,
        why="",
        priority=Priority.LINE,
        series=f"{record_due:%Y%m%d}",
        presses=presses,
        trust=trust,
        record_due=record_due,
        owner=owner,
    )
