"""Small numbers outside the group. The examples are those of the domain guide."""

import pytest

from domain.suppression import FEW, HIDDEN, RULES, Audience, differenced, hides, rate, shown, small


def test_one_to_four_are_hidden_and_nought_may_stay():
    assert [shown(n) for n in (0, 2, 4, 5, 11)] == ["0", "<5", "<5", "5", "11"]
    assert shown(3, in_words=True) == "fewer than 5"
    assert not small(None)


@pytest.mark.parametrize(
    ("audience", "hidden"),
    [(Audience.RESTRICTED, False), (Audience.GROUP, False), (Audience.BOARD, True), (Audience.PUBLIC, True)],
)
def test_who_sees_small_numbers_is_data(audience, hidden):
    assert hides(audience) == hidden
    assert RULES[audience].source
    assert RULES[audience].version


def test_a_rate_goes_with_its_count():
    assert [rate(2.04, 2), rate(2.04, 8), rate(0, 0)] == ["suppressed", "2.0", "0.0"]
    assert rate(50, 8, 4) == "suppressed", "a denominator may be small, too"
    assert [rate(2.04, 8, shown_as=word) for word in (FEW, HIDDEN, "8")] == ["suppressed", "suppressed", "2.0"]


def test_two_posts_may_tell_by_their_difference():
    assert differenced([12, 7], [15, 7])
    assert not differenced([12, 7], [20, 7])
