"""No figure, date or name in any generated text that is not in a record. A campaign: `-m tests.campaigns.generated`."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest

from bot.flows import packs as pack_flow
from tests.campaigns import generated as campaign
from tests.generated import Said, faults, fill, texts_of
from tests.sample_risks import GROUP
from tests.scene import Scene

GROUPS = int(os.environ.get("GENERATED_GROUPS", "50"))


def test_every_text_of_random_groups_says_only_what_records_say(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_flow, "MOST_PICTURES", 0)
    found = campaign.run(scene.store, scene.now, range(GROUPS))
    assert found.faults == []
    assert found.statements > GROUPS * 20


def test_the_checker_finds_what_is_invented(scene: Scene) -> None:
    def work(session: Any) -> None:
        fill(session, Random(3), scene.now)
        real = next(s for s in texts_of(session, GROUP, scene.now) if s.ids and s.ids[0].startswith("RSK-"))
        for wrong, said in (
            ("; 777 in all", "the number 777"),
            ("; due 4 July 2019", "the day 2019-07-04"),
            (" by Amelia Thorne", "the name Amelia Thorne"),
            (" (ACT-26-999)", "ACT-26-999 is no record"),
            (" in July 2019", "the month July 2019"),
        ):
            made_up = Said("report", real.text + wrong, real.ids)
            assert said in faults(session, GROUP, scene.now, made_up)

    scene.store.run_sync(lambda s: (s.as_system("test"), work(s)), group="other")
