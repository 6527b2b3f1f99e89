import pytest

from bot.teams import limits
from bot.teams.limits import NONE, PERSON, TENANT, Limits, Rate


class Time:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Time()


def test_twenty_at_once_then_one_a_second(clock):
    found = Limits(clock=clock)
    assert [found.allow("ann", "t") for _ in range(21)] == [True] * 20 + [False]
    clock.now += 1
    assert [found.allow("ann", "t"), found.allow("ann", "t")] == [True, False]
    assert found.allow("tom", "t"), "one person's haste is nobody else's"
    clock.now += 1_000
    assert sum(found.allow("ann", "t") for _ in range(30)) == 20, "a rest earns no more than the bucket holds"


def test_a_tenant_has_its_own_measure(clock):
    found = Limits(tenant=Rate(3, 1), clock=clock)
    assert [found.allow(f"p{n}", "t") for n in range(4)] == [True, True, True, False]
    assert found.allow("p9", "other")


def test_no_limit(clock):
    found = Limits(NONE, NONE, clock)
    assert all(found.allow("ann", "t") for _ in range(1_000))


def test_being_told_is_rare_as_well(clock):
    found = Limits(clock=clock)
    assert [found.may_say("ann") for _ in range(3)] == [True, False, False]
    clock.now += 5
    assert found.may_say("ann")


def test_full_buckets_are_forgotten(clock, monkeypatch):
    monkeypatch.setattr(limits, "KEPT", 3)
    found = Limits(Rate(2, 1), Rate(10, 10), clock)
    found.allow("ann", "t")
    found.allow("tom", "t")
    clock.now += 60
    found.allow("eve", "t")
    assert "p/ann" not in found._buckets
    assert "p/eve" in found._buckets


def test_the_published_limits():
    assert (Rate(20, 1), Rate(100, 50)) == (PERSON, TENANT)
