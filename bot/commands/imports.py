"""`import`: figures pasted from a spreadsheet, a dry run first, kept when the office says so.

Owns: who may, and that nothing is stored by a check. How cells are read is `domain/imports.py`.
"""

from __future__ import annotations

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from cards import forms
from cards import imports as cards
from domain.imports import Report, read
from domain.people import OFFICE
from domain.refusals import Invalid
from domain.rhythm import period_of, previous
from storage import observations, sheets


def import_(_ctx: Context, _slots: Slots) -> Reply:
    """Where cells are pasted."""
    return Reply(cards.paste())


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


COMMANDS = (Command("import", "import", "figures from a spreadsheet: paste, check, import", import_, OFFICE),)
SUBMITS = (
    Submit("import.check", check, OFFICE, writes=False, again=again),
    Submit("import.keep", keep, OFFICE, again=again),
)
