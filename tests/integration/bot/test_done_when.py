"""As new users would: a board-ready report from three returns, and last year's spreadsheets, each in a few steps.

Each message and each press counts as one step; a person needs some twenty seconds for one, so fifteen are five minutes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Reply
from domain import questions
from domain.action_steps import assure
from domain.returns import submit
from domain.rhythm import RoundDates
from domain.rounds import open_round
from storage import actions, returns, risks
from tests import docx_check, work_done
from tests.actions_made import CHAIR, act, evidenced, made
from tests.integration.bot.test_imports_files import sent, workbook
from tests.returns_made import a_draft
from tests.risk_steps import raise_risk
from tests.scene import Scene, twin

DATES = RoundDates("2026-10", date(2026, 11, 9), date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 21))


class Steps:
    """A person at the keyboard, counted."""

    def __init__(self, scene: Scene, who: str) -> None:
        self.scene, self.who, self.count = scene, who, 0

    def say(self, words: str) -> Reply:
        self.count += 1
        return self.scene.say(self.who, words)

    def press(self, card: Reply, title: str, **typed: Any) -> Reply:
        self.count += 1
        return self.scene.press(self.who, card, title, **typed)


def three_returns(scene: Scene) -> None:
    def work(session: Any) -> None:
        rnd = returns.add_round(session, open_round(DATES, ("NNUH", "JPUH", "QEHKL"), by="Ruth", at=session.now))
        for trust in rnd.trusts:
            lead = scene.member(f"{trust.lower()}-lead")
            given = {"by": lead.object_id, "name": lead.name, "at": session.now, "due": rnd.due, "today": rnd.due}
            ret = returns.keep(session, replace(submit(a_draft(trust), **given, reason=""), version=0), "submit return")
            seen = questions.observations(questions.answers(ret.sent), questions.in_use(()))
            returns.keep_observations(session, ret, seen)
        late = made("ACT-26-001", due=date(2026, 11, 20), version=0)
        done = assure(evidenced(made("ACT-26-002")), replace(act(CHAIR), at=session.now))
        actions.add_many(session, [late, replace(done, version=0)])

    scene.run(work)
    raise_risk(scene)


def test_the_chair_makes_a_board_ready_report_from_three_returns(scene: Scene) -> None:
    three_returns(scene)
    chair = Steps(scene, "chair")
    for trust, verdict in (("NNUH", "Assured"), ("JPUH", "Partially assured"), ("QEHKL", "Assured")):
        seen = chair.say(f"review RET-2026-10-{trust}")
        chair.press(seen, verdict, reason="Figures and audits agree")
    report = chair.say("report")
    approved = chair.press(report, "Approve")
    chair.press(chair.press(approved, "Word file"), "Board")
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("chair"), "Download Word")
    assert chair.count <= 15, "five minutes at twenty seconds a step"
    assert chair.count == 10
    assert docx_check.faults(file.content) == []
    text = docx_check.text(file.content)
    for words in (
        "To: LMNS Programme Board.",
        "3 of 3 trusts received for October 2026",
        "Version 1, approved by",
        "Growth scan capacity (JPUH): extreme, 16",
        "JPUH: the return for October 2026 is partially assured. Reason: Figures and audits agree (RET-2026-10-JPUH)",
        "NNUH: the return for October 2026 was assured. Reason: Figures and audits agree (RET-2026-10-NNUH)",
        "Everything that was asked for was received.",
        "Counts of 1 to 4 are not shown.",
    ):
        assert words in text, text
    assert "Hash of the approved text" in text


def test_the_coordinator_brings_last_years_spreadsheets_in(scene: Scene) -> None:
    log = workbook(
        [[n, f"Action {n}", "JPUH", "Tom Bailey", "1/12/2026", "Open"] for n in range(40)],
        ["Ref", "Action", "Trust", "Owner", "Due", "Status"],
    )
    register = workbook(
        [[n, f"Risk {n}", "NNUH", 3, "Major", "Old Name"] for n in range(25)],
        ["Ref", "Risk", "Trust", "Likelihood", "Impact", "Owner"],
    )
    figures = workbook()
    steps = 0
    for name, book, typed in (
        ("log.xlsx", log, {}),
        ("register.xlsx", register, {"owner0": "chair"}),
        ("f.xlsx", figures, {}),
    ):
        report = sent(scene, {name: book})
        chosen: dict[str, Any] = {k: scene.member(v).object_id for k, v in typed.items()}
        done = scene.press("coordinator", report, "Import", **chosen)
        assert twin(done).startswith("Imported as IMP-26-"), twin(done)
        steps += 2
    assert steps == 6, "two steps a spreadsheet, and one choice for a name that is nobody's"
    assert len(scene.run(lambda s: actions.listed(s, limit=100))) == 40
    assert len(scene.run(lambda s: risks.listed(s, limit=100))) == 25
