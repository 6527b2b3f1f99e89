"""Explaining a term, and answering a greeting. Owns: nothing that is stored."""

from __future__ import annotations

from difflib import get_close_matches

from bot.contracts import Channel, Command, Context, Reply, Slots
from cards import glossary as cards
from domain import glossary
from domain.catalogue import FRAMEWORKS, MEASURES
from domain.definitions import Framework, Measure
from domain.people import ANYONE, GROUP, OFFICE, Role
from domain.refusals import Invalid


def explain(ctx: Context, slots: Slots) -> Reply:
    """A term of the glossary, a measure or a framework, each with its source."""
    said = slots.text.strip()
    if not said and not slots.measure and not slots.framework:
        raise Invalid("", "Which word shall I explain? For example: what is PMRT?")
    term = glossary.look_up(said)
    if term is not None:
        return Reply(cards.explained(term.name, term.means, term.source))
    measure = MEASURES.get(slots.measure)
    if measure is not None:
        also = [("Show it", f"measure {measure.key}")] if ctx.member.is_any(GROUP) else []
        return Reply(cards.explained(measure.name, _measure(measure), measure.source, also))
    framework = FRAMEWORKS.get(slots.framework.partition(":")[0])
    if framework is not None:
        return Reply(cards.explained(framework.name, _framework(framework, slots.framework), framework.source))
    near = get_close_matches(glossary.plain(said), [t.name.lower() for t in glossary.TERMS], n=3, cutoff=0.6)
    return Reply(cards.not_explained(said, [t.name for t in glossary.TERMS if t.name.lower() in near]))


def greeting(ctx: Context, _slots: Slots) -> Reply:
    """Hello, with the likely next steps of this person."""
    return Reply(cards.hello(ctx.member.name.split(" ")[0], _common(ctx)))


def _common(ctx: Context) -> list[str]:
    found = ["my actions", "help"]
    if ctx.member.is_any(frozenset({Role.TRUST_LEAD})):
        found.insert(0, "submit")
    if ctx.member.is_any(OFFICE):
        found.insert(0, "returns")
    if ctx.member.is_any(GROUP):
        found.insert(1, "summary")
    return found[:4]


def _measure(measure: Measure) -> str:
    good = {
        "increase": "More is better.",
        "decrease": "Less is better.",
        "neutral": "Neither is good by itself.",
    }
    target = f" Target {measure.target:g} ({measure.target_source})." if measure.target is not None else ""
    note = f" {measure.note}" if measure.note else ""
    return f"A measure, in {measure.unit}. {good[measure.direction.value]}{target}{note}"


def _framework(framework: Framework, key: str) -> str:
    asked = framework.requirement(key)
    if asked is not None:
        return f"{asked.key}: {asked.title} {asked.expected}".strip()
    gap = f" {framework.gap}" if framework.gap else ""
    return f"{framework.version}, {framework.status}; {len(framework.requirements)} requirements.{gap}"


COMMANDS = (
    Command("explain", "what is PMRT?", "a term in plain words, with its source", explain, ANYONE, Channel.PUBLIC),
    Command("greeting", "hello", "a friendly word and the likely next steps", greeting, ANYONE),
)
