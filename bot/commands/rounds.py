"""Rounds: opening and closing one, who has sent what, the chair's review.

Owns: who may, and what the speaker sees. What follows for others is `bot/flows/rounds.py`.
"""

from __future__ import annotations

from bot.contracts import Channel, Command, Context, PlaceKind, Post, Reply, Slots, Submit, Values
from bot.flows import returns as flow
from bot.flows.calendars import calendar_of
from bot.flows.rounds import close_one, completeness, open_one, people_told, stale, take_up, unled
from cards import forms, readback
from cards import rounds as cards
from cards.forms import Refill
from domain import questions
from domain.calendar import as_at, as_long
from domain.people import CHAIRS, GROUP, OFFICE
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.returns import Assurance, Return, review
from domain.rhythm import RoundDates, month_name, period_of, shift
from domain.rounds import Grid, Round, may_open_again
from storage import members
from storage import returns as kept

MONTH = len("2026-10")
SOON = 10
"""Days within which `open round` means the next month's round when this one is open already. Source: ours."""


def open_(ctx: Context, slots: Slots) -> Reply:
    """Open the round of a month; the rhythm's own month when none is said."""
    dates = _dates_meant(ctx, slots.period)
    rnd = kept.round_of(ctx.session, dates.period)
    if rnd is not None:
        said = f"The round for {rnd.name} is open already." if rnd.is_open else f"The round for {rnd.name} was closed."
        again = may_open_again(rnd, ctx.today)
        return Reply(cards.show(completeness(ctx.session, rnd), as_at(ctx.now), notes=(said,), again=again))
    if dates.period > period_of(ctx.today):
        raise NotAllowed(f"{month_name(dates.period)} has not begun, so its round cannot open.")
    if dates.freeze < ctx.today:
        frozen = as_long(dates.freeze)
        raise NotAllowed(f"The pack for {month_name(dates.period)} was frozen {frozen}, so its round cannot open.")
    rnd, posts = open_one(ctx.session, dates, ctx.group, ctx.member.object_id)
    found = completeness(ctx.session, rnd)
    return Reply(cards.opened(found, people_told(posts), unled(ctx.session, rnd.trusts)), posts=posts)


def _dates_meant(ctx: Context, period: str) -> RoundDates:
    days = calendar_of(ctx.group)
    if period:
        if len(period) != MONTH:
            raise NotAllowed("A round is about one month.", "Say for example: open round October.")
        return ctx.group.rhythm.round_for(period, days)
    dates = ctx.group.rhythm.current(ctx.today, days)
    opened = kept.round_of(ctx.session, dates.period) is not None
    if not opened and dates.freeze >= ctx.today:
        return dates
    year, month = shift(dates.period, 1)
    following = ctx.group.rhythm.round_for(f"{year}-{month:02d}", days)
    return following if not opened or (following.opens - ctx.today).days <= SOON else dates


def close(ctx: Context, slots: Slots) -> Reply:
    """Close the open round: what is missing stays not received."""
    rnd = kept.round_of(ctx.session, slots.period) if slots.period else kept.open_round(ctx.session)
    if rnd is None:
        raise NotAllowed("No round is open." if not slots.period else f"No round is open for {_said(slots.period)}.")
    rnd, posts = close_one(ctx.session, rnd, ctx.now)
    again = may_open_again(rnd, ctx.today)
    return Reply(cards.closed(completeness(ctx.session, rnd), again=again), posts=posts)


def open_again(ctx: Context, values: Values) -> Reply:
    """A round that was closed too early goes on; a second press finds it open and changes nothing."""
    rnd = _round(ctx, str(values["period"]))
    posts: tuple[Post, ...] = ()
    if not rnd.is_open:
        rnd, posts = take_up(ctx.session, rnd, ctx.now)
    return Reply(cards.opened_again(completeness(ctx.session, rnd)), posts=posts)


def returns(ctx: Context, slots: Slots) -> Reply:
    """The completeness grid of a round; a return of one's own trust that is named, as it was sent."""
    own = _own_as_sent(ctx, slots.record)
    if own is not None:
        return own
    rnd = _round(ctx, slots.record[4:11] or slots.period)
    found = completeness(ctx.session, rnd)
    if slots.trusts and not slots.measure:  # `and Norwich?`
        found = found.only(slots.trusts)
    alone = ctx.turn.place.kind == PlaceKind.PERSONAL
    may_review = alone and ctx.member.is_any(CHAIRS)
    reviewable = [x for x in found.lines if may_review and x.assurance == Assurance.NOT_REVIEWED.words]
    resume = [t for t in found.outstanding if alone and rnd.is_open and ctx.member.leads(t)]
    read = [x.trust for x in found.lines if alone and x.received and ctx.member.leads(x.trust)]
    notes = _about_measure(ctx, rnd, slots) if slots.measure else ()
    return Reply(cards.show(found, as_at(ctx.now), reviewable=reviewable, notes=notes, resume=resume, read=read))


def _own_as_sent(ctx: Context, record: str) -> Reply | None:
    """To its trust lead, in private. To anybody else a return is a cell of the grid, whether it is there or not."""
    ret = kept.get(ctx.session, record) if record and ctx.turn.place.kind == PlaceKind.PERSONAL else None
    if ret is None or not ret.received or not ctx.member.leads(ret.trust):
        return None
    return Reply(flow.as_sent(ctx, ret))


def _about_measure(ctx: Context, rnd: Round, slots: Slots) -> tuple[str, ...]:
    """Whether one figure of the round is in, without the figure: the grid may be read by the whole channel."""
    trusts = [t for t in rnd.trusts if not slots.trusts or t in slots.trusts]
    name = questions.name_of(slots.measure)
    return tuple(f"{name}, {t}: {_whether(ctx, rnd, t, slots.measure)}." for t in trusts)


def _whether(ctx: Context, rnd: Round, trust: str, measure: str) -> str:
    return "received" if measure in kept.figures_of(ctx.session, rnd.period, trust) else "not received"


def review_return(ctx: Context, slots: Slots) -> Reply:
    """A return as submitted, for the chair's word."""
    if slots.record:
        ret, what = kept.get(ctx.session, slots.record), slots.record
    else:
        rnd = _round(ctx, slots.period)
        if len(slots.trusts) != 1:
            return _which(ctx, completeness(ctx.session, rnd))
        ret, what = kept.of_trust(ctx.session, rnd.period, slots.trusts[0]), f"{slots.trusts[0]} for {rnd.name}"
    typed = {"reason": slots.text} if slots.text else {}
    return Reply(flow.for_review(ctx, _received(ret, what), Refill(typed)))


def _which(ctx: Context, found: Grid) -> Reply:
    """Asks back: the grid with a button for each return that was received."""
    lines = [line for line in found.lines if line.received]
    return Reply(cards.show(found, as_at(ctx.now), reviewable=lines, notes=("Which return do you mean?",)))


def review_open(ctx: Context, values: Values) -> Reply:
    """The button on the grid."""
    record = str(values["record"])
    return Reply(flow.for_review(ctx, _received(kept.get(ctx.session, record), record)))


def give_review(ctx: Context, values: Values) -> Reply:
    """The chair's word, kept; the trust's leads are told."""
    record = str(values["record"])
    ret = _received(kept.get(ctx.session, record), record)
    if ret.version != int(values["version"]):
        raise stale(ctx.session, ctx.group, ret)
    reason = forms.read(readback.REVIEW_REASON, values)["reason"] or ""
    verdict = Assurance(str(values["verdict"]))
    given = review(ret, verdict, reason=reason, by=ctx.member.name, at=ctx.session.now)
    ret = kept.keep(ctx.session, given, "review return")
    posts = tuple(
        Post("notice", f"reviewed/{ret.id}/{ret.version}/{m.object_id}", readback.review_receipt(ret), m.object_id)
        for m in members.leads_of(ctx.session, ret.trust)
        if m.object_id != ctx.member.object_id
    )
    return Reply(readback.reviewed(ret), posts=posts)


def review_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The return again, with the reason typed so far."""
    record = str(values["record"])
    ret = _received(kept.get(ctx.session, record), record)
    return Reply(flow.for_review(ctx, ret, Refill.of(values, faults)))


def _round(ctx: Context, period: str) -> Round:
    rnd = kept.round_of(ctx.session, period) if period else kept.latest_round(ctx.session)
    if rnd is None:
        raise NotFound(f"a round for {_said(period)}" if period else "a round; none has been opened yet")
    return rnd


def _said(period: str) -> str:
    return month_name(period) if len(period) == MONTH else "that period"


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
    Submit("round.again", open_again, OFFICE),
    Submit("return.review_open", review_open, CHAIRS, writes=False),
    Submit("return.review", give_review, CHAIRS, again=review_again),
)
