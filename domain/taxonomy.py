"""The themes in use: the list of the catalogue with what a group has changed of it, as one edition at a time.

Owns: which edition holds while a group's work is done, and what a change of the list may be. A theme is never removed:
records name it, so it is retired and keeps its name. Must not: know who may change it, or where it is kept.
Source: product.md "Shared theme list: small, versioned"; the reason for one edition at a time is in the ADR of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from typing import overload

from domain.definitions import Theme
from domain.refusals import Invalid
from domain.themes import TAXONOMY

Pair = tuple[str, str]
KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")
MOST = 80
"""Themes of a group at most; more are no longer a small list. Source: ours."""
OWN = "the group"


@lru_cache(maxsize=64)
def edition(changes: tuple[Theme, ...]) -> Mapping[str, Theme]:
    """The catalogue's list with a group's changes: those of a known key take its place, others follow."""
    return {**{t.key: t for t in TAXONOMY}, **{t.key: t for t in changes}}


_now: ContextVar[Mapping[str, Theme]] = ContextVar("themes", default=edition(()))  # noqa: B039 it is never changed in place


def use(changes: tuple[Theme, ...]) -> None:
    """From here on, in this thread or task, the list with these changes is meant."""
    _now.set(edition(changes))


class _Themes(Mapping[str, Theme]):
    """The edition in use as a mapping; retired themes are in it, so that records keep their words."""

    def __getitem__(self, key: str) -> Theme:
        return _now.get()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_now.get())

    def __len__(self) -> int:
        return len(_now.get())


class _Choices(Sequence[Pair]):
    """Key and name of the themes that may be chosen, as they are when a form is drawn or read."""

    def _all(self) -> tuple[Pair, ...]:
        return tuple((t.key, t.name) for t in _now.get().values() if not t.retired)

    @overload
    def __getitem__(self, index: int) -> Pair: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Pair]: ...
    def __getitem__(self, index: int | slice) -> Pair | Sequence[Pair]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def kept(self, value: str) -> Pair | None:
        """A retired theme with that said beside its name: it stays on a record that has it and is not offered anew."""
        theme = _now.get().get(value)
        return (theme.key, f"{theme.name} ({retirement(theme)})") if theme is not None and theme.retired else None


THEMES: Mapping[str, Theme] = _Themes()
THEME_CHOICES = _Choices()


def retirement(theme: Theme) -> str:
    """`retired in version 7`."""
    return f"retired in version {theme.retired_in}" if theme.retired_in else "retired"


def key_of(name: str) -> str:
    """A key for a new theme.

    >>> key_of("Home birth & transfer")
    'home_birth_transfer'
    """
    return "_".join(re.findall(r"[a-z0-9]+", name.lower()))[:40].strip("_")


def added(name: str, changes: tuple[Theme, ...], sub_themes: tuple[str, ...], aliases: tuple[str, ...]) -> Theme:
    """A new theme. Raises `Invalid` when its name or key is taken, or the list would not be small any more."""
    known, key = edition(changes), key_of(name)
    if not KEY.fullmatch(key):
        raise Invalid("Name", "please use a few letters.")
    if key in known or name.strip().lower() in {t.name.lower() for t in known.values()}:
        raise Invalid("Name", f"there is a theme called {name.strip()} already.")
    if len(known) >= MOST:
        raise Invalid("Name", f"the list has {MOST} themes; please retire one that is not used.")
    return Theme(key, name.strip(), sub_themes, aliases, OWN)


def changed(fresh: Theme, changes: tuple[Theme, ...], version: int) -> Theme:
    """A theme with another name, sub-themes, words or standing; its key stays. Raises `Invalid` for a taken name.

    `version`: that of the group's data with this change in it.
    """
    others = {t.name.lower() for t in edition(changes).values() if t.key != fresh.key}
    if fresh.name.strip().lower() in others:
        raise Invalid("Name", f"there is a theme called {fresh.name.strip()} already.")
    since = (fresh.retired_in or str(version)) if fresh.retired else ""
    return replace(fresh, name=fresh.name.strip(), source=OWN, retired_in=since)
