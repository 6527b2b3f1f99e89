"""What records are tied to, found from either end."""

from __future__ import annotations

from storage import links
from storage.store import Session, Store


def found(session: Session, *targets: str) -> set[str]:
    return {str(row[0]) for row in session.connection.execute(links.sources(session, *targets))}


def test_ties_are_found_by_id_requirement_and_whole_framework(store: Store) -> None:
    def work(session: Session) -> None:
        links.tie(session, "EVD-26-001", ("CNST:SA6", "RSK-26-003"))
        links.tie(session, "EVD-26-002", ("CNST",))
        links.tie(session, "EVD-26-003", ("CNSTX:1", "OCKENDEN-2022:1", "3YDP:T3", "theme:pph"))
        assert found(session, "CNST:SA6") == {"EVD-26-001"}
        assert found(session, "CNST") == {"EVD-26-001", "EVD-26-002"}
        assert found(session, "RSK-26-003", "theme:pph") == {"EVD-26-001", "EVD-26-003"}
        assert found(session, "OCKENDEN-2022") == found(session, "3YDP") == {"EVD-26-003"}

    store.run_sync(work, group="sqog")


def test_ties_that_are_no_longer_named_end_and_others_stay(store: Store) -> None:
    def work(session: Session) -> None:
        links.tie(session, "EVD-26-001", ("CNST:SA6", "CNST:SA7"))
        links.tie(session, "EVD-26-002", ("CNST:SA6",))
        links.tie(session, "EVD-26-001", ("CNST:SA7",))
        assert found(session, "CNST:SA6") == {"EVD-26-002"}
        links.tie(session, "EVD-26-001", ())
        assert found(session, "CNST:SA7") == set()

    store.run_sync(work, group="sqog")
