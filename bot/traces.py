"""Traces by OpenTelemetry, where `OTEL_EXPORTER_OTLP_ENDPOINT` says where to; otherwise nothing of it is even imported.

Owns: the spans (a request, a turn, a transaction, a tick, a send) and what they may carry. Must not: carry a text, a
name or an id, or an exception's message (it may quote what somebody typed); see `ATTRIBUTES`. docs/adr/0016.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.contracts import Place, Reply, Turn
from bot.delivery import Outcome
from cards.kit import Card
from storage.store import Session, Store

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Span, Tracer

    from bot.outbox import Wire

T = TypeVar("T")

ATTRIBUTES = frozenset(
    {
        "http.response.status_code", "oversight.happening", "oversight.place", "oversight.posts", "oversight.card",
        "oversight.verb", "oversight.outcome", "oversight.kind", "error.type",
    }
)  # fmt: skip
"""All that a span may say: numbers, and words of our own."""
INSTALL = "OTEL_EXPORTER_OTLP_ENDPOINT is set, but what traces need is not installed: requirements-traces.txt has it."
SECONDS = 5.0
"""How long one export may take."""


class NotInstalled(Exception):
    """Traces are wanted, and their packages are not there."""


class Untraced:
    """Where no collector is set: each part is handed back as it was given."""

    def request(self, process: Callable[[Any], Awaitable[T]]) -> Callable[[Any], Awaitable[T]]:
        """Of Teams."""
        return process

    def turn(self, handler: Callable[[Turn], Awaitable[Reply]]) -> Callable[[Turn], Awaitable[Reply]]:
        """From the words to the stored answer."""
        return handler

    def tick(self, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Of the clock."""
        return tick

    def wire(self, wire: Callable[[], Wire]) -> Callable[[], Wire]:
        """What the outbox sends by."""
        return wire

    def store(self) -> type[Store]:
        """The store as it is."""
        return Store

    async def close(self) -> None:
        """Nothing is left to hand on."""


@dataclass(frozen=True)
class Traces(Untraced):
    """Spans around what is given to it; made by `begin`."""

    provider: TracerProvider
    tracer: Tracer
    verbs: frozenset[str] = frozenset()
    """Names of buttons that are ours; any other word in a press is somebody's."""

    @contextmanager
    def span(self, name: str, **attributes: str | int | bool) -> Generator[Span]:
        """A span; a fault leaves its type in it and goes on."""
        given = {key: value for key, value in _named(attributes).items() if key in ATTRIBUTES}
        with self.tracer.start_as_current_span(
            name, attributes=given, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except BaseException as fault:
                span.set_attribute("error.type", type(fault).__name__)
                raise

    def request(self, process: Callable[[Any], Awaitable[T]]) -> Callable[[Any], Awaitable[T]]:
        """Around a request of Teams."""

        async def traced(request: Any) -> T:
            with self.span("POST /api/messages") as span:
                answer = await process(request)
                span.set_attribute("http.response.status_code", int(getattr(answer, "status", 0)))
                return answer

        return traced

    def turn(self, handler: Callable[[Turn], Awaitable[Reply]]) -> Callable[[Turn], Awaitable[Reply]]:
        """Around a turn, from the words to the stored answer."""

        async def traced(turn: Turn) -> Reply:
            verb = turn.verb if turn.verb in self.verbs else ""
            with self.span("turn", happening=turn.happening.value, place=turn.place.kind.value, verb=verb) as span:
                reply = await handler(turn)
                span.set_attribute("oversight.posts", len(reply.posts))
                span.set_attribute("oversight.card", reply.card is not None)
                return reply

        return traced

    def tick(self, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """Around a tick."""

        async def traced() -> None:
            with self.span("tick"):
                await tick()

        return traced

    def wire(self, wire: Callable[[], Wire]) -> Callable[[], Wire]:
        """Around what the outbox sends by."""
        return lambda: TracedWire(self, wire())

    def store(self) -> type[Store]:
        """A kind of store with a span around each transaction: its time in the queue, and in the database."""
        traces = self

        class Traced(Store):
            async def run(self, work: Callable[[Session], T], *, group: str) -> T:
                with traces.span("transaction"):
                    return await super().run(work, group=group)

        return Traced

    async def close(self) -> None:
        """Hand on what is left."""
        await asyncio.to_thread(self.provider.shutdown)


@dataclass(frozen=True)
class TracedWire:
    """A wire with a span around each send."""

    traces: Traces
    inner: Wire

    async def post(self, place: Place, card: Card, thread_id: str = "", **more: Any) -> Outcome:
        return await self._send("post", self.inner.post(place, card, thread_id, **more))

    async def update(self, place: Place, message_id: str, card: Card, **more: Any) -> Outcome:
        return await self._send("update", self.inner.update(place, message_id, card, **more))

    async def open_personal(self, object_id: str, tenant_id: str, service_url: str, bot_id: str) -> Place | Outcome:
        return await self._send("open", self.inner.open_personal(object_id, tenant_id, service_url, bot_id))

    async def _send(self, kind: str, sending: Awaitable[T]) -> T:
        with self.traces.span("send", kind=kind) as span:
            outcome = await sending
            span.set_attribute("oversight.outcome", type(outcome).__name__.lower())
            return outcome


def begin(endpoint: str, headers: Mapping[str, str], verbs: frozenset[str]) -> Untraced:
    """Traces to this collector (OTLP over HTTP), `Untraced` when no endpoint is set. Raises `NotInstalled`."""
    if not endpoint:
        return Untraced()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 optional
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 optional
    except ImportError as missing:
        raise NotInstalled(INSTALL) from missing
    exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", headers=dict(headers), timeout=SECONDS)
    return made(BatchSpanProcessor(exporter), verbs)


def made(processor: SpanProcessor, verbs: frozenset[str]) -> Traces:
    """Traces that end in this processor; a test gives one of its own."""
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 optional
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 optional

    provider = TracerProvider(resource=Resource.create({"service.name": "oversight"}), shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return Traces(provider, provider.get_tracer("oversight"), verbs)


def _named(attributes: Mapping[str, str | int | bool]) -> dict[str, str | int | bool]:
    return {f"oversight.{key}": value for key, value in attributes.items() if value != ""}
