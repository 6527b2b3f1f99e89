"""A return's states: the three kinds of nothing, submission, correction, review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.people import ObjectId
from domain.refusals import Invalid, NotAllowed
from domain.returns import (
    SECTIONS,
    Assurance,
    Entry,
    Return,
    Section,
    SectionKey,
    return_id,
    review,
    save_section,
    submit,
)

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
DUE = date(2026, 12, 7)


def draft() -> Return:
    return Return(return_id("2026-10", "JPUH"), "2026-10", "JPUH")


def filled() -> Return:
    ret = draft()
    for key in SectionKey:
        ret = save_section(ret, Section(key, Entry.ENTERED, {"x": 1}), None)
    return ret


def sent(ret: Return, today: date = DUE, reason: str = "") -> Return:
    return submit(ret, by=ObjectId("p"), name="Tom", at=AT, due=DUE, today=today, reason=reason)


def test_steps_are_named_as_in_the_contract() -> None:
    assert [kind.step for kind in SECTIONS.values()] == [
        "1 of 4 Measures",
        "2 of 4 Incidents and themes",
        "3 of 4 Risks and concerns",
        "4 of 4 Learning and good practice",
    ]


def test_the_next_step_is_the_first_empty_one() -> None:
    ret = save_section(draft(), Section(SectionKey.MEASURES, Entry.ENTERED, {"births": 142}), None)
    assert ret.next_step == SectionKey.INCIDENTS
    assert filled().next_step is None
    assert ret.section(SectionKey.MEASURES).values == {"births": 142}


@pytest.mark.parametrize("key", list(SectionKey))
def test_nil_is_an_answer_in_every_section(key: SectionKey) -> None:
    assert save_section(draft(), Section(key, Entry.NIL), None).section(key).entry == Entry.NIL


@pytest.mark.parametrize("key", list(SectionKey))
def test_no_change_needs_a_narrative_section_and_something_last_month(key: SectionKey) -> None:
    last = Section(key, Entry.ENTERED, {"worry": "staffing"})
    section = Section(key, Entry.NO_CHANGE)
    if not SECTIONS[key].no_change:
        with pytest.raises(Invalid, match="new every month"):
            save_section(draft(), section, last)
        return
    assert save_section(draft(), section, last).section(key).entry == Entry.NO_CHANGE
    for nothing in (None, Section(key)):
        with pytest.raises(Invalid, match="nothing was received last month"):
            save_section(draft(), section, nothing)


def test_an_unfinished_return_is_not_submitted_and_says_what_is_missing() -> None:
    with pytest.raises(NotAllowed) as refusal:
        sent(save_section(draft(), Section(SectionKey.MEASURES, Entry.ENTERED), None))
    assert "Risks and concerns" in refusal.value.words


def test_a_submission_counts_from_one_and_knows_whether_it_was_late() -> None:
    on_time = sent(filled())
    assert (on_time.submission, on_time.late, on_time.received) == (1, False, True)
    assert sent(filled(), today=date(2026, 12, 8)).late


def test_a_correction_is_a_new_version_with_a_reason_and_is_reviewed_afresh() -> None:
    first = review(sent(filled()), Assurance.ASSURED, reason="", by="Helen", at=AT)
    changed = save_section(first, Section(SectionKey.MEASURES, Entry.ENTERED, {"x": 2}), None)
    with pytest.raises(Invalid, match="why the return changes"):
        sent(changed)
    second = sent(changed, today=date(2026, 12, 20), reason="PPH was 11")
    assert (second.submission, second.correction_reason) == (2, "PPH was 11")
    assert second.assurance == Assurance.NOT_REVIEWED
    assert not second.late, "a correction after the due day does not make the return late"


def test_a_correction_that_corrects_nothing_is_refused() -> None:
    first = sent(filled())
    assert first.unchanged
    with pytest.raises(NotAllowed, match="Nothing has changed"):
        sent(first, reason="just in case")
    resaved = save_section(first, Section(SectionKey.MEASURES, Entry.ENTERED, {"x": 1}, "p", AT), None)
    assert resaved.unchanged, "who saved it and when is no change of what it says"


def test_a_draft_of_a_correction_leaves_what_was_sent() -> None:
    ret = sent(filled())
    changed = save_section(ret, Section(SectionKey.MEASURES, Entry.ENTERED, {"x": 2}), None)
    sent_section = changed.sent_section(SectionKey.MEASURES)
    assert sent_section is not None
    assert sent_section.values == {"x": 1}
    assert draft().sent_section(SectionKey.MEASURES) is None


def test_the_chair_reviews_only_what_was_received_and_a_doubt_has_a_reason() -> None:
    with pytest.raises(NotAllowed, match="not received"):
        review(draft(), Assurance.ASSURED, reason="", by="Helen", at=AT)
    for verdict in (Assurance.PARTIALLY, Assurance.NOT_ASSURED):
        with pytest.raises(Invalid):
            review(sent(filled()), verdict, reason=" ", by="Helen", at=AT)
    reviewed = review(sent(filled()), Assurance.PARTIALLY, reason="rota gaps again", by="Helen", at=AT)
    assert reviewed.assurance.words == "partially assured"
    assert reviewed.assurance_reason == "rota gaps again"


def test_each_entry_and_verdict_has_words() -> None:
    assert {e.words for e in Entry} == {"not yet filled", "received", "nil return", "no change"}
    assert len({a.words for a in Assurance}) == len(Assurance)
    assert replace(draft(), period="2026-09").period == "2026-09"
