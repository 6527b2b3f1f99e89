"""An answer that is kept for a delivery that comes again is the same answer, without its posts."""

from __future__ import annotations

from bot.contracts import Post, Reply
from bot.repeats import digest, restored, stored
from cards.kit import card, words


def test_the_answer_comes_back_as_it_was_without_posts():
    made = card("Done", words("Thank you."))
    reply = Reply(made, private=False, keep_card=True, posts=(Post("notice", "k", made),))
    again = restored(stored(reply))
    assert (again.card, again.private, again.keep_card, again.posts) == (made, False, True, ())
    assert restored(stored(Reply(text="Noted."))) == Reply(text="Noted.")


def test_a_key_is_of_its_parts_and_their_order():
    assert digest("a", {"x": 1, "y": 2}) == digest("a", {"y": 2, "x": 1})
    assert digest("a", "b") != digest("b", "a")
