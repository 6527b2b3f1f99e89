"""What was worked out of records is handed out again until one changes, and to nobody who may see other things."""

from __future__ import annotations

import pytest

from domain.people import Role
from storage import journal
from storage.fresh import MOST, Fresh
from storage.session import Session
from storage.store import Store
from tests.stores import GROUP, a_member, as_member


class Counted:
    """Works out a number, another one each time."""

    def __init__(self) -> None:
        self.fresh: Fresh[int] = Fresh()
        self.made = 0

    def make(self) -> int:
        self.made += 1
        return self.made

    def ask(self, store: Store, key: object = "all", basis: object = None, group: str = GROUP) -> int:
        def ask(session: Session) -> int:
            session.as_system("test")
            return self.fresh.of(session, basis, key, self.make)

        return store.run_sync(ask, group=group)


def write(session: Session) -> None:
    journal.append(as_member(session), "note", "X")


@pytest.fixture
def counted(store: Store) -> Counted:
    store.run_sync(write, group=GROUP)
    return Counted()


def test_it_is_made_once_until_something_is_written(store: Store, counted: Counted) -> None:
    assert [counted.ask(store), counted.ask(store)] == [1, 1]
    store.run_sync(write, group=GROUP)
    assert [counted.ask(store), counted.ask(store)] == [2, 2]


def test_another_question_or_basis_is_another_result(store: Store, counted: Counted) -> None:
    one, two = object(), object()
    assert counted.ask(store, "all", one) == 1
    assert counted.ask(store, "JPUH", one) == 2
    assert counted.ask(store, "all", two) == 3, "the group's data changed"
    assert counted.ask(store, "JPUH", one) == 2


def test_who_may_see_less_gets_a_result_of_their_own(store: Store, counted: Counted) -> None:
    def by(*roles: Role, trusts: tuple[str, ...] = ()) -> int:
        member = a_member(2, *roles, trusts=trusts)

        def ask(session: Session) -> int:
            session.acting(member)
            return counted.fresh.of(session, None, "all", counted.make)

        return store.run_sync(ask, group=GROUP)

    assert by(Role.CHAIR) == 1
    assert by(Role.TRUST_LEAD, trusts=("JPUH",)) == 2
    assert by(Role.MEMBER) == 3
    assert [by(Role.COORDINATOR), by(Role.TRUST_LEAD, trusts=("JPUH",))] == [1, 2]


def test_a_transaction_that_writes_neither_keeps_nor_gets_one(store: Store, counted: Counted) -> None:
    def writes(session: Session) -> tuple[int, int]:
        session.as_system("test")
        before = counted.fresh.of(session, None, "all", counted.make)
        write(session)
        journal.flush(session)
        return before, counted.fresh.of(session, None, "all", counted.make)

    assert counted.ask(store) == 1
    assert store.run_sync(writes, group=GROUP) == (1, 2)
    assert counted.ask(store) == 3, "what it saw before it was committed was not kept"


def test_what_is_undone_leaves_nothing_behind(store: Store, counted: Counted) -> None:
    def fails(session: Session) -> None:
        write(session)
        counted.fresh.of(session, None, "all", counted.make)
        raise KeyError("no")

    assert counted.ask(store) == 1
    with pytest.raises(KeyError):
        store.run_sync(fails, group=GROUP)
    assert counted.ask(store) == 1


def test_groups_do_not_share_and_an_empty_journal_keeps_nothing(store: Store, counted: Counted) -> None:
    assert counted.ask(store) == 1
    assert [counted.ask(store, group="other"), counted.ask(store, group="other")] == [2, 3]


def test_records_that_are_passed_over_are_looked_at_anew(store: Store, counted: Counted) -> None:
    def ask(session: Session) -> int:
        session.as_system("test")
        session.passed_over = frozenset({"ACT-26-001"})
        return counted.fresh.of(session, None, "all", counted.make)

    assert counted.ask(store) == 1
    assert [store.run_sync(ask, group=GROUP), counted.ask(store)] == [2, 1]


def test_what_a_damaged_record_is_missing_from_is_made_each_time_so_that_each_answer_says_so(
    store: Store, counted: Counted
) -> None:
    def ask(session: Session) -> int:
        session.as_system("test")
        session.unread = []

        def make() -> int:
            session.unread = ["ACT-26-002"]
            return counted.make()

        return counted.fresh.of(session, None, "all", make)

    assert [store.run_sync(ask, group=GROUP), store.run_sync(ask, group=GROUP)] == [1, 2]


def test_where_nobody_acts_nothing_is_kept(store: Store, counted: Counted) -> None:
    def ask(session: Session) -> int:
        return counted.fresh.of(session, None, "all", counted.make)

    assert [store.run_sync(ask, group=GROUP), store.run_sync(ask, group=GROUP)] == [1, 2]


def test_those_asked_for_longest_ago_go_first(store: Store, counted: Counted) -> None:
    for number in range(MOST + 1):
        counted.ask(store, number)
    assert counted.ask(store, MOST) == MOST + 1
    assert counted.ask(store, 0) == MOST + 2
