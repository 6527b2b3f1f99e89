"""Files that people attach to a message, fetched from allowed hosts and no larger than we want.

Owns: the download. Must not: read what is inside, or send our token along (the address itself carries the right).
Source: learn.microsoft.com, "Send and receive files through a bot"; reliability.md 4.2.
"""

from __future__ import annotations

import aiohttp

from bot.contracts import Attachment
from bot.teams.hosts import Hosts
from domain.refusals import Refusal

MOST_BYTES = 20 * 1024 * 1024
"""Largest file that is fetched. Source: ours; a workbook of 100,000 rows has about 8 MB."""
TIMEOUT = aiohttp.ClientTimeout(total=60.0, connect=5.0)


class NotFetched(Refusal):
    """The file was not fetched; the text can be shown to the member."""

    @property
    def words(self) -> str:
        return str(self)


async def fetch(session: aiohttp.ClientSession, hosts: Hosts, attachment: Attachment) -> bytes:
    """The file's bytes. Raises `NotFetched`."""
    if not hosts.allows_download(attachment.download_url):
        raise NotFetched("The file is in a place that I may not read. Attach it to your message from your computer.")
    try:
        async with session.get(attachment.download_url, allow_redirects=False, timeout=TIMEOUT) as answer:
            if answer.status != 200:
                raise NotFetched("The file could not be fetched. Please attach it again.")
            if (answer.content_length or 0) > MOST_BYTES:
                raise _too_big()
            parts: list[bytes] = []
            size = 0
            async for part in answer.content.iter_chunked(64 * 1024):
                size += len(part)
                if size > MOST_BYTES:
                    raise _too_big()
                parts.append(part)
            return b"".join(parts)
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        raise NotFetched("The file could not be fetched. Please attach it again.") from fault


def _too_big() -> NotFetched:
    return NotFetched(f"The file is larger than {MOST_BYTES // (1024 * 1024)} MB, which is the most that I read.")
