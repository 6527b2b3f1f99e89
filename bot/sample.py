"""Plays sample data into an empty store, with the real rules and the clock held at each moment of the past.

Owns: turning the sample file into rounds, returns, actions and risks whose dates lie around today.
Must not: be needed by a real group, or go past the rules: what they refuse is a fault of the sample.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from bot import sample_learning, sample_voices
from bot.clock import Hand
from bot.flows.calendars import calendar_of
from bot.flows.evidence import starter
from bot.flows.rounds import asked
from bot.playground import cast_list
from domain import action_steps, questions, risk_changes
from domain.action_steps import Act, Note, Promise
from domain.actions import SHARED
from domain.catalogue import MEASURES
from domain.group import Group
from domain.people import Member, TrustCode
from domain.questions import Observation
from domain.returns import Entry, Return, Section, SectionKey, return_id, save_section, submit
from domain.rhythm import month_name, shift
from domain.risks import Lines, Response, Risk
from domain.rounds import Round, close_round, open_round
from domain.scores import Score
from domain.series import Figure
from storage import actions, ids, risks
from storage import returns as kept
from storage.observations import keep_imported
from storage.store import Session, Store

Data = Mapping[str, Any]


JUST_NOW = timedelta(minutes=11)
"""Longer than `undo` looks back. Source: bot/commands/undo.py."""


WORKBOOKS = 900
"""The imports of the sample are numbered from here by month, far from those that somebody makes."""


class NotEmpty(OSError):
    """The store holds work already; sample data would mix with it."""


@dataclass(frozen=True)
class _Stage:
    """Where and when the sample is played."""

    store: Store
    hand: Hand
    group: Group
    cast: Mapping[str, Member]
    months: int
    """How many months later than written everything happens."""
    days: timedelta

    def day(self, text: str) -> date:
        """A written day, moved by whole weeks."""
        return date.fromisoformat(text) + self.days

    def period(self, text: str) -> str:
        """A written month, moved."""
        year, month = shift(text, self.months)
        return f"{year}-{month:02d}"

    def at(self, day: date, work: Callable[[Session], Any], by: Member | None = None, hour: int = 10) -> Any:
        """Do something as if it were ten o'clock on that day, as a person or as the bot itself.

        Nothing is of this very moment or to come: `undo` at the start of a demo would take it back.
        """
        moment = datetime.combine(day, time(hour), tzinfo=self.group.zone)
        self.hand.hold(min(moment, self.hand().astimezone(self.group.zone) - JUST_NOW))

        def as_them(session: Session) -> Any:
            if by is None:
                session.as_system("sample")
            else:
                session.acting(by)
            return work(session)

        try:
            return self.store.run_sync(as_them, group=self.group.id)
        finally:
            self.hand.hold(None)


def play(
    store: Store, hand: Hand, group: Group, people: tuple[Member, ...], file: Path, *, round_is_open: bool = False
) -> str:
    """Fill an empty store from a sample file; what was made, in a sentence. Raises `NotEmpty`."""
    if store.run_sync(kept.latest_round, group=group.id) is not None:
        raise NotEmpty("there is work in this store already; sample data goes into an empty one only")
    data: Data = json.loads(file.read_text(encoding="utf-8"))
    today = hand().astimezone(group.zone).date()
    current = group.rhythm.current(today, calendar_of(group)).period
    weeks = round((today - date.fromisoformat(data["reference"])).days / 7)
    stage = _Stage(store, hand, group, cast_list(people), _months(data["period"], current), timedelta(weeks=weeks))
    told = {r["period"] for r in data["returns"]}
    figures = _by_month(data["measures"])
    _figures(stage, data["measures"], told)
    for period in sorted(told):
        rows: list[Data] = [
            {**r, "figures": figures[r["trust"], period]} for r in data["returns"] if r["period"] == period
        ]
        _round(stage, period, rows)
    for row in data["risks"]:
        _risk(stage, row)
    _documents(stage, today)
    for row in data["actions"]:
        _action(stage, row, today)
    _learning(stage, data, today)
    _voices(stage, data, today)
    if round_is_open:
        _open(stage, current)
    return (
        f"Sample data: {len(data['returns'])} returns, {len(data['actions'])} actions, {len(data['risks'])} risks, "
        f"up to {month_name(current)}."
    )


def _documents(stage: _Stage, today: date) -> None:
    """The starter list of key documents, as the office would have loaded it four weeks ago."""
    day = today - timedelta(days=28)
    office = stage.cast["coordinator"]
    stage.at(day, lambda s: starter(s, office, day), office)


def _months(written: str, current: str) -> int:
    return (int(current[:4]) - int(written[:4])) * 12 + int(current[5:]) - int(written[5:])


def _open(stage: _Stage, period: str) -> Round:
    """A round, open since its day, as if the office had said so; nobody is written to about the past."""
    dates = stage.group.rhythm.round_for(period, calendar_of(stage.group))
    office = stage.cast["coordinator"]
    trusts = tuple(t.code for t in stage.group.trusts_on(dates.opens))
    return stage.at(
        dates.opens,
        lambda s: kept.add_round(s, open_round(dates, trusts, by=office.object_id, at=s.now)),
        office,
    )


def _figures(stage: _Stage, measures: Data, months: set[str]) -> None:
    """The figures of months without a return, as the office would have imported them, a workbook a month."""
    found: dict[str, list[Figure]] = {}
    for (trust, month), figures in _by_month(measures).items():
        if month not in months:
            found.setdefault(month, []).extend(_brought(figures, trust, stage.period(month)))
    for month, figures in found.items():
        period = stage.period(month)
        day = date(*shift(period, 1), 8)
        _import(stage, figures, f"IMP-{period[2:4]}-{WORKBOOKS + int(period[5:])}", day)


def _brought(figures: Iterable[Observation], trust: str, period: str) -> list[Figure]:
    return [Figure(f.measure, trust, period, f.numerator, f.denominator) for f in figures]


def _import(stage: _Stage, figures: Sequence[Figure], source: str, day: date) -> None:
    """Figures with their line in the journal, so that a day of the past shows them, too."""
    stage.at(day, lambda s: keep_imported(s, figures, year=day.year, source=source), stage.cast["coordinator"])


def _by_month(measures: Data) -> dict[tuple[str, str], list[Observation]]:
    found: dict[tuple[str, str], list[Observation]] = {}
    for key, trusts in measures.items():
        for trust, months in trusts.items():
            for month, value in months.items():
                top, bottom = _pair(value)
                found.setdefault((trust, month), []).append(Observation(key, top, bottom))
    return found


def _pair(value: Any) -> tuple[float, float | None]:
    """A written figure: numerator and denominator, or a value alone."""
    if not isinstance(value, list):
        return value, None
    top, bottom = cast("list[float]", value)
    return top, bottom


def _round(stage: _Stage, written: str, rows: list[Data]) -> None:
    period = stage.period(written)
    rnd = _open(stage, period)
    for row in rows:
        _return(stage, row, period, rnd.due + timedelta(days=row["days_after_due"]), rnd.due)
    office = stage.cast["coordinator"]
    stage.at(rnd.freeze, lambda s: kept.change_round(s, close_round(rnd, at=s.now), "close round"), office)


def _return(stage: _Stage, row: Data, period: str, day: date, due: date) -> None:
    lead = stage.cast[row["by"]]
    measures = questions.in_use(stage.group.measures)

    def send(session: Session) -> Return:
        ret = Return(return_id(period, row["trust"]), period, row["trust"])
        found = {o.measure: o for o in row["figures"]}
        for key in SectionKey:
            said = _measured(stage, found) if key == SectionKey.MEASURES else row[key.value]
            if said == "nil":
                section = Section(key, Entry.NIL, {}, lead.object_id, session.now)
            else:
                section = Section(key, Entry.ENTERED, said, lead.object_id, session.now)
            ret = save_section(ret, section, None)
        sent = submit(ret, by=lead.object_id, name=lead.name, at=session.now, due=due, today=day, reason="")
        sent = kept.keep(session, sent, "submit return")
        given = {o.measure: o for o in questions.observations(questions.answers(sent.sent), measures)}
        kept.keep_observations(session, sent, tuple(given.values()))
        beyond.extend(o for key, o in found.items() if key not in given)
        return sent

    beyond: list[Observation] = []
    stage.at(day, send, lead, hour=15)
    if beyond:  # the return does not ask for them; the trust sent them in a workbook on the same day
        place = [t.code for t in stage.group.trusts].index(TrustCode(row["trust"]))
        source = f"IMP-{period[2:4]}-{WORKBOOKS + 100 * (place + 1) + int(period[5:])}"
        _import(stage, _brought(beyond, row["trust"], period), source, day)


def _measured(stage: _Stage, found: Mapping[str, Observation]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for question in asked(stage.group)[SectionKey.MEASURES]:
        seen = found.get(question.key)
        if seen is not None and seen.numerator is not None:
            values[question.key] = seen.numerator
            measure = MEASURES.get(question.key)
            if measure is not None and measure.denominator and seen.denominator is not None:
                values[measure.denominator] = seen.denominator
    return values


def _learning(stage: _Stage, data: Data, today: date) -> None:
    """What was said under themes, what was shared, which events were held; each on its own day or, to come, today."""
    chair = stage.cast["chair"]
    for row in data.get("theme_notes", ()):
        by, day = stage.cast[row["by"]], min(stage.day(row["on"]), today)
        stage.at(day, sample_learning.note(row, stage.period(row["month"]), by, day), by)
    for row in data.get("learning", ()):
        by, day = stage.cast[row["by"]], min(stage.day(row["on"]), today)
        stage.at(day, sample_learning.entry(row, by, chair, day), by)
    for row in data.get("learning_events", ()):
        by, on = stage.cast[row["by"]], stage.day(row["on"])
        day = min(on, today)
        stage.at(day, sample_learning.event(row, on, by, day), by)


def _voices(stage: _Stage, data: Data, today: date) -> None:
    """Concerns and external signals, each on its own days, and what was done about them."""
    chair, days = stage.cast["chair"], calendar_of(stage.group)
    for row in data.get("concerns", ()):
        by, day = stage.cast.get(row["by"]), min(stage.day(row["on"]), today)
        made = stage.at(day, sample_voices.concern(row, by, day, days), by)
        if "read_on" in row:
            later = min(stage.day(row["read_on"]), today)
            stage.at(later, sample_voices.answer(made, row, chair, later), chair)
    for row in data.get("signals", ()):
        by, day = stage.cast[row["by"]], min(stage.day(row["on"]), today)
        asked = stage.day(row["asked"]) if "asked" in row else None
        logged = stage.at(day, sample_voices.signal(row, by, day, asked, days), by)
        if "done_on" in row:
            later = min(stage.day(row["done_on"]), today)
            stage.at(later, sample_voices.outcome(logged, row, by, chair, later), chair)
    for row in data.get("cuts", ()):
        by, day = stage.cast[row["by"]], min(stage.day(row["on"]), today)
        stage.at(day, sample_voices.cut(row, stage.period(row["last"]), by, day), by)


def _risk(stage: _Stage, row: Data) -> None:
    owner = stage.cast[row["owner"]]
    first = row["history"][0][1] if row["history"] else None
    begin = _parts(first, row["initial"]) if first else tuple(row["initial"])

    def raise_it(session: Session) -> Risk:
        risk = Risk(
            ids.next_id(session, "RSK"),
            row["title"],
            row["cause"],
            row["event"],
            "harm or a worse experience for women, babies and families",
            row["trust"],
            begin[0],
            begin[1],
            Score(*row["initial"]),
            Score(*row["target"]),
            theme=row["theme"],
            appetite=row["appetite"],
            controls=tuple(row["controls"]),
            gaps=tuple(row["gaps"]),
            assurance=_lines(row["assurance"]),
            response=Response(row["response"]),
            owner=owner.object_id,
            owner_name=owner.name,
        )
        sign = risk_changes.Signed(owner.object_id, owner.name, session.now, stage.day(row["raised"]))
        return risks.add(session, risk_changes.raised(risk, stage.group, sign, rationale="Raised at the group."))

    risk = stage.at(stage.day(row["raised"]), raise_it, owner)
    steps = [(day, _parts(score, row["current"])) for day, score in row["history"]]
    if not steps or tuple(row["current"]) != steps[-1][1]:
        steps.append((_before(row["next_review"]), tuple(row["current"])))
    for written, score in steps:
        risk = _look(stage, risk, owner, stage.day(written), Score(*score))


def _look(stage: _Stage, risk: Risk, owner: Member, day: date, score: Score) -> Risk:
    def look(session: Session) -> Risk:
        sign = risk_changes.Signed(owner.object_id, owner.name, session.now, day)
        if score == risk.current:
            seen = risk_changes.unchanged(risk, stage.group, sign, "Looked at with the team; nothing is new.")
        else:
            up = score.product > risk.score
            why = "More cases this month than the controls allow for." if up else "The controls now work as meant."
            seen = risk_changes.reviewed(risk, stage.group, sign, score, why)
        return risks.change(session, seen, "review risk")

    return stage.at(day, look, owner)


def _before(next_review: str) -> str:
    """A day a month before the next review, when the risk was last looked at."""
    return (date.fromisoformat(next_review) - timedelta(days=35)).isoformat()


def _lines(said: Sequence[str]) -> Lines:
    """Each assurance in its line of the three, as its last words say: `(1st line)`, `(2nd)`."""
    own: list[list[str]] = [[], [], []]
    for text in said:
        name, _, tail = text.rpartition(" (")
        line = next((n for n, which in enumerate(("1st", "2nd", "3rd")) if tail.startswith(which)), None)
        own[line or 0].append(text if line is None else name)
    return Lines(*("; ".join(texts) for texts in own))


def _parts(score: int, like: list[int]) -> tuple[int, int]:
    """Likelihood and consequence of a product, with the consequence as it is now where that can be."""
    if score % like[1] == 0 and score // like[1] <= 5:
        return score // like[1], like[1]
    return next((a, score // a) for a in range(1, 6) if score % a == 0 and score // a <= 5)


def _action(stage: _Stage, row: Data, today: date) -> None:
    owner = stage.cast[row["owner"]]
    chair = stage.cast["chair"]
    made_on = stage.day(row["set"])
    trusts = tuple(t.code for t in stage.group.trusts_on(made_on)) if row["trust"] == SHARED else ()
    more = {
        "evidence_required": row["evidence_required"],
        "theme": row["theme"],
        "frameworks": tuple(row["frameworks"]),
    }

    def make(session: Session) -> Any:
        said = Promise(
            row["title"], row["why"], row["trust"], owner.object_id, owner.name, stage.day(row["due"]), trusts, more
        )
        made = action_steps.promise(ids.next_id(session, "ACT"), said, Act(chair, session.now, made_on))
        return actions.add(session, made)

    action = stage.at(made_on, make, chair)
    if row["update"]:
        day = stage.day(row["update_on"])
        note = Note(row["update"], row["progress"])
        step = action_steps.at_risk if row["mark"] == "at risk" else action_steps.on_track
        if action.overdue(day):
            step = action_steps.no_change
        action = stage.at(
            day,
            lambda s: actions.change(s, step(action, Act(owner, s.now, day), note), "update action"),  # pyright: ignore[reportUnknownLambdaType] `work` takes any session
            owner,
        )
    if row["state"] == "assured":
        day = min(stage.day(row["due"]), today)
        _finish(stage, action, owner, chair, day, row["evidence"])


def _finish(stage: _Stage, action: Any, owner: Member, chair: Member, day: date, evidence: str) -> None:
    def deliver(session: Session) -> Any:
        act = Act(owner, session.now, day)
        done = action_steps.deliver(action, act, Note("Done", 100))
        shown = action_steps.give_evidence(done, act, Note(source=evidence))
        return actions.change(session, shown, "give evidence")

    shown = stage.at(day, deliver, owner)
    stage.at(
        day,
        lambda s: actions.change(s, action_steps.assure(shown, Act(chair, s.now, day)), "assure action"),
        chair,
        hour=16,
    )
