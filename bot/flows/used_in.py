"""Closing the loop: where a return was used, in the words of the summary and of the report that were published with it.

Owns: which lines of a summary or a report rest on a return. Must not: write to anybody; the thanks after the meeting
and the line after the report say it, within the budget. Source: product.md "Thank-you / used-in feedback".
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.privacy import in_a_row
from domain.reports import Part, Report
from domain.returns import Return
from domain.suppression import Audience
from storage import actions, risks, summaries
from storage.session import Session


def where(session: Session, ret: Return) -> str:
    """`It was used in the summary of ... under Actions late and Returns.`; empty when none was published with it."""
    bulletin = summaries.latest_posted(session)
    if bulletin is None or bulletin.posted_at is None or ret.submitted_at is None:
        return ""
    if bulletin.posted_at < ret.submitted_at:
        return ""
    lines = ((part.title, line.ids) for part in bulletin.body.parts for line in part.lines)
    found, _ = _rests(session, ret, lines)
    if not found:
        return "It counted in how complete the published risk summary is."
    return f"It was used in the published risk summary, under {in_a_row(found)}."


def in_report(session: Session, ret: Return, report: Report) -> str:
    """Under which headings of a posted report it was used, with the records of those lines; empty when in none.

    Only lines that the channel saw count: nobody learns here of a line that was kept back.
    """
    if report.posted_at is None or ret.submitted_at is None or report.as_at < ret.submitted_at:
        return ""
    lines = ((part.words, line.ids) for part in Part for line in report.of(part, Audience.PUBLIC))
    found, records = _rests(session, ret, lines)
    return f"It was used under {in_a_row(found)}: {', '.join(records)}." if found else ""


def _rests(session: Session, ret: Return, lines: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[list[str], list[str]]:
    """Headings of the lines that rest on this return, or on actions and risks of its trust; and those records."""
    headings: list[str] = []
    records: list[str] = []
    whose: dict[str, bool] = {}
    for heading, ids in lines:
        for record in ids:
            if record not in whose:
                whose[record] = record == ret.id or _trust(session, record) == ret.trust
        mine = [i for i in ids if whose[i]]
        headings += [heading] if mine else []
        records += mine
    return list(dict.fromkeys(headings)), list(dict.fromkeys(records))


def _trust(session: Session, record: str) -> str:
    if record.startswith("ACT-"):
        action = actions.get(session, record)
        return action.trust if action is not None else ""
    if record.startswith("RSK-"):
        risk = risks.get(session, record)
        return risk.trust if risk is not None else ""
    return ""
