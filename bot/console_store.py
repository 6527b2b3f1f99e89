"""The operator's commands that touch the store: check, load, migrate, backup, restore, export, rehearse.

Owns: what each says and in which order it works. Must not: serve, or send anything.
"""

from __future__ import annotations

import logging
import os
import sys
import tomllib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, gettempdir
from zoneinfo import ZoneInfo

from bot import clock
from bot.progress import shown
from bot.settings import Settings, SettingsFaults, read
from bot.teams import certificate
from domain.calendar import as_at
from domain.group import Group, read_group
from domain.group_faults import GroupFaults
from domain.group_files import written
from domain.group_strangers import strangers
from domain.people import Member
from domain.refusals import Invalid
from storage import backup as copies
from storage import checks, members
from storage import groups as kept_groups
from storage import migrate as migrations
from storage import restore as restores
from storage.engine import sqlite_path
from storage.groups import Loaded
from storage.store import Session, Store, Unusable

log = logging.getLogger(__name__)
NO_GROUP = "no group is loaded yet: python app.py load FILE"
ODD_YEARS = (2024, 2040)
"""A machine's clock outside these years is wrong for certain. Source: ours, the years of the calendar tests."""


def group_file(path: Path) -> tuple[dict[str, object], Group, tuple[Member, ...]]:
    """A group file, parsed and checked. Raises `GroupFaults` with every fault in words."""
    config = parsed(path)
    return (config, *read_group(config))


def parsed(path: Path) -> dict[str, object]:
    """The tables of a group file as they stand in it. Raises `GroupFaults` for a file that cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GroupFaults((f"{path}: {error.strerror}",)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GroupFaults((f"{path} is not a TOML file: {error}",)) from error


@contextmanager
def opened(settings: Settings, at: clock.Clock = clock.real) -> Generator[Store]:
    """The store at this version of the schema, closed at the end."""
    migrations.migrate(settings.database_url)
    store = Store.open(settings.database_url, clock=at)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def seen(settings: Settings) -> Generator[Store]:
    """The groups as they stand, to look at: on SQLite in a copy, so that the bot may be running meanwhile.

    A copy without a group gets that of `GROUP_FILE`, as serving would. Raises `Unusable` when there is none at all.
    """
    with TemporaryDirectory() as folder:
        path, there = sqlite_path(settings.database_url), settings
        if path is not None:
            there = replace(settings, database_url=f"sqlite:///{folder}/{path.name}")
            if path.is_file() or settings.group_file is None:
                copies.glimpse(path, Path(folder) / path.name)
        with opened(there) as store:
            if not store.run_sync(kept_groups.everything, group=""):
                if settings.group_file is None or path is None:
                    raise Unusable(NO_GROUP)
                load_into(store, settings.group_file)
            yield store


def load_into(store: Store, path: Path, say: Callable[[str], None] = log.warning) -> Loaded:
    """Load a group file; what was changed by chat stays. A name in it that nobody reads is said and does no harm."""
    config, group, people = group_file(path)
    for stranger in strangers(config):
        say(f"In the group file, and not read: {stranger}")
    return store.run_sync(lambda session: kept_groups.keep(session, config, group, people), group=group.id)


def load(settings: Settings, path: Path, sample: Path | None, *, open_round: bool = False) -> int:
    """Load a group file, and into an empty store sample data if asked."""
    _, group, people = group_file(path)
    hand = clock.Hand(clock.starting(settings.now, group.zone))
    with opened(settings, hand) as store:
        loaded = load_into(store, path, print)
        print(f"{group.name}: {len(group.trusts)} trusts, {len(people)} people.")
        for title, names in (("Added", loaded.added), ("Changed", loaded.changed), ("Left", loaded.left)):
            if names:
                print(f"{title}: {', '.join(names)}.")
        for held in loaded.held:
            print(f"Not touched: {held}.")
        if sample is not None:
            from bot import sample as samples  # noqa: PLC0415 only the demo needs it

            print(samples.play(store, hand, loaded.group, people, sample, round_is_open=open_round))
    return 0


def migrate(settings: Settings, to: str | None = None) -> int:
    """Bring the database to this version's schema, or back to an earlier one."""
    if to is not None and to not in migrations.known():
        raise Unusable(f"there is no schema '{to}'; known are: {', '.join(migrations.known())}")
    print(migrations.migrate(settings.database_url, to=to or migrations.HEAD))
    return 0


def may_write(target: Path) -> None:
    """Say at once where nothing can be written, and what to do; raises `Unusable`."""
    folder = target.absolute().parent
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Unusable(
            f"{target} cannot be written: {(error.strerror or 'the folder refuses it').lower()} in {folder}. "
            f"Give a whole path to a folder that you may write to, such as {gettempdir()}{os.sep}{target.name}"
        ) from error


def backup(settings: Settings, target: Path) -> int:
    """Copy the SQLite store, verified; the bot may be running."""
    may_write(target)
    print(copies.backup(settings.database_url, target))
    return 0


def restore(settings: Settings, source: Path) -> int:
    """Put a copy in place of the store."""
    print(restores.restore(source, settings.database_url, now=clock.real()))
    return 0


def hold(settings: Settings, copied_at: datetime) -> int:
    """After a restore with the database's own tools: hold what may have been sent since the moment it went back to."""
    if copied_at > clock.real():
        raise Invalid("TIME", "it lies ahead; give the moment that the database was restored to.")
    with opened(settings) as store:
        print(f"{restores.hold_in(store, copied_at)} messages may have been sent already and are held as uncertain.")
    return 0


def export(settings: Settings, target: Path) -> int:
    """Everything of every group as workbooks, one file a group; a name that ends in .toml asks for the group file."""
    from storage import exports  # noqa: PLC0415 a workbook library that only exports need

    may_write(target)
    with seen(settings) as store:
        groups = store.run_sync(kept_groups.everything, group="")
        for group, _ in groups.values():
            file = target if len(groups) == 1 else target.with_name(f"{target.stem}-{group.id}{target.suffix}")
            if target.suffix == ".toml":
                file.write_text(store.run_sync(_group_text, group=group.id), encoding="utf-8")
                print(f"{file}: the group file of {group.name}, with what was changed by chat.")
                continue
            with shown() as step:
                rows = store.run_sync(lambda s, file=file, step=step: exports.write(s, file, step), group=group.id)
            print(f"{file}: {rows:,} rows of {group.name}.")
    return 0


def _group_text(session: Session) -> str:
    return written(kept_groups.config_of(session), members.everybody(session))


def rehearse(settings: Settings, start: date, end: date) -> int:
    """Print what would be sent between two days, to whom, when and why."""
    from bot import rehearsal  # noqa: PLC0415 the whole planner, which only this command needs here

    if end < start:
        raise Invalid("--to", "the last day lies before the first.")
    if (end - start).days > 2 * 366:
        raise Invalid("--to", "please rehearse two years at most.")
    with seen(settings) as store:
        with shown() as step:
            lines = list(rehearsal.rehearse(store, start, end, step))
        for line in lines:
            print(line)
    return 0


def _look_at(path: Path) -> tuple[list[str], list[str]]:
    """What `check` says of a group file: notes and faults, a name that nobody reads among them."""
    notes: list[str] = []
    faults: list[str] = []
    config: dict[str, object] = {}
    try:
        config = parsed(path)
        group, people = read_group(config)
        notes.append(f"group file: {group.name}, {len(group.trusts)} trusts, {len(people)} people")
    except GroupFaults as found:
        faults += found.faults
    return notes, [f"Group file: {fault}" for fault in (*faults, *(strangers(config) if config else ()))]


def check() -> int:
    """Settings, database, group file and clock: every fault at once, in words; 1 when there is any."""
    faults: list[str] = []
    notes: list[str] = []
    try:
        settings = read()
        notes.append("anonymous development mode, loopback only" if settings.anonymous else "signed-in mode")
    except SettingsFaults as found:
        faults += [f"Settings: {fault}" for fault in found.faults]
        settings = found.settings
    if settings.group_file is not None:
        told, wrong = _look_at(settings.group_file)
        notes += told
        faults += wrong
    now = clock.real()
    if settings.certificate is not None:
        faults += certificate.faults(settings.certificate, settings.certificate_password, now)
    if not ODD_YEARS[0] <= now.year <= ODD_YEARS[1]:
        faults.append(f"Clock: this machine believes it is {now:%d %B %Y}.")
    notes.append(f"clock: {as_at(now.astimezone(ZoneInfo('Europe/London')))} in London")
    try:
        found = checks.report(settings.database_url, now)
        notes += found.notes
        faults += [f"Database: {fault}" for fault in found.faults]
    except Unusable as trouble:
        faults.append(f"Database: {trouble}")
    for note in notes:
        print(f"  {note}")
    for fault in faults:
        print(f"! {fault}", file=sys.stderr)
    print("Everything is in order." if not faults else f"{len(faults)} to put right.")
    return 1 if faults else 0
