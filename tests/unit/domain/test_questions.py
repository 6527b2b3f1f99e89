"""What a return asks, and what the answers become: nothing that is missing becomes a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain import questions
from domain.catalogue import MEASURES
from domain.definitions import Measure
from domain.questions import FIGURES, MONTHLY, NARRATIVE, Kind, Observation, in_use
from domain.returns import Entry, Section, SectionKey

SEALED = {"period", "trust", "step", "version", "then", "sure", "ctx", "verb", "reason"}
"""Names that a step's buttons carry beside the answers."""


def asked(*keys: str) -> list[str]:
    return [q.key for q in questions.questions(SectionKey.MEASURES, in_use(keys))]


def test_the_monthly_set_fits_a_screen_and_holds_the_minimum_measures() -> None:
    boxes = questions.questions(SectionKey.MEASURES, in_use(()))
    assert 12 <= len(boxes) <= 16
    assert all(key in MEASURES for key in MONTHLY)
    assert {"births", "stillbirth", "nnd", "pph1500", "train_fm", "midwife_fill_night_pct", "rota_gaps"} <= set(MONTHLY)
    narrative = {q.key for section in NARRATIVE.values() for q in section}
    assert {
        "pmrt_eligible",
        "mnsi_referrals",
        "moderate",
        "families",
        "staff",
        "external",
        "reg28",
        "cnst",
    } <= narrative


def test_few_answers_are_required() -> None:
    every = [q for key in SectionKey for q in questions.questions(key, in_use(()))]
    assert sum(q.required for q in every) <= 12
    assert not any(q.required for q in every if q.kind in FIGURES), "a figure may be missing"


def test_keys_are_told_apart() -> None:
    for key in SectionKey:
        keys = [q.key for q in questions.questions(key, in_use(()))]
        assert len(set(keys)) == len(keys)
        assert not SEALED & set(keys)
    counted = [q.key for k in (SectionKey.MEASURES, SectionKey.INCIDENTS) for q in questions.questions(k, in_use(()))]
    assert len(set(counted)) == len(counted), "both make figures"


def test_a_group_asks_its_own_measures_in_its_order_each_denominator_once_and_first() -> None:
    assert asked("satod", "tear34", "births") == ["births", "satod", "vaginal_births", "tear34"]
    assert asked("hie", "atain") == ["term_births", "hie", "atain"]
    assert asked("mnsi_referrals", "incidents_moderate_plus", "births") == ["births"], "asked under incidents"
    assert asked("nothing_known") == []


def test_what_is_counted_out_of_one_total_stands_with_it() -> None:
    assert asked("tear34", "births", "hie", "pph1500", "rota_gaps", "atain") == [
        "vaginal_births", "tear34", "births", "pph1500", "term_births", "hie", "atain", "rota_gaps",
    ]  # fmt: skip
    found = questions.questions(SectionKey.MEASURES, in_use(("births", "rota_gaps", "pph1500")))
    assert {q.key: q.together for q in found} == {"births": "births", "pph1500": "births", "rota_gaps": ""}


def test_what_has_its_total_elsewhere_is_in_no_group_and_says_what_it_is_counted_out_of() -> None:
    out_of_incidents = replace(MEASURES["satod"], denominator="pmrt_eligible")
    (alone,) = questions.questions(SectionKey.MEASURES, (out_of_incidents,))
    assert (alone.together, alone.hint) == ("", "Of deaths eligible for PMRT review")


def test_a_total_that_is_a_share_itself_is_asked_once() -> None:
    share = replace(MEASURES["satod"], key="share", denominator="births")
    of_share = replace(MEASURES["satod"], key="of_share", denominator="share")
    for given in ((share, of_share), (of_share, share)):
        keys = [q.key for q in questions.questions(SectionKey.MEASURES, given)]
        assert sorted(keys) == sorted(set(keys))
        assert {"share", "of_share"} <= set(keys)


def test_labels_say_what_is_counted_out_of_what() -> None:
    (births, satod) = questions.questions(SectionKey.MEASURES, in_use(("satod",)))
    assert (births.label, births.hint) == ("All births", "")
    assert satod.hint == "Of all births"
    (fill,) = questions.questions(SectionKey.MEASURES, in_use(("midwife_fill_night_pct",)))
    assert (fill.kind, fill.high) == (Kind.PERCENT, 150)
    own = replace(MEASURES["satod"], denominator="something_new")
    assert questions.denominator(own) == "something_new"
    assert questions.denominator(replace(own, denominator="robson1_women")) == MEASURES["robson1_women"].name
    assert questions.denominator(MEASURES["births"]) == ""
    assert questions.name_of("satod") == "Smoking at time of delivery"
    assert questions.name_of("gone") == "gone"


def test_an_abbreviation_keeps_its_capitals_within_a_sentence() -> None:
    own = replace(MEASURES["satod"], denominator="HDU days")
    assert questions.questions(SectionKey.MEASURES, (own,))[1].hint == "Of HDU days"


@pytest.mark.parametrize("top", [0, 5, 142])
def test_a_numerator_may_reach_its_denominator(top: int) -> None:
    assert questions.check({"births": 142, "pph1500": top}, in_use(())) == ()


def test_a_numerator_above_its_denominator_is_a_fault_that_names_both() -> None:
    fault, way_out = questions.check({"births": 142, "pph1500": 143}, in_use(()))
    assert fault.words == "PPH of 1500 ml or more: 143 is more than all births (142). Please check both."
    assert way_out.words == questions.STAND_BY
    assert questions.check({"pph1500": 143}, in_use(())) == ()
    assert questions.check({"births": True, "pph1500": 143}, in_use(())) == ()


def test_a_ready_percentage_beyond_the_whole_is_a_fault_and_a_count_beyond_what_is_plausible_a_question() -> None:
    fault, _ = questions.check({"midwife_fill_night_pct": 150.5}, in_use(()))
    assert "150.5 is out of range: a number from 0 to 150 is expected. Please check it." in fault.words
    assert questions.check({"midwife_fill_night_pct": 150}, in_use(())) == ()
    assert questions.check({"moderate": 501}, in_use(())) == ()
    (asked,) = questions.unusual({"moderate": 501, "severe": 500}, in_use(()), {})
    assert asked == "Incidents with moderate harm: 501, expected 0 to 500: correct?"


def test_who_stands_by_a_figure_stands_by_that_one_only_and_says_why() -> None:
    wrong = {"births": 142, "pph1500": 143}
    signed = questions.sign(questions.doubts(wrong))
    assert signed == "pph1500: 143 is more than all births (142)"
    kept = {**wrong, questions.KEPT: signed}
    assert [f.field for f in questions.check(kept, in_use(()))] == [questions.WHY_LABEL]
    assert questions.check({**kept, questions.WHY: "Two systems"}, in_use(())) == ()
    assert questions.check({**kept, questions.WHY: "Two systems", "pph1500": 150}, in_use(())) != ()
    assert questions.unusual(kept, in_use(()), {"pph1500": [4, 5, 4, 5, 4, 5]}) == (), "it was asked about already"


def test_a_yes_needs_its_story() -> None:
    for key in ("external", "reg28"):
        (fault,) = questions.check({key: "yes"}, ())
        assert "which body" in fault.words
        assert questions.check({key: "yes", "external_story": "CQC, swab counts, by 4 January"}, ()) == ()
        assert questions.check({key: "no"}, ()) == ()


def test_answers_become_figures_and_blanks_do_not() -> None:
    values = {"births": 142, "pph1500": 8, "hie": 0, "satod": None, "midwife_fill_night_pct": 95.6, "worry": "rota"}
    found = {o.measure: o for o in questions.observations(values, in_use(()))}
    assert found["pph1500"] == Observation("pph1500", 8, 142)
    assert found["hie"] == Observation("hie", 0, None), "a missing denominator is missing, not nought"
    assert found["midwife_fill_night_pct"].numerator == 95.6
    assert set(found) == {"births", "pph1500", "hie", "midwife_fill_night_pct"}


def test_harm_is_added_up_only_when_every_level_was_given() -> None:
    assert questions.observations({"moderate": 3, "severe": 1}, ()) == ()
    (total,) = questions.observations({"moderate": 3, "severe": 1, "fatal": 0}, ())
    assert total == Observation("incidents_moderate_plus", 4, None)
    assert questions.observations({"mnsi_referrals": 2}, ()) == (Observation("mnsi_referrals", 2, None),)


def test_nil_incidents_are_nought_and_no_other_nil_is_a_figure() -> None:
    nought = questions.nothing_happened(SectionKey.INCIDENTS)
    assert nought == dict.fromkeys(("moderate", "severe", "fatal", "mnsi_referrals", "pmrt_eligible"), 0)
    assert questions.nothing_happened(SectionKey.MEASURES) == {}
    assert questions.nothing_happened(SectionKey.RISKS) == {}


def test_last_months_figures_are_known_by_question_denominators_too() -> None:
    seen = {
        "pph1500": Observation("pph1500", 8, 142),
        "hie": Observation("hie", None, 130),
        "births": Observation("births", 143, None),
        "gone": Observation("gone", 1, 2),
    }
    assert questions.known(seen) == {"pph1500": 8, "term_births": 130, "births": 143, "gone": 1}


def test_what_is_unlike_the_months_before_or_implausible_is_asked_about() -> None:
    used: tuple[Measure, ...] = in_use(("births", "pph1500", "midwife_fill_night_pct"))
    usual = {"births": [140, 142, 139, 143, 141, 140]}
    (unlike,) = questions.unusual({"births": 412}, used, usual)
    assert unlike.startswith("Births (registrable): 412, usual 1")
    assert questions.unusual({"births": 141, "pph1500": 4}, used, usual) == ()
    (rate,) = questions.unusual({"births": 100, "pph1500": 30}, used, {})
    assert rate == "PPH of 1500 ml or more, % of births: 30, expected 0 to 15: correct?"
    (ready,) = questions.unusual({"midwife_fill_night_pct": 0.95}, used, {})
    assert ready.startswith("Midwife fill rate, night: ")
    assert ready.endswith("did you mean 95%?")
    assert questions.unusual({"pph1500": 30}, used, {}) == (), "no rate without its denominator"
    assert questions.unusual({"births": 0, "pph1500": 0}, used, {}) == ()
    unknown = replace(used[0], key="gone")
    assert questions.unusual({"gone": 1}, (unknown,), {}) == ()


def test_the_answers_with_figures_are_those_of_two_steps_and_a_nil_return_counts_nought() -> None:
    sections = (
        Section(SectionKey.MEASURES, Entry.ENTERED, {"births": 142}),
        Section(SectionKey.INCIDENTS, Entry.NIL),
        Section(SectionKey.RISKS, Entry.ENTERED, {"worry": "nights"}),
    )
    nought = questions.nothing_happened(SectionKey.INCIDENTS)
    assert questions.answers(sections) == {"births": 142, **nought}
