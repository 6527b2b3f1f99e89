"""The buttons of a risk register or a list of members that was sent to `import`: change columns, import.

Owns: who may. Must not: read or keep a list (`bot/flows/tables.py` does).
"""

from __future__ import annotations

from bot.contracts import Submit
from bot.flows import tables as flow
from domain.people import OFFICE

SUBMITS = (
    Submit("table.columns", flow.columns, OFFICE, writes=False),
    Submit("table.read", flow.read, OFFICE, writes=False),
    Submit("table.keep", flow.keep, OFFICE, again=flow.again),
)
