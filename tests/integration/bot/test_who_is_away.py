"""Who is away? The chair and the office hear it of everybody, a lead of their trust, nobody else at all."""

from __future__ import annotations

from datetime import date

import pytest

from bot.contracts import PlaceKind
from tests.scene import Scene, twin

MONDAY = date(2026, 11, 23)


def leave(scene: Scene, person: str, since: date, until: date, cover: str = "") -> None:
    form = scene.ask(person, "away", until=until, cover=cover)
    scene.press(person, form, "Save", since=since.isoformat(), until=until.isoformat())


@pytest.fixture
def away(scene: Scene) -> Scene:
    scene.move_to(MONDAY)
    leave(scene, "jpuh-lead", MONDAY, date(2026, 12, 4), "Sam")
    leave(scene, "qehkl-lead", date(2026, 12, 1), date(2026, 12, 2))
    return scene


@pytest.mark.parametrize("person", ["chair", "deputy", "coordinator"])
def test_the_chair_and_the_office_hear_who_is_away_until_when_and_who_covers(away: Scene, person):
    for words in ("who is away", "who's away?", "is anyone on leave", "anyone off today"):
        said = twin(away.say(person, words))
        assert "Tom Bailey: until 4 December 2026; Sam Fielding covers" in said
        assert "Ann Clarke" not in said, "her leave is still to come"


def test_next_week_is_asked_of_everybody_and_opens_nobodys_form(away: Scene):
    said = twin(away.say("chair", "who's away next week"))
    assert "Who is away between 30 November 2026 and 6 December 2026" in said
    assert "Tom Bailey: until 4 December 2026; Sam Fielding covers" in said
    assert "Ann Clarke: from 1 December 2026 until 2 December 2026; nobody covers" in said
    assert "Pause your reminders" not in said


def test_a_lead_hears_it_of_their_own_trust_only(away: Scene):
    assert "Tom Bailey: until 4 December 2026" in twin(away.say("jpuh-lead", "who is away"))
    said = twin(away.say("nnuh-lead", "who's away next week"))
    assert "Nobody of NNUH is marked as away between" in said
    assert "Tom" not in said
    assert "You see who is away of your own trust" in twin(away.say("nnuh-lead", "is Tom away"))


@pytest.mark.parametrize("person", ["member", "observer"])
def test_nobody_else_is_told(away: Scene, person):
    said = twin(away.say(person, "who is away"))
    assert "not open to your role" in said
    assert "Tom" not in said


def test_one_person_may_be_asked_about_by_name(away: Scene):
    assert "Tom Bailey: away until 4 December 2026; Sam Fielding covers" in twin(away.say("chair", "is Tom away?"))
    assert "Priya Nair: not marked as away" in twin(away.say("chair", "is Priya Nair on leave"))
    assert "I cannot find a member called maureen" in twin(away.ask("chair", "absences", owner="maureen"))


def test_when_nobody_is_away_it_says_so(scene: Scene):
    assert "Nobody is marked as away now." in twin(scene.say("coordinator", "who is away"))


def test_in_the_channel_it_is_answered_privately(away: Scene):
    assert away.say("chair", "who is away", where=PlaceKind.CHANNEL).private


def test_my_own_away_form_still_opens_by_my_own_words(away: Scene):
    assert "Pause your reminders?" in twin(away.say("chair", "I am away next week"))
