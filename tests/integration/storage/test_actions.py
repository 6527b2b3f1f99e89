"""Lists of actions on both databases: what each holds, in which order, and that none reads the whole register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from domain.action_dates import ask_time
from domain.actions import SHARED, Action, Mark, Status
from domain.brag import Colour, brag
from domain.on_time import Month
from domain.people import ObjectId, Role
from domain.refusals import Stale
from storage import actions, members
from storage.actions import Wanted
from storage.session import Session
from storage.store import Store
from tests.actions_made import CHAIR, DEPUTY, DUE, NOW, OWNER, TODAY, act, made, person, shared
from tests.plans import heard
from tests.plans import plans as steps_of
from tests.stores import GROUP


def run(store: Store, work: Any) -> Any:
    def acting(session: Session) -> Any:
        session.acting(CHAIR)
        return work(session)

    return store.run_sync(acting, group=GROUP)


def keep(store: Store, *made_ones: Action) -> None:
    run(store, lambda s: [actions.add(s, a) for a in made_ones])


def ids(found: list[Action]) -> list[str]:
    return [a.id for a in found]


def test_an_action_comes_back_as_it_was_kept(store: Store):
    asked = ask_time(made(risk="RSK-26-003", frameworks=("CNST:SA8",)), act(), DUE + timedelta(7), "why", "who")
    keep(store, asked)
    assert run(store, lambda s: actions.get(s, "ACT-26-014")) == replace(asked, version=1)
    assert run(store, lambda s: actions.get(s, "ACT-26-099")) is None


def test_a_change_made_from_an_old_version_is_refused(store: Store):
    keep(store, made())
    first = run(store, lambda s: actions.get(s, "ACT-26-014"))
    run(store, lambda s: actions.change(s, replace(first, progress=10), "update action"))
    with pytest.raises(Stale):
        run(store, lambda s: actions.change(s, replace(first, progress=20), "update action"))


def test_lists_are_in_order_of_the_date_and_paged(store: Store):
    keep(store, *(made(f"ACT-26-{n:03}", due=DUE + timedelta(10 - n)) for n in range(1, 8)))
    page = run(store, lambda s: actions.listed(s, limit=3))
    rest = run(store, lambda s: actions.listed(s, limit=3, offset=3))
    assert ids(page) == ["ACT-26-007", "ACT-26-006", "ACT-26-005"]
    assert ids(rest) == ["ACT-26-004", "ACT-26-003", "ACT-26-002"]


def test_a_trusts_list_has_the_shared_ones_in_their_place(store: Store):
    keep(
        store,
        made("ACT-26-001", due=DUE),
        made("ACT-26-002", trust="NNUH", due=DUE),
        replace(shared("ACT-26-003"), due=DUE - timedelta(1)),
        made("ACT-26-004", due=DUE + timedelta(1)),
    )
    assert ids(run(store, lambda s: actions.listed(s, trusts=("JPUH",)))) == ["ACT-26-003", "ACT-26-001", "ACT-26-004"]
    assert ids(run(store, lambda s: actions.listed(s, trusts=("JPUH",), limit=1, offset=1))) == ["ACT-26-001"]
    assert ids(run(store, lambda s: actions.listed(s, trusts=(SHARED,)))) == ["ACT-26-003"]


def test_without_a_state_the_live_ones_are_meant(store: Store):
    done = made("ACT-26-002", status=Status.ASSURED, closed_at=NOW)
    keep(store, made("ACT-26-001"), done, made("ACT-26-003", status=Status.DELIVERED))
    assert ids(run(store, actions.listed)) == ["ACT-26-001", "ACT-26-003"]
    assert ids(run(store, lambda s: actions.listed(s, statuses=(Status.ASSURED,)))) == ["ACT-26-002"]
    assert ids(run(store, lambda s: actions.listed(s, statuses=(Status.OPEN,), due_before=DUE))) == ["ACT-26-001"]
    assert run(store, lambda s: actions.listed(s, due_before=DUE - timedelta(1))) == []


def test_outstanding_is_open_and_due(store: Store):
    keep(
        store,
        made("ACT-26-001"),
        made("ACT-26-002", due=DUE + timedelta(1)),
        made("ACT-26-003", status=Status.DELIVERED),
    )
    assert ids(run(store, lambda s: actions.outstanding(s, DUE))) == ["ACT-26-001"]


def test_a_person_sees_what_they_own_and_what_they_cover_once(store: Store):
    keep(
        store,
        made("ACT-26-001"),
        made("ACT-26-002", owner=DEPUTY.object_id, due=DUE - timedelta(1)),
        made("ACT-26-003", deputy=ObjectId("")),
        made("ACT-26-004", status=Status.NOT_DOING, closed_at=NOW),
    )
    of = lambda who, **page: ids(run(store, lambda s: actions.of_owner(s, who.object_id, **page)))  # noqa: E731 short here
    assert of(DEPUTY) == ["ACT-26-002", "ACT-26-001"]
    assert of(OWNER) == ["ACT-26-001", "ACT-26-003"]
    assert of(OWNER, limit=1, offset=1) == ["ACT-26-003"]
    count = lambda who: run(store, lambda s: actions.owned_count(s, who.object_id))  # noqa: E731 short here
    assert (count(DEPUTY), count(OWNER), count(CHAIR)) == (2, 2, 0)
    assert ids(run(store, lambda s: actions.listed(s, owner=OWNER.object_id))) == ["ACT-26-001", "ACT-26-003"]


def test_links_find_the_actions_of_a_record_theme_and_framework(store: Store):
    keep(
        store,
        made("ACT-26-001", risk="RSK-26-003", theme="pph", frameworks=("CNST:SA8", "PQOM")),
        made("ACT-26-002", why="Words", frameworks=("CNSTX",)),
        made("ACT-26-003", why="Words", frameworks=("CNST:SA6",)),
    )
    find = lambda target: ids(run(store, lambda s: actions.of_record(s, target)))  # noqa: E731 short here
    assert find("RSK-26-003") == ["ACT-26-001"]
    assert find("RET-2026-10-JPUH") == ["ACT-26-001"]
    assert find("theme:pph") == ["ACT-26-001"]
    assert find("CNST") == ["ACT-26-001", "ACT-26-003"]
    assert find("CNST:SA6") == ["ACT-26-003"]
    assert find("RSK-26-004") == []
    assert ids(run(store, lambda s: actions.search(s, Wanted(link="PQOM"), TODAY))) == ["ACT-26-001"]


def test_links_follow_a_change(store: Store):
    keep(store, made("ACT-26-001", risk="RSK-26-003"))
    was = run(store, lambda s: actions.get(s, "ACT-26-001"))
    run(store, lambda s: actions.change(s, replace(was, risk="RSK-26-004"), "update action"))
    assert run(store, lambda s: actions.of_record(s, "RSK-26-003")) == []
    assert ids(run(store, lambda s: actions.of_record(s, "RSK-26-004"))) == ["ACT-26-001"]


def test_words_find_titles_and_are_taken_as_typed(store: Store):
    keep(store, made("ACT-26-001", title="Audit 100% of Swab counts"), made("ACT-26-002", title="Audit 1000 notes"))
    find = lambda words: ids(run(store, lambda s: actions.search(s, Wanted(words=words), TODAY)))  # noqa: E731 short here
    assert find("swab") == ["ACT-26-001"]
    assert find("100%") == ["ACT-26-001"]


def test_the_chairs_lists(store: Store):
    members_of = [replace(OWNER, active=False), DEPUTY]
    run(store, lambda s: [members.add(s, m) for m in members_of])
    keep(
        store,
        ask_time(made("ACT-26-001"), act(), DUE + timedelta(7), "why", ""),
        made("ACT-26-002", slips=3, owner=DEPUTY.object_id),
        made("ACT-26-003", status=Status.EVIDENCED),
        made("ACT-26-004", slips=3, status=Status.ASSURED, closed_at=NOW),
    )
    assert ids(run(store, actions.requested)) == ["ACT-26-001"]
    assert ids(run(store, actions.third_changes)) == ["ACT-26-002"]
    assert ids(run(store, actions.waiting)) == ["ACT-26-003"]
    assert ids(run(store, actions.ownerless)) == ["ACT-26-001", "ACT-26-003"]


def test_what_is_tied_to_nothing(store: Store):
    keep(store, made("ACT-26-001", why="Words"), made("ACT-26-002", why="Words", theme="pph"), made("ACT-26-003"))
    assert ids(run(store, lambda s: actions.search(s, Wanted(untied=True), TODAY))) == ["ACT-26-001"]


def test_past_the_first_date_with_a_later_one_agreed(store: Store):
    first, later = DUE, DUE + timedelta(20)
    keep(
        store,
        made("ACT-26-001", slips=1, due=later),
        made("ACT-26-002", slips=1, due=later, trust="NNUH"),
        made("ACT-26-003", slips=1, due=first + timedelta(1)),
        made("ACT-26-004", slips=1, due=later, status=Status.DELIVERED),
        made("ACT-26-005"),
        made("ACT-26-006", slips=1, due=later, trust=SHARED),
    )
    day = first + timedelta(5)
    assert ids(run(store, lambda s: actions.agreed_later(s, day))) == ["ACT-26-001", "ACT-26-002", "ACT-26-006"]
    assert ids(run(store, lambda s: actions.agreed_later(s, day, ("JPUH",)))) == ["ACT-26-001", "ACT-26-006"]
    assert run(store, lambda s: actions.agreed_later(s, first)) == []


def test_many_are_kept_at_once(store: Store):
    kept = run(store, lambda s: actions.add_many(s, [made("ACT-26-001", theme="pph"), made("ACT-26-002", why="Words")]))
    assert [a.version for a in kept] == [1, 1]
    assert ids(run(store, lambda s: actions.of_record(s, "theme:pph"))) == ["ACT-26-001"]
    assert run(store, lambda s: actions.add_many(s, [])) == []
    assert run(store, lambda s: actions.add_many(s, [made("ACT-26-003", why="Words")]))


def test_on_time_is_against_the_first_date_by_trust_and_month(store: Store):
    first = date(2026, 10, 30)
    keep(
        store,
        made("ACT-26-001", original_due=first, delivered_on=first),
        made("ACT-26-002", original_due=first, delivered_on=first + timedelta(1), due=DUE, slips=1),
        made("ACT-26-003", original_due=first),
        made("ACT-26-004", original_due=first, status=Status.NOT_DOING, closed_at=NOW),
        made("ACT-26-005", original_due=date(2026, 9, 1), trust="NNUH", delivered_on=date(2026, 8, 1)),
        made("ACT-26-006", original_due=date(2027, 1, 1)),
    )
    found = run(store, lambda s: actions.on_time(s, date(2026, 1, 1), TODAY))
    assert found == [Month("JPUH", "2026-10", 3, 1), Month("NNUH", "2026-09", 1, 1)]


def test_starts_count_live_actions_by_day(store: Store):
    keep(
        store,
        made("ACT-26-001"),
        made("ACT-26-002"),
        made("ACT-26-003", trust="NNUH", start=date(2026, 1, 1)),
        made("ACT-26-004", start=None),
        made("ACT-26-005", status=Status.ASSURED, closed_at=NOW),
    )
    assert run(store, actions.starts) == {"JPUH": {TODAY: 2}, "NNUH": {date(2026, 1, 1): 1}}


def grid() -> list[Action]:
    """Every state, mark, distance and silence around the edges of the rules."""
    dates = [TODAY + timedelta(n) for n in (-1, 0, 1, 13, 14, 15, 40)]
    found = [
        made(status=s, due=d, mark=m, progress=p, heard_on=h, closed_at=NOW if s in {"assured", "not_doing"} else None)
        for s in Status
        for d in dates
        for m in (Mark.NONE, Mark.AT_RISK)
        for p in (49, 50)
        for h in (TODAY, TODAY - timedelta(30), TODAY - timedelta(31), None)
    ]
    return [replace(a, id=f"ACT-26-{n:03}") for n, a in enumerate(found, 1)]


def test_the_database_and_the_domain_see_the_same_colours(store: Store):
    every = grid()
    run(store, lambda s: actions.add_many(s, every))
    for colour in Colour:
        wanted = Wanted(colour=colour)
        found = run(store, lambda s, w=wanted: actions.search(s, w, TODAY, on_time_days=30, limit=10_000))
        assert set(ids(found)) == {a.id for a in every if brag(a, TODAY, 30).colour == colour}


def plans(store: Store, work: Any) -> list[str]:
    """How the database would run each query of a piece of work on a register that is not small."""

    def explained(session: Session) -> list[str]:
        session.acting(CHAIR)
        if session.postgres:
            session.connection.execute(text("SET LOCAL enable_seqscan = off"))
        with heard(session.connection.engine) as asked:
            work(session)
        return [step for _, steps in steps_of(session, asked) for step in steps]

    return store.run_sync(explained, group=GROUP)


@pytest.mark.parametrize(
    "work",
    [
        lambda s: actions.listed(s, limit=11),
        lambda s: actions.listed(s, trusts=("JPUH",)),
        lambda s: actions.listed(s, owner="olive"),
        lambda s: actions.outstanding(s, DUE),
        lambda s: actions.of_owner(s, "olive"),
        lambda s: actions.owned_count(s, "olive"),
        lambda s: actions.of_record(s, "CNST"),
        actions.requested,
        actions.third_changes,
        lambda s: actions.agreed_later(s, DUE),
        actions.waiting,
        actions.starts,
        lambda s: actions.spans(s, DUE, ZoneInfo("Europe/London")),
        lambda s: actions.on_time(s, date(2026, 1, 1), DUE),
        lambda s: actions.search(s, Wanted(colour=Colour.RED), TODAY),
        lambda s: actions.search(s, Wanted(colour=Colour.AMBER, trusts=("JPUH",)), TODAY),
        lambda s: actions.search(s, Wanted(link="theme:pph"), TODAY),
    ],
)
def test_no_list_reads_the_whole_register(store: Store, work: Any):
    keep(store, *(made(f"ACT-26-{n:03}", due=date(2027, 1, 1) + timedelta(n)) for n in range(1, 40)))
    found = plans(store, work)
    assert found
    scans = [p for p in found if ("SCAN actions" in p and "USING" not in p) or "Seq Scan on actions" in p]
    assert not scans, found


@pytest.mark.parametrize(
    ("work", "index"),
    [
        (actions.requested, "asked"),
        (actions.third_changes, "third"),
        (lambda s: actions.agreed_later(s, TODAY), "moved"),
        (lambda s: actions.spans(s, DUE, ZoneInfo("Europe/London")), "closed"),
    ],
)
def test_what_waits_for_the_chair_goes_by_its_own_index(sqlite_store: Store, work: Any, index: str):
    """Not by that of all live actions: at a million there are thirty thousand."""
    keep(sqlite_store, *(made(f"ACT-26-{n:03}") for n in range(1, 40)))
    assert f"ix_actions_{index}" in " ".join(plans(sqlite_store, work))


def test_an_invented_person_has_no_actions(store: Store):
    assert run(store, lambda s: actions.of_owner(s, person("Nobody", Role.MEMBER).object_id)) == []
