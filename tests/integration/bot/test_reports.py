"""The report to the board in conversation: drafted, edited, approved, posted, as a Word file for each audience."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.flows import reports as flow
from domain.refusals import Invalid
from domain.suppression import Audience
from storage import actions, reports, returns
from storage.store import Session
from tests import docx_check, work_done
from tests.actions_made import made
from tests.reports_made import an_assured_action
from tests.returns_made import a_return, a_round
from tests.risk_steps import raise_risk
from tests.scene import Scene, titles, twin


def a_month(scene: Scene) -> None:
    """October's round with one return, one late action, one assured with evidence, one extreme risk."""

    def work(session: Session) -> None:
        returns.add_round(session, replace(a_round(), version=0))
        returns.keep(session, replace(a_return("JPUH"), version=0), "submit return")
        late = made("ACT-26-001", title="Audit by Tom Bailey", due=date(2026, 11, 20), version=0)
        actions.add_many(session, [late, replace(an_assured_action(), version=0)])

    scene.run(work)
    raise_risk(scene)


def test_a_draft_comes_from_the_records_and_stays_until_it_is_approved(scene: Scene) -> None:
    a_month(scene)
    first = scene.ask("chair", "report")
    said = twin(first)
    assert "1 of 3 trusts received for October 2026." in said
    assert "- Growth scan capacity (JPUH): extreme, 16 (likely 4 x major 4), 7 over tolerance 9" in said
    assert "- Audit by a member (JPUH): 3 days late, was due 20 November 2026 (ACT-26-001)" in said
    assert "done and assured on 23 November 2026. Evidence: Audit in the shared drive (ACT-26-020)" in said
    assert "- NNUH: the return for October 2026" in said
    assert twin(scene.ask("deputy", "report")) == said, "the same draft"
    assert scene.run(lambda s: reports.get(s, "REP-26-002")) is None


def test_line_by_line_then_approved_posted_once_and_a_new_version(scene: Scene) -> None:
    a_month(scene)
    report = scene.ask("chair", "report")
    form = scene.press("chair", scene.press("chair", report, "Edit lines"), "Change")
    wrong = scene.press("chair", form, "Save line", text="Scans are short.", part="assure")
    assert "under Assure a line needs evidence" in twin(wrong)
    unknown = scene.press("chair", wrong, "Save line", part="alert", ids="RSK-26-999")
    assert "I cannot find RSK-26-999." in twin(unknown)
    assert "please give ids such as" in twin(scene.press("chair", unknown, "Save line", ids="the rota"))
    lines = scene.press("chair", unknown, "Save line", ids="RSK-26-001", open="false")
    assert "Alert: Scans are short. (RSK-26-001)" in twin(lines)
    stale = scene.press("chair", form, "Save line", text="Too late")
    assert "changed while you were editing" in twin(stale)
    report = scene.press("chair", lines, "Back to the report")
    added = scene.press("chair", report, "Add a line")
    lines = scene.press("chair", added, "Save line", text="Audit seen.", part="assure", ids="ACT-26-020", open="true")
    assert "Assure: Audit seen. (ACT-26-020)" in twin(lines)
    dropped = scene.press("chair", scene.press("chair", lines, "Change"), "Drop this line")
    assert "Lines 1 to" in twin(dropped)
    report = scene.press("chair", dropped, "Back to the report")
    done = scene.press("chair", report, "Approve")
    assert "approved by Helen Marsh on 23 November 2026, 10:00" in twin(done)
    old = scene.press("deputy", scene.ask("deputy", "report"), "Approve")
    assert "Version 1, approved by David" in twin(old), "a new draft, since the first was approved"
    seen = scene.press("chair", done, "Post to channel")
    assert "Scans are short." not in twin(seen), "an own line is public only where the chair says so"
    assert "Audit seen." in twin(seen)
    assert "On its way to the channel" in twin(scene.press("chair", seen, "Post to channel"))
    sent = scene.outbox("channel")[-1]
    assert (sent.kind, sent.subject) == ("summary", "REP-26-001")
    assert "Audit seen." in sent.card.twin
    again = scene.press("chair", scene.press("chair", done, "Post to channel"), "Post to channel")
    assert "in the channel already" in twin(again)
    fresh = scene.press("chair", done, "New version")
    assert "Version 2, draft" in twin(fresh)
    assert twin(scene.ask("chair", "report")) == twin(fresh)
    assert scene.run(reports.latest_approved).id in {"REP-26-001", "REP-26-002"}
    assert scene.run(lambda s: reports.get(s, "REP-26-003")).follows == "REP-26-001"


@pytest.mark.parametrize("reader", ["Board", "Group", "Restricted", "Public"])
def test_a_word_file_for_each_audience(scene: Scene, reader: str) -> None:
    a_month(scene)
    report = scene.press("chair", scene.ask("chair", "report"), "Approve")
    scene.press("chair", scene.press("chair", report, "Word file"), reader)
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("chair"), "Download Word")
    assert file.name == f"rep-26-001-v1-{reader.lower()}.docx"
    assert docx_check.faults(file.content) == []
    kept = scene.run(lambda s: reports.get(s, "REP-26-001"))
    said = docx_check.text(file.content)
    assert "approved by Helen Marsh on 23 November 2026, 10:00" in said
    assert kept.digest in said
    assert ("Evidence: Audit" in said) == (reader != "Public")


def test_a_draft_is_neither_posted_nor_followed(scene: Scene) -> None:
    a_month(scene)
    report = scene.ask("chair", "report")
    done = scene.press("chair", report, "Approve")
    scene.press("chair", done, "New version")
    assert titles(done) == ["Word file", "Post to channel", "New version", "Draft anew"]
    draft = scene.press("chair", done, "Draft anew")
    assert "Version 1, draft" in twin(draft)


def test_others_see_no_report(scene: Scene) -> None:
    for person in ("coordinator", "member", "jpuh-lead", "observer"):
        assert "not open to your role" in twin(scene.ask(person, "report"))


def test_what_counts_as_evidence(scene: Scene) -> None:
    a_month(scene)
    found: Any = scene.run(lambda s: flow.evidence(s, ("ACT-26-001", "ACT-26-020", "RET-2026-10-JPUH", "RSK-26-001")))
    assert found == ("ACT-26-020",)
    assert flow.ids_in("") == ()
    with pytest.raises(Invalid):
        flow.ids_in("CON-26-001")
    assert set(Audience) >= {Audience.BOARD}
