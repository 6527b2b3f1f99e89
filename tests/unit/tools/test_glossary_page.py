from tools import glossary


def test_the_page_says_what_the_bot_says():
    assert glossary.TARGET.read_text(encoding="utf-8") == glossary.page()
