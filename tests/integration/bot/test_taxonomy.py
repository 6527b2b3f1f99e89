"""The list of themes, changed in chat: at once in every form, in words, in suggestions; a later file keeps it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.contracts import Reply
from domain import taxonomy
from domain.group import read_group
from domain.group_faults import GroupFaults
from storage import groups, history
from tests.scene import Scene, inputs, titles, twin


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    yield
    taxonomy.use(())


def the_list(scene: Scene, who: str = "chair") -> Reply:
    return scene.press(who, scene.press(who, scene.say(who, "themes"), "All themes"), "The list of themes")


def add(scene: Scene) -> Reply:
    form = scene.press("chair", the_list(scene), "New theme")
    done = scene.press("chair", form, "Save", name="Home birth", sub_themes="transfer time", aliases="Home birth, HBAC")
    scene.groups.refresh_now()
    return done


def test_a_new_theme_is_offered_suggested_and_understood(scene: Scene):
    assert "Home birth is kept." in twin(add(scene))
    form = scene.press("chair", scene.say("chair", "themes"), "Add theme entry")
    assert "home_birth" in str(scene.content(form))
    back = scene.press("chair", form, "Read it back", source="staff", trust="ALL", text="The HBAC bag was not there")
    assert inputs(scene.content(back))["themes__r1"] == "home_birth"
    assert "Home birth" in twin(scene.say("member", "themes hbac"))
    lines = scene.run(lambda s: history.entries(s, f"group/{s.group}"))
    assert lines[0].verb == "add theme"


def test_a_theme_is_renamed_and_retired_and_keeps_what_was_filed_under_it(scene: Scene):
    entry = scene.press("chair", scene.say("chair", "themes"), "Add theme entry")
    back = scene.press("chair", entry, "Read it back", source="audit", trust="ALL", themes="vte")
    scene.press("chair", back, "Save")
    form = scene.press("coordinator", the_list(scene, "coordinator"), "Change it", theme="vte")
    scene.press("coordinator", form, "Save", name="Blood clots", in_use="no")
    scene.groups.refresh_now()
    assert "Blood clots" in twin(scene.say("chair", "themes"))
    assert "Blood clots" not in str(
        scene.content(scene.press("chair", scene.say("chair", "themes"), "Add theme entry"))
    )
    assert "(retired, the group's own words)" in twin(the_list(scene))


def test_faults_come_back_with_what_was_typed_and_two_at_once_are_told(scene: Scene):
    form = scene.press("chair", the_list(scene), "New theme")
    again = scene.press("chair", form, "Save", name="Equipment", aliases="kit")
    assert "there is a theme called Equipment already" in twin(again)
    assert inputs(scene.content(again))["aliases__r1"] == "kit"
    other = scene.press("deputy", the_list(scene, "deputy"), "New theme")
    scene.press("chair", again, "Save", name="Home birth")
    assert "changed while you were editing" in twin(scene.press("deputy", other, "Save", name="Water birth"))
    assert "please choose one first" in twin(scene.press("chair", the_list(scene), "Change it"))


def test_members_read_the_list_and_change_nothing(scene: Scene):
    shown = the_list(scene, "member")
    assert "The list of themes" in twin(shown)
    assert not {"Change it", "New theme"} & set(titles(shown))


def test_a_group_file_may_say_it_too_and_chat_wins(scene: Scene):
    add(scene)
    config = {
        **scene.config,
        "themes": [{"key": "home_birth", "name": "Birth at home"}, {"key": "rota", "name": "Rota"}],
    }
    group, people = read_group(config)
    loaded = scene.run(lambda s: groups.keep(s, config, group, people))
    assert {t.key: t.name for t in loaded.group.themes} == {"home_birth": "Home birth", "rota": "Rota"}
    assert any("themes.home_birth stays" in word for word in loaded.held)
    bad = {**scene.config, "themes": [{"key": "Home Birth", "name": "x"}, {"key": "rota", "name": ""}]}
    with pytest.raises(GroupFaults) as faults:
        read_group(bad)
    assert any("small letters" in f for f in faults.value.faults)
