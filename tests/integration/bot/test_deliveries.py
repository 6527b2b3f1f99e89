"""Whether messages arrive: the office looks, others may not, and nothing private is shown."""

from __future__ import annotations

from datetime import timedelta

from cards.kit import card, words
from storage import healths, outbox
from storage.session import Session
from tests.scene import Scene, twin

SECRET = "Something private"


def put(scene: Scene, key: str, person: str, end: str = "") -> None:
    """A notice in the outbox, and what became of it: dead, in doubt, sent, or still waiting."""

    def work(session: Session) -> None:
        session.as_system("test")
        to = scene.cast[person].object_id
        outbox.enqueue(session, kind="notice", key=key, card=card(SECRET, words(SECRET)), to_person=to)
        if not end:
            return
        entry = next(e for e in outbox.claim(session) if e.key == key)
        outbox.mark_sending(session, entry)
        if end == "sent":
            outbox.mark_sent(session, entry, "1")
        elif end == "doubt":
            outbox.mark_uncertain(session, entry, "no answer came")
        else:
            outbox.mark_dead(session, entry, "the app was taken away")

    scene.store.run_sync(work, group=scene.group.id)


def look(scene: Scene) -> str:
    return twin(scene.press("coordinator", scene.say("coordinator", "members"), "Deliveries"))


def test_all_is_well(scene: Scene) -> None:
    put(scene, "a", "chair", "sent")
    assert "✓ Messages arrive.\nSent in the last seven days: 1" in look(scene)


def test_what_did_not_arrive_is_said_without_its_words(scene: Scene) -> None:
    put(scene, "a", "jpuh-lead", "dead")
    put(scene, "b", "nnuh-lead", "doubt")
    put(scene, outbox.NAMELESS + "c", "chair", "dead")
    put(scene, "d", "chair")
    scene.later(minutes=1)
    said = look(scene)
    assert "A notice for Tom Bailey, 23 November 2026: the app was taken away" in said
    assert "A notice for Priya Nair, 23 November 2026: no answer came" in said
    assert "Not listed, since they are private: 1." in said
    assert "Helen Marsh" not in said
    assert "Should have gone by now: 1" in said
    assert SECRET not in said


def test_after_a_week_only_what_is_still_in_doubt_is_there(scene: Scene) -> None:
    put(scene, "a", "jpuh-lead", "dead")
    put(scene, "b", "nnuh-lead", "doubt")
    found = scene.store.run_sync(lambda s: healths.health(s, s.now + timedelta(minutes=1)), group=scene.group.id)
    assert (found.sent, [e.key for e in found.uncertain], found.dead) == (0, ["b"], ())


def test_only_the_office_may_look(scene: Scene) -> None:
    button = scene.say("coordinator", "members")
    assert "not open to your role" in twin(scene.say("jpuh-lead", "members"))
    assert "I cannot act on this button here." in twin(scene.press("jpuh-lead", button, "Deliveries"))
