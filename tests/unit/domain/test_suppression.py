"""Small numbers outside the group. The examples are those of the domain guide."""

from hypothesis import given
from hypothesis import strategies as st

from domain.suppression import differenced, rate, shown, small, with_total


def test_one_to_four_are_hidden_and_nought_may_stay():
    assert [shown(n) for n in (0, 2, 4, 5, 11)] == ["0", "<5", "<5", "5", "11"]
    assert shown(3, in_words=True) == "fewer than 5"
    assert not small(None)


def test_a_cell_that_the_total_would_tell_takes_another_with_it():
    assert with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 7}, 21) == {
        "NNUH": "12",
        "JPUH": "<5",
        "QEHKL": "suppressed",
        "total": "21",
    }


def test_two_hidden_cells_protect_each_other():
    assert with_total({"NNUH": 12, "JPUH": 2, "QEHKL": 3}) == {"NNUH": "12", "JPUH": "<5", "QEHKL": "<5", "total": "17"}


def test_without_a_second_cell_the_total_is_hidden_too():
    assert with_total({"NNUH": 0, "JPUH": 2}) == {"NNUH": "0", "JPUH": "<5", "total": "<5"}


def test_a_rate_goes_with_its_count():
    assert [rate(2.04, 2), rate(2.04, 8), rate(0, 0)] == ["suppressed", "2.0", "0.0"]


def test_two_posts_may_tell_by_their_difference():
    assert differenced([12, 7], [15, 7])
    assert not differenced([12, 7], [20, 7])


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 40), min_size=1))
def test_no_small_count_can_be_worked_out_from_what_is_shown(cells):
    out = with_total(cells)
    unknown = [name for name in cells if not out[name].isdigit()]
    assert all(int(out[name]) == count for name, count in cells.items() if name not in unknown)
    assert all(not small(count) or name in unknown for name, count in cells.items())
    if len(unknown) == 1:
        assert not out["total"].isdigit()
