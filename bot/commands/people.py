"""Help and who am I: what this person can do here now."""

from __future__ import annotations

from bot.catalogue import collect
from bot.contracts import Channel, Command, Context, Reply, Slots, Submit, Values
from cards import people as cards
from domain.people import ANYONE, CHAIRS, GROUP, OFFICE, Role
from storage import returns

LEADS = frozenset({Role.TRUST_LEAD})


def help_(ctx: Context, _slots: Slots) -> Reply:
    """Five examples true for this person now, and buttons for the commonest."""
    examples = _examples(ctx)
    return Reply(cards.help_card(ctx.member, examples[:5], _common(ctx)))


def whoami(ctx: Context, _slots: Slots) -> Reply:
    """Name, roles, trusts."""
    return Reply(cards.who_am_i(ctx.member, ()))


def _examples(ctx: Context) -> list[tuple[str, str]]:
    member = ctx.member
    commands = collect().commands
    said: list[tuple[str, str]] = []

    def offer(name: str, say: str = "") -> None:
        command = commands.get(name)
        if command is not None and member.is_any(command.roles):
            said.append((say or command.say, command.does))

    rnd = returns.open_round(ctx.session)
    if member.is_any(OFFICE) and rnd is None:
        offer("open_round")
    if member.is_any(LEADS) and rnd is not None:
        offer("submit")
    if member.is_any(CHAIRS):
        offer("summary")
        offer("post_summary")
    offer("returns")
    offer("my_actions")
    if member.is_any(GROUP):
        offer("risks", "risks 12 or more")
        offer("actions", "actions overdue")
        offer("new_action", "new action: agree the swab count audit by 15 January")
    offer("whoami")
    offer("help")
    return said


def _common(ctx: Context) -> list[str]:
    commands = collect().commands
    names = ("submit", "my_actions", "returns", "summary", "open_round", "risks", "whoami")
    found = [commands[n] for n in names if n in commands]
    return [c.say for c in found if ctx.member.is_any(c.roles)][:4]


COMMANDS = (
    Command("help", "help", "what you can do here now", help_, ANYONE, Channel.PUBLIC),
    Command("whoami", "who am I", "your name, roles and trusts as I know them", whoami, ANYONE),
)
SUBMITS: tuple[Submit, ...] = ()

__all__ = ["COMMANDS", "SUBMITS", "Values"]
