"""Rounds: opening and closing one, who has sent what, the chair's review.

Owns: who may, and what the speaker sees. What follows for others is `bot/flows/rounds.py`.
"""

from __future__ import annotations

from bot.contracts import Channel, Command, Context, Post, Reply, Slots, Submit, Values
from bot.flows.calendars import calendar_of
from bot.flows.rounds import asked, close_one, completeness, leads_of, open_one, people_told
from cards import forms
from cards import rounds as cards
from domain.calendar import as_at
from domain.people import CHAIRS, GROUP, OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound, Stale
from domain.returns import Assurance, Return, review
from domain.rhythm import month_name, shift
from domain.rounds import Round
from storage import journal, members
from storage import returns as kept


def open_(ctx: Context, slots: Slots) -> Reply:
    """Open the round of a month; the rhythm's own month when none is said."""
    days = calendar_of(ctx.group)
    dates = ctx.group.rhythm.current(ctx.today, days)
    if slots.period:
        dates = ctx.group.rhythm.round_for(slots.period, days)
    elif kept.round_of(ctx.session, dates.period) is not None:
        year, month = shift(dates.period, 1)
        following = ctx.group.rhythm.round_for(f"{year}-{month:02d}", days)
        dates = dates if (following.opens - ctx.today).days > 10 else following
    rnd = kept.round_of(ctx.session, dates.period)
    if rnd is not None:
        return Reply(cards.show(completeness(ctx.session, rnd), as_at(ctx.now)))
    if dates.period > f"{ctx.today:%Y-%m}":
        raise NotAllowed(f"{month_name(dates.period)} has not begun, so its round cannot open.")
    rnd, posts = open_one(ctx.session, dates, ctx.group, ctx.member.object_id)
    return Reply(cards.opened(completeness(ctx.session, rnd), people_told(posts)), posts=posts)


def close(ctx: Context, slots: Slots) -> Reply:
    """Close the open round: what is missing stays not received."""
    rnd = kept.round_of(ctx.session, slots.period) if slots.period else kept.open_round(ctx.session)
    if rnd is None:
        raise NotAllowed("No round is open.")
    rnd, posts = close_one(ctx.session, rnd, ctx.now)
    return Reply(cards.closed(completeness(ctx.session, rnd)), posts=posts)


def returns(ctx: Context, slots: Slots) -> Reply:
    """The completeness grid of a round."""
    rnd = _round(ctx, slots.period)
    found = completeness(ctx.session, rnd)
    may = ctx.member.is_any(CHAIRS)
    open_reviews = [x for x in found.lines if may and x.received and x.assurance == Assurance.NOT_REVIEWED.words]
    return Reply(cards.show(found, as_at(ctx.now), open_reviews))


def review_return(ctx: Context, slots: Slots) -> Reply:
    """A return as submitted, for the chair's word."""
    ret = kept.get(ctx.session, slots.record) if slots.record else _by_words(ctx, slots)
    typed = {"reason": slots.text} if slots.text else {}
    return Reply(_review_card(ctx, _received(ret, slots.record or "that return"), typed))


def review_open(ctx: Context, values: Values) -> Reply:
    """The button on the grid."""
    record = str(values["record"])
    return Reply(_review_card(ctx, _received(kept.get(ctx.session, record), record), {}))


def give_review(ctx: Context, values: Values) -> Reply:
    """The chair's word, kept; the trust's leads are told."""
    record = str(values["record"])
    ret = _received(kept.get(ctx.session, record), record)
    if ret.version != int(values["version"]):
        last = journal.last(ctx.session, ret.id)
        who = members.name_of(ctx.session, last.actor) if last else "somebody"
        raise Stale(ret.id, who, (last.at if last else ctx.session.now).astimezone(ctx.group.zone))
    reason = forms.read(cards.REVIEW_REASON, values)["reason"] or ""
    verdict = Assurance(str(values["verdict"]))
    ret = kept.keep(
        ctx.session, review(ret, verdict, reason=reason, by=ctx.member.name, at=ctx.session.now), "review return"
    )
    posts = tuple(
        Post("notice", f"reviewed/{ret.id}/{ret.version}/{m.object_id}", cards.review_receipt(ret), to_person=m.object_id)
        for m in leads_of(ctx.session, ret.trust)
    )
    return Reply(cards.reviewed(ret), posts=posts)


def review_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The return again, with the reason typed so far."""
    record = str(values["record"])
    ret = _received(kept.get(ctx.session, record), record)
    typed = forms.bare(values)
    return Reply(_review_card(ctx, ret, typed, faults, forms.next_revision(values)))


def _review_card(
    ctx: Context, ret: Return, typed: Values, faults: tuple[Invalid, ...] = (), revision: int = 0
) -> cards.Card:
    when = as_at(ret.submitted_at.astimezone(ctx.group.zone)) if ret.submitted_at else ""
    may = ctx.member.is_any(CHAIRS)
    return cards.review(
        ret, asked(ctx.group), when, faults=faults, typed=typed, revision=revision, may_review=may
    )


def _round(ctx: Context, period: str) -> Round:
    rnd = kept.round_of(ctx.session, period) if len(period) == len("2026-10") else None
    rnd = rnd or (None if period else kept.latest_round(ctx.session))
    if rnd is None:
        what = month_name(period) if len(period) == len("2026-10") else "that month"
        raise NotFound(f"a round for {what}" if period else "a round; none has been opened yet")
    return rnd


def _by_words(ctx: Context, slots: Slots) -> Return | None:
    if not slots.trusts:
        return None
    rnd = _round(ctx, slots.period)
    return kept.of_trust(ctx.session, rnd.period, slots.trusts[0])


def _received(ret: Return | None, what: str) -> Return:
    if ret is None or not ret.received:
        raise NotFound(f"a received return {what}")
    return ret


COMMANDS = (
    Command("returns", "returns", "who has sent what, by trust and section", returns, GROUP, Channel.PUBLIC),
    Command("review_return", "review RET-...", "a return as sent, for your word on it", review_return, CHAIRS),
    Command("open_round", "open round", "start the month's returns for all trusts", open_, OFFICE),
    Command("close_round", "close round", "freeze the month; what is missing stays not received", close, OFFICE),
)
SUBMITS = (
    Submit("return.review_open", review_open, CHAIRS, writes=False),
    Submit("return.review", give_review, CHAIRS, again=review_again),
)
