"""Names and initials of patients, told from names of colleagues by what stands around them.

Owns: what reads as the name of a patient. Must not: keep a name; it cannot find every one, and the forms say so.
A member of staff with a date (`Sue Carter by 15 Jan`) is an owner, not a patient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers import CLINICAL, DATE, EVENT, INITIALS, NAME, NAME_DATE, PATIENT, STAFF, Finding
from domain.names import FAMILY, GIVEN, ORDINARY, TRADE


def _is_name(word: str, *, known: bool = False, beside: bool = False) -> bool:
    """Whether a word reads as a name: of the lists or, unless `known` is asked, capitalised and not of the trade."""
    base = word.lower().removesuffix("'s").rstrip("'")
    capital = word[:1].isupper() and word[1:] != word[1:].upper()
    if base in TRADE:
        return beside and capital and base in FAMILY
    if base in GIVEN or base in FAMILY or base.rstrip("s") in FAMILY:
        return capital or base not in ORDINARY
    return capital and not known


_W = r"[^\W\d_][^\W\d_'\-]{0,18}(?:['\-][^\W\d_]{1,12})?"
_TITLE = re.compile(rf"\b(mrs|miss|ms|mr|master)\b\.? ({_W})(?: ({_W}))?")
_PATIENT_NAME = re.compile(
    r"(?=\b(?:(pt|px|patient|mum|mummy|mother|lady|woman|client|girl|wife|husband|partner"
    r"|baby boy|baby girl|baby of|baby|babe|bb|twin(?: ?[12]| one| two)?|neonate|newborn|infant"
    rf"|parents?|family|couple|daughter|son)s?\b\W{{0,3}}(?:(?:is |was )?(called|named|name|names|name is|is"
    rf"|was|surname|first name|known as|of)\W{{1,3}})?({_W})(?: ({_W}))?))"
)
_WITH_PLACE = re.compile(
    rf"\b(?:pt|patient|mum|mummy|mother|lady|woman|girl|client|complainant)\b[\w ]{{0,25}}[,(:\-] ?({_W}) ({_W})\b"
)
"""`the lady in bed 4, Karen Holt`."""
_NAMED = re.compile(
    rf"\b(?:patient'?s? name|pts? name|mum'?s name|mother'?s name|baby'?s name|her name"
    rf"|his name|their name|name of (?:the )?(?:pt|patient|mum|woman|baby))\W{{1,3}}(?:is "
    rf"|was )?({_W})"
)
_EVENT_AFTER = re.compile(
    rf"(?=\b({_W})(?: ({_W}))?\W{{1,3}}(?:(?:who|she|is|was|aged?|has|and|from|on|in|the|ward"
    rf"|delivery suite|\d\d|f|just|also)\W{{1,2}}){{0,4}}{EVENT})"
)
_FAR_EVENT = re.compile(
    rf"(?=\b({_W}) ({_W})\b((?: [\w'\-]{{1,12}}){{1,8}}) "
    r"(?:lost (?:her|his|their) bab|gave birth|stillb|bled\b|haemorrhaged))"
)
_OWNED = re.compile(
    rf"\b({_W})(?:'s|s'|s)? (?:baby|babies|labour|placenta|pregnancy|waters|twins|stillborn"
    rf"|birth notes|maternity notes|medical notes|hospital notes|case ?notes|blood results"
    rf"|ctg trace|scan results)\b(?! (?:deaths?|audit|action|review|survey|training|friendly"
    rf"|loss|data|lives|rate|unit|ward|day))"
)
_NAME_THEN_DATE = re.compile(rf"(?=\b({_W}) ({_W})[ ,(:\-]{{1,3}}({DATE}))")
_DATE_THEN_NAME = re.compile(rf"({DATE})[ ,):\-]{{1,3}}({_W}) ({_W})\b")
_YEARED = re.compile(r"[/.\-](?:20)?\d\d$|\d{4}")


def names(original: str, text: str) -> Iterator[Finding]:
    """Names of patients."""
    yield from _titled(original, text)
    yield from _with_events(original, text)
    for m in _PATIENT_NAME.finditer(text):
        words = [original[m.start(g) : m.end(g)] for g in (3, 4) if m[g]]
        if _patients_name(m[1], bool(m[2] and m[2] not in {"is", "was", "of"}), words):
            yield Finding(NAME, m.start(1), m.end(4) if m[4] else m.end(3))
    for m in _WITH_PLACE.finditer(text):
        both = [original[m.start(g) : m.end(g)] for g in (1, 2)]
        if _whole_name(both) and not STAFF.search(text[max(0, m.start() - 20) : m.end() + 30]):
            yield Finding(NAME, m.start(1), m.end(2))
    for m in _NAMED.finditer(text):
        if m[1] not in TRADE and m[1] not in _FILLER:
            yield Finding(NAME, m.start(), m.end())
    for m in _OWNED.finditer(text):
        if _is_name(original[m.start(1) : m.end(1)], known=True):
            yield Finding(NAME, m.start(), m.end())


def _with_events(original: str, text: str) -> Iterator[Finding]:
    """A name and what happened to its bearer: `Sarah Jones had a stillbirth`."""
    for m in _EVENT_AFTER.finditer(text):
        words = [original[m.start(g) : m.end(g)] for g in (1, 2) if m[g]]
        single = len(words) == 1 or words[1] in _AFTER_NAME
        if _whole_name(words) or (single and _is_name(words[0], known=True)):
            yield Finding(NAME, m.start(1), m.end(1))
    for m in _FAR_EVENT.finditer(text):
        words = [original[m.start(g) : m.end(g)] for g in (1, 2)]
        if _whole_name(words) and not STAFF.search(text[max(0, m.start() - 20) : m.end(3) + 40]):
            yield Finding(NAME, m.start(1), m.end(2))


_AFTER_NAME = frozenset(("in", "on", "was", "is", "had", "has", "who", "she", "from"))
_FILLER = frozenset(
    ("please", "pls", "redacted", "removed", "hidden", "not", "and", "or", "the", "in", "it", "on", "to", "is")
)


def _whole_name(words: list[str]) -> bool:
    """Two words that read as a given and a family name; at least one is of the lists."""
    if len(words) != 2 or not _is_name(words[0]) or not _is_name(words[1], beside=True):
        return False
    return _is_name(words[0], known=True) or _is_name(words[1], known=True, beside=True)


def _patients_name(who: str, called: bool, words: list[str]) -> bool:
    first = words[0]
    if first.lower() in _FILLER:
        return False
    if called:
        return _is_name(first)
    if who in {"pt", "px"}:
        return _is_name(first)
    return _is_name(first, known=True) or (
        len(words) == 2 and _is_name(words[1], known=True) and first[:1].isupper() and _is_name(first)
    )


_COMPLAINS = re.compile(r"\bcomplaints?\b[\w ]{0,20}\bfrom\b|\bcomplained\b")


def _titled(original: str, text: str) -> Iterator[Finding]:
    for m in _TITLE.finditer(text):
        at = 3 if m[3] and len(m[2]) == 1 else 2  # `Mrs K Barnes`
        surname = original[m.start(at) : m.end(at)]
        if not (
            _is_name(surname, beside=True)
            or (m[1] != "ms" and text[m.end(2) : m.end(2) + 7] in {" notes", " notes.", "'s note"})
        ):
            continue
        around = text[max(0, m.start() - 60) : m.end() + 60]
        patient = (
            PATIENT.search(around)
            or re.search(EVENT, around)
            or "notes" in around
            or (_COMPLAINS.search(around) and not STAFF.search(around))
        )
        formal = m[1] in {"mrs", "miss", "master"}
        if patient or (formal and not STAFF.search(around) and not re.search(rf"\bby {DATE}", around)):
            yield Finding(NAME, m.start(), m.end())


def names_with_dates(original: str, text: str) -> Iterator[Finding]:
    """A full name beside a date that is not a due date."""
    for pattern, at in ((_NAME_THEN_DATE, (1, 2, 3)), (_DATE_THEN_NAME, (2, 3, 1))):
        for m in pattern.finditer(text):
            words = [original[m.start(g) : m.end(g)] for g in at[:2]]
            around = text[max(0, m.start() - 80) : m.end(at[2]) + 80]
            clinical = CLINICAL.search(around) and not STAFF.search(around)
            patient = PATIENT.search(around) or re.search(EVENT, around) or clinical
            undue = _YEARED.search(m[at[2]]) and not STAFF.search(around)
            if _whole_name(words) and (patient or undue) and not re.search(r"\b(?:owner|due|action)\b", around):
                yield Finding(NAME_DATE, m.start(1), m.end(at[2]))


_CODE_WORDS = (
    "TC CO BP NN QE SA SI MW GP HR IV IT HQ UK MI AN PN CS RM ID PR OK US ED AE ICU CTG PPH "
    "DVT NHS BMI IOL LLE "
    "AAR MDT SPC RAG PID TBC NND SUI PTS TTO USS EPU DAU MAU HDU VTE "
)
_INITIAL_LETTERS = re.compile(
    r"(?<![\w.\-&])(?:([A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?)[ ,(]{1,3}(?:aged? )?\d\d ?(?:y|yo"
    r"|y/o|yrs?|yrs? old|years? old|year old|f|F)\b(?! ?(?:ago|later|on\b))"
    r"|(?:[Ii]nitials|INITIALS)\W{1,3}(?:are |is )?[A-Za-z]\.? ?[A-Za-z]\.?(?: ?[A-Za-z]\.?)?(?![A-Za-z])"
    r"|(?:[Pp]t|[Pp]atient|PT|[Bb]aby|[Mm]um|[Ww]oman|[Ll]ady)\W{1,2}([A-Z]\.?[A-Z]\.?[A-Z]?\.?)(?![\w']))"
)
_DOTTED = re.compile(rf"(?<![\w.])[A-Z]\. ?[A-Z]\.[ ,(]{{1,3}}(?i:{DATE})")
_CODES = frozenset(_CODE_WORDS.split())


def initials(original: str, _: str) -> Iterator[Finding]:
    """Initials with an age, a date or after `pt`."""
    for m in _INITIAL_LETTERS.finditer(original):
        letters = re.sub(r"[^A-Z]", "", m[1] or m[2] or "")
        if letters not in _CODES:
            yield Finding(INITIALS, m.start(), m.end())
    yield from (Finding(INITIALS, m.start(), m.end()) for m in _DOTTED.finditer(original))
