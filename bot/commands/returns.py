"""Submitting a return: four steps, drafts, read-back, submission, correction.

Owns: who may fill which return and what follows a submission. The rules are `domain/returns.py`, the drawing is
`bot/flows/returns.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import returns as flow
from bot.flows.learning import offered
from bot.flows.returns import Typed
from bot.flows.rounds import asked, done_posts, live_post, stale
from cards import forms, readback
from cards import returns as cards
from cards.forms import Refill
from domain import questions
from domain.calendar import as_at
from domain.catalogue import MEASURES
from domain.people import Role
from domain.refusals import Invalid, InvalidForm, NotAllowed, NotFound
from domain.returns import SECTIONS, Entry, Return, Section, SectionKey, Value, return_id, save_section, submit
from domain.rhythm import month_name
from domain.rounds import Round
from storage import outbox
from storage import returns as kept

LEADS = frozenset({Role.TRUST_LEAD})
MONTH = len("2026-10")


def submit_(ctx: Context, slots: Slots) -> Reply:
    """The member's return for the open round, where they left off."""
    meant = kept.round_of(ctx.session, slots.period) if len(slots.period) == MONTH else None
    rnd = meant or kept.open_round(ctx.session)
    if rnd is None:
        raise NotAllowed("No round is open at the moment.", "You will get a card when the next one opens.")
    choice = _own(ctx, rnd, slots.trusts)
    if len(choice) > 1:
        return Reply(cards.which_trust(rnd, choice))
    notes = list(_notes(ctx, slots))
    if slots.period and meant is None:
        what = month_name(slots.period) if len(slots.period) == MONTH else "that period"
        notes.insert(0, f"There is no round for {what}. This is the return for {rnd.name}.")
    return _where_left_off(ctx, rnd, choice[0], Typed(Refill(_figures_said(ctx, slots)), notes=notes))


def correct(ctx: Context, slots: Slots) -> Reply:
    """A submitted return, opened for a correction; words said are filled in, nothing is saved yet."""
    if slots.record.startswith("RET-"):
        slots = replace(slots, period=slots.record[4:11], trusts=(slots.record[12:],))
    rnd = kept.round_of(ctx.session, slots.period) if len(slots.period) == MONTH else kept.latest_round(ctx.session)
    if rnd is None:
        raise NotFound("a return of yours to correct")
    choice = _own(ctx, rnd, slots.trusts)
    if len(choice) > 1:
        return Reply(cards.which_trust(rnd, choice))
    ret = _return(ctx, rnd, choice[0])
    typed = Typed(Refill(_figures_said(ctx, slots)), notes=_notes(ctx, slots))
    if not ret.received:
        return _where_left_off(ctx, rnd, ret.trust, typed)
    return Reply(flow.step(ctx, rnd, ret, SectionKey.MEASURES, typed))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a request card, or `Resume`."""
    rnd, ret = _mine(ctx, values)
    return _where_left_off(ctx, rnd, ret.trust, flow.NOTHING)


def read(ctx: Context, values: Values) -> Reply:
    """What the member's own trust sent, to read."""
    _, ret = _mine(ctx, values)
    if not ret.received:
        raise NotFound("that return")
    return Reply(flow.as_sent(ctx, ret))


def go_to_step(ctx: Context, values: Values) -> Reply:
    """A step of the return, as it stands in the draft."""
    rnd, ret = _mine(ctx, values)
    _still_open(rnd, ret)
    return Reply(flow.step(ctx, rnd, ret, SectionKey(str(values["step"]))))


def later(ctx: Context, values: Values) -> Reply:
    """Leave; the draft is kept already."""
    rnd, ret = _mine(ctx, values)
    return Reply(cards.kept_for_later(ret, rnd, [k.title for k in ret.missing]))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a step as a draft and go where the button says."""
    rnd, ret = _mine(ctx, values)
    _still_open(rnd, ret)
    if ret.version != int(values["version"]):
        raise stale(ctx.session, ctx.group, ret)
    key, then = SectionKey(str(values["step"])), str(values["then"])
    section = None
    if not _as_it_stands(ctx, ret, key, then, values):
        section = _nothing(ctx, ret, key, then, values) if then in NOTHINGS else _entered(ctx, ret, key, then, values)
    if section is not None:
        last = flow.last_of(ctx, ret).get(key)
        ret = kept.keep(ctx.session, save_section(ret, section, last), f"save {key.value}")
    return _next(ctx, rnd, ret, key, then)


def _next(ctx: Context, rnd: Round, ret: Return, key: SectionKey, then: str) -> Reply:
    steps = list(SectionKey)
    at = steps.index(key)
    if then == "later":
        return Reply(cards.kept_for_later(ret, rnd, [k.title for k in ret.missing]))
    if then == "back":
        return Reply(flow.step(ctx, rnd, ret, steps[max(at - 1, 0)]))
    if at + 1 < len(steps) and not (then == "read" and not ret.missing):
        return Reply(flow.step(ctx, rnd, ret, steps[at + 1]))
    return Reply(flow.read_back(ctx, rnd, ret))


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The step again, with what was typed and what to look at."""
    rnd, ret = _mine(ctx, values)
    typed = Typed(
        Refill.of(values, faults),
        stale=ret.version != int(values["version"]),
        again=True,
        sure=str(values["then"]) if any(f.field in NOTHINGS.values() for f in faults) else "",
        doubted=flow.doubted(ctx, SectionKey(str(values["step"])), values),
    )
    return Reply(flow.step(ctx, rnd, ret, SectionKey(str(values["step"])), typed))


def send(ctx: Context, values: Values) -> Reply:
    """Submit what was read back: the version, the figures, the live card, the thanks."""
    rnd, ret = _mine(ctx, values)
    _still_open(rnd, ret)
    if ret.version != int(values["version"]):
        raise stale(ctx.session, ctx.group, ret)
    reason = str(forms.read(readback.REASON if ret.received else (), values).get("reason") or "")
    me = ctx.member
    sent = submit(ret, by=me.object_id, name=me.name, at=ctx.session.now, due=rnd.due, today=ctx.today, reason=reason)
    sent = kept.keep(ctx.session, sent, "submit return" if sent.submission == 1 else "correct return")
    kept.keep_observations(ctx.session, sent, flow.figures(ctx, sent))
    outbox.cancel_for(ctx.session, sent.id, "the return was received")
    when = as_at(ctx.now)
    posts = (live_post(ctx.session, rnd, ctx.now), *done_posts(ctx.session, rnd, sent, when))
    offers = [(x.id, f"{x.title} ({x.whose})") for x in offered(ctx.session, sent)]
    return Reply(cards.thanks(sent, rnd, when, flow.channel_line(ctx, rnd, sent), offers), posts=posts)


def send_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The read-back again, with what to look at."""
    rnd, ret = _mine(ctx, values)
    return Reply(flow.read_back(ctx, rnd, ret, Refill.of(values, faults)))


NOTHINGS = {"nil": "Nil return", "no_change": "No change"}
"""The two presses that fill a section without typing, by what the button says."""


def _as_it_stands(ctx: Context, ret: Return, key: SectionKey, then: str, values: Values) -> bool:
    """Whether a complete step was left as it is: a nil return or `No change` walked through stays what it was."""
    before = ret.section(key)
    if before.entry == Entry.EMPTY or (then in NOTHINGS and before.entry != Entry(then)):
        return False
    ask = asked(ctx.group)[key]
    try:
        read = forms.read([replace(f, required=False) for f in cards.fields(ask, {})], values)
    except (Invalid, InvalidForm):
        return False
    plain = forms.bare(values)
    if before.values.get(questions.KEPT) and plain.get(questions.WHY) != before.values.get(questions.WHY):
        return False
    return all(_some(_stored(read.get(q.key))) == _some(before.values.get(q.key)) for q in ask)


def _some(value: Value) -> Value:
    return None if value == "" else value


def _nothing(ctx: Context, ret: Return, key: SectionKey, then: str, values: Values) -> Section:
    title = NOTHINGS[then]
    if not values.get("sure") and flow.filled_in(ctx, ret, key, values):
        raise Invalid(title, f"something is filled in below and would be lost. If that is right, press {title} again.")
    last = flow.last_of(ctx, ret).get(key)
    carried = dict(last.values) if then == "no_change" and last is not None else {}
    return Section(key, Entry(then), carried, ctx.member.object_id, ctx.session.now)


def _entered(ctx: Context, ret: Return, key: SectionKey, then: str, values: Values) -> Section | None:
    """The step as typed. Only going on makes it complete; `Back` and `Save and finish later` keep what there is."""
    ask = asked(ctx.group)[key]
    finished = then in {"continue", "read"}
    shown = cards.fields(ask, {})
    before = ret.section(key)
    if before.values and not forms.arrived(
        shown, values
    ):  # what was kept is not wiped by a form that came with nothing
        if finished:
            raise Invalid("", f"Nothing came of this step; what was kept before still stands. {forms.NOT_ARRIVED}")
        return None
    read = forms.read(shown if finished else [replace(f, required=False) for f in shown], values)
    given = {k: _stored(v) for k, v in read.items() if v not in (None, "", ())}
    given |= _stood_by(ctx, given, values)
    faults = questions.check(given, questions.in_use(ctx.group.measures))
    if faults and finished:
        raise InvalidForm(faults)
    if not given and finished:
        title = SECTIONS[key].title
        raise Invalid("", f"Nothing is filled in yet under {title}. Fill it in, or press Save and finish later.")
    if not given and not before.values:
        return None
    whole = not faults and all(q.key in given for q in ask if q.required)
    entered = finished or (before.entry == Entry.ENTERED and whole and bool(given))
    entry = Entry.ENTERED if entered else Entry.EMPTY
    return Section(key, entry, given, ctx.member.object_id, ctx.session.now)


def _stood_by(ctx: Context, given: Mapping[str, Value], values: Values) -> dict[str, Value]:
    """That the member stands by figures that cannot be right, and why; nothing where there are none."""
    doubted = questions.doubts(given, questions.in_use(ctx.group.measures))
    if not doubted:
        return {}
    plain = forms.bare(values)
    signed = questions.sign(doubted)
    why = forms.read([f for f in cards.stand_by(signed) if f.key == questions.WHY], values)[questions.WHY]
    return ({questions.KEPT: signed} if plain.get(questions.KEPT) == signed else {}) | (
        {questions.WHY: why} if why else {}
    )


def _stored(value: Any) -> Value:
    """Several choices are kept as one text, as they were sent."""
    return ",".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


def _own(ctx: Context, rnd: Round, named: tuple[str, ...]) -> Sequence[str]:
    own = [t for t in ctx.member.trusts if t in rnd.trusts]
    if not own:
        raise NotAllowed("You have no trust whose return is asked for in this round.")
    found = [t for t in own if t in named] if named else own
    if not found:
        raise NotAllowed("You can fill in the return of your own trust only.", "Say submit for yours.")
    return found


def _mine(ctx: Context, values: Values) -> tuple[Round, Return]:
    period, trust = str(values.get("period", "")), str(values.get("trust", ""))
    rnd = kept.round_of(ctx.session, period)
    if rnd is None or not ctx.member.leads(trust) or trust not in rnd.trusts:
        raise NotFound("that return")
    return rnd, _return(ctx, rnd, trust)


def _return(ctx: Context, rnd: Round, trust: str) -> Return:
    new = Return(return_id(rnd.period, trust), rnd.period, trust)
    return kept.of_trust(ctx.session, rnd.period, trust) or new


def _still_open(rnd: Round, ret: Return) -> None:
    if not rnd.is_open and not ret.received:
        raise NotAllowed(f"The round for {rnd.name} is closed; {ret.id} was not received.", "Please ask the office.")


def _where_left_off(ctx: Context, rnd: Round, trust: str, typed: Typed) -> Reply:
    ret = _return(ctx, rnd, trust)
    _still_open(rnd, ret)
    key = ret.next_step
    if typed.refill.values:
        return Reply(flow.step(ctx, rnd, ret, SectionKey.MEASURES, typed))
    if key is not None:
        return Reply(flow.step(ctx, rnd, ret, key, typed))
    if ret.received and ret.unchanged and ret.submitted_at is not None:
        return Reply(cards.already_sent(ret, rnd, as_at(ret.submitted_at.astimezone(ctx.group.zone))))
    return Reply(flow.read_back(ctx, rnd, ret))


def _figures_said(ctx: Context, slots: Slots) -> dict[str, float]:
    """Figures said in words with what they are out of, as far as a box for them exists: a percentage is no count."""
    boxes = {q.key: q for q in asked(ctx.group)[SectionKey.MEASURES]}
    outs = {MEASURES[key].denominator: bottom for key, (_, bottom) in slots.counted.items()}
    plain = {key: value for key, value in slots.figures.items() if key not in slots.percents}
    said = {**outs, **plain, **{key: top for key, (top, _) in slots.counted.items()}}
    return {k: v for k, v in said.items() if k in boxes and (v == int(v) or _decimal(boxes[k]))}


def _decimal(question: questions.Question) -> bool:
    return question.kind == questions.Kind.PERCENT


def _notes(ctx: Context, slots: Slots) -> tuple[str, ...]:
    """What to say of figures or a nil that were said and cannot be taken over as they are."""
    notes: list[str] = []
    taken = _figures_said(ctx, slots)
    if taken:
        notes.append("I have filled in the figures that you said. Nothing is saved yet.")
    boxes = {q.key for q in asked(ctx.group)[SectionKey.MEASURES]}
    percent = [questions.name_of(k) for k in slots.figures if k in boxes and k not in taken]
    if percent:
        notes.append(f"Please give a number, not a percentage, for: {'; '.join(percent)}.")
    for key, (_, bottom) in slots.counted.items():
        total = MEASURES[key].denominator
        if taken.get(total, bottom) != bottom:
            notes.append(
                f"You said {bottom:,.10g} and {taken[total]:,.10g} for {questions.name_of(total)}. Please check it."
            )
    elsewhere = [questions.name_of(k) for k in slots.figures if k not in boxes]
    if elsewhere:
        notes.append(f"This step does not ask for: {'; '.join(elsewhere)}.")
    if slots.nil:
        notes.append("You said nil. Please press Nil return in each step where that is true.")
    return tuple(notes)


COMMANDS = (
    Command("submit", "submit", "fill in or resume your trust's return for the open round", submit_, LEADS),
    Command("correct_return", "correct my return", "change a return already sent; needs a reason", correct, LEADS),
)
SUBMITS = (
    Submit("return.open", open_, LEADS, writes=False),
    Submit("return.read", read, LEADS, writes=False),
    Submit("return.step", go_to_step, LEADS, writes=False),
    Submit("return.later", later, LEADS, writes=False),
    Submit("return.save", save, LEADS, again=save_again),
    Submit("return.submit", send, LEADS, again=send_again),
)
