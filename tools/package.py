"""Makes the Teams app package out/oversight.zip: appPackage/ with its `${{NAME}}` filled, checked, then zipped.

Values come from the environment, else from `env/.env.NAME` when a name is given: `python -m tools.package production`.

Owns: filling, checking (`tools/manifest.py` says the rules) and zipping.
Must not: invent a value; what is missing is named, all at once. Must not: ask a network.
"""

from __future__ import annotations

import json
import os
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import manifest

ROOT = Path(__file__).resolve().parent.parent
PLACE = re.compile(r"\$\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
INSTEAD: Mapping[str, str] = {
    "TEAMS_APP_ID": "${{MICROSOFT_APP_ID}}",
    "PRIVACY_URL": "${{PUBLIC_URL}}/privacy",
    "TERMS_URL": "${{PUBLIC_URL}}/terms",
}
"""Where a value is not given: the app takes the bot's id, and the bot's own two pages (`bot/notices.py`) are named."""
DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The oldest date a zip file can hold: the same input gives the same bytes."""


class PackageError(Exception):
    """The package cannot be made; the text says why."""


def fill(text: str, filling: Mapping[str, str]) -> str:
    """The manifest with every place filled. Raises `PackageError` with all names that have no value.

    >>> fill('{"id": "${{TEAMS_APP_ID}}"}', {"TEAMS_APP_ID": "42"})
    '{"id": "42"}'
    """
    missing = sorted({name for name in PLACE.findall(text) if not filling.get(name)})
    if missing:
        raise PackageError(f"Set these in the environment first: {', '.join(missing)}.")
    return PLACE.sub(lambda place: json.dumps(filling[place[1]])[1:-1], text)


def values(environ: Mapping[str, str], name: str = "") -> dict[str, str]:
    """What fills the places: the environment, then `env/.env.NAME`, then `INSTEAD`. Raises `PackageError`."""
    found: dict[str, str] = {}
    if name:
        file = ROOT / f"env/.env.{name}"
        if not file.is_file():
            raise PackageError(f"There is no env/.env.{name}; copy env/.env.example.")
        pairs = (line.split("#")[0].partition("=") for line in file.read_text(encoding="utf-8").splitlines())
        found = {key.strip(): value.strip() for key, sign, value in pairs if sign and value.strip()}
    found |= {key: value for key, value in environ.items() if value}
    if "PUBLIC_URL" in found:
        found["PUBLIC_URL"] = found["PUBLIC_URL"].rstrip("/")
    for key, text in INSTEAD.items():
        if not found.get(key) and all(found.get(need) for need in PLACE.findall(text)):
            found[key] = fill(text, found)
    return found


def check(text: str, folder: Path) -> None:
    """Raise `PackageError` with every fault of the filled manifest and its icons."""
    made = json.loads(text)
    icons = {key: (folder / made["icons"][key]).read_bytes() for key in manifest.ICON_SIDES}
    found = manifest.faults(made, icons)
    if found:
        raise PackageError("\n- ".join(["Teams would refuse this package:", *found]))


def package(folder: Path, out: Path, filling: Mapping[str, str]) -> tuple[str, ...]:
    """Write the zip and give the names inside. Raises `PackageError` for a missing file or value, or broken JSON."""
    file = folder / "manifest.json"
    if not file.is_file():
        raise PackageError(f"There is no {file}.")
    text = fill(file.read_text(encoding="utf-8"), filling)
    try:
        icons = json.loads(text)["icons"]
        names = (str(icons["color"]), str(icons["outline"]))
    except (ValueError, KeyError, TypeError) as fault:
        raise PackageError(f"{file} is not a Teams manifest: {fault!r}") from fault
    absent = [name for name in names if not (folder / name).is_file()]
    if absent:
        raise PackageError(f"{file} names icons that are not there: {', '.join(absent)}.")
    files = {"manifest.json": text.encode(), **{name: (folder / name).read_bytes() for name in names}}
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files.items():
            pack.writestr(zipfile.ZipInfo(name, DAY_ONE), data, zipfile.ZIP_DEFLATED)
    return tuple(files)


def main(words: Sequence[str]) -> int:
    """Make out/oversight.zip; 1 with a sentence when that is not possible."""
    out, folder = ROOT / "out/oversight.zip", ROOT / "appPackage"
    try:
        given = values(os.environ, words[0] if words else "")
        check(fill((folder / "manifest.json").read_text(encoding="utf-8"), given), folder)
        names = package(folder, out, given)
    except PackageError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"Wrote {out.relative_to(ROOT).as_posix()}: {', '.join(names)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
