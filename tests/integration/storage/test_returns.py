"""Rounds, returns and figures as kept, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.questions import Observation
from domain.refusals import Stale
from domain.returns import Return, Section, SectionKey
from domain.rounds import close_round
from storage import returns as kept
from storage.session import Session
from storage.store import Store
from tests.returns_made import a_draft, a_return, a_round
from tests.stores import GROUP, as_member

NOW = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def run(store: Store, work: Callable[[Session], Any], group: str = GROUP) -> Any:
    return store.run_sync(lambda s: work(as_member(s)), group=group)


def test_a_round_comes_back_as_it_was_kept(store: Store) -> None:
    rnd = a_round()
    kept_round = run(store, lambda s: kept.add_round(s, rnd))
    assert run(store, lambda s: kept.round_of(s, "2026-10")) == kept_round == replace(rnd, version=1)
    assert run(store, kept.open_round) == kept_round
    closed = run(store, lambda s: kept.change_round(s, close_round(kept_round, at=NOW), "close round"))
    assert run(store, kept.open_round) is None
    assert run(store, kept.latest_round) == closed
    assert run(store, lambda s: kept.round_of(s, "2026-09")) is None


def test_a_return_comes_back_with_its_sections_and_their_kinds(store: Store) -> None:
    ret = run(store, lambda s: kept.keep(s, replace(a_draft(), version=0), "save"))
    assert isinstance(ret, Return)
    assert ret.version == 1
    assert run(store, lambda s: kept.get(s, "RET-2026-10-JPUH")) == ret
    assert run(store, lambda s: kept.of_trust(s, "2026-10", "JPUH")) == ret
    run(store, lambda s: kept.keep(s, replace(a_return("NNUH"), version=0), "submit return"))
    found = run(store, lambda s: kept.of_period(s, "2026-10"))
    assert [r.trust for r in found] == ["JPUH", "NNUH"]


def test_who_saves_an_old_version_is_stale(store: Store) -> None:
    first = run(store, lambda s: kept.keep(s, replace(a_draft(), version=0), "save"))
    assert isinstance(first, Return)
    changed = replace(first, draft=(Section(SectionKey.MEASURES), *first.draft[1:]))
    run(store, lambda s: kept.keep(s, changed, "save"))
    with pytest.raises(Stale):
        run(store, lambda s: kept.keep(s, first, "save"))


def test_corrections_since_a_moment(store: Store) -> None:
    first = replace(a_return(), version=0, submitted_at=NOW)
    second = replace(a_return("NNUH"), version=0, submission=2, submitted_at=NOW + timedelta(days=1))
    run(store, lambda s: [kept.keep(s, r, "submit") for r in (first, second)])
    assert [r.trust for r in run(store, lambda s: kept.corrected(s, NOW))] == ["NNUH"]
    assert run(store, lambda s: kept.corrected(s, NOW + timedelta(days=1))) == ()


def test_figures_are_replaced_as_a_whole_and_missing_parts_stay_missing(store: Store) -> None:
    ret = replace(a_return(), version=1)

    def keep(session: Session, *figures: Observation) -> None:
        kept.keep_observations(session, ret, figures)

    run(store, lambda s: keep(s, Observation("pph1500", 8, 142), Observation("hie", 0, None)))
    seen = run(store, lambda s: kept.figures_of(s, "2026-10", "JPUH"))
    assert seen == {"pph1500": Observation("pph1500", 8, 142), "hie": Observation("hie", 0, None)}
    run(store, lambda s: keep(s, Observation("pph1500", 7, 142)))
    assert run(store, lambda s: kept.figures_of(s, "2026-10", "JPUH")) == {"pph1500": Observation("pph1500", 7, 142)}
    run(store, keep)
    assert run(store, lambda s: kept.figures_of(s, "2026-10", "JPUH")) == {}


def test_a_figure_of_another_source_gives_way_to_the_return(store: Store) -> None:
    sample = Return("sample/RET-2026-10-JPUH", "2026-10", "JPUH", submission=1)
    run(store, lambda s: kept.keep_observations(s, sample, (Observation("births", 140, None),)))
    run(store, lambda s: kept.keep_observations(s, a_return(), (Observation("births", 142, None),)))
    seen = run(store, lambda s: kept.figures_of(s, "2026-10", "JPUH"))
    assert seen == {"births": Observation("births", 142, None)}


def test_another_group_sees_nothing_of_it(store: Store) -> None:
    run(store, lambda s: kept.add_round(s, a_round()))
    run(store, lambda s: kept.keep(s, replace(a_return(), version=0), "submit"))
    run(store, lambda s: kept.keep_observations(s, a_return(), (Observation("births", 142, None),)))
    assert run(store, kept.latest_round, "other") is None
    assert run(store, lambda s: kept.of_period(s, "2026-10"), "other") == ()
    assert run(store, lambda s: kept.figures_of(s, "2026-10", "JPUH"), "other") == {}
