"""Finds text that could identify a patient, so that it is refused before anything is stored, shown or logged.

Owns: what counts as identifiable and the `guard` in front of everything typed. Must not: keep, quote or log what it found.
It cannot find every name; forms say so. A member of staff with a date (`Sue Carter by 15 Jan`) is an owner, not a patient.

Source: domain.md 8.1 (what never belongs in a chat), NHS number check digit modulus 11; reliability.md 4.9.
Every pattern has bounded repeats, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.names import FAMILY, GIVEN, ORDINARY
from domain.refusals import Identifiable

NHS_NUMBER = "an NHS number"
BIRTH_DATE = "a date of birth"
NAME_DATE = "a name with a date"
NAME = "a person's name"
POSTCODE = "a postcode"
ADDRESS = "an address"
CASE_NUMBER = "a hospital or case number"
INITIALS = "initials with an age or a date"
CONTACT = "a phone number or e-mail address of a patient"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where it stands in the text as `plain` gives it; never the text itself."""

    kind: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text with full-width and other digits as 0-9 and without invisible marks, so that nothing hides by spelling.

    >>> plain("９９９ ٠٠٠")
    '999 000'
    """
    if text.isascii():
        return text
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in {"Cf", "Mn"})
    return "".join(_digit(c) for c in kept).translate(_PUNCTUATION)


_PUNCTUATION = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits have the right check digit.

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(digits[9])


def find(text: str) -> tuple[Finding, ...]:
    """Everything in the text that could identify a patient, in the order of the text."""
    clean = plain(text)
    lowered = clean.lower()
    if len(lowered) != len(clean):  # a few capitals grow when lowered (İ); offsets must agree
        clean = lowered
    found = {f for detector in _DETECTORS for f in detector(clean, lowered)}
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))


def guard(texts: Mapping[str, str]) -> None:
    """Raise `Identifiable` with the kind and the field when one of the texts could identify a patient."""
    for where, text in texts.items():
        found = find(text)
        if found:
            raise Identifiable(found[0].kind, where.replace("_", " "))


# ---------------------------------------------------------------- words that the patterns share

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = (
    rf"(?:\b{_DAY}\s?[/.\-]\s?(?:0?[1-9]|1[0-2])(?:\s?[/.\-]\s?(?:19|20)?\d\d)?\b"
    rf"|\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-{_DAY}\b"
    rf"|\b{_DAY}(?:st|nd|rd|th)?\s?(?:of\s)?[- ]?{_MONTH}\b(?:[ ,\-]{{0,2}}(?:19|20)?\d\d\b)?"
    rf"|\b{_MONTH}\s{_DAY}(?:st|nd|rd|th)?\b(?:[ ,]{{1,2}}(?:19|20)\d\d\b)?)"
)
_PATIENT = re.compile(
    r"\b(?:pt|pts|patient|patients|px|mum|mummy|mother|baby|babe|newborn|neonate|twin|lady"
    r"|woman|women|girl|client|parents?"
    r"|couple|family|bereaved|next of kin|nok|husband|wife)\b"
)
_EVENT = (
    r"(?:(?:had|has had|having|suffered|with) (?:an? |her "
    r"|his )?(?:\w{1,12} ){0,2}?(?:\d[\d.,]* ?(?:ml|l|litres?)\b|pph|stillbirth|miscarriage"
    r"|section"
    r"|emcs|elcs|lscs|c-section|caesarean|cesarean|abruption|seizure|fit\b|bleed|haemorrhage"
    r"|hemorrhage|forceps|ventouse|kiwi"
    r"|baby|iud\b|iufd|oasi|(?:3rd|4th|third|fourth) degree|shoulder dystocia|eclampsia|svd"
    r"|sepsis|cord prolapse|uterine rupture|hysterectomy|dvt|pe\b)"
    r"|lost (?:her|his|the|their) (?:baby|babies|twins?|son|daughter)|bled\b|haemorrhaged"
    r"|gave birth|birthed\b|died\b|passed away|miscarried"
    r"|(?:was|were|been|got) (?:admitted|induced|transferred (?:to|out|from)|readmitted"
    r"|sectioned|discharged|seen in)"
    r"|(?:delivered|had baby|had a baby|labou?red) (?:at|on|her|a baby|by|via|nvd|svd"
    r"|yesterday|today|last|this|baby|twins|in|\d)"
    r"|(?:re)?admitted (?:to|with|on|at|last|yesterday|today|in)|in labou?r\b|fully dilated|stillborn"
    r"|(?:is )?\d\d ?\+ ?\d\b|g\d ?p\d|in (?:room|bed|bay|pool) \w{1,3}\b|(?:room|bed"
    r"|bay) \d{1,2}\b|nicu baby|pregnant|(?:aged?|age of) \d\d\b"
    r"|\d\d ?(?:yo|y/o|yrs? old|years? old|year old)\b)"
)
_STAFF = re.compile(
    r"\b(?:consultants?|midwife|midwives|matron|doctors?|registrar|manager|director|lead|leads"
    r"|hom|dom|chair|deputy|coordinator|"
    r"action|actions|owner|owns?|assign|reassign|cover|covers|covering|covered|deputis\w{1,4}"
    r"|away|leave|remind|chase|nudge|minutes|agenda|meeting|"
    r"apols|apologies|role|member|members|responsible|actioned|add to the group|presenting"
    r"|presents|to lead|to do|to write|to send|audit|training)\b"
)
_NOT_NAMES = frozenset(
    [
        "safety",
        "care",
        "experience",
        "voice",
        "voices",
        "friendly",
        "loss",
        "lifeline",
        "box",
        "counts",
        "deaths",
        "death",
        "survey",
        "feedback",
        "flow",
        "group",
        "record",
        "records",
        "notes",
        "centred",
        "centered",
        "centre",
        "unit",
        "units",
        "report",
        "information",
        "data",
        "numbers",
        "number",
        "story",
        "stories",
        "outcomes",
        "outcome",
        "and",
        "or",
        "the",
        "is",
        "was",
        "on",
        "in",
        "at",
        "to",
        "of",
        "for",
        "with",
        "who",
        "has",
        "had",
        "from",
        "not",
        "no",
        "safe",
        "level",
        "identifiable",
        "details",
        "list",
        "services",
        "service",
        "users",
        "user",
        "record",
        "lives",
        "steps",
        "incident",
        "incidents",
        "questions",
        "question",
        "focus",
        "line",
        "liaison",
        "advice",
        "transport",
        "transfer",
        "transfers",
        "monitoring",
        "births",
        "birth",
        "trust",
        "trusts",
        "norfolk",
        "norwich",
        "paget",
        "james",
        "gorleston",
        "lynn",
        "king",
        "kings",
        "queen",
        "elizabeth",
        "waveney",
        "yarmouth",
        "nnuh",
        "jpuh",
        "qehkl",
        "qeh",
        "mnvp",
        "mnsi",
        "cqc",
        "nhs",
        "nhse",
        "icb",
        "lmns",
        "sqog",
        "pmrt",
        "psirf",
        "psii",
        "sbl",
        "satod",
        "pph",
        "ctg",
        "nicu",
        "dau",
        "mau",
        "oasi",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "act",
        "action",
        "actions",
        "risk",
        "risks",
        "new",
        "return",
        "returns",
        "update",
        "review",
        "measure",
        "theme",
        "pqsm",
        "pqom",
        "cnst",
        "mis",
        "board",
        "programme",
        "group",
        "chair",
        "meeting",
        "saving",
        "babies",
        "bereavement",
        "maternity",
        "neonatal",
        "perinatal",
        "maternal",
        "fetal",
        "clinical",
        "medical",
        "health",
        "healthwatch",
        "local",
        "learning",
        "event",
        "events",
        "early",
        "notification",
        "duty",
        "candour",
        "regulation",
        "coroner",
        "evidence",
        "policy",
        "version",
        "red",
        "amber",
        "green",
        "blue",
    ]
)


def _is_name(word: str, *, known: bool = False) -> bool:
    """Whether a word reads as a name: of the lists, or (unless `known` is asked) capitalised and not a word of the trade."""
    base = word.lower().removesuffix("'s").rstrip("'")
    if base in _NOT_NAMES:
        return False
    capital = word[:1].isupper() and word[1:2].islower()
    if base in GIVEN or base in FAMILY or base.rstrip("s") in FAMILY:
        return capital or base not in ORDINARY
    return capital and not known


# ---------------------------------------------------------------- numbers

_GROUPED = re.compile(r"(?<![\w.\-/])(\d{3})([ \-.]{1,3})(\d{3})([ \-.]{1,3})(\d{4})(?![\w/]|[.\-]\d)")
_TEN = re.compile(r"(?<![\w.\-/£#])([4679]\d{9})(?![\w/%]|[.\-]\d)")
_LOOSE = re.compile(r"(?<!\d)\d(?:[ \-._/]{0,2}\d){9}(?![ \-._/]?\d)")
_LABELLED = re.compile(
    r"\bnhs[ -]?(?:no|num|numb|number|#|id|nbr|nr)s?\b\W{0,4}(?:is|was|for|of|ends?|ending|in"
    r"|starts?|starting|with|her|his|pt|patient|baby|the|last|four|digits"
    r"|\W){0,8}\d(?:[ \-._/]{0,3}\d){3,11}"
)
_REFERENCE = re.compile(
    r"\b(?:ref|reference|invoice|po|order|ticket|tel|telephone|phone|mobile|ext|extension|id"
    r"|helpdesk|call)\W{0,3}(?:no|number|is)?\W{0,3}$"
)
_SAID_DIGITS = re.compile(
    r"\b(?:(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double"
    r"|triple)[ ,\-]{1,3}){5,12}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b"
)
_SPOKEN = {
    w: str(n) for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
} | {
    "oh": "0",
    "nought": "0",
}


def _nhs_numbers(_: str, text: str) -> Iterator[Finding]:
    for m in _GROUPED.finditer(text):
        if is_nhs_number(m[1] + m[3] + m[5]):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    for m in _TEN.finditer(text):
        near = text[max(0, m.start() - 24) : m.start()]
        if is_nhs_number(m[1]) and (not _REFERENCE.search(near) or _PATIENT.search(near)):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    for m in _LOOSE.finditer(text):
        near = text[max(0, m.start() - 40) : m.start()]
        if is_nhs_number(re.sub(r"\D", "", m[0])) and ("nhs" in near or _PATIENT.search(near)):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    yield from (Finding(NHS_NUMBER, m.start(), m.end()) for m in _LABELLED.finditer(text))
    for m in _SAID_DIGITS.finditer(text):
        if is_nhs_number(_spoken(m[0])) or "nhs n" in text[max(0, m.start() - 40) : m.start()]:
            yield Finding(NHS_NUMBER, m.start(), m.end())


def _spoken(words: str) -> str:
    digits, times = "", 1
    for word in re.split(r"[ ,\-]+", words):
        if word in {"double", "triple"}:
            times = 2 if word == "double" else 3
            continue
        digits += _SPOKEN[word] * times
        times = 1
    return digits


_HOSPITAL = re.compile(
    r"\b(?:(?:hosp|hospital|unit|patient|pt|case ?notes?|pas|epr|maternity|booking|badgernet"
    r"|badger|medway)\W{0,2}(?:no|num|number|id|ref|#)|mrn|crn|mpi|"
    r"(?:k|h|d|u|x) number)s?\b\W{0,4}(?:is |was |of |for )?[a-z]{0,4}[- ]?\d(?:[- ]?\d){3,11}\b"
)
_CASE = re.compile(
    r"\b(?:mnsi|hsib|pmrt|lfpse|mbrrace|steis|strategic executive|datix|ulysses|inphase|radar"
    r"|inquest|coroner)s?\b\W{0,3}"
    r"(?:(?:case|ref|reference|no|num|number|id|incident|web|report|investigation)\b\W{0,3}){0,3}"
    r"(?:[a-z]{1,4}[-/ ]?\d{4,10}\b|(?!20[123]\d\b)\d{4,10}(?:[-/]\d{1,6})?\b(?!\s?(?:%|births"
    r"|women|incidents|cases)))"
)


def _case_numbers(_: str, text: str) -> Iterator[Finding]:
    for pattern in (_HOSPITAL, _CASE):
        yield from (Finding(CASE_NUMBER, m.start(), m.end()) for m in pattern.finditer(text))


# ---------------------------------------------------------------- places

_AREAS = (
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn "
    "dt dy e ec en ex eh fk fy g gl gu gy ha hd hg hp hr hs "
    "hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw "
    "ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm "
    "sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
_POSTCODE = re.compile(
    rf"(?<![\w\-/])(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})"
    r"(?:\d{1,2}|\d[a-hjkmnpr-y])(?:[ \-]{0,2})(\d[abd-hjlnp-uw-z]{2})(?![\w\-])"
)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth|\d(?:yr|hr|st|nd|rd|pt|pts|ft|gb|tb|wd|wt|ppl|hb|wte)")
_STREET = re.compile(
    r"(?<![\w/\-.])\d{1,4}[a-d]?,? ((?:[a-z']{3,14} ){1,2})(road|rd|street|avenue|ave|crescent"
    r"|terrace|gardens|lane|drive|close|court|way|place|st)\b(?! ?map)"
)
_SURE_STREET = frozenset({"road", "rd", "street", "avenue", "crescent", "terrace"})
_LIVES = re.compile(
    r"\b(?:lives?|living|resides?|home address|address(?: is)?|house)\b\W{0,3}(?:at |on |in "
    r"|is )?(?:flat |no\.? ?|number |the )?(?:\d{1,4}[a-d]?\b[ ,]{1,2}[a-z]{3,})"
)


def _places(original: str, text: str) -> Iterator[Finding]:
    for m in _POSTCODE.finditer(text):
        if not _ORDINAL.fullmatch(m[1]):
            yield Finding(POSTCODE, m.start(), m.end())
    for m in _STREET.finditer(text):
        written = original[m.start(1) : m.end()].split()
        capitals = all(w[:1].isupper() for w in written)
        lives = re.search(
            r"\b(?:lives?|living|address|home|house|flat|visit)\b", text[max(0, m.start() - 30) : m.start()]
        )
        plain_street = m[2] in _SURE_STREET and not set(m[1].split()) & _COUNTED
        if capitals or lives or plain_street:
            yield Finding(ADDRESS, m.start(), m.end())
    yield from (Finding(ADDRESS, m.start(), m.end()) for m in _LIVES.finditer(text))


_COUNTED = frozenset(
    [
        "month",
        "months",
        "week",
        "weeks",
        "year",
        "years",
        "day",
        "days",
        "point",
        "points",
        "actions",
        "action",
        "step",
        "the",
        "and",
        "our",
        "your",
        "with",
        "this",
    ]
)

# ---------------------------------------------------------------- dates of birth

_DOB = re.compile(
    rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday)[^\n]{{0,25}}?(?:{_DATE}"
    rf"|\b(?:19|20)\d\d\b|\b\d{{6,8}}\b)"
)
_DOB_SAID = re.compile(
    r"\b(?:d\.? ?o\.? ?b\b|date of birth)\W{0,4}(?:is |was )?(?:the )?(?:first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,7}teenth|twent\w{1,12}"
    r"|thirt\w{1,10})\b"
)
_BORN = re.compile(
    rf"\b(?:born|b\.)\W{{0,2}}(?:(?:on|at|the|this|just|today|here|early hours|of|am|pm"
    rf"|\d\d[:.]\d\d)\W{{0,2}}){{0,4}}{_DATE}"
)
_PLURAL = re.compile(r"\b(?:babies|those|all|women|infants|everyone|anyone|cohort)\b[^.]{0,20}$")
_OLD_NUMERIC = re.compile(
    rf"(?<![\d/.\-])({_DAY})[/.\-]({_DAY})[/.\-](?:(19[4-9]\d|200\d|201[0-3])|([6-9]\d))(?![\d/%]|[.\-]\d)"
)
_OLD_WRITTEN = re.compile(rf"\b{_DAY}(?:st|nd|rd|th)?\s?(?:of\s)?{_MONTH}[ ,]{{1,2}}(?:19[4-9]\d|200\d|201[0-3])\b")
_OLD_ISO = re.compile(rf"\b(?:19[4-9]\d|200\d|201[0-3])-(?:0[1-9]|1[0-2])-{_DAY}\b")
_PUBLISHED = re.compile(
    r"\b(?:act|report|policy|published|version|guidance|regulations?|inquiry|review|document"
    r"|strategy|dated|matrix|plan|framework)\b"
)
_FIGURES = re.compile(r"\b(?:train|training|trained|compliance|staff groups?|figs?|figures|percent)\b|%")


def _births(_: str, text: str) -> Iterator[Finding]:
    for pattern in (_DOB, _DOB_SAID):
        yield from (Finding(BIRTH_DATE, m.start(), m.end()) for m in pattern.finditer(text))
    for m in _BORN.finditer(text):
        if not _PLURAL.search(text[max(0, m.start() - 40) : m.start()]):
            yield Finding(BIRTH_DATE, m.start(), m.end())
    for m in _OLD_NUMERIC.finditer(text):
        short_year = m[4] is not None
        if (
            not (short_year and _FIGURES.search(text[max(0, m.start() - 30) : m.start()]))
            and min(int(m[1]), int(m[2])) <= 12
        ):
            yield Finding(BIRTH_DATE, m.start(), m.end())
    for pattern in (_OLD_WRITTEN, _OLD_ISO):
        for m in pattern.finditer(text):
            if not _PUBLISHED.search(text[max(0, m.start() - 40) : m.end() + 40]):
                yield Finding(BIRTH_DATE, m.start(), m.end())


# ---------------------------------------------------------------- names

_W = r"[^\W\d_][^\W\d_'\-]{1,18}(?:['\-][^\W\d_]{1,12})?"
_TITLE = re.compile(rf"\b(mrs|miss|ms|mr|master)\b\.? ({_W})(?: ({_W}))?")
_PATIENT_NAME = re.compile(
    r"\b(?:(pt|px|patient|mum|mummy|mother|lady|woman|client|girl|wife|husband|partner|baby"
    r"|babe|baby boy|baby girl|baby of|bb|twin(?: ?[12]| one| two)?|neonate|newborn|infant"
    rf"|parents?|family|couple|daughter|son)s?\b\W{{0,3}}(?:(called|named|name|names|name is|is"
    rf"|was|surname|first name|known as|of)\W{{1,3}})?({_W})(?: ({_W}))?)"
)
_NAMED = re.compile(
    rf"\b(?:patient'?s? name|pts? name|mum'?s name|mother'?s name|baby'?s name|her name"
    rf"|his name|their name|name of (?:the )?(?:pt|patient|mum|woman|baby))\W{{1,3}}(?:is "
    rf"|was )?({_W})"
)
_EVENT_AFTER = re.compile(
    rf"(?=\b({_W})(?: ({_W}))?\W{{1,3}}(?:(?:who|she|is|was|aged?|has|and|from|on|in|the|ward"
    rf"|delivery suite|\d\d|f|just|also)\W{{1,2}}){{0,4}}{_EVENT})"
)
_OWNED = re.compile(
    rf"\b({_W})(?:'s|s'|s)? (?:baby|babies|labour|placenta|pregnancy|waters|twins|stillborn"
    rf"|birth notes|maternity notes|medical notes|hospital notes|case ?notes|blood results"
    rf"|ctg trace|scan results)\b(?! (?:deaths?|audit|action|review|survey|training|friendly"
    rf"|loss|data|lives|rate|unit|ward|day))"
)
_NAME_THEN_DATE = re.compile(rf"(?=\b({_W}) ({_W})[ ,(:\-]{{1,3}}({_DATE}))")
_DATE_THEN_NAME = re.compile(rf"({_DATE})[ ,):\-]{{1,3}}({_W}) ({_W})\b")
_YEARED = re.compile(r"[/.\-](?:20)?\d\d$|\d{4}")


def _names(original: str, text: str) -> Iterator[Finding]:
    yield from _titled(original, text)
    for m in _PATIENT_NAME.finditer(text):
        words = [original[m.start(g) : m.end(g)] for g in (3, 4) if m[g]]
        if _patients_name(m[1], bool(m[2] and m[2] not in {"is", "was", "of"}), words):
            yield Finding(NAME, m.start(), m.end())
    for m in _NAMED.finditer(text):
        if m[1] not in _NOT_NAMES and m[1] not in _FILLER:
            yield Finding(NAME, m.start(), m.end())
    for m in _EVENT_AFTER.finditer(text):
        words = [original[m.start(g) : m.end(g)] for g in (1, 2) if m[g]]
        if _whole_name(words) or (len(words) == 1 and _is_name(words[0], known=True)):
            yield Finding(NAME, m.start(1), m.end(1))
    for m in _OWNED.finditer(text):
        if _is_name(original[m.start(1) : m.end(1)], known=True):
            yield Finding(NAME, m.start(), m.end())


_FILLER = frozenset(
    ["please", "pls", "redacted", "removed", "hidden", "not", "and", "or", "the", "in", "it", "on", "to", "is"]
)


def _whole_name(words: list[str]) -> bool:
    """Two words that read as a given and a family name; at least one is of the lists."""
    if len(words) != 2 or not all(_is_name(w) for w in words):
        return False
    return any(_is_name(w, known=True) for w in words)


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


def _titled(original: str, text: str) -> Iterator[Finding]:
    for m in _TITLE.finditer(text):
        surname = original[m.start(2) : m.end(2)]
        if not (
            _is_name(surname) or (m[1] != "ms" and text[m.end(2) : m.end(2) + 7] in {" notes", " notes.", "'s note"})
        ):
            continue
        around = text[max(0, m.start() - 60) : m.end() + 60]
        patient = _PATIENT.search(around) or re.search(_EVENT, around) or "notes" in around
        formal = m[1] in {"mrs", "miss", "master"}
        if patient or (formal and not _STAFF.search(around) and not re.search(rf"\bby {_DATE}", around)):
            yield Finding(NAME, m.start(), m.end())


def _names_with_dates(original: str, text: str) -> Iterator[Finding]:
    for pattern, at in ((_NAME_THEN_DATE, (1, 2, 3)), (_DATE_THEN_NAME, (2, 3, 1))):
        for m in pattern.finditer(text):
            words = [original[m.start(g) : m.end(g)] for g in at[:2]]
            around = text[max(0, m.start() - 80) : m.end(at[2]) + 80]
            patient = _PATIENT.search(around) or re.search(_EVENT, around)
            undue = _YEARED.search(m[at[2]]) and not _STAFF.search(around)
            if _whole_name(words) and (patient or undue) and not re.search(r"\b(?:owner|due|action)\b", around):
                yield Finding(NAME_DATE, m.start(1), m.end(at[2]))


_INITIALS = re.compile(
    r"(?<![\w.\-&])(?:([A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?)[ ,(]{1,3}(?:aged? )?\d\d ?(?:y|yo"
    r"|y/o|yrs?|yrs? old|years? old|year old|f|F)\b(?! ?(?:ago|later|on\b))"
    r"|(?:[Ii]nitials|INITIALS)\W{1,3}(?:are |is )?[A-Za-z]\.? ?[A-Za-z]\.?(?: ?[A-Za-z]\.?)?(?![A-Za-z])"
    r"|(?:[Pp]t|[Pp]atient|PT|[Bb]aby|[Mm]um|[Ww]oman|[Ll]ady)\W{1,2}([A-Z]\.?[A-Z]\.?[A-Z]?\.?)(?![\w']))"
)
_DOTTED = re.compile(rf"(?<![\w.])[A-Z]\. ?[A-Z]\.[ ,(]{{1,3}}(?i:{_DATE})")
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
    ]
)


def _initials(original: str, _: str) -> Iterator[Finding]:
    for m in _INITIALS.finditer(original):
        letters = re.sub(r"[^A-Z]", "", m[1] or m[2] or "")
        if letters not in _CODES:
            yield Finding(INITIALS, m.start(), m.end())
    yield from (Finding(INITIALS, m.start(), m.end()) for m in _DOTTED.finditer(original))


# ---------------------------------------------------------------- contact

_PHONE = re.compile(r"(?<![\w\-/])(?:\+44 ?|0)\d(?:[ \-]?\d){8,10}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,40}@[\w\-]{1,40}(?:\.[\w\-]{1,20}){1,4}")
_THEIRS = re.compile(
    r"\b(?:pt|patient|mum|mother|woman|lady|parents?|family|husband|partner|next of kin|nok|her|his|their)\b"
)


def _contacts(_: str, text: str) -> Iterator[Finding]:
    for pattern in (_PHONE, _EMAIL):
        for m in pattern.finditer(text):
            near = text[max(0, m.start() - 50) : m.start()]
            if _THEIRS.search(near) and not _STAFF.search(near) and not m[0].endswith((".nhs.uk", "nhs.net")):
                yield Finding(CONTACT, m.start(), m.end())


_DETECTORS: tuple[Callable[[str, str], Iterator[Finding]], ...] = (
    _nhs_numbers, _case_numbers, _places, _births, _names, _names_with_dates, _initials, _contacts,
)  # fmt: skip
