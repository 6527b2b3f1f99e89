"""The phrases of charts, as text."""

from dataclasses import replace

import pytest

from domain import chart_rules
from domain import measure_words as words
from domain.catalogue import MEASURES
from domain.control import ControlChart
from domain.series import monthly
from tests.charts_made import RISING, STEADY, chart, figures, rebase

SHIFTED = [(7, 150), (2, 150)] * 6 + [(6, 150)] * 7


def test_every_icon_has_its_words():
    assert set(words.VARIATION) == set(chart_rules.TYPES)
    assert set(words.ASSURANCE) == set(filter(None, chart_rules.ASSURANCE))
    assert set(words.TOLD) == set(chart_rules.LABELS) - {"Common Cause"}


@pytest.mark.parametrize(
    ("key", "values", "variation", "assurance"),
    [
        ("pph1500", RISING, "special cause concern (high)", "hit and miss, the target may be met or missed by chance"),
        (
            "pph1500",
            STEADY,
            "common cause, no significant change",
            "hit and miss, the target may be met or missed by chance",
        ),
        ("pph1500", [(1, 150), (2, 300)] * 8, "common cause, no significant change", "target consistently met"),
        ("bf_first", [(80, 150), (81, 150)] * 8, "common cause, no significant change", "target consistently missed"),
        (
            "bf_first",
            [(80, 150), (81, 150)] * 8 + [(150, 150)],
            "special cause improvement (high)",
            "target consistently missed",
        ),
        ("births", [150.0, 151.0] * 8 + [190.0], "special cause, high", "no target set"),
        ("births", [150.0, 151.0] * 8 + [90.0], "special cause, low", "no target set"),
        ("pph1500", [], "not received", "not received"),
        ("stillbirth", [], "not received", "not received"),
        ("stillbirth", [(1, 150)] * 3, "not 12 months yet", "not judged yet"),
        (
            "stillbirth",
            [(0, 150)] * 12,
            "rolling 12 months, no control limits",
            "at or better than the reference of 2.5 per 1,000",
        ),
        (
            "stillbirth",
            [(1, 150)] * 12,
            "rolling 12 months, no control limits",
            "not at the reference of 2.5 per 1,000",
        ),
        ("hie", [(0, 150)] * 12, "rolling 12 months, no control limits", "no target set"),
        ("maternal_death", [0] * 12, "told one by one, never charted", "no target set"),
    ],
)
def test_icons_in_words(key, values, variation, assurance):
    made = chart(key, values)
    assert (words.variation(made), words.assurance(made)) == (variation, assurance)


def test_a_rolling_rate_that_should_be_high_is_judged_the_other_way():
    place = replace(MEASURES["periprem_place"], target=85.0, target_source="test")
    assert words.assurance(chart("x", [(9, 10)] * 12, measure=place)) == "at or better than the reference of 85.0%"
    assert words.assurance(chart("x", [(8, 10)] * 12, measure=place)) == "not at the reference of 85.0%"


def test_a_target_on_a_measure_without_a_good_direction_is_not_judged():
    odd = replace(MEASURES["births"], target=150.0, target_source="test")
    assert words.assurance(chart("births", [150.0, 151.0], measure=odd)) == "not judged yet"
    gone = replace(MEASURES["stillbirth"])
    unknown = ControlChart(
        replace(monthly(gone, "JPUH", figures("stillbirth", [(1, None)])), rolling=True),
        chart("x", [(1, None)], measure=replace(gone, rare=False)).points,
    )
    assert words.assurance(unknown) == "not judged yet"


def test_which_rules_fired_where():
    assert words.fired(chart("pph1500", RISING)) == ("October 2026: above the upper limit.",)
    assert words.fired(chart("pph1500", STEADY)) == ("No rule flags a point.",)
    assert (
        words.fired(chart("pph1500", SHIFTED))[-1]
        == "April 2026 to October 2026: seven or more points above the mean (shift)."
    )
    assert words.fired(chart("stillbirth", [(0, 150)] * 12)) == ()
    assert words.fired(chart("pph1500", [])) == ()


def test_limits_say_how_far_they_can_be_trusted():
    assert words.limits(chart("pph1500", STEADY)) == ("mean 2.8%, limits 0.9% to 4.6%, from 24 points.",)
    assert words.limits(chart("pph1500", STEADY[:6])) == (
        "mean 2.8%, limits 0.6% to 4.9%. Trial limits: 6 points so far, 12 settle them.",
    )
    assert words.limits(chart("pph1500", [(4, 150)])) == ("mean 2.7%; too few points next to each other for limits.",)
    both = words.limits(chart("pph1500", STEADY, rebases=[rebase("2026-10")]))
    assert both[0].startswith("November 2024 to September 2026: mean")
    assert both[1].startswith("October 2026: mean 2.7%; too few points")
    one = replace(chart("pph1500", STEADY).segments[0], count=1)
    assert "Trial limits: 1 point so far" in words.limits(replace(chart("pph1500", STEADY), segments=(one,)))[0]


def test_the_method_is_said():
    base = "Method: XmR chart as Making Data Count, limits from {}, seven-point rules, {}."
    assert words.method(chart("pph1500", STEADY)) == base.format("all points", "no screening of outliers")
    again = chart("pph1500", STEADY, rebases=[rebase("2026-05")])
    assert words.method(again) == base.format("the points since the last rebase", "no screening of outliers")
    set_apart = replace(MEASURES["pph1500"], fix_after=12, screen_outliers=True)
    fixed = chart("pph1500", STEADY, measure=set_apart)
    assert words.method(fixed) == base.format("the first 12 of all points", "outliers screened")
    rolling = words.method(chart("stillbirth", [(0, 150)] * 12))
    assert "twelve months up to it" in rolling
    assert "MOSS is the authority" in rolling
    assert words.method(chart("maternal_death", [0])).startswith("Always notified, never charted")


def test_what_is_missing_provisional_or_corrected():
    made = chart("pph1500", [*STEADY[:-2], None, (4, 150)], submission=2)
    assert words.missing(made) == "Not received: September 2026."
    assert words.missing(chart("pph1500", STEADY)) == ""
    many = chart("pph1500", [(4, 150), *[None] * 5, (4, 150)])
    assert words.missing(many) == "5 months not received, the last September 2026."
    assert (
        words.missing(chart("pph1500", [(4, 150), None, (4, 150)], "ALL"))
        == "Not received from every trust: September 2026."
    )
    assert words.provisional(made, ("2026-10",)) == "October 2026 is provisional: its round is still open."
    assert words.provisional(made, ()) == "October 2026 is final."
    assert words.provisional(chart("pph1500", []), ()) == ""
    assert words.corrected(made) == "Corrected return: June 2026, July 2026, August 2026, October 2026."
    assert words.corrected(chart("pph1500", STEADY)) == ""


def test_who_rebased_and_why():
    made = chart("pph1500", STEADY, rebases=[rebase("2026-05")])
    assert words.rebased(made) == (
        "Rebased from May 2026 by Helen Marsh: Measured blood loss from the start, agreed in April.",
    )


def test_a_rare_event_without_a_year_is_counted_not_charted():
    few = [(1, 150), (0, 151)]
    made = chart("stillbirth", few)
    assert words.rare_so_far(made).startswith("12 months in a row are needed")
    assert words.rare_so_far(chart("stillbirth", [(0, 150)] * 12)) == ""
    assert words.rare_so_far(chart("maternal_death", [0])) == ""
    plain = ControlChart(monthly(made.measure, "JPUH", figures("stillbirth", few)), ())
    assert words.collected(made, plain) == "1 of 301 in 2 months up to October 2026"
    assert words.collected(made, ControlChart(monthly(made.measure, "JPUH", []), ())) == "not received"
    count = chart("mnsi_referrals", [2])
    one = ControlChart(monthly(count.measure, "JPUH", figures("mnsi_referrals", [2])), ())
    assert words.collected(count, one) == "2 in 1 month up to October 2026"


def test_the_latest_and_what_was_asked_for():
    made = chart("pph1500", RISING)
    assert words.latest(made) == "Latest, October 2026: 8.0% (12 of 150)."
    assert words.asked(made, made.points[-2:]) == "September 2026 3.3% (5 of 150); October 2026 8.0% (12 of 150)."
    assert words.asked(made, ()) == "The months you name: not received."
    assert words.latest(chart("births", [1500.0])) == "Latest, October 2026: 1,500."
    assert words.latest(chart("stillbirth", [(1, 150), None, *[(0, 150)] * 10])) == (
        "Latest, twelve months to October 2026: 0.6 per 1,000 (1 of 1,650 in 11 of 12 months)."
    )
    assert words.latest(chart("pph1500", [])) == "Latest: not received."
    assert words.latest(chart("stillbirth", [(1, 150)])) == ""


def test_the_target_has_its_source():
    assert words.target(MEASURES["births"]) == "No target set; neither high nor low is better in itself."
    assert words.target(MEASURES["one_to_one"]) == (
        "Target 100.0%; higher is better. Source: CNST MIS safety action 5, years 6 and 7 (2024 to 2026)."
    )


def test_amounts():
    assert words.amount(MEASURES["pph1500"], None) == "no figure"
    assert words.amount(MEASURES["vacancy_wte"], 12.44) == "12.4 WTE"
    assert words.amount(MEASURES["births"], 12345) == "12,345"


def test_what_a_rate_is_made_of():
    assert words.counted_out_of(MEASURES["atain"]) == (
        "Counted: unexpected term admission to neonatal unit; out of: births at term (37+0 weeks or more). "
        "Shown as a percentage."
    )
    assert words.counted_out_of(MEASURES["diverts"]) == ""


def test_a_queried_figure_is_said_to_be_so_wherever_it_is_said():
    made = chart("pph1500", [*STEADY[:-1], (151, 150)])
    assert words.variation(made) == "not judged, the latest figure is queried"
    assert words.latest(made).endswith("100.7% (151 of 150; numerator above denominator, queried).")
    assert words.queried(made) == (
        "October 2026: numerator above denominator, queried. Shown, but not used for the mean, the limits or the rules."
    )
    assert words.queried(chart("pph1500", STEADY)) == ""
    ready = chart("midwife_fill_night_pct", [95.0, 96.0, 160.0])
    assert words.counted(ready.points[-1]) == "more than the whole, queried"


def test_a_year_with_a_queried_month_says_so():
    made = chart("stillbirth", [(1, 150)] * 12 + [(151, 150)])
    assert words.counted(made.points[-1]).endswith("; partly queried")
    assert "is in the twelve months to October 2026" in words.queried(made)
