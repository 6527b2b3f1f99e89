"""Composition root: settings -> store -> bot -> web and scheduler; and the command line. No logic.

The only file that sees all rooms. Without a command it serves; `python app.py --help` lists the commands.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import clock, console, console_store, logs, streams
from bot.answers import Answers
from bot.aside import Aside
from bot.catalogue import collect
from bot.contracts import Attachment
from bot.door import Door
from bot.groups import Groups
from bot.jobs import Jobs
from bot.metrics import Metrics
from bot.outbox import Sender
from bot.patience import Patient
from bot.scheduler import Scheduler
from bot.seal import Sealer
from bot.settings import Settings
from bot.teams import certificate
from bot.teams.room import Access, TeamsRoom
from bot.tick import Tick
from bot.traces import Untraced, begin
from bot.turn import Turns
from bot.web import Web, serve
from storage import checks, migrate
from storage.store import Store

log = logging.getLogger("app")
ZONE = ZoneInfo("Europe/London")
"""Of the demo's clock; each group has a zone of its own."""


@dataclass
class Bot:
    """Every part, put together. `parts` is what the web server needs; `close` lets go of the store."""

    settings: Settings
    store: Store
    metrics: Metrics
    scheduler: Scheduler
    room: TeamsRoom
    groups: Groups
    tick: Tick
    jobs: Jobs
    patient: Patient
    door: Door
    traces: Untraced

    @classmethod
    def of(cls, settings: Settings) -> Bot:
        """The bot of these settings, on an open and migrated store."""
        if settings.certificate is not None:
            # Better now than at the first message.
            certificate.read(settings.certificate, settings.certificate_password)
        traces = begin(settings.traces_url, dict(settings.traces_headers), frozenset(collect().submits))
        migrate.migrate(settings.database_url)
        store = traces.store().open(settings.database_url, clock=clock.starting(settings.now, ZONE))
        if settings.group_file is not None:
            console_store.load_into(store, settings.group_file)
        metrics, groups = Metrics(), Groups(store)
        groups.refresh_now()
        sealer = Sealer(settings.signing_keys, settings.door)
        tick = Tick(store, groups, sealer, metrics.count)
        scheduler = Scheduler(traces.tick(tick), settings.tick_seconds)
        tick.jobs = jobs = Jobs(store, collect().works, tick.put, scheduler.soon, metrics.count, Aside())

        async def fetch(file: Attachment) -> bytes:
            return await room.fetch(file)  # the room is made of the turns, so it comes after them

        turns = Turns(store, groups, collect(), sealer, scheduler.soon, fetch=fetch, aside=Aside())
        patient = Patient(turns, store, groups, sealer, scheduler.soon)
        room = TeamsRoom(
            _access(settings),
            traces.turn(patient),
            clock=store.clock,
            tenants=lambda: _tenants(settings, groups),
            count=metrics.count,
            answered=Answers(store, groups, scheduler.soon).arrived,
        )
        wire = traces.wire(lambda: room.wire)
        tick.sender = Sender(store, wire, groups.all, moot=tick.moot, ask_owner=tick.ask_owner, count=metrics.count)
        door = Door(store, sealer, collect().works)
        return cls(settings, store, metrics, scheduler, room, groups, tick, jobs, patient, door, traces)

    @property
    def parts(self) -> Web:
        """What stands behind the doors."""
        self.metrics.watch("tick_age_seconds", "Age of the last tick", lambda: self.scheduler.seconds_since_tick)
        self.metrics.tally("tick_stalls", "Times the watchdog restarted the clock", lambda: self.scheduler.stalls)
        return Web(
            process=self.traces.request(self.room.process),
            metrics=self.metrics,
            ready=self._ready,
            download=self.door,
            opened=(self.room.start, self._start),
            closed=(self.scheduler.stop, self.jobs.stop, self.patient.close, self.room.close, self.traces.close),
        )

    async def _start(self) -> None:
        self.scheduler.start()
        self.scheduler.soon()

    async def _ready(self) -> tuple[bool, Mapping[str, Any]]:
        well, facts = await self.store.run(checks.ready, group="")
        health = self.tick.health
        facts |= {
            "planned": health.planned,
            "failing": health.failing,
            "failing_reminders": health.parts,
            "silent": health.silent,
        }
        return well and not (health.failing or health.parts or health.silent), facts


def _access(settings: Settings) -> Access:
    return Access(
        app_id=settings.app_id,
        app_password=settings.app_password,
        app_type=settings.app_type,
        tenant_id=settings.tenant_id,
        openid_url=settings.openid_url,
        token_url=settings.token_url,
        service_hosts=settings.service_hosts,
        identity_endpoint=settings.identity_endpoint,
        identity_header=settings.identity_header,
        certificate=settings.certificate,
        certificate_password=settings.certificate_password,
    )


def _tenants(settings: Settings, groups: Groups) -> frozenset[str]:
    return frozenset(t.lower() for t in (settings.tenant_id, *(g.tenant_id for g in groups.all())) if t)


def run(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM."""
    logs.set_up()
    bot = Bot.of(settings)
    if settings.anonymous:
        log.warning("anonymous development mode: unsigned messages are accepted, on this machine only")
    if not bot.groups.all():
        log.warning("no group is loaded yet: python app.py load FILE")
    log.info("serving", extra={"host": settings.host, "port": settings.port, "mode": _mode(settings.now)})
    try:
        serve(bot.parts, settings.host, settings.port)
    finally:
        bot.store.close()
    return 0


def _mode(now: datetime | None) -> str:
    return "demo clock" if now else "real clock"


if __name__ == "__main__":
    streams.speak_utf8()
    sys.exit(console.main(sys.argv[1:], run))
