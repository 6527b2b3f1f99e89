from pathlib import Path

import pytest

from tools import house


@pytest.fixture
def tree(tmp_path: Path):
    def write(name: str, text: str = '"""A room."""\n') -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    write("domain/risks.py")
    write("tests/unit/domain/test_risks.py")
    return write


def only(tmp_path: Path) -> str:
    (fault,) = house.faults(tmp_path)
    return fault


def test_a_tidy_house_has_no_fault(tree, tmp_path):
    assert house.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("domain/risks.py", "x = 1\n" * 401, "more than 400"),
        ("domain/risks.py", "def f():\n" + "    x = 1\n" * 50, "more than 50"),
        ("domain/risks.py", "import datetime as d\nd.datetime.now()\n", "the time is an argument"),
        ("domain/risks.py", "from datetime import date\ndate.today()\n", "the time is an argument"),
        ("cards/risks.py", "open('x')\n", "no files here"),
        ("bot/risks.py", "from aiohttp import web\n", "bot/web.py"),
        ("bot/risks.py", "import aiohttp.web_request\n", "bot/web.py"),
        ("bot/risks.py", "x = 1  # noqa\n", "names no code"),
        ("bot/risks.py", "x = 1  # noqa: S603\n", "gives no reason"),
        ("bot/risks.py", "x = 1  # pyright: ignore[reportAny]\n", "gives no reason"),
        ("storage/actions.py", "x = 1\n", "no tests/**/test_actions.py"),
        ("cards/note.py", 'DOC = "x"\nDAY = "%-d %B"\n', "cards/note.py:2: %-d is unknown on Windows"),
    ],
)
def test_each_broken_rule_is_said_with_its_place(tree, tmp_path, name, text, words):
    tree(name, text)
    faults = house.faults(tmp_path)
    assert any(words in fault and fault.startswith((name, "domain")) for fault in faults), faults


def test_what_is_allowed_is_left_alone(tree, tmp_path):
    tree(
        "bot/risks.py",
        "from datetime import datetime\nx = datetime.now()  # noqa: DTZ005 - shown to nobody\nopen('x')\n",
    )
    tree("bot/web.py", "from aiohttp import web\n")
    tree("tests/integration/test_web.py")
    tree("storage/migrations/versions/0001_first.py")
    tree("bot/commands/__init__.py")
    assert house.faults(tmp_path) == []


def test_an_empty_name_is_a_fault(tree, tmp_path):
    tree("domain/utils.py")
    tree("tests/unit/test_utils.py")
    assert "the name says nothing" in only(tmp_path)


def test_the_median_module_stays_small(tree, tmp_path):
    tree("domain/risks.py", "x = 1\n" * 200)
    assert "the median module has 200 lines" in only(tmp_path)
