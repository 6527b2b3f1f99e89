"""P5's long work, asked for as a member asks and run as the bot runs it, to its end in the store.

Owns: what is asked. Must not: measure (`ours.py` watches the loop, `running.py` the turns).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from app import Bot
from bot.aside import Aside
from bot.catalogue import collect
from bot.contracts import Attachment
from bot.flows.calendars import calendar_of
from bot.teams.activities import read_turn
from bot.teams.keys import FRESH
from bot.turn import Turns
from domain.import_layouts import INDICATORS
from domain.jobs import Job, State
from domain.people import ObjectId
from storage import jobs
from storage.session import Session
from tests.bench import activities, records, turns

ROWS = 100_000
"""Of the workbook that is read. Source: performance.md, P5."""
URL = "https://smba.trafficmanager.net/uk/"


async def job(bot: Bot, kind: str, **args: str) -> dict[str, Any]:
    """Long work from the asking to its files in the store."""
    group = bot.groups.all()[0]

    def ask(session: Session) -> Job:
        session.as_system("bench")
        return jobs.add(session, kind, ObjectId(records.OFFICE), args)

    asked = await bot.store.run(ask, group=group.id)
    await bot.jobs.wake(bot.groups.all())
    await bot.jobs.idle()
    found = await bot.store.run(lambda s: jobs.get(s, asked.id), group=group.id)
    assert found is not None
    assert found.state == State.DONE, found.words
    return {"files": len(found.files)}


async def pack(bot: Bot) -> dict[str, Any]:
    """The draft of this month's pack."""
    group = bot.groups.all()[0]
    today = datetime.now(group.zone).date()
    return await job(bot, "pack", period=group.rhythm.current(today, calendar_of(group)).period, state="draft")


def national(rows: int) -> bytes:
    """A month of the national file of measures: our forty trusts among all who send figures."""
    known = [*INDICATORS, *(f"Other{n}" for n in range(30 - len(INDICATORS)))]
    lines = ["Org_Code,Org_Name,Org_Level,RPStartDate,RPEndDate,IndicatorFamily,Indicator,Currency,Value"]
    for number in range(rows):
        place, currency = divmod(number, 4)
        org, which = divmod(place, len(known))
        code = f"X{org:02d}" if org < records.TRUSTS else f"Z{org:03d}"
        kind = ("Numerator", "Denominator", "Rate", "Result")[currency]
        value = (12 + org % 9, 900 + org, 13.5, "")[currency]
        lines.append(f"{code},Place {org},Provider,01/05/2026,31/05/2026,Birth,{known[which]},{kind},{value}")
    return "\n".join(lines).encode()


async def workbook(bot: Bot) -> dict[str, Any]:
    """The dry run of a workbook that comes with a message."""
    turned = Turns(bot.store, bot.groups, collect(), turns.SEALER, lambda: None, aside=Aside())
    turn = read_turn(orjson.loads(activities.said(URL, records.OFFICE, "import")), datetime.now(UTC))
    assert turn is not None
    data = await asyncio.to_thread(national, ROWS)
    sent = replace(turn, attachments=(Attachment("msds-may2026-exp-measures.csv", "text/csv", "", content=data),))
    reply = await turned(sent)
    assert reply.card is not None
    return {"said": reply.card.twin[:200]}


async def keys(bot: Bot) -> dict[str, Any]:
    """The issuer of keys takes the question and never answers, just when a look at it is due."""
    found = bot.room._keys
    assert found is not None
    held = asyncio.Event()

    async def silent(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await held.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    where = found.metadata_url
    try:
        found.metadata_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        found._loaded_at -= FRESH
        found._begin(0)
        assert found._flight is not None
        await asyncio.wait({found._flight})
    finally:
        held.set()
        server.close()
        found.metadata_url = where
    return {}


async def copy(bot: Bot, folder: Path) -> dict[str, Any]:
    """A backup while turns go on."""
    await asyncio.to_thread(bot.store.copy_to, folder / "copy.db")
    return {"bytes": (folder / "copy.db").stat().st_size}
