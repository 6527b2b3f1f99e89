"""Cards of actions: a list, one with its history.

Owns: how an action looks in a row and in full, and which buttons it offers to whom. Its forms are
`cards/action_forms.py`, a person's own ones `cards/my_actions.py`. Must not: decide a colour or what is allowed.
A card that the channel sees names trusts, never a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards.kit import (
    JSON,
    Card,
    button,
    buttons,
    card,
    errors,
    facts,
    group,
    heading,
    lines,
    quoted,
    status,
    subtle,
    words,
)
from domain.action_ties import may_tie
from domain.actions import (
    BARRIERS,
    SHARED,
    Action,
    Evidence,
    Mark,
    Slip,
    Status,
    Update,
    may_assure,
    may_decide,
    may_reassign,
    may_update,
)
from domain.brag import KEY, Brag, Colour
from domain.calendar import as_long
from domain.catalogue import FRAMEWORKS, REQUIREMENTS, THEMES
from domain.equity import NOT_EXAMINED
from domain.often import often
from domain.people import CHAIRS, Member
from domain.refusals import Invalid
from domain.small_words import without_small

PAGE = 10
"""Actions on one page of a list."""
SHORT = 90
"""Characters of a title or remark in a row; the whole is on the action's own card."""
HISTORY = 6
"""Updates shown with an action; the rest is in its history."""
MOVES = 6
"""Changes of date shown with an action, the latest; the rest is in its history."""
TONE = {
    Colour.BLUE: "done",
    Colour.RED: "attention",
    Colour.AMBER: "watch",
    Colour.GREEN: "good",
    Colour.CLOSED: "plain",
}

Coloured = tuple[Action, Brag]


@dataclass(frozen=True, slots=True)
class Page:
    """Where in a longer list a card stands. `more` follow."""

    offset: int = 0
    more: bool = False
    total: int = 0
    """0 when it was not counted."""

    def words(self, shown: int) -> str:
        """`6 to 10 of 12`."""
        if not self.offset and not self.more:
            return ""
        tail = f" of {self.total}" if self.total else ""
        return f"{self.offset + 1} to {self.offset + shown}{tail}"


# ---------------------------------------------------------------- a list


def listing(
    title: str, rows: Sequence[Coloured], page: Page, as_at: str, query: Mapping[str, Any], *, public: bool = False
) -> Card:
    """A page of a list. In the channel without buttons (it would turn for everybody) and without persons."""
    body: list[JSON | None] = []
    where = page.words(len(rows))
    if not rows:
        body.append(words("Nothing on this list."))
    if where:
        body.append(words(f"{where}."))
    body.extend(_list_row(action, brag, query, page.offset, public=public) for action, brag in rows)
    if rows:
        body.append(subtle(KEY))
    if public:
        body.append(words("There are more; ask me directly for the rest.") if page.more else None)
        return card(title, *body, as_at=f"As at {as_at}.")
    actions = [*turning("action.list", page, len(rows), PAGE, query), button("New action", "action.new")]
    actions.append(button("On time", "action.on_time"))
    return card(title, *body, actions=actions, as_at=f"As at {as_at}.")


def _list_row(action: Action, brag: Brag, query: Mapping[str, Any], offset: int, *, public: bool) -> JSON:
    who = "" if public else f" {action.owner_name}."
    return group(
        lines((action.id, True), (f" {short(_title(action, public=public))}", False)),
        status(brag.words if not public else _unnamed(brag), TONE[brag.colour]),
        subtle(f"{trust_words(action)}.{who} {due_words(action)}"),
        None if public else buttons(button("Open", "action.open", record=action.id, offset=offset, query=dict(query))),
        separator=True,
    )


def _title(action: Action, *, public: bool) -> str:
    """As typed; in the channel without how few people or events it is about."""
    return without_small(action.title) if public else action.title


def _unnamed(brag: Brag) -> str:
    """The colour in the channel: no person's name, and nothing that the chair typed."""
    if brag.colour == Colour.BLUE:
        return "blue: assured"
    return "closed: not doing" if brag.colour == Colour.CLOSED else brag.words


def turning(verb: str, page: Page, shown: int, size: int, query: Mapping[str, Any] | None = None) -> list[JSON]:
    """`Next` and `Previous`, where there is one."""
    made: list[JSON] = []
    data: dict[str, Any] = {} if query is None else {"query": dict(query)}
    if page.more:
        made.append(button("Next", verb, inputs=False, offset=page.offset + shown, **data))
    if page.offset:
        made.append(button("Previous", verb, inputs=False, offset=max(page.offset - size, 0), **data))
    return made


# ---------------------------------------------------------------- one


def show(
    action: Action,
    brag: Brag,
    member: Member,
    as_at: str,
    *,
    query: Mapping[str, Any] | None = None,
    offset: int = 0,
    public: bool = False,
    before: JSON | None = None,
) -> Card:
    """One action with its history, and the buttons that are this person's. `before` stands first, such as thanks."""
    body: list[JSON | None] = [
        before,
        quoted(_title(action, public=public)),
        status(brag.words if not public else _unnamed(brag), TONE[brag.colour]),
        facts(_facts(action, public=public)),
    ]
    if not public:
        body.extend(_told(action))
    body.append(subtle(KEY))
    if public:
        return card(action.id, *body, as_at=f"As at {as_at}.")
    made = _offers(action, member)
    if query is not None:
        made.append(button("Back to the list", "action.list", inputs=False, query=dict(query), offset=offset))
    return card(action.id, *body, actions=made, as_at=f"As at {as_at}.")


def _facts(action: Action, *, public: bool) -> list[tuple[str, str]]:
    found = [("State", action.status.words), ("Trust", trust_words(action))]
    if not public:
        deputy = f", deputy {action.deputy_name}" if action.deputy_name else ""
        found += [("Owner", f"{action.owner_name}{deputy}"), ("Why", action.why)]
        found += [("What is meant", action.description)] if action.description else []
        found += [("Barrier", BARRIERS[action.barrier])] if action.barrier in BARRIERS else []
        found += [("Evidence wanted", action.evidence_required)] if action.evidence_required else []
        found.append(("Equity check", action.equity or NOT_EXAMINED))
    found.append(("Date", due_words(action)))
    said = f", its owner says {action.mark.words}" if action.mark != Mark.NONE else ""
    found.append(("Progress", f"{action.progress} %{said}"))
    ties = [link_words(link) for link in action.links if link != action.why]
    if ties:
        found.append(("Tied to", ", ".join(ties)))
    if action.shared:
        found.append(("By trust", "; ".join(f"{x.trust} {x.words}" for x in action.lines)))
    return found


def _told(action: Action) -> list[JSON | None]:
    told: list[JSON | None] = []
    if action.request is not None:
        asked = action.request
        told.append(status(f"More time asked for, until {as_long(asked.to)}, not decided yet", "watch"))
    if action.evidence:
        told.append(heading("Evidence"))
        told.extend(quoted(_evidence(e)) for e in action.evidence[-3:])
    if action.changes:
        told.append(heading(f"Moved {often(action.slips)}"))
        told.extend(quoted(_slip(s)) for s in action.changes[-MOVES:])
        earlier = len(action.changes) - MOVES
        told.append(subtle(f"And {often(earlier)} before; its history has all.") if earlier > 0 else None)
    told.append(heading("Latest"))
    told.extend(quoted(_update(u)) for u in action.updates[:HISTORY])
    return told


def _evidence(given: Evidence) -> str:
    trust = f"{given.trust}: " if given.trust else ""
    return f"{trust}{given.source}. {given.note}".strip()


def _slip(change: Slip) -> str:
    agreed = f". Agreed: {change.agreed}" if change.agreed else ""
    return f"{as_long(change.was)} to {as_long(change.to)}, by {change.name}: {change.reason}{agreed}"


def _update(said: Update) -> str:
    text = f": {short(said.text)}" if said.text else ""
    return f"{as_long(said.at.date())}, {said.name}: {said.what}{text}"


def _offers(action: Action, member: Member) -> list[JSON]:
    """What this person may do with it now, the likeliest first."""
    data: dict[str, Any] = {"record": action.id}
    made: list[JSON] = []
    chairs = member.is_any(CHAIRS)
    if action.request is not None and may_decide(member, action) and not action.closed:
        made.append(button("Decide on the date", "action.decide_open", **data))
    if may_assure(member, action):
        made.append(button("Assure", "action.assure_open", **data))
    if may_update(member, action) and not action.closed:
        word = "Update" if action.status == Status.OPEN else "Give evidence"
        made.append(button(word, "action.update_open", **data))
        if action.status == Status.OPEN:
            made.append(button("Ask for more time", "action.time_open", **data))
    if may_reassign(member, action) and not action.closed:
        made.append(button("Hand over", "action.hand_over_open", **data))
    if chairs and not action.closed:
        made.append(button("Not doing", "action.stop_open", **data))
    if chairs and action.status != Status.OPEN:
        made.append(button("Open again", "action.reopen_open", **data))
    if may_tie(member, action) and not action.closed:
        made.append(button("What it is tied to", "action.ties_open", **data))
        made.append(button("Equity check", "action.equity_open", **data))
    return made


# ---------------------------------------------------------------- asked back


def which(title: str, found: Sequence[Coloured], verb: str, data: Mapping[str, Any]) -> Card:
    """Several actions could be meant: each a button, never a guess."""
    rows = [lines((a.id, True), (f" {short(a.title)} ({b.words})", False)) for a, b in found[:PAGE]]
    made = [button(a.id, verb, inputs=False, **{**data, "record": a.id}) for a, _ in found[:PAGE]]
    said = "Which one do you mean?" if rows else "I find none that fits. Say my actions, or the id, such as ACT-26-014."
    sets = [buttons(*made[n : n + 4]) for n in range(0, len(made), 4)]
    return card(title, words(said), *rows, *sets, actions=[button("My actions", "say", say="my actions")])


def first(before: JSON | None, waits: Sequence[str]) -> JSON | None:
    """What stands before an action: faults, and the hand-overs whose day is still to come."""
    return group(before, *(status(said, "watch") for said in waits)) if waits else before


def faults_first(faults: Sequence[Invalid]) -> JSON | None:
    """Why a press did not count, before the action as it is now."""
    return errors([f.words for f in faults])


# ---------------------------------------------------------------- words


def trust_words(action: Action) -> str:
    """`JPUH`, or `all trusts: NNUH, JPUH` for a shared action."""
    return f"all trusts: {', '.join(action.trusts)}" if action.trust == SHARED else action.trust


def link_words(link: str) -> str:
    """A record's id as it is; themes and frameworks by name."""
    if link.startswith("theme:"):
        theme = THEMES.get(link.removeprefix("theme:"))
        return f"theme {theme.name}" if theme else link
    if link in REQUIREMENTS:
        return f"{link} ({short(REQUIREMENTS[link].title, 60)})"
    return f"{link} ({FRAMEWORKS[link].name})" if link in FRAMEWORKS else link


def due_words(action: Action) -> str:
    """When it is due and, when it moved, the first date and how often."""
    if not action.slips:
        return f"Due {as_long(action.due)}."
    return f"Due {as_long(action.due)}; first due {as_long(action.original_due)}, moved {often(action.slips)}."


def short(text: str, longest: int = SHORT) -> str:
    """A text cut to a row's length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"
