"""Themes of returns, entries by hand, published tables and deep dives in the store, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.deep_dives import DeepDive, done
from domain.protected import Counts, protect
from domain.refusals import Stale
from domain.returns import SectionKey
from domain.theme_notes import Source, withdrawn
from storage import deep_dives, returns, theme_notes, themes
from storage.store import Session, Store
from tests.learning_made import DAY, a_note, a_return, a_round
from tests.stores import as_member


def test_what_was_sent_is_read_by_month_and_a_correction_counts_at_once(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        assert themes.latest_month(session) == ""
        a_round(session, "2026-09")
        a_round(session, "2026-10", "JPUH")
        ret = a_return(session, "2026-09", "JPUH", "pph,triage")
        a_return(session, "2026-08", "NNUH", "sepsis")
        returns.keep(session, replace(ret, id="RET-2026-10-JPUH", period="2026-10", submission=0, version=0), "save")
        found = themes.sent(session, "2026-09", "2026-10")
        assert [(s.id, s.sections[SectionKey.INCIDENTS].values["themes"]) for s in found] == [
            ("RET-2026-09-JPUH", "pph,triage")
        ], "a draft is nobody's business"
        returns.keep(session, replace(ret, sent=a_return(session, "2026-07", "JPUH", "pph").sent), "correct return")
        assert themes.sent(session, "2026-09", "2026-09")[0].sections[SectionKey.INCIDENTS].values["themes"] == "pph"
        assert themes.expected(session, "2026-09", "2026-12") == {
            "2026-09": ("NNUH", "JPUH", "QEHKL"),
            "2026-10": ("JPUH",),
        }
        assert themes.latest_month(session) == "2026-09"

    store.run_sync(work, group="sqog")
    assert store.run_sync(lambda s: themes.sent(s, "2026-01", "2026-12"), group="another") == ()


def test_entries_by_hand_are_kept_and_taken_back(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        first = a_note(session, Source.PMRT, "JPUH", "2026-10", "bereavement", "communication", grade="C")
        second = a_note(session, Source.MNVP, "ALL", "2026-09", "pph", count=3)
        assert theme_notes.get(session, first.id) == first
        assert [n.id for n in theme_notes.within(session, "2026-09", "2026-10")] == [second.id, first.id]
        theme_notes.change(session, withdrawn(second, "counted twice"), "withdraw theme entry")
        assert [n.id for n in theme_notes.within(session, "2026-09", "2026-10")] == [first.id]
        assert theme_notes.within(session, "2026-11", "2026-12") == ()
        with pytest.raises(Stale):
            theme_notes.change(session, withdrawn(second, "again"), "withdraw theme entry")

    store.run_sync(work, group="sqog")


def test_the_last_published_table_is_remembered(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        first = protect(Counts(("pph",), ("JPUH",), {("pph", "JPUH"): 2}))
        assert themes.published(session, "themes/2026-Q2") is None
        assert themes.publish(session, "themes/2026-Q2", first, DAY).version == 1
        assert themes.publish(session, "themes/2026-Q2", first, date(2026, 12, 1)).version == 1, "nothing new was shown"
        second = protect(Counts(("pph",), ("JPUH",), {("pph", "JPUH"): 12}), first)
        kept = themes.publish(session, "themes/2026-Q2", second, date(2026, 12, 1))
        assert themes.published(session, "themes/2026-Q2") == kept
        assert (kept.version, kept.table, kept.on) == (2, second, date(2026, 12, 1))

    store.run_sync(work, group="sqog")


def test_deep_dives_are_listed_from_a_month_on(store: Store) -> None:
    def work(session: Session) -> None:
        as_member(session)
        for month in ("2026-12", "2026-10"):
            deep_dives.add(session, DeepDive(deep_dives.new_id(session, 2026), "pph", "JPUH", month))
        assert [d.id for d in deep_dives.since(session, "2026-10")] == ["DIV-26-002", "DIV-26-001"]
        assert [d.id for d in deep_dives.since(session, "2026-11")] == ["DIV-26-001"]
        one = deep_dives.get(session, "DIV-26-001")
        assert one is not None
        assert deep_dives.change(session, done(one, "scales help"), "finish deep dive").version == 2

    store.run_sync(work, group="sqog")
