"""Takes one protection away at a time, in a copy of the tree, and sees that a named test turns red.

    python -m tests.saboteurs            all of them: n of n caught
    python -m tests.saboteurs seal       those with this word in their name

A saboteur is a piece of text in a file and what stands there instead. The piece must stand there exactly once: when the
code moves on, its saboteur says so and is brought along. First every named test must be green on an untouched copy.
Source: reliability.md 5, "each test has a saboteur".
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "node_modules", ".hypothesis", ".*_cache", ".tools")
AT_THE_TOP = frozenset({"data", "out"})
"""What a bot or a test run left in the tree's own folder."""
LONGEST = 300
"""Seconds that a test may take on a busy machine; one that hangs has noticed, too."""
TURN, STORAGE, BOT = "tests/integration/bot/test_turn.py", "tests/integration/storage", "tests/integration/bot"
WHOLE = "tests/integration/whole"


@dataclass(frozen=True)
class Saboteur:
    """One protection taken away, and who must notice."""

    name: str
    file: str
    was: str
    becomes: str
    test: str
    words: str = ""
    """`-k` for the test's file."""


SABOTEURS = (
    Saboteur(
        "role is not looked at again at a press",
        "bot/turn.py",
        "        if not ctx.member.is_any(submit.roles):",
        "        if ctx.member is None:",
        TURN,
        "role_lost",
    ),
    Saboteur(
        "role of a command is not looked at",
        "bot/turn.py",
        "        if not ctx.member.is_any(command.roles):",
        "        if ctx.member is None:",
        TURN,
        "role_that_may_not",
    ),
    Saboteur(
        "a repeated press acts again",
        "bot/turn.py",
        "        stored = inbox.seen(ctx.session, key) if submit.writes else None",
        "        stored = None",
        f"{WHOLE}/test_repeats.py",
    ),
    Saboteur(
        "identifiable text is let in by a form",
        "bot/turn.py",
        "        guard(_texts(ctx.turn.values))\n        reply = self._sealed(submit.run(ctx, values), ctx, back)",
        "        reply = self._sealed(submit.run(ctx, values), ctx, back)",
        TURN,
        "identifiable_text",
    ),
    Saboteur(
        "somebody who left is still somebody",
        "bot/turn.py",
        "        if member is None or not member.active:\n            return self._stranger",
        "        if member is None:\n            return self._stranger",
        TURN,
        "somebody_who_left",
    ),
    Saboteur(
        "typed values win over the seal",
        "bot/turn.py",
        "return submit, sealed, {**typed, **sealed.data}",
        "return submit, sealed, {**sealed.data, **turn.values}",
        f"{WHOLE}/test_forgery.py",
    ),
    Saboteur(
        "seal: the signature is not compared",
        "bot/seal.py",
        "not hmac.compare_digest(given, self._mac(key_id, head))",
        "len(given) != 18",
        "tests/unit/bot/test_seal.py",
        "no_bit",
    ),
    Saboteur(
        "seal: anybody may press anybody's card",
        "bot/seal.py",
        "        right_person = scope in {CHANNEL, speaker}",
        "        right_person = bool(scope)",
        TURN,
        "button_of_somebody_else",
    ),
    Saboteur(
        "seal: buttons live for ever",
        "bot/seal.py",
        "if now - issued > LIFE or",
        "if now - issued > LIFE * 1000 or",
        TURN,
        "old_button",
    ),
    Saboteur(
        "seal: one seal for all readers of a card",
        "bot/seal.py",
        "    copy = dict(node)\n    if kind in PRESSED:",
        "    copy = node\n    if kind in PRESSED:",
        "tests/unit/bot/test_seal.py",
        "several_people",
    ),
    Saboteur(
        "store: readers that write lose updates",
        "storage/engine.py",
        'exec_driver_sql("BEGIN IMMEDIATE")',
        'exec_driver_sql("BEGIN DEFERRED")',
        f"{WHOLE}/test_store_faults.py",
        "from_its_beginning",
    ),
    Saboteur(
        "store: commits are not synced",
        "storage/engine.py",
        '"synchronous": ("FULL", "2")',
        '"synchronous": ("NORMAL", "1")',
        f"{STORAGE}/test_engine.py",
        "every_setting_of_a_sqlite",
    ),
    Saboteur(
        "store: a power cut finds commits that were not synced",
        "storage/engine.py",
        '"synchronous": ("FULL", "2")',
        '"synchronous": ("OFF", "0")',
        f"{WHOLE}/test_powercut.py",
        "acknowledged_survives",
    ),
    Saboteur(
        "store: a power cut brings a deleted journal back",
        "storage/engine.py",
        'return "wal" if sqlite_fixed(sqlite3.sqlite_version_info) else "truncate"',
        'return "delete"',
        f"{WHOLE}/test_powercut.py",
        "acknowledged_survives",
    ),
    Saboteur(
        "store: everybody waits for a lock of their own",
        "storage/batches.py",
        "                    done += self._waiting()\n",
        "                    pass\n",
        f"{STORAGE}/test_batches.py",
        "waited_for_once",
    ),
    Saboteur(
        "store: REPLACE slips past the triggers",
        "storage/engine.py",
        '        "recursive_triggers": ("ON", "1"),\n',
        "",
        f"{STORAGE}/test_engine.py",
        "every_setting_of_a_sqlite",
    ),
    Saboteur(
        "store: told before the commit",
        "storage/batches.py",
        "            job.result = job.work(session)\n            journal.flush(session)\n",
        "            job.result = job.work(session)\n            journal.flush(session)\n"
        "            job.loop.call_soon_threadsafe(job.settle) if job.loop else job.settle()\n",
        f"{STORAGE}/test_store.py",
        "full_disk or killed_at_any_moment",
    ),
    Saboteur(
        "store: two processes on one file",
        "storage/lock.py",
        "fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)",
        f"{STORAGE}/test_lock.py",
    ),
    Saboteur(
        "journal: lines may be changed",
        "storage/guards.py",
        "BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
        "BEFORE UPDATE ON journal BEGIN SELECT 1; END",
        f"{STORAGE}/test_guards.py",
        "no_line_is_changed",
    ),
    Saboteur(
        "journal: a line need not follow the last one",
        "storage/guards.py",
        "BEGIN SELECT RAISE(ABORT, 'the journal goes on from its last line only'); END",
        "BEGIN SELECT 1; END",
        f"{STORAGE}/test_guards.py",
        "next_number",
    ),
    Saboteur(
        "journal: the chain leaves out the line before",
        "storage/journal.py",
        "hashlib.sha256((prev + body).encode())",
        "hashlib.sha256(body.encode())",
        f"{STORAGE}/test_journal.py",
        "followed_by_anybody",
    ),
    Saboteur(
        "records: the slower one wins",
        "storage/records.py",
        "    if not mapping.update(session.connection, session.group, values, record.version):",
        "    if mapping.update(session.connection, session.group, values, record.version) is None:",
        f"{STORAGE}/test_records.py",
        "faster",
    ),
    Saboteur(
        "outbox: marks of a dead claim count",
        "storage/outbox.py",
        "outbox.c.id == entry.id, outbox.c.fence == entry.fence,",
        "outbox.c.id == entry.id,",
        f"{STORAGE}/test_outbox.py",
        "marks_count_no_more",
    ),
    Saboteur(
        "outbox: a lease without time left reaches the wire",
        "storage/deliveries.py",
        '            outbox.c.lease_until > bindparam("beyond"),\n',
        "",
        f"{BOT}/test_outbox.py",
        "lease_that_ran_out",
    ),
    Saboteur(
        "outbox: doubt is sent again",
        "bot/outbox.py",
        "            if outbox.mark_uncertain(session, entry, outcome.reason):",
        "            self._later(session, entry, 0.0, outcome.reason)\n            if False:",
        f"{BOT}/test_outbox.py",
        "doubtful_reminder",
    ),
    Saboteur(
        "outbox: two claims share a row",
        "storage/outbox.py",
        "            fence=outbox.c.fence + 1,\n",
        "            fence=1,\n",
        f"{STORAGE}/test_outbox.py",
        "marks_count_no_more",
    ),
    Saboteur(
        "outbox: marked as sending long before the wire",
        "bot/outbox.py",
        "        return ready, to_open\n",
        "        deliveries.mark_sending(session, [r.entry for r in ready])\n        return ready, to_open\n",
        f"{BOT}/test_outbox.py",
        "no_earlier_than",
    ),
    Saboteur(
        "wire: asked to begin before it may leave",
        "bot/teams/connector.py",
        "            if wait:\n                return RetryAfter(wait",
        "            if wait and await begin():\n                return RetryAfter(wait",
        f"{BOT}/test_connector.py",
        "begins_when_it_may_leave",
    ),
    Saboteur(
        "planner: one reminder's failed statement stops its group",
        "storage/session.py",
        "            with self.connection.begin_nested():\n                yield",
        "            yield",
        f"{BOT}/test_tick_parts.py",
        "others_go_on",
    ),
    Saboteur(
        "journal: lines that were undone count as the last ones",
        "storage/session.py",
        "                self.heads.clear()\n                self.heads.update(heads)\n",
        "                pass\n",
        f"{STORAGE}/test_session.py",
        "lines_that_a_reading_wrote",
    ),
    Saboteur(
        "summaries: what was worked out outlives a change",
        "storage/fresh.py",
        "found[0] == stamp and ",
        "",
        f"{STORAGE}/test_fresh.py",
        "until_something_is_written",
    ),
    Saboteur(
        "summaries: who may see less gets what another saw",
        "storage/fresh.py",
        "whole = (session.group, session.trusts_seen(), key)",
        "whole = (session.group, key)",
        f"{STORAGE}/test_fresh.py",
        "may_see_less",
    ),
    Saboteur(
        "planner: what waits is lost when a clock is set back",
        "bot/flows/planning.py",
        " and _moment_of(watch, k) <= watch.now and not _left_out(k, skipped)",
        " and not _left_out(k, skipped)",
        f"{BOT}/test_tick.py",
        "clock_is_set_back",
    ),
    Saboteur(
        "planner: what waits to try again is not due",
        "storage/departures.py",
        "or_(outbox.c.not_before <= session.now, outbox.c.attempts > 0)",
        "outbox.c.not_before <= session.now",
        f"{STORAGE}/test_departures.py",
        "all_the_while",
    ),
    Saboteur(
        "wire: a post whose answer failed is tried again",
        "bot/teams/answers.py",
        "DOUBTFUL = frozenset({408, 500, 502, 503, 504})",
        "DOUBTFUL = frozenset({408, 502, 503, 504})",
        f"{BOT}/test_connector.py",
        "doubtful_post",
    ),
    Saboteur(
        "wire: redirects are followed",
        "bot/teams/connector.py",
        "allow_redirects=False, timeout=TOTAL",
        "allow_redirects=True, timeout=TOTAL",
        f"{BOT}/test_connector.py",
        "every_answer",
    ),
    Saboteur(
        "wire: any host is spoken to",
        "bot/teams/connector.py",
        "        if not self.hosts.allows(place.service_url):",
        "        if not place.service_url:",
        f"{BOT}/test_connector.py",
        "not_on_the_list",
    ),
    Saboteur(
        "gate: any tenant",
        "bot/teams/gate.py",
        "        if tenant_of(activity).lower() not in tenants:",
        "        if not tenants:",
        f"{BOT}/test_gate.py",
    ),
    Saboteur(
        "gate: any channel",
        "bot/teams/gate.py",
        '        if activity.get("channelId") != CHANNEL:',
        '        if not activity.get("channelId"):',
        f"{BOT}/test_gate.py",
    ),
    Saboteur(
        "gate: tokens that ended",
        "bot/teams/verify.py",
        "        if now >= expires + SKEW:",
        "        if now >= expires + SKEW * 1_000:",
        f"{BOT}/test_gate.py",
    ),
    Saboteur(
        "gate: tokens for another service",
        "bot/teams/gate.py",
        "        if verified is not None and service_url != verified.service_url:",
        "        if service_url is None:",
        f"{BOT}/test_gate.py",
    ),
    Saboteur(
        "gate: a key stands twice",
        "bot/teams/strict.py",
        "    if len(made) != len(found):",
        "    if len(made) > len(found):",
        "tests/unit/bot/test_strict.py",
    ),
    Saboteur(
        "gate: what is left out hides a key that stands twice",
        "bot/teams/strict.py",
        "        _once(raw)\n",
        "",
        "tests/unit/bot/test_strict.py",
        "anywhere_else",
    ),
    Saboteur(
        "door: half-open connections stay",
        "bot/doorstep.py",
        "now - since >= self.silent]",
        "now - since >= self.silent * 1_000]",
        f"{BOT}/test_doorstep.py",
        "nothing_goes_after",
    ),
    Saboteur(
        "clock: after it was set back there is no rhythm",
        "bot/scheduler.py",
        'self._scheduler.reschedule_job("tick"',
        'self._scheduler.modify_job("tick", max_instances=1) if True else self._scheduler.reschedule_job("tick"',
        f"{BOT}/test_scheduler.py",
        "set_back",
    ),
    Saboteur(
        "workbooks: their own declarations are read",
        "storage/sheets.py",
        "    if _DECLARES.search(part):",
        "    if part is None:",
        "tests/unit/storage/test_sheets.py",
        "entities",
    ),
    Saboteur(
        "workbooks: a cell far out fills the memory",
        "storage/sheets.py",
        " or _column(part) * _row(part) > CELLS:",
        ":",
        "tests/unit/storage/test_sheets.py",
        "far_out",
    ),
    Saboteur(
        "groups: an id counts in any tenant",
        "bot/groups.py",
        "if found is not None and len(tenants) > 1 and found.tenant_id.lower() != place.tenant_id.lower():",
        "if found is None:",
        f"{WHOLE}/test_two_groups.py",
        "stranger_in_the_channel",
    ),
    Saboteur(
        "logs: what an exception says",
        "bot/logs.py",
        '    return {"error": type(error).__qualname__, "where": where}',
        '    return {"error": repr(error), "where": where}',
        f"{WHOLE}/test_canaries.py",
    ),
    Saboteur(
        "concerns: anybody reads them",
        "bot/commands/concerns.py",
        "    if found is None or not reads(ctx.member, found):",
        "    if found is None:",
        f"{WHOLE}/test_authority.py",
        "every_verb_for_everybody",
    ),
    Saboteur(
        "returns: any lead fills any trust's",
        "bot/commands/returns.py",
        "if rnd is None or not ctx.member.leads(trust) or trust not in rnd.trusts:",
        "if rnd is None or trust not in rnd.trusts:",
        f"{WHOLE}/test_authority.py",
        "every_verb_for_everybody",
    ),
    Saboteur(
        "actions: a step on an old version",
        "bot/flows/actions.py",
        "    if action.version != version:\n        raise records.stale(session, zone, action.id)\n",
        "    return\n",
        f"{WHOLE}/test_forgery.py",
    ),
)


def copied(to: Path) -> Path:
    """The tree as it stands, with the same Python packages."""
    place = to / "tree"
    shutil.copytree(ROOT, place, ignore=_left_out, symlinks=True)
    (place / ".venv").symlink_to(ROOT / ".venv")
    modules = ROOT / "playground" / "node_modules"
    if modules.is_dir():
        (place / "playground" / "node_modules").symlink_to(modules)
    return place


def _left_out(folder: str, names: list[str]) -> set[str]:
    return LEFT_OUT(folder, names) | (AT_THE_TOP & set(names) if Path(folder) == ROOT else set())


def passes(place: Path, test: str, words: str) -> tuple[bool, str]:
    """Whether a test is green there, and its last lines."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", test]
    command += ["-k", words] if words else []
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COV_", "COVERAGE"))}
    try:
        ran = subprocess.run(
            command, cwd=place, env={**env, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True,
            timeout=LONGEST, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False, "it hung"
    return ran.returncode == 0, "\n".join(ran.stdout.splitlines()[-3:])


def sabotage(place: Path, saboteur: Saboteur) -> str:
    """Take the protection away; gives the text as it was."""
    file = place / saboteur.file
    text = file.read_text(encoding="utf-8")
    if text.count(saboteur.was) != 1:
        raise LookupError(f"{saboteur.file} has {text.count(saboteur.was)} times: {saboteur.was.strip()[:70]}")
    file.write_text(text.replace(saboteur.was, saboteur.becomes), encoding="utf-8")
    return text


def main(words: str = "") -> int:
    """Every saboteur; 0 when each was caught."""
    chosen = [s for s in SABOTEURS if words in s.name]
    caught, missed = 0, list[str]()
    with tempfile.TemporaryDirectory(prefix="ovs-saboteurs-") as folder:
        place = copied(Path(folder))
        for test, key in sorted({(s.test, s.words) for s in chosen}):
            green, said = passes(place, test, key)
            if not green:
                missed.append(f"{test} {key} is not green on an untouched copy: {said}")
        for saboteur in chosen:
            began = time.monotonic()
            try:
                before = sabotage(place, saboteur)
            except LookupError as lost:
                missed.append(f"{saboteur.name}: {lost}")
                continue
            green, _ = passes(place, saboteur.test, saboteur.words)
            (place / saboteur.file).write_text(before, encoding="utf-8")
            caught += not green
            if green:
                missed.append(f"{saboteur.name}: nobody noticed")
            sys.stdout.write(f"{'missed' if green else 'caught'} {time.monotonic() - began:4.0f} s  {saboteur.name}\n")
            sys.stdout.flush()
    sys.stdout.write("".join(f"FAULT {line}\n" for line in missed))
    sys.stdout.write(f"{caught} of {len(chosen)} saboteurs caught\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
