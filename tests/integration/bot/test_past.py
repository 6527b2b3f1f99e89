"""`summary as at 1 June`: the summary, the register and the pack as they stood, whatever happened since."""

from __future__ import annotations

from datetime import date

import pytest

from bot.flows import past as flow
from storage import past as kept
from storage import risks
from tests import docx_check, work_done
from tests.cards_check import check
from tests.risk_steps import raise_risk, review
from tests.sample_risks import a_raised
from tests.scene import Scene, titles, twin


@pytest.fixture
def later(scene: Scene) -> Scene:
    """A risk of 23 November that was raised to 20 on the 26th, and another of the 26th; it is 10 December."""
    raise_risk(scene)
    scene.later(days=3)
    review(scene, "jpuh-lead", "RSK-26-001", likelihood="5", rationale="Two more posts are empty")
    raise_risk(scene, title="Another")
    scene.move_to(date(2026, 12, 10))
    return scene


def test_the_summary_of_a_day_is_what_it_said_then(later: Scene) -> None:
    found = later.say("member", "summary as at 24 November")
    said = twin(found)
    assert "As at 24 November 2026, 23:59." in said
    assert "Growth scan capacity (JPUH): extreme, 16" in said
    assert "Another" not in said
    assert "16 to 20 since November" in twin(later.say("member", "summary"))
    assert twin(later.say("member", "summary as at 24 November")) == said, "made anew it is the same"
    assert "for JPUH" in twin(later.say("member", "summary for JPUH as of 24 November 2026"))


def test_what_changed_speaks_from_that_day_too(later: Scene) -> None:
    assert "Growth scan capacity (JPUH): 16" in twin(later.say("chair", "what changed as at 24 November"))


@pytest.mark.parametrize(
    "words",
    ["risks as at 24 November", "what did the register say on 24 November", "risk register as it stood on 24/11/2026"],
)
def test_the_register_of_a_day(later: Scene, words: str) -> None:
    found = later.say("member", words)
    said = twin(found)
    assert "Risks as at 24 November 2026" in said
    assert "Shown: 1 to 1 of 1" in said
    assert "New risk" not in titles(found)
    assert found.card is not None
    check(found.card)
    later.press("member", found, "Word and Excel")
    work_done.run(later)
    card = later.card_for("member")
    file = work_done.got(later, card, "Download Word")
    assert file.name == "register-sqog-2026-11-24.docx"
    assert docx_check.faults(file.content) == []
    text = docx_check.text(file.content)
    assert "Made anew from the journal: the records as they stood at that moment." in text
    assert "RSK-26-001 | Growth scan capacity | JPUH | 16" in text
    assert "Another" not in text
    assert work_done.got(later, card, "Download Excel").content[:2] == b"PK"


def test_from_the_summary_to_its_register_and_its_document(later: Scene) -> None:
    found = later.say("chair", "summary as at 24 November")
    assert "Risks as at 24 November 2026" in twin(later.press("chair", found, "Register of that day"))
    later.press("chair", found, "Word file")
    work_done.run(later)
    file = work_done.got(later, later.card_for("chair"), "Download Word")
    assert docx_check.faults(file.content) == []
    assert "Growth scan capacity (JPUH): extreme, 16" in docx_check.text(file.content)


def test_pages_of_the_past_stay_in_the_past(scene: Scene) -> None:
    for number in range(1, 9):
        scene.run(lambda s, n=number: risks.add(s, a_raised(f"RSK-26-{n:03}", title=f"Worry {n}")))
    scene.later(days=2)
    scene.run(lambda s: risks.add(s, a_raised("RSK-26-009", title="Younger")))
    second = scene.press("member", scene.say("member", "risks as at 23 November"), "More")
    assert "Shown: 7 to 8 of 8" in twin(second)


def test_the_pack_of_a_day_is_the_offices_and_the_same_each_time(later: Scene) -> None:
    found: list[bytes] = []
    for _ in range(2):
        later.say("coordinator", "pack as at 24 November")
        work_done.run(later)
        file = work_done.got(later, later.card_for("coordinator"), "Download Word")
        assert file.name == "pack-sqog-as-at-2026-11-24.docx"
        found.append(file.content)
        later.later(days=1)
    assert found[0] == found[1]
    assert "Another" not in docx_check.text(found[0])
    assert "not open to your role" in twin(later.say("member", "pack as at 24 November"))


def test_a_day_to_come_or_before_everything_is_refused_kindly(later: Scene) -> None:
    assert "24 December 2026 is still to come" in twin(later.say("chair", "summary as at 24 December 2026"))
    assert "Nothing was kept yet on that day" in twin(later.say("chair", "summary as at 1 June"))
    assert "still to come" not in twin(later.say("chair", "summary as at today"))


def test_a_store_with_much_in_it_answers_by_long_work(later: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    for words in ("summary as at 24 November", "risks as at 24 November"):
        assert "being made" in twin(later.say("chair", words)) or "next in the queue" in twin(later.say("chair", words))
    work_done.run(later)
    ready = [s.subject for s in later.outbox("chair") if s.subject.startswith("JOB-") and "ready" in s.card.twin]
    assert sorted(set(ready)) == ["JOB-26-001", "JOB-26-002"]


def test_the_last_day_of_what_was_said() -> None:
    day = date(2026, 11, 23)
    assert flow.last_day("2026-10", day) == date(2026, 10, 31)
    assert flow.last_day("2026-11", day) == day
    assert flow.last_day("2026-07-01/2026-09-30", day) == date(2026, 9, 30)
    assert flow.last_day("", day) is None
