"""Learning in conversation: from a sentence to the channel, answers, the list, and who may what."""

from __future__ import annotations

from typing import Any

from bot.contracts import Reply
from bot.flows import learning as flow
from domain.learning import Kind, Learning, Stage
from domain.returns import Entry
from storage import learning as kept
from storage.session import Session
from tests import returns_steps
from tests.learning_made import a_return, an_entry
from tests.scene import Scene, inputs, titles, twin

TYPED: dict[str, Any] = {
    "kind": "good_practice",
    "title": "Trolley check",
    "text": "Each morning, two people, by name.",
}


def write(scene: Scene, who: str = "jpuh-lead", **typed: Any) -> Reply:
    """Somebody writes an entry and sends it; gives the last card."""
    form = scene.say(who, "share learning")
    back = scene.press(who, form, "Read it back", **{**TYPED, **typed})
    return scene.press(who, back, "Send to the chair")


def entry(scene: Scene, record: str = "LRN-26-001") -> Learning:
    return scene.run(lambda s: kept.get(s, record))


def test_a_good_catch_goes_from_a_sentence_to_the_channel_with_thanks(scene: Scene) -> None:
    form = scene.say("jpuh-lead", "share learning: measured blood loss on every trolley helped us at handover")
    shown = inputs(scene.content(form))
    assert (shown["trust"], shown["themes"]) == ("JPUH", "pph,equipment,communication")
    assert shown["title"] == "Measured blood loss on every trolley helped us at handover"
    assert "From your words I would file it under: Postpartum haemorrhage" in twin(form)
    back = scene.press("jpuh-lead", form, "Read it back", kind="good_practice")
    assert "The channel would see" in twin(back)
    assert scene.run(kept.waiting) == (), "nothing is kept before it was read back"
    thanks = scene.press("jpuh-lead", back, "Send to the chair")
    assert "LRN-26-001: thank you" in twin(thanks)
    assert sorted(s.to for s in scene.outbox()) == ["chair", "deputy"]
    shared = scene.press("chair", scene.card_for("chair"), "Post to channel")
    assert "On its way to the channel." in twin(shared)
    post = scene.card_for("channel").twin
    assert "Good practice: Measured blood loss on every trolley" in post
    assert "Thank you, JPUH." in post
    assert "Tom" not in post, "he did not agree to be named"
    assert "It is in the channel now." in scene.card_for("jpuh-lead").twin
    late = scene.press("deputy", scene.card_for("deputy"), "Post to channel")
    assert "changed while you were editing: Helen Marsh updated it" in twin(late)


def test_a_name_stands_with_it_only_when_agreed(scene: Scene) -> None:
    write(scene, named="true")
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    assert "Thank you, Tom Bailey, JPUH." in scene.card_for("channel").twin


def test_the_read_back_may_be_changed_and_faults_come_back_with_what_was_typed(scene: Scene) -> None:
    form = scene.say("jpuh-lead", "share learning")
    wrong = scene.press("jpuh-lead", form, "Read it back", title="Trolley")
    assert "What it is: please fill this in." in twin(wrong)
    assert inputs(scene.content(wrong))["title__r1"] == "Trolley"
    back = scene.press("jpuh-lead", wrong, "Read it back", **{**TYPED, "text": "Scales for sepsis and triage"})
    assert "Your words also speak of: Equipment, Maternal or neonatal sepsis, Triage" in twin(back)
    changed = scene.press("jpuh-lead", back, "Change")
    assert inputs(scene.content(changed))["title"] == "Trolley check"
    assert "NHS number" in twin(scene.press("jpuh-lead", changed, "Read it back", text="NHS number 999 123 4560"))


def test_the_chair_asks_and_the_author_mends(scene: Scene) -> None:
    write(scene)
    form = scene.press("chair", scene.card_for("chair"), "Ask its author")
    assert "please fill this in" in twin(scene.press("chair", form, "Send", why=" "))
    scene.press("chair", form, "Send", why="Which trolley?")
    assert "The chair asks: Which trolley?" in scene.card_for("jpuh-lead").twin
    card = scene.press("jpuh-lead", scene.card_for("jpuh-lead"), "Open")
    assert "The chair asks: Which trolley?" in twin(card)
    again = scene.press("jpuh-lead", card, "Change")
    back = scene.press("jpuh-lead", again, "Read it back", title="Resuscitation trolley check")
    edited = scene.press("jpuh-lead", back, "Change")
    back = scene.press("jpuh-lead", edited, "Read it back")
    scene.press("jpuh-lead", back, "Send to the chair")
    assert entry(scene).title == "Resuscitation trolley check"
    stale = scene.press("jpuh-lead", back, "Send to the chair", turn_id="again")
    assert "LRN-26-001" in twin(stale)
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    late = scene.press("jpuh-lead", card, "Change")
    assert "is changed by who wrote it, until it is shared" in twin(late)
    late = scene.press("jpuh-lead", again, "Read it back")
    assert "changed while you were editing" in twin(scene.press("jpuh-lead", late, "Send to the chair"))


def test_a_request_reaches_the_other_leads_and_their_answers_stay_with_it(scene: Scene) -> None:
    write(scene, kind="ask", title="A template for a trolley check", text="Does anybody have one?")
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    assert "JPUH asks the others. An answer within 5 working days would help." in scene.card_for("channel").twin
    assert "JPUH asks the other trusts" in scene.card_for("nnuh-lead").twin
    assert "JPUH asks the other trusts" in scene.card_for("qehkl-lead").twin
    card = scene.press("nnuh-lead", scene.card_for("nnuh-lead"), "Open")
    assert "No answer yet." in twin(card)
    form = scene.press("nnuh-lead", card, "Answer")
    assert "please fill this in" in twin(scene.press("nnuh-lead", form, "Send", answer=" "))
    answered = scene.press("nnuh-lead", form, "Send", answer="We do, in the shared drive.", named="true")
    assert "Priya Nair, NNUH, 23 November 2026:\nWe do, in the shared drive." in twin(answered)
    assert "NNUH has answered." in scene.card_for("jpuh-lead").twin
    form = scene.press("member", scene.ask("member", "share_learning", record="LRN-26-001"), "Answer")
    assert "the LMNS office, 23 November" in twin(scene.press("member", form, "Send", answer="Ask the library."))
    listed = scene.press("member", answered_list(scene), "Search", words="template")
    assert "a request to the other trusts: A template" in twin(listed)
    assert "2 answers" in twin(listed)


def answered_list(scene: Scene) -> Reply:
    return scene.press("member", scene.say("member", "themes"), "Learning")


def test_another_trust_takes_it_up_and_its_author_hears_of_it(scene: Scene) -> None:
    write(scene)
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    card = scene.ask("nnuh-lead", "share_learning", record="LRN-26-001")
    done = scene.press("nnuh-lead", card, "NNUH tries it, too")
    assert "Tried elsewhere, too: NNUH." in twin(done)
    assert "NNUH tries it, too." in scene.card_for("jpuh-lead").twin
    assert "NNUH tries it, too" not in titles(done)
    assert entry(scene).taken_up == ("NNUH",)
    other = scene.ask("nnuh-lead", "share_learning", record="LRN-26-001")
    assert "NNUH tries it, too" not in titles(other)


def test_what_is_not_shared_is_nobodys_but_its_authors_and_the_chairs(scene: Scene) -> None:
    write(scene)
    for other in ("nnuh-lead", "member", "observer", "coordinator"):
        assert "I cannot find LRN-26-001" in twin(scene.ask(other, "share_learning", record="LRN-26-001"))
    assert "I cannot find LRN-26-009" in twin(scene.ask("chair", "share_learning", record="LRN-26-009"))
    assert "Post to channel" in titles(scene.ask("deputy", "share_learning", record="LRN-26-001"))


def test_it_may_be_taken_back_with_a_reason(scene: Scene) -> None:
    write(scene)
    scene.press("chair", scene.card_for("chair"), "Post to channel")
    card = scene.ask("jpuh-lead", "share_learning", record="LRN-26-001")
    form = scene.press("jpuh-lead", card, "Take it back")
    assert "please fill this in" in twin(scene.press("jpuh-lead", form, "Take it back", why=" "))
    gone = scene.press("jpuh-lead", form, "Take it back", why="It was about one case")
    assert "Why it was taken back: It was about one case" in twin(gone)
    assert entry(scene).stage == Stage.WITHDRAWN
    assert "I cannot find" in twin(scene.ask("member", "share_learning", record="LRN-26-001"))


def test_anyone_may_share_an_observer_too_but_the_list_is_the_groups(scene: Scene) -> None:
    form = scene.say("observer", "share learning")
    back = scene.press("observer", form, "Read it back", **TYPED, trust="NNUH")
    sent = scene.press("observer", back, "Send to the chair")
    assert titles(sent) == ["Open"]
    mine = scene.press("observer", sent, "Open")
    assert "All learning" not in titles(mine)
    assert entry(scene).trust == "NNUH"
    offered = _choices(scene, scene.say("coordinator", "share learning"), "trust")
    assert [c["title"] for c in offered] == ["the LMNS office", "NNUH", "JPUH", "QEHKL"]


def _choices(scene: Scene, reply: Reply, key: str) -> list[dict[str, str]]:
    return next(x["choices"] for x in scene.content(reply)["body"] if x.get("id") == key)


def test_the_list_is_searched_and_paged(scene: Scene) -> None:
    for n in range(6):
        scene.run(lambda s, n=n: an_entry(s, "pph" if n % 2 else "sepsis", title=f"Idea {n}", kind=Kind.LEARNING))
    card = answered_list(scene)
    assert "LRN-26-006, learning: Idea 5" in twin(card)
    more = scene.press("member", card, "More")
    assert "Idea 1" in twin(more)
    assert "Idea 5" not in twin(more)
    found = scene.press("member", card, "Search", theme="pph")
    assert "Idea 4" not in twin(found)
    assert "Nothing is shared that fits." in twin(scene.press("member", card, "Search", words="unheard"))
    opened = scene.press("member", found, "Open LRN-26-006")
    assert "LRN-26-006: Idea 5" in twin(opened)


def test_a_chair_who_shares_has_the_deputy_look_at_it(scene: Scene) -> None:
    write(scene, "chair", trust="ALL")
    assert [s.to for s in scene.outbox()] == ["deputy"]
    scene.press("deputy", scene.card_for("deputy"), "Post to channel")
    assert "Thank you, the LMNS office." in scene.card_for("channel").twin


def test_what_others_shared_on_the_same_theme_is_offered_after_a_return(scene: Scene) -> None:
    scene.run(lambda s: an_entry(s, "pph", trust="NNUH", title="Scales in each room"))
    scene.run(lambda s: an_entry(s, "pph", trust="JPUH", title="Our own"))
    scene.run(lambda s: an_entry(s, "culture", trust="QEHKL", title="Another theme"))
    returns_steps.open_round(scene)
    thanks = returns_steps.submit(scene, "jpuh-lead")
    said = twin(thanks)
    assert "Others have shared on the themes you ticked\n- Scales in each room (NNUH)" in said
    assert "Our own" not in said
    assert "Another theme" not in said
    assert "LRN-26-001: Scales in each room" in twin(scene.press("jpuh-lead", thanks, "Open LRN-26-001"))


def test_a_return_without_themes_is_offered_nothing(scene: Scene) -> None:
    def offers(session: Session) -> tuple[Learning, ...]:
        an_entry(session, "pph", trust="NNUH")
        return (
            *flow.offered(session, a_return(session, "2026-09", "JPUH", "pph", incidents=Entry.NIL)),
            *flow.offered(session, a_return(session, "2026-09", "QEHKL")),
        )

    assert scene.run(offers) == ()
