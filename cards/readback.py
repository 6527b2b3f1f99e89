"""A return as it reads: the read-back before it is sent, the chair's review, the word that goes back to the trust.

Owns: how an answer is said in words, and what of a return stays unsaid for want of room. Must not: ask a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import EMPTY, Refill, Text
from cards.kit import JSON, Card, button, buttons, card, errors, heading, notice, quoted, subtle, table, words
from cards.text import clean, undated, weight
from domain.calendar import as_long
from domain.catalogue import MEASURES, THEMES
from domain.questions import FIGURES, KEPT, WHY, Kind, Question, doubts
from domain.returns import SECTIONS, Assurance, Entry, Return, Section, SectionKey
from domain.rounds import Round

Asked = Mapping[SectionKey, Sequence[Question]]
Saved = Mapping[SectionKey, str]
"""Who saved a section and when, in words."""

ROOM = 7_000
"""Bytes of people's words on one card; beyond it each text is cut, and says so. Source: ours, within a card's 28 KB."""

WORDY = frozenset({Kind.TEXT, Kind.THEMES})
"""Answers too long for the narrow column of a table."""

REASON = (Text("reason", "Reason for the correction", required=True, longest=500, lines=True),)
REVIEW_REASON = (Text("reason", "Reason, or what you want to see next month", longest=1_000, lines=True),)


def read_back(
    ret: Return,
    rnd: Round,
    asked: Asked,
    channel_line: str,
    *,
    saved: Saved,
    warnings: Sequence[str] = (),
    hint: str = "",
    refill: Refill = EMPTY,
) -> Card:
    """Everything entered, what is missing, and exactly what the channel will see.

    `warnings` are asked, never a bar; `hint` is a soft word about the words, never one either.
    """
    data: JSON = {"period": ret.period, "trust": ret.trust, "version": ret.version}
    body: list[JSON | None] = [
        errors(refill.fault_words),
        subtle(f"{ret.trust}, {rnd.name}. Due {as_long(rnd.due)}."),
    ]
    if warnings:
        body.append(notice("\n".join(("Is this right? If so, leave it.", *warnings)), "watch"))
    if hint:
        body.append(notice(hint, "plain"))
    for section in ret.draft:
        body.extend(_section(section, asked[section.key], saved, _longest(ret.draft, asked)))
        body.append(buttons(button(_change(section), "return.step", inputs=False, step=section.key.value, **data)))
    body.extend((heading("What the channel will see"), words(channel_line)))
    if ret.received:
        body.extend(forms.inputs(REASON, refill.values, refill.revision))
    return card("Read it back", *body, actions=_ends(ret, data))


def _change(section: Section) -> str:
    title = SECTIONS[section.key].title.partition(" and ")[0]  # the whole would be cut off on a phone
    return f"Fill in {title}" if section.entry == Entry.EMPTY else f"Change {title}"


def _ends(ret: Return, data: Mapping[str, Any]) -> list[JSON]:
    missing = ret.next_step
    if missing is None:
        first = button("Submit return", "return.submit", style="positive", **data)
    else:
        first = button(
            "Fill in what is missing", "return.step", inputs=False, style="positive", step=missing.value, **data
        )
    return [
        first,
        button("Back", "return.step", inputs=False, step=SectionKey.LEARNING.value, **data),
        button("Save and finish later", "return.later", inputs=False, **data),
    ]


def review(
    ret: Return,
    asked: Asked,
    when: str,
    *,
    saved: Saved,
    refill: Refill = EMPTY,
) -> Card:
    """The return as submitted, with the chair's three answers."""
    body: list[JSON | None] = [errors(refill.fault_words), subtle(_provenance(ret, when))]
    for section in ret.sent:
        body.extend(_section(section, asked[section.key], saved, _longest(ret.sent, asked)))
    if ret.assurance != Assurance.NOT_REVIEWED:
        body.extend((heading("Reviewed"), words(f"{ret.assurance.words.capitalize()}, by {ret.reviewed_by}.")))
        if ret.assurance_reason:
            body.append(quoted(ret.assurance_reason))
    body.extend(forms.inputs(REVIEW_REASON, refill.values, refill.revision))
    data: JSON = {"record": ret.id, "version": ret.version}
    verdicts = (("Assured", "assured"), ("Partially assured", "partially_assured"), ("Not assured", "not_assured"))
    press = [button(title, "return.review", verdict=value, **data) for title, value in verdicts]
    press.append(_action(ret))
    return card(ret.id, *body, actions=press)


def sent(ret: Return, asked: Asked, when: str, *, saved: Saved) -> Card:
    """The return as its own trust sent it, to read; what the group made of it stands below."""
    body: list[JSON | None] = [subtle(_provenance(ret, when))]
    for section in ret.sent:
        body.extend(_section(section, asked[section.key], saved, _longest(ret.sent, asked)))
    reviewed = ret.assurance != Assurance.NOT_REVIEWED
    told = f"{ret.assurance.words.capitalize()}, by {ret.reviewed_by}." if reviewed else "Not reviewed yet."
    body.extend((heading("What the group says"), words(told)))
    body.append(quoted(ret.assurance_reason) if reviewed and ret.assurance_reason else None)
    first = SectionKey.MEASURES.value
    again = button("Correct something", "return.step", period=ret.period, trust=ret.trust, step=first)
    return card(ret.id, *body, actions=[again, button("Returns", "say", say="returns")])


def _provenance(ret: Return, when: str) -> str:
    late = ", after the due day" if ret.late else ""
    correction = f" Corrected: {ret.correction_reason}" if ret.submission > 1 else ""
    return f"{ret.trust}. Received {when} from {ret.submitted_name}{late}, version {ret.submission}.{correction}"


def reviewed(ret: Return) -> Card:
    """After the chair's word."""
    told = (
        "The trust's leads have been told, with your reason."
        if ret.assurance_reason
        else "The trust's leads have been told."
    )
    return card(
        f"{ret.id}: {ret.assurance.words}",
        words(told),
        quoted(ret.assurance_reason) if ret.assurance_reason else None,
        actions=[button("Returns", "say", say="returns"), _action(ret)],
    )


def _action(ret: Return) -> JSON:
    return button("Create action", "action.new", inputs=False, why=ret.id, trust=ret.trust)


def review_receipt(ret: Return) -> Card:
    """What the trust's lead reads when the group has reviewed the return."""
    return card(
        f"{ret.id} was reviewed",
        words(f"The group's word on it: {ret.assurance.words}."),
        quoted(ret.assurance_reason) if ret.assurance_reason else None,
        words("Thank you for sending it."),
        actions=[button("My actions", "say", say="my actions"), button("Returns", "say", say="returns")],
    )


def spoken(question: Question, value: object) -> str:
    """An answer in words: `12`, `86.2 %`, `Yes`, theme names."""
    if isinstance(value, (int, float)):
        return f"{value:g} %" if question.kind == Kind.PERCENT else f"{value:,.10g}"
    if question.kind == Kind.THEMES:
        return ", ".join(THEMES[k].name if k in THEMES else k for k in str(value).split(","))
    return str(value).capitalize() if question.kind == Kind.YES_NO else str(value)


def _section(section: Section, questions: Sequence[Question], saved: Saved, longest: int) -> Iterable[JSON | None]:
    yield heading(SECTIONS[section.key].title)
    if section.key in saved:
        yield subtle(saved[section.key])
    if section.entry in {Entry.EMPTY, Entry.NIL}:
        tone = "attention" if section.entry == Entry.EMPTY else "plain"
        yield notice(_nothing(section), tone)
        return
    if section.entry == Entry.NO_CHANGE:
        yield notice("No change since last month. These words still hold:", "plain")
    yield from _answers(section, questions, longest)


def _nothing(section: Section) -> str:
    if section.entry == Entry.EMPTY:
        return "Not yet filled in" if not section.values else "Begun, not yet finished"
    if section.key == SectionKey.MEASURES:
        return "Nil return: nothing to count this month. No figure is kept; each stays missing."
    return "Nil return: nothing happened"


def _answers(section: Section, questions: Sequence[Question], longest: int) -> Iterable[JSON | None]:
    given = [(q, section.values[q.key]) for q in questions if section.values.get(q.key) not in (None, "")]
    doubted = doubts(section.values)
    short = [
        (q.label, f"{spoken(q, value)}{', queried' if q.key in doubted else ''}")
        for q, value in given
        if q.kind not in WORDY
    ]
    if short:
        yield table(("What", "This month"), short, (5, 2))
    if doubted:
        wrong = "; ".join(f"{fault.field}: {fault.why.split('. ')[0]}" for fault in doubted.values())
        yield notice(f"{_kind(doubted)}, queried: {wrong}. Shown so, and not used for limits.", "watch")
        yield from _stood_by(section)
    for q, value in given:
        if q.kind in WORDY:
            yield subtle(q.label)
            yield quoted(_cut(str(value), longest) if q.kind == Kind.TEXT else spoken(q, value))
    missing = [q.label for q in questions if q.kind in FIGURES and section.values.get(q.key) is None]
    if missing and section.entry == Entry.ENTERED:
        yield notice(f"Missing, and stays so: {'; '.join(missing)}", "watch")


def _kind(doubted: Mapping[str, Any]) -> str:
    """What is wrong with all of them."""
    beyond = [key for key in doubted if not MEASURES[key].is_rate]
    if not beyond:
        return "Numerator above denominator"
    return (
        "More than the whole" if len(beyond) == len(doubted) else "Numerator above denominator or more than the whole"
    )


def _stood_by(section: Section) -> Iterable[JSON]:
    why = section.values.get(WHY)
    if why and section.values.get(KEPT):
        yield subtle("Why they stand so")
        yield quoted(str(why))


def _longest(sections: Sequence[Section], asked: Asked) -> int:
    """How many characters of each text fit, so that all of them do."""
    texts = [
        str(value)
        for s in sections
        for q in asked[s.key]
        if q.kind == Kind.TEXT and (value := s.values.get(q.key)) not in (None, "")
    ]
    wanted = sum(weight(undated(t)) for t in texts)
    if wanted <= ROOM:
        return max((len(t) for t in texts), default=0)
    widest = max(weight(undated(t)) / len(t) for t in texts)
    return int(ROOM / len(texts) / widest)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{clean(text, longest)} ({len(text) - longest:,} more characters are kept; they are left out here for room)"
