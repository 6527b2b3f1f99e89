"""Random groups and a checker of every generated text: no figure, date or name in it that is not in a record.

    texts_of(session, group, now)     every generated text of a group, statement by statement, with its ids
    faults(session, group, now, ...)  what a statement says that its records do not, in words

The checker knows nothing of how texts are made: it reads numbers and dates out of them and looks each up in the bodies
of the records that the statement names, or works it out of those (days late, distances, rates) for itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bot.flows import packs as pack_flow
from bot.flows import reports as report_flow
from bot.flows import summaries as summary_flow
from domain import packs, questions
from domain.action_steps import Act, Note, assure, deliver, give_evidence
from domain.actions import Action, Slip
from domain.attendance import judged
from domain.catalogue import FRAMEWORKS, MEASURES
from domain.decisions import Decision
from domain.group import Group
from domain.papers import Bullets, Para, Table, spoken
from domain.people import Member, ObjectId, Role, TrustCode
from domain.policies import Level
from domain.questions import Observation
from domain.quorum import Quorum
from domain.returns import Assurance, Return, return_id, review, submit
from domain.rhythm import MONTHS, month_name, previous
from domain.risk_changes import raised
from domain.risks import Review, Risk
from domain.rounds import close_round, open_round
from domain.scores import Score
from domain.summaries import Scope, Summary
from storage import actions, attendances, decisions, history, members, observations, policies, returns, risks, signals
from storage.session import Session
from storage.summaries import count_open
from tests import generated_rare
from tests.actions_made import made
from tests.attendance_made import CHAIR, LEAD, a_meeting
from tests.concerns_made import a_signal
from tests.learning_made import an_entry
from tests.policies_made import a_policy, an_impact
from tests.returns_made import a_draft
from tests.sample_risks import GROUP, a_risk, sign

IDS = re.compile(
    r"\b(?:ACT|RSK|DEC|ESC|REP|SUM|IMP|LRN|SIG|POL)-\d{2}-\d{3,}\b|\bMTG-[\d-]{10}\b|\bRET-\d{4}-\d{2}-[A-Z]+\b"
)
DATES = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
MONTH = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})\b")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
NAMES = ("Amelia Thorne", "Bertram Quill", "Cordelia Vane", "Desmond Hurst")
TRUSTS = ("NNUH", "JPUH", "QEHKL")
KEYS = ("births", "pph1500", "tear34", "satod", "stillbirth", "rota_gaps")


@dataclass(frozen=True)
class Said:
    """One statement of a generated text."""

    where: str
    text: str
    ids: tuple[str, ...]


def fill(session: Session, random: Random, now: datetime) -> None:
    """Records of every kind in every state, some of them with a member's name in their title."""
    people = [Member(ObjectId(f"p{n}"), name, frozenset({Role.MEMBER})) for n, name in enumerate(NAMES)]
    chair = Member(ObjectId("chair"), "Evadne Marlow", frozenset({Role.CHAIR}))
    lead = Member(ObjectId("lead"), "Fergus Dale", frozenset({Role.TRUST_LEAD}), (TrustCode("JPUH"),))
    for person in (*people, chair, lead):
        members.add(session, person)
    _risks(session, random, now)
    _actions(session, random, now, people, chair)
    _round(session, random, now)
    _governance(session, random, now)
    for n in range(random.randint(0, 3)):
        day = now.date() - timedelta(days=random.randint(0, 40))
        plain: dict[str, Any] = {"harmed": "Women at night", "asked": "Three leads", "know": "The audit in March"}
        title = f"Decision about matter {random.choice('abc')}"
        decisions.add(session, Decision(f"DEC-26-{n + 1:03}", title, "It was agreed", day, **plain))


def _title(random: Random, what: str) -> str:
    name = f" by {random.choice(NAMES)}" if random.random() < 0.3 else ""
    return f"{what} {random.choice(['north', 'east', 'west'])}{name}"


def _risks(session: Session, random: Random, now: datetime) -> None:
    for n in range(random.randint(0, 9)):
        day = now.date() - timedelta(days=random.randint(0, 200))
        score = (random.randint(1, 5), random.randint(1, 5))
        plain = a_risk(
            f"RSK-26-{n + 1:03}",
            title=_title(random, "Rota"),
            trust=random.choice((*TRUSTS, "ALL")),
            likelihood=score[0],
            consequence=score[1],
            initial=Score(*score),
            target=Score(1, 1),
            appetite=random.choice(["minimal", "cautious", "open"]),
        )
        risk: Risk = raised(plain, GROUP, sign(day))
        looks = [risk.reviews[0]]
        for _ in range(random.randint(0, 3)):
            day = min(now.date(), day + timedelta(days=random.randint(1, 60)))
            at = datetime.combine(day, now.timetz())
            looks.append(Review(at, day, ObjectId("lead"), "x", random.randint(1, 5), random.randint(1, 5), "looked"))
        last = looks[-1]
        moved = replace(risk, reviews=tuple(looks), likelihood=last.likelihood, consequence=last.consequence)
        risks.add(session, replace(moved, moved_at=last.at, version=0))


def _actions(session: Session, random: Random, now: datetime, people: list[Member], chair: Member) -> None:
    kept: list[Action] = []
    for n in range(random.randint(0, 14)):
        owner = random.choice(people)
        due = now.date() + timedelta(days=random.randint(-60, 60))
        plain: dict[str, Any] = {"owner": owner.object_id, "owner_name": owner.name, "deputy": ObjectId("")}
        act = Act(owner, now - timedelta(days=random.randint(0, 9)), now.date())
        action = made(f"ACT-26-{n + 1:03}", title=_title(random, "Audit"), due=due, original_due=due, **plain)
        if random.random() < 0.4:
            slips = random.randint(1, 4)
            was = due - timedelta(days=7)
            moved = Slip(was, due, "estate", "matron", owner.name, now - timedelta(days=random.randint(0, 20)))
            action = replace(action, slips=slips, original_due=due - timedelta(days=7 * slips), changes=(moved,))
        if random.random() < 0.4:
            action = give_evidence(deliver(action, act), act, Note("seen in 20 of 20 cases", source="Audit, page 7"))
            if random.random() < 0.7:
                action = assure(action, replace(act, by=chair))
        kept.append(replace(action, version=0))
    actions.add_many(session, kept)


def _governance(session: Session, random: Random, now: datetime) -> None:
    """Signals, national changes, learning, and who was at the last meeting."""
    today = now.date()
    for n in range(random.randint(0, 3)):
        day = today - timedelta(days=random.randint(0, 40))
        signals.add(session, a_signal(f"SIG-26-{n + 1:03}", trust=random.choice(TRUSTS), received_on=day))
    for n in range(random.randint(0, 2)):
        impacts = tuple(an_impact(t, random.choice(list(Level))) for t in TRUSTS if random.random() < 0.6)
        starts = today + timedelta(days=random.randint(-60, 200))
        policies.add(session, a_policy(f"POL-26-{n + 1:03}", effective=starts, impacts=impacts))
    for _ in range(random.randint(0, 3)):
        an_entry(session, on=today - timedelta(days=random.randint(0, 30)))
    if random.random() < 0.6:
        held = a_meeting(present=(CHAIR, LEAD)[: random.randint(1, 2)])
        attendances.keep(session, judged(held, Quorum(office=random.randint(0, 1)))[0])


def _round(session: Session, random: Random, now: datetime) -> None:
    dates = GROUP.rhythm.round_for("2026-10", summary_flow.calendar_of(GROUP))
    rnd = returns.add_round(session, open_round(dates, TRUSTS, by="x", at=now))
    for trust in TRUSTS:
        for key in KEYS:
            for back in range(random.choice((0, 3, 14))):
                period = previous("2026-10", back)
                below = random.randint(100, 400) if MEASURES[key].is_rate else None
                seen = Observation(key, random.randint(0, 30), below)
                ret = replace(Return(return_id(period, trust), period, trust), submission=1)
                _add_figure(session, ret, seen)
        if random.random() < 0.7:
            given = {"by": ObjectId("lead"), "name": "Fergus Dale", "at": now, "due": dates.due, "today": now.date()}
            ret = submit(a_draft(trust), **given, reason="")
            if random.random() < 0.7:
                verdict = random.choice([Assurance.ASSURED, Assurance.PARTIALLY, Assurance.NOT_ASSURED])
                ret = review(ret, verdict, reason="see page 12 of the audit", by="x", at=now)
            kept = returns.keep(session, replace(ret, version=0), "submit return")
            figures = questions.observations(questions.answers(kept.sent), questions.in_use(()))
            returns.keep_observations(session, kept, figures)
    if random.random() < 0.5:
        returns.change_round(session, close_round(rnd, at=now), "close round")


def _add_figure(session: Session, ret: Return, seen: Observation) -> None:
    before = [o for o in returns.figures_of(session, ret.period, ret.trust).values() if o.measure != seen.measure]
    returns.keep_observations(session, ret, [*before, seen])


# ---------------------------------------------------------------- what is said


def texts_of(session: Session, group: Group, now: datetime) -> Iterator[Said]:
    """Every statement of every generated text of this group."""
    scopes = (Scope(), Scope(("JPUH",)))
    for scope in scopes:
        yield from _summary("summary", summary_flow.build(session, group, now, scope))
        yield from _summary("what changed", summary_flow.changed(session, group, now, scope))
    for line in report_flow.fresh(session, group, now, ObjectId("chair")).lines:
        yield Said(f"report, {line.rule}", line.text, line.ids)
    for block in packs.paper(pack_flow.contents(session, group, now, frozen=False)).blocks:
        yield from _block(block)


def _summary(where: str, made_of: Summary) -> Iterator[Said]:
    for part in made_of.parts:
        for line in part.lines:
            yield Said(f"{where}, {part.title}", line.text, line.ids)


def _block(block: Any) -> Iterator[Said]:
    if isinstance(block, Table):
        for row in block.rows:
            yield Said(f"pack, {block.caption}", " | ".join(row), ())
    elif isinstance(block, Bullets):
        for text in spoken(block):
            yield Said("pack, list", text, ())
    elif isinstance(block, Para) and block.text.startswith(("The ", "As at")):
        yield Said("pack, paragraph", block.text, ())


# ---------------------------------------------------------------- whether it is so


def faults(session: Session, group: Group, now: datetime, said: Said) -> list[str]:
    """What a statement says that no record says."""
    ids = tuple(dict.fromkeys((*said.ids, *IDS.findall(said.text))))
    found = [f"{i} is no record" for i in ids if history.last(session, i) is None and not _figures_only(session, i)]
    found += [f"the name {name}" for name in NAMES if name in said.text and not said.where.startswith("pack")]
    bodies = [json.loads(v.body) for i in ids if (v := _latest(session, i)) is not None]
    days = _days(bodies, group, now)
    text = IDS.sub("", said.text)
    for day, month, year in DATES.findall(text):
        when = date(int(year), MONTHS.index(month) + 1, int(day))
        if when not in days:
            found.append(f"the day {when}")
    text = DATES.sub("", text)
    allowed = _numbers(session, group, now, bodies, said)
    months = {month_name(m) for m in _periods(session)}
    found += [
        f"the month {m} {y}" for m, y in MONTH.findall(text) if f"{m} {y}" not in months and "pack" not in said.where
    ]
    text = MONTH.sub("", text).replace("per 1,000", "")
    text = re.sub(rf"(?<=As at , )0?{now:%H:%M}", "", text)
    found += [f"the number {n}" for n in NUMBER.findall(text) if _plain(n) not in allowed]
    return found


def _latest(session: Session, record: str) -> Any:
    last = history.last(session, record)
    if last is None:
        return None
    versions = [history.version(session, record, n) for n in range(1, 6)]
    return next((v for v in reversed(versions) if v is not None), None)


def _figures_only(session: Session, record: str) -> bool:
    """A return that is known by its figures alone: older than this bot."""
    return record.startswith("RET-") and bool(returns.figures_of(session, record[4:11], record[12:]))


def _days(bodies: list[Any], group: Group, now: datetime) -> set[date]:
    text = json.dumps(bodies)
    days = {date.fromisoformat(d) for d in re.findall(r"\d{4}-\d{2}-\d{2}", text)}
    meetings = {group.rhythm.meeting(y, m) for y in (2026, 2027) for m in range(1, 13)}
    return days | meetings | {now.date()}


def _periods(session: Session) -> set[str]:
    return {f.period for f in observations.figures(session)} | {"2026-10"}


def _plain(number: str) -> str:
    return number.replace(",", "").rstrip(",.")


def _numbers(session: Session, group: Group, now: datetime, bodies: list[Any], said: Said) -> set[str]:
    """Every number that the records of a statement hold, or that follows from them."""
    found: set[float] = set()
    for body in bodies:
        text = json.dumps(body)
        found |= {float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)}
        if "likelihood" in body:
            scores = {r["likelihood"] * r["consequence"] for r in body["reviews"]} | {body["score"]}
            limits = {*group.tolerance.values(), body["target"]["likelihood"] * body["target"]["consequence"]}
            found |= scores | limits | {abs(s - limit) for s in scores for limit in limits}
            found |= set(range(len(body["reviews"]) + 1))
        if "received_on" in body and body["due"]:
            found |= {abs((now.date() - date.fromisoformat(body["due"])).days)}
        if "present" in body:
            found |= {len(body["present"])}
        if "original_due" in body:
            found |= {abs((now.date() - date.fromisoformat(body["due"])).days)}
            if body["heard_on"]:
                found |= {(now.date() - date.fromisoformat(body["heard_on"])).days}
    out = {f"{n:g}" for n in found}
    if not bodies or "measure" in said.where or "pack" in said.where or said.where == "report, concern":
        out |= _counted(session, now, said)
    return out


def _counted(session: Session, now: datetime, said: Said) -> set[str]:
    """Figures and rates worked out of observations; counts of what a list leaves out."""
    out = {str(n) for n in range(len(said.ids) + 1)} | {"12", "14", "50", "30"} & set(NUMBER.findall(said.text))
    for f in observations.figures(session):
        measure = MEASURES[f.measure]
        out |= {f"{v:g}" for v in (f.numerator, f.denominator) if v is not None}
        if f.numerator is not None and f.denominator:
            out.add(f"{f.numerator / f.denominator * (measure.multiplier or 1):.1f}")
    sums: dict[tuple[str, str], list[float]] = {}
    for f in observations.figures(session):
        top, below = sums.setdefault((f.measure, f.period), [0.0, 0.0])
        sums[f.measure, f.period] = [top + (f.numerator or 0), below + (f.denominator or 0)]
    for (key, _), (top, below) in sums.items():
        out |= {f"{top:g}", f"{below:g}"}
        if below:
            out.add(f"{top / below * (MEASURES[key].multiplier or 1):.1f}")
    out |= _rolled(session) | (generated_rare.numbers(session, TRUSTS) if "Rare events" in said.where else set())
    totals = {risks.count(session), count_open(session, until=date(2100, 1, 1))}
    totals |= {count_open(session, until=now.date() - timedelta(days=1))}
    totals |= {count_open(session, trusts=("JPUH", "ALL"), until=date(2100, 1, 1))}
    out |= {str(t - k) for t in totals for k in range(16) if t - k > 0}
    out |= {str(n) for n in range(15)} if re.search(r"\band \d+ more|^And \d+ more", said.text) else set()
    targets = {f"{m.target:.1f}" for m in MEASURES.values() if m.target is not None}
    return out | targets | {"0", str(len(TRUSTS))} | _of_names()


def _rolled(session: Session) -> set[str]:
    """Twelve months together, of each trust and of all, up to the newest month."""
    out: set[str] = set()
    for key in (k for k in KEYS if MEASURES[k].rare):
        seen = [f for f in observations.figures(session, measures=[key]) if f.period > previous("2026-10", 12)]
        for trusts in (*((t,) for t in TRUSTS), TRUSTS):
            own = [f for f in seen if f.trust in trusts]
            top, below = (sum(getattr(f, part) or 0 for f in own) for part in ("numerator", "denominator"))
            out |= {f"{top:.0f}", f"{below:.0f}"}
            if below:
                out.add(f"{top / below * (MEASURES[key].multiplier or 1):.1f}")
    return out


def _of_names() -> set[str]:
    titles = (r.title for f in FRAMEWORKS.values() for r in f.requirements)
    keys = (r.key for f in FRAMEWORKS.values() for r in f.requirements)
    names = (*(m.name for m in MEASURES.values()), *titles, *keys)
    return {_plain(n) for name in names for n in re.findall(r"\d[\d,]*(?:\.\d+)?", name)}
