"""A second LMNS from data only: another group file, and a short month of its own with no line of code changed."""

from __future__ import annotations

from datetime import date

import pytest

from bot import console_store, playground
from bot.contracts import Reply
from domain.group_faults import GroupFaults
from tests.days import Days
from tests.risk_steps import SENTENCE
from tests.scene import inputs, titles, twin

FILE = playground.FOLDER / "other-lmns.toml"
OURS = ("NNUH", "JPUH", "QEHKL", "Norfolk", "SQOG", "Paget", "Queen Elizabeth")


@pytest.fixture
def days(tmp_path):
    made = Days(tmp_path, date(2026, 11, 27), by_calendar=False, group_file=FILE)
    yield made
    made.scene.close()


def test_it_shares_nothing_with_the_sample_group_but_the_software():
    one, people = playground.sample_group()
    other, others = playground.sample_group(FILE)
    assert one.id != other.id
    assert not {t.code for t in one.trusts} & {t.code for t in other.trusts}
    assert not {p.object_id for p in people} & {p.object_id for p in others}
    assert (one.rhythm, one.bands, one.measures, one.appetite) != (other.rhythm, other.bands, other.measures, "")
    assert one.reminders != other.reminders
    assert {p.name for p in people} & {p.name for p in others} == set()


def test_its_calendar_and_settings_are_its_own(days):
    calendar = twin(days.scene.say("coordinator", "calendar"))
    assert "We meet on the second Thursday of a month at 14:00. Rounds open by themselves." in calendar
    assert "November 2026 | 30 November 2026 | 4 December 2026 | 8 December 2026 | 10 December 2026" in calendar
    settings = twin(days.scene.say("coordinator", "settings"))
    assert "significant | 10 to 14 | amber | every 2 months" in settings
    assert "Scheduled summary: to the channel at once" in settings
    assert "FENS | Fens Community Birth Centre | ZZ4 | until 31 March 2026" in twin(days.scene.say("chair", "trusts"))


def submit(days) -> Reply:
    """The lead of SALT fills in the four steps and sends the return."""
    scene = days.scene
    step = scene.say("salt-lead", "submit")
    figures = {"births": "210", "stillbirth": "1", "iol": "70", "train_mdt": "91.5", "sickness": "5.2"}
    step = scene.press("salt-lead", step, "Save and continue", **figures, friends_family_positive_pct="95")
    step = scene.press("salt-lead", step, "Save and continue", moderate="2", severe="0", fatal="0", themes="pph")
    step = scene.press("salt-lead", step, "Save and continue", worry="Theatre cover is thin", external="no")
    step = scene.press("salt-lead", step, "Save and continue", worked_well="Shared huddles")
    return scene.press("salt-lead", step, "Submit return")


def test_a_short_month(days):
    scene = days.scene
    days.until(date(2026, 11, 30))
    assert days.titles("channel")[0] == ("30 Nov 09:00", "November 2026: returns are open")
    assert days.titles("salt-lead") == [("30 Nov 09:15", "November 2026: the return of SALT")]  # its own hour
    days.at(date(2026, 12, 1), 10)
    assert [name.split("__r")[0] for name in inputs(scene.content(scene.say("salt-lead", "submit")))] == list(
        days.group.measures
    )
    sent = twin(submit(days))
    assert "RET-2026-11-SALT received" in sent
    assert "It goes into the pack for 10 December 2026." in sent

    assert titles(scene.say("wold-lead", "submit")) == ["WOLD", "MERE"]  # one lead, two trusts
    returns = twin(scene.say("chair", "what is missing from the coast and the general?"))
    assert "1 of 3 trusts received" in returns
    assert "Not received: WOLD" in returns, "the coast is there, nobody asked for MERE"

    form = scene.say("salt-lead", "new risk")
    scores = {"likelihood": "3", "consequence": "4", "target_likelihood": "2", "target_consequence": "3"}
    risk = twin(scene.press("salt-lead", form, "Save", **SENTENCE, **scores))
    assert "significant, score 12" in risk
    assert "2 over tolerance 10" in risk  # the open appetite, at ten here
    assert "every 2 months for significant" in risk

    chart = twin(scene.say("chair", "measure induction of labour saltmarsh"))
    assert "33.3% (70 of 210)" in chart

    days.until(date(2026, 12, 10))
    summaries = [when for when, title in days.titles("channel") if title == "Risk summary"]
    assert summaries == ["02 Dec 11:00", "09 Dec 11:00"]  # Wednesdays at eleven, posted at once
    summary = twin(scene.say("chair", "summary"))
    assert "Growth scan capacity (SALT): significant, 12" in summary
    assert "Not received: WOLD, MERE" in summary
    said = " ".join(a.card.twin for a in days.arrived)
    assert [word for word in OURS if word in said] == []


def test_what_the_chair_and_the_office_do_in_its_month(days):
    scene = days.scene
    days.until(date(2026, 11, 30))
    days.at(date(2026, 12, 1), 10)
    submit(days)
    form = scene.say("salt-lead", "new action: agree a theatre rota for the coast, Bea, due 9 December")
    assert "trust SALT; owner Bea Underhill; due 9 December 2026" in twin(form)
    read_back = scene.press("salt-lead", form, "Save", why="RET-2026-11-SALT")
    assert "ACT-26-001" in twin(scene.press("salt-lead", read_back, "Save"))
    days.at(date(2026, 12, 4), 10)
    review = scene.say("chair", "review RET-2026-11-SALT")
    scene.press("chair", review, "Partially assured", reason="Theatre cover to be seen again")
    nil = scene.say("wold-lead", "submit WOLD")
    nil = scene.press("wold-lead", nil, "Nil return")
    assert twin(nil).startswith("2 of 4 Incidents and themes")
    days.until(date(2026, 12, 8))
    days.at(date(2026, 12, 9), 10)
    returns = twin(scene.say("coordinator", "returns"))
    assert "SALT partially assured" in returns
    assert "1 of 3 trusts received. The round is closed; due 4 December 2026." in returns
    assert "ACT-26-001" in twin(scene.say("salt-lead", "my actions"))
    report = twin(scene.say("chair", "report"))
    assert report.startswith("Alert, advise, assure: Saltmarsh and Wolds Perinatal Quality Board")
    assert "SALT shares what worked well: Shared huddles (RET-2026-11-SALT)" in report
    assert "WOLD: the return for November 2026" in report
    said = " ".join((returns, report, *(a.card.twin for a in days.arrived)))
    assert [word for word in OURS if word in said] == []


def test_its_ladder_ends_where_its_file_says(days):
    days.until(date(2026, 12, 10))
    reminded = [when for when, title in days.titles("salt-lead") if title == "November 2026: the return of SALT"]
    assert reminded == ["30 Nov 09:15", "04 Dec 09:15", "07 Dec 09:15"]  # opened, due, the warning, and no more
    assert days.to("coordinator") == []  # no hand-over rung here


def test_check_says_what_is_wrong_with_a_copy_of_it(tmp_path):
    text = FILE.read_text(encoding="utf-8").replace('"iol"', '"eggs"').replace("from = 3\n", "from = 30\n")
    (tmp_path / "copy.toml").write_text(text, encoding="utf-8")
    with pytest.raises(GroupFaults) as told:
        console_store.group_file(tmp_path / "copy.toml")
    assert "[measures]: 'eggs' is not in the catalogue" in told.value.faults
    assert any("[[risks.bands]] number 2: from must be a whole number from 1 to 25" in f for f in told.value.faults)
