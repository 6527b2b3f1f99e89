"""A canary in every place where text could slip into the log."""

from __future__ import annotations

import io
import json
import logging

import pytest

from bot import logs

CANARY = "Canary Jones 9990000018"


@pytest.fixture
def lines():
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    out = io.StringIO()
    logs.set_up(out)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers[:] = before
    root.setLevel(level)


def test_a_line_has_its_named_fields_and_no_others(lines):
    logging.getLogger("bot.turn").warning("turn failed", extra={"turn": "ab12", "said": CANARY})
    (line,) = lines()
    assert line["event"] == "turn failed"
    assert line["turn"] == "ab12"
    assert CANARY not in json.dumps(line)


def test_an_exception_is_logged_by_its_type_and_place_never_by_its_message(lines):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("bot.turn").exception("turn failed")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["where"][0].startswith("test_logs.py:")
    assert CANARY not in json.dumps(line)


def test_a_librarys_arguments_are_left_out(lines):
    logging.getLogger("aiohttp.server").error("bad request %s", CANARY)
    (line,) = lines()
    assert CANARY not in json.dumps(line)


def test_a_value_that_json_cannot_say_is_named_by_its_type(lines):
    logging.getLogger("bot").info("x", extra={"reason": object()})
    assert lines()[0]["reason"] == "object"


def test_libraries_speak_from_warnings_on(lines):
    logging.getLogger("aiohttp.access").info("GET /")
    assert lines() == []
