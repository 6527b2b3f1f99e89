"""Measures as members ask for them, through the real turn and store."""

from dataclasses import replace
from typing import Any

import pytest

from bot.commands import measures as commands
from bot.contracts import Context
from bot.flows import measures as flow
from domain.catalogue import MEASURES
from domain.refusals import NotFound
from storage import history, observations, rebases
from tests.cards_check import check
from tests.figures_made import months, put, year_and_more
from tests.scene import titles, twin


@pytest.fixture
def filled(scene):
    scene.run(year_and_more)
    return scene


def test_all_measures_special_causes_first(filled):
    said = twin(filled.ask("chair", "measures"))
    rows = [line for line in said.splitlines() if " | " in line]
    assert rows[1].startswith(
        "PPH of 1500 ml or more: JPUH | 7.8%, October 2026 (final); 23 of 24 months | ● special cause concern"
    )
    assert "As at 23 November 2026, 10:00. No round was opened yet." in said


def test_the_list_of_one_trust_and_its_pages(filled):
    first = filled.ask("member", "measures", trusts=("JPUH",))
    assert "of 22, special causes first" in twin(first)
    assert "NNUH" not in twin(first)
    second = filled.press("member", filled.ask("member", "measures"), "More")
    assert "16 to 30 of 66" in twin(check(second.card))
    assert "1 to 15 of 66" in twin(filled.press("member", second, "Back"))


def test_a_chart_says_how_complete_it_is(filled):
    reply = filled.ask("jpuh-lead", "measure", measure="pph1500", trusts=("JPUH",))
    said = twin(check(reply.card))
    assert "● special cause concern (high)" in said
    assert "Not received: September 2026." in said
    assert "23 of 24 months received. Latest from RET-2026-10-JPUH." in said
    assert "Rebase" not in titles(reply)
    table = filled.press("jpuh-lead", reply, "Data table")
    assert "October 2026 | 7.8% | 12 of 153 | above the upper limit" in twin(check(table.card))
    assert "● special cause concern" in twin(filled.press("jpuh-lead", table, "Chart"))


def test_all_trusts_side_by_side_and_together(filled):
    reply = filled.ask("chair", "measure", measure="pph1500")
    said = twin(check(reply.card))
    assert "All trusts together: special cause concern (high). Latest, October 2026: 4.0% (29 of 719)." in said
    assert "Not received from every trust: September 2026." in said
    together = filled.press("chair", reply, "PPH of 1500 ml or more: ALL")
    assert twin(together).startswith("PPH of 1500 ml or more: all trusts together")


def test_two_trusts_are_not_called_all(filled):
    said = twin(
        filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH", "QEHKL"), period="2026-07-01/2026-09-30")
    )
    assert "All trusts together" not in said
    assert "July 2026" in said
    assert "October 2026 3." not in said


def test_percentages_are_not_added_up(filled):
    reply = filled.ask("chair", "measure", measure="midwife_fill_night_pct")
    assert "All trusts together" not in twin(check(reply.card))


def test_a_rare_event_before_its_first_year_is_counted(scene):
    scene.run(lambda s: year_and_more(s, 6))
    said = twin(scene.ask("chair", "measure", measure="stillbirth", trusts=("NNUH",)))
    assert "Counted so far: 1 of 2,410 in 6 months up to October 2026." in said
    reply = scene.ask("chair", "measure", measure="stillbirth")
    whole = scene.press("chair", reply, "Stillbirths from 24+0: ALL")
    assert "Counted so far: 3 of 3,568 in 5 months up to October 2026." in twin(whole)


def test_the_death_of_a_mother_is_told_and_not_charted(scene):
    scene.run(lambda s: put(s, "JPUH", "2026-10", {"maternal_death": (1, None)}))
    said = twin(scene.ask("chair", "measure", measure="maternal_death", trusts=("JPUH",)))
    assert "told one by one, never charted" in said
    assert "Counted so far: 1 in 1 month up to October 2026." in said


def test_what_is_asked_back(filled):
    reply = filled.ask("member", "measure")
    assert twin(reply).startswith("Which measure?")
    shown = filled.press("member", reply, "Show", measure="pph1500")
    assert twin(shown).startswith("PPH of 1500 ml or more")
    assert "not one of" not in twin(shown)


def test_from_the_list_a_chart_is_chosen_or_a_trust_or_special_causes(filled):
    board = filled.ask("member", "measures")
    one = filled.press("member", board, "Show", measure="pph1500", trust="JPUH")
    assert twin(one).startswith("PPH of 1500 ml or more: JPUH")
    side = filled.press("member", one, "All trusts")
    assert "All trusts together" in twin(side)
    trust = filled.press("member", board, "Show", trust="JPUH")
    assert "of 22, special causes first, JPUH only." in twin(check(trust.card))
    special = filled.press("member", trust, "Special causes only")
    assert "1 to 1 of 1, special causes first, JPUH only." in twin(check(special.card))
    assert "22, special causes first, JPUH only" in twin(filled.press("member", special, "All causes"))
    assert "66, special causes first." in twin(filled.press("member", trust, "All trusts"))
    assert "please choose a measure, a trust, or both" in twin(filled.press("member", board, "Show"))


def test_a_chart_is_explained_at_a_tap(filled):
    reply = filled.ask("member", "measure", measure="pph1500", trusts=("JPUH",))
    said = twin(check(filled.press("member", reply, "Explain").card))
    assert "Special cause concern: something has changed for the worse" in said


def test_a_trust_that_is_not_there_is_not_found(filled):
    assert "I cannot find the trust WSH" in twin(filled.ask("chair", "measure", measure="pph1500", trusts=("WSH",)))


@pytest.mark.parametrize("words", ["measures", "measure pph JPUH", "how is pph at JPUH doing?"])
def test_observers_are_told_kindly_and_see_no_figure(filled, words):
    filled.press("chair", filled.say("chair", "post summary"), "Post to channel")
    said = twin(filled.say("observer", words))
    assert "not open to your role" in said
    assert not any(sign in said for sign in ("%", "cause", "October 2026"))


def test_a_figure_of_an_open_round_is_provisional_and_a_missing_one_is_named(filled):
    filled.ask("coordinator", "open_round", period="2026-10")
    said = twin(filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",)))
    assert "October 2026 is provisional: its round is still open." in said
    assert filled.run(observations.open_periods) == ("2026-10",)
    board = twin(filled.ask("chair", "measures"))
    assert "0 of 3 trusts received for October 2026." in board


def test_a_corrected_return_says_so(filled):
    filled.run(lambda s: put(s, "JPUH", "2026-10", {"pph1500": (5, 153)}, submission=2))
    said = twin(filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",)))
    assert "Corrected return: October 2026." in said
    assert "○ common cause" in said


def test_a_rebase_by_a_named_person_shows_both_stretches_and_can_be_taken_back(filled):
    reply = filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",))
    form = filled.press("chair", reply, "Rebase")
    blank = filled.press("chair", form, "Save", period="2026-05")
    assert "please fill this in" in twin(blank)
    kept = filled.press("chair", blank, "Save", period="2026-05", reason="New pathway, agreed in April.")
    said = twin(check(kept.card))
    assert "Rebased from May 2026 by Helen Marsh: New pathway, agreed in April." in said
    assert "November 2024 to April 2026: mean 2.7%" in said
    assert "Saved as REB-26-001." in said
    form = filled.press("chair", kept, "Rebase")
    again = filled.press("chair", form, "Save", period="2026-05", reason="Again")
    assert "May 2026 begins a new level already" in twin(again)
    back = filled.press("chair", form, "Take back May 2026")
    assert "REB-26-001 was taken back; the chart stands as before." in twin(back)
    assert "New pathway" not in twin(back)
    verbs = filled.run(lambda s: [e.verb for e in history.entries(s, "REB-26-001")])
    assert sorted(verbs) == ["rebase chart", "take back rebase"]


def test_a_rebase_can_be_undone_within_ten_minutes(filled):
    reply = filled.ask("coordinator", "measure", measure="pph1500", trusts=("JPUH",))
    filled.press(
        "coordinator", filled.press("coordinator", reply, "Rebase"), "Save", period="2026-05", reason="A change"
    )
    assert len(filled.run(rebases.listed)) == 1
    assert "REB-26-001" in twin(filled.say("coordinator", "undo"))
    assert filled.run(lambda s: rebases.listed(s, "pph1500")) == ()


def test_a_rebase_changed_meanwhile_is_stale(filled):
    reply = filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",))
    filled.press("chair", filled.press("chair", reply, "Rebase"), "Save", period="2026-05", reason="A change")
    form = filled.press("chair", reply, "Rebase")

    def reword(session):
        (found,) = rebases.listed(session)
        rebases.change(session, replace(found, reason="Better words"), "reword")

    filled.run(reword)
    assert "changed while you were editing" in twin(filled.press("chair", form, "Take back May 2026"))


def test_a_lead_cannot_rebase(filled):
    reply = filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",))
    assert "Rebase" in titles(reply)
    lead = filled.ask("jpuh-lead", "measure", measure="pph1500", trusts=("JPUH",))
    assert "Rebase" not in titles(lead)


def test_figures_outside_the_group_s_choice_are_listed_too(scene):
    scene.run(lambda s: put(s, "JPUH", "2026-10", {"red_flags": (3, None), "not_ours": (1, None)}))
    keys = scene.run(lambda s: [m.key for m in flow.in_use(s, scene.group)])
    assert keys[-1] == "red_flags"


def test_a_ready_percentage_has_no_chart_of_all_trusts(filled):
    assert (
        filled.run(lambda s: flow.months_of(s, flow.charts_of(s, [MEASURES["pph1500"]], ["JPUH"])[0], ["JPUH"])) == ""
    )
    ready = replace(MEASURES["midwife_fill_night_pct"], rare=True)

    def words(session):
        (chart,) = flow.charts_of(session, [ready], ["JPUH"])
        return flow.months_of(session, replace(chart, series=replace(chart.series, trust="ALL")), ["NNUH", "JPUH"])

    assert filled.run(words) == ""


def test_figures_can_be_read_by_month(filled):
    found = filled.run(
        lambda s: observations.figures(s, measures=["births"], trusts=["NNUH"], since="2026-01", until="2026-02")
    )
    assert [(f.period, f.numerator) for f in found] == [("2026-01", 404), ("2026-02", 400)]
    assert len(filled.run(observations.figures)) == 4 * (24 * 3 - 1)


def test_a_rebase_is_taken_back_once(filled):
    reply = filled.ask("chair", "measure", measure="pph1500", trusts=("JPUH",))
    filled.press("chair", filled.press("chair", reply, "Rebase"), "Save", period="2026-05", reason="A change")
    one, other = filled.press("chair", reply, "Rebase"), filled.press("chair", reply, "Rebase")
    filled.press("chair", one, "Take back May 2026")
    assert "I cannot find REB-26-001" in twin(filled.press("chair", other, "Take back May 2026"))


@pytest.mark.parametrize(
    ("measure", "trust", "missing"),
    [
        ("gone", "JPUH", "that measure"),
        ("births", "WSH", "that measure"),
        ("midwife_fill_night_pct", "ALL", "Midwife fill rate, night of all trusts together"),
    ],
)
def test_a_card_that_outlived_its_trust_or_measure_finds_nothing(filled, measure, trust, missing):
    def pressed(session):
        turn: Any = None
        ctx = Context(turn, filled.member("chair"), filled.group, session, filled.now)
        return commands.show(ctx, {"measure": measure, "trust": trust})

    with pytest.raises(NotFound, match=missing):
        filled.run(pressed)


def test_a_measure_nobody_asks_for_is_not_called_missing(filled):
    said = twin(filled.say("chair", "measure vacancy"))
    assert "NNUH: not asked for. Latest: not asked for." in said
    assert "not received" not in said
    board = twin(filled.ask("chair", "measures"))
    assert "not asked for" in board
    assert "not received" in board


def rare_years(session):
    """Four years of a small unit: a stillbirth every few months."""
    for n, period in enumerate(months(48)):
        put(session, "JPUH", period, {"births": (150, None), "stillbirth": (1 if n % 7 in (2, 5) else 0, 150)})


def test_a_rare_event_is_shown_as_a_rolling_year_and_as_births_between(scene):
    scene.run(rare_years)
    said = twin(check(scene.say("jpuh-lead", "measure stillbirth JPUH").card))
    assert "rolling 12 months, no control limits" in said
    assert "Births between events\nAbout 75 births since the last one, in October 2026" in said
    assert "Method: g chart of births between events" in said
    assert "upper limit" in said
    assert "Dates of rare events are not kept here" in said
    side = twin(check(scene.say("chair", "measure stillbirth").card))
    assert "births since the last one, in" in side


def test_a_measure_that_is_not_rare_has_no_such_view(filled):
    assert "between events" not in twin(filled.say("chair", "measure pph JPUH"))
