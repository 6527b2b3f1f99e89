"""`import`: figures of a workbook or pasted from one, a dry run first, kept when the office says so.

Owns: who may, and that nothing is stored by a check. How cells are read is `domain/imports.py`.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import action_logs
from bot.flows.imports import opened
from cards import forms
from cards import imports as cards
from domain.action_logs import Log
from domain.imports import Report, read
from domain.people import OFFICE
from domain.refusals import Invalid, NotAllowed
from domain.rhythm import period_of, previous
from domain.series import Figure
from storage import files, observations, sheets

UPLOAD = "upload"
"""Purpose of a file that waits for a press; no link hands it out."""


def import_(ctx: Context, _slots: Slots) -> Reply:
    """The dry run of a workbook that came with the words; without one, where cells are pasted."""
    for attachment in ctx.turn.attachments:
        if isinstance(attachment.opened, Report):
            return _file_run(ctx, attachment.name, attachment.opened)
        if isinstance(attachment.opened, Log):
            return action_logs.dry_run(ctx, attachment.name, attachment.opened)
    return Reply(cards.paste())


def _file_run(ctx: Context, name: str, report: Report) -> Reply:
    """The figures wait in the store for the press; the workbook is not kept."""
    fresh = _fresh(ctx, report.figures)
    file = ""
    if fresh:
        text = json.dumps([dataclasses.astuple(f) for f in fresh])
        file = files.keep(ctx.session, name, text.encode(), purpose=UPLOAD, content_type="application/json").id
    return Reply(cards.file_run(name, report, len(fresh), _replaced(ctx, report), file))


def keep_file(ctx: Context, values: Values) -> Reply:
    """Keep the figures of a workbook, as the dry run showed them."""
    file = files.get(ctx.session, str(values["file"]))
    if file is None or file.purpose != UPLOAD:
        raise NotAllowed("That dry run has gone; it stays for a day.", "Please send the workbook again.")
    found = tuple(Figure(*row) for row in json.loads(files.content(ctx.session, file)))
    fresh = _fresh(ctx, found)
    if not fresh:
        raise NotAllowed("These figures stand here already.", "Nothing was changed.")
    source = observations.keep_imported(ctx.session, fresh, year=ctx.today.year)
    return Reply(cards.kept(source, Report(fresh, layout=file.name), ()))


def keep_log(ctx: Context, values: Values) -> Reply:
    """Keep the actions of a log, each with its owner."""
    return action_logs.keep(ctx, str(values["file"]), values)


def log_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The dry run of a log again, with the owners chosen so far."""
    return action_logs.again(ctx, str(values["file"]), forms.Refill.of(values, faults))


def _fresh(ctx: Context, found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Those that are not here already, or stand here otherwise."""
    stand = observations.standing(ctx.session, found)
    parts = {key: (f.numerator, f.denominator) for key, f in stand.items()}
    return tuple(f for f in found if parts.get((f.measure, f.trust, f.period)) != (f.numerator, f.denominator))


def check(ctx: Context, values: Values) -> Reply:
    """The dry run."""
    report = _report(ctx, values)
    return Reply(cards.dry_run(report, _replaced(ctx, report), forms.bare(values), forms.next_revision(values)))


def keep(ctx: Context, values: Values) -> Reply:
    """Keep the figures of these cells as they are now, read again."""
    report = _report(ctx, values)
    if not report.figures:
        raise Invalid(cards.CELLS.label, "I read no figure in them, so there is nothing to import.")
    source = observations.keep_imported(ctx.session, report.figures, year=ctx.today.year)
    return Reply(cards.kept(source, report, report.of("fault")))


def again(_ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The box again, with what was pasted."""
    return Reply(cards.paste(forms.bare(values), faults, forms.next_revision(values)))


def _report(ctx: Context, values: Values) -> Report:
    forms.read([cards.CELLS], values)
    # As it was pasted: a tidied text has lost the empty cell at its beginning, and every column with it.
    pasted = str(forms.bare(values)["cells"])
    grids = sheets.read("paste.csv", pasted.encode())
    return read(grids, ctx.group.trusts, previous(period_of(ctx.today)))


def _replaced(ctx: Context, report: Report) -> list[str]:
    found: list[str] = []
    stand = observations.standing(ctx.session, report.figures)
    for figure in report.figures:
        old = stand.get((figure.measure, figure.trust, figure.period))
        if old is not None and (old.numerator, old.denominator) != (figure.numerator, figure.denominator):
            found.append(
                f"{figure.measure}, {figure.trust}, {figure.period}: {_figure(old.numerator, old.denominator)} "
                f"of {old.source} becomes {_figure(figure.numerator, figure.denominator)}."
            )
    return found


def _figure(top: float | None, bottom: float | None) -> str:
    whole = "nothing" if top is None else f"{top:,.10g}"
    return whole if bottom is None else f"{whole} / {bottom:,.10g}"


COMMANDS = (
    Command(
        "import",
        "import",
        "figures or an action log from a workbook: attach it, check, import",
        import_,
        OFFICE,
        opens=opened,
    ),
)
SUBMITS = (
    Submit("import.check", check, OFFICE, writes=False, again=again),
    Submit("import.keep", keep, OFFICE, again=again),
    Submit("import.keep_file", keep_file, OFFICE),
    Submit("import.keep_log", keep_log, OFFICE, again=log_again),
)
