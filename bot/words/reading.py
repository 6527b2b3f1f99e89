"""What stands in one message: names, dates, records, figures and meanings, before anything is decided.

Owns: the reading of a message. Must not: choose a command or fill a slot.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date

from bot.vocabulary import Vocabulary
from bot.words import records, shelf, signs, when
from bot.words.clean import Said, Word, read
from bot.words.meanings import Hit, longest
from bot.words.remembered import remembered


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with everything found in it."""

    said: Said
    line: str
    starts: tuple[int, ...]
    hits: tuple[Hit, ...]
    whens: tuple[when.When, ...]
    records: tuple[records.Named, ...]
    trusts: tuple[Hit, ...]
    measures: tuple[Hit, ...]
    themes: tuple[Hit, ...]
    frameworks: tuple[Hit, ...]
    figures: tuple[tuple[str, float, int], ...]
    """Measure, number, and the word the number stands at."""
    meanings: frozenset[str]
    """Everything that rules may ask for; what begins the message also with a `^`."""
    vocabulary: Vocabulary
    role: str
    own: tuple[str, ...]
    on: date

    def word_at(self, offset: int) -> int:
        """The word that an offset of the line falls in."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words `first` up to but without `last` stand in the text."""
        return self.said.words[first].start, self.said.words[last - 1].end

    def text_offset(self, offset: int) -> int:
        """Where an offset of the line stands in the text, at the start of its word."""
        if offset >= len(self.line) or not self.said.words:
            return len(self.said.text)
        return self.said.words[self.word_at(offset)].start

    def has(self, *names: str) -> bool:
        """Whether one of the meanings is there."""
        return any(name in self.meanings for name in names)

    def meaning_hits(self, name: str) -> list[Hit]:
        """Where a meaning stands."""
        return [h for h in self.hits if h.kind == "meaning" and h.value == name]


POLITE = shelf.words("small", "polite")
"""Words before the first word that counts."""


@remembered
def listen(text: str, vocabulary: Vocabulary, role: str, own: tuple[str, ...], on: date) -> Reading:
    """Everything in a message."""
    said = _mended(read(text), vocabulary)
    line, starts = said.line()
    forms = said.forms()
    found = vocabulary.find(forms)
    whens = when.find(line, on)
    named = _outside_names(records.find(line, on, vocabulary.codes), longest(found, "framework"), starts)
    whens = tuple(w for w in whens if not any(w.start < n.end and n.start < w.end for n in named))
    spans = [(starts[h.start], starts[h.end - 1]) for h in longest(found, "framework") if h.end - h.start > 1]
    whens = tuple(w for w in whens if not any(a < w.start <= b for a, b in spans))  # `Ockenden 2022`
    if forms[:1] == ("oversight",) and len(forms) > 1:  # the bot is spoken to
        found = [h for h in found if h.start]
    measures, frameworks = _measure_or_framework(longest(found, "measure"), longest(found, "framework"), line)
    reading = Reading(
        said,
        line,
        starts,
        tuple(found),
        whens,
        named,
        tuple(longest(found, "trust")),
        measures,
        tuple(longest(found, "theme")),
        frameworks,
        (),
        frozenset(),
        vocabulary,
        role,
        own,
        on,
    )
    reading = replace(reading, figures=tuple(_figures(reading)))
    return replace(reading, meanings=frozenset(_meanings(reading)))


def _outside_names(
    named: tuple[records.Named, ...], frameworks: list[Hit], starts: tuple[int, ...]
) -> tuple[records.Named, ...]:
    """Records without those that are part of a longer name: `safety action 4` is not `action 4`."""
    spans = [(starts[h.start], starts[h.end - 1]) for h in frameworks if h.end - h.start > 1]
    return tuple(n for n in named if not any(a < n.start <= b for a, b in spans))


def _inside_a_name(hit: Hit, reading: Reading) -> bool:
    """Whether a meaning is only part of a longer name: `fill` in `night fill rate`, `theme` in `theme 3`."""
    if hit.value == "RETURN":
        return False
    if hit.value == "MY" and hit.start and reading.said.words[hit.start].form == "me":
        return reading.said.words[hit.start - 1].form in _TO_ME
    if hit.value == "RISK" and hit.start and reading.said.words[hit.start - 1].form == "at":
        return True
    return any(
        h.start <= hit.start and hit.end <= h.end and h.end - h.start > hit.end - hit.start
        for h in (*reading.frameworks, *reading.measures, *reading.trusts)
    )


_TO_ME = shelf.words("small", "to_me")
_RATE = re.compile(r"\b(?:rates?|charts?|figures?|numbers?|spc|trend|percent|percentage|how many)\b|%")


def _measure_or_framework(
    measures: list[Hit], frameworks: list[Hit], line: str
) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """`SBL element 5` names a requirement and its measure: the measure is meant when a rate or a chart is."""
    if not _RATE.search(line):
        spans = [(f.start, f.end) for f in frameworks]
        measures = [m for m in measures if not any(a <= m.start and m.end <= b for a, b in spans)]
    return tuple(measures), tuple(frameworks)


def _mended(said: Said, vocabulary: Vocabulary) -> Said:
    words = tuple(
        w if (form := vocabulary.mend(w.form)) == w.form or _is_name(said.text, w) else Word(form, w.start, w.end)
        for w in said.words
    )
    mended = (w for w, before in zip(words, said.words, strict=True) if w is not before)
    return Said(said.text, words, tuple(w for w in mended if said.text[w.start : w.end].isalpha()))


def _is_name(text: str, word: Word) -> bool:
    """A capital inside a sentence marks a name, which is never mended."""
    raw = text[word.start : word.end]
    return word.start > 0 and raw[:1].isupper() and raw[1:].islower() and text[:24].upper() != text[:24]


# ---------------------------------------------------------------- figures

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)%?")
_BETWEEN = shelf.words("small", "between")


_MARKS = shelf.words("small", "marks")


def _figures(reading: Reading) -> list[tuple[str, float, int]]:
    """Numbers beside the name of a measure. A number before the name counts in `8 PPH`, when none follows it."""
    forms = reading.said.forms()
    named = (*reading.whens, *reading.records)
    taken = {i for n in named for i in range(reading.word_at(n.start), bisect_left(reading.starts, n.end))}
    inside = {i for h in reading.measures for i in range(h.start, h.end)}
    before_first = _numbers_come_first(forms, reading.measures, taken)
    found: list[tuple[str, float, int]] = []
    worded: list[tuple[str, float, int]] = []
    for hit in reading.measures:
        at = _number_before(forms, hit, taken | inside) if before_first else _number_after(forms, hit, taken | inside)
        if at is None:
            at = (
                _number_after(forms, hit, taken | inside)
                if before_first
                else _number_before(forms, hit, taken | inside)
            )
        if at is not None:
            m = _NUMBER.fullmatch(forms[at])
            found.append((hit.value, float(m[1].replace(",", "")) if m else 0.0, at))
            taken.add(at)
        elif (said := _worded(forms, hit)) is not None:
            worded.append((hit.value, *said))
    counted = bool(found) or any(number for _, number, _ in worded)  # `no referrals, no SIs` alone is a nil return
    return found + worded if counted and len(found) + len(worded) > 1 else found


def _worded(forms: tuple[str, ...], hit: Hit) -> tuple[float, int] | None:
    """A small number in words right before or after the name of a measure, and where it stands."""
    if hit.start and forms[hit.start - 1] in _IN_WORDS:
        return _IN_WORDS[forms[hit.start - 1]], hit.start - 1
    if hit.end < len(forms) and forms[hit.end] in _IN_WORDS and forms[hit.end] != "no":
        return _IN_WORDS[forms[hit.end]], hit.end
    return None


_IN_WORDS = {"no": 0.0, "nil": 0.0, "zero": 0.0, "one": 1.0, "two": 2.0}
"""`one stillbirth and no neonatal deaths`: small numbers beside other figures."""


def _number_after(forms: tuple[str, ...], hit: Hit, taken: set[int]) -> int | None:
    at = hit.end
    while at < len(forms) and at < hit.end + 5 and forms[at] in _BETWEEN:
        at += 1
    return at if at < len(forms) and at not in taken and _NUMBER.fullmatch(forms[at]) else None


def _number_before(forms: tuple[str, ...], hit: Hit, taken: set[int]) -> int | None:
    at = hit.start - 1
    return at if at >= 0 and at not in taken and _NUMBER.fullmatch(forms[at]) else None


def _numbers_come_first(forms: tuple[str, ...], measures: tuple[Hit, ...], taken: set[int]) -> bool:
    """Whether a list reads `142 births, 8 PPH`: a number right before the first measure and a mark right after it."""
    if not measures:
        return False
    first = measures[0]
    last = measures[-1]
    closed = first.end >= len(forms) or forms[first.end] in _MARKS or _number_after(forms, last, taken) is None
    return closed and _number_before(forms, first, taken) is not None


# ---------------------------------------------------------------- meanings


def _meanings(reading: Reading) -> set[str]:
    forms = reading.said.forms()
    first = next((i for i, form in enumerate(forms) if form not in POLITE), 0)
    firsts = set(range(first + 1))
    found = signs.seen(reading.line)
    for hit in reading.hits:
        if hit.kind == "meaning" and not _inside_a_name(hit, reading):
            found.add(hit.value)
            if hit.start in firsts:
                found.add("^" + hit.value)
    for sign in tuple(found):
        pattern = signs.COMPILED.get(sign)
        start = pattern.search(reading.line) if pattern else None
        if start and reading.word_at(start.start()) in firsts:
            found.add("^" + sign)
    found |= _named(reading) | _whole(reading)
    found |= {f"@{reading.role}"}
    if _asked(reading, forms, first):
        found.add("ASKED")
    return found


def _named(reading: Reading) -> set[str]:
    found = {n.noun for n in reading.records}
    for name, there in (
        ("TRUST", reading.trusts),
        ("MEASURE", reading.measures),
        ("THEME", reading.themes),
        ("FRAMEWORK", reading.frameworks),
        ("PERIOD", reading.whens),
        ("FIGURE", reading.figures),
        ("FIGURE2", len(reading.figures) > 1),
    ):
        if there:
            found.add(name)
    if any(
        w.lead in {"by", "before", "prior to", "due", "in", "within"} or "due" in reading.line for w in reading.whens
    ):
        found.add("BYDATE")
    return found


def _only(reading: Reading, name: str, more: frozenset[str]) -> bool:
    """Whether nothing is said but phrases of one meaning, marks and the words of `more`."""
    covered = {i for hit in reading.meaning_hits(name) for i in range(hit.start, hit.end)}
    left = [
        w.form
        for i, w in enumerate(reading.said.words)
        if i not in covered and w.form[0].isalnum() and w.form not in more
    ]
    return bool(covered) and not left


_WITH_THANKS = shelf.words("small", "with_thanks")
_WITH_TERM = shelf.words("small", "with_term")
_SIGNS_OF_THANKS = re.compile(r"[ !.]*[🙏👋😊🙂❤💙🎉😀🥳💐][🙏👋😊🙂❤💙🎉😀🥳💐 \ufe0f!.]*")
_ONLY_GRADE = re.compile(r"[1-5] ?(?:x|by|times) ?[1-5][ .!]*")
_EXPLAINS = re.compile(
    r"(?:(?:please|so|sorry|hi|and|can you|could you) )*(?:what (?:is|are|does|do|did|was)|explain|define"
    r"|meaning of)\b"
)
_OF_MEANING = shelf.words("small", "of_meaning")
_OURS_ONLY = frozenset({"PQSM", "PQOM"})


def _whole(reading: Reading) -> set[str]:
    """What the message says when it says nothing else."""
    found: set[str] = set()
    if not reading.said.words or _only(reading, "GREET", _WITH_THANKS) or _SIGNS_OF_THANKS.fullmatch(reading.line):
        found.add("GREETING")
    elif _only(reading, "YES", frozenset({"and", "what", "about"})):
        found.add("YESNO")
    elif _hangs(reading):
        found.add("HANGS")
    asks = _EXPLAINS.match(reading.line) or (
        reading.role in {"member", "observer"}  # for the others a bare `AAA?` is the report
        and reading.line.endswith("?")
        and not (reading.measures or reading.frameworks)
    )
    if asks and _only(reading, "GLOSSARY", _WITH_TERM | _OF_MEANING):
        found.add("WHATGLOSS")
    line = reading.line
    if line.startswith(("what is ", "what are ", "what the ")) and not reading.trusts and not reading.whens:
        named = [*reading.meaning_hits("TERM"), *reading.measures, *reading.frameworks, *reading.themes]
        covered = {i for hit in named for i in range(hit.start, hit.end)}
        left = [
            w.form
            for i, w in enumerate(reading.said.words)
            if i not in covered and w.form[0].isalnum() and w.form not in _WITH_TERM
        ]
        if covered and not left:
            found.add("WHATTERM")
    if any(hit.value.split(":")[0] not in _OURS_ONLY for hit in reading.frameworks):
        found.add("FRAMEWORK1")
    return found


_HANGING = frozenset({"what", "how", "about", "and", "the", "then", "now", "so", "for", "in", "please"})


def _hangs(reading: Reading) -> bool:
    """Whether a message says nothing by itself: `...`, `3x4`, a weekday, `what about Norwich then`."""
    words = [(at, w.form) for at, w in enumerate(reading.said.words) if w.form[0].isalnum()]
    if not words:
        return True
    if _ONLY_GRADE.fullmatch(reading.line):
        return True
    days = {i for w in reading.whens for i, start in enumerate(reading.starts) if w.start <= start < w.end}
    if len(words) == 1 and words[0][0] in days:
        return words[0][1] not in {"tomorrow", "today"}
    about = {form for _, form in words[:3]} >= {"about"} or words[0][1] == "and"
    trusts = {i for hit in reading.trusts for i in range(hit.start, hit.end)}
    return about and bool(trusts) and all(at in days | trusts or form in _HANGING for at, form in words)


_QUESTION = shelf.words("small", "question")


def _asked(reading: Reading, forms: tuple[str, ...], first: int) -> bool:
    if reading.line.startswith(("how about", "what about we")):
        return False
    if "?" in forms:
        return True
    told = first > 0 and forms[first - 1] in {"we", "i", "they", "it", "you"}
    if first < len(forms) and forms[first] in _QUESTION and not told:
        return True
    return bool(
        re.search(
            r"\b(?:tell me|show me|do you know|can you tell|wondering|let me know|remind me (?:what"
            r"|who|when)|which of|check (?:if|that|whether|you|we)|double check|did you get"
            r"|have you got|can you confirm|any (?:sign|news|progress|update|word|joy)|not sure (?:if"
            r"|whether))\b",
            reading.line,
        )
    )
