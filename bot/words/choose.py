"""Chooses the command: by the heaviest rule whose meanings are all there, and by how likely its words make it.

Owns: the order of commands, with the reason, and how much a rule and a habit count. Must not: fill slots or hold words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.words import foreign, habits, shelf
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


CERTAIN = 28
"""A rule of this weight is not weighed against habits: injection by its wording, a bare greeting."""
UNSAID, HABIT, FLOOR = 9.5, 10, -8
"""What a command weighs that no rule names; how much its likelihood counts beside a rule, and from where it is nil.
Source: ours, by measuring on messages that were left out of the learning."""


DOUBT = 0.2
"""What no rule names and habit finds less likely than this is asked back."""
LIKELY, CERTAINLY = 0.5, 0.75
"""So likely must be what writes when no rule names it and nothing of it is said: `put the kettle on` is no setting. The
second for what changes or posts what others wrote."""
_OWN_WORDS = shelf.words("foreign", "own_words")
"""Commands that write what the speaker says of himself or anew: a form comes up, and nothing of others is touched."""
_OF_OTHERS = shelf.words("foreign", "of_others")
_GENERAL = frozenset(word.upper() for word in shelf.words("foreign", "general"))
"""Meanings that point to no one command."""
_OWN = {
    command: frozenset(n.lstrip("^") for rule in RULES if rule.command == command for n in rule.needs) - _GENERAL
    for command in _OWN_WORDS | _OF_OTHERS
}
"""By command that writes: the meanings that are its own."""


def ranked(reading: Reading) -> tuple[Choice, ...]:
    """The commands, the best first."""
    ruled = _by_rules(reading)
    if ruled and ruled[0].weight >= CERTAIN:
        return ruled
    weights = {choice.command: choice for choice in ruled}
    found = [
        Choice(
            command,
            (weights[command].weight if command in weights else UNSAID) + HABIT * max(FLOOR, chance),
            weights[command].because if command in weights else (),
        )
        for command, chance in habits.likely(reading).items()
    ]
    found += [choice for choice in ruled if choice.command not in habits.COMMANDS]  # not learned yet: by its rule alone
    found.sort(key=lambda choice: -choice.weight)
    if _is_doubtful(found[0], reading, ruled=found[0].command in weights):
        found.insert(0, Choice("unknown", found[0].weight, ()))
    return tuple(found)


def _is_doubtful(choice: Choice, reading: Reading, *, ruled: bool) -> bool:
    """Whether the best is not good enough: about something else, or by habit alone and not likely."""
    if foreign.is_about_something_else(choice.command, reading):
        return True
    return not ruled and choice.weight < UNSAID + HABIT * math.log(_wanted(choice.command, reading))


def _wanted(command: str, reading: Reading) -> float:
    """How likely a command must be that no rule names: more so a write of which not a word is said."""
    own = _OWN.get(command)
    if own is None or own & reading.meanings:
        return DOUBT
    return CERTAINLY if command in _OF_OTHERS else LIKELY


def _by_rules(reading: Reading) -> tuple[Choice, ...]:
    there = reading.meanings
    best: dict[str, Choice] = {}
    for rule in RULES:
        if rule.needs <= there and not rule.never & there:
            weight = rule.weight + len(rule.needs) / 10
            if rule.command not in best or weight > best[rule.command].weight:
                best[rule.command] = Choice(rule.command, weight, tuple(sorted(rule.needs)))
    return tuple(sorted(best.values(), key=lambda choice: -choice.weight))
