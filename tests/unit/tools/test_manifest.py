"""The Teams app package: it passes the official schema, and each of our own rules has a package that breaks it."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date

import pytest

from bot import parser, playground
from bot.catalogue import collect
from bot.vocabulary import Vocabulary
from tools import manifest
from tools.package import ROOT, fill, values

GIVEN = {"MICROSOFT_APP_ID": "00000000-0000-4000-8000-000000000099", "PUBLIC_URL": "https://oversight.example.org/"}
FOLDER = ROOT / "appPackage"
ICONS = {"color": (FOLDER / "color.png").read_bytes(), "outline": (FOLDER / "outline.png").read_bytes()}


def filled():
    return json.loads(fill((FOLDER / "manifest.json").read_text(encoding="utf-8"), values(GIVEN)))


def test_the_package_has_no_fault_and_works_in_all_three_scopes():
    made = filled()
    assert manifest.faults(made, ICONS) == []
    assert made["bots"][0]["scopes"] == ["team", "personal", "groupChat"]
    assert made["bots"][0]["botId"] == made["id"] == GIVEN["MICROSOFT_APP_ID"]
    assert made["localizationInfo"] == {"defaultLanguageTag": "en-gb"}
    assert made["developer"]["privacyUrl"] == "https://oversight.example.org/privacy"


def menus():
    return [(menu["scopes"][0], c["title"]) for menu in filled()["bots"][0]["commandLists"] for c in menu["commands"]]


@pytest.mark.parametrize(("scope", "title"), menus())
def test_what_a_menu_offers_is_a_command_that_the_bot_has(scope, title):
    group, _ = playground.sample_group()
    found = parser.understand(
        title, vocabulary=Vocabulary.of(group.trusts), role="trust_lead", trusts=("JPUH",), on=date(2026, 11, 23)
    )
    command = collect().commands[found.command]
    assert command.say.startswith(title.split(" until")[0])
    if scope != "personal":
        assert command.name in {"help", "returns", "actions", "summary", "explain"}


def broken(**changes):
    made = filled()
    bot = made["bots"][0]
    for key, value in changes.items():
        (bot if key in bot or key == "scopes" else made)[key] = value
    return made


MENU = filled()["bots"][0]["commandLists"]


def menu_with(**command):
    found = deepcopy(MENU)
    found[1]["commands"].append({"title": "good", "description": "well", **command})
    return {"commandLists": found}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"permissions": ["identity", "readEverything"]}, "readEverything"),
        ({"validDomains": ["example.org"]}, "validDomains"),
        ({"authorization": {}}, "no consent to read Teams"),
        ({"bots": []}, "bots: there is none"),
        ({"accentColor": "${{COLOUR}}"}, "accentColor"),
        ({"version": "${{VERSION}}"}, r"${{VERSION}} is not filled"),
        ({"name": {"short": "x" * 31, "full": "Oversight"}}, "name/short"),
        ({"scopes": ["team", "everywhere"]}, "scopes"),
        ({"scopes": ["team"]}, "one menu for each of team"),
        ({"commandLists": []}, "there are none"),
        (menu_with(title="x" * 33), "too long"),
        (menu_with(description="x" * 129), "said too long"),
        (menu_with(title="help"), "'help' stands twice"),
    ],
)
def test_a_fault_is_named(changes, said):
    assert said in "\n".join(manifest.faults(broken(**changes), ICONS))


def test_without_channel_features_private_channels_cannot_take_the_bot():
    made = filled()
    del made["supportsChannelFeatures"]
    assert manifest.faults(made, ICONS) == [
        "supportsChannelFeatures must be tier1, or private and shared channels cannot take the bot"
    ]


def test_eleven_commands_are_too_many():
    long = deepcopy(MENU)
    long[0]["commands"].append({"title": "one more", "description": "too many"})
    assert "commands of personal: 11, more than 10" in manifest.faults(broken(commandLists=long), ICONS)


def test_an_icon_of_another_size_or_none_is_named():
    swapped = {"color": ICONS["outline"], "outline": b"GIF89a"}
    assert manifest.faults(filled(), swapped) == [
        "icons/color: it must be a PNG of 192 by 192; this is (32, 32)",
        "icons/outline: it must be a PNG of 32 by 32; this is no PNG",
    ]
