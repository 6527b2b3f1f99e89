"""Just enough of a Dockerfile to follow it in a plain shell: stages, and their steps with continuation lines joined."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path


@dataclass
class Stage:
    """What comes after one FROM."""

    base: str
    name: str = ""
    steps: list[tuple[str, str]] = field(default_factory=list)

    def of(self, word: str) -> list[str]:
        """The arguments of every step with this word."""
        return [rest for found, rest in self.steps if found == word]

    def copies(self) -> list[tuple[str, str]]:
        """(from, to) of files that come out of the repository."""
        return [tuple(rest.split()) for rest in self.of("COPY") if not rest.startswith("--from")]  # type: ignore[misc] # two words each

    def env(self) -> dict[str, str]:
        """What ENV sets."""
        pairs = (pair.partition("=") for rest in self.of("ENV") for pair in shlex.split(rest))
        return {name: value for name, _, value in pairs}

    def command(self, word: str) -> list[str]:
        """CMD or the command of HEALTHCHECK."""
        text = self.of(word)[0]
        return json.loads(text[text.index("[") :])


def read(path: Path) -> list[Stage]:
    """The stages of a Dockerfile."""
    text = re.sub(r"^\s*#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    stages: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", text).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append(Stage(base, name))
        elif word and stages:
            stages[-1].steps.append((word, rest.strip()))
    return stages


def let_in(ignore: Path, name: str) -> bool:
    """Whether `.dockerignore` lets a file of the repository into the build; the last pattern that fits decides."""
    allowed = True
    for line in ignore.read_text(encoding="utf-8").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        yes, bare = pattern.startswith("!"), pattern.lstrip("!")
        ends = [name, *(str(p) for p in Path(name).parents)]
        plain = bare.removeprefix("**/")
        if any(fnmatch(end, bare) for end in ends) or (bare.startswith("**/") and fnmatch(Path(name).name, plain)):
            allowed = yes
    return allowed
