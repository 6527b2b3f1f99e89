"""The other promises, day by day: reviews of risks, the weekly summary, the ladder of an action to its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.group import SummaryRule
from domain.people import ObjectId
from storage import risks
from tests.days import Days
from tests.sample_risks import a_risk
from tests.scene import twin

MONDAY = date(2026, 11, 23)


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def put_risk(days: Days, due: date, owner: str = "member") -> None:
    object_id = days.scene.member(owner).object_id if owner else ObjectId("")
    made = replace(a_risk("RSK-26-001"), trust="JPUH", next_review=due, owner=object_id)
    days.scene.run(lambda s: risks.add(s, made))


def about(days: Days, who: str, record: str) -> list[str]:
    return [f"{a.at:%d %b}" for a in days.to(who) if record in a.card.twin]


def test_a_review_that_is_not_made_climbs_from_owner_to_lead_to_chair(days: Days):
    put_risk(days, date(2026, 11, 30))
    days.until(date(2026, 12, 14))
    assert about(days, "member", "RSK-26-001") == ["23 Nov", "30 Nov", "04 Dec", "08 Dec"]
    assert about(days, "jpuh-lead", "RSK-26-001") == ["07 Dec"]
    assert about(days, "chair", "RSK-26-001") == ["14 Dec"]
    assert "Its owner was told first." in days.to("jpuh-lead")[0].card.twin
    warning = next(a for a in days.to("member") if f"{a.at:%d %b}" == "04 Dec")
    assert "the trust's lead or the chair hears of it from 7 December 2026 on" in warning.card.twin


def test_a_risk_without_an_owner_is_its_trusts_leads(days: Days):
    put_risk(days, date(2026, 11, 30), owner="")
    days.until(date(2026, 11, 30))
    assert about(days, "jpuh-lead", "RSK-26-001") == ["23 Nov", "30 Nov"]


def test_a_review_made_in_time_ends_the_ladder(days: Days):
    put_risk(days, date(2026, 11, 30))
    days.until(date(2026, 11, 27))
    risk = days.scene.run(lambda s: risks.get(s, "RSK-26-001"))
    days.scene.run(lambda s: risks.change(s, replace(risk, next_review=date(2027, 2, 1)), "review"))
    days.until(date(2026, 12, 14))
    assert about(days, "member", "RSK-26-001") == ["23 Nov"]
    assert days.to("chair") == []


def test_an_action_climbs_from_owner_to_lead_to_the_chairs_list(days: Days):
    days.action("ACT-26-001", "member", date(2026, 11, 30))
    days.until(date(2026, 12, 15))
    assert about(days, "jpuh-lead", "ACT-26-001") == ["07 Dec"]
    assert about(days, "chair", "ACT-26-001") == ["14 Dec"], "and not on the weekly list of the day after"
    warning = next(a for a in days.to("member") if f"{a.at:%d %b}" == "04 Dec")
    assert "If it is still open on 7 December 2026, the trust's lead hears of it." in warning.card.twin


def test_where_nobody_else_leads_the_warning_names_the_chair_and_the_day(days: Days):
    days.action("ACT-26-001", "jpuh-lead", date(2026, 11, 30))
    days.until(date(2026, 12, 4))
    assert "If it is still open on 14 December 2026, the chair hears of it." in days.to("jpuh-lead")[-1].card.twin


def test_a_ladder_without_lead_or_chair_warns_of_nobody(days: Days):
    own = {"actions": [{"rung": "warning", "days": 1}]}
    days.set_group(replace(days.group, reminders=own))
    days.action("ACT-26-001", "member", date(2026, 11, 30))
    days.until(date(2026, 12, 1))
    said = days.to("member")[-1].card.twin
    assert "More time can be asked for." in said
    assert "hears of it" not in said


def test_the_third_change_of_date_is_on_the_chairs_list(days: Days):
    days.action("ACT-26-001", "member", date(2027, 3, 1))
    days.change("ACT-26-001", slips=3)
    days.until(date(2026, 11, 24))
    (got,) = days.to("chair")
    assert "its date was moved three times" in got.card.twin


def test_the_weekly_summary_goes_straight_to_the_channel_where_the_group_wants_it(days: Days):
    days.set_group(replace(days.group, summary=SummaryRule(at_once=True, weekly="wednesday")))
    days.until(date(2026, 12, 2))
    posts = [a for a in days.to("channel") if "isk summary" in a.title or "ummary" in a.title]
    assert [f"{a.at:%a %d %b %H:%M}" for a in posts] == ["Wed 25 Nov 09:30", "Wed 02 Dec 09:30"]


def test_the_chairs_both_can_post_the_summary_they_were_shown(days: Days):
    days.set_group(replace(days.group, summary=SummaryRule(weekly="wednesday")))
    days.until(date(2026, 11, 25))
    for who in ("deputy", "chair"):
        (shown,) = days.to(who)
        assert twin(days.scene.press(who, shown.card, "Post to channel"))
    days.once()
    assert len([a for a in days.to("channel") if "ummary" in a.title]) == 1


def test_a_round_closed_in_the_morning_is_summed_up_the_same_day(days: Days):
    days.scene.say("coordinator", "open round")
    days.scene.move_to(date(2026, 11, 25), 8, 30)
    days.scene.say("coordinator", "close round")
    days.at(date(2026, 11, 25), 9, 30)
    assert [f"{a.at:%d %b %H:%M}" for a in days.to("chair") if "ummary" in a.title] == ["25 Nov 09:30"]
