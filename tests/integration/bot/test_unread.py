"""One row that is no record: lists come with the others and say so, the office is told, and nothing half is posted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from storage import actions as kept
from tests.actions_made import made
from tests.scene import Scene, titles, twin

BAD, GOOD = "ACT-26-002", "ACT-26-001"
UNREAD = "I cannot read ACT-26-002: its row in the database is damaged. Nothing was saved or posted, and the office has"
SAID = "One record could not be read and is left out here: ACT-26-002. The office is told."


def plant(scene: Scene, many: int = 3) -> None:
    tom = scene.member("jpuh-lead")
    whose = {"owner": tom.object_id, "owner_name": tom.name, "deputy": "", "deputy_name": ""}
    for n in range(1, many + 1):
        due = date(2026, 12, n)
        scene.run(lambda s, n=n, due=due: kept.add(s, made(f"ACT-26-{n:03}", due=due, **whose)))


def spoil(scene: Scene, column: str, value: str) -> None:
    """Somebody changes the database by hand."""
    said = text(f"UPDATE actions SET {column} = :value WHERE id = :id")  # noqa: S608 a column of this test
    scene.run(lambda s: s.connection.execute(said, {"value": value, "id": BAD}))


@pytest.mark.parametrize(("column", "value"), [("mark", "nonsense"), ("lines", "{not json"), ("due", "soon")])
def test_a_list_comes_with_the_others_and_says_what_is_left_out(scene: Scene, column: str, value: str):
    plant(scene)
    spoil(scene, column, value)
    asked = [("jpuh-lead", "my actions")] + ([("member", "actions")] if column != "due" else [])
    for person, words in asked:
        said = twin(scene.say(person, words))
        assert GOOD in said
        assert "ACT-26-003" in said
        assert SAID in said
        assert "My fault" not in said


def test_the_office_is_told_once_a_day(scene: Scene):
    plant(scene)
    spoil(scene, "mark", "nonsense")
    for _ in range(2):
        scene.say("jpuh-lead", "my actions")
        scene.say("member", "actions")
    told = [s for s in scene.outbox("coordinator") if s.key.startswith("unread/")]
    assert [s.card.twin.splitlines()[0] for s in told] == ["I cannot read ACT-26-002"]
    scene.later(days=1)
    scene.say("member", "actions")
    assert len([s for s in scene.outbox("coordinator") if s.key.startswith("unread/")]) == 2


def test_one_tap_on_another_row_still_counts(scene: Scene):
    plant(scene)
    spoil(scene, "mark", "nonsense")
    reply = scene.press("jpuh-lead", scene.say("jpuh-lead", "my actions"), "On track")
    assert SAID in twin(reply)
    found = scene.run(lambda s: kept.get(s, GOOD))
    assert found is not None
    assert found.mark == "on_track"


def test_the_very_record_is_said_to_be_unreadable_and_the_office_hears_of_it(scene: Scene):
    plant(scene)
    spoil(scene, "mark", "nonsense")
    said = twin(scene.say("jpuh-lead", f"action {BAD}"))
    assert UNREAD in said
    assert [s.key.split("/")[:2] for s in scene.outbox("coordinator")] == [["unread", BAD]]


def test_a_page_is_as_long_as_ever_and_leads_on(scene: Scene):
    plant(scene, 12)
    spoil(scene, "mark", "nonsense")
    reply = scene.say("jpuh-lead", "my actions")
    assert titles(reply).count("On track") == 5
    assert "Next" in titles(reply)
    shown = {n for n in range(1, 13) if f"ACT-26-{n:03} " in twin(reply)}
    while "Next" in titles(reply):
        reply = scene.press("jpuh-lead", reply, "Next")
        shown |= {n for n in range(1, 13) if f"ACT-26-{n:03} " in twin(reply)}
    assert shown == set(range(1, 13)) - {2}


def test_nothing_half_is_posted_to_the_channel(scene: Scene):
    plant(scene)
    spoil(scene, "mark", "nonsense")
    draft = scene.say("chair", "post summary")
    assert SAID in twin(draft)
    before = len(scene.outbox("channel"))
    assert UNREAD in twin(scene.press("chair", draft, "Post to channel"))
    assert len(scene.outbox("channel")) == before


def test_when_it_is_mended_nothing_is_said(scene: Scene):
    plant(scene)
    spoil(scene, "mark", "nonsense")
    scene.say("member", "actions")
    spoil(scene, "mark", "none")
    said = twin(scene.say("member", "actions"))
    assert BAD in said
    assert "could not be read" not in said


def test_a_private_record_is_not_named(scene: Scene):
    form = scene.say("member", "concern")
    asked = scene.press("member", form, "Read it back", text="The bay is too full at night", trust="JPUH")
    scene.press("member", asked, "Send with my name")
    notice = scene.card_for("chair")
    scene.run(lambda s: s.connection.execute(text("UPDATE concerns SET status = 'nonsense'")))
    said = twin(scene.press("chair", notice, "Acknowledge"))
    assert "a private record" in said
    assert "CON-26" not in scene.card_for("coordinator").twin
