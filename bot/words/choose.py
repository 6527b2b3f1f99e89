"""Chooses the command: the heaviest rule whose meanings are all there.

Owns: the order of commands by their rules, with the reason. Must not: fill slots, or hold words or rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.words import shelf
from bot.words.reading import Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of `data/ways.txt`."""

    command: str
    weight: int
    needs: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A command, how strongly it is meant, and by which meanings."""

    command: str
    weight: float
    because: tuple[str, ...] = ()


def rules() -> tuple[Rule, ...]:
    """Every line of the ways."""
    found: list[Rule] = []
    for command, lines in shelf.sections("ways").items():
        for line in lines:
            weight, *names = line.split()
            needs = frozenset(n for n in names if not n.startswith("-"))
            found.append(Rule(command, int(weight), needs, frozenset(n[1:] for n in names if n.startswith("-"))))
    return tuple(found)


RULES = rules()


def ranked(reading: Reading) -> tuple[Choice, ...]:
    """The commands that fit, the best first."""
    there = reading.meanings
    best: dict[str, Choice] = {}
    for rule in RULES:
        if rule.needs <= there and not rule.never & there:
            weight = rule.weight + len(rule.needs) / 10
            if rule.command not in best or weight > best[rule.command].weight:
                best[rule.command] = Choice(rule.command, weight, tuple(sorted(rule.needs)))
    return tuple(sorted(best.values(), key=lambda choice: -choice.weight))
