"""The starter list keeps to what is known."""

from __future__ import annotations

from domain.catalogue import FRAMEWORKS, REQUIREMENTS
from domain.evidence import Status
from domain.key_documents import KEY_DOCUMENTS, LOCAL
from domain.partial_dates import as_words, read


def test_every_document_has_a_source_a_date_that_reads_and_tags_that_exist() -> None:
    for document in KEY_DOCUMENTS:
        assert document.source, document.key
        assert read(as_words(document.dated) if document.dated else "", "Date") == document.dated
        assert all(s in FRAMEWORKS or s in REQUIREMENTS for s in document.supports), document.key


def test_keys_are_unique_and_every_national_framework_has_its_document() -> None:
    keys = [d.key for d in KEY_DOCUMENTS] + [key for key, _ in LOCAL]
    assert len(keys) == len(set(keys))
    covered = {s.split(":")[0] for d in KEY_DOCUMENTS for s in d.supports}
    assert set(FRAMEWORKS) - covered == {"EQUITY"}, "the equity plan is the LMNS's own"


def test_what_was_replaced_says_by_what_and_reference_is_not_reviewed() -> None:
    for document in KEY_DOCUMENTS:
        assert bool(document.superseded_by) == (document.status == Status.SUPERSEDED)
        if document.status == Status.REFERENCE:
            assert document.review_months == 0
