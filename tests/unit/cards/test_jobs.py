"""Cards of long work."""

from dataclasses import replace
from datetime import UTC, datetime

from cards import jobs as cards
from domain.jobs import Headway, Job, State, failed
from domain.people import ObjectId
from tests.goldens import golden

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
JOB = Job("JOB-26-001", "pack", ObjectId("helen"), NOW)


def test_waiting_and_running():
    golden("jobs_waiting", cards.show(JOB, "the pack"))
    assert "being made now" in cards.show(replace(JOB, state=State.RUNNING), "the pack").twin


def test_ready_with_a_link_for_each_file():
    done = replace(JOB, state=State.DONE, files=("FIL-26-001", "FIL-26-002"), words="Word, Excel")
    golden("jobs_ready", cards.show(done, "the pack"))


def test_failed_says_why():
    golden("jobs_failed", cards.show(failed(JOB, "Pack: there is no round yet.", NOW), "the pack"))


def test_how_far_it_is_and_that_it_was_broken_off():
    again = replace(JOB, state=State.RUNNING, tries=2)
    golden("jobs_under_way", cards.waiting(again, "the pack", Headway(4, 10, "picture 3 of 6")))


def test_what_became_a_card_of_its_own_has_no_links():
    done = replace(JOB, state=State.DONE, words="it stands in this chat")
    card = cards.show(done, "the dry run", again=False)
    assert card.twin == "The dry run: ready\nJOB-26-001: it stands in this chat."
    assert "actions" not in card.content
    assert "actions" not in cards.show(failed(JOB, "Broken off.", NOW), "the dry run", again=False).content
