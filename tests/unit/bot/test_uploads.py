"""Files with a message; more in tests/integration/bot/test_imports_files.py."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import uploads
from bot.aside import Aside
from bot.contracts import Attachment, Turn
from bot.teams.activities import read_turn
from domain.refusals import Invalid


def test_without_a_room_no_file_is_fetched():
    with pytest.raises(Invalid, match="cannot be fetched here"):
        asyncio.run(uploads.nothing(Attachment("a.xlsx", "x", "https://x")))


def message(**fields: object) -> Turn:
    """A message as Teams sends it."""
    activity = {
        "type": "message",
        "id": "1",
        "from": {"id": "29:ann", "name": "Ann", "aadObjectId": "00000000-0000-4000-8000-000000000004"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:1", "conversationType": "personal"},
        **fields,
    }
    turn = read_turn(activity, datetime(2026, 12, 7, 9, 30, tzinfo=UTC))
    assert turn is not None
    return turn


ROWS = (("Trust", "Month", "Measure", "Value"), ("JPUH", "2026-05", "PPH", "5"))
HTML = "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in ROWS) + "</table>"


@pytest.mark.parametrize(
    "turn",
    [
        message(text="Trust Month Measure Value JPUH", attachments=[{"contentType": "text/html", "content": HTML}]),
        message(text="\n".join("\t".join(row) for row in ROWS)),
        message(text="\n".join(",".join(row) for row in ROWS)),
    ],
)
def test_pasted_cells_are_a_file_and_mean_to_import(turn):
    assert uploads.brings_files(turn)
    assert uploads.words(turn) == "import"
    seen: list[bytes] = []

    def opens(name, data, group, today):
        seen.append(data)
        return name

    opened = asyncio.run(uploads.opened(turn, uploads.nothing, opens, None, date(2026, 12, 7)))  # type: ignore[arg-type]
    assert opened.attachments[0].opened == uploads.CELLS
    assert seen[0].decode().replace(",", "\t") == "\n".join("\t".join(row) for row in ROWS)


def test_a_message_with_tabs_is_still_a_message():
    turn = message(text="hello\tthere\nhow are\tyou")
    assert not uploads.brings_files(turn)
    assert uploads.words(turn) == "hello there\nhow are you"


def test_a_workbook_and_a_long_text_are_read_aside_a_short_one_is_not():
    class Noted(Aside):
        async def __call__(self, work, *args):
            return f"aside {work(*args)}"

    def where(name, content):
        sent = replace(message(text="import"), attachments=(Attachment(name, "x", "", content=content),))
        opening = uploads.opened(sent, uploads.nothing, lambda *_: "read", None, date(2026, 12, 7), Noted())  # type: ignore[arg-type]
        return asyncio.run(opening).attachments[0].opened

    assert where("a.xlsx", b"x") == "aside read"
    assert where("a.csv", b"x" * (uploads.SMALL + 1)) == "aside read"
    assert where("a.csv", b"x" * uploads.SMALL) == "read"
