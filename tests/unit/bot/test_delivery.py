from typing import get_args

from bot.delivery import Gone, Outcome, Rejected, RetryAfter, Sent, Uncertain, Withheld


def test_every_outcome_is_one_of_six_and_equal_by_what_it_says():
    assert set(get_args(Outcome)) == {Sent, Gone, Rejected, RetryAfter, Uncertain, Withheld}
    assert Gone("403") == Gone("403") != Rejected("403")
