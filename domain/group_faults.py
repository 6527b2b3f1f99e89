"""Collects every fault of a group file in words, so that a coordinator mends it in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class GroupFaults(Exception):
    """The group file cannot be used; `faults` says why, each in one sentence."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Faults:
    """Reads values out of parsed tables; a wrong one is noted and replaced, so that reading goes on."""

    def __init__(self) -> None:
        self._faults: list[str] = []

    def add(self, fault: str) -> None:
        """Note one fault."""
        self._faults.append(fault)

    def raise_any(self) -> None:
        """Raise `GroupFaults` when anything was noted."""
        if self._faults:
            raise GroupFaults(tuple(self._faults))

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """A table that must be there."""
        if not isinstance(data.get(name), Mapping):
            self.add(f"[{name}] is missing")
            return {}
        return cast("Mapping[str, Any]", data[name])

    def optional_table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """A table that may be left out."""
        return self.table(data, name) if name in data else {}

    def tables(self, data: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
        """An array of tables such as [[trusts]]."""
        rows = data.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(r, Mapping) for r in cast("list[Any]", rows)):
            self.add(f"[[{name}]] must be a list of tables")
            return []
        return cast("list[Mapping[str, Any]]", rows)

    def texts(self, row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        """A list of texts, empty when it is left out."""
        found = row.get(key, [])
        if not isinstance(found, list) or not all(isinstance(text, str) for text in cast("list[Any]", found)):
            self.add(f'{where}: {key} must be a list such as ["one", "two"]')
            return ()
        return tuple(cast("list[str]", found))

    def text(self, row: Mapping[str, Any], key: str, where: str) -> str:
        """A text that must not be empty."""
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            self.add(f"{where}: {key} is missing")
            return "?"
        return value.strip()

    def number(
        self, row: Mapping[str, Any], key: str, where: str, low: int, high: int, default: int | None = None
    ) -> int:
        """A whole number between `low` and `high`, both allowed."""
        value = row.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.add(f"{where}: {key} must be a whole number from {low} to {high}")
            return low
        return value

    def flag(self, row: Mapping[str, Any], key: str, where: str, default: bool) -> bool:
        """Yes or no, as TOML writes it: "no" in quotes would otherwise be taken for yes."""
        value = row.get(key, default)
        if not isinstance(value, bool):
            self.add(f"{where}: {key} must be true or false, without quotes")
            return default
        return value

    def zone(self, row: Mapping[str, Any], key: str) -> str:
        """The name of a time zone; Europe/London when left out."""
        name = str(row.get(key, "Europe/London"))
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.add(f"[group]: the timezone '{name}' is not known")
            return "Europe/London"
        return name

    def day(self, row: Mapping[str, Any], key: str, where: str) -> date | None:
        """A date, as TOML date or ISO text, or None when left out."""
        value = row.get(key)
        if value is None or (isinstance(value, date)):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.add(f"{where}: {key} must be a date such as 2026-04-01")
            return None

    def weekday(self, row: Mapping[str, Any], key: str, where: str, default: str = "") -> str:
        """The English name of a weekday in lower case, or the default."""
        value = str(row.get(key, default)).lower()
        if value and value not in WEEKDAYS:
            self.add(f"{where}: {key} must be a weekday such as monday")
            return default
        return value

    def clock_time(self, row: Mapping[str, Any], key: str, where: str, default: time) -> time:
        """A time of day such as 09:30, as TOML time or text."""
        value = row.get(key, default)
        if isinstance(value, time):
            return value
        try:
            return time.fromisoformat(str(value))
        except ValueError:
            self.add(f"{where}: {key} must be a time such as 09:30")
            return default

    def unique(self, what: str, values: Sequence[str]) -> None:
        """Note values that stand twice."""
        twice = sorted({v for v in values if values.count(v) > 1})
        for value in twice:
            self.add(f"{what}: '{value}' stands twice")
