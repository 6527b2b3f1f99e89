"""A return as its lead meets it: a step with last month beside it, the read-back, the figures that it makes.

Owns: bringing together what the store knows and what was typed into one card. Must not: store anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from bot.contracts import Context
from bot.flows.rounds import asked, saved_words
from cards import forms, readback
from cards import returns as cards
from cards import rounds as round_cards
from cards.forms import EMPTY, Refill
from cards.kit import Card
from cards.text import clean
from domain import questions
from domain.calendar import as_at
from domain.catalogue import queried
from domain.questions import Kind, Question
from domain.refusals import Invalid
from domain.returns import Entry, Return, Section, SectionKey
from domain.rhythm import previous
from domain.rounds import Round, grid
from domain.wording import in_words
from storage import observations
from storage import returns as kept


@dataclass(frozen=True, slots=True)
class Typed:
    """What is laid over a step's own state: typed values and what to say of them."""

    refill: Refill = EMPTY
    notes: Sequence[str] = ()
    stale: bool = False
    """Somebody saved this step meanwhile: what they saved stands where nothing was typed, and beside what was."""
    sure: str = ""
    again: bool = False
    """The step was sent and comes back: it shows what was sent, also where that was nothing."""
    doubted: str = ""
    """Names the figures that cannot be right, so that the form asks whether they stand."""


NOTHING = Typed()
HISTORY = 12
"""Months that a new figure is held against. Source: ours, a year as on the group's charts."""


def last_of(ctx: Context, ret: Return) -> dict[SectionKey, Section]:
    """Last month's sections as they were sent; empty when nothing was."""
    before = kept.of_trust(ctx.session, previous(ret.period), ret.trust)
    return {s.key: s for s in before.sent} if before else {}


def step(ctx: Context, rnd: Round, ret: Return, key: SectionKey, typed: Typed = NOTHING) -> Card:
    """One step as it stands in the draft, with what was typed on top."""
    ask = asked(ctx.group)[key]
    last = last_of(ctx, ret).get(key)
    figures = questions.known(kept.figures_of(ctx.session, previous(ret.period), ret.trust))
    shown = cards.fields(ask, cards.last_month(ret.period, last, figures, ask))
    # Teams sends nothing for a box that was emptied: in a form that came back it is blank, not what stood there before.
    emptied = typed.again and not typed.stale and forms.arrived(shown, typed.refill.values)
    stands = {} if emptied else standing(ret.section(key), last, ask)
    doubted = typed.doubted or str(ret.section(key).values.get(questions.KEPT) or "")
    shown = (*shown, *cards.stand_by(doubted))
    given = {k: v for k, v in typed.refill.values.items() if not (typed.stale and v in (None, ""))}
    return cards.step(
        ret,
        rnd,
        key,
        shown,
        replace(typed.refill, values={**stands, **given}),
        notes=typed.notes,
        beside=_meanwhile(ret.section(key), given, ask) if typed.stale else (),
        sure=typed.sure,
    )


def standing(section: Section, last: Section | None, ask: Sequence[Question]) -> dict[str, Any]:
    """What a step shows before anybody types: the draft, else last month's words; never last month's figures."""
    if section.values or section.entry != Entry.EMPTY or last is None:
        return dict(section.values)
    return {q.key: last.values[q.key] for q in ask if q.kind == Kind.TEXT and last.values.get(q.key)}


def _meanwhile(section: Section, given: Mapping[str, Any], ask: Sequence[Question]) -> list[tuple[str, str]]:
    """What somebody else saved where this person typed something different."""
    found: list[tuple[str, str]] = []
    for q in ask:
        saved = section.values.get(q.key)
        mine = given.get(q.key)
        if saved not in (None, "") and mine not in (None, "") and str(mine) != str(saved):
            found.append((q.label, readback.spoken(q, saved)))
    return found


def doubted(ctx: Context, key: SectionKey, values: Mapping[str, Any]) -> str:
    """Names the figures typed that cannot be right; empty when all may be."""
    if key != SectionKey.MEASURES:
        return ""
    plain = forms.bare(values)
    given: dict[str, Any] = {}
    for field in cards.fields(asked(ctx.group)[key], {}):
        with suppress(Invalid):
            given[field.key] = field.read(plain.get(field.key))
    found = questions.doubts(given, questions.in_use(ctx.group.measures))
    return questions.sign(found)


def filled_in(ctx: Context, ret: Return, key: SectionKey, values: Mapping[str, Any]) -> bool:
    """Whether something stands in the form that is not just last month's words."""
    ask = asked(ctx.group)[key]
    last = last_of(ctx, ret).get(key)
    offered = standing(Section(key), last, ask)
    plain = forms.bare(values)
    return any(_tidy(plain.get(q.key)) not in {"", _tidy(offered.get(q.key))} for q in ask)


def _tidy(value: object) -> str:
    return "" if value is None else clean(str(value)).strip()


def read_back(ctx: Context, rnd: Round, ret: Return, refill: Refill = EMPTY) -> Card:
    """Everything in the draft, and what the channel will see of it."""
    return readback.read_back(
        ret,
        rnd,
        asked(ctx.group),
        channel_line(ctx, rnd, ret),
        saved=saved_words(ctx.session, ctx.group, ret),
        warnings=_warnings(ctx, ret),
        hint=in_words(*(v for s in ret.draft for v in s.values.values() if isinstance(v, str))),
        refill=refill,
    )


def as_sent(ctx: Context, ret: Return) -> Card:
    """A return that was received, to read."""
    when, saved = _sent(ctx, ret)
    return readback.sent(ret, asked(ctx.group), when, saved=saved)


def for_review(ctx: Context, ret: Return, refill: Refill = EMPTY) -> Card:
    """A return that was received, for the chair's word."""
    when, saved = _sent(ctx, ret)
    return readback.review(ret, asked(ctx.group), when, saved=saved, refill=refill)


def _sent(ctx: Context, ret: Return) -> tuple[str, Mapping[SectionKey, str]]:
    """When it was sent, and who saved what."""
    when = as_at(ret.submitted_at.astimezone(ctx.group.zone)) if ret.submitted_at else ""
    return when, saved_words(ctx.session, ctx.group, ret, sent=True)


def _warnings(ctx: Context, ret: Return) -> tuple[str, ...]:
    """What in the draft is unlike this trust's last months."""
    months = [previous(ret.period, back) for back in range(HISTORY, 0, -1)]
    seen = observations.figures(ctx.session, trusts=(ret.trust,), since=months[0], until=months[-1])
    known = {(f.measure, f.period): f.numerator for f in seen if not queried(f.measure, f.numerator, f.denominator)}
    history = {key: [known.get((key, month)) for month in months] for key in {f.measure for f in seen}}
    return questions.unusual(questions.answers(ret.draft), questions.in_use(ctx.group.measures), history)


def channel_line(ctx: Context, rnd: Round, ret: Return) -> str:
    """The trust's line as the channel will see it once this draft is sent."""
    late = ret.late if ret.received else ctx.today > rnd.due
    preview = replace(ret, sent=ret.draft, submission=max(ret.submission, 1), late=late)
    return next(round_cards.line_in_words(x) for x in grid(rnd, (preview,)).lines if x.trust == ret.trust)


def figures(ctx: Context, ret: Return) -> tuple[questions.Observation, ...]:
    """The figures that a submitted return makes."""
    return questions.observations(questions.answers(ret.sent), questions.in_use(ctx.group.measures))
