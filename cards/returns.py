"""Cards of a return while it is filled in: the request, the four steps, kept for later, the thanks.

Owns: how questions become inputs and how last month stands beside them. Must not: decide what is missing or allowed.
What was entered is read back by `cards/readback.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cards import forms
from cards.forms import Choice, Field, Many, Number, Refill, Text
from cards.kit import JSON, Card, button, buttons, card, errors, facts, group, heading, notice, quoted, subtle, words
from domain.calendar import as_long
from domain.catalogue import THEME_CHOICES
from domain.questions import COUNT_HIGH, FIGURES, KEPT, PERCENT_HIGH, WHY, WHY_LABEL, Kind, Question, doubts
from domain.returns import SECTIONS, Entry, Return, Section, SectionKey
from domain.rhythm import MONTHS, previous
from domain.rounds import Round

Beside = Sequence[tuple[str, str]]
"""A label and what somebody else saved there meanwhile."""


def request(rnd: Round, trusts: Sequence[str], what: str = "") -> Card:
    """Asks a trust lead for the month's return of each trust they lead; `what` says what is left of it."""
    opens = [
        button(
            "Fill in the return" if len(trusts) == 1 else f"Fill in the return of {trust}",
            "return.open",
            period=rnd.period,
            trust=trust,
            style="positive" if trust == trusts[0] else "",
        )
        for trust in trusts
    ]
    return card(
        f"{rnd.name}: the return of {' and '.join(trusts)}",
        words(what or "The round is open. It takes about eight minutes and can be left and resumed on any device."),
        facts(dates(rnd)),
        words("Where nothing happened, press Nil return. Where the story is the same, press No change."),
        actions=opens,
    )


def dates(rnd: Round) -> list[tuple[str, str]]:
    """The dates of a round in the order in which they come."""
    return [("Due", as_long(rnd.due)), ("Pack is frozen", as_long(rnd.freeze)), ("Meeting", as_long(rnd.meeting))]


def which_trust(rnd: Round, trusts: Sequence[str]) -> Card:
    """Asks which trust a person who leads several means."""
    return card(
        f"{rnd.name}: which trust?",
        words("You lead more than one. Whose return is it?"),
        actions=[button(t, "return.open", period=rnd.period, trust=t) for t in trusts],
    )


def fields(questions: Sequence[Question], hints: Mapping[str, str]) -> tuple[Field, ...]:
    """The inputs of a step. `hints` stand beside a question, such as last month's figure."""
    return tuple(_field(q, ". ".join(h for h in (_hint(q), hints.get(q.key, "")) if h)) for q in questions)


def _hint(q: Question) -> str:
    """What to know beside the label; what it is counted out of only where that does not stand right above it."""
    return "" if q.together and q.together != q.key else q.hint


def _field(q: Question, hint: str) -> Field:
    if q.kind in FIGURES:
        label = f"{q.label} (%)" if q.kind == Kind.PERCENT and "%" not in q.label else q.label
        percent = q.kind == Kind.PERCENT
        # More than is plausible is asked about (`domain/questions.py`), so the box must take it.
        high = max(q.high, PERCENT_HIGH if percent else COUNT_HIGH)
        return Number(q.key, label, q.required, hint, q.low, high, percent, q.together)
    if q.kind == Kind.YES_NO:
        return Choice(q.key, q.label, q.required, hint, (("no", "No"), ("yes", "Yes")))
    if q.kind == Kind.THEMES:
        return Many(q.key, q.label, q.required, hint, THEME_CHOICES)
    return Text(q.key, q.label, q.required, hint, q.longest, lines=True)


WHY_KEPT = Text(WHY, WHY_LABEL, hint="Needed if you keep them", longest=300, lines=True)
"""Beside the choice whether figures that cannot be right are kept, here and at an import."""


def stand_by(signed: str) -> tuple[Field, ...]:
    """What is asked beside figures that cannot be right; `signed` names them, empty when there are none."""
    if not signed:
        return ()
    choices = (
        ("mend", "I have corrected them"),
        (signed, "Our system gives these: keep as queried"),
    )
    asked = Choice(KEPT, "A figure here cannot be right as it stands", required=True, choices=choices)
    return asked, WHY_KEPT


def last_month(
    period: str, section: Section | None, figures: Mapping[str, float], questions: Sequence[Question]
) -> dict[str, str]:
    """For each number what it was last month, in words; never a value to be sent unread."""
    month = MONTHS[int(previous(period)[5:7]) - 1]
    nil = section is not None and section.entry == Entry.NIL
    queried = doubts(dict(figures))
    found: dict[str, str] = {}
    for q in questions:
        if q.kind not in FIGURES:
            continue
        value = figures.get(q.key)
        if value is None and section is not None:
            stored = section.values.get(q.key)
            value = stored if isinstance(stored, (int, float)) else None
        unit = " %" if q.kind == Kind.PERCENT else ""
        nothing = "nil return" if nil else "not received"
        found[q.key] = f"{month}: {nothing}" if value is None else f"{month}: {value:,.10g}{unit}"
        if q.key in queried:
            found[q.key] += ", queried"
    return found


def step(
    ret: Return,
    rnd: Round,
    key: SectionKey,
    shown: Sequence[Field],
    refill: Refill,
    *,
    notes: Sequence[str] = (),
    beside: Beside = (),
    sure: str = "",
) -> Card:
    """One step, refilled with what was typed.

    `notes` are things to know before filling in; `sure` is `nil` or `no_change` when that button was pressed over
    something filled in, so that the next press of it is meant.
    """
    kind = SECTIONS[key]
    data: JSON = {"period": ret.period, "trust": ret.trust, "step": key.value, "version": ret.version}
    quick = [button("Nil return", "return.save", then="nil", sure=sure == "nil", **data)]
    if kind.no_change:
        quick.append(button("No change", "return.save", then="no_change", sure=sure == "no_change", **data))
    below = [button("Save and continue", "return.save", then="continue", style="positive", **data)]
    if kind.number > 1:
        below.append(button("Back", "return.save", then="back", **data))
    if not ret.missing and kind.number < len(SECTIONS):
        below.append(button("Save and read it back", "return.save", then="read", **data))
    below.append(button("Save and finish later", "return.save", then="later", **data))
    return card(
        kind.step,
        errors(refill.fault_words),
        _meanwhile(beside),
        subtle(f"{ret.trust}, {rnd.name}. Due {as_long(rnd.due)}."),
        _stands(ret.section(key)),
        *(words(note) for note in notes),
        words(_how(key)),
        buttons(*quick),
        *forms.in_pairs(shown, forms.inputs(shown, refill.values, refill.revision, unfinished=True)),
        actions=below,
    )


def _stands(section: Section) -> JSON | None:
    """A step that was answered with one press looks empty; it says so."""
    if section.entry not in {Entry.NIL, Entry.NO_CHANGE}:
        return None
    return notice(f"Kept as: {section.entry.words}. It stays so unless you type something here.", "plain")


def _meanwhile(beside: Beside) -> JSON | None:
    if not beside:
        return None
    saved = [item for label, text in beside for item in (subtle(label), quoted(text))]
    return group(heading("Saved meanwhile"), *saved, style="emphasis")


def _how(key: SectionKey) -> str:
    if key == SectionKey.MEASURES:
        return (
            "Give numbers, not percentages, unless it says %. With each total stand the numbers counted out of it. "
            "What is left blank stays missing, never nought."
        )
    hint = "No names, dates of birth, NHS or hospital numbers please."
    if key == SectionKey.INCIDENTS:
        return f"{hint} If nothing happened, press Nil return."
    return f"{hint} Last month's words are filled in where there are any."


def kept_for_later(ret: Return, rnd: Round, left: Sequence[str]) -> Card:
    """The draft is safe and can be resumed."""
    what = f"Left to do: {', '.join(left)}." if left else "Everything is filled; only Submit return is left."
    return card(
        "Kept for later",
        words(f"Your draft of {ret.id} is safe. {what} It is due {as_long(rnd.due)}."),
        words(f"Anybody who leads {ret.trust} can finish it, on any device: say submit, or press here."),
        actions=[button("Resume", "return.open", period=ret.period, trust=ret.trust)],
    )


def thanks(ret: Return, rnd: Round, when: str, channel_line: str, offers: Sequence[tuple[str, str]] = ()) -> Card:
    """After submission: thanks, what happens next, how to correct. `offers`: what others shared, id and words."""
    title = "Thank you" if ret.submission == 1 else "Thank you, the correction is in"
    late = ", after the due day" if ret.late and ret.submission == 1 else ""
    return card(
        title,
        notice(f"{ret.id} received {when}{late}, version {ret.submission}.", "good"),
        words(f"It goes into the pack for {as_long(rnd.meeting)}. I will tell you what the group makes of it."),
        heading("The channel sees"),
        words(channel_line),
        *_offered(offers),
        actions=[_correct(ret), button("Returns", "say", say="returns")],
    )


def _offered(offers: Sequence[tuple[str, str]]) -> list[JSON]:
    if not offers:
        return []
    rows = [
        item
        for record, text in offers
        for item in (words(f"- {text}"), buttons(button(f"Open {record}", "learning.open", record=record)))
    ]
    return [heading("Others have shared on the themes you ticked"), *rows]


def already_sent(ret: Return, rnd: Round, when: str) -> Card:
    """For somebody who says submit when it is done: what is in, and how to correct it."""
    return card(
        f"{ret.id} is in",
        notice(f"Received {when} from {ret.submitted_name}, version {ret.submission}.", "good"),
        words(
            f"It was reviewed as {ret.assurance.words}." if ret.reviewed_by else "The group has not reviewed it yet."
        ),
        words(
            f"Meeting {as_long(rnd.meeting)}. If something in it is not right, correct it; the first version is kept."
        ),
        actions=[read(ret), _correct(ret), button("Returns", "say", say="returns")],
    )


def read(ret: Return, title: str = "Read it") -> JSON:
    """The button that shows a lead what their trust sent."""
    return button(title, "return.read", period=ret.period, trust=ret.trust)


def _correct(ret: Return) -> JSON:
    first = SectionKey.MEASURES.value
    return button("Correct something", "return.step", period=ret.period, trust=ret.trust, step=first)


def done(ret: Return, rnd: Round, when: str) -> Card:
    """What becomes of the request card when the return is in, so that no stale button stays."""
    return card(
        f"{rnd.name}: the return of {ret.trust} is in",
        notice(f"Done, thank you. {ret.id} was received {when} from {ret.submitted_name}.", "good"),
        actions=[_correct(ret)],
    )
