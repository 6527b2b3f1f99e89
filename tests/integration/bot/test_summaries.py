"""The risk summary in conversation: asked for, drafted, posted, scheduled; what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.flows import summaries as flow
from cards.talk import REACH
from domain.group import SummaryRule
from domain.returns import Entry, Section, SectionKey, save_section, submit
from domain.rhythm import RoundDates
from domain.rounds import close_round, open_round
from domain.summaries import Scope, Stage
from storage import actions, returns, summaries
from storage.store import Session
from tests import docx_check, work_done
from tests.actions_made import made
from tests.returns_made import a_draft
from tests.risk_steps import raise_risk, review
from tests.scene import Scene, titles, twin

DATES = RoundDates("2026-10", date(2026, 11, 9), date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 21))


def a_month(scene: Scene, *, closed: bool = False) -> None:
    """October's round with JPUH's return, one action late and one due, one risk."""

    def work(session: Session) -> None:
        rnd = returns.add_round(session, open_round(DATES, ("NNUH", "JPUH", "QEHKL"), by="Ruth", at=session.now))
        lead = scene.member("jpuh-lead")
        ret = submit(
            a_draft("JPUH"),
            by=lead.object_id,
            name=lead.name,
            at=session.now,
            due=rnd.due,
            today=date(2026, 11, 20),
            reason="",
        )
        returns.keep(session, replace(ret, version=0), "submit return")
        if closed:
            returns.change_round(session, close_round(rnd, at=session.now), "close round")
        late = made("ACT-26-001", title="Audit by Tom Bailey", due=date(2026, 11, 20), version=0)
        actions.add_many(session, [late, made("ACT-26-002", due=date(2026, 12, 1), version=0)])

    scene.run(work)
    raise_risk(scene)


def test_a_member_asks_and_sees_what_is_there_and_what_is_not(scene: Scene) -> None:
    a_month(scene)
    card = scene.ask("member", "summary")
    for said in (
        "As at 23 November 2026, 10:00. 1 of 3 trusts received for October 2026.",
        "- Growth scan capacity (JPUH): extreme, 16, raised in November, not reviewed yet; 7 over tolerance 9",
        "- Audit by a member (JPUH): 3 days late, was due 20 November 2026 (ACT-26-001)",
        "- Measure blood loss from the first suspicion (JPUH): due 1 December 2026 (ACT-26-002)",
        "- Not received: NNUH, QEHKL",
    ):
        assert said in twin(card)
    assert titles(card) == ["Word file"]
    assert scene.outbox("channel") == []


def test_a_summary_of_one_trust_and_one_month(scene: Scene) -> None:
    a_month(scene)
    ours = twin(scene.ask("jpuh-lead", "summary", trusts=("JPUH",)))
    assert ours.startswith(
        "Risk summary for JPUH\nAs at 23 November 2026, 10:00. 1 of 1 trusts received for October 2026."
    )
    other = twin(scene.ask("nnuh-lead", "summary", trusts=("NNUH",), period="2026-10"))
    assert "No risk is on the register." in other
    assert "None is late." in other
    assert "- Not received: NNUH" in other
    assert "No return was asked for yet" in twin(scene.ask("member", "summary", period="2026-09"))
    quarter = twin(scene.ask("member", "summary", period="2026-08-01/2026-10-31"))
    assert "received for October 2026" in quarter, "of a stretch its last month, and it says so"


def test_the_chair_posts_exactly_what_was_seen_once(scene: Scene) -> None:
    a_month(scene)
    asked = scene.ask("chair", "summary")
    assert titles(asked) == ["Post summary", "Word file"]
    draft = scene.ask("chair", "post_summary")
    scene.later(hours=3)
    assert "On its way to the channel, exactly as you saw it." in twin(scene.press("chair", draft, "Post to channel"))
    posted = scene.outbox("channel")
    assert [(p.kind, p.key) for p in posted] == [("summary", "summary/SUM-26-001")]
    kept = scene.run(lambda s: summaries.get(s, "SUM-26-001"))
    assert posted[0].card.twin == f"{kept.body.text}\n{REACH}"
    assert twin(draft).startswith(kept.body.text), "the same bytes, the draft's as-at"
    assert kept.stage == Stage.POSTED
    assert kept.posted_by == scene.member("chair").object_id
    scene.press("chair", draft, "Post to channel", turn_id="pressed twice")
    assert len(scene.outbox("channel")) == 1
    assert "1 of 3 trusts" in twin(scene.ask("observer", "summary")), "an observer reads what was published"


def test_records_that_changed_since_the_draft_are_said_before_posting(scene: Scene) -> None:
    a_month(scene)
    draft = scene.ask("chair", "post_summary")
    review(scene, "jpuh-lead", "RSK-26-001", likelihood="5", rationale="worse")
    asked = scene.press("chair", draft, "Post to channel")
    assert "Records have changed since this draft" in twin(asked)
    assert (
        "- now: Growth scan capacity (JPUH): extreme, 16 to 20 since November, 1 review; 11 over tolerance 9"
        in twin(asked)
    )
    assert scene.outbox("channel") == []
    fresh = scene.press("chair", asked, "New draft")
    assert "16 to 20 since November" in twin(fresh)
    scene.press("chair", asked, "Post this one all the same")
    assert "16 to 20" not in scene.card_for("channel").twin, "what was approved is what is posted"
    again = scene.press("deputy", scene.ask("deputy", "post_summary"), "Post to channel")
    assert "On its way" in twin(again)


def test_a_summary_that_is_posted_already_says_since_when(scene: Scene) -> None:
    draft = scene.ask("chair", "post_summary")

    def meanwhile(session: Session) -> None:
        kept = summaries.get(session, "SUM-26-001")
        assert kept is not None
        flow.post(session, kept, scene.member("deputy").object_id)

    scene.run(meanwhile)
    said = scene.press("chair", draft, "Post to channel")
    assert "in the channel already, since 23 November 2026, 10:00" in twin(said)


def test_only_chairs_post_and_an_observer_reads_only_what_is_published(scene: Scene) -> None:
    assert "not open to your role" in twin(scene.ask("member", "post_summary"))
    assert "No summary has been published yet" in twin(scene.ask("observer", "summary"))
    assert "not open to your role" in twin(scene.ask("observer", "what_changed"))


def test_a_draft_that_is_gone_is_not_found(scene: Scene) -> None:
    draft = scene.ask("chair", "post_summary")
    scene.run(lambda s: s.connection.execute(summaries.bulletins.delete()))
    assert "I cannot find that draft" in twin(scene.press("chair", draft, "Post to channel"))


def test_what_changed_since_the_last_meeting(scene: Scene) -> None:
    scene.move_to(date(2026, 11, 10))
    raise_risk(scene, title="Roof", cause="The roof leaks", event="rooms close", effect="women move")
    scene.move_to(date(2026, 11, 23))
    review(scene, "jpuh-lead", "RSK-26-001", likelihood="2", rationale="repaired", controls="New roof")
    a_month(scene)
    said = twin(scene.ask("member", "what_changed"))
    assert said.startswith("What changed since 16 November 2026")
    assert "New risks\n- Growth scan capacity (JPUH): 16 (RSK-26-002)" in said
    assert "Risks down\n- Roof (JPUH): 16 to 8 (RSK-26-001)" in said
    assert "Not received\n- October 2026: NNUH, QEHKL" in said
    month = twin(scene.ask("member", "what_changed", period="2026-11"))
    assert "since 1 November 2026" in month
    assert "Roof (JPUH): 8 (RSK-26-001)" in month, "it is new in November"
    assert "since 20 November 2026" in twin(scene.ask("member", "what_changed", period="2026-11-20/2026-11-23"))
    assert "is still to come" in twin(scene.ask("member", "what_changed", period="2026-12"))
    assert "for QEHKL" in twin(scene.ask("member", "what_changed", trusts=("QEHKL",)))


def test_before_the_meeting_begins_the_one_before_counts(scene: Scene) -> None:
    scene.move_to(date(2026, 11, 16), 9, 59)
    assert "since 19 October 2026" in twin(scene.ask("member", "what_changed"))
    scene.move_to(date(2026, 11, 16), 10, 0)
    assert "since 16 November 2026" in twin(scene.ask("member", "what_changed"))


def plan(scene: Scene, **rule: Any) -> list[str]:
    """What the calendar would send now, by key; it is kept, as the tick keeps it."""
    group = replace(scene.group, summary=SummaryRule(**rule))
    return scene.run(lambda s: [p.key for p in flow.scheduled(s, group, scene.now)])


def test_after_a_round_closes_the_chair_and_the_deputy_get_the_draft_once(scene: Scene) -> None:
    scene.move_to(date(2026, 11, 27), 8, 0)
    a_month(scene, closed=True)
    assert plan(scene) == [], "not before half past nine"
    scene.move_to(date(2026, 11, 28), 10, 0)
    assert plan(scene) == [], "not on a Saturday"
    scene.move_to(date(2026, 11, 30), 9, 30)
    chair, deputy = scene.member("chair").object_id, scene.member("deputy").object_id
    assert plan(scene) == [f"summary/SUM-26-001/{chair}", f"summary/SUM-26-001/{deputy}"]
    assert plan(scene) == [], "asked again, nothing is made twice"


def test_a_group_may_have_it_at_once_in_the_channel(scene: Scene) -> None:
    a_month(scene, closed=True)
    assert plan(scene, at_once=True, weekly="monday") == ["summary/SUM-26-001"]
    assert plan(scene, at_once=True, weekly="monday") == [], "one a day: it is the week's, too"
    assert scene.run(summaries.latest_posted).posted_by == ""


def test_old_news_is_not_posted(scene: Scene) -> None:
    a_month(scene, closed=True)
    scene.later(days=8)
    assert plan(scene) == []


@pytest.mark.parametrize(("day", "made"), [(22, False), (23, True), (24, True)])
def test_weekly_on_its_day_or_the_next_working_day_of_that_week(scene: Scene, day: int, made: bool) -> None:
    scene.move_to(date(2026, 11, day), 9, 30)
    assert bool(plan(scene, weekly="monday", at_once=True)) == made
    assert plan(scene, weekly="monday", at_once=True) == []


def test_a_trust_hears_of_its_own_escalations_only(scene: Scene) -> None:
    raise_risk(scene)
    form = scene.ask("chair", "escalate_risk", record="RSK-26-001")
    scene.press("chair", form, "Approve", ask="Fund one", needed_by="2026-12-21")
    group = scene.group
    for scope, heard in ((Scope(), True), (Scope(("JPUH",)), True), (Scope(("NNUH",)), False)):
        found = scene.run(lambda s, c=scope: flow.build(s, group, scene.now, c))
        assert ("ESC-26-001" in found.ids) == heard


def test_a_register_of_many_stays_within_one_card(scene: Scene) -> None:
    def work(session: Session) -> None:
        late = [made(f"ACT-26-{n:04}", due=date(2026, 11, 1), version=0) for n in range(1, 1_101)]
        actions.add_many(session, late)

    scene.run(work)
    said = twin(scene.ask("member", "summary"))
    assert "- and more than 996 more late" in said


def test_a_correction_is_listed(scene: Scene) -> None:
    a_month(scene)

    def work(session: Session) -> None:
        ret = returns.of_trust(session, "2026-10", "JPUH")
        assert ret is not None
        ret = save_section(ret, Section(SectionKey.MEASURES, Entry.ENTERED, {"births": 143}), None)
        again = submit(
            ret,
            by=ret.submitted_by,
            name="Tom",
            at=session.now,
            due=DATES.due,
            today=date(2026, 11, 23),
            reason="one birth was missing",
        )
        returns.keep(session, again, "correct return")

    scene.run(work)
    assert "- JPUH: version 2. Reason: one birth was missing (RET-2026-10-JPUH)" in twin(scene.ask("member", "summary"))
    draft = twin(scene.ask("chair", "post_summary"))
    assert "- JPUH: version 2 (RET-2026-10-JPUH)" in draft
    assert "one birth" not in draft, "what was typed stays out of the channel"


def test_a_document_of_the_summary_for_each_audience(scene: Scene) -> None:
    a_month(scene)
    ret = scene.run(lambda s: returns.get(s, "RET-2026-10-JPUH"))
    again = replace(ret, submission=2, correction_reason="two babies, not three", submitted_at=scene.now)
    scene.run(lambda s: returns.keep(s, again, "correct return"))
    found: dict[str, str] = {}
    for who, audience in (("member", "Group"), ("member", "Board"), ("member", "Public"), ("chair", "Restricted")):
        asked = scene.press(who, scene.say(who, "summary"), "Word file")
        scene.press(who, asked, audience)
        work_done.run(scene)
        file = work_done.got(scene, scene.card_for(who), "Download Word")
        assert docx_check.faults(file.content) == []
        assert file.name.endswith(f"-{audience.lower()}.docx")
        found[audience] = docx_check.text(file.content)
    for audience, told in (("Restricted", True), ("Group", True), ("Board", False), ("Public", False)):
        assert ("two babies" in found[audience]) == told
        assert "JPUH: version 2" in found[audience]
    assert "Restricted" not in titles(scene.press("member", scene.say("member", "summary"), "Word file"))
