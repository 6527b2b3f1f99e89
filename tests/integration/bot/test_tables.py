"""A risk register and members attached to import: columns looked at, a dry run, kept once, taken back whole."""

from __future__ import annotations

from typing import Any

import pytest

from domain.people import Role
from domain.risks import Status
from storage import history, members, risks
from tests.cards_check import check
from tests.integration.bot.test_imports_files import sent, workbook
from tests.scene import Scene, inputs, titles, twin

HEADER = ["Ref", "Risk", "Trust", "Likelihood", "Impact", "Risk owner", "Controls", "Status"]
ROWS = [
    [1, "Rota gaps at night", "JPUH", 4, "Major", "Tom Bailey", "Daily huddle; Acting down", "Open"],
    [2, "Scan capacity", "All", "3 - possible", 4, "Somebody Else", "", "Open"],
    [3, "Old one", "NNUH", 2, 2, "Tom Bailey", "", "Closed"],
    [4, "No score", "NNUH", "", 3, "Tom Bailey", "", ""],
]
PEOPLE = ["Name", "Object ID", "Role", "Trust"]
NEW = "aaaaaaaa-0000-4000-8000-00000000000"


def test_a_register_becomes_risks_when_owners_are_known(scene: Scene) -> None:
    report = sent(scene, {"register.xlsx": workbook(ROWS, HEADER)})
    said = twin(check(report.card))
    assert "register.xlsx: 2 risks to import." in said
    assert "Rota gaps at night (JPUH): 16 (likely 4 x major 4)" in said
    assert "D5: '' is no likelihood from 1 to 5." in said
    assert "closed already" in said
    asked = scene.press("coordinator", report, "Import")
    assert "Who is 'Somebody Else'" in twin(asked)
    assert scene.run(risks.listed) == ()
    done = scene.press("coordinator", asked, "Import", owner0=scene.member("chair").object_id)
    assert twin(check(done.card)).startswith("Imported as IMP-26-001\n2 risks kept: RSK-26-001 to RSK-26-002.")
    high, shared = scene.run(risks.listed)
    assert (high.title, high.owner_name, high.controls) == (
        "Rota gaps at night",
        "Tom Bailey",
        ("Daily huddle", "Acting down"),
    )
    assert high.reviews[0].rationale == "imported from register.xlsx, 1"
    assert (shared.trust, shared.owner) == ("ALL", scene.member("chair").object_id)
    assert "If rota gaps at night, then what the imported register does not say" in high.sentence
    assert scene.outbox("jpuh-lead") == [], "an import writes to nobody"


def test_columns_are_chosen_on_the_card(scene: Scene) -> None:
    header = ["Nr", "What could go wrong", "Unit", "Likelihood", "Consequence", "Lead"]
    rows = [[7, "Rota gaps", "JPUH", 3, 4, "Tom Bailey"]]
    report = sent(scene, {"own.xlsx": workbook(rows, header)})
    assert "own.xlsx: 0 risks to import." in twin(report)
    assert titles(report) == ["Change columns"]
    form = scene.press("coordinator", report, "Change columns")
    assert "The sheet has: A Nr, B What could go wrong, C Unit," in twin(check(form.card))
    assert inputs(scene.content(form))["likelihood"] == "3"
    again = scene.press("coordinator", form, "Read again", title="1", trust="2", ref="0")
    assert "own.xlsx: 1 risk to import." in twin(check(again.card))
    without = scene.press(
        "coordinator", scene.press("coordinator", again, "Change columns"), "Read again", trust="none"
    )
    assert "no trust is named" in twin(without)
    back = scene.press("coordinator", scene.press("coordinator", without, "Change columns"), "Read again", trust="2")
    scene.press("coordinator", back, "Import")
    assert scene.run(risks.listed)[0].reviews[0].rationale == "imported from own.xlsx, 7"


def test_the_same_register_again_makes_nothing_twice_and_undo_takes_all_of_it_back(scene: Scene) -> None:
    book = {"register.xlsx": workbook(ROWS[:1], HEADER)}
    first = sent(scene, book)
    second = sent(scene, book)
    scene.press("coordinator", first, "Import")
    assert "All of it is here already." in twin(scene.press("coordinator", second, "Import"))
    assert "0 risks to import. 1 risk here already." in twin(sent(scene, book))
    scene.say("coordinator", "undo")
    assert scene.run(risks.listed) == ()
    assert scene.run(lambda s: risks.get(s, "RSK-26-001")).status == Status.CLOSED
    scene.press("coordinator", sent(scene, book), "Import")
    assert [r.id for r in scene.run(risks.listed)] == ["RSK-26-002"], "what was taken back may come again"


def test_a_list_of_members_is_added_with_a_welcome(scene: Scene) -> None:
    rows = [
        ["Nia Owen", f"{NEW}1", "Trust lead; member", "JPUH"],
        ["Omar Aziz", f"{NEW}2", "Observer", ""],
        ["No Id", "nia@example.org", "member", ""],
        ["Bold One", f"{NEW}3", "Chair", ""],
        ["No Trust", f"{NEW}4", "trust lead", ""],
        ["Odd", f"{NEW}5", "wizard", ""],
        ["Tom Bailey", scene.member("jpuh-lead").object_id, "observer", ""],
        ["", f"{NEW}6", "member", ""],
        ["Nia Owen", f"{NEW}1", "member", ""],
        ["Far Away", f"{NEW}7", "trust lead", "Leeds"],
    ]
    report = sent(scene, {"people.xlsx": workbook(rows, PEOPLE)})
    said = twin(check(report.card))
    for words in (
        "people.xlsx: 2 people to import. 1 person here already.",
        "Nia Owen: trust lead, member (JPUH)",
        "B4: 'nia@example.org' is no Entra object id.",
        "Bold One only the chair says who is chair",
        "a trust lead needs at least one trust",
        "'wizard' is no role of the group",
        "Tom Bailey is on the list otherwise",
    ):
        assert words in said
    done = scene.press("coordinator", report, "Import")
    assert "2 people kept. Each gets a welcome." in twin(check(done.card))
    nia = scene.run(lambda s: members.by_object_id(s, f"{NEW}1"))
    assert (nia.roles, nia.trusts) == (frozenset({Role.TRUST_LEAD, Role.MEMBER}), ("JPUH",))
    assert [s.to for s in scene.outbox() if s.key.startswith("welcome/")] == [f"{NEW}1", f"{NEW}2"]
    assert "0 people to import. 3 people here already." in twin(sent(scene, {"people.xlsx": workbook(rows, PEOPLE)}))
    scene.say("coordinator", "undo")
    assert not scene.run(lambda s: members.by_object_id(s, f"{NEW}1")).active
    again = sent(scene, {"people.xlsx": workbook(rows, PEOPLE)})
    scene.press("coordinator", again, "Import")
    assert scene.run(lambda s: members.by_object_id(s, f"{NEW}1")).active


def test_a_dry_run_ends_and_a_member_may_not(scene: Scene) -> None:
    report = sent(scene, {"register.xlsx": workbook(ROWS[:1], HEADER)})
    scene.later(days=2)
    assert "That dry run has gone" in twin(scene.press("coordinator", report, "Import"))
    assert scene.run(lambda s: history.last(s, "RSK-26-001")) is None


@pytest.mark.parametrize("many", [11])
def test_many_unknown_owners_are_asked_about_together(scene: Scene, many: int) -> None:
    rows = [[n, f"Worry {n}", "JPUH", 3, 3, f"Person {n}", "", ""] for n in range(many)]
    report = sent(scene, {"register.xlsx": workbook(rows, HEADER)})
    chair, deputy = (scene.member(p).object_id for p in ("chair", "deputy"))
    typed: dict[str, Any] = {f"owner{n}": chair for n in range(8)} | {"rest": deputy}
    scene.press("coordinator", report, "Import", **typed)
    found = scene.run(lambda s: risks.listed(s, limit=20))
    assert sorted(r.owner for r in found).count(deputy) == many - 8


def test_an_observer_in_a_register_is_asked_about_and_never_the_owner(scene: Scene) -> None:
    grace = scene.member("observer")
    row = [1, "Rota gaps at night", "JPUH", 4, 4, grace.name, "", "Open"]
    report = sent(scene, {"register.xlsx": workbook([row], HEADER)})
    asked = scene.press("coordinator", report, "Import")
    assert f"Who is '{grace.name}'" in twin(asked)
    assert grace.object_id not in str(scene.content(asked))
