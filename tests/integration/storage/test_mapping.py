"""Bodies and subjects: one text for one record, the same from the record and from its row."""

from datetime import UTC, datetime, timedelta, timezone

import orjson
from sqlalchemy import Column, Integer, MetaData, String, Table, select

from domain.people import Member
from storage import members
from storage.mapping import Mapping, Shape
from storage.tables import Utc, record_table
from storage.tables import groups as groups_table
from storage.tables import members as table
from tests.stores import GROUP, a_member, as_member


def test_the_body_is_the_same_from_the_record_and_from_its_row(store):
    mapping = Mapping(table, Member)
    kept = store.run_sync(lambda s: members.add(as_member(s), a_member(2, trusts=("NNUH",))), group=GROUP)
    row = store.run_sync(lambda s: s.connection.execute(select(*mapping.columns)).one(), group=GROUP)
    body = mapping.body(mapping.texts(kept))
    assert Shape(table).body(Shape(table).values_of(row)) == body
    assert list(orjson.loads(body)) == sorted(mapping.names)
    assert mapping.revive(body) == mapping.read(row) == kept


def test_subjects_are_ids_or_say_their_table():
    person = a_member(2)
    assert Mapping(table, Member).subject(person) == f"members/{person.object_id}"
    shape = Shape(groups_table)
    assert shape.subject_of(["sqog", "{}", "[]", 1]) == "group/sqog"
    plain = Table(
        "plain", MetaData(), Column("group", String, primary_key=True), Column("id", String, primary_key=True)
    )
    assert Shape(plain).subject_of(["ACT-26-001"]) == "ACT-26-001"


def test_a_moment_is_the_same_in_every_zone():
    one = Table("one", MetaData(), Column("id", String, primary_key=True), Column("at", Utc), Column("n", Integer))
    shape, moment = Shape(one), datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    there = moment.astimezone(timezone(timedelta(hours=1)))
    assert shape.body(shape.values_of(("a", moment, 1))) == shape.body(shape.values_of(("a", there, 1)))


def test_a_record_table_has_its_groups_key_and_version():
    made = record_table("made_for_a_test", Column("words", String))
    try:
        assert [c.name for c in made.columns] == ["group", "id", "words", "version"]
        assert [c.name for c in made.primary_key] == ["group", "id"]
    finally:
        made.metadata.remove(made)
