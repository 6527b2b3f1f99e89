"""Files with a message; more in tests/integration/bot/test_imports_files.py."""

import asyncio

import pytest

from bot import uploads
from bot.contracts import Attachment
from domain.refusals import Invalid


def test_without_a_room_no_file_is_fetched():
    with pytest.raises(Invalid, match="cannot be fetched here"):
        asyncio.run(uploads.nothing(Attachment("a.xlsx", "x", "https://x")))
