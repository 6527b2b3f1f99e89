"""A change is called without the news that it is out, but with what it is about."""

from __future__ import annotations

import pytest

from tests.understanding import heard


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("new NHS Resolution guidance landed today, log it", "new NHS Resolution guidance"),
        (
            "new NHS Resolution guidance has landed on early notification, put it on the policy list",
            "new NHS Resolution guidance has landed on early notification",
        ),
        ("there's new national guidance came out on Friday", "new national guidance"),
        ("what does the new triage policy mean for us", "new triage policy"),
    ],
)
def test_the_news_is_cut_and_the_subject_is_kept(said, text):
    answer = heard(said)
    assert (answer["command"], answer["slots"].get("text")) == ("policy", text)


@pytest.mark.parametrize(
    "said", ["what policy changes are we tracking", "policy list for the QE, what's coming at them"]
)
def test_a_question_about_changes_is_no_change(said):
    answer = heard(said)
    assert (answer["command"], answer["slots"].get("text")) == ("policy", None)
