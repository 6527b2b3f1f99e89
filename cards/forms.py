"""Forms: each field knows how it is asked and how its answer is read, side by side.

Owns: inputs with labels, their server-side checks, and that typed values come back. Must not: know a noun.
Source: platform.md 3.2 (what Teams sends), product.md "Rules for Teams" 3 and 6.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, Protocol, cast, runtime_checkable

from cards import elements as el
from cards.kit import JSON
from cards.text import clean, neutral
from domain.calendar import as_long
from domain.far_dates import was_asked
from domain.privacy import in_a_row
from domain.refusals import Identifiable, Invalid, InvalidForm

Typed = Mapping[str, Any]

_SUFFIX = re.compile(r"__r\d{1,3}$")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NOT_ARRIVED = "If you had filled this in, the form did not arrive: nothing was stored, please press again."


@dataclass(frozen=True, slots=True)
class Field(ABC):
    """What every field has. `label` is what members and refusals call it."""

    key: str
    label: str
    required: bool = False
    hint: str = ""

    @abstractmethod
    def element(self, typed: object, name: str) -> JSON:
        """The input, refilled with what was typed when there is something."""

    @abstractmethod
    def read(self, typed: object) -> Any:
        """The checked value, None when left blank. Raises `Invalid`."""

    def _common(self, name: str) -> dict[str, Any]:
        label = f"{self.label} (required)" if self.required else self.label
        if self.hint:
            label = f"{label}. {self.hint}"
        error = neutral(f"{self.label}: {self._wanted()}")
        return {"id": name, "label": neutral(label), "required": self.required, "error": error}

    def _wanted(self) -> str:
        return "please fill this in."

    def _blank(self) -> None:
        if self.required:
            raise Invalid(self.label, "please fill this in.")


@dataclass(frozen=True, slots=True)
class Text(Field):
    """Words, one line or several, at most `longest` characters."""

    longest: int = 200
    lines: bool = False

    def element(self, typed: object, name: str) -> JSON:
        """A text box."""
        value = {"value": clean(str(typed), self.longest)} if typed not in (None, "") else {}
        return el.InputText(**self._common(name), multiline=self.lines, longest=self.longest, **value).plain()

    def read(self, typed: object) -> str | None:
        """The text, tidied; None when blank."""
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            self._blank()
            return None
        if not isinstance(typed, str):
            raise Invalid(self.label, "please type words.")
        if len(typed) > self.longest:
            raise Invalid(self.label, f"please keep it under {self.longest:,} characters; it has {len(typed):,}.")
        tidy = clean(typed, self.longest).strip()
        if not tidy:  # invisible signs alone are blank, too
            self._blank()
        return tidy or None


@dataclass(frozen=True, slots=True)
class Number(Field):
    """A number from `low` to `high`; whole unless `decimals`."""

    low: float = 0
    high: float = 1_000_000
    decimals: bool = False
    together: str = ""
    """What it is counted out of, when that stands on the same form: such numbers stand in one group."""

    def element(self, typed: object, name: str) -> JSON:
        """A number box; a value that is not a number comes back as a text box, so that nothing typed is lost.

        The box is not told its limits: clients turn what is beyond them into the limit and say nothing, so that -5
        births became nought, a figure that nobody gave. `read` refuses in words, and what was typed comes back.
        """
        common = self._common(name)
        number = _number(typed)
        if typed not in (None, "") and number is None:
            return el.InputText(**common, value=clean(str(typed), 60)).plain()
        value = {} if number is None else {"value": int(number) if number == int(number) else number}
        return el.InputNumber(**common, **value).plain()

    def read(self, typed: object) -> float | int | None:
        """The number; None when blank, which is not nought."""
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            self._blank()
            return None
        number = _number(typed)
        if number is None:
            raise Invalid(self.label, f"please give a number. {self._wanted().capitalize()}")
        if not self.decimals and number != int(number):
            raise Invalid(self.label, "please give a whole number.")
        if not self.low <= number <= self.high:
            raise Invalid(self.label, f"please give {self._wanted()}")
        return int(number) if number == int(number) else number

    def _wanted(self) -> str:
        return f"a number from {_neat(self.low):,} to {_neat(self.high):,}."


@dataclass(frozen=True, slots=True)
class Day(Field):
    """A date, not before `earliest` when that is set."""

    earliest: date | None = None

    def element(self, typed: object, name: str) -> JSON:
        """A date box."""
        value = {"value": str(typed)} if _day(typed) is not None else {}
        return el.InputDate(**self._common(name), **value).plain()

    def read(self, typed: object) -> date | None:
        """The date; None when blank."""
        if typed in (None, ""):
            self._blank()
            return None
        day = _day(typed)
        if day is None:
            raise Invalid(self.label, "please give a real date.")
        if self.earliest is not None and day < self.earliest:
            raise Invalid(self.label, f"please give a date from {as_long(self.earliest)} on.")
        if day.year > 2100:
            raise Invalid(self.label, "that is too far ahead.")
        return day


@dataclass(frozen=True, slots=True)
class Choice(Field):
    """One of a list of (value, words)."""

    choices: Sequence[tuple[str, str]] = ()

    def element(self, typed: object, name: str) -> JSON:
        """A list to choose from."""
        offered = _offered(self.choices, [str(typed)])
        value = {"value": str(typed)} if any(str(typed) == v for v, _ in offered) else {}
        return el.InputChoice(
            **self._common(name), choices=_choices(offered), style="compact", wrap=True, **value
        ).plain()

    def read(self, typed: object) -> str | None:
        """The chosen value; None when nothing was chosen."""
        if typed in (None, ""):
            self._blank()
            return None
        if not any(typed == value for value, _ in _offered(self.choices, [str(typed)])):
            raise Invalid(self.label, "please choose one of the list.")
        return str(typed)

    def _wanted(self) -> str:
        return "please choose one of the list."


@dataclass(frozen=True, slots=True)
class Many(Field):
    """Any number of a list of (value, words); values hold no commas."""

    choices: Sequence[tuple[str, str]] = ()

    def element(self, typed: object, name: str) -> JSON:
        """A list to tick."""
        offered = _offered(self.choices, _parts(typed))
        known = {v for v, _ in offered}
        kept = [v for v in _parts(typed) if v in known]
        value = {"value": ",".join(kept)} if kept else {}
        style = "filtered" if len(self.choices) > 12 else "expanded"
        made = _choices(offered)
        return el.InputChoice(**self._common(name), choices=made, several=True, style=style, wrap=True, **value).plain()

    def read(self, typed: object) -> tuple[str, ...]:
        """The chosen values in the list's order."""
        given = _parts(typed)
        known = [v for v, _ in _offered(self.choices, given)]
        if any(v not in known for v in given):
            raise Invalid(self.label, "please choose from the list.")
        if not given:
            self._blank()
        return tuple(v for v in known if v in given)


@dataclass(frozen=True, slots=True)
class YesNo(Field):
    """A box to tick."""

    def element(self, typed: object, name: str) -> JSON:
        """A toggle."""
        value = "true" if typed in (True, "true") else "false"
        common = self._common(name)
        return el.InputToggle(**common, title=neutral(self.label), value=value).plain()

    def read(self, typed: object) -> bool:
        """Ticked or not."""
        if typed in (None, "", "false", False):
            return False
        if typed in ("true", True):
            return True
        raise Invalid(self.label, "please tick it or leave it.")


@dataclass(frozen=True, slots=True)
class Refill:
    """What is laid over a form that is drawn again: what was typed, what to look at, a new revision of its names."""

    values: Typed = field(default_factory=dict[str, Any])
    faults: tuple[Invalid, ...] = ()
    revision: int = 0

    @classmethod
    def of(cls, typed: Typed, faults: Sequence[Invalid]) -> Refill:
        """From the values of a press that was refused."""
        return cls(bare(typed), tuple(faults), next_revision(typed))

    @property
    def fault_words(self) -> list[str]:
        """The faults as members read them."""
        return [f.words for f in self.faults]

    def sure(self, key: str) -> dict[str, Any]:
        """As the function of this name, for a form with this refill."""
        return sure(self.faults, self.values, key)


EMPTY = Refill()


def sure(faults: Sequence[Invalid], typed: Typed, key: str) -> dict[str, Any]:
    """What the next press carries when the date under `key` was asked about for being far ahead: it is taken then."""
    return {"sure": str(bare(typed).get(key, ""))} if was_asked(faults) else {}


def inputs(fields: Sequence[Field], typed: Typed, revision: int = 0, *, unfinished: bool = False) -> list[JSON]:
    """The inputs of a form, refilled. A new `revision` renames them, so that Teams sends what it shows.

    `unfinished`: the form may be left half filled, so Teams must not stop a press; the label still says `(required)`.
    """
    tail = f"__r{revision}" if revision else ""
    plain = bare(typed)
    made = [f.element(plain.get(f.key), f.key + tail) for f in fields]
    for element in made if unfinished else ():
        element.pop("isRequired", None)
    return made


def in_pairs(fields: Sequence[Field], made: Sequence[JSON]) -> list[JSON]:
    """The inputs of a long form: numbers two to a row, a line above each group of them; words as wide as the card."""
    found: list[JSON] = []
    for number, run in groupby(zip(fields, made, strict=True), key=lambda pair: isinstance(pair[0], Number)):
        if not number:
            found += [element for _, element in run]
            continue
        for _, members in groupby(run, key=lambda pair: cast("Number", pair[0]).together):
            found += _rows([element for _, element in members])
    return found


def _rows(made: Sequence[JSON]) -> list[JSON]:
    """Two to a row, on one line however long their labels are. Nobody has to scroll past sixteen rows on a phone."""
    rows = [made[n : n + 2] for n in range(0, len(made), 2)]
    return [
        el.ColumnSet(columns=[_half(row[:1]), _half(row[1:])], separator=n == 0).plain() for n, row in enumerate(rows)
    ]


def _half(items: Sequence[JSON]) -> JSON:
    return el.Column(items=list(items), width="stretch", align="bottom").plain()


def read(fields: Sequence[Field], typed: Typed) -> dict[str, Any]:
    """All values by key. Raises `InvalidForm` with every fault at once.

    Teams sends no key for a field that was left blank. A form of which nothing came may be all blank or may have been
    lost on the way: it is taken for blank where every field may be, and else its refusal says so.
    """
    plain = bare(typed)
    values: dict[str, Any] = {}
    faults: list[Invalid] = []
    for asked in fields:
        try:
            values[asked.key] = asked.read(plain.get(asked.key))
        except Invalid as fault:
            faults.append(fault)
    if faults:
        raise InvalidForm((*faults, *(() if arrived(fields, typed) else (Invalid("", NOT_ARRIVED),))))
    return values


def arrived(fields: Sequence[Field], typed: Typed) -> bool:
    """Whether anything of the form came with the press."""
    plain = bare(typed)
    return any(f.key in plain for f in fields)


def bare(typed: Typed) -> dict[str, Any]:
    """The typed values without revision suffixes."""
    return {_SUFFIX.sub("", k) if "__r" in k else k: v for k, v in typed.items()}


def named(refusal: Identifiable, content: JSON) -> Identifiable:
    """The refusal with the fields called by the labels that the member sees on this card."""
    known = _labels(content)
    seen = [f"'{known[key]}'" for key in (_SUFFIX.sub("", f) for f in refusal.fields) if key in known]
    return replace(refusal, where=in_a_row(seen)) if seen else refusal


def _labels(node: object) -> dict[str, str]:
    """The labels of a card's inputs by their keys, without `(required)` and hints."""
    found: dict[str, str] = {}
    if isinstance(node, dict):
        item = cast("dict[str, Any]", node)
        if str(item.get("type", "")).startswith("Input."):
            found[_SUFFIX.sub("", str(item["id"]))] = re.split(r" \(required\)|\. ", str(item["label"]))[0]
        node = list(item.values())
    for part in cast("list[object]", node) if isinstance(node, list) else ():
        found |= _labels(part)
    return found


def next_revision(typed: Typed) -> int:
    """One more than the revision these values came from."""
    found = [int(m.group()[3:]) for m in (_SUFFIX.search(k) for k in typed) if m]
    return (max(found, default=0) + 1) % 1000


@runtime_checkable
class _Keeps(Protocol):
    """A list with values that are offered to nobody any more and stay valid where they stand."""

    def kept(self, value: str, /) -> tuple[str, str] | None: ...


def _offered(pairs: Sequence[tuple[str, str]], given: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The list, and after it what stands already of what the list keeps."""
    if not isinstance(pairs, _Keeps):
        return pairs
    return (*pairs, *(pair for value in dict.fromkeys(given) if (pair := pairs.kept(value)) is not None))


def _choices(pairs: Sequence[tuple[str, str]]) -> list[JSON]:
    return [{"title": neutral(words), "value": value} for value, words in pairs]


def _parts(typed: object) -> list[str]:
    return [p for p in typed.split(",") if p] if isinstance(typed, str) else []


def _number(typed: object) -> float | None:
    if isinstance(typed, bool):
        return None
    if isinstance(typed, (int, float)):
        return float(typed) if math.isfinite(typed) and abs(typed) < 1e12 else None
    if not isinstance(typed, str):
        return None
    text = typed.strip().replace(",", "").replace(" ", "").removesuffix("%")
    return float(text) if _NUMBER.fullmatch(text) else None


def _day(typed: object) -> date | None:
    if not isinstance(typed, str) or not _DAY.fullmatch(typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _neat(number: float) -> int | float:
    return int(number) if number == int(number) else number
