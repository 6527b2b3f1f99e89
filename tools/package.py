"""Makes the Teams app package out/oversight.zip: appPackage/ with its `${{NAME}}` filled from the environment.

Owns: filling and zipping.
Must not: invent a value; what is missing is named, all at once.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = re.compile(r"\$\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The oldest date a zip file can hold: the same input gives the same bytes."""


class PackageError(Exception):
    """The package cannot be made; the text says why."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """The manifest with every place filled. Raises `PackageError` with all names that have no value.

    >>> fill('{"id": "${{TEAMS_APP_ID}}"}', {"TEAMS_APP_ID": "42"})
    '{"id": "42"}'
    """
    missing = sorted({name for name in PLACE.findall(text) if not values.get(name)})
    if missing:
        raise PackageError(f"Set these in the environment first: {', '.join(missing)}.")
    return PLACE.sub(lambda place: json.dumps(values[place[1]])[1:-1], text)


def package(folder: Path, out: Path, values: Mapping[str, str]) -> tuple[str, ...]:
    """Write the zip and give the names inside. Raises `PackageError` for a missing file or value, or broken JSON."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise PackageError(f"There is no {manifest}.")
    text = fill(manifest.read_text(encoding="utf-8"), values)
    try:
        icons = json.loads(text)["icons"]
        names = (str(icons["color"]), str(icons["outline"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise PackageError(f"{manifest} is not a Teams manifest: {fault!r}") from fault
    absent = [name for name in names if not (folder / name).is_file()]
    if absent:
        raise PackageError(f"{manifest} names icons that are not there: {', '.join(absent)}.")
    files = {"manifest.json": text.encode(), **{name: (folder / name).read_bytes() for name in names}}
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(zipfile.ZipInfo(name, DAY_ONE), data, zipfile.ZIP_DEFLATED)
    return tuple(files)


def main() -> int:
    """Make out/oversight.zip; 1 with a sentence when that is not possible."""
    out = ROOT / "out/oversight.zip"
    try:
        names = package(ROOT / "appPackage", out, os.environ)
    except PackageError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"Wrote {out.relative_to(ROOT).as_posix()}: {', '.join(names)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
