"""Cards of a return: the request, the four steps, the read-back, the thanks, the correction.

Owns: how questions become inputs and how last month stands beside them. Must not: decide what is missing or allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Many, Number, Text
from cards.kit import JSON, Card, button, buttons, card, errors, facts, heading, notice, quoted, subtle, words
from domain.calendar import as_long
from domain.catalogue import THEMES
from domain.questions import TEXT_LIMIT, Kind, Observation, Question
from domain.refusals import Invalid
from domain.returns import SECTIONS, Entry, Return, Section, SectionKey
from domain.rhythm import month_name, previous
from domain.rounds import Round

Typed = Mapping[str, Any]


def request(rnd: Round, trust: str, what: str = "") -> Card:
    """Asks a trust lead for the month's return; `what` says what is left of it."""
    return card(
        f"{rnd.name}: the return of {trust}",
        words(what or f"The round is open. It takes about eight minutes and can be left and resumed on any device."),
        facts([("Due", as_long(rnd.due)), ("Pack is frozen", as_long(rnd.freeze)), ("Meeting", as_long(rnd.meeting))]),
        words("Where nothing happened, press Nil return. Where the story is the same, press No change."),
        actions=[button("Fill in the return", "return.open", period=rnd.period, trust=trust, style="positive")],
    )


def which_trust(rnd: Round, trusts: Sequence[str]) -> Card:
    """Asks which trust a person who leads several means."""
    return card(
        f"{rnd.name}: which trust?",
        words("You lead more than one. Whose return is it?"),
        actions=[button(t, "return.open", period=rnd.period, trust=t) for t in trusts],
    )


def fields(questions: Sequence[Question], hints: Mapping[str, str]) -> tuple[Field, ...]:
    """The inputs of a step. `hints` stand beside a question, such as last month's figure."""
    return tuple(_field(q, hints.get(q.key, q.hint)) for q in questions)


def _field(q: Question, hint: str) -> Field:
    if q.kind in {Kind.COUNT, Kind.PERCENT}:
        label = f"{q.label} (%)" if q.kind == Kind.PERCENT and "%" not in q.label else q.label
        return Number(q.key, label, q.required, hint, q.low, q.high, q.kind == Kind.PERCENT)
    if q.kind == Kind.YES_NO:
        return Choice(q.key, q.label, q.required, hint, (("no", "No"), ("yes", "Yes")))
    if q.kind == Kind.THEMES:
        return Many(q.key, q.label, q.required, hint, tuple((t.key, t.name) for t in THEMES.values()))
    return Text(q.key, q.label, q.required, hint, TEXT_LIMIT, lines=True)


def last_month(period: str, section: Section | None, figures: Mapping[str, Observation], questions: Sequence[Question]) -> dict[str, str]:
    """For each number what it was last month, in words; never a value to be sent unread."""
    month = month_name(previous(period)).split(" ", maxsplit=1)[0]
    found: dict[str, str] = {}
    for q in questions:
        if q.kind not in {Kind.COUNT, Kind.PERCENT}:
            continue
        seen = figures.get(q.key)
        value = seen.numerator if seen else (section.values.get(q.key) if section else None)
        found[q.key] = f"{month}: {value:g}" if isinstance(value, (int, float)) else f"{month}: not received"
    return found


def step(
    ret: Return,
    rnd: Round,
    key: SectionKey,
    shown: Sequence[Field],
    typed: Typed,
    *,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """One step, refilled with what was typed."""
    kind = SECTIONS[key]
    data = {"period": ret.period, "trust": ret.trust, "step": key.value, "version": ret.version}
    quick: list[JSON] = []
    if kind.nil:
        quick.append(button("Nil return", "return.save", then="nil", inputs=False, **data))
    if kind.no_change:
        quick.append(button("No change", "return.save", then="no_change", inputs=False, **data))
    below = [button("Save and continue", "return.save", then="continue", style="positive", **data)]
    if kind.number > 1:
        below.append(button("Back", "return.save", then="back", **data))
    below.append(button("Save and finish later", "return.save", then="later", **data))
    return card(
        kind.step,
        errors([f.words for f in faults]),
        subtle(f"{ret.trust}, {rnd.name}. Due {as_long(rnd.due)}."),
        words(_how(key)),
        buttons(*quick) if quick else None,
        *forms.inputs(shown, typed, revision),
        actions=below,
    )


def _how(key: SectionKey) -> str:
    if key == SectionKey.MEASURES:
        return "A figure you leave blank stays missing; it never becomes nought. Last month stands beside each."
    return "No names, dates of birth, NHS or hospital numbers please. Last month's words are filled in where there are any."


def read_back(
    ret: Return,
    rnd: Round,
    asked: Mapping[SectionKey, Sequence[Question]],
    channel_line: str,
    *,
    faults: Sequence[Invalid] = (),
    reason: str = "",
    revision: int = 0,
) -> Card:
    """Everything entered, what is missing, and exactly what the channel will see."""
    body: list[JSON | None] = [errors([f.words for f in faults]), subtle(f"{ret.trust}, {rnd.name}. Due {as_long(rnd.due)}.")]
    for key, questions in asked.items():
        body.extend(_section_lines(ret.section(key), questions))
    body.append(heading("What the channel will see"))
    body.append(words(channel_line))
    if ret.received:
        body.extend(forms.inputs(REASON, {"reason": reason}, revision))
    data = {"period": ret.period, "trust": ret.trust, "version": ret.version}
    return card(
        "Read it back",
        *body,
        actions=[
            button("Submit return", "return.submit", style="positive", **data),
            button("Back", "return.step", inputs=False, step=SectionKey.LEARNING.value, **data),
            button("Save and finish later", "return.later", inputs=False, **data),
        ],
    )


REASON = (Text("reason", "Reason for the correction", required=True, longest=500, lines=True),)


def _section_lines(section: Section, questions: Sequence[Question]) -> list[JSON | None]:
    kind = SECTIONS[section.key]
    if section.entry != Entry.ENTERED:
        tone = "attention" if section.entry == Entry.EMPTY else "plain"
        return [heading(kind.title), notice(section.entry.words.capitalize(), tone)]
    given = [(q, section.values[q.key]) for q in questions if section.values.get(q.key) not in (None, "", [], ())]
    missing = [q.label for q in questions if q.kind in {Kind.COUNT, Kind.PERCENT} and section.values.get(q.key) is None]
    lines: list[JSON | None] = [heading(kind.title)]
    short = [(q.label, spoken(q, v)) for q, v in given if q.kind != Kind.TEXT]
    if short:
        lines.append(facts(short))
    for q, value in given:
        if q.kind == Kind.TEXT:
            lines.extend((subtle(q.label), quoted(str(value))))
    if missing:
        lines.append(notice(f"Missing: {', '.join(missing)}", "watch"))
    return lines


def spoken(question: Question, value: object) -> str:
    """An answer in words: `12`, `86.2 %`, `Yes`, theme names."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g} %" if question.kind == Kind.PERCENT else f"{value:,.10g}"
    if question.kind == Kind.THEMES and isinstance(value, (list, tuple)):
        return ", ".join(THEMES[str(k)].name if str(k) in THEMES else str(k) for k in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] stored JSON
    return str(value).capitalize() if question.kind == Kind.YES_NO else str(value)


def content(section: Section, questions: Sequence[Question]) -> list[JSON | None]:
    """A submitted section as the chair reads it."""
    return _section_lines(section, questions)


def kept_for_later(ret: Return, rnd: Round, left: Sequence[str]) -> Card:
    """The draft is safe and can be resumed."""
    what = f"Left to do: {', '.join(left)}." if left else "Everything is filled; only Submit return is left."
    return card(
        "Kept for later",
        words(f"Your draft for {rnd.name} is safe. {what} It is due {as_long(rnd.due)}."),
        actions=[button("Resume", "return.open", period=ret.period, trust=ret.trust)],
    )


def thanks(ret: Return, rnd: Round, when: str, channel_line: str) -> Card:
    """After submission: thanks, what happens next, how to correct."""
    title = "Thank you" if ret.submission == 1 else "Thank you, the correction is in"
    return card(
        title,
        notice(f"{ret.id} received {when}, version {ret.submission}.", "good"),
        words(f"It goes into the pack for {as_long(rnd.meeting)}. I will tell you what it was used for."),
        heading("The channel sees"),
        words(channel_line),
        actions=[button("Correct something", "return.step", period=ret.period, trust=ret.trust, step=SectionKey.MEASURES.value, version=ret.version)],
    )
