"""Frozen dataclasses in tables: kept, changed with optimism, found; each write with its version and its line."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

import pytest
from sqlalchemy import Boolean, Column, Date, Float, Integer, MetaData, String, Table, Text

from domain.refusals import Invalid, NotFound, Stale
from storage import history, members, records
from storage.raw import given
from storage.session import Anonymous
from storage.tables import Json, Utc
from tests.stores import GROUP, a_member, as_member

RUTH = a_member(5, name="Ruth Okafor")


class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: float


@dataclass(frozen=True, slots=True)
class Thing:
    id: str
    title: str
    mood: Mood = Mood.GOOD
    day: date = date(2026, 12, 7)
    at: datetime | None = None
    weight: float | None = None
    done: bool = False
    parts: tuple[Part, ...] = ()
    tags: frozenset[str] = frozenset()
    nickname: str | None = None
    version: int = 0


things = Table(
    "things",
    MetaData(),
    Column("group", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("mood", String(8), nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Utc),
    Column("weight", Float),
    Column("done", Boolean, nullable=False),
    Column("parts", Json, nullable=False),
    Column("tags", Json, nullable=False),
    Column("nickname", Text),
    Column("version", Integer, nullable=False),
)

FULL = Thing(
    "T-1",
    "Ännchen’s £5 “thing”\nin two lines ☕",
    Mood.BAD,
    date(2027, 3, 3),
    datetime(2026, 6, 1, 12, 0, 0, 5, tzinfo=UTC),
    2.5,
    True,
    (Part("a", 1.0), Part("b", 0.25)),
    frozenset({"y", "x"}),
)


@pytest.fixture
def shelf(store):
    def work(session):
        things.create(session.connection)
        members.add(as_member(session, RUTH), RUTH)

    store.run_sync(work, group=GROUP)
    return store


def do(store, work, group=GROUP):
    return store.run_sync(lambda s: work(as_member(s, RUTH)), group=group)


def add(store, thing=FULL, group=GROUP):
    return do(store, lambda s: records.insert(s, things, thing), group)


def get(store, key="T-1", group=GROUP):
    return do(store, lambda s: records.get(s, things, Thing, key), group)


def test_a_record_comes_back_as_it_went_in(shelf):
    kept = add(shelf)
    assert kept == replace(FULL, version=1)
    assert get(shelf) == kept
    bare = add(shelf, Thing("T-2", ""))
    assert get(shelf, "T-2") == bare
    assert get(shelf, "T-3") is None


def test_every_write_leaves_a_version_and_a_line(shelf):
    first = add(shelf)
    second = do(shelf, lambda s: records.update(s, things, replace(first, title="New"), verb="rename"))
    assert (second.title, second.version) == ("New", 2)
    late, early = do(shelf, lambda s: history.entries(s, "T-1"))
    assert (early.verb, early.before_hash) == ("create", "")
    assert (late.verb, late.before_hash, late.actor) == ("rename", early.after_hash, RUTH.object_id)
    for number, record in ((1, first), (2, second)):
        body = do(shelf, lambda s, n=number: history.version(s, "T-1", n)).body
        assert records.revive(things, Thing, body) == record
    assert records.subject_of(things, first) == "T-1"


def test_many_at_once(shelf):
    many = [Thing(f"T-{n}", f"number {n}") for n in range(20)]
    kept = do(shelf, lambda s: records.insert_many(s, things, many, verb="load"))
    assert [t.version for t in kept] == [1] * 20
    assert do(shelf, lambda s: records.insert_many(s, things, [])) == []
    assert do(shelf, lambda s: history.last(s, "T-19")).verb == "load"


def test_the_slower_one_is_told_who_was_faster_and_when(shelf, clock):
    first = add(shelf)
    moment = clock.move(minutes=5)
    do(shelf, lambda s: records.update(s, things, replace(first, title="Mine")))
    clock.move(minutes=5)
    with pytest.raises(Stale) as refused:
        do(shelf, lambda s: records.update(s, things, replace(first, title="Too late")))
    assert (refused.value.record, refused.value.by, refused.value.when) == ("T-1", "Ruth Okafor", moment)
    assert get(shelf).title == "Mine"


def test_what_is_not_there_cannot_be_changed(shelf):
    with pytest.raises(NotFound):
        do(shelf, lambda s: records.update(s, things, FULL))
    add(shelf)
    with pytest.raises(NotFound):
        do(shelf, lambda s: records.update(s, things, replace(FULL, version=1)), "other")


def test_nobody_writes_without_a_name_and_nothing_is_half_written(shelf):
    for work in (
        lambda s: records.insert(s, things, FULL),
        lambda s: records.update(s, things, replace(FULL, version=1)),
    ):
        with pytest.raises(Anonymous):
            shelf.run_sync(work, group=GROUP)
    assert get(shelf) is None


def test_a_group_sees_its_own_records_only(shelf):
    add(shelf)
    add(shelf, replace(FULL, title="Theirs"), "other")
    assert get(shelf).title == FULL.title
    assert get(shelf, group="other").title == "Theirs"
    assert [t.title for t in do(shelf, lambda s: records.find(s, things, Thing), "other")] == ["Theirs"]
    assert do(shelf, lambda s: records.find(s, things, Thing), "third") == []
    changed = do(shelf, lambda s: records.update(s, things, replace(FULL, title="Mine", version=1)))
    assert changed.title == "Mine"
    assert get(shelf, group="other").title == "Theirs"


def test_records_are_found_in_order(shelf):
    for number in range(5):
        add(shelf, Thing(f"T-{number}", "x", day=date(2026, 12, 7) - timedelta(days=number), done=number == 2))

    def find(*where, **more):
        return [t.id for t in do(shelf, lambda s: records.find(s, things, Thing, *where, **more))]

    assert find(order=(things.c.day,)) == ["T-4", "T-3", "T-2", "T-1", "T-0"]
    assert find(things.c.done) == ["T-2"]
    assert find(things.c.day < date(2026, 12, 6), order=(things.c.id,), limit=2) == ["T-2", "T-3"]


def test_a_query_made_once_finds_and_counts_what_find_would_in_the_group_that_asks(shelf):
    by_mood = records.Query(things, Thing, things.c.mood == given("mood"), order=(things.c.id,), limit=records.AT_MOST)
    counted = records.Count(things, things.c.mood == given("mood"))
    first, second = Thing("A", "x", parts=(Part("p", 1.5),)), Thing("B", "x", Mood.BAD)
    every = (first, second, Thing("C", "x", at=datetime(2026, 12, 7, 9, tzinfo=UTC)))
    do(shelf, lambda s: records.insert_many(s, things, every))
    do(shelf, lambda s: records.insert(s, things, Thing("D", "theirs")), "other")
    for mood in Mood:
        found = do(shelf, lambda s, m=mood: by_mood(s, mood=m.value, limit=9))
        assert found == do(shelf, lambda s, m=mood: records.find(s, things, Thing, things.c.mood == m))
        assert do(shelf, lambda s, m=mood: counted(s, mood=m.value, most=9)) == len(found)
    assert [t.id for t in do(shelf, lambda s: by_mood(s, mood="good", limit=1))] == ["A"]
    assert do(shelf, lambda s: counted(s, mood="good", most=1)) == 1
    assert [t.id for t in do(shelf, lambda s: by_mood(s, mood="good", limit=9), "other")] == ["D"]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "é\x00", "\udfff"])
def test_text_that_no_database_keeps_is_refused_before_it_is_tried(shelf, text):
    for thing in (Thing("T-1", text), Thing("T-1", "x", parts=(Part(text, 1.0),))):
        with pytest.raises(Invalid, match="please type it again"):
            add(shelf, thing)
    assert get(shelf) is None


def test_text_is_kept_composed(shelf):
    """The same word typed on two machines is the same text in the store."""
    assert add(shelf, Thing("T-1", "Cafe\u0301")).title == "Cafe\u0301"
    assert get(shelf).title == "Caf\u00e9"


def test_a_dataclass_that_does_not_fit_its_table_is_a_bug_that_shows_at_once(shelf):
    @dataclass(frozen=True, slots=True)
    class Other:
        id: str
        version: int = 0

    with pytest.raises(TypeError, match="things and Other differ"):
        do(shelf, lambda s: records.insert(s, things, Other("T-1")))


def damaged(shelf):
    """A, B and C, of which B is no record any more: somebody changed the database by hand."""
    do(shelf, lambda s: records.insert_many(s, things, [Thing(name, "x") for name in "ABCD"]))
    spoil = things.update().where(things.c.id == "B").values(parts=[{"name": "p"}])
    do(shelf, lambda s: s.connection.execute(spoil))


def lenient(session):
    session.unread = []
    return session


@pytest.mark.parametrize("asked_again", [False, True])
def test_a_list_goes_on_without_a_row_that_is_no_record_where_its_reader_is_told(shelf, asked_again):
    damaged(shelf)
    query = records.Query(things, Thing, order=(things.c.id,), limit=records.AT_MOST)

    def ids(session, limit):
        order = (things.c.id,)
        found = query(session, limit=limit) if asked_again else None
        found = records.find(session, things, Thing, order=order, limit=limit) if found is None else found
        return [t.id for t in found], session.unread

    assert do(shelf, lambda s: ids(lenient(s), 9)) == (["A", "C", "D"], ["B"])
    assert do(shelf, lambda s: ids(lenient(s), 2)) == (["A", "C"], ["B"]), "a page is as long as ever"
    with pytest.raises(records.Unreadable) as fault:
        do(shelf, lambda s: ids(s, 9))
    assert fault.value.subject == "B", "elsewhere a list is whole or says whose fault it is"


@pytest.mark.parametrize("asked_again", [False, True])
def test_what_is_passed_over_is_left_out_in_silence(shelf, asked_again):
    damaged(shelf)
    query = records.Query(things, Thing, order=(things.c.id,))

    def ids(session):
        session.passed_over = frozenset({"B"})
        found = query(session) if asked_again else records.find(session, things, Thing, order=(things.c.id,))
        return [t.id for t in found], session.unread

    assert do(shelf, ids) == (["A", "C", "D"], None)


def test_the_very_record_is_named_where_its_reader_is_told(shelf):
    damaged(shelf)
    with pytest.raises(records.Unreadable) as fault:
        do(shelf, lambda s: records.get(lenient(s), things, Thing, "B"))
    assert fault.value.subject == "B"
    with pytest.raises((TypeError, LookupError)):
        get(shelf, "B")
