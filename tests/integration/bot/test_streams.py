"""The command line on a machine whose own encoding is not UTF-8, as Windows' is for what is piped."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot import playground, streams

AS_ON_WINDOWS = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}


def run(words: list[str], env: dict[str, str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "app.py", *words]
    return subprocess.run(command, cwd=playground.ROOT, env=env, input=given, capture_output=True, check=False)


def test_words_come_in_and_go_out_as_utf_8():
    words = "new action: ask Zoë about the café in Wrocław ✓"
    line = json.dumps({"text": words, "role": "chair", "trust": None, "on": "2026-11-23"}, ensure_ascii=False)
    done = run(["understand"], AS_ON_WINDOWS, line.encode())
    assert done.returncode == 0, done.stderr
    assert "Zoë about the café in Wrocław" in json.loads(done.stdout)["slots"]["text"]


def test_a_name_that_cp1252_cannot_say_is_said(tmp_path):
    group = playground.GROUP_FILE.read_text(encoding="utf-8").replace("Priya Nair", "Łucja Żak")
    (tmp_path / "group.toml").write_text(group, encoding="utf-8")
    env = {**AS_ON_WINDOWS, "DATABASE_URL": f"sqlite:///{tmp_path}/o.db"}
    done = run(["load", str(tmp_path / "group.toml")], env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Łucja Żak" in done.stdout.decode()


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_a_stream_that_somebody_put_in_its_place_is_left_alone(monkeypatch, name):
    given = object()
    monkeypatch.setattr(sys, name, given)
    streams.speak_utf8()
    assert getattr(sys, name) is given
