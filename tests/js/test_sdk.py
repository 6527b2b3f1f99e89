from tests.js.sdk import complaints

GOOD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Returns", "style": "heading"}],
}
BAD = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "x", "size": "huge"}, {"type": "Nope"}],
}


def test_the_sdk_accepts_a_good_card_and_names_each_fault_of_a_bad_one():
    good, bad = complaints([GOOD, BAD])
    assert good == []
    assert len(bad) == 2
    assert "huge" in bad[0]
    assert "Nope" in bad[1]


def test_a_card_for_a_newer_host_is_noticed():
    (found,) = complaints([{**GOOD, "version": "1.6"}])
    assert found
