"""Papers as they stood on a day: the register, the summary and the pack, made anew from the journal.

Owns: the buttons that ask for them. Their words belong to other commands; the work is `bot/flows/past.py`.
"""

from __future__ import annotations

from datetime import date

from bot.contracts import Context, Reply, Submit, Values
from bot.flows import past as flow
from bot.flows import registers
from domain.people import GROUP


def papers(ctx: Context, values: Values) -> Reply:
    """Ask for the document of what the card showed."""
    day = date.fromisoformat(str(values["day"]))
    return flow.papers_of(ctx, str(values["what"]), day, str(values.get("trusts", "")), str(values.get("period", "")))


def register(ctx: Context, values: Values) -> Reply:
    """The register of a day."""
    return registers.page(ctx, {"on": str(values["day"])}, 0)


WORKS = (flow.PAPERS, flow.PACK)
SUBMITS = (
    Submit("past.papers", papers, GROUP),
    Submit("past.register", register, GROUP, writes=False),
)
