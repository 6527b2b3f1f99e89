"""The types of every column, and one text for one JSON value."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, insert, select

from storage.tables import Json, Utc, canonical, complete
from tests.stores import GROUP

one = Table("one", MetaData(), Column("id", String(8), primary_key=True), Column("at", Utc), Column("data", Json))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcé", max_size=3), inner),
    max_leaves=10,
)


def kept(store, **values):
    def work(session):
        one.create(session.connection, checkfirst=True)
        session.connection.execute(one.delete())
        session.connection.execute(insert(one).values(id="a", **values))
        return session.connection.execute(select(one.c.at, one.c.data)).one()

    return store.run_sync(work, group=GROUP)


def test_a_moment_comes_back_in_utc_to_the_microsecond(store):
    moment = datetime(2026, 7, 1, 10, 0, 0, 1, tzinfo=timezone(timedelta(hours=1)))
    found = kept(store, at=moment, data=None).at
    assert found == moment
    assert found.tzinfo is UTC
    assert kept(store, at=None, data=None).at is None


def test_a_moment_without_a_zone_is_a_bug(store):
    with pytest.raises(Exception, match="without a zone"):
        kept(store, at=datetime(2026, 7, 1), data=None)  # noqa: DTZ001 that is the bug


def test_moments_sort_as_text_on_sqlite(sqlite_store):
    def work(session):
        one.create(session.connection)
        for n, at in enumerate([datetime(2026, 1, 1, 0, 0, 0, m, tzinfo=UTC) for m in (0, 9, 100000)]):
            session.connection.execute(insert(one).values(id=str(n), at=at, data=None))
        return session.connection.exec_driver_sql("SELECT id, length(at) FROM one ORDER BY at").all()

    assert [tuple(r) for r in sqlite_store.run_sync(work, group=GROUP)] == [("0", 32), ("1", 32), ("2", 32)]


def test_json_comes_back_with_null_apart_from_nothing(store):
    assert kept(store, at=None, data={"a": [1, 2.5, None, "é"]}).data == {"a": [1, 2.5, None, "é"]}
    assert kept(store, at=None, data=None).data is None


@given(JSON)
def test_the_same_value_is_the_same_text(value):
    text = canonical(value)
    assert orjson.loads(text) == value
    assert canonical(orjson.loads(text)) == text


def test_what_python_says_in_more_than_one_way_is_one_text():
    assert canonical({"b": 1, "a": (1, 2)}) == canonical(MappingProxyType({"a": [1, 2], "b": 1})) == '{"a":[1,2],"b":1}'
    assert canonical(frozenset({"y", "x"})) == canonical({"x", "y"}) == '["x","y"]'
    assert canonical({1: date(2026, 12, 7)}) == '{"1":"2026-12-07"}'
    assert canonical(float("nan")) == "null"


@pytest.mark.parametrize("value", ["a\x00", {"k\x00": 1}, ["\\\x00"], "\ud800", object(), {"a": object()}, 1j])
def test_what_json_or_a_database_cannot_say_is_refused(value):
    with pytest.raises(ValueError, match=r"cannot be kept"):
        canonical(value)


@pytest.mark.parametrize("value", ["\\u0000", "a \\\\u0000 b", {"\\u0000": "x"}])
def test_words_about_nul_are_not_nul(value):
    assert canonical(value)


def test_every_table_of_every_noun_is_known():
    tables = complete().tables
    assert {"groups", "members", "journal", "outbox", "rounds", "returns", "actions", "risks", "marks"} <= set(tables)
    for table in tables.values():
        lengths = [len(i.name or "") for i in table.indexes]
        assert all(length < 60 for length in lengths), "PostgreSQL cuts longer names"
