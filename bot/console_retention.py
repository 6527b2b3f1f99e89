"""The operator's command `retention`: what is beyond its period, and deleting one class of it when that is confirmed.

Owns: what it says, and that a deletion names the class and the number that the dry run gave. Must not: delete without
that, or while a legal hold stands (`domain/retention.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.console_store import opened, seen
from bot.settings import Settings
from domain import retention as rules
from domain.group import Group
from domain.refusals import Invalid
from domain.retention import Rule
from storage import groups as kept_groups
from storage import retention as kept
from storage.session import Session
from storage.store import Store

ACTOR = "retention"
"""Who acts, in the journal."""
SHOWN = 20
"""Ids on one line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A class to delete, how many records of it are expected to go, and that the archive was asked where it must be."""

    key: str
    count: int
    offered: bool = False
    group: str = ""


def dry_run(settings: Settings, at: date | None, *, ids: bool = False) -> int:
    """Print what is beyond its period, class by class, and what holds it. Nothing is deleted."""
    with seen(settings) as store:
        for group, _ in store.run_sync(kept_groups.everything, group="").values():
            today = at or _today(store, group)
            print(f"{group.name}, {today.isoformat()}. Rules {rules.VERSION}. A dry run: nothing is deleted.")
            if group.retention.hold:
                print(f"Legal hold: {group.retention.hold}. Nothing goes while it stands.")
            for rule in group.retention.rules():
                before = rules.due_before(rule, today)
                count = store.run_sync(lambda s, r=rule, b=before: kept.beyond(s, r, b), group=group.id)
                print(rules.told(rule, count, before, group.retention.hold))
                if ids and count and not rule.stays:
                    found = store.run_sync(lambda s, r=rule, b=before: kept.named(s, r, b), group=group.id)
                    _list([item.subject for item in found])
            print(rules.BACKUPS)
    return 0


def delete(settings: Settings, wish: Wish) -> int:
    """Delete one class of one group, all of it or nothing."""
    with opened(settings) as store:
        group = _group(store, wish.group)
        rule = next((r for r in group.retention.rules() if r.key == wish.key), None)
        if rule is None:
            known = ", ".join(r.key for r in rules.RULES if not r.stays)
            raise Invalid("--delete", f"'{wish.key}' is no class; known are {known}.")
        before = rules.due_before(rule, _today(store, group))
        gone = store.run_sync(lambda s: _delete(s, group, rule, before, wish), group=group.id)
    print(f"{group.name}: {len(gone):,} of {rule.key} deleted, ended before {before.isoformat()}. Rule: {rule.source}.")
    _list(gone)
    print("Each has its line in the journal. " + rules.BACKUPS[:1].upper() + rules.BACKUPS[1:] + ".")
    return 0


def _delete(session: Session, group: Group, rule: Rule, before: date, wish: Wish) -> tuple[str, ...]:
    session.as_system(ACTOR)
    due = kept.beyond(session, rule, before)
    rules.may_delete(rule, group.retention.hold, due, wish.count, offered=wish.offered)
    return kept.take(session, rule, before)


def _group(store: Store, key: str) -> Group:
    found = {g.id: g for g, _ in store.run_sync(kept_groups.everything, group="").values()}
    if not key and len(found) == 1:
        return next(iter(found.values()))
    if key not in found:
        raise Invalid("--group", f"please name one of: {', '.join(sorted(found)) or 'no group is loaded'}.")
    return found[key]


def _today(store: Store, group: Group) -> date:
    return store.clock().astimezone(group.zone).date()


def _list(ids: list[str] | tuple[str, ...]) -> None:
    for start in range(0, len(ids), SHOWN):
        print("  " + ", ".join(ids[start : start + SHOWN]))
