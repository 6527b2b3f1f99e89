"""A return as it reads: nothing that was entered is lost, nothing that is missing is filled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards import readback
from cards.forms import Refill
from cards.kit import BUDGET, Card, actions, size
from domain.questions import Kind, Question
from domain.refusals import Invalid
from domain.returns import Assurance, Entry, Return, Section, SectionKey, review
from tests.cards_check import check
from tests.goldens import golden
from tests.returns_made import AT, SAVED, STORY, WHEN, WORRY, a_draft, a_return, a_round, asked, section

LINE = "JPUH: Measures received; Incidents and themes received"


def read_back(ret: Return, **more: Any) -> Card:
    return readback.read_back(ret, a_round(), asked(), LINE, saved=SAVED, **more)


def titles(card: Card) -> list[str]:
    return [a["title"] for a in actions(card.content) if a["type"] == "Action.Execute"]


def test_the_read_back_says_everything_what_is_missing_and_what_the_channel_sees() -> None:
    card = golden("readback_read_back", read_back(a_draft()))
    assert "PPH of 1500 ml or more | 8" in card.twin
    assert "Midwife fill rate, night | 95.6 %" in card.twin
    assert "Themes you see\nPostpartum haemorrhage, Escalation and senior review" in card.twin
    assert STORY in card.twin
    assert "Missing, and stays so: Staff who need fetal monitoring training; Fetal monitoring training" in card.twin
    assert "No change since last month. These words still hold:\nWhat | This month\nContact from" in card.twin
    assert WORRY in card.twin
    assert "Nil return: nothing happened" in card.twin
    assert f"What the channel will see\n{LINE}" in card.twin
    assert f"By Tom Bailey, {WHEN}" in card.twin
    assert titles(card)[-3:] == ["Submit return", "Back", "Save and finish later"]


def test_what_is_missing_comes_before_submitting() -> None:
    begun = replace(
        a_draft(upto=1),
        draft=(
            section(SectionKey.MEASURES, Entry.EMPTY, births=142),
            *a_draft(upto=1).draft[1:],
        ),
    )
    card = golden("readback_incomplete", read_back(begun))
    assert "Begun, not yet finished" in card.twin
    assert "Not yet filled in" in card.twin
    assert "Submit return" not in titles(card)
    first = next(a for a in actions(card.content) if a["title"] == "Fill in what is missing")
    assert first["data"]["step"] == "measures"
    assert titles(card)[:2] == ["Fill in Measures", "Fill in Incidents"]


def test_nil_figures_stay_missing() -> None:
    nil = replace(a_draft(), draft=(Section(SectionKey.MEASURES, Entry.NIL), *a_draft().draft[1:]))
    assert "No figure is kept; each stays missing." in check(read_back(nil)).twin


def test_a_surprise_is_asked_about_and_never_bars() -> None:
    card = golden("readback_surprise", read_back(a_draft(), warnings=("Births: 1500; usual is 0 to 1200.",)))
    assert "Is this right? If so, leave it." in card.twin
    assert "Submit return" in titles(card)


def test_a_correction_is_read_back_with_its_reason() -> None:
    refill = Refill({"reason": "PPH was 11"}, (Invalid("Reason", "please say why."),), 1)
    card = golden("readback_correction", read_back(a_return(), refill=refill))
    assert "Reason for the correction (required)" in card.twin
    assert "Reason: please say why." in card.twin
    assert "Reason for the correction" not in read_back(a_draft()).twin


@pytest.mark.parametrize("letter", ["a", "é", "✓", "😀", '"', "\n", "*", "{"])
def test_the_longest_return_fits_in_any_script_and_says_what_it_leaves_out(letter: str) -> None:
    ret = a_draft()
    for key, questions in asked().items():
        texts = {q.key: (letter * q.longest)[: q.longest] for q in questions if q.kind == Kind.TEXT}
        figures = {q.key: 99_999 for q in questions if q.kind == Kind.COUNT}
        filled = Section(key, Entry.ENTERED, {**figures, **texts}, "p", AT)
        ret = replace(ret, draft=tuple(filled if s.key == key else s for s in ret.draft))
    card = check(read_back(ret, warnings=["Births: 99999; usual is 0 to 1200."] * 12))
    assert size(card.content) <= BUDGET
    runs = [n for n in card.content["body"] if n["type"] == "RichTextBlock"]
    assert sum("more characters are kept" in n["inlines"][0]["text"] for n in runs) >= 3
    assert size(check(readback.review(replace(ret, sent=ret.draft), asked(), WHEN, saved=SAVED)).content) <= BUDGET


def test_an_answer_in_words() -> None:
    assert readback.spoken(Question("a", "A", Kind.COUNT), 1500) == "1,500"
    assert readback.spoken(Question("a", "A", Kind.COUNT), 7.5) == "7.5"
    assert readback.spoken(Question("a", "A", Kind.PERCENT), 86.2) == "86.2 %"
    assert readback.spoken(Question("a", "A", Kind.YES_NO), "yes") == "Yes"
    assert readback.spoken(Question("a", "A", Kind.TEXT), "as typed") == "as typed"
    assert readback.spoken(Question("a", "A", Kind.THEMES), "pph,gone") == "Postpartum haemorrhage, gone"


def test_a_lead_reads_what_their_trust_sent_and_what_became_of_it() -> None:
    card = golden("readback_sent", readback.sent(a_return(), asked(), WHEN, saved=SAVED))
    assert titles(card) == ["Correct something", "Returns"]
    assert card.twin.endswith("What the group says\nNot reviewed yet.")
    word = replace(
        a_return(), assurance=Assurance.PARTIALLY, reviewed_by="Helen Marsh", assurance_reason="see the rota"
    )
    assert "Partially assured, by Helen Marsh.\nsee the rota" in readback.sent(word, asked(), WHEN, saved={}).twin
    silent = replace(word, assurance_reason="")
    assert readback.sent(silent, asked(), WHEN, saved={}).twin.endswith("Partially assured, by Helen Marsh.")


def test_the_chair_reads_what_was_sent_and_gives_one_of_three_words() -> None:
    card = golden("readback_review", readback.review(a_return(), asked(), WHEN, saved=SAVED))
    assert titles(card) == ["Assured", "Partially assured", "Not assured", "Create action"]
    assert "JPUH. Received 3 December 2026, 10:40 from Tom Bailey, version 1." in card.twin
    spare = next(a for a in actions(card.content) if a["title"] == "Create action")
    assert spare["data"] == {"why": "RET-2026-10-JPUH", "trust": "JPUH"}


def test_a_review_again_shows_the_last_one_what_is_wrong_and_what_was_typed() -> None:
    before = review(a_return(), Assurance.PARTIALLY, reason="rota gaps again", by="Helen Marsh", at=AT)
    corrected = replace(before, submission=2, correction_reason="PPH was 11", late=True)
    refill = Refill({"reason": "gaps"}, (Invalid("Reason", "please say what would be needed."),), 1)
    card = golden("readback_review_again", readback.review(corrected, asked(), WHEN, saved={}, refill=refill))
    assert "after the due day, version 2. Corrected: PPH was 11" in card.twin
    assert "Partially assured, by Helen Marsh.\nrota gaps again" in card.twin
    assert "please say what would be needed" in card.twin
    silent = replace(before, assurance_reason="")
    assert "by Helen Marsh.\nReason" in readback.review(silent, asked(), WHEN, saved={}).twin


def test_both_sides_read_the_verdict() -> None:
    word = review(a_return(), Assurance.NOT_ASSURED, reason="see the rota", by="Helen Marsh", at=AT)
    assert "with your reason.\nsee the rota" in golden("readback_reviewed", readback.reviewed(word)).twin
    assert "not assured.\nsee the rota" in golden("readback_receipt", readback.review_receipt(word)).twin
    plain = review(a_return(), Assurance.ASSURED, reason="", by="Helen Marsh", at=AT)
    assert check(readback.reviewed(plain)).twin.endswith("The trust's leads have been told.")
    assert "Helen" not in check(readback.review_receipt(plain)).twin


def test_a_figure_that_cannot_be_right_is_read_back_as_queried_with_its_why() -> None:
    values = {"births": 142, "pph1500": 143, "queried": "x", "queried_why": "Two systems count differently"}
    ret = replace(a_draft(), draft=(Section(SectionKey.MEASURES, Entry.ENTERED, values), *a_draft().draft[1:]))
    card = golden("readback_queried", read_back(ret))
    assert "PPH of 1500 ml or more | 143, queried" in card.twin
    assert (
        "Numerator above denominator, queried: PPH of 1500 ml or more: 143 is more than all births (142). "
        "Shown so, and not used for limits.\nWhy they stand so\nTwo systems count differently"
    ) in card.twin
    unsigned = replace(ret, draft=(replace(ret.draft[0], values={**values, "queried": ""}), *ret.draft[1:]))
    assert "Two systems" not in check(read_back(unsigned)).twin
    beyond = {"midwife_fill_night_pct": 160, "queried": "x"}
    for more, kind in (({}, "More than the whole, queried"), (values, "above denominator or more than the whole, q")):
        both = replace(ret.draft[0], values={**more, **beyond})
        assert kind in check(read_back(replace(ret, draft=(both, *ret.draft[1:])))).twin
