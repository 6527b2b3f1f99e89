"""`understand`: JSON lines in, JSON lines out, whatever comes in."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date

from bot.understand import main
from tests.understanding import sample_trusts

TODAY = date(2026, 11, 23)


def answers(*lines):
    out = io.StringIO()
    main(lines, out, sample_trusts(), TODAY)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_answered_as_the_contract_says():
    [answer] = answers(
        '{"text": "actions for the Paget due before 18 December", "role": "chair", "trust": null, "on": "2026-11-23"}'
    )
    assert answer == {
        "command": "actions",
        "slots": {"trusts": ["JPUH"], "due_before": "2026-12-18"},
        "ask": [],
        "confirm": False,
        "suggest": [],
    }


def test_figures_are_numbers_and_nil_is_true():
    [figures, nil] = answers(
        '{"text": "october: births 393, SATOD 7.9%", "role": "trust_lead", "trust": "NNUH"}',
        '{"text": "nil return for october", "role": "trust_lead", "trust": ["NNUH"]}',
    )
    assert figures["slots"]["figures"] == {"births": 393, "satod": 7.9}
    assert nil["slots"]["nil"] is True


def test_a_malformed_line_is_answered_in_words_and_the_next_line_is_read():
    got = answers(
        "{",
        "[1]",
        '{"text": 3}',
        '{"text": "help", "role": "king"}',
        '{"text": "help", "on": "soon"}',
        '{"text": "help", "on": 5}',
        "",
        '{"text": "help"}',
    )
    assert [a["command"] for a in got] == ["unknown"] * 6 + ["help"]
    assert all(a["error"] and 2 <= len(a["suggest"]) <= 4 for a in got[:6])


def test_nothing_slow_is_imported():
    slow = "('pandas', 'numpy', 'matplotlib', 'sqlalchemy')"
    code = f"import sys, bot.understand; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
