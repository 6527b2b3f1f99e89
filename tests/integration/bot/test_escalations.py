"""An approved escalation goes out, as approved: to the channel where the chair chooses so, and as a Word file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from domain.escalations import Escalation
from storage import escalations
from tests import docx_check, work_done
from tests.cards_check import check
from tests.risk_steps import raise_risk
from tests.scene import Scene, titles, twin

DRAFT: dict[str, Any] = {
    "ask": "Fund one more sonographer & a scanner\n\nfrom *April*",
    "options": "Share <one> post; wait",
    "needed_by": "2026-12-21",
}


def the_escalation(scene: Scene) -> Escalation:
    found = scene.run(lambda s: escalations.get(s, "ESC-26-001"))
    assert found is not None
    return found


def approve(scene: Scene) -> Any:
    raise_risk(scene, controls="Weekend lists")
    return scene.press("chair", scene.ask("chair", "escalate_risk", record="RSK-26-001"), "Approve", **DRAFT)


def test_approval_posts_nothing_the_chair_does(scene: Scene) -> None:
    done = approve(scene)
    assert scene.outbox("channel") == []
    seen = scene.press("chair", done, "Post to channel")
    assert "Only you see this." in twin(check(seen.card))
    assert scene.outbox("channel") == []
    gone = scene.press("chair", seen, "Post to channel")
    assert "On its way to the channel, exactly as you saw it." in twin(gone)
    (sent,) = scene.outbox("channel")
    esc = the_escalation(scene)
    title, *lines, reach = sent.card.content["body"]
    assert title["text"] == "For the LMNS Programme Board: RSK-26-001"
    assert "\n".join(line["inlines"][0]["text"] for line in lines) == esc.text
    assert reach["text"].startswith("Start with @")
    assert hashlib.sha256(esc.text.encode()).hexdigest() == esc.digest
    assert "What is asked: Fund one more sonographer & a scanner\nfrom *April*" in esc.text


def test_it_is_in_the_channel_once(scene: Scene) -> None:
    seen = scene.press("chair", approve(scene), "Post to channel")
    other = scene.press("deputy", scene.ask("deputy", "escalate_risk", record="RSK-26-001"), "Post to channel")
    scene.press("chair", seen, "Post to channel")
    assert "in the channel already" in twin(scene.press("deputy", other, "Post to channel"))
    assert len(scene.outbox("channel")) == 1
    again = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    assert "In the channel since 23 November 2026, 10:00." in twin(again)
    assert "Post to channel" not in titles(again)


def test_the_word_file_holds_the_approved_text_byte_for_byte(scene: Scene) -> None:
    approve(scene)
    mine = scene.ask("member", "escalate_risk", record="RSK-26-001")
    assert titles(mine) == ["Word file", "Open RSK-26-001"], "what went to the board is the group's to read"
    scene.press("member", mine, "Word file")
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("member"), "Download Word")
    assert file.name == "esc-26-001-rsk-26-001.docx"
    assert docx_check.faults(file.content) == []
    esc = the_escalation(scene)
    said = docx_check.text(file.content)
    assert f"\n{esc.text}\n" in said
    assert f"Hash of the text: {esc.digest}." in said
    assert "approved by Helen Marsh on 23 November 2026, 10:00" in said


def test_a_text_that_is_not_the_approved_one_goes_nowhere(scene: Scene) -> None:
    done = approve(scene)
    spoiled = replace(the_escalation(scene), text="Something else")
    scene.run(lambda s: escalations.keep(s, spoiled, "spoil"))
    assert "has no approved text" in twin(scene.press("chair", done, "Post to channel"))
    assert "has no approved text" in twin(scene.press("chair", done, "Word file"))
    assert scene.outbox("channel") == []
