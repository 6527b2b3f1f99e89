"""What the pages claim, checked: links and paths lead somewhere, named tests exist, settings are all told, and what a
role's page offers is understood and allowed."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot import playground, settings
from bot.catalogue import collect
from bot.vocabulary import Vocabulary
from bot.words import beyond
from domain.people import Role
from storage import migrate
from storage.exports import LEFT_OUT
from storage.tables import complete

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "playground/README.md")
    if path.name != "glossary.md"
)
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
ROOMS = ("bot", "cards", "domain", "storage", "tests", "infra", "tools", "docs", "playground", "appPackage", "env")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"`([^`\n]+)`")
TEST = re.compile(r"\btest_\w+\b(?!\.py)")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tests():
    """The names of every test function."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    return set(re.findall(r"^\s*(?:async )?def (test_\w+)", code, re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    found = [
        link
        for link in LINK.findall(text(name))
        if not link.startswith(("http:", "https:", "mailto:", "docs/pictures/"))
    ]
    assert [link for link in found if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n not in {"docs/adding.md", "CHANGELOG.md"}])
def test_files_that_are_named_are_there(name):
    found = [word for word in CODE.findall(text(name)) if re.fullmatch(rf"(?:{'|'.join(ROOMS)})/[\w./*-]+", word)]
    assert [word for word in found if not list(ROOT.glob(word.rstrip("/")))] == []


@pytest.mark.parametrize("name", NAMES)
def test_tests_that_are_named_exist(name, tests):
    prose = re.sub(r"^```.*?^```", "", text(name), flags=re.MULTILINE | re.DOTALL)
    assert set(TEST.findall(prose)) - tests == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_page_knows_the_machine_it_was_written_on(name):
    assert not re.search(r"/work/|/root/|/tmp/h\d", text(name))


def test_every_setting_is_told_and_no_other():
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/deploy.md"), re.MULTILINE))
    code = Path(settings.__file__).read_text(encoding="utf-8")
    read = set(re.findall(r'reader\.\w+\("([A-Z_]+)"', code))
    assert told == read
    for spelling in (s for group in settings.SPELLINGS.values() for s in group):
        assert f"`{spelling}`" in text("docs/deploy.md")
    listed = set(re.findall(r"^([A-Z_]+)=", text(".env.example"), re.MULTILINE))
    assert listed == read - {"IDENTITY_ENDPOINT", "IDENTITY_HEADER", "NOW"}  # Azure's own, and the demo's


def test_the_hold_after_a_restore_of_postgresql_does_what_the_runbook_says(tmp_path):
    url = f"sqlite:///{tmp_path}/oversight.db"  # the same door for either database
    migrate.migrate(url)
    block = re.search(r"^bot (hold \S+)", text("docs/operations.md"), re.MULTILINE)
    assert block
    env = {"PATH": "/usr/bin:/bin", "DATABASE_URL": url}
    command = [sys.executable, "app.py", *block[1].split()]
    moved = [part.replace("2026-12-01", "2025-01-01") for part in command]  # the example's day may not have come yet
    done = subprocess.run(moved, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0 messages may have been sent already and are held as uncertain.\n", "")


SAID = {"docs/chair.md": Role.CHAIR, "docs/trust-lead.md": Role.TRUST_LEAD, "docs/coordinator.md": Role.COORDINATOR}
BUTTONS = {"Nil return", "No change", "Submit return", "Post to channel", "Change"}
BUTTONS |= {"Acknowledge", "Hand over", "On track", "Delivered", "Back to my reminders"}


def offered(name):
    found = [
        word for word in CODE.findall(text(name)) if word not in BUTTONS and not word.startswith("RET-2026-10-JPUH")
    ]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("name", "role", "said"), [(n, r, s) for n, r in SAID.items() for s in offered(n)])
def test_what_a_page_offers_is_understood_and_allowed(name, role, said):
    group, _ = playground.sample_group()
    trusts = ("JPUH",) if role is Role.TRUST_LEAD else ()
    found = beyond.hear(
        said,
        vocabulary=Vocabulary.of(group.trusts),
        role=role.value,
        trusts=trusts,
        on=date(2026, 11, 23),
        called=lambda name: name == "tom",
    )
    command = collect().commands.get(found.command)
    assert command is not None, f"{name}: '{said}' is read as {found.command}"
    assert role in command.roles


@pytest.mark.parametrize("name", SAID)
def test_a_roles_page_is_one_screen(name):
    lines = text(name).splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 160


def test_the_data_map_names_every_table_that_holds_records():
    page = text("docs/privacy.md")
    people = {
        "members",
        "absences",
        "journal",
        "versions",
        "outbox",
        "occurrences",
        "returns",
        "observations",
        "concerns",
    }
    held = {name for name in complete().tables if name not in LEFT_OUT} | {"concerns"}
    assert people <= held
    assert [name for name in sorted(people) if not re.search(rf"\b{name}\b", page)] == []


def test_every_hazard_of_the_list_has_a_control_and_a_test():
    rows = re.findall(r"^\| (H\d+) \|(.*)$", text("docs/clinical-safety.md"), re.MULTILINE)
    assert [number for number, _ in rows] == [f"H{n}" for n in range(1, 12)]
    assert all(len(TEST.findall(row)) >= 2 for _, row in rows)


def test_every_decision_has_a_number_a_status_and_a_reason():
    files = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [int(f.name[:4]) for f in files] == list(range(1, len(files) + 1))
    for file in files:
        page = file.read_text(encoding="utf-8")
        assert page.startswith(f"# {int(file.name[:4])}. ")
        assert "\nStatus: " in page
        assert "**Why.**" in page
