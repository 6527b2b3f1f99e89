"""What an operator types: `python app.py COMMAND`. Each command says in words what it did or why it could not.

Owns: the command line. Must not: decide anything that a turn or the clock decides; `serve` is handed in by `app.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from bot import clock, console_retention, console_store, playground
from bot.settings import Settings, SettingsFaults, read
from bot.teams.certificate import Unfit
from bot.traces import NotInstalled
from domain.group_faults import GroupFaults
from domain.refusals import Invalid, Refusal
from storage.store import Busy, Damaged, Unusable

Serve = Callable[[Settings], int]

EXPECTED = (Unusable, Busy, Damaged, GroupFaults, SettingsFaults, Refusal, Unfit, NotInstalled, OSError)
"""Troubles that are told in words; anything else is a bug and shows its trace."""


def main(arguments: Sequence[str], serve: Serve) -> int:
    """Run one command; 0 when it did what was asked."""
    given = _parser().parse_args(list(arguments))
    try:
        return _run(given, serve)
    except SettingsFaults as found:
        _say("The settings cannot be used:", *found.faults)
    except GroupFaults as found:
        _say("The group file cannot be used:", *found.faults)
    except Refusal as refusal:
        _say(refusal.words)
    except EXPECTED as trouble:
        _say(str(trouble))
    return 1


def _run(given: argparse.Namespace, serve: Serve) -> int:
    if given.command == "understand":
        from bot import understand  # noqa: PLC0415 only this command reads words without a turn

        group, _ = playground.sample_group(_group_file())
        understand.main(sys.stdin, sys.stdout, group.trusts, clock.real().date())
        return 0
    if given.command == "demo":
        from bot import demo  # noqa: PLC0415 the serving bot never loads it

        return demo.run(given.as_person, given.now, given.port, given.playground_port)
    if given.command == "check":
        return console_store.check()
    settings = read()
    if given.command is None:
        return serve(settings)
    commands: dict[str, Callable[[], int]] = {
        "load": lambda: console_store.load(settings, given.file, given.sample, open_round=given.open_round),
        "migrate": lambda: console_store.migrate(settings, given.to),
        "rehearse": lambda: console_store.rehearse(settings, given.start, given.end),
        "backup": lambda: console_store.backup(settings, given.file),
        "restore": lambda: console_store.restore(settings, given.file),
        "export": lambda: console_store.export(settings, given.file),
        "retention": lambda: _retention(settings, given),
        "hold": lambda: console_store.hold(settings, given.copied_at),
    }
    return commands[given.command]()


def _retention(settings: Settings, given: argparse.Namespace) -> int:
    if given.delete is None:
        return console_retention.dry_run(settings, given.at, ids=given.ids)
    if given.at is not None or given.count is None:
        raise Invalid("--delete", "it goes by today, so not with --at, and with the --count that the dry run gave.")
    wish = console_retention.Wish(given.delete, given.count, given.offered, given.group)
    return console_retention.delete(settings, wish)


def _group_file() -> Path:
    """The group whose trusts are known by name: GROUP_FILE, or the sample group. No other setting matters here."""
    try:
        return read().group_file or playground.GROUP_FILE
    except SettingsFaults as found:
        return found.settings.group_file or playground.GROUP_FILE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Oversight. Without a command it serves.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    demo = commands.add_parser("demo", help="bot, sample group and Playground in one, on this machine only")
    demo.add_argument("--as", dest="as_person", default="chair", metavar="NAME", help="who sits in the browser")
    demo.add_argument("--now", type=_moment, metavar="TIME", help="start the clock at a local time: 2026-12-07T09:29")
    demo.add_argument("--port", type=int, default=3978)
    demo.add_argument("--playground-port", type=int, default=56150)
    commands.add_parser("check", help="settings, database, group file and clock: every fault at once")
    load = commands.add_parser("load", help="load a group file")
    load.add_argument("file", type=Path)
    load.add_argument("--sample", type=Path, metavar="FILE", help="fill an empty store with sample returns and actions")
    load.add_argument("--open-round", action="store_true", help="with --sample: the round under way is open already")
    moved = commands.add_parser("migrate", help="bring the database to this version")
    moved.add_argument("--to", metavar="NUMBER", help="back to an earlier schema, before its release starts again")
    rehearse = commands.add_parser("rehearse", help="what would be sent, to whom, when and why; nothing is sent")
    rehearse.add_argument("--from", dest="start", type=_day, required=True, metavar="DATE")
    rehearse.add_argument("--to", dest="end", type=_day, required=True, metavar="DATE")
    for name, words in (
        ("backup", "copy the store, verified, while the bot runs"),
        ("restore", "put a copy in place; nothing is sent a second time"),
        ("export", "everything as a workbook; FILE.toml: the group as a group file again"),
    ):
        commands.add_parser(name, help=words).add_argument("file", type=Path)
    kept = commands.add_parser("retention", help="which records are beyond their period; deletes only with --delete")
    kept.add_argument("--at", type=_day, metavar="DATE", help="the dry run as on that day instead of today")
    kept.add_argument("--ids", action="store_true", help="the dry run with the id of every record")
    kept.add_argument("--delete", metavar="CLASS", help="delete this class for good; needs --count; stop the bot")
    kept.add_argument("--count", type=int, metavar="N", help="how many go, as the dry run says; else nothing does")
    kept.add_argument("--offered", action="store_true", help="papers: they were offered to the archive")
    kept.add_argument("--group", default="", metavar="ID", help="which group, where there are several")
    hold = commands.add_parser("hold", help="after PostgreSQL's own restore: nothing goes out a second time")
    hold.add_argument("copied_at", type=_instant, metavar="TIME", help="what it went back to: 2026-12-01T02:00+00:00")
    commands.add_parser("understand", help="read messages as JSON lines and say how each would be understood")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2026-12-07") from None


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time such as 2026-12-07T09:29") from None
    return text


def _instant(text: str) -> datetime:
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found
    raise argparse.ArgumentTypeError(f"'{text}' is not a time with its zone, such as 2026-12-01T02:00+00:00")


def _say(*lines: str) -> None:
    print("\n- ".join(lines), file=sys.stderr)
