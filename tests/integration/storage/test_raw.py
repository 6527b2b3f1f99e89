"""Statements in the driver's own form give what SQLAlchemy's would."""

from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, select

from storage.raw import Asked, Inserter, Selector, Updater, given
from storage.tables import Json, Utc, canonical
from tests.stores import GROUP

odd = Table(
    "odd",
    MetaData(),
    Column("group", String(8), primary_key=True),
    Column("order", String(8), primary_key=True),
    Column("at", Utc),
    Column("flag", Boolean),
    Column("data", Json),
)
AT = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def test_insert_update_and_select_with_names_that_sql_keeps_for_itself(store):
    insert, update = Inserter(odd), Updater(odd, ["order"])
    get = Selector(odd, [odd.c.at, odd.c.flag, odd.c.data], ["order"])

    def work(session):
        con = session.connection
        odd.create(con)
        insert.many(con, [(GROUP, "a", AT, True, canonical({"x": [1]}))])
        insert.many(con, [(GROUP, "b", None, None, "null"), (GROUP, "c", AT, False, "[]")])
        assert get.one(con, (GROUP, "a")) == [AT, True, {"x": [1]}]
        assert get.one(con, (GROUP, "b")) == [None, None, None]
        assert get.one(con, ("other", "a")) is None
        fresh = {"at": None, "flag": False, "data": '"new"'}
        assert update.one(con, fresh, {"group": GROUP, "order": "a"}) == 1
        assert update.one(con, fresh, {"group": GROUP, "order": "z"}) == 0
        return con.execute(select(odd).order_by(odd.c.order)).all()

    assert [tuple(row) for row in store.run_sync(work, group=GROUP)] == [
        (GROUP, "a", None, False, "new"),
        (GROUP, "b", None, None, None),
        (GROUP, "c", AT, False, []),
    ]


def test_a_selector_without_a_group_goes_by_its_key(store):
    lone = Table("lone", MetaData(), Column("key", String(8), primary_key=True), Column("data", Json))

    def work(session):
        lone.create(session.connection)
        Inserter(lone).many(session.connection, [("k", "1")])
        return Selector(lone, [lone.c.data], ["key"]).one(session.connection, ("k",))

    assert store.run_sync(work, group=GROUP) == [1]


class Order(StrEnum):
    """Stored words."""

    FIRST = "a"


def test_a_query_that_is_asked_again_gives_what_sqlalchemy_would_for_each_value(store):
    insert, c = Inserter(odd), odd.c
    in_time = c.at <= given("until")
    asked = Asked(
        select(c.order, c.at, c.data)
        .where(c.group == given("group"), in_time, c.order.in_(["a", "b"]), c.order != given("but"))
        .order_by(c.order.desc())
        .limit(given("most", Integer()))
    )
    first = Asked(select(c.flag).where(c.group == given("group"), c.order == Order.FIRST))

    def work(session):
        con = session.connection
        odd.create(con)
        insert.many(con, [(GROUP, o, AT, True, canonical([o])) for o in "abc"])
        insert.many(con, [("other", "a", AT, False, "1")])
        both = {"group": GROUP, "until": AT, "but": "z", "most": 5}
        assert asked.rows(con, both) == [["b", AT, ["b"]], ["a", AT, ["a"]]]
        assert asked.rows(con, both | {"most": 1}) == [["b", AT, ["b"]]]
        assert asked.rows(con, both | {"but": "b"}) == [["a", AT, ["a"]]]
        assert asked.rows(con, both | {"until": AT.replace(year=2025)}) == []
        assert first.rows(con, {"group": GROUP}) == [[True]]
        assert first.rows(con, {"group": "other"}) == [[False]]

    store.run_sync(work, group=GROUP)
