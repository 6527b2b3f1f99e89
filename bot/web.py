"""The only aiohttp server file: the bot's doors to the outside.

Owns: routes, limits of a request, and how the parts start and stop with the server. Must not: know
what is behind a door.

Wire it with a `Web`: every dependency is a callable, so this file depends on no other room but by their shapes.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot import notices, stalls
from bot.doorstep import Doorstep, room_for_files
from bot.metrics import Metrics

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024
"""Source: reliability.md 4.1."""
LONGEST_HEADER = 128 * 1024
NOT_CACHED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Answer(Protocol):
    """A status and a body of JSON, or none."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out."""

    content: bytes
    name: str
    content_type: str


Step = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Web:
    """What stands behind the doors."""

    process: Callable[[Any], Awaitable[Answer]]
    """`TeamsRoom.process`; it is given the `web.Request`."""
    metrics: Metrics
    ready: Callable[[], Awaitable[tuple[bool, Mapping[str, Any]]] | tuple[bool, Mapping[str, Any]]]
    """Whether all is well, and the facts: store, migrated, tick age, outbox age."""
    download: Callable[[str], Awaitable[Download | None]] | None = None
    """The file behind a signed token, None when there is none (any longer)."""
    opened: Sequence[Step] = field(default=())
    """Called in this order when the server starts, in its loop: the Teams room, then the scheduler."""
    closed: Sequence[Step] = field(default=())
    """Called in this order when it stops, each whatever became of the one before."""


def make_app(parts: Web, doorstep: Doorstep | None = None) -> web.Application:
    """The application. Run it with `serve`, or under a test's server."""
    step = doorstep or Doorstep()
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[_attended(step), _quiet])
    doors = _Doors(parts)
    app.router.add_post("/api/messages", doors.messages)
    app.router.add_get("/api/messages", doors.hello)
    app.router.add_get("/healthz", doors.healthz)
    app.router.add_get("/readyz", doors.readyz)
    app.router.add_get("/metrics", doors.metrics)
    app.router.add_get("/files/{token}", doors.files)
    for path in notices.PAGES:
        app.router.add_get(path, doors.notice)

    async def lifetime(_: web.Application) -> AsyncIterator[None]:
        count = parts.metrics.count
        watching = [asyncio.create_task(work) for work in (stalls.watch(count), step.watch(count))]
        for begin in parts.opened:
            await begin()
        yield
        for task in watching:
            task.cancel()
        for end in parts.closed:
            try:
                await end()
            except Exception:
                log.exception("a part did not close")

    app.cleanup_ctx.append(lifetime)
    return app


def runner(parts: Web, doorstep: Doorstep | None = None) -> web.AppRunner:
    """The application, ready to be bound to an address. A header may be long, so that the gate refuses it, not HTTP."""
    step = doorstep or Doorstep()
    made = web.AppRunner(
        make_app(parts, step), access_log=None, logger=_http_log(), max_field_size=LONGEST_HEADER, shutdown_timeout=10.0
    )
    step.connections = lambda: made.server.connections if made.server is not None else ()
    return made


def serve(parts: Web, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. Uses uvloop where it is installed."""
    try:
        import uvloop  # noqa: PLC0415 - not there on every machine

        loop_factory = uvloop.new_event_loop
    except ImportError:
        loop_factory = asyncio.new_event_loop
    files = room_for_files()
    doorstep = Doorstep(most=files // 2) if files else Doorstep()
    with asyncio.Runner(loop_factory=loop_factory) as running:
        running.run(_serve(parts, host, port, doorstep))


async def _serve(parts: Web, host: str, port: int, doorstep: Doorstep) -> None:
    asked_to_end = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end(*_: object) -> None:
        loop.call_soon_threadsafe(asked_to_end.set)

    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, end)
        except NotImplementedError:  # Windows
            signal.signal(name, end)
    doors = runner(parts, doorstep)
    await doors.setup()
    try:
        await web.TCPSite(doors, host, port).start()
        await asked_to_end.wait()
    finally:
        await doors.cleanup()


@dataclass(frozen=True)
class _Doors:
    parts: Web

    async def messages(self, request: web.Request) -> web.Response:
        answer = await self.parts.process(request)
        if not answer.body:
            return web.Response(status=answer.status)
        return web.Response(status=answer.status, body=answer.body, content_type="application/json")

    async def hello(self, _: web.Request) -> web.Response:
        return web.Response(text="Oversight listens here for Teams. People reach it in Teams.\n")

    async def healthz(self, _: web.Request) -> web.Response:
        return _json(200, {"alive": True})

    async def readyz(self, _: web.Request) -> web.Response:
        try:
            found = self.parts.ready()
            ready, facts = await found if inspect.isawaitable(found) else found
        except Exception:
            log.exception("readiness could not be told")
            ready, facts = False, {}
        return _json(200 if ready else 503, {"ready": ready, **facts})

    async def metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self.parts.metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4"})

    async def notice(self, request: web.Request) -> web.Response:
        return web.Response(text=notices.page(request.path), content_type="text/html", headers=notices.HEADERS)

    async def files(self, request: web.Request) -> web.Response:
        found = await self.parts.download(request.match_info["token"]) if self.parts.download else None
        if found is None:
            return web.Response(status=404, text="This link has ended. Ask for the file again in Teams.\n")
        name = "".join(ch if ch.isascii() and (ch.isalnum() or ch in "-_. ") else "-" for ch in found.name)
        headers = {**NOT_CACHED, "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=found.content, content_type=found.content_type, headers=headers)


def _attended(doorstep: Doorstep) -> Any:
    """Who is being served is not shown out."""

    @web.middleware
    async def attended(request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Any:
        doorstep.enters(request.protocol)
        try:
            return await handler(request)
        finally:
            doorstep.leaves(request.protocol)

    return attended


@web.middleware
async def _quiet(request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Any:
    """No words to callers about what went wrong; nothing hostile becomes a 5xx with a trace."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return web.Response(status=refused.status)
    except (ConnectionError, web.RequestPayloadError):  # gone, or a body that is not packed as it says
        return web.Response(status=400)
    except Exception:
        log.exception("a request failed")
        return web.Response(status=500)


class _NoJunk(logging.Filter):
    """aiohttp logs what is not HTTP with a piece of it, which may be a token."""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        return not isinstance(fault, HttpProcessingError | web.RequestPayloadError)


def _http_log() -> logging.Logger:
    found = logging.getLogger("bot.web.http")
    if not found.filters:
        found.addFilter(_NoJunk())
    return found


def _json(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json", headers=NOT_CACHED)
