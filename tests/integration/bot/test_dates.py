"""The dates as a calendar file: asked for from the calendar, fetched by its link."""

from __future__ import annotations

from tests import work_done
from tests.scene import Scene


def test_a_year_of_dates_comes_as_a_file_for_outlook(scene: Scene) -> None:
    scene.press("coordinator", scene.say("coordinator", "calendar"), "Calendar file")
    work_done.run(scene)
    file = work_done.got(scene, scene.card_for("coordinator"))
    assert (file.name, file.content_type) == ("sqog-dates.ics", "text/calendar; charset=utf-8")
    text = file.content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 4 * 12
    assert "SUMMARY:SQOG meeting" in text
    assert "DTSTART:20261221T100000Z" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
