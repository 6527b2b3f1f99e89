"""Tables in messages, as Teams and the Playground deliver them."""

from bot.teams.tables import lines, pasted

TABLE = (
    '<div><p>The Paget</p><table style="x"><tbody><tr><td>&nbsp;</td><td>Apr 2026</td><td>May&nbsp;2026</td></tr>'
    "<tr><td><p>Births</p></td><td>150</td><td>1,51<b>0</b></td></tr><tr><td>PPH</td><td></td><td>4</td></tr>"
    "</tbody></table><p>Thanks<br>Ruth</p></div>"
)
GRID = "The Paget\n\tApr 2026\tMay 2026\nBirths\t150\t1,510\nPPH\t\t4\nThanks\nRuth"


def html(content):
    return [None, {"contentType": "image/*"}, {"contentType": "text/html", "content": content}]


def test_cells_copied_in_excel_arrive_as_a_table_in_the_html_twin():
    assert pasted({"text": "The Paget Apr 2026", "attachments": html(TABLE)}, 1_000) == GRID


def test_a_table_in_the_text_itself():
    assert pasted({"text": TABLE}, 1_000) == GRID


def test_text_keeps_its_tabs():
    assert pasted({"text": "a\tb\r\nc\td", "attachments": html("<p>a b</p>")}, 1_000) == "a\tb\nc\td"


def test_a_message_without_a_table_has_none():
    assert pasted({"text": "help", "attachments": None}, 1_000) == ""
    assert pasted({"text": 5, "attachments": html(7)}, 1_000) == ""


def test_no_more_is_read_than_allowed():
    assert pasted({"text": "a\tb", "attachments": html(TABLE)}, 9) == "The Paget"
    assert pasted({"text": "a\tbcdef"}, 3) == "a\tb"


def test_rows_left_open_tables_within_cells_and_loose_ends():
    assert lines("<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td><tr><td>d</td></table>") == (
        "ab\tc\nd"
    )
    assert lines("</table><td>x</td><p>y") == "x\ny"
    assert lines("<table><td>stray</td></table>") == ""
    assert lines("<table><tr><td>a") == ""
