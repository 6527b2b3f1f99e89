"""An anonymous concern leaves nothing that says who raised it: not in a table, the file, the log or a count."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import logs, nameless
from bot.commands import concerns as commands
from bot.contracts import Context, Happening, PlaceKind
from bot.delivery import Outcome, Sent, Uncertain
from bot.metrics import Metrics
from bot.outbox import Sender
from bot.turn import reference
from cards.kit import actions
from domain.people import ObjectId
from storage import conversations, inbox, outbox
from storage.conversations import Kind
from storage.outbox import NAMELESS, State
from storage.store import Busy, CommitUnknown, Store
from tests.days import Days
from tests.scene import Scene, titles, twin
from tests.stores import Clock, make_sqlite
from tests.whole import cells, news, raw, said

TEXT = "Nights on the unit feel unsafe since the rota changed."
CANARY = "turn-canary-7f3a"
MOMENT = datetime(2026, 11, 23, 10, 41, 17, 123456, tzinfo=UTC)


def read_back(scene: Scene, who: str, **typed: Any) -> Any:
    form = scene.say(who, "concern", turn_id=f"{CANARY}-form")
    given = {"text": TEXT, "trust": "JPUH", "urgency": "usual", **typed}
    return scene.press(who, form, "Read it back", turn_id=f"{CANARY}-back", **given)


def raise_it(scene: Scene, who: str, **typed: Any) -> Any:
    return scene.press(who, read_back(scene, who, **typed), "Send anonymously", turn_id=CANARY)


def everything(scene: Scene) -> Counter[tuple[str, str, str]]:
    return scene.run(cells)


def traces(scene: Scene, who: str) -> list[str]:
    """Whatever could tell this person or this press."""
    member = scene.member(who)
    return [member.object_id, f"29:{member.object_id}", f"personal-{member.object_id}", member.name, CANARY]


def unsealed(text: str) -> str:
    """A text with what its seals hold, since a seal names its reader."""
    parts = re.findall(r"v1\.\w+\.([\w\-]+)\.", text)
    return text + "".join(base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)).decode() for p in parts)


@pytest.fixture
def log() -> Any:
    """Everything that is logged, as it is written, down to the smallest."""
    stream = io.StringIO()
    root, kept, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    lines = logging.StreamHandler(stream)
    lines.setFormatter(logs.JsonLines())
    root.handlers[:] = [lines]
    root.setLevel(logging.DEBUG)
    yield stream
    root.handlers[:] = kept
    root.setLevel(level)


@pytest.mark.parametrize("who", ["observer", "member", "coordinator", "nnuh-lead"])
def test_nothing_that_is_kept_says_who_or_when(scene: Scene, who: str, log: io.StringIO, tmp_path: Path) -> None:
    scene.now = MOMENT
    back = read_back(scene, who)
    before, file_before = everything(scene), raw(tmp_path / "scene.db")
    answer = scene.press(who, back, "Send anonymously", turn_id=CANARY)
    assert "It was sent without your name." in twin(answer)

    fresh = news(before, everything(scene))
    tables = {table for table, _, _ in fresh}
    assert tables == {"concerns", "counters", "inbox", "journal", "outbox", "versions"}
    told = unsealed(said(fresh))
    assert TEXT in told, "the concern itself is kept"
    for trace in traces(scene, who):
        assert trace not in told, trace
    assert "10:41" not in told, "of the time only the day is kept"
    assert str(int(MOMENT.timestamp()))[:-2] not in told
    file_after = raw(tmp_path / "scene.db")
    for trace in traces(scene, who):
        assert file_after.count(trace.encode()) <= file_before.count(trace.encode()), trace
    assert reference(turn_of(scene, who)) not in told + log.getvalue()
    for trace in traces(scene, who):
        assert trace not in log.getvalue()


def turn_of(scene: Scene, who: str) -> Any:
    return scene._turn(who, Happening.PRESSED, PlaceKind.PERSONAL, CANARY)


def test_what_is_kept_is_the_same_whoever_raised_it(tmp_path: Path) -> None:
    """Chair, lead and observer: a reader who raised it gets the card like the others, so no gap tells."""
    kept: list[Any] = []
    for number, who in enumerate(("observer", "chair", "deputy", "jpuh-lead")):
        folder = tmp_path / str(number)
        folder.mkdir()
        scene = Scene(folder, now=MOMENT)
        back = read_back(scene, who)
        before = everything(scene)
        scene.press(who, back, "Send anonymously", turn_id=CANARY)
        fresh = [c for c in news(before, everything(scene)) if c[1] not in {"key", "payload"}]
        kept.append((fresh, sorted((s.to, s.key, s.kind) for s in scene.outbox())))
        scene.close()
    assert all(k == kept[0] for k in kept)
    assert [to for to, _, _ in kept[0][1]] == ["chair", "deputy", "jpuh-lead"]


def test_the_conversation_is_not_remembered_anew(scene: Scene) -> None:
    """Any other press opens a chat again that was shut, with the time; this one leaves it as it is."""
    back = read_back(scene, "observer")
    scene.run(lambda s: conversations.deactivate(s, Kind.PERSONAL, scene.member("observer").object_id))
    before = {c for c in everything(scene) if c[0] == "conversations"}
    scene.press("observer", back, "Send anonymously")
    assert {c for c in everything(scene) if c[0] == "conversations"} == before
    scene.say("observer", "help")
    assert {c for c in everything(scene) if c[0] == "conversations"} != before


def test_a_second_press_is_answered_and_kept_once_only(scene: Scene) -> None:
    back = read_back(scene, "observer")
    first = scene.press("observer", back, "Send anonymously", turn_id="one")
    after = everything(scene)
    again = scene.press("observer", back, "Send anonymously", turn_id="two")
    assert twin(again) == twin(first)
    assert everything(scene) == after
    assert len(scene.outbox("chair")) == 1


def test_other_words_on_the_same_card_are_another_concern_and_are_not_lost(scene: Scene) -> None:
    back = read_back(scene, "observer")
    scene.press("observer", back, "Send anonymously")
    scene.press("observer", back, "Send anonymously", text="And the bleep does not reach theatre two.")
    assert [s.subject for s in scene.outbox("chair")] == ["CON-26-001", "CON-26-002"]


def test_two_people_with_the_same_words_are_two_concerns(scene: Scene) -> None:
    raise_it(scene, "observer")
    raise_it(scene, "member")
    assert len(scene.outbox("chair")) == 2


def test_the_key_of_the_answer_cannot_be_worked_out_without_the_signing_key(scene: Scene) -> None:
    raise_it(scene, "observer")
    (key,) = {v for t, c, v in everything(scene) if (t, c) == ("inbox", "key")}
    assert re.fullmatch(r"[0-9a-f]{64}", key)
    assert scene.sealer.fingerprint("sqog") != key


def test_patient_details_are_refused_before_and_leave_nothing(scene: Scene, log: io.StringIO) -> None:
    back = read_back(scene, "observer")
    before = everything(scene)
    refused = scene.press("observer", back, "Send anonymously", text="Seen with 999 123 4004 on the ward")
    assert "I have not kept this" in twin(refused)
    assert "Send anonymously" in titles(refused)
    assert everything(scene) == before
    assert "123 4004" not in log.getvalue()


def test_what_is_missing_comes_back_with_what_was_typed_and_leaves_nothing(scene: Scene) -> None:
    back = read_back(scene, "observer")
    before = everything(scene)
    again = scene.press("observer", back, "Send anonymously", text="")
    assert "What worries you: please fill this in." in twin(again)
    assert everything(scene) == before
    assert "without your name" in twin(scene.press("observer", again, "Send anonymously", text=TEXT))


def test_a_fault_or_a_busy_store_names_no_turn(scene: Scene, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    back = read_back(scene, "observer")

    def broken(*_: Any) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr(commands.kept, "add", broken)
    assert "tell the office this reference: anonymous" in twin(
        scene.press("observer", back, "Send anonymously", turn_id=CANARY)
    )

    def busy(*_: Any) -> None:
        raise Busy("x")

    monkeypatch.setattr(commands.kept, "add", busy)
    assert "Not saved" in twin(scene.press("observer", back, "Send anonymously", turn_id=CANARY))
    assert TEXT not in log.getvalue()
    for trace in (*traces(scene, "observer"), reference(turn_of(scene, "observer"))):
        assert trace not in log.getvalue()


def test_a_commit_in_doubt_is_settled_without_a_second_concern(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    back = read_back(scene, "observer")
    run = scene.store.run
    lost: list[int] = []

    async def once_lost(work: Any, *, group: str) -> Any:
        found = await run(work, group=group)
        if not lost:
            lost.append(1)
            raise CommitUnknown("the answer was lost")
        return found

    monkeypatch.setattr(scene.store, "run", once_lost)
    assert "without your name" in twin(scene.press("observer", back, "Send anonymously"))
    assert len(scene.outbox("chair")) == 1


def test_undo_does_not_find_it(scene: Scene) -> None:
    raise_it(scene, "member")
    assert "CON-" not in twin(scene.say("member", "undo"))


def test_the_card_cannot_be_pressed_by_somebody_else(scene: Scene) -> None:
    back = read_back(scene, "observer")
    assert "cannot act on this button" in twin(scene.press("member", back, "Send anonymously"))


def test_the_command_is_told_nothing_of_the_person(scene: Scene) -> None:
    seen: list[Context] = []
    submit = scene.turns.catalogue.submits["concern.send_anonymously"]

    def spy(ctx: Context, values: Any) -> Any:
        seen.append(ctx)
        return submit.run(ctx, values)

    watched = {**scene.turns.catalogue.submits, "concern.send_anonymously": replace(submit, run=spy)}
    object.__setattr__(scene.turns, "catalogue", replace(scene.turns.catalogue, submits=watched))
    raise_it(scene, "observer")
    (ctx,) = seen
    assert ctx.member == nameless.NOBODY
    assert not ctx.member.roles
    assert (ctx.turn.id, ctx.turn.speaker.object_id, ctx.turn.place.conversation_id) == ("", ObjectId(""), "")
    assert (ctx.turn.card_id, dict(ctx.turn.values)) == ("", {})
    assert (ctx.now.hour, ctx.now.minute, ctx.session.turn_id, ctx.session.actor) == (0, 0, "", "system:anonymous")
    assert ctx.today == scene.now.date()


@pytest.mark.parametrize("hour", [0, 23])
def test_the_day_is_the_groups_own(scene: Scene, hour: int) -> None:
    """In summer the group's midnight is eleven at night of the day before in UTC."""
    scene.now = datetime(2026, 7, 1, hour, 30, tzinfo=scene.now.tzinfo)
    raise_it(scene, "observer")
    assert "Raised on: 1 July 2026" in scene.card_for("chair").twin
    assert {s.not_before for s in scene.outbox("chair")} == {datetime(2026, 6, 30, 23, tzinfo=UTC)}


# ---------------------------------------------------------------- on the wire


def test_when_it_is_delivered_only_the_day_and_no_message_id_stay(tmp_path: Path) -> None:
    days = Days(tmp_path, MOMENT.date(), by_calendar=False)
    scene = days.scene
    scene.now = MOMENT
    raise_it(scene, "observer", urgency="urgent")
    before = everything(scene)
    scene.now = MOMENT + timedelta(seconds=7)
    sender = days.tick.sender
    assert sender is not None
    asyncio.run(sender.drain())
    assert [a.title for a in days.to("chair")] == ["An urgent concern was raised"]
    rows = scene.run(lambda s: [e for e in outbox.listed(s, State.SENT, limit=50) if e.key.startswith(NAMELESS)])
    day = datetime(2026, 11, 23, tzinfo=UTC)
    assert {(r.created_at, r.sent_at, r.not_before, r.activity_id) for r in rows} == {(day, day, day, "")}
    assert "10:41" not in said(news(before, everything(scene)))
    scene.close()


def test_a_repeat_of_a_doubtful_urgent_one_keeps_the_day_only(tmp_path: Path) -> None:
    days = Days(tmp_path, MOMENT.date(), by_calendar=False)
    scene = days.scene
    scene.now = MOMENT
    raise_it(scene, "observer", urgency="urgent")
    before = everything(scene)
    answers: list[Outcome] = [Uncertain("no answer"), Sent("m1"), Sent("m2"), Sent("m3")]
    days.wire.answers = answers
    sender = days.tick.sender
    assert isinstance(sender, Sender)
    asyncio.run(sender.drain())
    asyncio.run(sender.drain())
    assert any(e.key.endswith("/repeat") for e in scene.run(lambda s: outbox.listed(s, *State, limit=50)))
    assert "10:41" not in said(news(before, everything(scene)))
    scene.close()


def test_metrics_carry_no_person(scene: Scene) -> None:
    raise_it(scene, "observer")
    counted = Metrics()
    counted.count("turns", "pressed")
    text = counted.text().decode()
    for trace in traces(scene, "observer"):
        assert trace not in text
    assert "concern" not in text


def test_the_stored_answer_is_not_sealed_and_names_no_reader(scene: Scene) -> None:
    raise_it(scene, "observer")
    (answer,) = [v for t, c, v in everything(scene) if (t, c) == ("inbox", "answer")]
    assert '"ctx"' not in json.dumps(answer)
    card = scene.card_for("chair")
    assert all("ctx" in a["data"] for a in actions(card.content)), "the readers' cards are sealed, for them"


def test_a_pending_nameless_row_does_not_make_the_bot_look_late(sqlite_clocked: tuple[Store, Clock]) -> None:
    store, clock = sqlite_clocked

    def put(session: Any) -> Any:
        day = clock.now.replace(hour=0, minute=0)
        session.as_nameless(day)
        outbox.enqueue(
            session, kind="notice", key=f"{NAMELESS}x", card=SimpleCard(), to_person="p", subject="CON-26-001"
        )
        return outbox.oldest_due(session), inbox.seen(session, "nothing")

    assert store.run_sync(put, group="sqog") == (None, None)


class SimpleCard:
    def __init__(self) -> None:
        self.content: dict[str, Any] = {}
        self.twin = "A concern was raised"


@pytest.fixture
def sqlite_clocked(tmp_path: Path) -> Any:
    clock = Clock()
    store = make_sqlite(tmp_path, clock)
    yield store, clock
    store.close()
