"""What changed since a moment: one worked example with everything, one with nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.actions import Slip, Status
from domain.changes import Since, what_changed
from domain.risk_changes import closed, reviewed
from domain.rounds import grid
from domain.scores import Score
from domain.summaries import Scope
from tests.actions_made import made
from tests.returns_made import a_return, a_round
from tests.sample_risks import GROUP, a_raised, sign

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MOMENT = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
BEFORE, AFTER = date(2026, 6, 1), date(2026, 11, 20)
QUIET = (
    "- New risks, risks up, risks down, risks closed, new actions, actions closed, "
    "dates that slipped, returns corrected"
)
SINCE = Since(AT, MOMENT, Scope(), None)


def test_everything_that_changed_stands_under_its_heading() -> None:
    old = made("ACT-26-001", created_at=datetime(2026, 6, 1, tzinfo=UTC))
    slip = Slip(date(2026, 11, 30), date(2026, 12, 15), "estate", "chair", "Olive", AT)
    moved = replace(old, due=date(2026, 12, 15), original_due=date(2026, 11, 30), slips=1, changes=(slip,))
    done = replace(old, id="ACT-26-002", status=Status.ASSURED, closed_at=AT)
    found = what_changed(
        replace(
            SINCE,
            grid=grid(a_round(), (a_return("JPUH"),)),
            moved=(
                a_raised("RSK-26-001", AFTER),
                reviewed(a_raised("RSK-26-002", BEFORE), GROUP, sign(AFTER), Score(5, 4), "worse"),
                reviewed(a_raised("RSK-26-003", BEFORE), GROUP, sign(AFTER), Score(2, 4), "better"),
                a_raised("RSK-26-004", BEFORE),
                replace(a_raised("RSK-26-005", BEFORE), reviews=()),
            ),
            closed=(closed(a_raised("RSK-26-006", BEFORE), sign(), "rota filled"),),
            actions=(moved, done, made("ACT-26-003", created_at=AT)),
            corrections=(replace(a_return("JPUH"), submission=2, correction_reason="births were 143"),),
        )
    )
    assert found.text == (
        "What changed since 16 November 2026\n"
        "As at 23 November 2026, 10:00. 1 of 3 trusts received for October 2026.\n"
        "New risks\n- Obstetric middle grade rota gaps (JPUH): 16 (RSK-26-001)\n"
        "Risks up\n- Obstetric middle grade rota gaps (JPUH): 16 to 20 (RSK-26-002)\n"
        "Risks down\n- Obstetric middle grade rota gaps (JPUH): 16 to 8 (RSK-26-003)\n"
        "Risks closed\n- Obstetric middle grade rota gaps (JPUH): rota filled (RSK-26-006)\n"
        "New actions\n- Measure blood loss from the first suspicion (JPUH): due 29 January 2027 (ACT-26-003)\n"
        "Actions closed\n- Measure blood loss from the first suspicion (JPUH): assured (ACT-26-002)\n"
        "Dates that slipped\n- Measure blood loss from the first suspicion (JPUH): "
        "30 November 2026 to 15 December 2026, first promised 30 November 2026 (ACT-26-001)\n"
        "Returns corrected\n- JPUH: version 2. Reason: births were 143 (RET-2026-10-JPUH)\n"
        "Not received\n- October 2026: NNUH, QEHKL"
    )


def test_where_nothing_changed_it_says_so_in_one_line() -> None:
    found = what_changed(
        replace(SINCE, scope=Scope(("JPUH",)), partial=True, grid=grid(a_round("JPUH"), (a_return("JPUH"),)))
    )
    assert found.title == "What changed since 16 November 2026 for JPUH"
    assert [p.words for p in found.parts] == [
        ("- October 2026: nothing is missing",),
        (QUIET,),
        ("- More actions were touched than fit here; say actions for all",),
    ]
    assert what_changed(SINCE).parts[0].words == ("- No return was asked for yet",)
