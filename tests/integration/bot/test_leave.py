"""When somebody is away, as the delivery log and `who am I` say it."""

from __future__ import annotations

from datetime import date

from bot.flows.leave import away_words
from domain.reminders import Absence
from storage import absences
from tests.scene import Scene

TODAY = date(2026, 11, 23)


def test_every_leave_that_runs_or_is_to_come_with_who_covers(scene: Scene):
    tom, sam = scene.member("jpuh-lead").object_id, scene.member("member").object_id
    assert scene.run(lambda s: away_words(s, tom, TODAY)) == "no"
    for absence in (
        Absence(tom, date(2027, 1, 2), date(2026, 12, 20)),
        Absence(tom, date(2026, 11, 27), date(2026, 11, 20), sam),
        Absence(tom, date(2026, 11, 10), date(2026, 11, 9)),
        Absence(tom, date(2026, 11, 30), date(2026, 11, 30), ended=True),
    ):
        scene.run(lambda s, a=absence: absences.keep_absence(s, a, "away"))
    assert scene.run(lambda s: away_words(s, tom, TODAY)) == (
        "until 27 November 2026; Sam Fielding covers; and from 20 December 2026 until 2 January 2027; nobody covers"
    )
