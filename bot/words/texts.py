"""Stretches of the message as said: what is to be done, why, by whom, who covers.

Owns: where such a stretch begins and ends, by `data/stretches.txt` and a few cuts. Must not: reword anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.words import shelf
from bot.words.reading import Reading

_WITH = re.IGNORECASE

_STARTS = {
    command: tuple(re.compile(pattern, _WITH) for pattern in patterns)
    for command, patterns in shelf.sections("stretches").items()
}
_ENDS = _STARTS["ends"]


_GRADE = re.compile(
    r"[ ,.;:\-(]*(?:i(?:'d|d| would)? (?:say|score|go|reckon|think)|(?:it's |its |it is )?(?:prob(?:ably|s)?"
    r"|maybe|lik(?:e?ly|ley)|currently|say|call (?:it|this|that)"
    r"|score[ds]?(?: (?:at|it|of|is))?|rated?|rating|graded?|at"
    r"|about|around|think))? ?(?:it )?(?:an? |at )?(?:a )?"
    r"(?:\b[1-5] ?(?:[x×*]|by|times) ?[1-5]\b"
    r"|\blikelihood\b.{0,10}\b(?:one|two|three|four|five)\b.{0,20}\bconsequence\b.{0,10}\b(?:one|two|three"
    r"|four|five)\b"
    r"|\b(?:i(?:'d| would|d) |would )?(?:say|score|rate|put|call|make|reckon)(?: (?:it|this|that))?"
    r"(?: (?:at|as|about|around|to|is))*"
    r" (?:an? )?(?:\d{1,2}|four|five|six|eight|nine|ten|twelve|fifteen|sixteen|twenty(?:[ -]five)?)$"
    r"|(?<=[,.;\-]) ?(?:about|around|roughly|approx|maybe|probably|currently|say|think|worth|looks like) an? \d{1,2}$"
    r"|\b(?:call (?:it|this|that)|(?:it's|its|it is|probably|prob|lik(?:e?ly|ley)|maybe))"
    r"(?: (?:probably|prob|lik(?:e?ly|ley)"
    r"|about|maybe|currently))? an? (?:\d{1,2}|four|five|six|eight|nine|ten|twelve|fifteen|sixteen"
    r"|twenty(?:[ -]five)?)\b"
    r"|\bscor(?:e|ed|ing)(?: of| at| it)? ?(?:four|five|six|eight|nine|ten|twelve|fifteen|sixteen|twenty)\b"
    r"|\blikelihood\b.{0,10}[1-5].{0,20}\bconsequence\b.{0,10}[1-5]"
    r"|\bl ?[:=]? ?[1-5],? ?(?:and |x )?c ?[:=]? ?[1-5]\b|\bscor(?:e|ed|ing)(?: of| at"
    r"| it)? ?\d{1,2}\b|\bl[1-5] ?c[1-5]\b).*$",
    _WITH,
)
_LEADS = re.compile(
    r"[ ,.;:(\-]*\b(?:by|before|until|till|til|due|for|from|on|w/c|no later than"
    r"|not later than|to be done by|deadline|to|realistic date is|new date is|date is"
    r"|review in|review|in|as of|at|next review|due date|needed by|end date)?(?: the| end of"
    r"| around| about| on| by| date)*[ :]*$",
    _WITH,
)
_SYMBOLS = re.compile(r"^[^\w£%+<(\"'’]+|[^\w%+)\"'’]+$")
"""Arrows, bullets and pictures at the edges."""
_EDGE = " \t\n,.;:-–>*\"'!?()🎉🙂😊👍"


def stretches(command: str, reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the stretch of this command may stand in the text, the likeliest first."""
    text, back = reading.said.text_mended()
    for pattern in _STARTS.get(command, ()):
        m = pattern.search(text)
        if m is not None and text[m.end() :].strip(_EDGE):
            yield back(m.end()), len(reading.said.text)


def trimmed(text: str) -> str:
    """A stretch without courtesies and marks at its edges."""
    for _ in range(3):
        before = text
        for pattern in _ENDS:
            text = pattern.sub("", text)
        text = _SYMBOLS.sub("", text.strip(_EDGE))
        if text == before:
            break
    return text


def without_grade(text: str) -> str:
    """A stretch up to where the score of a risk is given."""
    m = _GRADE.search(text)
    return text[: m.start()] if m else text


def before_date(reading: Reading, start: int, end: int, leads: frozenset[str] | None = None) -> int:
    """Where a stretch ends when its tail is a date, after one of `leads` if given: `..., by 2nd week of January`."""
    text = reading.said.text
    for found in reversed(reading.whens):
        if leads is not None and found.lead not in leads:
            continue
        at, past = reading.text_offset(found.start), reading.said.words[reading.word_at(found.end - 1)].end
        if start < at < end and (
            not text[past:end].strip(_EDGE) or found.lead in {"by", "before", "until", "due", "w/c"}
        ):
            lead = _LEADS.search(text[start:at])
            cut = start + lead.start() if lead else at
            if cut == start or (lead and lead[0].strip()) or text[:at].rstrip()[-1:] in {",", "-", "(", ";"}:
                end = cut
    return end
