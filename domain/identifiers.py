"""Numbers, dates of birth, places and contacts that point to one person.

Owns: the patterns of everything identifiable but names. Must not: keep, quote or log what it found.
Source: domain.md 8.1; NHS number check digit modulus 11; reliability.md 4.9. Every pattern has bounded repeats, so the
time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = (
    rf"(?:\b{DAY}\s?[/.\-]\s?(?:0?[1-9]|1[0-2])(?:\s?[/.\-]\s?(?:19|20)?\d\d)?\b"
    rf"|\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-{DAY}\b"
    rf"|\b{DAY}(?:st|nd|rd|th)?\s?(?:of\s)?[- ]?{MONTH}\b(?:[ ,\-]{{0,2}}(?:19|20)?\d\d\b)?"
    rf"|\b{MONTH}\s{DAY}(?:st|nd|rd|th)?\b(?:[ ,]{{1,2}}(?:19|20)\d\d\b)?)"
)
PATIENT = re.compile(
    r"\b(?:pt|pts|patient|patients|px|mum|mummy|mother|baby|babe|newborn|neonate|twin|lady"
    r"|woman|women|girl|client|parents?"
    r"|couple|family|bereaved|next of kin|nok|husband|wife)\b"
)
EVENT = (
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
    r"|(?:re)?admitted (?:to|with|on|at|last|yesterday|today|in)|in labou?r\b(?! ward| meeting)|fully dilated|stillborn"
    r"|(?:is )?\d\d ?\+ ?\d\b|g\d ?p\d|in (?:room|bed|bay|pool) \w{1,3}\b|(?:room|bed"
    r"|bay) \d{1,2}\b|nicu baby|pregnant|(?:aged?|age of) \d\d\b"
    r"|\d\d ?(?:yo|y/o|yrs? old|years? old|year old)\b)"
)
CLINICAL = re.compile(
    r"\b(?:stillbirth|stillborn|iud|iufd|neonatal death|abruption|eclampsia|haemorrhage|pph|3rd degree|4th degree)\b"
)
STAFF = re.compile(
    r"\b(?:consultants?|midwife|midwives|matron|doctors?|registrar|manager|director|lead|leads"
    r"|hom|dom|chair|chairs|chairing|chaired|deputy|coordinator|"
    r"action|actions|owner|owns?|assign|reassign|cover|covers|covering|covered|deputis\w{1,4}"
    r"|away|leave|remind|chase|nudge|minutes|agenda|meeting|"
    r"apols|apologies|role|member|members|responsible|actioned|add to the group|presenting"
    r"|presents|to lead|to do|to write|to send|audit|training)\b"
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits have the right check digit.

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(digits[9])


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
_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|\d{1,4})"
_SAID_DIGITS = re.compile(rf"(?<![\w/£#.])(?:(?:{_DIGIT}|double|triple|treble)[ ,.\-]{{1,3}}){{4,12}}{_DIGIT}\b")
_DICTATED = 10
"""Digits of an NHS number, which begins with 4, 6, 7 or 9; a slip of the tongue in one is no excuse."""
_SPOKEN = {
    w: str(n) for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
} | {
    "oh": "0",
    "nought": "0",
}


def nhs_numbers(_: str, text: str) -> Iterator[Finding]:
    """NHS numbers: grouped 3-3-4, ten digits alone, beside their label, or dictated."""
    for m in _GROUPED.finditer(text):
        if is_nhs_number(m[1] + m[3] + m[5]):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    for m in _TEN.finditer(text):
        near = text[max(0, m.start() - 24) : m.start()]
        if is_nhs_number(m[1]) and (not _REFERENCE.search(near) or PATIENT.search(near)):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    for m in _LOOSE.finditer(text):
        near = text[max(0, m.start() - 40) : m.end() + 30]
        if is_nhs_number(re.sub(r"\D", "", m[0])) and ("nhs" in near or PATIENT.search(near)):
            yield Finding(NHS_NUMBER, m.start(), m.end())
    yield from (Finding(NHS_NUMBER, m.start(), m.end()) for m in _LABELLED.finditer(text))
    for m in _SAID_DIGITS.finditer(text):
        if not any(word in _SPOKEN for word in re.split(r"[ ,.\-]+", m[0])):
            continue
        digits, near = _spoken(m[0]), text[max(0, m.start() - 40) : m.start()]
        if (_is_dictated(digits) and not _REFERENCE.search(near)) or "nhs n" in near:
            yield Finding(NHS_NUMBER, m.start(), m.end())


def _is_dictated(digits: str) -> bool:
    return len(digits) == _DICTATED and (digits[0] in "4679" or is_nhs_number(digits))


def _spoken(words: str) -> str:
    digits, times = "", 1
    for word in re.split(r"[ ,.\-]+", words):
        if word in {"double", "triple", "treble"}:
            times = 2 if word == "double" else 3
            continue
        digits += _SPOKEN.get(word, word) * times
        times = 1
    return digits


_HOSPITAL = re.compile(
    r"\b(?:(?:hosp|hospital|unit|patient|pt|case ?notes?|pas|epr|maternity|booking|badgernet"
    r"|badger|medway)\W{0,2}(?:no|num|number|id|ref|#)|mrn|crn|mpi|"
    r"(?:k|h|d|u|x) number)s?\b\W{0,4}(?:is |was |of |for )?[a-z]{0,4}[- ]?\d(?:[- ]?\d){3,11}\b"
)
_HOSPITAL_AFTER = re.compile(
    r"(?<![\w-])[a-z]{0,3}\d{5,10}\b\W{1,3}(?:is )?(?:the |her |his |pt |patient )?"
    r"(?:(?:hosp|hospital|unit|patient|pt|nhs)\W{0,2}(?:no|num|number|id)|mrn)\b"
)
_CASE = re.compile(
    r"\b(?:mnsi|hsib|pmrt|lfpse|mbrrace|steis|strategic executive|datix|ulysses|inphase|radar"
    r"|inquest|coroner)s?\b\W{0,3}"
    r"(?:(?:case|ref|reference|no|num|number|id|incident|web|report|investigation)\b\W{0,3}){0,3}"
    r"(?:[a-z]{1,4}[-/ ]?\d{4,10}\b|(?!20[123]\d\b)\d{4,10}(?:[-/]\d{1,6})?\b(?!\s?(?:%|births"
    r"|women|incidents|cases)))"
)


def case_numbers(_: str, text: str) -> Iterator[Finding]:
    """Hospital numbers and case numbers of MNSI, PMRT, LFPSE and the like."""
    for pattern in (_HOSPITAL, _HOSPITAL_AFTER, _CASE):
        yield from (Finding(CASE_NUMBER, m.start(), m.end()) for m in pattern.finditer(text))


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
_NO_FIXED_ABODE = re.compile(r"(?<![\w\-/])zz99[ \-]{0,2}\d[a-z]{2}(?![\w\-])")
"""What records hold for somebody without an address. Source: ODS, pseudo postcodes ZZ99."""
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth|\d(?:yr|hr|st|nd|rd|pt|pts|ft|gb|tb|wd|wt|ppl|hb|wte)")
_STREET = re.compile(
    r"(?<![\w/\-.])\d{1,4}[a-d]?,? ((?:[a-z']{3,14} ){1,2})(road|rd|street|avenue|ave|crescent"
    r"|terrace|gardens|lane|drive|close|court|way|place|st)\b(?! ?map)"
)
_SURE_STREET = frozenset({"road", "rd", "street", "avenue", "crescent", "terrace"})
_LIVES = re.compile(
    r"\b(?:lives?|living|resides?|home address|address(?: is|:| -)|house)\b\W{0,3}(?:at |on |in "
    r"|is )?(?:flat |no\.? ?|number |the )?(?:\d{1,4}[a-d]?\b[ ,]{1,2}[a-z]{3,})"
)


def places(original: str, text: str) -> Iterator[Finding]:
    """Full postcodes and addresses."""
    for m in _POSTCODE.finditer(text):
        if not _ORDINAL.fullmatch(m[1]):
            yield Finding(POSTCODE, m.start(), m.end())
    yield from (Finding(POSTCODE, m.start(), m.end()) for m in _NO_FIXED_ABODE.finditer(text))
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


_DOB = re.compile(
    rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday)[^\n]{{0,25}}?(?:{DATE}"
    rf"|\b(?:19|20)\d\d\b|\b\d{{6,8}}\b)"
)
_DOB_SAID = re.compile(
    r"\b(?:d\.? ?o\.? ?b\b|date of birth)\W{0,4}(?:is |was )?(?:the )?(?:first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,7}teenth|twent\w{1,12}"
    r"|thirt\w{1,10})\b"
)
_BORN = re.compile(
    rf"\b(?:born|b\.)\W{{0,2}}(?:(?:on|at|the|this|just|today|here|early hours|of|am|pm"
    rf"|\d\d[:.]\d\d)\W{{0,2}}){{0,4}}{DATE}"
)
_PLURAL = re.compile(r"\b(?:babies|those|all|women|infants|everyone|anyone|cohort)\b[^.]{0,20}$")
_OLD_NUMERIC = re.compile(
    rf"(?<![\d/.\-])({DAY})[/.\-]({DAY})[/.\-](?:(19[4-9]\d|200\d|201[0-3])|([6-9]\d))(?![\d/%]|[.\-]\d)"
)
_OLD_WRITTEN = re.compile(rf"\b{DAY}(?:st|nd|rd|th)?\s?(?:of\s)?{MONTH}[ ,]{{1,2}}(?:19[4-9]\d|200\d|201[0-3])\b")
_OLD_ISO = re.compile(rf"\b(?:19[4-9]\d|200\d|201[0-3])-(?:0[1-9]|1[0-2])-{DAY}\b")
_PUBLISHED = re.compile(
    r"\b(?:act|report|policy|published|version|guidance|regulations?|inquiry|document"
    r"|strategy|dated|matrix|plan|framework)\b"
)
_FIGURES = re.compile(r"\b(?:train|training|trained|compliance|staff groups?|figs?|figures|percent)\b|%")


def births(_: str, text: str) -> Iterator[Finding]:
    """Dates of birth."""
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
            if not _PUBLISHED.search(text[max(0, m.start() - 40) : m.end() + 20]):
                yield Finding(BIRTH_DATE, m.start(), m.end())


_PHONE = re.compile(r"(?<![\w\-/])(?:\+44 ?|0)\d(?:[ \-]?\d){8,10}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,40}@[\w\-]{1,40}(?:\.[\w\-]{1,20}){1,4}")
_THEIRS = re.compile(
    r"\b(?:pts?|patients?|px|mums?|mothers?|woman|lady|parents?|family|husband|wife|partner|relatives?|dad|father|sister"
    r"|brother|complainant|next of kin|nok|her|his|their)\b"
)


def contacts(_: str, text: str) -> Iterator[Finding]:
    """Phone numbers and e-mail addresses of patients and families."""
    for pattern in (_PHONE, _EMAIL):
        for m in pattern.finditer(text):
            near = text[max(0, m.start() - 50) : m.start()] + text[m.end() : m.end() + 30]
            if _THEIRS.search(near) and not STAFF.search(near) and not m[0].endswith((".nhs.uk", "nhs.net")):
                yield Finding(CONTACT, m.start(), m.end())
