"""Reports in the store, on both databases: what is kept comes back, the latest first."""

from dataclasses import replace

from domain.people import ObjectId
from domain.reports import approved
from storage import reports
from tests.reports_made import AT, a_report
from tests.stores import *  # noqa: F403 the fixtures
from tests.stores import GROUP, as_member


def test_an_edition_comes_back_and_the_latest_is_found(store):
    def keep(session):
        as_member(session)
        first = reports.keep(session, a_report(), "draft report")
        done = reports.keep(session, approved(first, ObjectId("h"), "Helen", AT), "approve report")
        reports.keep(session, replace(a_report(), id="REP-26-002"), "draft report")
        return done

    done = store.run_sync(keep, group=GROUP)
    found = store.run_sync(reports.latest_approved, group=GROUP)
    assert found == done
    assert found.intact
    assert store.run_sync(reports.latest, group=GROUP).id == "REP-26-002"
    assert store.run_sync(reports.latest, group="other") is None
