"""From what Teams sends to plain words: markup out, contractions opened, dictated numbers as digits.

Owns: the words of a message with their place in the text. Must not: know a command, a trust or a date.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from bot.words import dictated, shelf

MOST_CHARACTERS = 4_000
"""So much of a message is read as a command; longer text belongs in a form. Source: ours, as in `bot/turn.py`."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its plain form and where it stands in `Said.text`."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """A message: the text as read and its words in order."""

    text: str
    words: tuple[Word, ...]
    mended: tuple[Word, ...] = ()
    """The words in which a slip of the finger was mended, with the form that they have in `text_mended`."""

    def text_mended(self) -> tuple[str, Callable[[int], int]]:
        """The text with slips mended, for patterns that look for words, and whence an offset in it comes."""
        if not self.mended:
            return self.text, lambda offset: offset
        parts, ends, last, size = list[str](), list[tuple[int, int]](), 0, 0
        for word in self.mended:
            parts += [self.text[last : word.start], word.form]
            size += word.start - last + len(word.form)
            last = word.end
            ends.append((size, last))
        parts.append(self.text[last:])

        def back(offset: int) -> int:
            at = bisect_right(ends, (offset, len(self.text))) - 1
            size, end = ends[at] if at >= 0 else (0, 0)
            following = self.mended[at + 1].start if at + 1 < len(self.mended) else len(self.text)
            return min(end + offset - size, following)

        return "".join(parts), back

    def forms(self) -> tuple[str, ...]:
        """The plain forms."""
        return tuple(w.form for w in self.words)

    def line(self) -> tuple[str, tuple[int, ...]]:
        """The plain forms as one line, joined where the text joins them, and where in it each word starts."""
        line, starts, end = "", list[int](), -1
        for word in self.words:
            if line and (word.start > end or (word.start < end and word.form != "'s")):
                line += " "
            starts.append(len(line))
            line += word.form
            end = word.end
        return line, tuple(starts)


_QUOTED = re.compile(r"<blockquote\b[^>]{0,200}>.{0,20000}?</blockquote>", re.DOTALL | re.IGNORECASE)
_MENTION = re.compile(r"<at\b[^>]{0,200}>[^<]{0,200}</at>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,14}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_PUNCTUATION = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "…": ".",
        "\u00a0": " ",
        "×": "x",
        "≥": ">=",
    }
)
_WHY = re.compile(r"^y(?= (?:do|did|is|are|am|have|has|was|me)\b)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text without markup, mentions and quoted messages; dashes and quotation marks as typed on a keyboard.

    >>> plain("<p>act&nbsp;14 &lt; done</p>")
    'act 14 < done'
    """
    cut = text[:MOST_CHARACTERS]
    if "<" in cut:
        cut = _TAG.sub(" ", _MENTION.sub(" ", _QUOTED.sub(" ", cut)))
    if "&" in cut:
        cut = html.unescape(cut)
    if not cut.isascii():
        cut = unicodedata.normalize("NFKC", cut.translate(_PUNCTUATION))
        cut = "".join(c for c in cut if unicodedata.category(c) not in {"Cf", "Cs", "Cc"} or c in "\n\t")
    return _WHY.sub("why", dictated.as_typed(_SPACES.sub(" ", cut).strip()))


_JOINED = re.compile(
    r"n\s?&\s?n(?=s?\b)|f&f\b|mod\+|\d{1,3}(?:,\d{3})+[%+]?(?!\w)|\d+(?:\.\d+)?[^\W\d_]{0,8}\d{0,4}[%+]?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*(?![^\W_])|[^\W_]+|_+|[^\w\s]",
    re.IGNORECASE,
)

OPENED = dict(shelf.named(shelf.sections("short")["opened"]))
SHORT = dict(shelf.named(shelf.sections("short")["short"]))

_LINES = shelf.sections("numbers")
_ORDINALS = {word: number for number, word in enumerate(_LINES["ordinals"][0].split(), 1)} | {"thirtieth": 30}
_WEEKDAYS = shelf.words("numbers", "weekdays")
_TO_A_DAY = frozenset({"until", "by", "before", "on", "from"})
"""Words before `the seventh` at the end of a clause, where it is a day."""
_MONTHS = shelf.words("numbers", "months")
_UNITS = {word: number for number, word in enumerate(_LINES["units"][0].split())}
_TENS = {word: 10 * number for number, word in enumerate(_LINES["tens"][0].split(), 2)}
_OH = frozenset({"oh", "o", "zero", "nought"})
_COUNTED = frozenset(" ".join(_LINES["counted"]).split())
"""Words after which a lone `one` or `two` is a number."""


def read(text: str) -> Said:
    """The words of a message.

    >>> read("who hasn't sent act twenty three").forms()
    ('who', 'has', 'not', 'sent', 'act', '23')
    """
    clean = plain(text)
    words: list[Word] = []
    for m in _JOINED.finditer(clean):
        form = m[0].lower().replace(" ", "")
        opened = OPENED.get(form) or OPENED.get(form.replace("'", "")) or SHORT.get(form)
        if opened is None and form.endswith("'s") and len(form) > 3:
            words += [Word(form[:-2], m.start(), m.end() - 2), Word("'s", m.end() - 2, m.end())]
        elif opened is not None:
            words += [Word(part, m.start(), m.end()) for part in opened.split()]
        else:
            words.append(Word(form.rstrip("'") or form, m.start(), m.end()))
    return Said(clean, tuple(_numbers(words)))


def _numbers(words: list[Word]) -> list[Word]:
    """Dictated numbers as digits: `twenty three`, `twenty twenty six`, `action fourteen`. A lone `one` stays a word."""
    out: list[Word] = []
    at = 0
    while at < len(words):
        day, used = _day_of_month(words, at)
        if used:
            out.append(Word(day, words[at].start, words[at + used - 1].end))
            at += used
            continue
        digits, used = _digits(words, at, out[-1].form if out else "")
        if used:
            out.append(Word(digits, words[at].start, words[at + used - 1].end))
            at += used
            continue
        value, used = _spoken(words, at)
        before = out[-1].form if out else ""
        lone_one = used == 1 and words[at].form in {"one", "zero", "two"} and before not in _COUNTED
        decimals, more = _decimals(words, at + used) if used else ("", 0)
        if used and (more or not lone_one):
            used += more
            out.append(Word(f"{value}{decimals}", words[at].start, words[at + used - 1].end))
            at += used
        else:
            out.append(words[at])
            at += 1
    return out


def _digits(words: list[Word], at: int, before: str) -> tuple[str, int]:
    """`oh four one`, `oh oh two`, `oh thirty five` after a number or the noun of a record: the digits in a row."""
    if words[at].form not in _OH or not (before.isdecimal() or before in _COUNTED):
        return "", 0
    digits, used = "", 0
    while at + used < len(words) and len(digits) < 3:
        form = words[at + used].form
        value, more = (0, 1) if form in _OH else _spoken(words, at + used)
        value, more = (int(form), 1) if form.isdecimal() and form.isascii() else (value, more)
        if not more or len(f"{digits}{value}") > 3:
            break
        digits, used = f"{digits}{value}", used + more
    return (digits, used) if digits.strip("0") else ("", 0)


def _decimals(words: list[Word], at: int) -> tuple[str, int]:
    """`point four`, `point nine five`: the decimals with their point, and how many words they take."""
    digits = ""
    if at < len(words) and words[at].form == "point":
        for word in words[at + 1 : at + 3]:
            digit = _UNITS.get(word.form, int(word.form) if word.form.isdecimal() and word.form.isascii() else 10)
            if digit > 9:
                break
            digits += str(digit)
    return (f".{digits}", 1 + len(digits)) if digits else ("", 0)


def _day_of_month(words: list[Word], at: int) -> tuple[str, int]:
    """`eleventh of December`, `twenty first January`, `March the ninth`: the day as `11th`; others stay words."""
    tens = _TENS.get(words[at].form, 0) if at + 1 < len(words) else 0
    tens = tens if tens in {20, 30} else 0
    used = 2 if tens else 1
    if tens and at + 2 < len(words) and words[at + 1].form == "-":
        used = 3
    day = _ORDINALS.get(words[at + used - 1].form, 0) if at + used <= len(words) else 0
    if not day or (tens and day > 9) or tens + day > 31:
        return "", 0
    after = [w.form for w in words[at + used : at + used + 2]]
    before = [w.form for w in words[max(0, at - 2) : at]]
    month = after[:1] != [] and (after[0] in _MONTHS or (after[0] == "of" and after[-1] in _MONTHS))
    named = before[-1:] == ["the"] and (before[0] in _MONTHS or before[0] in _WEEKDAYS)
    alone = before[-1:] == ["the"] and before[0] in _TO_A_DAY and (not after or not after[0][0].isalpha())
    return (f"{tens + day}th", used) if month or named or alone else ("", 0)


def _spoken(words: list[Word], at: int) -> tuple[int, int]:
    form = words[at].form
    after = words[at + 1].form if at + 1 < len(words) else ""
    third = words[at + 2].form if at + 2 < len(words) else ""
    if form == "twenty" and after == "twenty" and third in _UNITS and 0 < _UNITS[third] < 10:
        return 2020 + _UNITS[third], 3
    if form in _UNITS and 0 < _UNITS[form] < 10 and after == "hundred":
        return _hundreds(words, at, _UNITS[form])
    if form == "a" and after == "hundred" and third != "percent":
        return _hundreds(words, at, 1)
    if form in _TENS:
        if after == "-" and third in _UNITS and 0 < _UNITS[third] < 10 and words[at].end == words[at + 1].start:
            return _TENS[form] + _UNITS[third], 3
        if after in _UNITS and 0 < _UNITS[after] < 10:
            return _TENS[form] + _UNITS[after], 2
        return _TENS[form], 1
    if form in _UNITS:
        return _UNITS[form], 1
    return 0, 0


def _hundreds(words: list[Word], at: int, many: int) -> tuple[int, int]:
    """`three hundred and ninety`: the number and how many words it takes."""
    used = 3 if at + 2 < len(words) and words[at + 2].form == "and" else 2
    rest, more = _spoken(words, at + used) if at + used < len(words) else (0, 0)
    return (100 * many + rest, used + more) if 0 < rest < 100 else (100 * many, 2)
