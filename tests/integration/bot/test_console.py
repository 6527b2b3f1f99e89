"""The command line's own part; what its commands do to the store stands in `test_console_store.py`."""

from __future__ import annotations

import pytest

import app
from bot import console
from bot.settings import Settings


def serve(_: Settings) -> int:
    return 7


def test_a_trouble_that_is_expected_is_told_in_words(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "mysql://somewhere")
    assert console.main(["migrate"], serve) == 1
    assert "mysql is not supported" in capsys.readouterr().err


def test_a_bug_shows_its_trace(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def broken(_: Settings) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        console.main([], broken)


def test_what_serving_says_is_the_exit_code(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert console.main([], serve) == 7


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        console.main(["--help"], serve)
    said = capsys.readouterr().out
    for name in ("demo", "check", "load", "migrate", "rehearse", "backup", "restore", "export", "hold", "understand"):
        assert name in said


def test_a_certificate_that_cannot_be_used_is_said_by_check_and_stops_the_bot(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name, value in {"ID": "app", "TENANT_ID": "t", "CERTIFICATE": str(tmp_path / "bot.pem")}.items():
        monkeypatch.setenv(f"MICROSOFT_APP_{name}", value)
    monkeypatch.setenv("CARD_KEYS", "long and secret")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/o.db")
    assert console.main(["check"], serve) == 1
    assert "MICROSOFT_APP_CERTIFICATE" in capsys.readouterr().err
    assert console.main([], lambda settings: app.Bot.of(settings) and 0) == 1
    assert "bot.pem: No such file or directory" in capsys.readouterr().err
    assert not (tmp_path / "o.db").exists()
