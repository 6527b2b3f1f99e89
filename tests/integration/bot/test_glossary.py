"""What is that? And hello."""

from __future__ import annotations

from tests.scene import Scene, titles, twin


def test_a_term_is_explained_with_its_source(scene: Scene):
    said = twin(scene.ask("observer", "explain", text="PMRT"))
    assert "Perinatal Mortality Review Tool" in said
    assert "Source: NPEU" in said


def test_a_measure_and_a_framework_are_explained_from_the_catalogue(scene: Scene):
    assert "Less is better" in twin(scene.ask("member", "explain", text="pph rate", measure="pph1500"))
    assert "SA6" in twin(scene.ask("chair", "explain", text="sa 6", framework="CNST:SA6"))
    assert "requirements" in twin(scene.ask("chair", "explain", text="mis", framework="CNST"))


def test_an_unknown_word_is_not_guessed(scene: Scene):
    reply = scene.ask("chair", "explain", text="MNVPP")
    assert "I do not guess" in twin(reply)
    assert titles(reply) == ["MNVP"]
    assert "is not in my glossary" in twin(scene.ask("chair", "explain", text="qwertyuiop"))


def test_nothing_asked_is_asked_back(scene: Scene):
    assert "Which word" in twin(scene.ask("chair", "explain"))


def test_a_greeting_is_answered_with_the_likely_next_steps(scene: Scene):
    reply = scene.ask("jpuh-lead", "greeting")
    assert "Hello Tom" in twin(reply)
    assert titles(reply)[0] == "Submit"
    assert titles(scene.ask("observer", "greeting")) == ["My actions", "Help"]
    assert titles(scene.ask("chair", "greeting"))[0] == "Returns"
