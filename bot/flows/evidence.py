"""What commands and the sample share about evidence: the starter list, and the item that is meant.

Owns: putting the starter list on a group's register, once. Must not: know a card.
"""

from __future__ import annotations

from datetime import date

from bot.contracts import Context
from domain.evidence import Item
from domain.key_documents import KEY_DOCUMENTS, KeyDocument
from domain.people import Member
from domain.refusals import NotFound
from domain.rhythm import shift
from storage import evidence as kept
from storage.session import Session


def item_of(ctx: Context, record: str) -> Item:
    """The item with this id; absent and of another group look the same."""
    found = kept.get(ctx.session, record)
    if found is None:
        raise NotFound(record or "that evidence")
    return found


def starter(session: Session, by: Member, today: date) -> int:
    """Put the documents of the starter list that are not there on the register; how many that were."""
    there = kept.documents(session)
    fresh = [d for d in KEY_DOCUMENTS if d.key not in there]
    for document in fresh:
        kept.add(session, _item(session, document, by, today), "add starter list")
    return len(fresh)


def starter_is_due(session: Session) -> bool:
    """Whether any document of the starter list is not on the register."""
    return not {d.key for d in KEY_DOCUMENTS} <= kept.documents(session)


def _item(session: Session, document: KeyDocument, by: Member, today: date) -> Item:
    year, month = shift(f"{today:%Y-%m}", document.review_months)
    return Item(
        id=kept.new_id(session, today.year),
        title=document.title,
        publisher=document.publisher,
        dated=document.dated,
        edition=document.edition,
        status=document.status,
        superseded_by=document.superseded_by,
        owner=by.object_id,
        owner_name=by.name,
        next_review=date(year, month, 1) if document.review_months else None,
        supports=document.supports,
        note=f"{document.note} Source: {document.source}.".strip(),
        document=document.key,
        added_by=by.object_id,
        added_name=by.name,
        added_at=session.now,
    )
