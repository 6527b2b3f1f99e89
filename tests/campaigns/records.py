"""Records of the shared view in every state, of two trusts: what `world.py` presses at.

    keep(session, owner, other, secret)     keeps them; JPUH's are written by `owner`, QEHKL's by `other`
    everything(session)                     every record of the world by its id
    seeds(of)                               verb, data and what is typed: every verb at every record of its kind

Owns: which states there are and how a record comes into each. Must not: press, or judge what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain import deep_dives as dive_rules
from domain import equity as equity_rules
from domain import evidence as evidence_rules
from domain import ideas as idea_rules
from domain import learning as learning_rules
from domain import learning_events as event_rules
from domain import policies as policy_rules
from domain import signals as signal_rules
from domain import theme_notes as note_rules
from domain.packs import Pack
from domain.people import Member
from domain.rebases import Rebase
from storage import (
    actions,
    concerns,
    decisions,
    deep_dives,
    equity,
    evidence,
    ideas,
    learning,
    learning_events,
    packs,
    policies,
    rebases,
    returns,
    risks,
    signals,
    theme_notes,
)
from storage.session import Session
from tests import evidence_made, policies_made

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 2)
LATER = date(2026, 12, 14)
WHY = "Written twice"
NUMBERS = (*range(1, 25), *range(101, 110), *range(201, 210))
"""Numbers of ids that are looked up: those that are given in turn, and those of the actions."""


def keep(session: Session, owner: Member, other: Member, secret: str) -> None:
    """Every noun, for JPUH in `owner`'s hand and for QEHKL in `other`'s."""
    for trust, author, word in (("JPUH", owner, secret), ("QEHKL", other, "lapwing")):
        for noun in (_evidence, _policies, _notes, _learning, _events, _ideas, _dives, _equity, _signals, _rebases):
            noun(session, trust, author, f"The bay of {word}")
    packs.add(session, Pack(packs.new_id(session), "2026-08", session.now, owner.object_id, (), (), "Pack"))


def _evidence(session: Session, trust: str, author: Member, words: str) -> None:
    for state in ("current", "stale", "withdrawn"):
        made = evidence_made.an_item(
            evidence.new_id(session, 2026), title=f"{words}, {state}", trust=trust, owner=author.object_id,
            owner_name=author.name, added_by=author.object_id, added_name=author.name, records=(),
        )  # fmt: skip
        if state == "stale":
            made = replace(made, next_review=HELD)
        evidence.add(session, evidence_rules.withdrawn(made, WHY) if state == "withdrawn" else made)


def _policies(session: Session, trust: str, author: Member, words: str) -> None:
    for state in ("asked", "answered", "closed"):
        made = policies_made.a_policy(
            policies.new_id(session, 2026), title=f"{words}, {state}", trusts=(trust,), owner=author.object_id,
            owner_name=author.name, answer_by=LATER,
        )  # fmt: skip
        if state == "answered":
            made = policy_rules.answered(made, policies_made.an_impact(trust))
        policies.add(session, policy_rules.closed(made, WHY, TODAY) if state == "closed" else made)


def _notes(session: Session, trust: str, author: Member, words: str) -> None:
    for state in ("counted", "taken out"):
        made = note_rules.ThemeNote(
            theme_notes.new_id(session, 2026), ("pph",), note_rules.Source.COMPLAINTS, trust, "2026-10", text=words,
            by=author.object_id, by_name=author.name, made_on=TODAY,
        )  # fmt: skip
        theme_notes.add(session, note_rules.withdrawn(made, WHY) if state == "taken out" else made)


def _learning(session: Session, trust: str, author: Member, words: str) -> None:
    sign = learning_rules.Sign(author.object_id, author.name, TODAY)
    steps: Mapping[str, Callable[[learning_rules.Learning], learning_rules.Learning]] = {
        "waits": lambda e: e,
        "sent back": lambda e: learning_rules.sent_back(e, "Who may come?"),
        "shared": lambda e: learning_rules.shared(e, sign),
        "taken back": lambda e: learning_rules.withdrawn(learning_rules.shared(e, sign), WHY),
    }
    for kind in (learning_rules.Kind.GOOD_PRACTICE, learning_rules.Kind.ASK):
        for step in steps.values():
            fresh = learning_rules.Learning(learning.new_id(session, 2026), kind, words, words, trust, ("pph",))
            learning.add(session, step(learning_rules.written(fresh, sign)))


def _events(session: Session, trust: str, author: Member, words: str) -> None:
    sign = learning_rules.Sign(author.object_id, author.name, TODAY)
    came = [event_rules.Attendance("JPUH", 4), event_rules.Attendance("QEHKL", 3)]
    for state in ("planned", "to be recorded", "held", "followed up", "cancelled"):
        day = LATER if state in {"planned", "cancelled"} else HELD
        fresh = event_rules.LearningEvent(learning_events.new_id(session, 2026), words, ("pph",), day, trust)
        made = event_rules.planned(fresh, sign)
        if state in {"held", "followed up"}:
            made = event_rules.held(made, came, words, TODAY)
        if state == "followed up":
            for who in came:
                said = event_rules.FollowUp(who.trust, event_rules.Changed.YES, words, author.object_id, TODAY)
                made = event_rules.followed_up(made, said)
        learning_events.add(session, event_rules.cancelled(made, WHY) if state == "cancelled" else made)


def _ideas(session: Session, trust: str, author: Member, words: str) -> None:
    for verdict in ("", "testing", *idea_rules.VERDICTS):
        made = idea_rules.Idea(
            ideas.new_id(session, 2026), words, words, trust, "pph", by=author.object_id, by_name=author.name,
            made_on=TODAY,
        )  # fmt: skip
        if verdict:
            made = idea_rules.tried(made, "One week", TODAY)
        if verdict not in {"", "testing"}:
            made = idea_rules.judged(made, idea_rules.Stage(verdict), "It helped", TODAY)
        ideas.add(session, made)


def _dives(session: Session, trust: str, author: Member, words: str) -> None:
    for month in ("2026-12", "2026-10", "2026-09"):
        made = dive_rules.DeepDive(
            deep_dives.new_id(session, 2026), "pph", trust, month, by=author.object_id, by_name=author.name
        )
        if month == "2026-10":
            made = dive_rules.done(made, words)
        if month == "2026-09":
            made = dive_rules.dropped(made, words)
        deep_dives.add(session, made)


def _equity(session: Session, trust: str, author: Member, words: str) -> None:
    for state in ("counts", "taken out"):
        cells = (equity_rules.Cell("under20", 3, 20), equity_rules.Cell("over20", 9, 200))
        made = equity_rules.Cut(
            equity.new_id(session, 2026), "satod", trust, "age under 20", "2026-09", cells, words, author.object_id,
            author.name, TODAY,
        )  # fmt: skip
        equity.add(session, equity_rules.withdrawn(made, WHY) if state == "taken out" else made)


def _signals(session: Session, trust: str, author: Member, words: str) -> None:
    sign = signal_rules.Sign(author.object_id, author.name, TODAY)
    for state in ("checked", "closed", "withdrawn"):
        made = signal_rules.Signal(
            signals.new_id(session, 2026), "other", trust, "", "", words, HELD, LATER, HELD, author.object_id,
            author.name,
        )  # fmt: skip
        if state == "withdrawn":
            made = signal_rules.withdrawn(made, sign, WHY)
        else:
            made = signal_rules.checked(made, sign, TODAY, words, "")
            made = signal_rules.closed(made, sign, WHY) if state == "closed" else made
        signals.add(session, made)


def _rebases(session: Session, trust: str, author: Member, words: str) -> None:
    for measure in ("satod", "tear34"):
        made = Rebase("", measure, trust, "2026-06", words, author.object_id, author.name, session.now)
        kept = rebases.add(session, made, year=2026)
        if measure == "tear34":
            rebases.change(session, replace(kept, active=False), "take back rebase")


def everything(session: Session) -> dict[str, Any]:
    """Every record by its id."""
    found: dict[str, Any] = {}
    for trust in ("JPUH", "QEHKL"):
        ret = returns.of_trust(session, "2026-10", trust)
        if ret is not None:
            found[ret.id] = ret
    getters: dict[str, Callable[[Session, str], Any]] = {
        "ACT": actions.get, "RSK": risks.get, "DEC": decisions.get, "SIG": signals.get, "CON": concerns.get,
        "EVD": evidence.get, "POL": policies.get, "THM": theme_notes.get, "LRN": learning.get,
        "EVT": learning_events.get, "IDE": ideas.get, "DIV": deep_dives.get, "EQY": equity.get, "REB": rebases.get,
    }  # fmt: skip
    for kind, get in getters.items():
        for n in NUMBERS:
            record = get(session, f"{kind}-26-{n:03}")
            if record is not None:
                found[record.id] = record
    return found


OPENS: Mapping[str, tuple[str, ...]] = {
    "EVD": ("evidence.open", "evidence.edit", "evidence.reviewed", "evidence.withdraw", "evidence.save_withdraw"),
    "POL": ("policy.open", "policy.edit", "policy.impact", "policy.save_impact", "policy.close", "policy.save_close"),
    "THM": ("theme.withdraw", "theme.take_out"),
    "LRN": (
        "learning.open", "learning.mend", "learning.share", "learning.ask_back", "learning.send_back",
        "learning.take_back", "learning.withdraw", "learning.answer", "learning.save_answer", "learning.take_up",
    ),
    "EVT": (
        "event.open", "event.record", "event.hold", "event.move", "event.save_move", "event.cancel",
        "event.save_cancel", "event.follow_up", "event.answer",
    ),
    "IDE": ("idea.open", "idea.try", "idea.judge"),
    "DIV": ("dive.open", "dive.end"),
    "EQY": ("equity.open", "equity.outside", "equity.withdraw", "equity.take_out"),
    "REB": ("measure.rebase_undo",),
    "SIG": (
        "signal.open", "signal.correct", "signal.outcome", "signal.save_outcome", "signal.close", "signal.save_close",
        "signal.withdraw", "signal.save_withdraw",
    ),
}  # fmt: skip
"""Every verb that names a record of this kind: pressed at each in every state, on a card or not."""
TYPED: Mapping[str, Mapping[str, Any]] = {
    "evidence.save_withdraw": {"reason": WHY},
    "policy.save_impact": {"level": "small", "text": WHY, "need": ""},
    "policy.save_close": {"reason": WHY},
    "theme.take_out": {"why": WHY},
    "learning.send_back": {"why": WHY},
    "learning.withdraw": {"why": WHY},
    "learning.save_answer": {"answer": WHY, "named": "false"},
    "event.hold": {"learning": WHY, "came_JPUH": "3"},
    "event.save_move": {"on": LATER.isoformat()},
    "event.save_cancel": {"why": WHY},
    "event.answer": {"changed": "yes", "text": WHY},
    "idea.try": {"plan": WHY},
    "idea.judge": {"verdict": "adopted", "result": WHY},
    "dive.end": {"result": WHY},
    "equity.take_out": {"why": WHY},
    "signal.save_outcome": {"on": TODAY.isoformat(), "outcome": WHY, "learning": ""},
    "signal.save_close": {"reason": WHY},
    "signal.save_withdraw": {"reason": WHY},
}
"""What is typed where no card was drawn."""
AT_BOARD = "RSK-26-001"
"""The risk of which the chair has approved an escalation: what went to the board is the group's to read."""
UNVERSIONED = frozenset(
    {"policy.impact", "policy.save_impact", "event.answer", "learning.save_answer", "learning.take_up"}
)
"""Each trust says its own beside the others: two that answer at once are not in each other's way."""


def seeds(of: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], Mapping[str, Any]]]:
    """Verb and data of every verb at every record that it may name."""
    for record, found in of.items():
        for verb in OPENS.get(record[:3], ()):
            data: dict[str, Any] = {"record": record}
            if verb not in UNVERSIONED:
                data["version"] = found.version
            typed = TYPED.get(verb, {})
            if verb == "dive.end":
                data["how"] = "done"
            if verb in {"policy.impact", "policy.save_impact"}:
                data["trust"] = found.trusts[0]
            if verb == "learning.take_up":
                data["trust"] = "QEHKL" if found.trust == "JPUH" else "JPUH"
            if verb == "event.answer":
                typed = {**typed, "trust": found.hosts}
            yield verb, data, typed


def state(record: Any) -> str:
    """Where a record stands, in a word."""
    if isinstance(record, event_rules.LearningEvent) and record.stage == "planned" and record.on > TODAY:
        return "to come"
    if isinstance(record, learning_rules.Learning) and record.shared and record.kind == learning_rules.Kind.ASK:
        return "asked"
    if getattr(record, "id", "") == AT_BOARD:
        return "at_board"
    for name in ("status", "stage"):
        if getattr(record, name, None) is not None:
            return str(getattr(record, name))
    over = getattr(record, "withdrawn", "") or not getattr(record, "active", True)
    return "out" if over else ""


def trust(record: Any) -> str:
    """Whose it is: the trust, the only trust asked, the host."""
    asked = getattr(record, "trusts", ())
    return str(getattr(record, "trust", "") or (asked[0] if len(asked) == 1 else "") or getattr(record, "hosts", ""))


def author(record: Any) -> str:
    """The object id of who wrote it, empty when nobody is kept."""
    names = ("by", "added_by", "created_by", "logged_by")
    return next((str(v) for n in names if (v := getattr(record, n, ""))), "")
