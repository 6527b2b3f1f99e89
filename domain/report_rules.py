"""What the report to the board says, by stated rules: which records make a line, under which part, in what words.

Owns: the rules as data. Must not: query, invent, or let a line into Assure without evidence.
Source: domain guide 6.3 (what belongs where) and 1.4 (what the board must hear of); limits of lines are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain import measure_words as say
from domain import report_governance as more
from domain.actions import Action
from domain.actions import Status as ActionStatus
from domain.calendar import as_long
from domain.pack_versions import tells
from domain.report_material import LONGEST, Draft, Material, Rule, short
from domain.reports import Part, Piece, ReportLine
from domain.returns import Assurance, Entry, Return, SectionKey
from domain.rhythm import month_name
from domain.risks import Risk, tolerance
from domain.rounds import NOT_RECEIVED
from domain.scores import distance
from domain.summaries import days_late
from domain.summary_rules import whose
from domain.suppression import HIDDEN
from domain.thresholds import Thresholds
from domain.trajectory import movement, score_at

__all__ = ["LONGEST", "Material", "drafted", "rule_words"]

VERSION = "2026-11"
EACH = 5
"""Lines of one rule; the rest is counted in one more line with its ids. Source: one or two pages, domain guide 6.3."""


def drafted(material: Material) -> tuple[ReportLine, ...]:
    """Every line that the rules make of these records, part by part. A record that alerts is not advised on again."""
    lines: list[ReportLine] = []
    told: set[str] = set()
    for rule in RULES:
        found = [
            d for d in rule.finds(material) if rule.several or rule.part != Part.ADVISE or not told & set(d.ids[:1])
        ]
        shown = found[:EACH]
        rest = found[EACH:]
        if rest:
            ids = tuple(dict.fromkeys(i for d in rest for i in d.ids[:1]))
            evidence = tuple(i for d in rest for i in d.evidence)
            shown = [*shown, Draft((Piece(f"And {len(rest)} more: {rule.rest}"),), ids, evidence)]
        for draft in shown:
            key = f"L{len(lines) + 1}"
            lines.append(ReportLine(key, rule.part, draft.pieces, draft.ids, rule.key, draft.evidence, open=draft.open))
        if rule.part == Part.ALERT:
            told |= {i for d in found for i in d.ids[:1]}
    return tuple(lines)


def rule_words(rules: Thresholds) -> Mapping[str, str]:
    """What each rule looks for, in words, with the group's own numbers."""
    numbers = {"score": rules.score, "red_days": rules.red_days, "meetings": rules.sittings}
    return {r.key: r.words.format(**numbers) for r in RULES}


# ---------------------------------------------------------------- alert


def _extreme(m: Material) -> Iterator[Draft]:
    for r in m.risks:
        if r.score >= m.group.escalation.score:
            yield _of_risk(r, f"{_risk(r, m)}; {movement(r, m.today).words(m.today)}")


def _over(m: Material) -> Iterator[Draft]:
    both = " and ".join(as_long(day) for day in sorted(m.meetings))
    for r in m.over:
        if r.score < m.group.escalation.score:
            yield _of_risk(r, f"{_risk(r, m)}, as at the meetings of {both}")


def _unanswered(m: Material) -> Iterator[Draft]:
    for e in m.waiting:
        when = "was" if e.needed_by < m.today else "is"
        asked = Piece(f" Asked: {short(e.ask)}", typed=True)
        text = f"{e.title}: the board's answer {when} needed by {as_long(e.needed_by)}."
        yield Draft((Piece(text), asked), (e.id, e.risk))


def _not_assured(m: Material) -> Iterator[Draft]:
    yield from _judged(m, Assurance.NOT_ASSURED)


def _third(m: Material) -> Iterator[Draft]:
    for a in m.third:
        if a.overdue(m.today):
            text = f"{_named(a)}: {days_late(a.due, m.today)}, first promised for {as_long(a.original_due)}, "
            yield Draft((Piece(text + f"{a.slips} changes of date"),), (a.id,))


# ---------------------------------------------------------------- advise


def _up(m: Material) -> Iterator[Draft]:
    for r in m.risks:
        before = score_at(r, m.since)
        if before is not None and r.score > before:
            yield _of_risk(r, f"{r.title} ({whose(r.trust)}): from {before} to {r.score} since the last meeting")


def _late(m: Material) -> Iterator[Draft]:
    for a in m.late.first:
        yield Draft((Piece(f"{_named(a)}: {days_late(a.due, m.today)}, was due {as_long(a.due)}"),), (a.id,))


def _partly(m: Material) -> Iterator[Draft]:
    yield from _judged(m, Assurance.PARTIALLY)


def _concern(m: Material) -> Iterator[Draft]:
    """Only the newest point counts, and only of a figure whose record is known."""
    for chart in m.charts:
        latest = chart.latest
        if latest is None or latest.kind != "special_cause_concern" or not latest.point.source:
            continue
        p = latest.point
        value = f"{say.amount(chart.measure, p.value)}" + (f" ({say.counted(latest)})" if say.counted(latest) else "")
        hidden = HIDDEN if tells(latest, chart) else ""
        head = f"{chart.measure.name}, {chart.trust}: {say.variation(chart)}, "
        yield Draft((Piece(head), Piece(value, hidden), Piece(f" in {month_name(p.period)}")), (p.source,))


def _ran_out(m: Material) -> Iterator[Draft]:
    for r in m.ran_out:
        if r.acceptance is not None:
            yield _of_risk(r, f"{r.title} ({whose(r.trust)}): its acceptance ran out on {as_long(r.acceptance.until)}")


def _slipped(m: Material) -> Iterator[Draft]:
    for a in m.touched:
        if not a.closed and any(s.at > m.since for s in a.changes):
            text = f"{_named(a)}: now due {as_long(a.due)}, first promised for {as_long(a.original_due)}"
            yield Draft((Piece(text),), (a.id,))


def _corrected(m: Material) -> Iterator[Draft]:
    for ret in m.returns:
        if ret.submission > 1:
            reason = Piece(f". Reason: {short(ret.correction_reason)}", typed=True)
            text = f"{ret.trust}: the return for {month_name(ret.period)} was corrected, version {ret.submission}"
            yield Draft((Piece(text), reason), (ret.id,))


# ---------------------------------------------------------------- assure and applaud


def _done(m: Material) -> Iterator[Draft]:
    for a in m.touched:
        evidence = a.evidence[a.evidence_before :]
        if _done_since(a, m) and a.closed_at is not None and evidence:
            day = as_long(a.closed_at.astimezone(m.at.tzinfo).date())
            source = Piece(f". Evidence: {short(evidence[-1].source or evidence[-1].note)}", typed=True)
            yield Draft((Piece(f"{_named(a)}: done and assured on {day}"), source), (a.id,), (a.id,))


def _assured(m: Material) -> Iterator[Draft]:
    for ret in m.returns:
        if ret.assurance == Assurance.ASSURED:
            text = f"{ret.trust}: the return for {month_name(ret.period)} was assured"
            yield Draft((Piece(text), *_because(ret)), (ret.id,), (ret.id,))


def _in_time(m: Material) -> Iterator[Draft]:
    for a in m.touched:
        if _done_since(a, m) and a.delivered_on is not None and a.delivered_on <= a.original_due:
            text = f"{_named(a)}: delivered on {as_long(a.delivered_on)}, by the day first promised"
            yield Draft((Piece(text),), (a.id,))


def _worked_well(m: Material) -> Iterator[Draft]:
    for ret in m.returns:
        found = ret.sent_section(SectionKey.LEARNING)
        text = str(found.values.get("worked_well") or "") if found and found.entry == Entry.ENTERED else ""
        if text:
            yield Draft(
                (Piece(f"{ret.trust} shares what worked well"), Piece(f": {short(text)}", typed=True)), (ret.id,)
            )


# ---------------------------------------------------------------- decisions and what is missing


def _decided(m: Material) -> Iterator[Draft]:
    for d in m.decisions:
        if d.stands:
            why = Piece(f". Why: {short(d.rationale)}", typed=True)
            yield Draft((Piece(f"{d.title}, decided on {as_long(d.decided_on)}"), why), (d.id, *d.links))


def _answers(m: Material) -> Iterator[Draft]:
    for e in m.answered:
        if e.answered_on is not None:
            text = f"{e.title}: the board answered on {as_long(e.answered_on)}"
            yield Draft((Piece(text), Piece(f": {short(e.answer)}", typed=True)), (e.id, e.risk))


def _accepted(m: Material) -> Iterator[Draft]:
    for r in m.accepted:
        if r.acceptance is not None and r.acceptance.at > m.since:
            yield _of_risk(
                r, f"{r.title} ({whose(r.trust)}): accepted at {r.score} until {as_long(r.acceptance.until)}"
            )


def _missing(m: Material) -> Iterator[Draft]:
    if m.grid is None:
        yield Draft((Piece("No return was asked for yet"),), ())
        return
    for trust in m.grid.outstanding:
        yield Draft((Piece(f"{trust}: the return for {m.grid.round.name}"),), ())


def _missing_parts(m: Material) -> Iterator[Draft]:
    for line in m.grid.lines if m.grid is not None else ():
        gone = [key.value for key, cell in zip(SectionKey, line.cells, strict=True) if cell == NOT_RECEIVED]
        if line.received and gone:
            yield Draft((Piece(f"{line.trust}: {', '.join(gone)} of its return"),), (line.return_id,))


def _missing_figures(m: Material) -> Iterator[Draft]:
    by_trust: dict[str, list[str]] = {}
    received = {ret.trust: ret for ret in m.returns}
    for chart in m.charts:
        if m.grid is not None and chart.trust in received and m.grid.round.id in chart.series.missing:
            by_trust.setdefault(chart.trust, []).append(chart.measure.name)
    for trust, names in by_trust.items():
        yield Draft((Piece(f"{trust}: no figure for {'; '.join(names)}"),), (received[trust].id,))


# ---------------------------------------------------------------- words


def _judged(m: Material, verdict: Assurance) -> Iterator[Draft]:
    for ret in m.returns:
        if ret.assurance == verdict:
            text = f"{ret.trust}: the return for {month_name(ret.period)} is {verdict.words}"
            yield Draft((Piece(text), *_because(ret)), (ret.id,))


def _because(ret: Return) -> tuple[Piece, ...]:
    return (Piece(f". Reason: {short(ret.assurance_reason)}", typed=True),) if ret.assurance_reason else ()


def _risk(r: Risk, m: Material) -> str:
    far = distance(r.score, tolerance(r, m.group), "tolerance")
    return f"{r.title} ({whose(r.trust)}): {m.group.band(r.score).name}, {r.current.words}, {far}"


def _of_risk(r: Risk, text: str) -> Draft:
    return Draft((Piece(text),), (r.id,))


def _named(a: Action) -> str:
    return f"{a.title} ({whose(a.trust)})"


def _done_since(a: Action, m: Material) -> bool:
    return a.status == ActionStatus.ASSURED and a.closed_at is not None and a.closed_at > m.since


RULES: Sequence[Rule] = (
    Rule("extreme", Part.ALERT, "a risk that scores {score} or more", _extreme, "extreme risks"),
    Rule("over", Part.ALERT, "a risk over its tolerance now and at the last {meetings}", _over, "over tolerance"),
    Rule("unanswered", Part.ALERT, "an escalation that the board has not answered", _unanswered, "not answered"),
    Rule("not_assured", Part.ALERT, "a return that the chair could not assure", _not_assured, "not assured"),
    Rule("signal_rule", Part.ALERT, "an external signal that meets a rule for escalation", more.signal_rule, "signals"),
    Rule("stuck", Part.ALERT, "an action that is red and {red_days} days late or more", more.stuck, "late actions"),
    Rule("third", Part.ALERT, "an action late after three changes of its date", _third, "late after three changes"),
    Rule("signal_late", Part.ALERT, "an external signal without an outcome after its day", more.signal_late, "signals"),
    Rule("up", Part.ADVISE, "a risk whose score went up since the last meeting", _up, "risks that went up"),
    Rule("late", Part.ADVISE, "an action past its date", _late, "late actions"),
    Rule("partly", Part.ADVISE, "a return that is partially assured", _partly, "partially assured"),
    Rule("concern", Part.ADVISE, "a measure with special cause concern at its newest point", _concern, "measures"),
    Rule("ran_out", Part.ADVISE, "a risk whose acceptance has run out", _ran_out, "acceptances that ran out"),
    Rule("slipped", Part.ADVISE, "an action whose date moved since the last meeting", _slipped, "dates that moved"),
    Rule("corrected", Part.ADVISE, "a return that was corrected", _corrected, "corrected returns"),
    Rule("theme", Part.ADVISE, "the same theme in several trusts", more.theme, "themes", several=True),
    Rule("signal", Part.ADVISE, "an external signal that is open", more.signal, "open signals"),
    Rule("policy", Part.ADVISE, "a national change that is still worked on", more.policy, "national changes"),
    Rule("quorum", Part.ADVISE, "a last meeting that was not quorate", more.quorum, "meetings"),
    Rule("done", Part.ASSURE, "an action assured by a second person, with evidence", _done, "assured actions"),
    Rule("assured", Part.ASSURE, "a return that the chair assured", _assured, "assured returns"),
    Rule("in_time", Part.APPLAUD, "an action delivered by the day first promised", _in_time, "delivered in time"),
    Rule("worked_well", Part.APPLAUD, "what a trust says worked well", _worked_well, "things that worked well"),
    Rule("learning", Part.APPLAUD, "learning shared since the last meeting", more.learning, "shared"),
    Rule("decided", Part.DECISIONS, "a decision since the last meeting", _decided, "decisions"),
    Rule("answers", Part.DECISIONS, "an answer of the board since the last meeting", _answers, "answers"),
    Rule("accepted", Part.DECISIONS, "a risk accepted since the last meeting", _accepted, "accepted risks"),
    Rule("missing", Part.MISSING, "a return that was not received", _missing, "returns not received"),
    Rule(
        "missing_parts", Part.MISSING, "a step of a return without anything in it", _missing_parts, "returns with gaps"
    ),
    Rule(
        "missing_figures", Part.MISSING, "a figure that a return left out", _missing_figures, "returns without figures"
    ),
)
"""In their order. Version 2026-11."""
