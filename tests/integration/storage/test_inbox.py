"""A turn that is delivered again gets the first answer and has no second effect."""

import asyncio
from datetime import timedelta

import pytest

from storage import ids, inbox
from storage.store import Busy
from tests.stores import GROUP


def test_an_answer_is_given_again_as_it_was(store):
    answer = {"card": {"content": {"a": [1, "é"]}, "twin": "t"}, "text": "", "private": True, "keep": False}
    assert store.run_sync(lambda s: inbox.seen(s, "k"), group=GROUP) is None
    store.run_sync(lambda s: inbox.remember(s, "k", answer), group=GROUP)
    assert store.run_sync(lambda s: inbox.seen(s, "k"), group=GROUP) == answer


def test_a_work_that_fails_leaves_no_answer(store):
    def work(session):
        inbox.remember(session, "k", 1)
        raise RuntimeError("afterwards")

    with pytest.raises(RuntimeError):
        store.run_sync(work, group=GROUP)
    assert store.run_sync(lambda s: inbox.seen(s, "k"), group=GROUP) is None


def press(key):
    def work(session):
        """As a turn does it: look, effect, remember."""
        answer = inbox.seen(session, key)
        if answer is None:
            answer = ids.next_id(session, "ACT")
            inbox.remember(session, key, answer)
        return answer

    return work


def test_duplicates_at_the_same_moment_have_one_effect_and_one_answer(store):
    """Sixty presses of ten buttons, all at once: ten effects; each duplicate gets its button's own answer."""

    async def all_at_once():
        return await asyncio.gather(*(store.run(press(f"key {n % 10}"), group=GROUP) for n in range(60)))

    answers = asyncio.run(all_at_once())
    by_key = {n: {answers[i] for i in range(n, 60, 10)} for n in range(10)}
    assert all(len(found) == 1 for found in by_key.values())
    assert sorted(set(answers)) == [f"ACT-26-{n:03d}" for n in range(1, 11)]
    assert store.run_sync(lambda s: ids.next_id(s, "ACT"), group=GROUP) == "ACT-26-011"


def test_without_the_unique_key_nothing_would_hold(store):
    """The saboteur: a turn that does not look first is refused by the key itself, whatever it did is undone."""

    def blind(session):
        ids.next_id(session, "ACT")
        inbox.remember(session, "k", 1)

    store.run_sync(blind, group=GROUP)
    with pytest.raises(Exception, match=r"(?i)unique") as refused:
        store.run_sync(blind, group=GROUP)
    assert not isinstance(refused.value, Busy)
    assert store.run_sync(lambda s: ids.next_id(s, "ACT"), group=GROUP) == "ACT-26-002"


def test_old_answers_go_in_small_bites(store, clock):
    for number in range(5):
        store.run_sync(lambda s, n=number: inbox.remember(s, f"old {n}", n), group=GROUP)
    clock.move(days=inbox.KEPT.days)
    store.run_sync(lambda s: inbox.remember(s, "new", 1), group=GROUP)
    assert store.run_sync(inbox.forget_old, group="") == 0
    clock.now += timedelta(seconds=1)
    assert store.run_sync(lambda s: inbox.forget_old(s, limit=3), group="") == 3
    assert store.run_sync(inbox.forget_old, group="") == 2
    assert store.run_sync(lambda s: inbox.seen(s, "new"), group=GROUP) == 1
