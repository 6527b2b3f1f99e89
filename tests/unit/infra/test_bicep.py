"""The Azure templates, as far as they can be checked without a compiler. CI on GitHub compiles them.

Their grammar is read by a parser of the language (pycep); names, types and what is passed to whom by `tests.bicep`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from lark.exceptions import UnexpectedInput
from pycep import BicepParser

from bot import settings
from tests.bicep import DECLARED, Template

INFRA = Path(__file__).parents[3] / "infra"
FILES = ["azure.bicep", "database.bicep", "backups.bicep", "alerts.bicep", "botRegistration/azurebot.bicep"]
KINDS = {"param": "parameters", "var": "variables", "resource": "resources", "module": "modules", "output": "outputs"}
WORLD_WIDE = [("database.bicep", "server"), ("botRegistration/azurebot.bicep", "bot"), ("azure.bicep", "vault")]
RESOURCE = re.compile(r"^resource \w+ '([A-Z]\w+\.\w+(?:/\w+)+)@(\d{4}-\d{2}-\d{2})' (?:existing )?=", re.MULTILINE)


def template(name: str) -> Template:
    return Template.read(INFRA / name)


def test_no_template_is_left_out():
    assert sorted(p.relative_to(INFRA).as_posix() for p in INFRA.rglob("*.bicep")) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_brackets_close_and_every_resource_has_a_type_and_a_released_version(name):
    found = template(name)
    assert found.open_brackets() == []
    assert len(RESOURCE.findall(found.text)) == len(found.of("resource"))


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file_is_bicep(name):
    """By the grammar alone: every declaration that is in the text is in the parser's tree, too, with its type."""
    tree = cast("Mapping[str, Any]", BicepParser().parse(file_path=INFRA / name))
    text = template(name).text
    for kind, plural in KINDS.items():
        assert set(tree.get(plural, ())) == {name for what, name in DECLARED.findall(text) if what == kind}, kind
    assert {r["api_version"] for r in tree["resources"].values()} == {v for _, v in RESOURCE.findall(text)}


def test_the_parser_finds_what_a_slip_of_the_pen_does():
    text = (INFRA / "database.bicep").read_text(encoding="utf-8")
    for right, wrong in (("version: '16'", "version = '16'"), ("tags: tags", "tags: tags,,"), ("= 'oversight'", "=")):
        assert right in text
        with pytest.raises(UnexpectedInput):
            BicepParser().parse(text=text.replace(right, wrong, 1))


@pytest.mark.parametrize(("name", "resource"), WORLD_WIDE)
def test_a_name_that_must_be_the_only_one_in_the_world_is_made_so(name, resource):
    """Two organisations that both call it `oversight` can both deploy."""
    block = template(name).block(resource)
    assert re.search(r"^  name: .*uniqueString\(resourceGroup\(\)\.id\)", block, re.MULTILINE), block


@pytest.mark.parametrize("name", FILES)
def test_what_is_declared_is_used_and_nothing_secret_is_an_output(name):
    found = template(name)
    declared = found.of("param") | found.of("var") | found.of("module")
    only_declared = {n for n in declared if len(re.findall(rf"\b{n}\b", found.text)) < 2}
    assert only_declared <= {"alerts", "bot"}  # modules that nobody asks for anything
    outputs = " ".join(line for line in found.text.splitlines() if line.startswith("output"))
    assert not any(re.search(rf"\b{secret}\b", outputs) for secret in found.secure)
    assert "listKeys" not in outputs


@pytest.mark.parametrize("name", sorted(template("azure.bicep").of("module")))
def test_a_module_is_given_exactly_what_it_asks_for(name):
    main = template("azure.bicep")
    path = re.match(r"module \w+ '([^']+)'", main.block(name))
    assert path
    module = template(path[1])
    given = main.keys(name, "params")
    assert given <= module.of("param")
    assert module.required <= given
    for output in re.findall(rf"\b{name}\.outputs\.(\w+)", main.text):
        assert output in module.of("output")


def test_parameter_files_name_parameters_that_exist_and_all_that_are_required():
    main = template("azure.bicep")
    toolkit = json.loads((INFRA / "azure.parameters.json").read_text(encoding="utf-8"))["parameters"]
    by_hand = set(
        re.findall(r"^param (\w+)", (INFRA / "production.bicepparam").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for given in (set(toolkit), by_hand):
        assert given <= main.of("param")
        assert main.required <= given
    secret = {k for k, v in toolkit.items() if "${{SECRET_" in v["value"]}
    assert secret == main.secure & set(toolkit)


def test_every_setting_that_the_container_gets_is_one_that_the_bot_reads():
    text = template("azure.bicep").block("settings")
    given = set(re.findall(r"name: '([A-Z_]+)'", text))
    source = Path(settings.__file__).read_text(encoding="utf-8")
    assert given >= {"MICROSOFT_APP_ID", "MICROSOFT_APP_TENANT_ID", "DATABASE_URL", "CARD_KEYS", "HOST", "GROUP_FILE"}
    assert [name for name in given if f'"{name}"' not in source] == []
    secret = re.findall(r"name: '([A-Z_]+)', secretRef", text)
    assert sorted(secret) == ["CARD_KEYS", "DATABASE_URL", "MICROSOFT_APP_PASSWORD"]


def test_the_container_uses_secrets_that_are_in_the_vault():
    main = template("azure.bicep")
    asked = set(re.findall(r"secretRef: '([\w-]+)'", main.text))
    kept = {re.search(r"name: '([\w-]+)'", main.block(n))[1] for n in main.of("resource") if n.endswith("Secret")}  # type: ignore[index] # each has a name
    assert asked == kept


def test_the_database_is_private_backed_up_and_encrypted_on_the_way():
    database = template("database.bicep").text
    assert "publicNetworkAccess: 'Disabled'" in database
    assert "backupRetentionDays: 35" in database
    assert "?sslmode=require" in template("azure.bicep").text
    assert "allowBlobPublicAccess: false" in template("backups.bicep").text


def test_data_stays_in_the_kingdom():
    assert "@allowed(['uksouth', 'ukwest'])" in template("azure.bicep").text


def test_every_alarm_has_its_place_in_the_runbook():
    runbook = (INFRA.parent / "docs/operations.md").read_text(encoding="utf-8")
    names = set(re.findall(r"name: '(Oversight\w+)'", template("alerts.bicep").text))
    assert names >= {"OversightNotReady", "OversightErrors", "OversightSilent", "OversightDatabaseFull"}
    assert [name for name in sorted(names) if f"### {name}\n" not in runbook] == []


def test_what_the_log_alarms_look_for_is_what_the_bot_logs():
    text = template("alerts.bicep").text
    assert 'line.level == "error"' in text
    sought = re.search(r'Log_s has "([^"]+)"', text)
    assert sought
    assert sought[1] in (INFRA.parent / "bot/tick.py").read_text(encoding="utf-8")
