"""A machine of one's own: its units parsed, hardened, checked by systemd where it is; the copy script run; proxies."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot import settings

FOLDER = Path(__file__).parents[3] / "infra/systemd"
UNITS = sorted(p.name for p in FOLDER.iterdir() if p.suffix in {".service", ".timer"})


def unit(name):
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # systemd's keys have capitals
    parser.read(FOLDER / name, encoding="utf-8")
    return parser


def test_the_bot_may_write_to_its_own_folder_only_and_restarts():
    service = unit("oversight.service")["Service"]
    assert (service["User"], service["StateDirectory"], service["Restart"]) == ("oversight", "oversight", "on-failure")
    for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "PrivateDevices"):
        assert service[key] == "yes"
    assert (service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("strict", "")
    assert service["ExecStart"] == "/opt/oversight/.venv/bin/python app.py"


def test_a_copy_is_made_every_night_even_when_the_machine_was_off():
    timer = unit("oversight-backup.timer")["Timer"]
    assert timer["Persistent"] == "true"
    assert unit("oversight-backup.service")["Service"]["ExecStart"].startswith("/bin/sh infra/systemd/backup.sh ")


def test_every_line_of_the_environment_file_is_a_setting():
    text = (FOLDER / "oversight.env.example").read_text(encoding="utf-8")
    names = set(re.findall(r"^(\w+)=", text, re.MULTILINE)) - {"MPLCONFIGDIR"}
    known = Path(settings.__file__).read_text(encoding="utf-8")
    assert [n for n in sorted(names) if f'"{n}"' not in known] == []
    assert "MICROSOFT_APP_PASSWORD=\n" in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_no_fault_but_that_the_bot_is_not_installed_here(name):
    command = ["systemd-analyze", "verify", f"./{name}"]
    told = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    ours = [line for line in told.stderr.splitlines() if "oversight" in line]
    assert [line for line in ours if "is not executable: No such file" not in line] == []


def test_both_proxies_let_the_same_doors_in_as_the_page_says_and_keep_the_operators_two_inside():
    (caddy,) = re.findall(r"@known path (.+)", (FOLDER / "Caddyfile.example").read_text(encoding="utf-8"))
    text = (FOLDER / "haproxy.cfg.example").read_text(encoding="utf-8")
    (exact,) = re.findall(r"acl known path (.+)", text)
    (below,) = re.findall(r"acl known path_beg (.+)", text)
    assert set(caddy.split()) == {*exact.split(), f"{below}*"}
    assert {"/metrics", "/readyz", "/"} & set(caddy.split()) == set()
    page = (FOLDER.parents[1] / "docs/deploy.md").read_text(encoding="utf-8")
    assert [path for path in caddy.split() if f"`{path}`" not in page] == []


@pytest.fixture
def copies(tmp_path):
    (tmp_path / "app.py").write_text(
        "import sys, pathlib\nassert sys.argv[1] == 'backup'\npathlib.Path(sys.argv[2]).write_text('a copy')\n"
    )
    folder = tmp_path / "copies"
    folder.mkdir()

    def on(day):
        env = {"PYTHON": sys.executable, "TODAY": day, "PATH": "/usr/bin:/bin"}
        script = ["/bin/sh", str(FOLDER / "backup.sh"), str(folder)]
        subprocess.run(script, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
        return sorted(p.name for p in folder.iterdir())

    return on


@pytest.mark.skipif(sys.platform != "linux", reason="the date command of GNU")
def test_seven_days_five_weeks_and_twelve_months_are_kept(copies):
    assert copies("2026-11-25") == ["day-3.db"]
    assert copies("2026-11-29") == ["day-3.db", "day-7.db", "week-3.db"]
    assert copies("2026-12-01") == ["day-2.db", "day-3.db", "day-7.db", "month-12.db", "week-3.db"]
    assert copies("2027-03-07")[-2:] == ["week-3.db", "week-4.db"]  # week 9, whose nought is no octal sign


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_a_copy_that_fails_is_told_and_leaves_the_older_ones(tmp_path):
    (tmp_path / "app.py").write_text("raise SystemExit('there is no database')\n")
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies/day-7.db").write_text("the older one")
    env = {"PYTHON": sys.executable, "TODAY": "2026-11-29", "PATH": "/usr/bin:/bin"}
    script = ["/bin/sh", str(FOLDER / "backup.sh"), "copies"]
    done = subprocess.run(script, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == 1
    assert [(p.name, p.read_text()) for p in (tmp_path / "copies").iterdir()] == [("day-7.db", "the older one")]
