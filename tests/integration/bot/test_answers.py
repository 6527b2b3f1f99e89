"""The card of long work as a row of the outbox: on its way, then a message that edits find, or none at all."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.answers import Answers
from bot.contracts import Happening, PlaceKind, Reply, Turn
from storage import answers as kept
from storage import outbox
from storage.outbox import State
from storage.store import Busy
from tests import work_done
from tests.scene import Scene

EXPORT = "JOB-26-001"


def asked(scene: Scene) -> tuple[Turn, Reply, str]:
    """An export was asked for; the turn, its answer and the answer's key."""
    turn = scene._turn("coordinator", Happening.SAID, PlaceKind.PERSONAL, "", said="export")
    reply = scene.turn(turn)
    return turn, reply, scene.run(lambda s: kept.of(s, EXPORT))[0]


def told(scene: Scene, turn: Turn, reply: Reply, message: str) -> int:
    """The room says which message it is; how often the sender was woken."""
    woken: list[int] = []
    asyncio.run(Answers(scene.store, scene.groups, lambda: woken.append(1)).arrived(turn, reply, message))
    return len(woken)


def row(scene: Scene, key: str) -> outbox.Entry:
    return scene.run(lambda s: outbox.find(s, key))


def test_it_is_on_its_way_until_the_room_says_which_message_it_is(scene: Scene) -> None:
    turn, reply, key = asked(scene)
    assert row(scene, key).state == State.SENDING
    assert told(scene, turn, reply, "msg-1") == 1
    assert (row(scene, key).state, row(scene, key).activity_id) == (State.SENT, "msg-1")
    told(scene, turn, reply, "msg-2")
    assert row(scene, key).activity_id == "msg-1", "the message that stands is not exchanged"


def test_an_edit_that_waited_goes_at_once(scene: Scene) -> None:
    turn, reply, _ = asked(scene)
    work_done.run(scene)
    edit = scene.outbox("coordinator")[-1].key
    late = scene.run(lambda s: [e for e in outbox.claim(s) if e.key == edit])
    scene.run(lambda s: outbox.mark_retry(s, late[0], not_before=s.now.replace(year=2027), error="an earlier one"))
    told(scene, turn, reply, "msg-1")
    assert row(scene, edit).not_before == scene.now


@pytest.mark.parametrize("message", ["", None])
def test_one_that_did_not_arrive_leaves_the_result_a_message_of_its_own(scene: Scene, message: str | None) -> None:
    turn, reply, key = asked(scene)
    if message is None:  # the process died before it could say
        scene.later(minutes=2)
        scene.run(outbox.reap)
    else:
        told(scene, turn, reply, message)
    assert row(scene, key).state in {State.DEAD, State.UNCERTAIN}
    assert row(scene, key).activity_id == "", "so the sender posts what was to be its edit"


def test_who_is_in_no_group_and_what_nobody_expects_is_let_be(scene: Scene) -> None:
    stranger = scene._turn("nobody", Happening.SAID, PlaceKind.PERSONAL, "", said="export")
    turn, reply, _ = asked(scene)
    assert told(scene, stranger, reply, "msg-1") in {0, 1}
    other = scene._turn("coordinator", Happening.SAID, PlaceKind.PERSONAL, "another", said="export")
    told(scene, other, reply, "msg-9")
    assert "msg-9" not in [e.activity_id for e in scene.run(lambda s: outbox.listed(s, *State))]
    assert turn.id != other.id


def test_a_busy_store_costs_the_edit_not_the_result(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    turn, reply, _ = asked(scene)

    class Full:
        async def run(self, *_: Any, **__: Any) -> Any:
            raise Busy("full")

    async def once() -> None:
        full: Any = Full()
        await Answers(full, scene.groups, lambda: None).arrived(turn, reply, "msg-1")

    asyncio.run(once())
    assert "an answer could not be noted" in caplog.text
