"""Just enough of Bicep to check templates where there is no compiler: names, types, brackets, what is passed to whom.

It reads the manner in which `infra/` is written (declarations begin a line), not the whole language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

DECLARED = re.compile(r"^(param|var|resource|module|output) (\w+)", re.MULTILINE)
STRING = re.compile(r"'(?:\\.|[^'\\])*'")
PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass
class Template:
    """One file: its text, without comments, and what it declares."""

    path: Path
    text: str
    names: dict[str, str] = field(default_factory=dict)
    """Kind by name."""
    secure: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Template:
        lines = [_bare(line) for line in path.read_text(encoding="utf-8").splitlines()]
        made = cls(path, "\n".join(lines))
        made.names = {name: kind for kind, name in DECLARED.findall(made.text)}
        above: list[str] = []
        for line in lines:
            if found := re.match(r"param (\w+) \w+( =)?", line):
                if "@secure()" in above:
                    made.secure.add(found[1])
                if not found[2]:
                    made.required.add(found[1])
            above = [*above, line] if line.startswith("@") else []
        return made

    def of(self, kind: str) -> set[str]:
        """Names of one kind."""
        return {name for name, found in self.names.items() if found == kind}

    def block(self, name: str) -> str:
        """The text of a declaration, from its name to the line on which its brackets are closed."""
        start = re.search(rf"^(?:resource|module|var|output|param) {name}\b", self.text, re.MULTILINE)
        assert start, name
        depth, taken = 0, []
        for line in self.text[start.start() :].splitlines():
            taken.append(line)
            bare = STRING.sub("", line)
            depth += sum(bare.count(c) for c in "([{") - sum(bare.count(c) for c in ")]}")
            if depth <= 0:
                return "\n".join(taken)
        raise AssertionError(f"{name} is not closed")

    def keys(self, name: str, under: str) -> set[str]:
        """The keys of a table within a declaration, for example the `params` of a module."""
        inside = self.block(name).split(f"  {under}: {{", 1)[1].split("\n  }", 1)[0]
        return set(re.findall(r"^    (\w+):", inside, re.MULTILINE))

    def open_brackets(self) -> list[str]:
        """What is left open, or closed wrongly."""
        found: list[str] = []
        for char in STRING.sub("", self.text):
            if char in "([{":
                found.append(char)
            elif char in PAIRS and (not found or found.pop() != PAIRS[char]):
                return [f"a {char} too many"]
        return found

    def used(self) -> set[str]:
        """Every name that stands in an expression, in and out of strings."""
        inside = " ".join(re.findall(r"\$\{([^}]*)\}", self.text))
        bare = STRING.sub("", self.text)
        bare = re.sub(r"^\s*\w+:", "", bare, flags=re.MULTILINE)
        return set(re.findall(r"(?<![\w.])([a-z]\w+)(?=[^\w:]|$)", f"{bare} {inside}"))


def _bare(line: str) -> str:
    """A line without its comment; `//` within a string is text."""
    found = re.match(r"((?:'(?:\\.|[^'\\])*'|(?!//)[^'])*)", line)
    return (found[1] if found else line).rstrip()
