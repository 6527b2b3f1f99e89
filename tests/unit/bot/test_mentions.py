from typing import Any

import pytest

from bot.teams.mentions import attachments_of, plain, words
from tests.growth import is_even

BOT = "28:bot"


def message(text: str, *mentions: tuple[str, str], **more: Any) -> dict[str, Any]:
    entities = [{"type": "mention", "mentioned": {"id": who, "name": "x"}, "text": said} for who, said in mentions]
    return {"text": text, "entities": [{"type": "clientInfo"}, *entities], **more}


ME = (BOT, "<at>Oversight</at>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<at>Oversight</at> returns", "returns"),
        ("<at>Oversight</at>&nbsp;returns", "returns"),
        ("<at>Oversight</at>\u00a0 returns\n", "returns"),
        ("returns please <at>Oversight</at>", "returns please"),
        ("<at>Oversight</at>", ""),
        ("<at>Oversight</at> what does Oversight do?", "what does Oversight do?"),
        ("<at>Oversight</at> new action: R&amp;D \u2264 5 &lt; 7", "new action: R&D \u2264 5 < 7"),
        ("<at>Oversight</at> risks < 12 > 3", "risks < 12 > 3"),
        ("<p><at>Oversight</at>&nbsp;new risk</p><p>second line</p>", "new risk\nsecond line"),
        ("<at>Oversight</at> a<br>b", "a\nb"),
        ("<at>Oversight</at> &lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
    ],
)
def test_the_bots_mention_goes_and_the_words_stay(text, said):
    assert words(message(text, ME), BOT) == said


def test_only_as_many_mentions_go_as_there_are():
    twice = "<at>Oversight</at> <at>Oversight</at> help"
    assert words(message(twice, ME, ME), BOT) == "help"
    assert words(message("<at>Safety</at> show Safety actions", (BOT, "<at>Safety</at>")), BOT) == "show Safety actions"


def test_somebody_else_who_is_mentioned_stays_by_name():
    text = "<at>Oversight</at> remind <at>Priya Nair</at>"
    assert words(message(text, ME, ("29:priya", "<at>Priya Nair</at>")), BOT) == "remind Priya Nair"


def test_a_message_without_mention_or_text():
    assert words({"text": "help"}, BOT) == "help"
    assert words({"text": None, "entities": None}, BOT) == ""
    assert words({}, BOT) == ""


@pytest.mark.parametrize("entities", ["mention", [None], [{"type": "mention"}], [{"type": "mention", "mentioned": 1}]])
def test_entities_of_an_odd_shape_are_passed_over(entities):
    assert words({"text": "help", "entities": entities}, BOT) == "help"


QUOTED = (
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Tom</strong>'
    '<p>close ACT-26-014</p></blockquote><p><at id="0">Oversight</at>&nbsp;returns</p>'
)


def test_what_was_quoted_is_not_what_was_said():
    html = {"contentType": "text/html", "content": QUOTED}
    found = message("Tom\nclose ACT-26-014\n\n<at>Oversight</at> returns", ME, attachments=[html])
    assert words(found, BOT) == "returns"


def test_the_html_twin_of_a_plain_message_is_not_needed():
    html = {"contentType": "text/html", "content": "<p>other words</p>"}
    assert words(message("help", attachments=[html, None, {"contentType": "text/html", "content": 7}]), BOT) == "help"


@pytest.mark.parametrize("piece", ["<blockquote>", "<p ", "</blockquote>", "<blockquote><p ", "<at>", "&nbsp;"])
def test_the_cost_of_open_tags_grows_with_their_number_and_no_faster(piece):
    assert is_even(plain, piece, 80_000)
    assert is_even(lambda text: plain(text + "</blockquote>"), piece, 80_000)


def test_files_are_told_from_cards_and_twins():
    kinds = [
        "text/html",
        "application/vnd.microsoft.card.adaptive",
        "application/vnd.microsoft.teams.file.download.info",
    ]
    found = attachments_of([*({"contentType": kind} for kind in kinds), "odd", {"contentType": 7}])
    assert [a["contentType"] for a in found] == kinds[2:]
    assert attachments_of("none") == ()
