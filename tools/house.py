"""Keeps the house rules that no linter knows: size of rooms, a test for each module, no clock in the domain.

Owns: those rules. It reads source text only.
Must not: import the project, or repeat what ruff, pyright and import-linter say.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "cards", "storage", "domain")
MEDIAN_LINES, MOST_LINES, MOST_FUNCTION_LINES = 150, 400, 50
"""Source: design.md, "A room's size"."""
EMPTY_NAMES = frozenset({"utils", "util", "helpers", "helper", "manager", "common", "base", "misc"})
CLOCKS = frozenset({"now", "utcnow", "today"})
EXCUSE = re.compile(
    r"#\s*(noqa|pyright: ignore|type: ignore)(?P<code>: *[A-Z]+\d+(?:, *[A-Z]+\d+)*|\[[\w, ]+\])?(?P<rest>.*)$"
)


def modules(root: Path) -> list[Path]:
    """Every module of the four rooms and app.py; migrations are history, not code to live in."""
    found = [path for room in ROOMS for path in sorted((root / room).rglob("*.py")) if "versions" not in path.parts]
    return [path for path in [root / "app.py", *found] if path.is_file()]


def sizes(paths: list[Path], root: Path) -> Iterator[str]:
    """Modules and functions that grew too long, and a median that did."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    for path, length in lengths.items():
        if length > MOST_LINES:
            yield f"{path.relative_to(root)}: {length} lines, more than {MOST_LINES}"
    real = [length for path, length in lengths.items() if path.name != "__init__.py"]
    if real and statistics.median(real) >= MEDIAN_LINES:
        yield f"the median module has {statistics.median(real):.0f} lines; it stays under {MEDIAN_LINES}"


def functions(tree: ast.AST, name: str) -> Iterator[str]:
    """Functions over fifty lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines, more than {MOST_FUNCTION_LINES}"


def pure(tree: ast.AST, name: str) -> Iterator[str]:
    """Clocks and files in the domain or the cards."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr in CLOCKS and not isinstance(called.value, ast.Call):
            owner = ast.unparse(called.value)
            if owner.split(".")[-1] in {"date", "datetime"}:
                yield f"{name}:{node.lineno}: {owner}.{called.attr}(): the time is an argument here"
        if isinstance(called, ast.Name) and called.id == "open":
            yield f"{name}:{node.lineno}: open(): no files here"


def web_door(tree: ast.AST, name: str) -> Iterator[str]:
    """The aiohttp server used outside bot/web.py (its client is bot/teams' business)."""
    for node in ast.walk(tree):
        line = node.lineno if isinstance(node, ast.Import | ast.ImportFrom) else 0
        if isinstance(node, ast.ImportFrom) and (
            (node.module == "aiohttp" and any(a.name == "web" for a in node.names))
            or (node.module or "").startswith("aiohttp.web")
        ):
            yield f"{name}:{line}: the aiohttp server enters by bot/web.py"
        if isinstance(node, ast.Import) and any(a.name.startswith("aiohttp.web") for a in node.names):
            yield f"{name}:{line}: the aiohttp server enters by bot/web.py"


def excuses(text: str, name: str) -> Iterator[str]:
    """A `noqa` or `pyright: ignore` without its code or its reason."""
    for number, line in enumerate(text.splitlines(), 1):
        match = EXCUSE.search(line)
        if match and not match["code"]:
            yield f"{name}:{number}: {match[1]} names no code"
        elif match and len(re.sub(r"[^A-Za-z]", "", match["rest"])) < 6:
            yield f"{name}:{number}: {match[1]} gives no reason"


def formats(text: str, name: str) -> Iterator[str]:
    """Dates written as only some systems can: `%-d` is an error on Windows."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(r"%-[A-Za-z]", line):
            yield f"{name}:{number}: {found[0]} is unknown on Windows; domain/calendar.py writes dates"


def tested(paths: list[Path], root: Path) -> Iterator[str]:
    """Modules that no test file is named after: `test_NOUN.py` or `test_NOUN_something.py`."""
    tests = [path.stem for path in (root / "tests").rglob("test_*.py")]
    for path in paths:
        noun = path.stem if path.stem != "__main__" else path.parent.name
        if path.name == "__init__.py" or path.stem == "env":
            continue
        if not any(test == f"test_{noun}" or test.startswith(f"test_{noun}_") for test in tests):
            yield f"{path.relative_to(root)}: no tests/**/test_{noun}.py"


def faults(root: Path) -> list[str]:
    """Every broken rule of the tree below `root`, one sentence each."""
    paths = modules(root)
    found = [*sizes(paths, root), *tested(paths, root)]
    for path in paths:
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, name)
        found += functions(tree, name)
        found += excuses(text, name)
        found += formats(text, name)
        if path.stem in EMPTY_NAMES:
            found.append(f"{name}: the name says nothing; name it after its noun")
        if name.startswith(("domain/", "cards/")):
            found += pure(tree, name)
        if name not in {"bot/web.py", "app.py"}:
            found += web_door(tree, name)
    return found


def main() -> int:
    """Print what is broken; 1 when anything is."""
    found = faults(ROOT)
    for fault in found:
        print(fault)
    print(f"House rules: {len(modules(ROOT))} modules, {len(found)} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
