"""States of long work and how often it may be asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.jobs import LEASE, Headway, Job, State, begun, done, left, may_ask, stumbled
from domain.people import ObjectId
from domain.refusals import NotAllowed

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
JOB = Job("JOB-26-001", "pack", ObjectId("helen"), NOW)


def test_a_waiting_job_is_free_and_a_running_one_when_its_lease_is_over():
    assert JOB.free(NOW)
    running = begun(JOB, NOW)
    assert not running.free(NOW)
    assert running.free(NOW + LEASE)
    ended = done(running, ("FIL-26-001",), "Word", NOW)
    assert ended.ended
    assert not ended.free(NOW + LEASE * 9)


def test_three_tries_then_it_is_given_up():
    job = JOB
    for tries in (1, 2):
        job = stumbled(begun(job, NOW), NOW)
        assert (job.state, job.tries) == (State.WAITING, tries)
    job = stumbled(begun(job, NOW), NOW)
    assert (job.state, job.ended_at) == (State.FAILED, NOW)


def test_a_runner_that_ends_in_good_order_leaves_it_as_it_was():
    assert left(begun(JOB, NOW)) == JOB
    tried = stumbled(begun(JOB, NOW), NOW)
    assert left(begun(tried, NOW)) == tried


def test_an_hour_has_its_limit():
    may_ask(2, 3, "the pack")
    with pytest.raises(NotAllowed, match="3 times within the hour"):
        may_ask(3, 3, "the pack")
    with pytest.raises(NotAllowed, match="the pack once within"):
        may_ask(1, 1, "the pack")


def test_who_is_alone_knows_that_an_earlier_one_is_gone():
    running = begun(JOB, NOW)
    assert running.free(NOW, alone_since=NOW + timedelta(seconds=1)), "begun before anybody who can be there now"
    assert not running.free(NOW, alone_since=NOW), "begun by itself"


def test_it_is_done_when_it_is_there_and_not_before():
    assert Headway(1, 3, "pictures").percent == 33
    assert Headway(3, 3, "the file").percent == 99
    assert Headway(0, 0, "nothing to count").percent == 0
