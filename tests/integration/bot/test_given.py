"""What buttons carry along, and records that changed since their card was drawn."""

from __future__ import annotations

import pytest

from bot.contracts import Context, Happening, PlaceKind
from bot.flows.given import carried, current
from domain.refusals import Stale
from storage.session import Session
from tests.learning_made import an_entry
from tests.scene import Scene


def test_what_was_typed_comes_along_or_nothing_does() -> None:
    assert carried({"typed": {"title": "T"}}, "typed") == {"title": "T"}
    assert carried({"typed": "T"}, "typed") == carried({}, "typed") == {}


def test_a_record_that_changed_says_who_and_when(scene: Scene) -> None:
    def work(session: Session) -> None:
        session.acting(scene.member("jpuh-lead"))
        entry = an_entry(session)
        turn = scene._turn("chair", Happening.SAID, PlaceKind.PERSONAL, "", said="")
        ctx = Context(turn, scene.member("chair"), scene.group, session, scene.now)
        current(ctx, entry, {"version": 1})
        with pytest.raises(Stale, match="Tom Bailey"):
            current(ctx, entry, {"version": "0"})

    scene.run(work)
