"""Submitting a return: four steps, drafts, read-back, submission, correction.

Owns: who may fill which return and what follows a submission. The rules are `domain/returns.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows.rounds import asked, live_post
from cards import forms
from cards import returns as cards
from cards import rounds as round_cards
from domain import questions
from domain.calendar import as_at
from domain.people import Role
from domain.refusals import Invalid, InvalidForm, NotAllowed, NotFound, Stale
from domain.returns import SECTIONS, Entry, Return, Section, SectionKey, return_id, save_section, submit
from domain.rhythm import previous
from domain.rounds import Round, grid
from storage import journal, members
from storage import returns as kept

LEADS = frozenset({Role.TRUST_LEAD})


def submit_(ctx: Context, slots: Slots) -> Reply:
    """The member's return for the open round, where they left off."""
    rnd = kept.round_of(ctx.session, slots.period) if slots.period else None
    rnd = rnd or kept.open_round(ctx.session)
    if rnd is None:
        raise NotAllowed("No round is open at the moment.", "You will get a card when the next one opens.")
    own = [t for t in ctx.member.trusts if t in rnd.trusts]
    named = [t for t in slots.trusts if t in own]
    if slots.trusts and not named:
        raise NotAllowed("You can fill the return of your own trust only.", "Say submit for yours.")
    choice = named or own
    if not choice:
        raise NotAllowed("You have no trust whose return is asked for in this round.")
    if len(choice) > 1:
        return Reply(cards.which_trust(rnd, choice))
    return _where_left_off(ctx, rnd, choice[0], slots.figures)


def correct(ctx: Context, slots: Slots) -> Reply:
    """A submitted return, opened for a correction; words said are filled in, nothing is saved yet."""
    own = [t for t in ctx.member.trusts if not slots.trusts or t in slots.trusts]
    rnd = kept.round_of(ctx.session, slots.period) if slots.period else kept.latest_round(ctx.session)
    if rnd is None or not own:
        raise NotFound("a return of yours to correct")
    ret = kept.of_trust(ctx.session, rnd.period, own[0])
    if ret is None or not ret.received:
        return _where_left_off(ctx, rnd, own[0], slots.figures)
    return Reply(_step(ctx, rnd, ret, SectionKey.MEASURES, typed=dict(slots.figures)))


def open_(ctx: Context, values: Values) -> Reply:
    """The button on a request card, or `Resume`."""
    rnd, _ = _mine(ctx, values)
    return _where_left_off(ctx, rnd, str(values["trust"]), {})


def go_to_step(ctx: Context, values: Values) -> Reply:
    """A step of the return, as it stands in the draft."""
    rnd, ret = _mine(ctx, values)
    return Reply(_step(ctx, rnd, ret, SectionKey(str(values["step"]))))


def later(ctx: Context, values: Values) -> Reply:
    """Leave; the draft is kept already."""
    rnd, ret = _mine(ctx, values)
    return Reply(cards.kept_for_later(ret, rnd, [k.title for k in ret.missing]))


def save(ctx: Context, values: Values) -> Reply:
    """Keep a step as a draft and go where the button says."""
    rnd, ret = _mine(ctx, values)
    _same(ctx, ret, values)
    key, then = SectionKey(str(values["step"])), str(values["then"])
    section = _section(ctx, ret, key, then, values)
    last = _last(ctx, ret).get(key)
    if section is not None:
        ret = kept.keep(ctx.session, save_section(ret, section, last), f"save {key.value}")
    if then == "later":
        return Reply(cards.kept_for_later(ret, rnd, [k.title for k in ret.missing]))
    steps = list(SectionKey)
    at = steps.index(key)
    if then == "back":
        return Reply(_step(ctx, rnd, ret, steps[max(at - 1, 0)]))
    if at + 1 < len(steps):
        return Reply(_step(ctx, rnd, ret, steps[at + 1]))
    return Reply(_read_back(ctx, rnd, ret))


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The step again, with what was typed and what to look at."""
    rnd, ret = _mine(ctx, values)
    revision = forms.next_revision(values)
    return Reply(_step(ctx, rnd, ret, SectionKey(str(values["step"])), typed=forms.bare(values), faults=faults, revision=revision))


def send(ctx: Context, values: Values) -> Reply:
    """Submit what was read back: the version, the figures, the live card, the thanks."""
    rnd, ret = _mine(ctx, values)
    _same(ctx, ret, values)
    if not rnd.is_open and not ret.received:
        raise NotAllowed(f"The round for {rnd.name} is closed.", "Please ask the office to add your return.")
    reason = str(forms.bare(values).get("reason") or "")
    sent = submit(
        ret, by=ctx.member.object_id, name=ctx.member.name, at=ctx.session.now, due=rnd.due, today=ctx.today, reason=reason
    )
    sent = kept.keep(ctx.session, sent, "submit return" if sent.submission == 1 else "correct return")
    kept.keep_observations(ctx.session, sent, _figures(ctx, sent))
    line = grid(rnd, (sent,)).lines
    said = next(round_cards.line_in_words(x) for x in line if x.trust == sent.trust)
    return Reply(cards.thanks(sent, rnd, as_at(ctx.now), said), posts=(live_post(ctx.session, rnd, ctx.now),))


def send_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The read-back again, with what to look at."""
    rnd, ret = _mine(ctx, values)
    typed = forms.bare(values)
    return Reply(_read_back(ctx, rnd, ret, faults, str(typed.get("reason") or ""), forms.next_revision(values)))


def _mine(ctx: Context, values: Values) -> tuple[Round, Return]:
    period, trust = str(values.get("period", "")), str(values.get("trust", ""))
    rnd = kept.round_of(ctx.session, period)
    if rnd is None or not ctx.member.leads(trust) or trust not in rnd.trusts:
        raise NotFound("that return")
    return rnd, kept.of_trust(ctx.session, period, trust) or Return(return_id(period, trust), period, trust)


def _same(ctx: Context, ret: Return, values: Values) -> None:
    if ret.version == int(values["version"]):
        return
    last = journal.last(ctx.session, ret.id)
    who = members.name_of(ctx.session, last.actor) if last else "somebody"
    raise Stale(ret.id, who, (last.at if last else ctx.session.now).astimezone(ctx.group.zone))


def _where_left_off(ctx: Context, rnd: Round, trust: str, said: Mapping[str, float]) -> Reply:
    ret = kept.of_trust(ctx.session, rnd.period, trust) or Return(return_id(rnd.period, trust), rnd.period, trust)
    if not rnd.is_open and not ret.received:
        raise NotAllowed(f"The round for {rnd.name} is closed; {ret.id} was not received.", "Please ask the office.")
    key = ret.next_step
    if said:
        return Reply(_step(ctx, rnd, ret, SectionKey.MEASURES, typed=dict(said)))
    return Reply(_read_back(ctx, rnd, ret) if key is None else _step(ctx, rnd, ret, key))


def _last(ctx: Context, ret: Return) -> dict[SectionKey, Section]:
    before = kept.of_trust(ctx.session, previous(ret.period), ret.trust)
    return {s.key: s for s in before.sent} if before else {}


def _step(
    ctx: Context,
    rnd: Round,
    ret: Return,
    key: SectionKey,
    *,
    typed: Mapping[str, Any] | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Any:
    ask = asked(ctx.group)[key]
    last = _last(ctx, ret).get(key)
    figures = kept.figures_of(ctx.session, previous(ret.period), ret.trust)
    stands: dict[str, Any] = {k: _as_typed(v) for k, v in ret.section(key).values.items()}
    if not stands and last is not None:
        stands = {q.key: last.values.get(q.key) for q in ask if q.kind == questions.Kind.TEXT}
    hints = cards.last_month(ret.period, last, figures, ask)
    shown = cards.fields(ask, hints)
    return cards.step(ret, rnd, key, shown, {**stands, **(typed or {})}, faults=faults, revision=revision)


def _as_typed(value: Any) -> Any:
    return ",".join(value) if isinstance(value, (list, tuple)) else value


def _section(ctx: Context, ret: Return, key: SectionKey, then: str, values: Values) -> Section | None:
    stamp = {"saved_by": ctx.member.object_id, "saved_at": ctx.session.now}
    if then in {"nil", "no_change"}:
        last = _last(ctx, ret).get(key)
        carried = dict(last.values) if then == "no_change" and last is not None else {}
        return Section(key, Entry(then), carried, **stamp)
    ask = asked(ctx.group)[key]
    strict = then == "continue"
    shown = [f if strict else replace(f, required=False) for f in cards.fields(ask, {})]
    given = {k: v for k, v in forms.read(shown, values).items() if v not in (None, "", ())}
    faults = questions.check(given, questions.in_use(ctx.group.measures))
    if faults:
        raise InvalidForm(faults)
    if not given:
        if strict:
            raise Invalid("", f"Nothing is filled in yet under {SECTIONS[key].title}. Or press Save and finish later.")
        return None
    complete = all(q.key in given for q in ask if q.required)
    entry = Entry.ENTERED if complete else Entry.EMPTY
    return Section(key, entry, {k: list(v) if isinstance(v, tuple) else v for k, v in given.items()}, **stamp)


def _figures(ctx: Context, ret: Return) -> tuple[questions.Observation, ...]:
    used = questions.in_use(ctx.group.measures)
    given: dict[str, Any] = {}
    for section in ret.sent:
        if section.entry == Entry.ENTERED and section.key in {SectionKey.MEASURES, SectionKey.INCIDENTS}:
            given |= dict(section.values)
        if section.entry == Entry.NIL and section.key == SectionKey.INCIDENTS:
            given |= {q.key: 0 for q in asked(ctx.group)[section.key] if q.kind == questions.Kind.COUNT}
    return questions.observations(given, used)


def _read_back(
    ctx: Context, rnd: Round, ret: Return, faults: Sequence[Invalid] = (), reason: str = "", revision: int = 0
) -> Any:
    preview = replace(ret, sent=ret.draft, submission=max(ret.submission, 1), late=ctx.today > rnd.due)
    line = next(x for x in grid(rnd, (preview,)).lines if x.trust == ret.trust)
    said = round_cards.line_in_words(line)
    return cards.read_back(ret, rnd, asked(ctx.group), said, faults=faults, reason=reason, revision=revision)


COMMANDS = (
    Command("submit", "submit", "fill in or resume your trust's return for the open round", submit_, LEADS),
    Command("correct_return", "correct my return", "change a return already sent; needs a reason", correct, LEADS),
)
SUBMITS = (
    Submit("return.open", open_, LEADS, writes=False),
    Submit("return.step", go_to_step, LEADS, writes=False),
    Submit("return.later", later, LEADS, writes=False),
    Submit("return.save", save, LEADS, again=save_again),
    Submit("return.submit", send, LEADS, again=send_again),
)
