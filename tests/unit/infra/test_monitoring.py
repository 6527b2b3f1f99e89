"""Alarms and dashboard speak of numbers that the bot shows, and every alarm has its place in the runbook."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from bot.metrics import COUNTERS, KINDS, Metrics

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "infra/monitoring"
NUMBER = re.compile(r"\boversight_\w+")
LABELS = re.compile(r"\boversight_(\w+?)_total\{(\w+)!?=")


def rules():
    return yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]


def panels():
    return json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]


def shown():
    """Every number that `/metrics` shows."""
    metrics = Metrics()
    for name in COUNTERS:
        metrics.count(name, "x")
    given = (ROOT / "app.py").read_text(encoding="utf-8")
    for how, name, text in re.findall(r'\.(watch|tally)\("(\w+)", "([^"]+)"', given):
        getattr(metrics, how)(name, text, lambda: 0.0)
    return set(re.findall(r"^(\w+)[{ ]", metrics.text().decode(), re.MULTILINE))


EXPRESSIONS = [r["expr"] for r in rules()] + [t["expr"] for p in panels() for t in p["targets"]]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_it_speaks_of_numbers_and_labels_that_are_there(expression):
    named = set(NUMBER.findall(expression))
    assert named <= shown()
    assert named or expression.startswith("up{")
    for counter, label in LABELS.findall(expression):
        assert KINDS[counter] == label


@pytest.mark.parametrize("label", ["dead", "uncertain", "sent", "alarm", "long"])
def test_the_words_that_alarms_look_for_are_counted_somewhere(label):
    code = "".join((ROOT / f"bot/{name}.py").read_text() for name in ("outbox", "tick", "stalls", "teams/answers"))
    assert f'"{label}"' in code
    assert any(f'"{label}"' in expression for expression in EXPRESSIONS)


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r["alert"])
def test_an_alarm_says_what_it_is_how_urgent_and_what_to_do(rule):
    assert rule["labels"]["severity"] in {"page", "ticket"}
    page, _, place = rule["annotations"]["runbook"].partition("#")
    headings = re.findall(r"^### (\w+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert place in {h.lower() for h in headings}


def test_panels_do_not_overlap_and_each_has_a_title():
    cells = [
        (x, y)
        for p in panels()
        for x in range(p["gridPos"]["x"], p["gridPos"]["x"] + p["gridPos"]["w"])
        for y in range(p["gridPos"]["y"], p["gridPos"]["y"] + p["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert all(p["title"] for p in panels())


def test_prometheus_is_pointed_at_the_port_of_the_bot():
    made = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    assert made["rule_files"] == ["alerts.yml"]
    assert made["scrape_configs"][0]["static_configs"] == [{"targets": ["127.0.0.1:3978"]}]
