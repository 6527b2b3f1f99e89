"""The sample gives exactly these findings; and what a chair needs to send a shared theme to the board: one edit."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot import playground, sample
from storage import escalations
from tests.risk_steps import raise_risk
from tests.scene import LONDON, Scene, titles, twin


@pytest.fixture
def played(scene: Scene) -> Scene:
    scene.now = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    people = tuple(dict.fromkeys(scene.cast.values()))
    sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE)
    return scene


def found(scene: Scene, who: str = "chair") -> str:
    return twin(scene.press(who, scene.say(who, "risks"), "Rules for escalation"))


def test_the_sample_gives_exactly_the_expected_findings(played: Scene):
    first = played.press("chair", played.say("chair", "risks"), "Rules for escalation")
    second = played.press("chair", first, "More")
    text = twin(first) + twin(second)
    rests = [line.removeprefix("Rests on ").rstrip(".") for line in text.splitlines() if line.startswith("Rests on")]
    assert rests == [
        "RSK-26-001",
        "RSK-26-009",
        "RSK-26-001",
        "RSK-26-002",
        "RSK-26-003",
        "RSK-26-004",
        "RSK-26-007",
        "RSK-26-008",
        "RSK-26-009",
        "RSK-26-010",
        "RET-2026-08-JPUH, RET-2026-09-JPUH, THM-26-001, THM-26-005",
    ]
    assert text.count("Rule: it scores 15 or more.") == 2


def test_the_sample_gives_exactly_these_patterns_gaps_and_quiet_measures_with_their_ids(played: Scene):
    lines = twin(played.say("chair", "themes")).splitlines()
    patterns = lines[lines.index("Patterns") + 2 : lines.index("Theme by trust and source")]
    assert [x for x in patterns if x.endswith((".", ")")) and " in " in x and x[:5] != "There"] == [
        (
            "Postpartum haemorrhage: in JPUH and QEHKL, from incidents, complaints and audit, August to September 2026 "
            "(2 trusts and 3 kinds of source)."
        ),
        (
            "Triage and telephone advice: in NNUH, from incidents, women and families (MNVP), staff voice and "
            "concerns, August to October 2026 (4 kinds of source)."
        ),
    ]
    assert [x for x in patterns if x.startswith("Rests on")] == [
        "Rests on RET-2026-08-JPUH, RET-2026-09-JPUH, THM-26-001, THM-26-005.",
        "Rests on RET-2026-08-NNUH, THM-26-003, THM-26-004.",
    ]
    assert [x for x in lines if x.startswith(("- Gap", "- Covered"))] == [
        (
            "- Gap: Triage and telephone advice: no learning event yet. EVT-26-002 is planned for 9 December 2026. "
            "Rests on RET-2026-08-NNUH, THM-26-003, THM-26-004."
        ),
        "- Gap: Interpreting and accessibility: no learning event yet. Rests on THM-26-003.",
        (
            "- Covered: Postpartum haemorrhage: last learning event EVT-26-001 on 7 October 2026, 47 days ago; nobody "
            "came from QEHKL. Rests on RET-2026-08-JPUH, RET-2026-09-JPUH, THM-26-001, THM-26-005."
        ),
    ]
    quiet = [x for x in lines if "shows nothing unusual" in x]
    assert [x.rpartition("Rests on ")[2] for x in quiet] == ["THM-26-001.", "THM-26-004."]


def test_the_sample_gives_exactly_these_lacks_of_the_register(played: Scene):
    first = played.say("chair", "register health")
    said = (twin(first) + "\n" + twin(played.press("chair", first, "More"))).splitlines()
    lacks: dict[str, list[str]] = {}
    for line in said:
        if line.startswith("RSK-"):
            lacks[line[:10]] = []
        elif line.startswith("- "):
            lacks[list(lacks)[-1]].append(line[2:])
    none, late, lowered = (
        "above its target, and no open action is linked",
        "its review day has passed",
        "lowered although no control changed",
    )
    assert lacks == {
        "RSK-26-001": [none, late],
        "RSK-26-002": [none, lowered],
        "RSK-26-003": [none, lowered],
        "RSK-26-004": [none],
        "RSK-26-005": [lowered],
        "RSK-26-006": [none],
        "RSK-26-007": [none, lowered],
        "RSK-26-008": [none, lowered],
        "RSK-26-009": [none, late],
        "RSK-26-010": [none, lowered],
    }


def test_a_red_signal_and_two_returns_not_assured_come_into_it(played: Scene):
    form = played.say("jpuh-lead", "signal MOSS")
    typed: dict[str, Any] = {"site": "Gorleston", "level": "red", "what": "Red for term stillbirth"}
    played.press("jpuh-lead", played.press("jpuh-lead", form, "Read it back", **typed), "Save")
    for period in ("2026-08", "2026-09"):
        review = played.ask("chair", "review_return", record=f"RET-{period}-JPUH")
        played.press("chair", review, "Not assured", reason="The audit is missing")
    said = found(played)
    again = twin(
        played.press("chair", played.press("chair", played.say("chair", "risks"), "Rules for escalation"), "More")
    )
    assert "Rule: the trust's return could not be assured twice running." in said + again
    assert "Rule: a MOSS signal is red." in said + again
    report = twin(played.say("chair", "report"))
    assert "MOSS signal, red (Gorleston), JPUH: a MOSS signal is red; received on 23 November 2026, open" in report


def test_only_chair_deputy_and_office_see_the_list(played: Scene):
    for who in ("jpuh-lead", "member"):
        assert "Rules for escalation" not in titles(played.say(who, "risks"))
    assert "Rule:" in found(played, "coordinator")


def test_from_three_returns_to_the_board_in_two_messages_and_one_edit(played: Scene):
    """Message one: the shared theme, what was learned, what is missing. Message two: the draft. One edit. Approve."""
    shown = played.say("chair", "themes")
    text = twin(shown)
    assert "3 of 3 trusts received" in text
    assert "Postpartum haemorrhage: in JPUH and QEHKL" in text
    assert "Learned so far: LRN-26-001, EVT-26-001." in text
    assert "nobody came from QEHKL" in text
    assert "What was not received is missing here, not nought." in text
    draft = played.press("chair", shown, "Take RSK-26-009 to the board")
    assert "RSK-26-009" in twin(draft)
    done = played.press("chair", draft, "Approve", ask="Fund a second theatre team out of hours")
    esc = played.run(escalations.waiting)[0]
    assert esc.text in twin(done), "approved text is exactly what is shown"
    assert "Fund a second theatre team out of hours" in esc.text


def test_the_report_says_the_same_and_is_sent_with_one_edit(played: Scene):
    played.say("chair", "themes")
    report = played.say("chair", "report")
    text = twin(report)
    assert "A theme of several trusts: Postpartum haemorrhage: in JPUH and QEHKL" in text
    assert "learned so far: LRN-26-001, EVT-26-001" in text
    assert "JPUH: no figure for Smoking at time of delivery" in text
    assert "Triage and telephone advice" not in text.partition("Advise")[2].partition("Assure")[0], "one trust alone"


def test_a_groups_own_thresholds_hold_everywhere_and_settings_says_them(tmp_path: Path) -> None:
    text = playground.GROUP_FILE.read_text() + '\n[escalation]\nscore_from = 20\nsignals = ["moss_red"]\n'
    file = tmp_path / "own.toml"
    file.write_text(text)
    scene = Scene(tmp_path, group_file=file)
    try:
        raise_risk(scene)  # 16
        said = twin(scene.ask("chair", "settings"))
        assert "it scores 20 or more" in said
        assert "a MOSS signal is red" in said
        assert "CQC has taken enforcement action" not in said
        assert "The group's own: score_from, signals." in said
        form = scene.ask("chair", "escalate_risk", record="RSK-26-001")
        assert "No rule for escalation has fired; somebody asks." in twin(form)
    finally:
        scene.close()
