"""Which rows became which records, on both databases; the latest import of a row counts."""

from storage import history, imported
from tests.stores import *  # noqa: F403 the fixtures
from tests.stores import GROUP, as_member


def test_rows_are_known_by_their_keys(store):
    def work(session):
        as_member(session)
        imported.note(session, "actions", {f"k{n}": f"ACT-26-{n:03}" for n in range(900)}, year=2026)
        return imported.note(session, "actions", {"k1": "ACT-26-950"}, year=2026)

    source = store.run_sync(work, group=GROUP)
    assert source == "IMP-26-002"
    keys = [f"k{n}" for n in range(1000)]
    found = store.run_sync(lambda s: imported.known(s, "actions", keys), group=GROUP)
    assert len(found) == 900
    assert (found["k1"], found["k2"]) == ("ACT-26-950", "ACT-26-002")
    assert store.run_sync(lambda s: imported.known(s, "risks", keys), group=GROUP) == {}
    assert [e.verb for e in store.run_sync(lambda s: history.entries(s, source), group=GROUP)] == ["import actions"]
