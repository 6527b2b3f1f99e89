"""Sample data lies around today, whenever it is loaded, and kept every rule on its way in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from bot import playground, sample
from storage import actions, past, returns, risks
from storage.session import Session
from tests.scene import LONDON, Scene, twin


@pytest.fixture
def at(scene: Scene):
    """Play the sample as if it were this time."""

    def played(moment: datetime, **more: bool) -> str:
        scene.now = moment
        people = tuple(dict.fromkeys(scene.cast.values()))
        return sample.play(scene.store, scene.hand, scene.group, people, playground.SAMPLE_FILE, **more)

    return played


def test_the_three_lines_of_assurance_stand_each_in_its_place(scene: Scene, at):
    at(datetime(2026, 11, 23, 10, tzinfo=LONDON))
    held = {r.title: r.assurance for r in scene.run(lambda s: risks.listed(s, limit=50))}
    rota = held["Obstetric middle grade rota gaps"]
    assert (rota.team, rota.oversight, rota.independent) == ("Rota gap report monthly", "", "GMC trainee survey")
    assert held["Maternity triage telephone line"].oversight == "Safety champion walkabout"


def test_two_past_months_a_dozen_actions_and_the_register(scene: Scene, at):
    said = at(datetime(2026, 11, 23, 10, tzinfo=LONDON))
    assert said == "Sample data: 6 returns, 12 actions, 10 risks, up to October 2026."
    found = scene.run(lambda s: [returns.of_period(s, p) for p in ("2026-08", "2026-09", "2026-10")])
    assert [[(r.trust, r.late) for r in month] for month in found] == [
        [("JPUH", False), ("NNUH", False), ("QEHKL", False)],
        [("JPUH", False), ("NNUH", False), ("QEHKL", True)],
        [],
    ]
    figures = scene.run(lambda s: returns.figures_of(s, "2026-09", "JPUH"))
    assert (figures["pph1500"].numerator, figures["pph1500"].denominator) == (6, 138)
    assert "satod" not in figures


@pytest.mark.parametrize("moment", [datetime(2027, 6, 2, 12), datetime(2026, 12, 7, 9, 29), datetime(2028, 2, 29, 8)])  # noqa: DTZ001 - made London time below
def test_it_moves_with_the_day(scene: Scene, at, moment: datetime):
    at(moment.replace(tzinfo=LONDON), round_is_open=True)
    today = moment.date()
    rnd = scene.run(returns.open_round)
    assert rnd is not None
    assert rnd.opens <= today
    late = scene.run(lambda s: [a for a in actions.search(s, actions.Wanted(), today, limit=50) if a.overdue(today)])
    assert len(late) == 2
    assert scene.run(lambda s: len(risks.listed(s, limit=50))) == 10


def test_it_goes_into_an_empty_store_only(scene: Scene, at):
    moment = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    at(moment)
    with pytest.raises(sample.NotEmpty, match="work in this store already"):
        at(moment)


def test_nothing_is_sent_about_the_past(scene: Scene, at):
    at(datetime(2026, 11, 23, 10, tzinfo=LONDON), round_is_open=True)
    assert scene.outbox() == []


def test_the_people_find_it(scene: Scene, at):
    at(datetime(2026, 11, 23, 10, tzinfo=LONDON))
    said = twin(scene.ask("jpuh-lead", "my_actions"))
    assert "Swab count assurance audit" in said


def test_nothing_of_the_sample_is_the_speakers_last_write(scene: Scene, at) -> None:
    at(datetime(2026, 11, 23, 10, tzinfo=LONDON))
    for person in ("chair", "coordinator", "nnuh-lead", "jpuh-lead", "qehkl-lead"):
        assert twin(scene.say(person, "undo")).startswith("Nothing to take back"), person


def test_a_day_of_the_past_shows_every_figure_of_the_sample(scene: Scene, at):
    """What stands now stood on the day it came; a figure that is not in the journal would read as not received."""
    at(datetime(2026, 11, 23, 10, tzinfo=LONDON))
    scene.now = datetime(2026, 11, 23, 10, tzinfo=LONDON)
    table = returns.observations
    named = [table.c[n] for n in ("trust", "measure", "period", "numerator", "denominator", "source")]

    def look(session: Session) -> tuple[list[Any], list[Any], list[Any]]:
        now = session.connection.execute(select(*named).order_by(*named)).all()
        # Without what stands now: the figures as the journal alone gives them.
        session.connection.execute(delete(table))
        with past.stood(session, scene.now, scene.group) as then:
            today = then.connection.execute(select(*named).order_by(*named)).all()
        with past.stood(session, scene.now - timedelta(days=120), scene.group) as then:
            earlier = then.connection.execute(select(*named)).all()
        return list(now), list(today), list(earlier)

    now, today, earlier = scene.run(look)
    assert [tuple(row) for row in today] == [tuple(row) for row in now]
    assert 0 < len(earlier) < len(now)
    assert {row.source[:4] for row in now} == {"IMP-", "RET-"}
