"""`import`: figures of a workbook or pasted from one, a dry run first, kept when the office says so.

Owns: who may, and that nothing is stored by a check. How cells are read is `domain/imports.py`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from bot.contracts import Command, Context, LongWork, Made, Reply, Slots, Submit, Values
from bot.flows import action_logs, tables
from bot.flows.imports import KIND, TITLE, opened
from cards import forms
from cards import imports as cards
from cards.returns import WHY_KEPT
from domain import import_checks as checks
from domain.action_logs import Log
from domain.catalogue import queried
from domain.group import Group
from domain.imports import Report, read
from domain.jobs import Job
from domain.people import OFFICE
from domain.questions import KEPT, SAY_WHY, WHY, WHY_LABEL
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import period_of, previous
from domain.series import Figure
from domain.tables import Table
from storage import files, observations, sheets
from storage.session import Session

UNCHANGED = "Nothing was changed."
UPLOAD = "upload"
"""Purpose of a file that waits for a press; no link hands it out."""


def import_(ctx: Context, _slots: Slots) -> Reply:
    """The dry run of a workbook that came with the words; without one, where cells are pasted."""
    for attachment in ctx.turn.attachments:
        if isinstance(attachment.opened, Report):
            return _file_run(ctx, attachment.name, attachment.opened)
        if isinstance(attachment.opened, Table):
            return tables.dry_run(ctx, attachment.name, attachment.opened)
        if isinstance(attachment.opened, Log):
            return action_logs.dry_run(ctx, attachment.name, attachment.opened)
    return Reply(cards.paste())


def _file_run(ctx: Context, name: str, report: Report) -> Reply:
    """The figures wait in the store for the press; the workbook is not kept."""
    checked = _checked(ctx, report)
    file = ""
    if checked.fresh or checked.queried:
        text = json.dumps([dataclasses.astuple(f) for f in (*checked.fresh, *checked.queried)])
        file = files.keep(ctx.session, name, text.encode(), purpose=UPLOAD, content_type="application/json").id
    return Reply(cards.file_run(name, report, checked, file))


def _checked(ctx: Context, report: Report) -> cards.Checked:
    """What of a dry run is new, replaces something, or is unlike the months before it."""
    found = report.figures
    stand = observations.standing(ctx.session, (*found, *report.queried))
    doubted = checks.own_first(report.queried, stand) if report.national else report.queried
    wanted = checks.own_first(found, stand) if report.national else found
    fresh = checks.fresh(wanted, stand)
    return cards.Checked(
        fresh,
        checks.replaced(fresh, stand),
        checks.unusual(fresh, _before(ctx, fresh)),
        checks.fresh(doubted, stand),
        kept_local=len(found) - len(wanted),
    )


def _before(ctx: Context, found: Sequence[Figure]) -> Sequence[Figure]:
    if not found:
        return ()
    return observations.figures(
        ctx.session,
        measures=sorted({f.measure for f in found}),
        trusts=sorted({f.trust for f in found}),
        since=previous(min(f.period for f in found), checks.LOOKS_BACK),
        until=max(f.period for f in found),
    )


def keep_file(ctx: Context, values: Values) -> Reply:
    """Keep the figures of a workbook, as the dry run showed them."""
    name, found = _waiting(ctx, values)
    why = _stands_by(values)
    fresh = checks.fresh(_chosen(found, why), observations.standing(ctx.session, found))
    if not fresh:
        left = any(_doubted(f) for f in found) and not why
        raise NotAllowed("No figure is left to import." if left else "These figures stand here already.", UNCHANGED)
    source = observations.keep_imported(ctx.session, fresh, year=ctx.today.year, why=why)
    return Reply(cards.kept(source, Report(fresh, layout=name), ()))


def file_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The question about queried figures again, with what was typed."""
    _, found = _waiting(ctx, values)
    count = sum(_doubted(f) for f in found)
    return Reply(cards.stand_by(count, str(values["file"]), forms.Refill.of(values, faults)))


def _waiting(ctx: Context, values: Values) -> tuple[str, tuple[Figure, ...]]:
    """The figures of a dry run that wait for a press."""
    file = files.get(ctx.session, str(values["file"]))
    if file is None or file.purpose != UPLOAD:
        raise NotAllowed("That dry run has gone; it stays for a day.", "Please send the workbook again.")
    return file.name, tuple(Figure(*row) for row in json.loads(files.content(ctx.session, file)))


def _stands_by(values: Values) -> str:
    """Why figures that cannot be right are kept; empty when they are left out."""
    given = forms.read([cards.KEEP, WHY_KEPT], values)
    if given[KEPT] != "keep":
        return ""
    if not given[WHY]:
        raise Invalid(WHY_LABEL, SAY_WHY)
    return str(given[WHY])


def _doubted(figure: Figure) -> bool:
    return queried(figure.measure, figure.numerator, figure.denominator)


def _chosen(found: Sequence[Figure], why: str) -> tuple[Figure, ...]:
    return tuple(f for f in found if why or not _doubted(f))


def keep_log(ctx: Context, values: Values) -> Reply:
    """Keep the actions of a log, each with its owner."""
    return action_logs.keep(ctx, str(values["file"]), values)


def log_columns(ctx: Context, values: Values) -> Reply:
    """Which column of a log is which."""
    return action_logs.columns(ctx, str(values["file"]))


def log_read(ctx: Context, values: Values) -> Reply:
    """The dry run of a log with its columns as chosen."""
    return action_logs.read(ctx, str(values["file"]), values)


def log_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The dry run of a log again, with the owners chosen so far."""
    return action_logs.again(ctx, str(values["file"]), forms.Refill.of(values, faults))


def check(ctx: Context, values: Values) -> Reply:
    """The dry run."""
    report = _report(ctx, values)
    return Reply(cards.dry_run(report, _checked(ctx, report), forms.bare(values), forms.next_revision(values)))


def keep(ctx: Context, values: Values) -> Reply:
    """Keep the figures of these cells as they are now, read again."""
    report = _report(ctx, values)
    why = _stands_by(values)
    checked = _checked(ctx, report)
    fresh = (*checked.fresh, *(checked.queried if why else ()))
    if not report.figures and not fresh:
        raise Invalid(cards.CELLS.label, "I read no figure in them, so there is nothing to import.")
    if not fresh:
        raise Invalid(cards.CELLS.label, "All of these figures stand here already. Nothing was changed.")
    source = observations.keep_imported(ctx.session, fresh, year=ctx.today.year, why=why)
    left = (*report.of("fault"), *(() if why else report.of("queried")))
    return Reply(cards.kept(source, dataclasses.replace(report, figures=fresh), left))


def again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The box again, with what was pasted; the dry run when that was read and something else is amiss."""
    if all(f.field != WHY_LABEL for f in faults):
        return Reply(cards.paste(forms.bare(values), faults, forms.next_revision(values)))
    report = _report(ctx, values)
    checked = _checked(ctx, report)
    return Reply(cards.dry_run(report, checked, forms.bare(values), forms.next_revision(values), faults))


def _report(ctx: Context, values: Values) -> Report:
    forms.read([cards.CELLS], values)
    # As it was pasted: a tidied text has lost the empty cell at its beginning, and every column with it.
    pasted = str(forms.bare(values)["cells"])
    grids = sheets.read("paste.csv", pasted.encode())
    return read(grids, ctx.group.trusts, previous(period_of(ctx.today)))


def broken_off(_session: Session, _group: Group, _job: Job) -> tuple[Made, ...]:
    """What the reading of a workbook comes to when the bot that read it is not there any more."""
    raise NotAllowed("I was started anew while I read your workbook. Nothing was changed.", "Please send it again.")


WORKS = (LongWork(KIND, TITLE, OFFICE, broken_off, again=False),)
COMMANDS = (
    Command(
        "import",
        "import",
        "figures, an action log, a risk register or members from a workbook: attach it, check, import",
        import_,
        OFFICE,
        opens=opened,
    ),
)
SUBMITS = (
    Submit("import.check", check, OFFICE, writes=False, again=again),
    Submit("import.keep", keep, OFFICE, again=again),
    Submit("import.keep_file", keep_file, OFFICE, again=file_again),
    Submit("import.log_columns", log_columns, OFFICE, writes=False),
    Submit("import.log_read", log_read, OFFICE),
    Submit("import.keep_log", keep_log, OFFICE, again=log_again),
)
