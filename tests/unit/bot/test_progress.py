"""The bar of the command line: drawn for people, silent for programs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot import progress


class Terminal(io.StringIO):
    """A terminal that remembers."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_each_change_is_drawn_once_and_taken_away_at_the_end():
    out = Terminal()
    with progress.shown(out) as step:
        for _ in range(3):
            step(1, 4, "outbox")
        step(4, 4, "versions")
    drawn = [part.strip() for part in out.getvalue().split("\r") if part.strip()]
    assert drawn == [progress.line(1, 4, "outbox"), progress.line(4, 4, "versions")]
    assert out.getvalue().endswith("\r")


def test_nothing_is_written_where_a_program_reads():
    out = io.StringIO()
    with progress.shown(out) as step:
        step(1, 2, "outbox")
    assert out.getvalue() == ""


def test_nothing_was_done_so_nothing_is_taken_away():
    out = Terminal()
    with progress.shown(out):
        pass
    assert out.getvalue() == ""


def test_work_that_fails_leaves_a_clean_line():
    out = Terminal()

    def work():
        with progress.shown(out) as step:
            step(1, 2, "outbox")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        work()
    assert out.getvalue().endswith("\r")


def test_the_line_fits_a_narrow_terminal_and_never_goes_over():
    long = progress.line(9, 3, "x" * 200)
    assert "100 %" in long
    assert len(long) < 80
    assert "100 %" in progress.line(0, 0, "nothing to do")
    assert progress.line(1, 3, "a").count("#") == 10


def test_what_work_tells_is_heard_where_it_is_run_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "told"
    progress.tell(1, 4, "nobody listens")
    assert progress.last(file) is None
    with progress.heard(progress.into(file)):
        progress.tell(1, 4, "the pictures")
        assert progress.last(file) == (1, 4, "the pictures")
        progress.tell(2, 4, "the file")
    progress.tell(4, 4, "nobody listens any more")
    assert progress.last(file) == (2, 4, "the file")
    assert [p.name for p in tmp_path.iterdir()] == ["told"], "nothing half-written stays"
