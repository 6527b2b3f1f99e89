"""A person who is on no list of names, told by what stands beside: a year of birth, an age, a date, something clinical.

Owns: what a stranger's name, an initial with a family name, or initials look like, and which particulars make a patient
of them. Must not: keep a name. `K. Holt, born 1989, abruption` is a patient; `Bev Holt by 15 January` is an owner.
Every pattern has bounded repeats, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.identifiers import BIRTH_DATE, DATE, INITIALS, NAME, NAME_DATE, STAFF, Finding
from domain.names import COMMON, FAMILY, GIVEN, NOBODY, ORDINARY, PLACES, TRADE

_CAP = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆŃ]"
_PART = rf"{_CAP}(?:['’]{_CAP})?[^\W\d_]{{1,18}}(?:-{_CAP}[^\W\d_]{{1,14}})?"
_FULL = rf"(?<![\w'\-])(?=(?P<a>{_PART}) (?P<b>{_PART})(?![\w\-]))"
_SHORT = rf"(?<![\w'\-.&])(?P<i>{_CAP})\.? (?P<f>{_PART})(?![\w\-])"
_LETTERS = rf"(?<![\w.\-&/])(?P<l>{_CAP}\. ?{_CAP}\.?(?: ?{_CAP}\.)?|{_CAP}{{2,3}})(?![\w\-/&])"
_WHO = tuple(re.compile(p) for p in (_FULL, _SHORT, _LETTERS))

_SMALL = tuple(
    re.compile(p)
    for p in (
        r"(?<![\w'\-])(?=(?P<a>[^\W\d_]{2,14}) (?P<b>[^\W\d_]{2,18})(?![\w\-]))",
        r"(?<![\w'\-.&])(?P<i>[^\W\d_])\.? (?P<f>[^\W\d_]{2,18})(?![\w\-])",
        r"(?<![\w.\-&/])(?P<l>[a-z]\. ?[a-z]\.(?: ?[a-z]\.)?)(?![\w\-/&])",
        r"(?<![\w.\-&/'])(?P<l>[a-z]{2})(?= born (?:in )?\d{4})",
    )
)
"""The same in small letters or in capitals throughout: only names that are on the lists."""
_YEAR = r"(?:19[4-9]\d|200\d|201[0-3])"
_BORN = re.compile(
    rf"[ ,(:;\-]{{0,3}}(?:(?:born|b|b\.|dob|d\.o\.b\.?|yob|year of birth|birth year)[ :,]{{0,2}}(?:in )?{_YEAR}\b)"
)
_IN_BRACKETS = re.compile(rf" ?\({_YEAR}\)")
_AGE = r"(?:1[2-9]|[2-4]\d|5[0-5])"
_AGED = re.compile(
    rf"[ ,(:;\-]{{0,3}}(?:aged? (?:of )?{_AGE}\b|{_AGE} ?(?:yo|y/o|yrs?|y|years?)\b(?! (?:ago|later|on\b|plan"
    rf"|with|in\b|of))"
    rf"|\({_AGE}\)|{_AGE}f\b)"
)
_BARE_AGE = re.compile(rf", ?{_AGE}(?=,|;|:|\.? ?$| -)|^ {_AGE}(?= )")
_DATED = re.compile(rf"[ ,(:\-]{{1,3}}{DATE}")
_EVENT = re.compile(
    r"\b(?:abruption|abrupted|stillb\w{3,6}|iud|iufd|neonatal death|nnd|pph|haemorrhag\w{1,3}"
    r"|hemorrhag\w{1,3}|bleed|bleeding|bled"
    r"|(?:3rd|4th|third|fourth)[ -]degree|oasi|eclampsia|eclamptic|seizure|fit|cord prolapse|(?:c|cat \d"
    r"|emergency|caesarean)"
    r"[ -]section|section|lscs|emcs|elcs|caesarean|shoulder dystocia|forceps|ventouse|kiwi"
    r"|(?:uterine )?rupture|sepsis|septic"
    r"|itu|icu|hdu|nicu|scbu|hysterectomy|cooled|hie|miscarr\w{2,5}|lost (?:her|his|the|their) bab\w{1,3}"
    r"|gave birth|birthed"
    r"|died|death|dvt|readmitted|admitted|transferred|induced|in labour|breech|pre-?eclampsia|delivered"
    r"|complain\w{0,4}"
    r"|debrief|g\dp\d|\d\d\+\d)\b"
)
_PARITY = re.compile(
    r"[ ,(:;\-]{1,3}(?:(?:an? |is |was )?(?:para ?\d|gravida ?\d|primip|primigravida|multip|g\d ?p\d"
    r"|\d\d ?\+ ?\d\b|\d\d/40\b))"
)
"""`Jane Doe-Test, para 1`: how often she gave birth, or how far she is."""
_STRONG = re.compile(
    r"[ ,]{1,2}(?:has |had |just )?(?:gave birth|lost (?:her|his|the|their) bab\w{1,3}|was (?:transferred"
    r"|admitted|readmitted|induced"
    r"|sectioned|discharged)|bled\b|haemorrhaged|passed away|died\b|miscarried"
    r"|had (?:an? |her )?(?:\w{1,12} ){0,2}(?:pph|stillbirth|abruption|section|miscarriage|iud|fit|seizure"
    r"|tear|bleed|baby)\b)"
)
_OWN_EVENT = (
    r"(?:gave birth|lost (?:her|the) bab\w{1,3}|(?:had|delivered) (?:her|a) baby|miscarried|bled\b"
    r"|haemorrhaged|passed away"
    r"|(?:was|is) (?:induced|sectioned|in labour|fully dilated|transferred to (?:itu|icu|hdu|theatre)|readmitted"
    r"|cooled)"
    r"|went into labour|arrived in labour|had (?:her|the) (?:section|induction|sweep|twins|scan)\b)"
)
_HAD_EVENT = (
    r"(?:had|suffered) (?:an? )?(?:massive |major |big |large |bad |placental |emergency |cat \d |antepartum )?"
    r"(?:pph|mobh|stillbirth|abruption|section|miscarriage|iud|iufd|seizure|bleed|haemorrhage"
    r"|(?:3rd|4th|third|fourth)[ -]degree"
    r"|cord prolapse|uterine rupture|shoulder dystocia|eclamptic fit|eclampsia|hysterectomy|baby)\b"
)
_ONE_WOMAN = re.compile(
    rf"\b(?:woman|lady|patient|pt|mum|mother|girl|client)\b[ ,]{{1,2}}(?:was )?(?:born|dob"
    rf"|yob)[ :]{{1,2}}(?:in )?{_YEAR}\b"
    rf"|\b(?:yob|year of birth)[ :]{{1,2}}{_YEAR}\b"
)
_CALLED = re.compile(
    rf"\b(?i:pt|px|patient|mum|mother|lady|woman|client|baby of|twin [12] of"
    rf"|parents?,?)[ :,]{{1,2}}(?P<a>{_PART}) (?P<b>{_PART})(?![\w\-])"
)
_COUPLE = re.compile(rf"\b(?i:mr and mrs|mr & mrs|mrs and mr) (?P<b>(?:{_PART}|[^\W\d_]{{3,18}}))(?![\w\-])")
_BESIDE = re.compile(rf"\b(?i:mum|mother|lady|woman|patient|pt|px|(?:bed|room|bay) \d{{1,2}}) (?P<b>{_PART})(?![\w\-])")
_BABY = re.compile(rf"\b[Bb]aby (?P<b>{_PART})(?= (?:was|is|has|had|died|needs|in|on|went|will be)\b|'s\b)")
_CODES = frozenset(
    [
        "TC",
        "CO",
        "BP",
        "NN",
        "QE",
        "SA",
        "SI",
        "MW",
        "GP",
        "HR",
        "IV",
        "IT",
        "HQ",
        "UK",
        "MI",
        "AN",
        "PN",
        "CS",
        "RM",
        "ID",
        "PR",
        "OK",
        "US",
        "ED",
        "AE",
        "ICU",
        "CTG",
        "PPH",
        "DVT",
        "NHS",
        "BMI",
        "IOL",
        "LLE",
        "AAR",
        "MDT",
        "SPC",
        "RAG",
        "PID",
        "TBC",
        "NND",
        "SUI",
        "PTS",
        "TTO",
        "USS",
        "EPU",
        "DAU",
        "MAU",
        "HDU",
        "VTE",
        "SB",
        "LW",
        "DS",
        "BC",
        "MLU",
        "HOM",
        "DOM",
        "NED",
        "BSC",
        "MIS",
        "SBL",
        "CQC",
        "NQB",
        "SQG",
        "PMR",
        "ODN",
        "ICB",
        "QEH",
        "JPH",
        "NNU",
        "RCA",
        "SOP",
        "TOR",
        "AOB",
        "FFT",
        "FGR",
        "SGA",
        "RFM",
        "HIE",
        "OAS",
        "BSO",
        "ENS",
        "APG",
        "SVD",
        "MBR",
        "RSK",
        "ACT",
        "RET",
        "DEC",
        "LRN",
        "EVD",
        "SIG",
        "EVT",
        "POL",
        "AL",
        "ADHD",
        "AM",
        "PM",
    ]
)
_SMALL_WORDS = frozenset(
    [
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "eg",
        "go",
        "he",
        "hi",
        "if",
        "ie",
        "in",
        "is",
        "it",
        "me",
        "mr",
        "ms",
        "my",
        "no",
        "of",
        "oh",
        "ok",
        "on",
        "or",
        "pm",
        "pt",
        "so",
        "st",
        "to",
        "up",
        "us",
        "we",
        "the",
        "all",
    ]
) | frozenset(code.lower() for code in _CODES)
_ABBREVIATED = frozenset(["e.g.", "i.e.", "a.m.", "p.m.", "n.b.", "u.k.", "u.s.", "v.i.p.", "a.k.a."])
_NEAR = 70
"""Characters to both sides in which something clinical counts. Source: ours, about a sentence."""


def people(original: str, text: str) -> Iterator[Finding]:
    """Strangers whose particulars make patients of them."""
    for patterns, said, is_person in ((_WHO, original, _is_person), (_SMALL, text, _is_listed)):
        for pattern in patterns:
            for m in pattern.finditer(said):
                end = max(m.end(g) for g in pattern.groupindex)
                kind = _kind(m, text, end) if is_person(m) else ""
                if kind:
                    yield Finding(kind, m.start(), end)
    yield from _beside(original, text)
    yield from _lone(original)


def _beside(original: str, text: str) -> Iterator[Finding]:
    """Strangers who are called a patient, a mother or a baby."""
    for m in _ONE_WOMAN.finditer(text):
        if _EVENT.search(text[max(0, m.start() - _NEAR) : m.end() + _NEAR]) or m[0].startswith(("yob", "year")):
            yield Finding(BIRTH_DATE, m.start(), m.end())
    for pattern in (_BESIDE, _CALLED, _COUPLE, _BABY):
        for m in pattern.finditer(original):
            named = all(_capital_name(m[g]) for g in ("a", "b") if g in pattern.groupindex)
            clinical = pattern is not _BESIDE or _EVENT.search(text[m.end() : m.end() + 40])
            if named and clinical and (pattern is _COUPLE or not _staffed(text, m)):
                yield Finding(NAME, m.start(), m.end())


_LONE = re.compile(rf"(?<![\w'\-])(?P<a>{_PART})(?= (?:has |had |just |also )?(?:(?P<own>{_OWN_EVENT})|{_HAD_EVENT}))")
"""One name by itself, which neither list knows, and what happened to its bearer: `Xanthe had an abruption`."""


_SECOND = re.compile(rf"\b{_CAP}[\w'’\-]* $")


def _lone(original: str) -> Iterator[Finding]:
    """A stranger's single name with what only a woman has; a unit has stillbirths, too: there places are left out."""
    for m in _LONE.finditer(original):
        if _SECOND.search(original, max(0, m.start() - 24), m.start()):
            continue  # the second word of a name that the others judge, such as `Labour Ward`
        word = m["a"].lower()
        if _capital_name(m["a"]) and word not in NOBODY and (m["own"] or word not in PLACES):
            yield Finding(NAME, m.start(), m.end())


def _is_person(m: re.Match[str]) -> bool:
    found = m.groupdict()
    if "l" in found:
        return "." in found["l"] or found["l"] not in _CODES
    return all(_capital_name(found[g]) for g in ("a", "b", "f") if g in found)


def _is_listed(m: re.Match[str]) -> bool:
    """Whether a name in small letters is on the lists, and not made of two everyday words."""
    found = m.groupdict()
    if "l" in found:
        return found["l"] not in _SMALL_WORDS and found["l"].replace(" ", "") not in _ABBREVIATED
    if "f" in found:
        return found["i"] not in "ai" and found["f"] in FAMILY - ORDINARY - TRADE
    return found["a"] in GIVEN and found["b"] in FAMILY and not {found["a"], found["b"]} <= ORDINARY


def _capital_name(word: str) -> bool:
    """Whether a capitalised word may be somebody's name: of no list of other words."""
    base = word.lower().removesuffix("'s")
    if word[1:].isupper() or (base in TRADE and base not in FAMILY):
        return False
    return base in GIVEN or base in FAMILY or base not in COMMON


def _kind(m: re.Match[str], text: str, end: int) -> str:
    """What makes a patient of this person, or nothing."""
    who, letters, start = m.string[m.start() : end], "l" in m.groupdict(), m.start()
    after = text[end : end + _NEAR]
    if _BORN.match(after):
        return BIRTH_DATE
    if not letters and _PARITY.match(after):
        return NAME
    if not _EVENT.search(text[max(0, start - _NEAR) : start] + " | " + after):
        return ""
    if _AGED.match(after) or (not letters and _IN_BRACKETS.match(after)):
        return INITIALS if letters else NAME
    if STAFF.search(text[max(0, start - _NEAR) : end + _NEAR]) or _DOES.search(after[:24]):
        return ""
    if _bare_age(letters, after):
        return INITIALS if letters else NAME
    if not letters and _STRONG.match(after):
        return NAME
    dated = _DATED.match(after) or _DATE_JUST_BEFORE.search(text[max(0, start - 24) : start]) or _EVENT_ON.match(after)
    return NAME_DATE if dated and (not letters or "." in who) else ""


_DOES = re.compile(r"\b(?:owner|due|by|will)\b|^,? to\b")


def _bare_age(letters: bool, after: str) -> bool:
    """`, 27,` beside a name, or `27` between a name and what happened; initials need the marks."""
    m = _BARE_AGE.match(after)
    if m is None:
        return False
    return (
        not letters or after.startswith(",")
        if not after.startswith(" ")
        else not letters and bool(_EVENT.match(after[4:]))
    )


_EVENT_ON = re.compile(
    rf" (?:had (?:an? )?)?(?:\w{{1,12}} )?(?:{_EVENT.pattern}) (?:[\w.]{{1,12}} ){{0,2}}on {DATE}|,? delivered {DATE}"
)
_DATE_JUST_BEFORE = re.compile(rf"{DATE}[ ,):\-]{{1,3}}$")


def _staffed(text: str, m: re.Match[str]) -> bool:
    return STAFF.search(text[max(0, m.start() - 20) : m.end() + 30]) is not None
