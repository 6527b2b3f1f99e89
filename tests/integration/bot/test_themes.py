"""Themes in conversation: seeded months give exactly the expected patterns; the channel sees no small number."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from bot.contracts import PlaceKind
from domain.catalogue import THEMES
from domain.concerns import Concern
from domain.returns import Entry
from domain.rounds import close_round
from domain.series import Figure
from domain.theme_notes import Source
from storage import concerns, observations, returns, risks, theme_notes
from storage.session import Session
from tests import docx_check, work_done
from tests.learning_made import DAY, a_note, a_return, a_round, an_entry, an_event
from tests.risk_steps import SCORED, SENTENCE, raise_risk
from tests.scene import Scene, inputs, titles, twin

S = Source


def seed(session: Session) -> None:
    """Three months of three trusts: pph in two trusts, triage from three kinds of source, QEHKL gone quiet."""
    same: Any = {"risks": Entry.NO_CHANGE, "learning": Entry.NO_CHANGE}
    for month in ("2026-07", "2026-08", "2026-09"):
        returns.change_round(session, close_round(a_round(session, month), at=session.now), "close round")
    a_return(session, "2026-07", "JPUH", "pph,fetal_monitoring")
    a_return(session, "2026-08", "JPUH", "pph")
    a_return(session, "2026-09", "JPUH", "estates")
    a_return(session, "2026-07", "NNUH", "triage")
    a_return(session, "2026-08", "NNUH", "pph,triage")
    a_return(session, "2026-07", "QEHKL", **same)
    a_return(session, "2026-08", "QEHKL", **same)
    a_note(session, S.COMPLAINTS, "NNUH", "2026-09", "triage", "communication", count=3, text="Calls were not returned")
    a_note(session, S.MNVP, "NNUH", "2026-09", "triage", text="Women waited on the line")
    a_note(session, S.AUDIT, "NNUH", "2026-03", "triage", text="long ago")


@pytest.fixture
def seeded(scene: Scene) -> Scene:
    scene.run(seed)
    return scene


def test_a_chair_sees_what_is_shared_in_one_message(seeded: Scene) -> None:
    said = twin(seeded.say("chair", "themes"))
    assert "July 2026: 3 of 3 trusts received; August 2026: 3 of 3 trusts received; September 2026: 1 of 3" in said
    assert (
        "A pattern is the same theme in 2 trusts or more, or from 3 kinds of source or more, within 3 months." in said
    )
    assert (
        "Postpartum haemorrhage: in JPUH and NNUH, from incidents, July to August 2026 (2 trusts).\n"
        "Rests on RET-2026-07-JPUH, RET-2026-08-JPUH, RET-2026-08-NNUH." in said
    )
    assert (
        "Triage and telephone advice: in NNUH, from incidents, complaints and women and families (MNVP), "
        "July to September 2026 (3 kinds of source)." in said
    )
    assert said.count("Rests on RET") == 4, "two patterns, and two themes over the threshold of coverage"
    assert "Triage and telephone advice | NNUH incidents 2, complaints 3, women and families (MNVP) 1" in said
    assert "QEHKL: no good news and no concern for 3 months (July 2026: no change; August 2026: no change;" in said
    assert "As at 23 November 2026, 10:00." in said


def test_themes_over_the_threshold_without_an_event_are_gaps(seeded: Scene) -> None:
    seeded.run(lambda s: an_event(s, "pph", on=date(2026, 10, 5), came={"JPUH": 9}))
    said = twin(seeded.say("chair", "themes"))
    assert "2 of 3 have none in that time." in said
    assert "- Gap: Triage and telephone advice: no learning event yet." in said
    assert "- Gap: Communication and listening: no learning event yet. Rests on THM-26-001." in said
    assert (
        "- Covered: Postpartum haemorrhage: last learning event EVT-26-001 on 5 October 2026, 49 days ago; "
        "nobody came from NNUH, QEHKL." in said
    )


def test_a_pattern_becomes_a_shared_risk_once(seeded: Scene) -> None:
    card = seeded.say("member", "themes")
    assert "Plan learning event" not in titles(card), "that is the office's"
    form = seeded.press("member", card, "Propose shared risk")
    shown = inputs(seeded.content(form))
    assert (shown["trust"], shown["theme"], shown["title"]) == (
        "ALL",
        "pph",
        "Postpartum haemorrhage: seen in several places",
    )
    assert "Rests on RET-2026-07-JPUH" in shown["cause"]
    seeded.press("member", form, "Save", **{**SENTENCE, **SCORED, "title": shown["title"]})
    assert seeded.run(lambda s: risks.get(s, "RSK-26-001")).trust == "ALL"
    again = seeded.say("member", "themes")
    assert "On the register for all trusts: RSK-26-001." in twin(again)
    assert titles(again).count("Propose shared risk") == 1


def test_from_a_pattern_a_member_proposes_a_deep_dive_and_asks_the_others(seeded: Scene) -> None:
    card = seeded.say("member", "themes")
    seen = seeded.press("member", card, "Propose deep dive")
    assert "The office and the chair have your proposal of a deep dive on Postpartum haemorrhage." in twin(seen)
    told = [s for s in seeded.outbox() if s.key.startswith("dive/pph/2026-11/")]
    assert sorted(s.to for s in told) == ["chair", "coordinator", "deputy"]
    seeded.press("member", card, "Propose deep dive")
    assert len([s for s in seeded.outbox() if s.key.startswith("dive/pph/")]) == 3, "twice said, once told"
    form = seeded.press("coordinator", seeded.card_for("coordinator"), "Deep dive")
    assert inputs(seeded.content(form))["theme"] == "pph"
    ask = seeded.press("jpuh-lead", seeded.say("jpuh-lead", "themes"), "Ask the others")
    given = inputs(seeded.content(ask))
    assert (given["kind"], given["themes"], given["trust"]) == ("ask", "pph", "JPUH")
    assert given["title"] == "How do you deal with this: Postpartum haemorrhage?"
    read = seeded.press("jpuh-lead", ask, "Read it back", text="Has anybody a checklist for weighing?")
    sent = seeded.press("jpuh-lead", read, "Send to the chair")
    assert "LRN-26-001" in twin(sent)


def test_one_theme_shows_who_said_what_and_its_words_to_those_they_are_for(seeded: Scene) -> None:
    seeded.run(lambda s: (an_entry(s, "triage", title="One number"), an_event(s, "triage", on=date(2026, 12, 3))))
    raise_risk(seeded, theme="triage", title="Phone line")
    office = seeded.press("chair", seeded.say("chair", "themes"), "Look closer", nth=1)
    said = twin(office)
    assert "Triage and telephone advice, July to November 2026" in said
    assert "- September 2026, NNUH: complaints, 3 times (THM-26-001)\nCalls were not returned" in said
    assert "- RSK-26-001 Phone line (JPUH)" in said
    assert "- LRN-26-001 One number (JPUH)" in said
    assert "- EVT-26-001 Weighing blood loss, planned" in said
    assert "EVT-26-001 is planned for 3 December 2026." in said
    assert "Women waited on the line" in twin(seeded.say("nnuh-lead", "themes on triage"))
    other = twin(seeded.say("jpuh-lead", "themes on triage"))
    assert "complaints, 3 times (THM-26-001)" in other
    assert "Calls were not returned" not in other
    assert "No risk, action, learning or learning event names it yet." in twin(seeded.say("chair", "themes on sepsis"))


def test_a_confirmed_concern_counts_as_a_number_only(seeded: Scene) -> None:
    def confirmed(session: Session) -> None:
        worry = Concern("CON-26-001", "secret words", "JPUH", "triage", False, DAY, DAY, counted=True)
        concerns.add(session, worry)

    seeded.run(confirmed)
    said = twin(seeded.say("chair", "themes"))
    assert "concerns 1" in said
    assert "CON-26-001" not in said
    assert "secret" not in said


def test_a_measure_that_got_worse_is_a_source_and_a_quiet_one_is_set_beside_voices(seeded: Scene) -> None:
    def figures(session: Session, trust: str, last: float) -> None:
        months = [f"{2025 + (n + 7) // 12}-{(n + 7) % 12 + 1:02d}" for n in range(14)]
        tops = [10.0 + n % 3 for n in range(13)] + [last]
        brought = [Figure("pph1500", trust, m, top, 400.0, "", 1) for m, top in zip(months, tops, strict=True)]
        observations.keep_imported(session, brought, year=2026)

    seeded.run(lambda s: (figures(s, "JPUH", 60.0), figures(s, "NNUH", 11.0)))
    seeded.run(lambda s: a_note(s, S.STAFF, "NNUH", "2026-11", "pph", count=2))
    said = twin(seeded.say("chair", "themes"))
    assert "measure pph1500 JPUH" in said
    assert "in JPUH and NNUH, from staff voice and measures, September to November 2026" in said
    assert (
        "Measures quiet, voices not\n- Postpartum haemorrhage at NNUH: PPH of 1500 ml or more shows nothing unusual, "
        "while it comes up in staff voice. Rests on THM-26-004." in said
    )


def test_a_trust_that_says_one_thing_is_not_quiet(seeded: Scene) -> None:
    quiet = "QEHKL: no good news"
    assert quiet in twin(seeded.say("chair", "themes"))
    seeded.run(lambda s: an_entry(s, "culture", trust="QEHKL"))
    assert quiet not in twin(seeded.say("chair", "themes"))


def test_a_risk_or_an_entry_ends_the_quiet_too(seeded: Scene) -> None:
    raise_risk(seeded, "qehkl-lead", trust="QEHKL")
    assert "QEHKL: no good" not in twin(seeded.say("chair", "themes"))


def test_without_returns_it_says_so_and_a_month_to_come_is_refused(scene: Scene) -> None:
    said = twin(scene.say("member", "themes"))
    assert "No return was asked for in these months" in said
    assert "Nothing was tagged with a theme in these months." in said
    assert "No theme meets the rule in these months." in said
    assert "still to come" in twin(scene.ask("member", "themes", period="2027-03"))
    assert "not open to your role" in twin(scene.say("observer", "themes"))
    assert "I cannot find the theme" in twin(scene.ask("member", "themes", theme="weather"))


def test_a_period_is_looked_at_as_said(seeded: Scene) -> None:
    said = twin(seeded.ask("member", "themes", period="2026-07"))
    assert "Themes, July 2026" in said
    assert "No theme meets the rule in these months." in said
    table = seeded.press("member", seeded.ask("member", "themes", period="2026-07-01/2026-09-30"), "All themes")
    assert "All themes, July to September 2026" in twin(table)
    assert "Themes, July to September 2026" in twin(seeded.press("member", table, "Themes"))


def test_many_patterns_and_themes_are_paged(scene: Scene) -> None:
    for trust, source in product(("JPUH", "NNUH", "QEHKL"), (S.AUDIT, S.STAFF, S.MNVP)):
        scene.run(lambda s, t=trust, o=source: a_note(s, o, t, "2026-11", *THEMES))
    card = scene.say("chair", "themes")
    more = scene.press("chair", card, "More patterns")
    assert twin(card) != twin(more)
    table = scene.press("chair", card, "All themes")
    assert "NNUH" in twin(scene.press("chair", table, "More"))


# ---------------------------------------------------------------- the channel


def test_the_channel_sees_the_last_whole_quarter_without_small_numbers(seeded: Scene) -> None:
    seeded.run(lambda s: a_note(s, S.STAFF, "QEHKL", "2026-08", "pph", "estates", count=9))
    reply = seeded.say("member", "themes", where=PlaceKind.CHANNEL)
    said = twin(reply)
    assert "Themes, July to September 2026" in said
    assert "Seen in more than one trust: Postpartum haemorrhage" in said
    assert "fewer than 5" in said
    assert not any(word in said for word in ("RET-", "THM-", "incidents", "complaints")), "no ids, no sources"
    assert titles(reply) == []
    assert "message me directly" in said
    assert twin(seeded.say("chair", "themes", where=PlaceKind.CHANNEL)) == said


def test_two_posts_of_a_quarter_cannot_be_subtracted(seeded: Scene) -> None:
    seeded.run(lambda s: a_note(s, S.STAFF, "QEHKL", "2026-08", "culture", count=9))
    first = twin(seeded.say("member", "themes", where=PlaceKind.CHANNEL))
    row = next(line for line in first.splitlines() if line.startswith("Culture"))
    assert row == "Culture | QEHKL 9; elsewhere 0; together 9"
    seeded.run(lambda s: a_note(s, S.STAFF, "QEHKL", "2026-08", "culture", count=2))
    seeded.run(lambda s: a_note(s, S.STAFF, "NNUH", "2026-08", "culture"))
    seeded.later(days=3)
    assert twin(seeded.say("member", "themes", where=PlaceKind.CHANNEL)) == first, (
        "as it was shown first, word for word"
    )
    assert "As at 23 November 2026." in first
    assert "Culture: " in twin(seeded.say("chair", "themes"))


def test_packs_for_the_board_carry_the_channels_quarter_and_no_window_of_their_own(seeded: Scene) -> None:
    seeded.run(lambda s: a_note(s, S.STAFF, "QEHKL", "2026-08", "culture", count=9))

    def board() -> str:
        seeded.say("chair", "pack for the board")
        work_done.run(seeded)
        text = docx_check.text(work_done.got(seeded, seeded.card_for("chair"), "Download Word").content)
        return text[text.index("Mentions,") : text.index("Completeness")]

    first = board()
    assert first.startswith("Mentions, July to September 2026")
    assert "Culture | 0 | 0 | 9 | 9" in first
    assert "Postpartum haemorrhage: in more than one trust." in first
    assert "incidents" not in first, "no kind of source, whose number would tell how many"
    seeded.run(lambda s: a_note(s, S.STAFF, "NNUH", "2026-08", "culture", count=1))
    a_month_later: Any = {"learning": Entry.NO_CHANGE}
    seeded.run(lambda s: (a_round(s, "2026-10"), a_return(s, "2026-10", "JPUH", "culture", **a_month_later)))
    seeded.later(days=3)
    assert board() == first, "the next month's pack has the same months in it, or others, never some of them"
    shown = twin(seeded.say("member", "themes", where=PlaceKind.CHANNEL))
    assert "Culture | QEHKL 9; elsewhere 0; together 9" in shown, "the channel is shown the same"


def test_a_quarter_that_was_shown_empty_may_be_shown_again(scene: Scene) -> None:
    def closed(session: Session) -> None:
        for month in ("2026-07", "2026-08", "2026-09"):
            returns.change_round(session, close_round(a_round(session, month), at=session.now), "close round")

    scene.run(closed)
    assert "Nothing was tagged" in twin(scene.say("member", "themes", where=PlaceKind.CHANNEL))
    scene.run(lambda s: a_note(s, S.STAFF, "QEHKL", "2026-08", "culture", count=9))
    assert "Culture | QEHKL 9; elsewhere 0; together 9" in twin(scene.say("member", "themes", where=PlaceKind.CHANNEL))


def test_what_is_no_whole_quarter_is_answered_privately(seeded: Scene) -> None:
    for words in ("themes for September", "themes since July", "themes on triage"):
        reply = seeded.say("member", words, where=PlaceKind.CHANNEL)
        assert reply.text == "I have replied to you privately."
        assert "RET-" in seeded.card_for("member").twin
    assert "Themes, July to September 2026" in twin(
        seeded.ask("member", "themes", where=PlaceKind.CHANNEL, period="2026-07-01/2026-09-30")
    )


def test_before_a_quarter_is_complete_the_channel_is_told_so(scene: Scene) -> None:
    assert "No whole quarter has been collected yet." in twin(scene.say("member", "themes", where=PlaceKind.CHANNEL))
    scene.run(lambda s: [a_round(s, m) for m in ("2026-07", "2026-08")])
    assert "No whole quarter" in twin(scene.say("member", "themes", where=PlaceKind.CHANNEL)), "its rounds are open"
    scene.run(close_all)
    said = twin(scene.say("member", "themes", where=PlaceKind.CHANNEL))
    assert "Themes, April to June 2026" in said
    assert "No theme was seen in more than one trust." in said
    assert "Nothing was tagged" in said


def close_all(session: Session) -> None:
    for month in ("2026-07", "2026-08"):
        rnd = returns.round_of(session, month)
        assert rnd is not None
        returns.change_round(session, close_round(rnd, at=session.now), "close round")


# ---------------------------------------------------------------- entries by hand


def test_an_entry_is_suggested_from_words_confirmed_read_back_and_counted(scene: Scene) -> None:
    form = scene.press("jpuh-lead", scene.say("jpuh-lead", "themes"), "Add theme entry")
    assert inputs(scene.content(form))["trust"] == "JPUH"
    typed: dict[str, Any] = {"source": "complaints", "text": "Interpreter was not booked for two clinics", "count": "2"}
    asked = scene.press("jpuh-lead", form, "Read it back", **typed)
    assert "From your words I would file it under: Interpreting and accessibility." in twin(asked)
    assert scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12")) == ()
    back = scene.press("jpuh-lead", asked, "Read it back")
    assert "Themes: Interpreting and accessibility" in twin(back)
    changed = scene.press("jpuh-lead", back, "Change")
    assert "Interpreter was not booked" in inputs(scene.content(changed))["text"]
    saved = scene.press("jpuh-lead", scene.press("jpuh-lead", changed, "Read it back"), "Save")
    assert "THM-26-001 is kept" in twin(saved)
    assert "complaints, 2 times (THM-26-001)" in twin(scene.press("jpuh-lead", saved, "Look at the theme"))
    why = scene.press("jpuh-lead", saved, "It does not count")
    assert "please fill this in" in twin(scene.press("jpuh-lead", why, "Take it out", why=" "))
    assert "does not count any more" in twin(scene.press("jpuh-lead", why, "Take it out", why="said twice"))
    assert scene.run(lambda s: theme_notes.within(s, "2026-01", "2026-12")) == ()


def test_what_does_not_go_together_comes_back_with_what_was_typed(scene: Scene) -> None:
    form = scene.press("chair", scene.say("chair", "themes"), "Add theme entry")
    wrong = scene.press(
        "chair", form, "Read it back", source="mnvp", trust="NNUH", themes="pph", grade="C", text="As told"
    )
    assert "only PMRT reviews have a grade" in twin(wrong)
    assert inputs(scene.content(wrong))["text__r1"] == "As told"
    nothing = scene.press("chair", form, "Read it back", source="mnvp", trust="NNUH", text="Nothing known")
    assert "Themes: please choose at least one of the list." in twin(nothing)
    also = scene.press("chair", form, "Read it back", source="mnvp", trust="ALL", themes="pph", text="sepsis, too")
    assert "Your words also speak of: Maternal or neonatal sepsis." in twin(also)
    guarded = scene.press("chair", form, "Read it back", source="mnvp", trust="ALL", text="NHS number 999 123 4560")
    assert "NHS number" in twin(guarded)


def test_an_entry_of_another_trust_is_not_for_a_lead_to_write_or_to_take_out(scene: Scene) -> None:
    form = scene.press("jpuh-lead", scene.say("jpuh-lead", "themes"), "Add theme entry")
    choices = next(x["choices"] for x in scene.content(form)["body"] if str(x.get("id", "")).startswith("trust"))
    assert [c["value"] for c in choices] == ["JPUH", "ALL"]
    note = scene.run(lambda s: a_note(s, S.MNVP, "NNUH", "2026-11", "pph"))
    back = scene.press(
        "nnuh-lead",
        scene.press("nnuh-lead", scene.say("nnuh-lead", "themes"), "Add theme entry"),
        "Read it back",
        source="audit",
        themes="pph",
    )
    kept = scene.press("nnuh-lead", back, "Save")
    assert "cannot act on this button" in twin(scene.press("jpuh-lead", kept, "It does not count"))
    assert note.id == "THM-26-001"
