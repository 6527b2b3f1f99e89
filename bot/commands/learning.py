"""`share learning`: the form, the read-back, the chair's yes, the channel, answers, the list.

Owns: what follows each press. Rules: `domain/learning.py`; who hears of it: `bot/flows/learning.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from bot.flows import learning as flow
from bot.flows.given import carried, current
from cards import forms
from cards import learning as cards
from cards.kit import Card
from domain.learning import (
    OFFICE,
    TITLE,
    Answer,
    Kind,
    Learning,
    Sign,
    answerable,
    answered,
    mended,
    mends,
    reads,
    sent_back,
    shared,
    taken_up,
    takes_up,
    withdrawn,
    withdraws,
    written,
)
from domain.people import ANYONE, CHAIRS, GROUP
from domain.refusals import Invalid, NotAllowed, NotFound
from domain.theme_notes import suggested
from domain.triangulation import name_of
from domain.wording import in_words
from storage import learning as kept

Faults = tuple[Invalid, ...]
TITLE_OF = 60
"""Characters of what was said that become a title to be changed. Source: ours, a line."""


def share_learning(ctx: Context, slots: Slots) -> Reply:
    """The form, filled with what was said; an id opens that entry."""
    if slots.record:
        return _shown(ctx, _entry(ctx, slots.record))
    trusts = flow.trusts_of(ctx)
    named = [t for t in slots.trusts if t in trusts]
    given: dict[str, Any] = {"trust": named[0] if named else trusts[0] if len(trusts) == 1 else ""}
    note = ""
    if slots.text:
        themes = suggested(slots.text)
        given |= {"text": slots.text, "title": _title(slots.text), "themes": ",".join(themes)}
        if themes:
            note = f"From your words I would file it under: {', '.join(name_of(t) for t in themes)}. Please check."
    return Reply(_form(ctx, given, note=note))


def _title(text: str) -> str:
    line = text.strip().splitlines()[0]
    short = line if len(line) <= TITLE_OF else line[:TITLE_OF].rsplit(" ", 1)[0]
    return short[:1].upper() + short[1:]


def _form(ctx: Context, typed: Mapping[str, Any], **more: Any) -> Card:
    return cards.ask(cards.fields(flow.trusts_of(ctx)), typed, lists=ctx.member.is_any(GROUP), **more)


def ask(ctx: Context, values: Values) -> Reply:
    """The form of a request to the other trusts about a theme; nothing is kept yet."""
    theme = str(values["theme"])
    own = flow.trusts_of(ctx)
    given = {"kind": Kind.ASK.value, "trust": own[0] if len(own) == 1 else "", "themes": theme}
    given["title"] = f"How do you deal with this: {name_of(theme)}?"[:TITLE]
    note = "Please say what would help: an answer, a template, a name. The chair sees it before the others do."
    return Reply(_form(ctx, given, note=note))


def draft(ctx: Context, values: Values) -> Reply:
    """`Read it back`: what the channel would see."""
    fresh = written(_read(ctx, values), _sign(ctx))
    names = {f.key for f in cards.fields(())}
    typed = {k: v for k, v in forms.bare(values).items() if k in names and v not in (None, "")}
    also = [t for t in suggested(f"{fresh.title} {fresh.text}") if t not in fresh.themes]
    hint = in_words(fresh.title, fresh.text)
    return Reply(cards.read_back(fresh, typed, also, int(values.get("version") or 0), hint))


def edit(ctx: Context, values: Values) -> Reply:
    """Back from the read-back to the form."""
    record, version = str(values.get("record") or ""), int(values.get("version") or 0)
    return Reply(_form(ctx, carried(values, "typed"), record=record, version=version))


def send(ctx: Context, values: Values) -> Reply:
    """Keep what was read back and show it to the chair."""
    fresh = _read(ctx, {**carried(values, "typed"), "record": values.get("record", "")})
    if fresh.id:
        before = _entry(ctx, fresh.id)
        current(ctx, before, values)
        if not mends(ctx.member, before):
            raise NotAllowed(f"{before.id} is changed by who wrote it, until it is shared.")
        entry = kept.change(ctx.session, mended(before, fresh), "mend learning")
    else:
        numbered = _read(ctx, {**carried(values, "typed"), "record": kept.new_id(ctx.session, ctx.today.year)})
        entry = kept.add(ctx.session, written(numbered, _sign(ctx)))
    return Reply(cards.sent(entry, lists=ctx.member.is_any(GROUP)), posts=flow.to_chairs(ctx, entry))


def again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The form with what was typed and what to look at."""
    typed = carried(values, "typed") or forms.bare(values)
    record, version = str(values.get("record") or ""), int(values.get("version") or 0)
    revision = forms.next_revision(values)
    return Reply(_form(ctx, typed, record=record, version=version, faults=faults, revision=revision))


def _read(ctx: Context, values: Values) -> Learning:
    given = forms.read(cards.fields(flow.trusts_of(ctx)), values)
    return Learning(
        str(values.get("record") or ""),
        Kind(given["kind"]),
        given["title"],
        given["text"],
        given["trust"],
        given["themes"],
        given["named"],
        ctx.member.object_id,
        ctx.member.name,
    )


def _sign(ctx: Context) -> Sign:
    return Sign(ctx.member.object_id, ctx.member.name, ctx.today)


def _entry(ctx: Context, record: str) -> Learning:
    entry = kept.get(ctx.session, record)
    if entry is None or not reads(ctx.member, entry):
        raise NotFound(record or "that entry")
    return entry


# ---------------------------------------------------------------- one entry


def open_(ctx: Context, values: Values) -> Reply:
    """One entry, from a button."""
    return _shown(ctx, _entry(ctx, str(values["record"])))


def _shown(ctx: Context, entry: Learning, note: str = "") -> Reply:
    return Reply(cards.show(entry, flow.view(ctx.member, entry, note)))


def share(ctx: Context, values: Values) -> Reply:
    """The chair's yes: it goes into the channel just as it was read back."""
    entry = _entry(ctx, str(values["record"]))
    current(ctx, entry, values)
    after = kept.change(ctx.session, shared(entry, _sign(ctx)), "share with the group")
    return Reply(
        cards.show(after, flow.view(ctx.member, after, "On its way to the channel.")), posts=flow.shared(ctx, after)
    )


def mend(ctx: Context, values: Values) -> Reply:
    """The form of an entry that is there, for its author."""
    entry = _entry(ctx, str(values["record"]))
    if not mends(ctx.member, entry):
        raise NotAllowed(f"{entry.id} is changed by who wrote it, until it is shared.")
    typed = {
        "kind": entry.kind.value,
        "trust": entry.trust,
        "title": entry.title,
        "text": entry.text,
        "themes": ",".join(entry.themes),
        "named": entry.named,
    }
    return Reply(_form(ctx, typed, record=entry.id, version=entry.version, note=entry.note))


def take_up(ctx: Context, values: Values) -> Reply:
    """A lead says that their trust tries it, too."""
    entry, trust = _entry(ctx, str(values["record"])), str(values["trust"])
    if trust not in takes_up(ctx.member, entry):
        raise NotAllowed(f"{entry.id} cannot be taken up by {trust}.")
    after = kept.change(ctx.session, taken_up(entry, trust), "take up learning")
    shown = _shown(ctx, after, f"Kept: {trust} tries it, too.")
    return Reply(shown.card, posts=flow.to_author(ctx, after, f"{trust} tries it, too."))


# ---------------------------------------------------------------- short forms

SHORT: Mapping[str, tuple[tuple[cards.Field, ...], str, str]] = {
    "answer": (cards.ANSWER, "learning.save_answer", "Send"),
    "back": (cards.BACK, "learning.send_back", "Send"),
    "gone": (cards.GONE, "learning.withdraw", "Take it back"),
}


def _short(ctx: Context, values: Values, which: str, faults: Faults = ()) -> Reply:
    entry = _entry(ctx, str(values["record"]))
    revision = forms.next_revision(values) if faults else 0
    return Reply(cards.reason(entry, *SHORT[which], forms.bare(values), faults=faults, revision=revision))


def answer(ctx: Context, values: Values) -> Reply:
    """The form of an answer to a request."""
    answerable(_entry(ctx, str(values["record"])))
    return _short(ctx, values, "answer")


def save_answer(ctx: Context, values: Values) -> Reply:
    """Keep an answer; whoever asked hears of it."""
    entry = _entry(ctx, str(values["record"]))
    given = forms.read(cards.ANSWER, values)
    trust = str(ctx.member.trusts[0]) if ctx.member.trusts else OFFICE
    name = ctx.member.name if given["named"] else ""
    said = Answer(trust, given["answer"], ctx.member.object_id, ctx.today, name)
    after = kept.change(ctx.session, answered(entry, said), "answer request")
    return Reply(
        _shown(ctx, after, "Thank you, your answer stands with it.").card,
        posts=flow.to_author(ctx, after, f"{trust if trust != OFFICE else 'The LMNS office'} has answered."),
    )


def ask_back(ctx: Context, values: Values) -> Reply:
    """The form of a question to its author."""
    return _short(ctx, values, "back")


def send_back(ctx: Context, values: Values) -> Reply:
    """Back to its author with a question."""
    entry = _entry(ctx, str(values["record"]))
    current(ctx, entry, values)
    after = kept.change(ctx.session, sent_back(entry, str(forms.read(cards.BACK, values)["why"])), "send back learning")
    posts = flow.to_author(ctx, after, f"The chair asks: {after.note}")
    return Reply(_shown(ctx, after, "Its author has your question.").card, posts=posts)


def take_back(ctx: Context, values: Values) -> Reply:
    """The form of a reason, for whoever may take it back."""
    entry = _entry(ctx, str(values["record"]))
    if not withdraws(ctx.member, entry):
        raise NotAllowed(f"{entry.id} is taken back by who wrote it or the chair.")
    return _short(ctx, values, "gone")


def withdraw(ctx: Context, values: Values) -> Reply:
    """Not shown any more."""
    entry = _entry(ctx, str(values["record"]))
    current(ctx, entry, values)
    if not withdraws(ctx.member, entry):
        raise NotAllowed(f"{entry.id} is taken back by who wrote it or the chair.")
    after = kept.change(ctx.session, withdrawn(entry, str(forms.read(cards.GONE, values)["why"])), "withdraw learning")
    return _shown(ctx, after, "It is not shown to others any more.")


def answer_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The answer again, with what to look at."""
    return _short(ctx, values, "answer", faults)


def back_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The question again, with what to look at."""
    return _short(ctx, values, "back", faults)


def gone_again(ctx: Context, values: Values, faults: Faults) -> Reply:
    """The reason again, with what to look at."""
    return _short(ctx, values, "gone", faults)


# ---------------------------------------------------------------- the list


def listed(ctx: Context, values: Values) -> Reply:
    """A page of what is shared; a new search begins at its first page."""
    typed = forms.bare(values)
    offset = int(values.get("offset") or 0)
    theme = str(typed.get("theme") or "")
    found = kept.found(
        ctx.session,
        themes=(theme,) if theme else (),
        words=str(typed.get("words") or ""),
        limit=cards.PAGE + 1,
        offset=offset,
    )
    return Reply(cards.listed(found[: cards.PAGE], typed, offset, more=len(found) > cards.PAGE))


COMMANDS = (
    Command("share_learning", "share learning", "good practice, learning, or a request to the others", share_learning),
)
SUBMITS = (
    Submit("learning.ask", ask, GROUP, writes=False),
    Submit("learning.draft", draft, ANYONE, writes=False, again=again),
    Submit("learning.edit", edit, ANYONE, writes=False),
    Submit("learning.send", send, ANYONE, again=again),
    Submit("learning.open", open_, ANYONE, writes=False),
    Submit("learning.mend", mend, ANYONE, writes=False),
    Submit("learning.share", share, CHAIRS),
    Submit("learning.ask_back", ask_back, CHAIRS, writes=False),
    Submit("learning.send_back", send_back, CHAIRS, again=back_again),
    Submit("learning.take_back", take_back, ANYONE, writes=False),
    Submit("learning.withdraw", withdraw, ANYONE, again=gone_again),
    Submit("learning.answer", answer, GROUP, writes=False),
    Submit("learning.save_answer", save_answer, GROUP, again=answer_again),
    Submit("learning.take_up", take_up, GROUP),
    Submit("learning.list", listed, GROUP, writes=False),
    Submit("learning.search", listed, GROUP, writes=False),
)
