"""Whom a name means: asked one by one while a card has room."""

from cards.owners import ASKED, MOST, REST, questions
from domain.people import Member, ObjectId, Role


def people(count: int) -> list[Member]:
    role = (Role.MEMBER, Role.TRUST_LEAD)
    return [Member(ObjectId(f"p{n}"), f"Person {n}", frozenset({role[n % 2]})) for n in range(count)]


def test_a_few_names_one_by_one_and_the_rest_together() -> None:
    asked = questions(["", "x" * 90, *(f"N{n}" for n in range(10))], people(5))
    assert [q.key for q in asked] == [*(f"owner{n}" for n in range(ASKED)), REST]
    assert asked[0].label == "Who owns those without an owner"
    assert asked[1].label == f"Who is '{'x' * 40}'"
    assert asked[-1].label == "Who owns those of the other 4 names"
    assert [q.key for q in questions(["A"], [])] == ["owner0"]


def test_of_a_large_group_the_leads_and_the_office_are_offered() -> None:
    asked = questions(["A", "B", "C", "D"], people(200))
    assert len(asked[0].choices) == MOST
    assert all(int(who[1:]) % 2 for who, _ in asked[0].choices)
    assert [q.key for q in asked] == ["owner0", "owner1", REST]
