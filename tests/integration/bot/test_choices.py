"""More settings: what else a group may choose, changed by chat, right together or not at all."""

from __future__ import annotations

import pytest

from bot.contracts import Reply
from cards import choices
from domain import ladders
from domain.quorum import Quorum
from domain.reminders import Priority
from storage import groups, history
from tests.cards_check import check
from tests.goldens import golden
from tests.scene import Scene, titles, twin


def after(scene: Scene):
    """The group as it is read for the next turn."""
    scene.groups.refresh_now()
    (group,) = scene.groups.all()
    return group


def opened(scene: Scene, title: str, person: str = "coordinator") -> Reply:
    menu = scene.press(person, scene.say(person, "settings"), "More settings")
    return scene.press(person, menu, title)


def test_each_matter_has_a_form_with_what_stands(scene: Scene):
    menu = scene.press("coordinator", scene.say("coordinator", "settings"), "More settings")
    golden("choices_menu", choices.menu(scene.group))
    assert sorted((*(p.title for p in choices.PAGES.values()), "Retention and legal hold")) == sorted(titles(menu)[:-1])
    for key, page in choices.PAGES.items():
        form = scene.press("coordinator", menu, page.title)
        golden(f"choices_{key}", choices.form(scene.group, key, 1, {}))
        assert "Nothing was different" in twin(scene.press("coordinator", form, "Save"))
    assert scene.run(groups.kept).version == 1


def test_the_window_moves_as_a_whole(scene: Scene):
    """One after the other the two times would be refused: from 17:00 until 16:30."""
    done = scene.press(
        "coordinator", opened(scene, "Reminders"), "Save", window_from="17:00", window_to="18:00", digest_at="17:30",
        channel_at="17:15", per_week="2",
    )  # fmt: skip
    assert "Messages leave from; Messages leave until; Most messages to one person in seven days" in twin(done)
    found = ladders.read(after(scene).reminders)
    assert (f"{found.window_from:%H:%M}", f"{found.window_to:%H:%M}", found.per_week) == ("17:00", "18:00", 2)
    assert scene.run(groups.kept).by_chat == tuple(
        f"reminders.{key}" for key in ("channel_at", "digest_at", "per_week", "window_from", "window_to")
    )
    assert scene.run(journal_of)[-1].verb == "change settings"


def journal_of(session):
    return sorted(history.entries(session, "group/sqog"), key=lambda entry: entry.seq)


def test_a_window_that_ends_before_it_begins_comes_back_and_nothing_is_kept(scene: Scene):
    again = scene.press("chair", opened(scene, "Reminders", "chair"), "Save", window_from="16:45", per_week="2")
    assert "window_from must be before window_to" in twin(again)
    assert "16:45" in str(scene.content(again))
    assert after(scene).reminders == {}
    scene.press("chair", again, "Save", window_from="08:30")
    assert ladders.read(after(scene).reminders).per_week == 2


def test_a_rung_is_moved_and_another_taken_away(scene: Scene):
    form = opened(scene, "Rungs of reminders")
    lines = "open, -10, 09:30, owner\nnudge, -4, 10:00, owner\ntoday, 0, 09:30, owner"
    assert "Changed: Returns." in twin(scene.press("coordinator", form, "Save", returns=lines))
    found = ladders.read(after(scene).reminders)
    assert [(r.key, r.days, f"{r.at:%H:%M}") for r in found.returns] == [
        ("open", -10, "09:30"), ("nudge", -4, "10:00"), ("today", 0, "09:30"),
    ]  # fmt: skip
    assert found.actions == ladders.ACTIONS
    again = scene.press("coordinator", opened(scene, "Rungs of reminders"), "Save", returns="nudge, -4, owner")
    assert "Returns: line 1 needs 4 parts" in twin(again)
    assert "nudge, -4, owner" in str(scene.content(again))
    again = scene.press(
        "coordinator", opened(scene, "Rungs of reminders"), "Save", returns="nudge, -4, 09:30, everyone"
    )
    assert "to must be one of owner, lead, office, chair" in twin(again)


def test_bands_and_tolerance(scene: Scene):
    bands = "low, 1, 6, green, 6\nhigh, 8, 25, red, 1"
    done = scene.press("chair", opened(scene, "Bands and tolerance", "chair"), "Save", bands=bands, cautious="8")
    assert "Bands of risk scores; Highest score tolerated where the appetite is cautious" in twin(done)
    group = after(scene)
    assert [b.name for b in group.bands] == ["low", "high"]
    assert (group.tolerance["cautious"], group.tolerance["open"]) == (8, 12)
    scene.press("chair", opened(scene, "Bands and tolerance", "chair"), "Save", seek="20")
    assert (after(scene).tolerance["cautious"], after(scene).tolerance["seek"]) == (8, 20)
    again = scene.press("chair", opened(scene, "Bands and tolerance", "chair"), "Save", bands="low, 2, 25, green, 6")
    assert "the bands must run from 1 to 25" in twin(again)


def test_the_rungs_of_signals_concerns_and_policy_changes(scene: Scene):
    form = opened(scene, "Rungs of other clocks")
    shown = scene.content(form)["body"]
    assert "day_4, 4, 09:30, lead\nday_4, 4, 09:30, office" in str([e.get("value") for e in shown]).replace("\\n", "\n")
    done = scene.press(
        "coordinator", form, "Save", policies="soon, -5, 09:45, owner\ntoday, 0, 09:30, owner",
        signals="day_4, 4, 10:00, lead\nday_4, 4, 10:00, office\nday_8, 8, 10:00, chair",
    )  # fmt: skip
    assert "Changed: Signals that count working days; Policy changes." in twin(done)
    found = ladders.read(after(scene).reminders)
    assert [(r.key, r.days, r.to) for r in found.policies] == [("soon", -5, "owner"), ("today", 0, "owner")]
    assert [(r.key, r.to, r.priority) for r in found.signals] == [
        ("day_4", "lead", Priority.URGENT), ("day_4", "office", Priority.URGENT), ("day_8", "chair", Priority.URGENT),
    ]  # fmt: skip
    assert (found.concerns, found.signals_by_date) == (ladders.CONCERNS, ladders.SIGNALS_BY_DATE)


def test_when_something_is_proposed_to_the_board(scene: Scene):
    form = opened(scene, "Rules for escalation", "chair")
    done = scene.press("chair", form, "Save", score_from="16", theme_trusts="3", signals="moss_red,maternal_death")
    told = "A risk that scores so much or more; The same theme in so many trusts; Signals that are proposed"
    assert told in twin(done)
    rules = after(scene).escalation
    assert (rules.score, rules.theme_trusts, rules.rising) == (16, 3, 3)
    assert set(rules.signals) == {"moss_red", "maternal_death"}
    again = scene.press("chair", opened(scene, "Rules for escalation", "chair"), "Save", score_from="26")
    assert "A risk that scores so much or more" in twin(again)
    assert after(scene).escalation.score == 16
    none = scene.press("chair", opened(scene, "Rules for escalation", "chair"), "Save", signals="")
    assert "Changed: Signals that are proposed." in twin(none)
    assert after(scene).escalation.signals == ()


def test_how_long_records_are_kept(scene: Scene):
    scene.press("coordinator", opened(scene, "How long records are kept"), "Save", actions="8")
    years = {r.key: r.years for r in after(scene).retention.rules()}
    assert (years["actions"], years["papers"]) == (8, 20)
    again = scene.press("coordinator", opened(scene, "How long records are kept"), "Save", actions="0")
    assert "Years: " in twin(again)


def test_quorum_and_dates(scene: Scene):
    form = opened(scene, "Quorum and dates")
    scene.press("coordinator", form, "Save", trusts="2", office="0", chair_or_deputy="false", far_years="3", at="08:15")
    group = after(scene)
    assert group.quorum == Quorum(chair=False, trusts=2, office=0)
    assert (group.far_years, group.summary.at.hour, group.on_time_days) == (3, 8, 30)
    scene.press("coordinator", opened(scene, "Quorum and dates"), "Save", trusts="Each")
    assert after(scene).quorum.trusts is None
    again = scene.press("coordinator", opened(scene, "Quorum and dates"), "Save", trusts="some")
    assert "trusts must be a whole number" in twin(again)


def test_the_name_changes_and_the_short_name_cannot(scene: Scene):
    scene.press("chair", opened(scene, "Names", "chair"), "Save", name="Norfolk Oversight Group")
    assert after(scene).name == "Norfolk Oversight Group"
    again = scene.press("chair", opened(scene, "Names", "chair"), "Save", timezone="Europe/Lundon")
    assert "the timezone 'Europe/Lundon' is not known" in twin(again)
    with pytest.raises(Exception, match="stays as it is"):
        scene.run(lambda s: groups.change_all(s, {("group", "short"): "X"}, "change settings"))


def test_who_was_overtaken_is_told_and_keeps_the_words(scene: Scene):
    one, two = opened(scene, "Names", "chair"), opened(scene, "Names")
    scene.press("chair", one, "Save", lmns="Norfolk LMNS")
    stale = scene.press("coordinator", two, "Save", name="Another Name")
    assert "Helen Marsh updated it" in twin(stale)
    assert "Another Name" in str(scene.content(stale))
    check(stale.card)


@pytest.mark.parametrize("person", ["jpuh-lead", "member", "observer"])
def test_nobody_but_the_office_and_the_chair(scene: Scene, person: str):
    menu = scene.press("chair", scene.say("chair", "settings"), "More settings")
    assert "I cannot act on this button here" in twin(scene.press(person, menu, "Reminders"))
