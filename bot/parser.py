"""Words -> command, slots, what must be asked back. Pure, deterministic, offline.

Owns: the order of understanding: identifiable text first, then the command, its slots, the questions.
Must not: know a phrase, a date form or a trust (they are in `bot/words/`), or guess a write: every write is read back
before it is saved.
"""

from __future__ import annotations

from datetime import date

from bot.contracts import Slots, Understood
from bot.vocabulary import Vocabulary
from bot.words import choose, meant, questions, slots
from bot.words.clean import plain
from bot.words.reading import listen
from bot.words.remembered import remembered
from domain.privacy import find, in_a_row

WRITES = frozenset(
    [
        "submit",
        "correct_return",
        "review_return",
        "new_action",
        "update_action",
        "new_risk",
        "review_risk",
        "escalate_risk",
        "concern",
        "share_learning",
        "signal",
        "post_summary",
        "learning_event",
        "decision",
        "policy",
        "add_evidence",
        "remind",
        "away",
        "back",
        "snooze",
        "open_round",
        "close_round",
        "import",
        "add_member",
        "undo",
    ]
)
"""Commands that change something: always read back. `settings` is one when it says what to change."""
KEPT_AS_DATA = frozenset({"calendar", "trusts", "members"})
"""The group as data: shown, and written when the words tell to: `move the January meeting to the 25th`."""


def understand(text: str, *, vocabulary: Vocabulary, role: str, trusts: tuple[str, ...], on: date) -> Understood:
    """What a message asks for. Never raises; what is not understood is `unknown` with the nearest commands."""
    spelt = plain(text)
    identifiable = find(text) or (find(spelt) if spelt != text else ())
    if identifiable:
        return Understood("refuse", refused=in_a_row(dict.fromkeys(f.kind for f in identifiable)))
    return _read(text, vocabulary, role, trusts, on)


@remembered
def _read(text: str, vocabulary: Vocabulary, role: str, trusts: tuple[str, ...], on: date) -> Understood:
    reading = listen(text, vocabulary, role, trusts, on)
    ranking = choose.ranked(reading)
    command = meant.instead(ranking[0].command, reading) if ranking else "unknown"
    if command == "unknown":
        return Understood("unknown", suggest=questions.suggestions(ranking, reading))
    filled = slots.fill(command, reading)
    told = reading.has("CHANGES")
    return Understood(command, filled, questions.ask(command, filled, reading), confirms(command, filled, told=told))


def confirms(command: str, filled: Slots, *, told: bool = False) -> bool:
    """Whether the command writes, so that it is read back and confirmed. `told`: the words tell to change something."""
    return command in WRITES or (command == "settings" and bool(filled.text)) or (told and command in KEPT_AS_DATA)
