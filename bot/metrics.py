"""What operators see of the bot's health, as numbers.

Owns: the counters and gauges, by name. Must not: carry a text, a name or an id in a label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

COUNTERS = {
    "turns": "Turns handled, by what happened",
    "refused": "Requests not let in, by class",
    "limited": "Turns of people who were too fast",
    "sends": "Requests to the connector, by outcome",
    "outbox": "Outbox rows, by what became of them",
    "reminders": "Reminders, by what was decided",
    "stalls": "Times the event loop was held up",
    "jobs": "Pieces of long work that were taken to an end or a stumble, by kind",
}
KINDS = {
    "turns": "happening",
    "refused": "kind",
    "limited": "happening",
    "sends": "outcome",
    "outbox": "outcome",
    "reminders": "verdict",
    "stalls": "length",
    "jobs": "kind",
}


class _Tally(Collector):
    """A counter whose number is kept elsewhere."""

    def __init__(self, name: str, text: str, value: Callable[[], float]) -> None:
        self._name, self._text, self._value = name, text, value

    def collect(self) -> Iterator[CounterMetricFamily]:
        """The number as it is now."""
        yield CounterMetricFamily(self._name, self._text, value=self._value())


class Metrics:
    """One for the process. `count` is what the rooms are given."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._counters = {
            name: Counter(f"oversight_{name}", text, [KINDS[name]], registry=self._registry)
            for name, text in COUNTERS.items()
        }

    def count(self, name: str, label: str) -> None:
        """One more of these."""
        self._counters[name].labels(label).inc()

    def watch(self, name: str, text: str, value: Callable[[], float]) -> None:
        """A gauge that is read when it is looked at: such as `tick_age_seconds`."""
        Gauge(f"oversight_{name}", text, registry=self._registry).set_function(value)

    def tally(self, name: str, text: str, value: Callable[[], float]) -> None:
        """A count that somebody else keeps, read when it is looked at: shown as `oversight_NAME_total`."""
        self._registry.register(_Tally(f"oversight_{name}", text, value))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)
