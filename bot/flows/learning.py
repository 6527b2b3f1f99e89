"""Learning as it reaches people: who hears of it, and what others have shared on the themes of a return.

Owns: the posts of an entry and the offers. Must not: change an entry (`domain/learning.py` does).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.contracts import Context, Post
from cards import learning as cards
from domain.learning import Kind, Learning, decides, mends, reads, takes_up, withdraws
from domain.people import GROUP, OFFICE, Member, Role
from domain.returns import Entry, Return, SectionKey
from storage import learning as kept
from storage import members
from storage.session import Session

OFFERED = 3
"""Entries of other trusts offered after a return. Source: ours, a glance."""


def trusts_of(ctx: Context) -> tuple[str, ...]:
    """For whom this member may write: their own trusts, the office besides any."""
    own = tuple(str(t) for t in ctx.member.trusts)
    if ctx.member.is_any(OFFICE):
        return (*own, cards.OFFICE, *(t.code for t in ctx.group.trusts_on(ctx.today) if t.code not in own))
    return own or (*(t.code for t in ctx.group.trusts_on(ctx.today)), cards.OFFICE)


def to_chairs(ctx: Context, entry: Learning) -> tuple[Post, ...]:
    """The card for chair and deputy; not to the one who wrote it, unless nobody else could look at it."""
    people = members.chairs(ctx.session)
    others = [m for m in people if m.object_id != entry.by] or list(people)
    return tuple(
        Post(
            "notice",
            f"learning/{entry.id}/{entry.version}/{m.object_id}",
            cards.for_chair(entry),
            to_person=m.object_id,
            subject=entry.id,
        )
        for m in others
    )


def shared(ctx: Context, entry: Learning) -> tuple[Post, ...]:
    """The channel's post, a word to its author, and a request to the other trusts' leads."""
    key = f"learning/{entry.id}"
    posts = [Post("channel", f"{key}/channel", cards.channel(entry), to_channel=True, subject=entry.id)]
    posts += to_author(ctx, entry, "It is in the channel now. Thank you.")
    if entry.kind == Kind.ASK:
        text = f"{entry.whose} asks the other trusts: {entry.title}. An answer, a template or a name would help."
        posts += [
            Post("notice", f"{key}/ask/{m.object_id}", cards.told(entry, text), to_person=m.object_id, subject=entry.id)
            for m in members.with_role(ctx.session, Role.TRUST_LEAD)
            if not m.leads(entry.trust) and m.object_id != entry.by
        ]
    return tuple(posts)


def to_author(ctx: Context, entry: Learning, text: str) -> tuple[Post, ...]:
    """A word to who wrote it, unless they did it themselves."""
    if entry.by == ctx.member.object_id:
        return ()
    key = f"learning/{entry.id}/{entry.version}/author"
    return (Post("notice", key, cards.told(entry, text), to_person=entry.by, subject=entry.id),)


def view(member: Member, entry: Learning, note: str = "") -> cards.View:
    """What this member may press on the entry's card."""
    may: set[str] = set()
    if decides(member) and entry.stage.value == "waiting":
        may |= {"learning.share", "learning.ask_back"}
    if mends(member, entry):
        may.add("learning.mend")
    if withdraws(member, entry):
        may.add("learning.take_back")
    if entry.kind == Kind.ASK and entry.shared and reads(member, entry):
        may.add("learning.answer")
    return cards.View(frozenset(may), takes_up(member, entry), member.is_any(GROUP), note)


def offered(session: Session, ret: Return) -> tuple[Learning, ...]:
    """What other trusts have shared on the themes that this return ticks, the newest first."""
    ticked = _ticked(ret)
    if not ticked:
        return ()
    return kept.found(session, themes=ticked, not_of=ret.trust, limit=OFFERED)


def _ticked(ret: Return) -> Sequence[str]:
    section = ret.sent_section(SectionKey.INCIDENTS)
    if section is None or section.entry != Entry.ENTERED:
        return ()
    return [t for t in str(section.values.get("themes") or "").split(",") if t]
