"""`frameworks [CNST | PQSM | three year plan]`: coverage and status per requirement, by trust, with gaps.

Owns: what is asked for, who may set a status, what the ICB is shown. Rules stand in `domain/judgements.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.contracts import Command, Context, Reply, Slots, Submit, Values
from cards import evidence as evidence_cards
from cards import forms, framework_forms
from cards import frameworks as cards
from cards.forms import Refill
from domain import quarters
from domain.calendar import as_at, as_long
from domain.catalogue import FRAMEWORKS
from domain.coverage import framework_of, requirement_of
from domain.definitions import Framework, Requirement
from domain.judgements import Judgement, Look, Standing, editions, judged, judgement_id, judges
from domain.judgements import gaps as gaps_of
from domain.people import GROUP, OFFICE, Role
from domain.quarters import Quarter, quarter_of
from domain.refusals import Invalid, NotAllowed, NotFound, Stale
from storage import decisions, evidence, returns
from storage import judgements as kept
from storage.evidence import Wanted

JUDGES = OFFICE | {Role.TRUST_LEAD}
QUARTERS = 4
"""Quarters of SA6 discussions shown. Source: ours, one year of the scheme."""
ASKED_FOR_SIGN_OFF = frozenset({"SBLCB", "CNST:SA6", "CNST:SA9"})
SHOWN = 8
"""Items of evidence on a requirement's card. Source: ours."""


def frameworks(ctx: Context, slots: Slots) -> Reply:
    """All of them; one; one requirement; its gaps; or, for a quarter of SA6, SA9 or the care bundle, the sign-off."""
    key = slots.framework
    if not key:
        return _gaps(ctx, FRAMEWORKS["CNST"], slots.trusts) if slots.status == "missing" else _overview(ctx)
    framework = framework_of(key)
    if framework is None:
        raise NotFound(f"the framework {key}")
    if slots.period and key in ASKED_FOR_SIGN_OFF:
        return _sign_off(ctx, quarter_of(_last(slots.period)), slots.trusts)
    if slots.status == "missing":
        return _gaps(ctx, framework, slots.trusts)
    one = requirement_of(key)
    return _requirement(ctx, one, trusts=slots.trusts) if one else _shown(ctx, framework, slots.trusts)


def _last(period: str) -> date:
    return date.fromisoformat(period[-10:]) if len(period) > len("2026-10") else date.fromisoformat(f"{period}-01")


def _trusts(ctx: Context, named: tuple[str, ...] = ()) -> tuple[str, ...]:
    every = tuple(str(t.code) for t in ctx.group.trusts_on(ctx.today))
    return tuple(t for t in every if t in named) or every


def _view(
    ctx: Context, framework: Framework, trusts: tuple[str, ...] = (), edition: str = "", note: str = ""
) -> cards.View:
    said = edition if edition in editions(framework) else framework.version
    shown = _trusts(ctx, trusts)
    standings = kept.of_edition(ctx.session, framework.key, said)
    counts = evidence.counts(ctx.session, framework.key)
    return cards.View(as_at(ctx.now), shown, said, standings, counts, judges(ctx.member, shown), note)


def _overview(ctx: Context) -> Reply:
    rows: list[tuple[Framework, int, int]] = []
    trusts = _trusts(ctx)
    for framework in FRAMEWORKS.values():
        view = _view(ctx, framework)
        given = sum(1 for r in framework.requirements for t in trusts if (r.key, t) in view.standings)
        shown = sum(1 for r in framework.requirements if any(k == r.key and n for (k, _), n in view.counts.items()))
        rows.append((framework, given, shown))
    return Reply(cards.overview(rows, len(trusts), as_at(ctx.now)))


def choose(ctx: Context, values: Values) -> Reply:
    """The framework that was chosen on the overview."""
    key = str(forms.bare(values).get("framework") or "")
    if key not in FRAMEWORKS:
        raise Invalid("Open a framework", "please choose one first.")
    return _shown(ctx, FRAMEWORKS[key])


def open_(ctx: Context, values: Values) -> Reply:
    """A page of a framework, in the edition of the button."""
    framework = FRAMEWORKS[str(values["framework"])]
    return _shown(ctx, framework, _named(values), str(values["edition"]), int(values["offset"]))


def _shown(
    ctx: Context, framework: Framework, trusts: tuple[str, ...] = (), edition: str = "", offset: int = 0
) -> Reply:
    return Reply(cards.show(framework, _view(ctx, framework, trusts, edition), offset=offset))


def requirement(ctx: Context, values: Values) -> Reply:
    """The requirement of a button, or the one that was chosen on a framework's page."""
    key = str(values.get("requirement") or forms.bare(values).get("requirement") or "")
    one = requirement_of(key)
    if one is None:
        raise Invalid("Open a requirement", "please choose one first.")
    return _requirement(ctx, one, edition=str(values.get("edition") or ""))


def _requirement(
    ctx: Context, one: Requirement, *, trusts: tuple[str, ...] = (), edition: str = "", note: str = ""
) -> Reply:
    framework = FRAMEWORKS[one.key.split(":", 1)[0]]
    view = _view(ctx, framework, trusts, edition, note)
    items = evidence.listed(ctx.session, Wanted((one.key,), trusts), limit=SHOWN)
    given = [line for a in evidence.on_actions(ctx.session, one.key) for line in evidence_cards.lines_of(a)]
    parts = [r for r in framework.requirements if r.part_of == one.key]
    return Reply(cards.requirement(framework, one, view, items, given[:SHOWN], parts))


def gaps(ctx: Context, values: Values) -> Reply:
    """What stands open."""
    framework = FRAMEWORKS[str(values["framework"])]
    return _gaps(ctx, framework, _named(values), str(values["edition"]), int(values.get("offset", 0)))


def _gaps(
    ctx: Context, framework: Framework, trusts: tuple[str, ...] = (), edition: str = "", offset: int = 0
) -> Reply:
    view = _view(ctx, framework, trusts, edition)
    found = gaps_of(framework, view.trusts, view.standings, view.counts)
    return Reply(cards.gaps(framework, found, view, offset=offset))


def _named(values: Values) -> tuple[str, ...]:
    return tuple(t for t in str(values.get("trusts", "")).split(",") if t)


# ---------------------------------------------------------------- statuses


def judge(ctx: Context, values: Values) -> Reply:
    """The form of a status, for the trusts that this member may judge."""
    return Reply(_form(ctx, str(values["requirement"])))


def _form(ctx: Context, key: str, refill: Refill | None = None) -> Any:
    one, framework = _known(key)
    own = judges(ctx.member, _trusts(ctx))
    if not own:
        raise NotAllowed("A status is set by the trust's lead, the chair or the office.", "You can add evidence.")
    named = [(t, f"{t}: {found.name if (found := ctx.group.trust(t)) else t}") for t in own]
    stood = _stood(ctx, framework, key, own)
    return framework_forms.judge(framework, one, named, stood, refill or Refill())


def _known(key: str) -> tuple[Requirement, Framework]:
    one, framework = requirement_of(key), framework_of(key)
    if one is None or framework is None:
        raise NotFound(f"the requirement {key}")
    return one, framework


def _stood(ctx: Context, framework: Framework, key: str, trusts: tuple[str, ...]) -> str:
    """The versions of the statuses that the form may change, so that nobody overwrites what they have not seen."""
    standings = kept.of_edition(ctx.session, framework.key, framework.version)
    found = ((t, standings.get((key, t))) for t in trusts)
    return ",".join(f"{t}={j.version}" for t, j in found if j is not None)


def save(ctx: Context, values: Values) -> Reply:
    """Keep a status under the present edition."""
    key = str(values["requirement"])
    one, framework = _known(key)
    own = judges(ctx.member, _trusts(ctx))
    given = forms.read(framework_forms.fields([(t, t) for t in own]), values)
    trust = str(given["trust"])
    stands = kept.get(ctx.session, judgement_id(key, framework.version, trust))
    _same(ctx, stands, trust, str(values.get("stood") or ""))
    look = Look(Standing(given["standing"]), given["reason"], ctx.member.object_id, ctx.member.name, ctx.today)
    after = replace(judged(stands, framework, key, trust, look), changed_at=ctx.session.now)
    kept.keep(ctx.session, after)
    return _requirement(ctx, one, note=f"Kept: {trust} is {look.standing.words} on {key} under {framework.version}.")


def _same(ctx: Context, stands: Judgement | None, trust: str, stood: str) -> None:
    seen = dict(part.split("=", 1) for part in stood.split(",") if part).get(trust, "0")
    if stands is not None and stands.looks and str(stands.version) != seen:
        at = stands.changed_at or ctx.session.now
        raise Stale(f"The status of {trust}", stands.latest.name, at.astimezone(ctx.group.zone))


def save_again(ctx: Context, values: Values, faults: tuple[Invalid, ...]) -> Reply:
    """The form again, with what was typed."""
    return Reply(_form(ctx, str(values["requirement"]), Refill.of(values, faults)))


# ---------------------------------------------------------------- for the ICB


def sign_off(ctx: Context, values: Values) -> Reply:
    """The view that the ICB signs from; the last whole quarter unless one is named."""
    first = str(values.get("first") or "")
    return _sign_off(ctx, Quarter(first) if first else quarter_of(ctx.today).before, _named(values))


def _sign_off(ctx: Context, quarter: Quarter, trusts: tuple[str, ...]) -> Reply:
    cnst, shown = FRAMEWORKS["CNST"], _trusts(ctx, trusts)
    found = {(m, r.trust): r for m in quarter.months for r in returns.of_period(ctx.session, m)}
    rounds = {m: returns.round_of(ctx.session, m) for m in quarter.months}
    return Reply(
        framework_forms.sign_off(
            framework_forms.SignOff(
                as_at(ctx.now),
                shown,
                f"{cnst.name}, {cnst.version}",
                quarters.latest(ctx.today, QUARTERS),
                quarter,
                evidence.listed(ctx.session, Wanted((framework_forms.SA6, "SBLCB"), trusts), limit=100),
                found,
                {m: as_long(r.meeting) for m, r in rounds.items() if r is not None},
                kept.of_edition(ctx.session, cnst.key, cnst.version),
                evidence.listed(ctx.session, Wanted((framework_forms.SA9,), trusts), limit=SHOWN),
                len(decisions.between(ctx.session, quarter.start, quarter.end)),
            )
        )
    )


COMMANDS = (Command("frameworks", "frameworks", "status per requirement and trust, with gaps", frameworks, GROUP),)
SUBMITS = (
    Submit("framework.choose", choose, GROUP, writes=False),
    Submit("framework.open", open_, GROUP, writes=False),
    Submit("framework.requirement", requirement, GROUP, writes=False),
    Submit("framework.gaps", gaps, GROUP, writes=False),
    Submit("framework.judge", judge, JUDGES, writes=False),
    Submit("framework.save", save, JUDGES, again=save_again),
    Submit("framework.sign_off", sign_off, GROUP, writes=False),
)
