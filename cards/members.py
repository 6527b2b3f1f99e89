"""Cards of the people on the list: who is on it, adding somebody, changing an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Many, Text, YesNo
from cards.kit import JSON, Card, button, card, errors, subtle, table, words
from domain.people import Member, Role, roles_in_words
from domain.refusals import Invalid

PAGE = 12
"""People on one card."""
ROLE_CHOICES = tuple((role.value, roles_in_words(frozenset({role}))) for role in Role)


def fields(trusts: Sequence[str], *, new: bool) -> tuple[Field, ...]:
    """What is asked of a person; the Entra object id only of a new one, it never changes."""
    who = (
        Text(
            "object_id",
            "Entra object id",
            required=True,
            hint="From the person's page in Entra, or from my note",
            longest=64,
        ),
    )
    rest = (
        Text("name", "Name", required=True, longest=80),
        Many("roles", "Roles", required=True, choices=ROLE_CHOICES),
        Many("trusts", "Trusts they lead", choices=tuple((t, t) for t in trusts)),
    )
    active = (YesNo("active", "Is on the list"),)
    return (*who, *rest) if new else (*rest, *active)


def listed(people: Sequence[Member], total: int, page: int, away: Sequence[str] = ()) -> Card:
    """A page of the list, with the way to add and to change. `away`: who is or will be, and until when."""
    rows = [[m.name, roles_in_words(m.roles), ", ".join(m.trusts) or "-"] for m in people]
    more = [button("More", "member.list", inputs=False, page=page + 1)] if (page + 1) * PAGE < total else []
    chosen = Choice("who", "Change an entry", choices=tuple((str(m.object_id), m.name) for m in people))
    return card(
        "Members",
        words(f"{total} people are on the list."),
        table(["Name", "Roles", "Trusts"], rows, widths=(3, 3, 2)),
        words(f"Away: {'; '.join(away)}." if away else "Nobody is marked as away."),
        *forms.inputs((chosen,), {}),
        actions=[
            button("Change", "member.open"),
            button("Add member", "member.new", inputs=False),
            *more,
            button("Deliveries", "delivery.health", inputs=False),
        ],
    )


def form(
    trusts: Sequence[str],
    typed: Mapping[str, Any],
    *,
    member: Member | None = None,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
) -> Card:
    """The form for a new person, or for the entry of `member`."""
    body: list[JSON | None] = [errors([f.words for f in faults])]
    if member is None:
        body.append(words("A person is known by their Entra object id, never by their name."))
        title, press = "Add member", button("Save", "member.add", style="positive")
    else:
        body.append(subtle(f"Entra object id {member.object_id}"))
        title = member.name
        press = button("Save", "member.change", style="positive", member=str(member.object_id), version=member.version)
    body.extend(forms.inputs(fields(trusts, new=member is None), typed, revision))
    below = [press, button("Members", "member.list", inputs=False, page=0)]
    if member is not None:
        below.append(button("What is kept of them", "data.theirs", inputs=False, member=str(member.object_id)))
    return card(title, *body, actions=below)


def saved(member: Member, verb: str, owned: str = "") -> Card:
    """After adding or changing. `owned`: what somebody still owns who can own nothing now, in words."""
    trusts = f", {', '.join(member.trusts)}" if member.trusts else ""
    hand = [button("Hand over", "action.hand_over_all_open", was=str(member.object_id))] if owned else []
    state = "" if member.active else " They are off the list now; their name stays with what they did."
    return card(
        f"{member.name} is {verb}",
        words(f"{roles_in_words(member.roles).capitalize()}{trusts}.{state}"),
        words(f"They still own {owned}. Who takes that on?") if owned else None,
        actions=[*hand, button("Members", "member.list", page=0)],
    )


def welcome(member: Member, group_name: str) -> Card:
    """What a new member gets, once."""
    return card(
        f"Welcome to {group_name}",
        words(f"You are on the list as {roles_in_words(member.roles)}. I keep the group's returns, actions and risks."),
        words("Say help to see what you can do here."),
        actions=[button("Help", "say", say="help")],
    )
