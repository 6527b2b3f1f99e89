"""What follows when somebody comes onto the list, by hand or by a file: their welcome.

Owns: that post. Must not: put anybody on the list.
"""

from __future__ import annotations

from bot.contracts import Context, Post
from cards import members as cards
from domain.people import Member


def welcome(ctx: Context, member: Member) -> Post:
    """What a new member gets, once in the group's life."""
    card = cards.welcome(member, ctx.group.short)
    return Post("notice", f"welcome/{member.object_id}", card, to_person=member.object_id)
