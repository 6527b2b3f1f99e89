from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.delivery import Gone, Rejected, RetryAfter, Sent, Uncertain
from bot.teams.answers import LONGEST_PAUSE, outcome, retry_after, word


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_accepted(status):
    assert outcome(status, {}, b"") is None


@pytest.mark.parametrize(
    ("status", "headers", "meaning"),
    [
        (400, {}, Rejected("400")),
        (401, {}, RetryAfter(300.0, "401")),
        (403, {}, Gone("403")),
        (404, {}, Gone("404")),
        (405, {}, Rejected("405")),
        (408, {}, Uncertain("408")),
        (410, {}, Gone("410")),
        (412, {}, RetryAfter(60.0, "412")),
        (413, {}, Rejected("413")),
        (429, {}, RetryAfter(5.0, "429")),
        (429, {"Retry-After": "17"}, RetryAfter(17.0, "429")),
        (429, {"Retry-After": "soon"}, RetryAfter(5.0, "429")),
        (429, {"Retry-After": "99999999999999"}, RetryAfter(LONGEST_PAUSE, "429")),
        (500, {}, Uncertain("500")),
        (501, {}, Uncertain("501")),
        (502, {}, Uncertain("502")),
        (503, {}, Uncertain("503")),
        (503, {"Retry-After": "3"}, RetryAfter(3.0, "503")),
        (504, {}, Uncertain("504")),
        (301, {}, Rejected("301")),
        (307, {}, Rejected("307")),
        (101, {}, Rejected("101")),
    ],
)
def test_the_table(status, headers, meaning):
    assert outcome(status, headers, b"") == meaning


def test_a_date_to_wait_for():
    soon = datetime.now(UTC) + timedelta(seconds=90)
    found = retry_after({"Retry-After": format_datetime(soon, usegmt=True)})
    assert found is not None
    assert 85 < found <= 90
    assert retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0.0
    assert retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 -0000"}) == 0.0
    assert retry_after({"Retry-After": "-5"}) is None
    assert retry_after({}) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error": {"code": "ConversationNotFound", "message": "secret words"}}', "404 ConversationNotFound"),
        (b'{"error": {"code": "<b>not a code</b>"}}', "404"),
        (b'{"error": "x"}', "404"),
        (b"[]", "404"),
        (b"<html>", "404"),
    ],
)
def test_of_the_body_only_a_plain_code_is_kept(body, reason):
    assert outcome(404, {}, body) == Gone(reason)


def test_words_for_metrics():
    every = [Sent(""), Gone(""), Rejected(""), RetryAfter(1, ""), Uncertain("")]
    assert [word(o) for o in every] == ["sent", "gone", "rejected", "retry", "uncertain"]
