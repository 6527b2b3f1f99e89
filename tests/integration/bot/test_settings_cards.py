"""The group as data, changed by chat."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import groups
from tests.scene import Scene, twin


def after(scene: Scene):
    """The group as it is read for the next turn."""
    scene.groups.refresh_now()
    (group,) = scene.groups.all()
    return group


@pytest.mark.parametrize("command", ["trusts", "calendar", "settings"])
@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_the_office_alone_keeps_the_group(scene: Scene, command: str, person: str):
    assert "not open to your role" in twin(scene.ask(person, command))


def test_the_calendar_says_the_next_dates(scene: Scene):
    said = twin(scene.ask("coordinator", "calendar"))
    assert "third Monday of a month at 10:00" in said
    assert "October 2026 | 23 November 2026 | 7 December 2026 | 14 December 2026 | 21 December 2026" in said


def test_the_calendar_is_changed_and_the_next_turn_knows(scene: Scene):
    form = scene.press("coordinator", scene.ask("coordinator", "calendar"), "Change")
    done = scene.press("coordinator", form, "Save", meeting_weekday="tuesday", meeting_week="2", due_working_days="3")
    assert "which weekday" in twin(done)
    assert done.refresh
    assert after(scene).rhythm.meeting(2026, 12) == date(2026, 12, 8)
    assert "second Tuesday" in twin(scene.ask("chair", "calendar"))


def test_nothing_different_is_said_so(scene: Scene):
    form = scene.press("coordinator", scene.ask("coordinator", "calendar"), "Change")
    assert "Nothing was different" in twin(scene.press("coordinator", form, "Save"))


def test_a_time_that_is_none_comes_back_with_what_was_typed(scene: Scene):
    form = scene.press("coordinator", scene.ask("coordinator", "calendar"), "Change")
    again = scene.press("coordinator", form, "Save", meeting_time="25:99", months_back="3")
    assert "time such as 09:30" in twin(again)
    assert "25:99" in str(scene.content(again))
    assert after(scene).rhythm.months_back == 2


def test_settings_are_shown_and_changed(scene: Scene):
    card = scene.ask("chair", "settings")
    assert "minimal 6" in twin(card)
    form = scene.press("chair", card, "Change")
    done = scene.press(
        "chair", form, "Save", appetite="minimal", weekly="monday", post_at_once="true", in_use="pph1500,satod"
    )
    assert "Risk appetite" in twin(done)
    group = after(scene)
    assert group.appetite == "minimal"
    assert (group.summary.weekly, group.summary.at_once) == ("monday", True)
    assert set(group.measures) == {"pph1500", "satod"}
    again = scene.press("chair", scene.press("chair", scene.ask("chair", "settings"), "Change"), "Save", weekly="none")
    assert "weekly summary" in twin(again)
    assert after(scene).summary.weekly == ""


def test_a_stale_form_is_refused_and_keeps_the_words(scene: Scene):
    one = scene.press("chair", scene.ask("chair", "settings"), "Change")
    two = scene.press("coordinator", scene.ask("coordinator", "settings"), "Change")
    scene.press("chair", one, "Save", appetite="minimal")
    stale = scene.press("coordinator", two, "Save", appetite="open")
    assert "Helen Marsh updated it" in twin(stale)
    again = scene.press("coordinator", stale, "Save")
    assert "Risk appetite" in twin(again)
    assert after(scene).appetite == "open"


def test_a_trust_joins_and_another_is_renamed(scene: Scene):
    form = scene.press("coordinator", scene.ask("coordinator", "trusts"), "Add trust")
    typed: dict[str, Any] = {
        "code": "wsuff",
        "name": "West Suffolk NHS Foundation Trust",
        "ods": "RGR",
        "aliases": "West Suffolk, WSH",
    }
    assert "WSUFF" in twin(scene.press("coordinator", form, "Save", **typed, valid_from="2027-04-01"))
    group = after(scene)
    joined = group.trust("WSUFF")
    assert joined is not None
    assert joined.aliases == ("west suffolk", "wsh")
    assert [t.code for t in group.trusts_on(date(2027, 3, 31))] == ["NNUH", "JPUH", "QEHKL"]
    entry = scene.press("coordinator", scene.ask("coordinator", "trusts"), "Change", code="WSUFF")
    scene.press("coordinator", entry, "Save", name="West Suffolk Hospital")
    assert [t.name for t in after(scene).trusts if t.code == "WSUFF"] == ["West Suffolk Hospital"]


def test_a_code_is_used_once(scene: Scene):
    form = scene.press("coordinator", scene.ask("coordinator", "trusts"), "Add trust")
    again = scene.press("coordinator", form, "Save", code="jpuh", name="Another")
    assert "already" in twin(again)
    assert "Another" in str(scene.content(again))


def test_no_trust_chosen_is_asked_back(scene: Scene):
    assert "choose one first" in twin(scene.press("coordinator", scene.ask("coordinator", "trusts"), "Change", code=""))


def test_what_the_chat_changed_a_second_load_leaves_alone(scene: Scene):
    form = scene.press("chair", scene.ask("chair", "settings"), "Change")
    scene.press("chair", form, "Save", appetite="minimal")
    people = tuple(scene.cast.values())
    loaded = scene.run(lambda s: groups.keep(s, scene.config, scene.group, tuple(dict.fromkeys(people))))
    assert loaded.held == ("risks.appetite stays as it was changed by chat",)
