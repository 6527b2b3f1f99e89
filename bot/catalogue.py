"""Gathers what the modules of `commands/` and `reminders/` declare. Nothing is registered by hand.

Owns: the one list of commands, submits and reminders. Must not: know any of them by name.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

import bot.commands
import bot.reminders
from bot.contracts import Command, LongWork, Reminder, Submit


@dataclass(frozen=True)
class Catalogue:
    """Every declared part, by name or verb."""

    commands: dict[str, Command]
    submits: dict[str, Submit]
    reminders: dict[str, Reminder]
    works: dict[str, LongWork] = field(default_factory=dict[str, LongWork])


@cache
def collect() -> Catalogue:
    """Import every module of the two rooms once and gather its parts. A name declared twice is a bug and raises."""
    commands: dict[str, Command] = {}
    submits: dict[str, Submit] = {}
    reminders: dict[str, Reminder] = {}
    works: dict[str, LongWork] = {}
    for module in _modules(bot.commands):
        for command in getattr(module, "COMMANDS", ()):
            _add(commands, command.name, command)
        for submit in getattr(module, "SUBMITS", ()):
            _add(submits, submit.verb, submit)
        for work in getattr(module, "WORKS", ()):
            _add(works, work.kind, work)
    for module in _modules(bot.reminders):
        for reminder in getattr(module, "REMINDERS", ()):
            _add(reminders, reminder.name, reminder)
    return Catalogue(commands, submits, reminders, works)


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def _add(parts: dict[str, Any], name: str, part: object) -> None:
    if name in parts:
        raise ValueError(f"{name} is declared twice")
    parts[name] = part
