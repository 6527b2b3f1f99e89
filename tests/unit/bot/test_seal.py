"""What a button carries cannot be changed, moved or used by somebody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.seal import CHANNEL, LIFE, LINK_LIFE, Expired, Forged, Sealer, Ticket
from cards import kit
from cards.kit import Card, actions, button, card

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def token(sealer: Sealer, scope: str = "tom", group: str = "sqog", now: datetime = NOW, **data: Any) -> str:
    drawn = card("Card", actions=[button("Save", "action.save", **data)])
    return first(sealer.seal(drawn, scope=scope, group=group, now=now))["data"]["ctx"]


def first(drawn: Card) -> dict[str, Any]:
    return next(a for a in actions(drawn.content) if a.get("type") == "Action.Execute")


def opened(sealer: Sealer, ctx: object, **changes: Any) -> Any:
    call = {"verb": "action.save", "speaker": "tom", "group": "sqog", "now": NOW} | changes
    return sealer.open(ctx, **call)


def test_what_was_sealed_comes_back() -> None:
    sealer = Sealer(("one",))
    found = opened(sealer, token(sealer, record="ACT-26-014", version=3))
    assert found.data == {"record": "ACT-26-014", "version": 3}
    assert found.verb == "action.save"


def test_every_button_of_a_card_shares_a_nonce_and_a_second_sealing_changes_nothing() -> None:
    sealer = Sealer(("one",))
    drawn = card("Card", actions=[button("Save", "a", x=1), button("Stop", "b", x=1)])
    once = sealer.seal(drawn, scope="tom", group="sqog", now=NOW)
    tokens = [a["data"]["ctx"] for a in actions(once.content) if a.get("type") == "Action.Execute"]
    nonces = {opened(sealer, t, verb=v).nonce for t, v in zip(tokens, "ab", strict=True)}
    assert len(nonces) == 1
    twice = sealer.seal(once, scope="ann", group="sqog", now=NOW)
    assert [a["data"]["ctx"] for a in actions(twice.content) if a.get("type") == "Action.Execute"] == tokens


def test_a_card_for_several_people_is_sealed_for_each_of_them() -> None:
    sealer = Sealer(("one",))
    drawn = card("Card", actions=[button("Save", "action.save", x=1)])
    for person in ("tom", "ann"):
        sealed = sealer.seal(drawn, scope=person, group="sqog", now=NOW)
        assert opened(sealer, first(sealed)["data"]["ctx"], speaker=person).data == {"x": 1}
    assert first(drawn)["data"] == {"x": 1}


@pytest.mark.parametrize(
    "change",
    [{"verb": "action.assure"}, {"speaker": "ann"}, {"group": "other"}],
    ids=["other verb", "other person", "other group"],
)
def test_it_is_bound_to_verb_person_and_group(change: dict[str, str]) -> None:
    sealer = Sealer(("one",))
    with pytest.raises(Forged):
        opened(sealer, token(sealer, record="ACT-26-014"), **change)


def test_a_channel_card_may_be_pressed_by_anybody() -> None:
    sealer = Sealer(("one",))
    assert opened(sealer, token(sealer, scope=CHANNEL), speaker="ann").data == {}


def test_no_bit_of_a_token_may_change() -> None:
    sealer = Sealer(("one",))
    good = token(sealer, record="ACT-26-014")
    for place in range(len(good)):
        other = "A" if good[place] != "A" else "B"
        with pytest.raises(Forged):
            opened(sealer, good[:place] + other + good[place + 1 :])


@pytest.mark.parametrize("ctx", [None, 3, "", "v1.a.b.c", "x" * 20_000, ["v1"], {"a": 1}, "v1..", "v1.é.é.é"])
def test_rubbish_is_forged(ctx: object) -> None:
    with pytest.raises(Forged):
        opened(Sealer(("one",)), ctx)


def test_keys_can_be_rotated_and_retired() -> None:
    old = token(Sealer(("one",)), x=1)
    assert opened(Sealer(("two", "one")), old).data == {"x": 1}
    with pytest.raises(Forged):
        opened(Sealer(("two",)), old)


def test_old_buttons_expire_and_buttons_from_the_future_are_refused() -> None:
    sealer = Sealer(("one",))
    ctx = token(sealer)
    assert opened(sealer, ctx, now=NOW + LIFE).data == {}
    with pytest.raises(Expired):
        opened(sealer, ctx, now=NOW + LIFE + timedelta(seconds=1))
    with pytest.raises(Expired):
        opened(sealer, ctx, now=NOW - timedelta(minutes=11))


def test_a_key_is_needed() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        Sealer(())


def test_a_link_to_a_file_is_signed_for_its_reader_and_ends():
    made = kit.card("Ready", kit.words("x"), actions=[kit.download("Download", "FIL-26-001")])
    sealer = Sealer(("k",), "https://bot.example")
    sealed = sealer.seal(made, scope="helen", group="sqog", now=NOW)
    url = sealed.content["actions"][0]["url"]
    assert url.startswith("https://bot.example/files/d1.")
    token = url.rpartition("/")[2]
    assert sealer.open_link(token, now=NOW + LINK_LIFE) == Ticket("FIL-26-001", "helen", "sqog")
    for wrong, when, fault in (
        (token, NOW + LINK_LIFE + timedelta(seconds=1), Expired),
        (token, NOW - timedelta(minutes=2), Expired),
        (token[:-1] + ("A" if token[-1] != "A" else "B"), NOW, Forged),
        (token.replace("d1.", "v1.", 1), NOW, Forged),
        ("", NOW, Forged),
    ):
        with pytest.raises(fault):
            sealer.open_link(wrong, now=when)
    with pytest.raises(Forged):
        sealer.open_link(sealer._sign([1], "d1"), now=NOW)
    with pytest.raises(Forged):
        sealer.open(token, verb="x", speaker="helen", group="sqog", now=NOW)


def test_no_file_is_linked_to_a_channel():
    made = kit.card("Ready", kit.words("x"), actions=[kit.download("Download", "FIL-26-001")])
    with pytest.raises(ValueError, match="not for a channel"):
        Sealer(("k",)).seal(made, scope=CHANNEL, group="sqog", now=NOW)


def test_a_fingerprint_is_the_same_for_the_same_parts_and_needs_the_key():
    parts = ("sqog", "nonce", "verb", {"b": 1, "a": "x"})
    one = Sealer(("first",)).fingerprint(*parts)
    assert one == Sealer(("first", "second")).fingerprint("sqog", "nonce", "verb", {"a": "x", "b": 1})
    assert one != Sealer(("second",)).fingerprint(*parts)
    assert one != Sealer(("first",)).fingerprint("sqog", "nonce", "verb", {"a": "y", "b": 1})
