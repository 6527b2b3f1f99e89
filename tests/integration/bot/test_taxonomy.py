"""The list of themes, changed in chat: at once in every form, in words, in suggestions; a later file keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.contracts import Reply
from domain import taxonomy
from domain.group import read_group
from domain.group_faults import GroupFaults
from storage import groups, history, learning, risks
from tests.cards_check import nodes
from tests.risk_steps import raise_risk
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
    assert "(retired in version 2, the group's own words)" in twin(the_list(scene))


def retire(scene: Scene, key: str) -> None:
    form = scene.press("coordinator", the_list(scene, "coordinator"), "Change it", theme=key)
    scene.press("coordinator", form, "Save", in_use="no")
    scene.groups.refresh_now()


def row(scene: Scene) -> dict[str, Any]:
    (found,) = [t for t in scene.run(groups.config_of)["themes"] if t["key"] == "vte"]
    return found


def choices(reply: Reply, name: str) -> dict[str, str]:
    found = next(n for n in nodes(Scene.content(reply)) if str(n.get("id", "")).startswith(name))
    return {c["value"]: c["title"] for c in found["choices"]}


def test_a_retired_theme_stays_on_the_record_that_has_it_and_is_not_offered_anew(scene: Scene):
    raise_risk(scene, theme="vte")
    retire(scene, "vte")
    shown = scene.press("jpuh-lead", scene.ask("jpuh-lead", "risk", record="RSK-26-001"), "Change details")
    assert choices(shown, "theme")["vte"] == "Clots (retired in version 2)"
    assert inputs(scene.content(shown))["theme"] == "vte", "it need not be chosen again"
    scene.press("jpuh-lead", shown, "Save", controls="Risk assessment at booking")
    assert scene.run(lambda s: risks.get(s, "RSK-26-001")).theme == "vte"
    assert "vte" not in choices(scene.ask("jpuh-lead", "new_risk", trusts=("JPUH",)), "theme")


def test_a_learning_entry_keeps_its_retired_theme_beside_another(scene: Scene):
    form = scene.ask("jpuh-lead", "share_learning")
    typed: dict[str, Any] = {"kind": "good_practice", "title": "Trolley", "text": "Each morning", "themes": "vte,pph"}
    scene.press("jpuh-lead", scene.press("jpuh-lead", form, "Read it back", **typed), "Send to the chair")
    retire(scene, "vte")
    own = scene.ask("jpuh-lead", "share_learning", record="LRN-26-001")
    mend = scene.press("jpuh-lead", own, "Change")
    assert choices(mend, "themes")["vte"].endswith("(retired in version 2)")
    scene.press("jpuh-lead", scene.press("jpuh-lead", mend, "Read it back", title="The trolley"), "Send to the chair")
    kept = scene.run(lambda s: learning.get(s, "LRN-26-001"))
    assert (kept.title, set(kept.themes)) == ("The trolley", {"vte", "pph"})


def test_a_theme_that_comes_back_has_no_version_of_retirement(scene: Scene):
    retire(scene, "vte")
    again = scene.press("coordinator", the_list(scene, "coordinator"), "Change it", theme="vte")
    scene.press("coordinator", again, "Save", name="Blood clots")
    scene.groups.refresh_now()
    assert row(scene)["retired_in"] == "2", "renamed while it is retired, it was retired then"
    form = scene.press("coordinator", the_list(scene, "coordinator"), "Change it", theme="vte")
    scene.press("coordinator", form, "Save", in_use="yes")
    scene.groups.refresh_now()
    assert not row(scene)["retired"]
    assert "retired_in" not in row(scene)


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
