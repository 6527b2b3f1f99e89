"""What the guides promise to new users: the report for the board, and last year's spreadsheets, step by step.

What each person does is counted: messages, presses, taps and keys. How long they think is theirs.
"""

from __future__ import annotations

import sys

from tests.e2e.stage import Stage
from tests.e2e.test_month import open_the_round, send_return
from tests.e2e.test_paste import block

REVIEWED = (("NNUH", "Assured"), ("JPUH", "Partially assured"), ("QEHKL", "Assured"))
ACTIONS = "\n".join(
    [
        "Ref\tAction\tTrust\tOwner\tDue date\tStatus",
        *(f"{n}\tLast year's action {n}\tJPUH\tTom Bailey\t{n % 27 + 1}/12/2026\tOpen" for n in range(1, 41)),
    ]
)
RISKS = "\n".join(
    [
        "Ref\tRisk\tTrust\tLikelihood\tImpact\tOwner",
        *(f"{n}\tLast year's risk {n}\tNNUH\t{n % 4 + 1}\tMajor\tPriya Nair" for n in range(1, 26)),
    ]
)
MEMBERS = (
    "Name\tRole\tTrust\tObject id\n"
    "Nadia Rahman\tmember\t\t00000000-0000-4000-8000-0000000000a1\n"
    "Owen Price\tmember\t\t00000000-0000-4000-8000-0000000000a2"
)


def test_three_returns_become_a_report_for_the_board(stage: Stage):
    open_the_round(stage.be("chair"))
    send_return(stage.be("nnuh-lead"), "393", "5")
    send_return(stage.be("jpuh-lead"), "142", "6")
    send_return(stage.be("qehkl-lead"), "162", "7")
    chair = stage.be("chair")
    for trust, verdict in REVIEWED:
        chair.say(f"review RET-2026-10-{trust}")
        chair.fill("Reason, or what you want to see next month", "Figures and audits agree")
        chair.press(verdict)
        chair.see_in_card(f"RET-2026-10-{trust}: {verdict.lower()}")
    chair.say("report")
    chair.see_in_card("3 of 3 trusts received")
    chair.axe()
    chair.press("Approve")
    chair.press("Word file")
    chair.press("Board")
    chair.see_in_card("The report: ready")
    assert "Look again" not in chair.buttons(), "the card became the result by itself"
    chair.axe()
    assert (chair.messages_said, chair.pressed, chair.filled) == (4, 6, 3)
    sys.stdout.write(f"chair: {chair.taps} taps, {chair.keys} keys\n")
    for width in (390, 320):
        chair.on_a_phone(width)
        assert chair.last_card().evaluate("e => e.scrollWidth <= e.clientWidth + 1"), f"cut off on {width} pixels"


def test_last_years_spreadsheets_come_in(stage: Stage):
    office = stage.be("coordinator")
    for cells, said in ((ACTIONS, "40"), (RISKS, "25"), (MEMBERS, "Nadia Rahman"), (block(), "216 figures")):
        office.say(cells)
        office.see_in_card("Dry run")
        office.see_in_card(said)
        office.axe()
        office.press("Import")
        office.see_in_card("Imported as IMP-26-")
    assert (office.messages_said, office.pressed) == (4, 4)
    sys.stdout.write(f"coordinator: {office.taps} taps\n")
    office.say("pack")
    office.see_in_card("The pack: ready")
    assert "Look again" not in office.buttons()
    office.axe()
