import re
from pathlib import Path

import pytest

from bot import metrics as room
from bot.metrics import COUNTERS, KINDS, Metrics

COUNTED = re.compile(r"count\(\s*\"(\w+)\",")


def test_every_counter_has_one_label():
    assert COUNTERS.keys() == KINDS.keys()
    metrics = Metrics()
    for name in COUNTERS:
        metrics.count(name, "x")
        assert f'oversight_{name}_total{{{KINDS[name]}="x"}} 1.0' in metrics.text().decode()


def test_a_gauge_is_read_when_it_is_looked_at():
    metrics, ages = Metrics(), [3.0, 4.0]
    metrics.watch("tick_age_seconds", "Age of the last tick", lambda: ages.pop(0))
    assert "oversight_tick_age_seconds 3.0" in metrics.text().decode()
    assert "oversight_tick_age_seconds 4.0" in metrics.text().decode()


def test_what_somebody_else_counts_is_a_counter_by_name_and_type():
    metrics, counts = Metrics(), [2, 3]
    metrics.tally("tick_stalls", "Times the watchdog restarted the clock", lambda: counts.pop(0))
    text = metrics.text().decode()
    assert "# TYPE oversight_tick_stalls_total counter\noversight_tick_stalls_total 2.0\n" in text
    assert "oversight_tick_stalls_total 3.0" in metrics.text().decode()


def test_two_bots_do_not_share():
    one, other = Metrics(), Metrics()
    one.count("turns", "said")
    assert "said" not in other.text().decode()


def test_an_unknown_counter_is_a_bug():
    with pytest.raises(KeyError):
        Metrics().count("words", "x")


def test_whatever_a_room_counts_has_its_counter():
    """Counting by a name that is not there broke the row of long work once, after its first piece."""
    folder = Path(room.__file__).parent
    counted = {name for file in folder.rglob("*.py") for name in COUNTED.findall(file.read_text(encoding="utf-8"))}
    assert {"jobs", "turns", "outbox", "sends"} <= counted
    assert counted <= COUNTERS.keys()
