"""Forged card data: what a client may send instead of what we drew, for every verb and some roles.

    python -m tests.campaigns.forgery        every case x every verb x every role

Each case gives the values (and what else of the turn is forged) or None where it does not apply to a button.
`void` cases must have no effect whatever; of the others nothing may break, and what is kept must be allowed.
Source: reliability.md 5, "Card matrix (45)". The cases that the gate answers (guest, other tenant, a bot, no object id,
data that is not an object, half surrogates) are in `fuzz.py`; a nonce used twice is in `repeats.py`.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.seal import Sealer
from cards.kit import Card
from domain.people import ObjectId
from tests.campaigns import oracle, records
from tests.campaigns.world import ACTORS, Button, Came, World

NHS = "943 476 5919"
CLOSED, NOBODYS = "ACT-26-109", "ACT-26-098"


@dataclass(frozen=True)
class Forged:
    """What is sent: values as they are, another verb, or another turn."""

    values: Mapping[str, Any]
    verb: str = ""
    turn: Mapping[str, Any] = field(default_factory=dict[str, Any])


Make = Callable[[World, str, Button], Forged | None]


@dataclass(frozen=True)
class Case:
    """A forgery. `void`: nothing may come of it."""

    name: str
    make: Make
    void: bool = False


def _values(world: World, actor: str, button: Button, token: Any = None, **typed: Any) -> dict[str, Any]:
    made = world.token(actor, button.verb, button.data) if token is None else token
    return {**world.typed(button), **typed, "ctx": made}


def _token(change: Callable[[World, str, Button], Any]) -> Make:
    return lambda w, a, b: Forged(_values(w, a, b, change(w, a, b)))


def _flip(at: int) -> Callable[[World, str, Button], str]:
    def flipped(world: World, actor: str, button: Button) -> str:
        token = world.token(actor, button.verb, button.data)
        place = at % len(token)
        return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    return flipped


def _payload(change: Callable[[bytes], bytes]) -> Callable[[World, str, Button], str]:
    """The payload is another one, the signature that of ours."""

    def changed(world: World, actor: str, button: Button) -> str:
        use, key, body, mac = world.token(actor, button.verb, button.data).split(".")
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        return f"{use}.{key}.{base64.urlsafe_b64encode(change(raw)).rstrip(b'=').decode()}.{mac}"

    return changed


def _swapped(world: World, actor: str, button: Button) -> str:
    mine = world.token(actor, button.verb, button.data).split(".")
    other = world.token(actor, button.verb, {**button.data, "record": NOBODYS}).split(".")
    return ".".join((*mine[:2], other[2], mine[3]))


def _other_key(world: World, actor: str, button: Button) -> str:
    content = {"actions": [{"type": "Action.Execute", "verb": button.verb, "data": dict(button.data)}]}
    sealed = Sealer(("a key of somebody else",)).seal(
        Card(content, ""), scope=world.member(actor).object_id, group=world.group.id, now=world.scene.now
    )
    return sealed.content["actions"][0]["data"]["ctx"]


def _sealed(**scope: Any) -> Callable[[World, str, Button], str]:
    def made(world: World, actor: str, button: Button) -> str:
        more = {k: v(world) if callable(v) else v for k, v in scope.items()}
        return world.seal(button.verb, button.data, **{"scope": world.member(actor).object_id, **more})

    return made


def _somebody_elses(world: World, actor: str, button: Button) -> str:
    other = "own" if actor != "own" else "chair"
    return world.token(other, button.verb, button.data)


def _other_verb(world: World, actor: str, button: Button) -> Forged:
    token = world.token(actor, "help.none", button.data)
    return Forged(_values(world, actor, button, token))


def _unknown_verb(world: World, actor: str, button: Button) -> Forged:
    verb = f"{button.verb}s"
    return Forged({**world.typed(button), "ctx": world.token(actor, verb, button.data)}, verb=verb)


def _data(**changes: Any) -> Make:
    """Properly sealed, as if a card of ours had carried it: what a card drawn long ago may carry."""

    def made(world: World, actor: str, button: Button) -> Forged | None:
        if not set(changes) <= set(button.data) or button.record not in world.of or not button.data.get("version", 1):
            return None
        data = {**button.data, **{k: v(button.data[k]) if callable(v) else v for k, v in changes.items()}}
        if "version" in changes and "asked" in data:
            data["asked"] = "something else"  # a card that still asks the same is good, whatever became of the record
        return Forged({**world.typed(button), "ctx": world.token(actor, button.verb, data)})

    return made


def _beside(**typed: Any) -> Make:
    """Typed beside the seal, under the names of what is sealed."""
    return lambda w, a, b: Forged(_values(w, a, b, **typed))


def _all(kind: str, value: Any) -> Make:
    """Every input of a kind (or `Input.` for all) says this."""

    def made(world: World, actor: str, button: Button) -> Forged | None:
        names = [n for n, e in button.inputs.items() if str(e["type"]).startswith(kind)]
        return Forged(_values(world, actor, button, **dict.fromkeys(names, value))) if names else None

    return made


def _turn(**more: Any) -> Make:
    return lambda w, a, b: Forged(_values(w, a, b), turn=more)


def _stranger(world: World, actor: str, button: Button) -> Forged:
    turn = world.scene._turn(world.name(actor), "pressed", "personal", "")  # pyright: ignore[reportArgumentType] words do
    return Forged(_values(world, actor, button), turn={"speaker": _nobody(turn.speaker)})


def _nobody(speaker: Any) -> Any:
    return type(speaker)(ObjectId(""), "", "")


def _refreshed(world: World, actor: str, button: Button) -> Forged:
    return Forged(_values(world, actor, button, _somebody_elses(world, actor, button)), turn={"automatic": True})


CASES = (
    Case("no token", lambda w, _, b: Forged(w.typed(b)), void=True),
    Case("token is null", lambda w, a, b: Forged({**_values(w, a, b), "ctx": None}), void=True),
    Case("token is a list", _token(lambda w, a, b: [w.token(a, b.verb, b.data)]), void=True),
    Case("token is a number", _token(lambda *_: 10**30), void=True),
    Case("token is huge", _token(lambda *_: "v1." + "A" * 90_000 + ".a.b"), void=True),
    Case("token without dots", _token(lambda *_: "v1"), void=True),
    Case("token not ASCII", _token(lambda *_: "v1.é.é.é"), void=True),
    Case("token of another verb", _other_verb, void=True),
    Case("token of another group", _token(_sealed(group="other")), void=True),
    Case("token of another person", _token(_somebody_elses), void=True),
    Case("token expired", _token(_sealed(now=lambda w: w.scene.now - timedelta(days=121))), void=True),
    Case("token from the future", _token(_sealed(now=lambda w: w.scene.now + timedelta(hours=1))), void=True),
    Case("token of another key", _token(_other_key), void=True),
    Case("bit flipped in the head", _token(_flip(4)), void=True),
    Case("bit flipped in the payload", _token(_flip(40)), void=True),
    Case("bit flipped in the signature", _token(_flip(-5)), void=True),
    Case("payload swapped", _token(_swapped), void=True),
    Case("payload changed", _token(_payload(lambda raw: raw.replace(b'"', b"'", 1))), void=True),
    Case("payload with a later time", _token(_payload(lambda raw: raw[:-2] + b"9]")), void=True),
    Case("payload empty", _token(_payload(lambda _: b"[]")), void=True),
    Case("unknown verb", _unknown_verb, void=True),
    Case("nobody speaks", _stranger, void=True),
    Case("refresh of somebody else's card", _refreshed, void=True),
    Case("old version", _data(version=lambda v: int(v) - 1), void=True),
    Case("future version", _data(version=lambda v: int(v) + 1), void=True),
    Case("deleted record", _data(record=NOBODYS), void=True),
    Case("closed record", _data(record=CLOSED)),
    Case("another trust's record", _data(record="ACT-26-201")),
    Case("record beside the seal", _beside(record="ACT-26-201", id="RSK-26-003", trust="QEHKL")),
    Case("record a list", _beside(record=["ACT-26-101"], version=[1])),
    Case("record a number", _beside(record=1.5, version=10**30)),
    Case("record as SQL", _beside(record="1 OR 1=1", trust="'; DROP TABLE journal; --")),
    Case("record in other digits", _beside(record="ACT-26-１０１")),
    Case("verb in the values", _beside(verb="member.add", say="open round")),
    Case("inputs missing", lambda w, a, b: Forged({"ctx": w.token(a, b.verb, b.data)})),
    Case("inputs extra", _beside(roles="chair", active="true", __proto__="x", object_id="nobody")),
    Case("inputs lists", _all("Input.", ["x", {"y": 1}])),
    Case("inputs objects", _all("Input.", {"a": {"b": None}})),
    Case("inputs numbers", _all("Input.", 1e308)),
    Case("inputs true", _all("Input.", True)),
    Case("inputs null", _all("Input.", None)),
    Case("inputs too long", _all("Input.Text", "long words " * 2_000)),
    Case("inputs with NUL", _all("Input.Text", "a\x00b")),
    Case("inputs with bidi signs", _all("Input.Text", "a\u202egnp.exe\u2066")),
    Case("inputs with an NHS number", _all("Input.Text", f"She is {NHS}"), void=True),
    Case("inputs with markup", _all("Input.Text", "<at>Everyone</at> [press](https://evil.example) {{x}} **b**")),
    Case("date 31 February", _all("Input.Date", "2027-02-31")),
    Case("date of year 1", _all("Input.Date", "0001-01-01")),
    Case("date far ahead", _all("Input.Date", "9999-12-31")),
    Case("choice not offered", _all("Input.ChoiceSet", "chair; everything")),
    Case("choices with a comma", _all("Input.ChoiceSet", "a,,b,")),
    Case("number not finite", _all("Input.Number", "NaN")),
    Case("number huge", _all("Input.Number", "9" * 4_000)),
    Case("message instead of invoke", _turn(invoked=False, said="open round")),
    Case("no card id, no turn id", _turn(card_id="", id="")),
)
SHOWS_ONLY = frozenset({"concern.drop", "remind.cancel", "away.cancel"})
"""Verbs after which nothing happens anyway."""


def judge(world: World, case: Case, actor: str, button: Button, came: Came) -> Iterator[str]:
    """What is wrong with what came of a forgery."""
    if came.errors:
        yield "a bug was logged"
    if case.void and (came.wrote or (came.posts and case.name != "nobody speaks")):  # the office hears of strangers
        yield "something was kept or sent"
    line = VERBS.get(button.verb)
    if line is None:
        return
    for subject in came.subjects & set(world.of):
        record = world.of[subject]
        me = world.member(actor).object_id
        owned, wrote = getattr(record, "owner", None) == me, records.author(record) == me
        if not oracle.may(line, actor, trust=str(getattr(record, "trust", "")), owned=owned, wrote=wrote):
            yield f"{subject} was changed"
        if subject == CLOSED and not button.verb.startswith(("action.reopen", "history", "evidence")):
            yield f"{subject} is closed and was changed"
    if "data" not in case.name and "beside" in case.name and button.record:
        yield from (f"{s} was changed from beside the seal" for s in came.subjects & {"ACT-26-201", "RSK-26-003"}
                    if s != button.record)  # fmt: skip


VERBS = oracle.read(oracle.VERBS)


def attack(world: World, roles: Callable[[int], tuple[str, ...]]) -> tuple[int, list[str]]:
    """Every case against one button of each verb; how many were tried, and what was wrong."""
    wrong: list[str] = []
    tried = 0
    for number, verb in enumerate(sorted({b.verb for b in world.buttons.values()})):
        button = max(world.of_verb(verb), key=lambda b: (b.record in world.of, len(b.inputs)))
        for index, case in enumerate(CASES):
            for actor in roles(number + index):
                forged = case.make(world, actor, button)
                if forged is None:
                    continue
                came = world.send(actor, forged.verb or verb, forged.values, **forged.turn)
                tried += 1
                wrong += [
                    f"{case.name}, {verb} {button.record}, {actor}: {w}"
                    for w in judge(world, case, actor, button, came)
                ]
    return tried, wrong


def main() -> int:
    """The command line: every role, or those that are named, so that it can be run in pieces."""
    actors = tuple(sys.argv[1:]) or ACTORS
    with tempfile.TemporaryDirectory(prefix="ovs-forgery-") as folder:
        world = World(Path(folder)).crawl()
        tried, wrong = attack(world, lambda _: actors)
        world.close()
    verbs = len({b.verb for b in world.buttons.values()})
    sys.stdout.write(
        f"{tried} forgeries: {len(CASES)} cases, {verbs} verbs, {', '.join(actors)}; {len(wrong)} faults\n"
    )
    sys.stdout.write("".join(f"{w}\n" for w in wrong[:50]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
