"""Signals in conversation: logged, read back, checked, closed; their clocks; never in the channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.contracts import Reply
from bot.flows.calendars import calendar_of
from bot.flows.signals import left
from cards import kit
from domain.signals import Signal, Status, fired
from storage import signals as kept
from tests.concerns_made import a_signal
from tests.days import Days
from tests.scene import Scene, inputs, titles, twin

MONDAY = date(2026, 11, 23)


def log(scene: Scene) -> Reply:
    """The lead of NNUH logs an amber signal of today."""
    form = scene.say("nnuh-lead", "MOSS amber came thru this am for our site")
    return scene.press("nnuh-lead", scene.press("nnuh-lead", form, "Read it back", site="Norwich"), "Save")


def the_signal(scene: Scene, record: str = "SIG-26-001") -> Signal:
    found = scene.run(lambda s: kept.get(s, record))
    assert found is not None
    return found


def test_words_fill_the_form_and_nothing_is_kept_before_save(scene: Scene) -> None:
    form = scene.say("nnuh-lead", "MOSS amber came thru this am for our site")
    shown = inputs(scene.content(form))
    assert (shown["trust"], shown["level"], shown["received"]) == ("NNUH", "amber", "2026-11-23")
    missing = scene.press("nnuh-lead", form, "Read it back")
    assert "Site: please fill this in." in twin(missing)
    back = scene.press("nnuh-lead", missing, "Read it back", site="Norwich", what="The unit failed to spot it")
    assert "The critical safety check is due 3 December 2026, in 8 working days." in twin(back)
    assert '"failed to": perhaps "did not happen because".' in twin(back)
    assert scene.run(kept.count) == 0
    changed = scene.press("nnuh-lead", back, "Change")
    assert inputs(scene.content(changed))["site"] == "Norwich"
    back = scene.press("nnuh-lead", changed, "Read it back", what="Amber for term stillbirth")
    saved = scene.press("nnuh-lead", back, "Save")
    assert "SIG-26-001 is logged." in twin(saved)
    assert the_signal(scene).what == "Amber for term stillbirth"
    assert the_signal(scene).due == date(2026, 12, 3)


def test_those_concerned_hear_of_it_privately_and_nobody_else(scene: Scene) -> None:
    log(scene)
    assert [(s.to, s.kind) for s in scene.outbox()] == [
        ("coordinator", "urgent"), ("chair", "urgent"), ("deputy", "urgent"),
    ]  # fmt: skip
    card = scene.card_for("chair")
    assert "A signal is not proof of unsafe care." in card.twin
    assert "SIG-26-001: MOSS signal, amber (Norwich)" in twin(scene.press("chair", card, "Open"))


def test_a_second_press_of_save_logs_it_once(scene: Scene) -> None:
    back = scene.press("nnuh-lead", scene.say("nnuh-lead", "MOSS amber for our site"), "Read it back", site="Norwich")
    first = scene.press("nnuh-lead", back, "Save")
    assert twin(scene.press("nnuh-lead", back, "Save")) == twin(first)
    assert scene.run(kept.count) == 1


def test_the_chair_logs_a_letter_and_a_coroners_report_by_choosing_the_kind(scene: Scene) -> None:
    kinds = scene.ask("chair", "signal", trusts=("JPUH",), text="a letter came")
    form = scene.press("chair", kinds, "CQC letter")
    assert inputs(scene.content(form))["what"] == "a letter came"
    back = scene.press("chair", form, "Read it back", level="enforcement", asked="2026-12-11")
    saved = scene.press("chair", back, "Save")
    assert "The answer to CQC is due 11 December 2026" in twin(saved)
    assert "- CQC has taken enforcement action" in twin(saved)
    assert {s.kind for s in scene.outbox()} == {"notice"}
    assert {s.to for s in scene.outbox()} == {"jpuh-lead", "coordinator", "deputy"}


def test_a_regulation_28_report_has_56_days(scene: Scene) -> None:
    form = scene.say("jpuh-lead", "log a regulation 28 received yesterday")
    back = scene.press("jpuh-lead", form, "Read it back", received="2026-11-20")
    scene.press("jpuh-lead", back, "Save")
    assert the_signal(scene).due == date(2027, 1, 15)


def test_outcome_action_and_closing(scene: Scene) -> None:
    card = log(scene)
    form = scene.press("nnuh-lead", card, "Record the outcome")
    wrong = scene.press("nnuh-lead", form, "Save", on="2026-11-24", outcome="Two cases looked at")
    assert "24 November 2026 is still to come" in twin(wrong)
    assert inputs(scene.content(wrong))["outcome__r1"] == "Two cases looked at"
    done = scene.press("nnuh-lead", wrong, "Save", on="2026-11-23", learning="Fresh eyes hourly")
    assert "○ outcome recorded" in twin(done)
    assert titles(done) == ["Record the outcome", "Create action", "History"]
    action = scene.press("nnuh-lead", done, "Create action")
    assert inputs(scene.content(action))["why"] == "SIG-26-001"
    typed = {"title": "Audit fresh eyes", "due": "2026-12-11", "owner": scene.member("nnuh-lead").object_id}
    scene.press("nnuh-lead", scene.press("nnuh-lead", action, "Save", **typed), "Save")

    shown = scene.press("chair", scene.card_for("chair"), "Open")
    assert "- ACT-26-001: Audit fresh eyes" in twin(shown)
    form = scene.press("chair", shown, "Close")
    assert "please fill this in" in twin(scene.press("chair", form, "Close"))
    closed = scene.press("chair", form, "Close", reason="Seen by the board")
    assert "■ closed" in twin(closed)
    assert titles(closed) == ["History"]
    assert "was closed" in scene.card_for("nnuh-lead").twin


def test_it_is_corrected_before_an_outcome_and_the_day_moves(scene: Scene) -> None:
    card = log(scene)
    form = scene.press("nnuh-lead", card, "Correct it")
    assert inputs(scene.content(form))["site"] == "Norwich"
    late = scene.press("nnuh-lead", form, "Read it back", received="2026-11-24")
    assert "24 November 2026 is still to come" in twin(late)
    back = scene.press("nnuh-lead", late, "Read it back", received="2026-11-20", level="red")
    again = scene.press("nnuh-lead", scene.press("nnuh-lead", back, "Change"), "Read it back", site="Cromer Road")
    saved = scene.press("nnuh-lead", again, "Save")
    assert "Corrected." in twin(saved)
    found = the_signal(scene)
    assert (found.due, found.level, found.site, found.version) == (date(2026, 12, 2), "red", "Cromer Road", 2)
    assert scene.outbox("chair")[-1].kind == "notice"
    stale = scene.press("nnuh-lead", back, "Save")
    assert "SIG-26-001. This changed while you were editing" in twin(stale)
    assert inputs(scene.content(stale))["site__r1"] == "Norwich", "what was typed is still there"
    assert "SIG-26-001. This changed while you were editing" in twin(
        scene.press("nnuh-lead", card, "Record the outcome")
    )


def test_one_logged_by_mistake_stays_on_record_as_such(scene: Scene) -> None:
    card = log(scene)
    form = scene.press("nnuh-lead", card, "Logged by mistake")
    back = scene.press("nnuh-lead", form, "Take it back", reason="The same as last week's")
    assert "SIG-26-001 was logged by mistake." in twin(back)
    assert the_signal(scene).status == Status.WITHDRAWN
    assert scene.run(kept.count) == 0


def test_the_list_pages_and_shows_a_lead_their_own_trusts_only(scene: Scene) -> None:
    for n in range(6):
        record, trust = f"SIG-26-00{n + 1}", "JPUH" if n else "NNUH"
        scene.run(lambda s, r=record, t=trust: kept.add(s, a_signal(r, trust=t)))
    kinds = scene.ask("chair", "signal", text="a letter")
    page = scene.press("chair", kinds, "Signals under way (6)")
    assert "Shown: 1 to 5 of 6" in twin(page)
    assert "Shown: 6 to 6 of 6" in twin(scene.press("chair", page, "More"))
    own = scene.press("nnuh-lead", scene.ask("nnuh-lead", "signal", text="a letter"), "Signals under way (1)")
    assert "JPUH" not in twin(own)


# ---------------------------------------------------------------- who may: a hand-written table

ALL = ("chair", "deputy", "coordinator", "jpuh-lead", "nnuh-lead", "member", "observer")
SEES = {"chair", "deputy", "coordinator", "jpuh-lead"}
MOVES = {"chair", "deputy", "jpuh-lead"}
MAY = {
    "open": SEES,
    "outcome": MOVES,
    "close": {"chair", "deputy"},
    "withdraw": MOVES,
    "save_outcome": MOVES,
    "save_close": {"chair", "deputy"},
    "save_withdraw": MOVES,
}
TYPED = {
    "save_outcome": {"on": "2026-11-23", "outcome": "o"},
    "save_close": {"reason": "r"},
    "save_withdraw": {"reason": "r"},
}
REFUSED_IN = {
    "save_outcome": {"closed", "withdrawn"},
    "save_close": {"logged", "closed", "withdrawn"},
    "save_withdraw": {"checked", "closed", "withdrawn"},
}
UNFINDABLE = "I cannot find SIG-26-001. Check the id, or ask for the list."


def forged(scene: Scene, who: str, verb: str, record: str = "SIG-26-001") -> Reply:
    """A card of ours with this button, sealed for this person, whatever they may do."""
    made = kit.card("x", actions=[kit.button("Press", f"signal.{verb}", record=record, version=1)])
    member = scene.member(who)
    made = scene.sealer.seal(made, scope=member.object_id, group=scene.group.id, now=scene.now)
    content = scene.content(made)
    content["body"] += [{"type": "Input.Text", "id": key, "value": v} for key, v in TYPED.get(verb, {}).items()]
    return scene.press(who, made, "Press")


@pytest.mark.parametrize("state", [s.value for s in Status])
@pytest.mark.parametrize("verb", list(MAY))
def test_role_by_state_by_verb(tmp_path: Path, verb: str, state: str) -> None:
    for who in ALL:
        folder = tmp_path / who
        folder.mkdir()
        scene = Scene(folder)
        scene.run(lambda s: kept.add(s, replace(a_signal(), status=Status(state))))
        reply = twin(forged(scene, who, verb))
        allowed = who in MAY[verb] and state not in REFUSED_IN.get(verb, set())
        if who not in SEES:
            assert UNFINDABLE in reply, (who, verb, state)
        else:
            assert ("did not go through" in reply) != allowed, (who, verb, state)
        assert (the_signal(scene).version > 1) == (allowed and verb in TYPED), (who, verb, state)
        scene.close()


@pytest.mark.parametrize("who", ALL)
def test_absent_and_forbidden_look_the_same(scene: Scene, who: str) -> None:
    scene.run(lambda s: kept.add(s, a_signal()))
    absent = twin(forged(scene, who, "open", "SIG-26-009")).replace("SIG-26-009", "X")
    page = twin(forged(scene, who, "list"))
    if who not in SEES:
        assert twin(forged(scene, who, "open")).replace("SIG-26-001", "X") == absent
        assert "Gorleston" not in page
    else:
        assert "Gorleston" in page


@pytest.mark.parametrize(
    ("who", "logs"),
    [
        ("chair", True),
        ("deputy", True),
        ("jpuh-lead", True),
        ("coordinator", False),
        ("member", False),
        ("observer", False),
    ],
)
def test_who_logs_one(scene: Scene, who: str, logs: bool) -> None:
    answer = twin(scene.ask(who, "signal", text="CQC letter"))
    assert ("Log: CQC letter" in answer) == logs
    assert ("not open to your role" in answer) != logs


def test_a_lead_cannot_log_for_another_trust(scene: Scene) -> None:
    form = scene.ask("nnuh-lead", "signal", trusts=("JPUH",), text="CQC letter")
    refused = scene.press("nnuh-lead", form, "Read it back", trust="JPUH", level="concern", what="A letter")
    assert "Trust: please choose one of the list." in twin(refused)


# ---------------------------------------------------------------- the clock


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    found = Days(tmp_path, MONDAY, by_calendar=False)
    yield found
    found.scene.close()


def reminded(days: Days, who: str) -> list[str]:
    return [
        at for at, title in days.titles(who) if title.startswith("SIG-26-001: MOSS signal") or "Regulation" in title
    ]


def test_a_moss_signal_is_said_on_working_days_1_4_6_7_and_8_to_lead_and_office_only(days: Days) -> None:
    days.at(MONDAY, 10)
    log(days.scene)
    days.until(date(2026, 12, 8))
    rungs = ["24 Nov 09:30", "27 Nov 09:30", "01 Dec 09:30", "02 Dec 09:30", "03 Dec 09:30"]
    assert reminded(days, "nnuh-lead") == rungs
    assert reminded(days, "coordinator") == rungs
    for other in ("jpuh-lead", "member", "channel", "chair"):
        assert reminded(days, other) == []
    first, last = (days.to("nnuh-lead")[n].card.twin for n in (0, -1))
    assert "Working day 1 of 8: the critical safety check is due 3 December 2026, in 7 working days." in first
    assert "Working day 8 of 8: the critical safety check is due 3 December 2026, today." in last
    assert "A signal is not proof of unsafe care." in first
    assert "SIG-26-001: MOSS signal" in twin(days.scene.press("nnuh-lead", days.to("nnuh-lead")[0].card, "Open"))


def test_over_christmas_the_clock_stands_still_on_holidays(days: Days) -> None:
    days.at(date(2026, 12, 22), 10)
    log(days.scene)
    days.until(date(2027, 1, 8))
    assert reminded(days, "nnuh-lead") == [
        "23 Dec 09:30",
        "30 Dec 09:30",
        "04 Jan 09:30",
        "05 Jan 09:30",
        "06 Jan 09:30",
    ]


def test_an_outcome_ends_the_reminders(days: Days) -> None:
    days.at(MONDAY, 10)
    card = log(days.scene)
    days.until(date(2026, 11, 25))
    days.at(date(2026, 11, 26), 10)
    form = days.scene.press("nnuh-lead", card, "Record the outcome")
    days.scene.press("nnuh-lead", form, "Save", outcome="Two cases looked at")
    days.until(date(2026, 12, 8))
    assert reminded(days, "nnuh-lead") == ["24 Nov 09:30"]


def test_a_coroners_report_is_said_before_its_day_on_it_and_after(days: Days) -> None:
    days.at(MONDAY, 10)
    form = days.scene.say("jpuh-lead", "log a regulation 28 received yesterday")
    back = days.scene.press("jpuh-lead", form, "Read it back", received="2026-11-23")
    days.scene.press("jpuh-lead", back, "Save")
    days.until(date(2027, 1, 22))
    assert the_signal(days.scene).due == date(2027, 1, 18)
    assert reminded(days, "jpuh-lead") == ["16 Dec 09:30", "04 Jan 09:30", "11 Jan 09:30", "18 Jan 09:30"]
    assert [at for at, title in days.titles("chair") if at == "19 Jan 09:30"] == ["19 Jan 09:30"]
    told = days.to("jpuh-lead")[-1].card.twin
    assert "The answer to the coroner is due 18 January 2027, today." in told
    assert "which has passed" in days.to("chair")[-1].card.twin


def test_a_letter_without_a_date_is_listed_and_reminds_nobody(days: Days) -> None:
    days.at(MONDAY, 10)
    form = days.scene.ask("jpuh-lead", "signal", text="CQC letter")
    back = days.scene.press("jpuh-lead", form, "Read it back", level="concern")
    days.scene.press("jpuh-lead", back, "Save")
    days.until(date(2026, 12, 11))
    assert [title for _, title in days.titles("jpuh-lead") if "SIG" in title] == []
    assert left(the_signal(days.scene), MONDAY, calendar_of(days.group)) is None
    assert fired([the_signal(days.scene)], date(2027, 6, 1)) == ()
