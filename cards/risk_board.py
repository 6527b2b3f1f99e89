"""Cards about a risk for others: the question to the other trusts, and the way to the Programme Board.

Owns: their forms and what is shown of the answers. Must not: change approved text, which is shown as it was frozen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import forms
from cards.forms import Choice, Day, Field, Text
from cards.kit import JSON, Card, button, card, errors, facts, heading, notice, quoted, subtle, words
from cards.talk import REACH
from domain.calendar import as_long
from domain.escalations import Escalation, Stage, board_text
from domain.refusals import Invalid
from domain.risks import Risk, Seen
from domain.scores import CONSEQUENCE, LIKELIHOOD
from domain.small_words import small_in

SEEN: tuple[Field, ...] = (
    Choice("seen", "Do you see this too?", required=True, choices=(("yes", "Yes, here too"), ("no", "No, not here"))),
    Choice(
        "likelihood",
        "Likelihood at your trust",
        choices=tuple((str(n), f"{n} {x.name}") for n, x in LIKELIHOOD.items()),
    ),
    Choice(
        "consequence",
        "Consequence at your trust",
        choices=tuple((str(n), f"{n} {x.name}") for n, x in CONSEQUENCE.items()),
    ),
    Text("note", "Anything the others should know", hint="No details of a person", longest=400, lines=True),
)
DRAFT: tuple[Field, ...] = (
    Text("ask", "What is asked of the board", required=True, longest=800, lines=True),
    Text("options", "Options", longest=800, lines=True),
    Text("done", "What was done so far", longest=800, lines=True),
    Day("needed_by", "Decision needed by", required=True),
)
ANSWER: tuple[Field, ...] = (
    Text("answer", "What the board decided", required=True, longest=800, lines=True),
    Day("on", "On which day", required=True),
)


def question(
    risk: Risk, trust: str, *, faults: Sequence[Invalid] = (), given: Mapping[str, Any] | None = None, revision: int = 0
) -> Card:
    """`Seen elsewhere?` to another trust's lead."""
    return card(
        "Seen elsewhere?",
        errors([f.words for f in faults]),
        words(f"{risk.trust} has raised {risk.id}: {risk.title}. The group asks whether {trust} sees it too."),
        words(risk.sentence),
        subtle(
            f"At {risk.trust} it scores {risk.current.words}. There is no right answer; a no helps as much as a yes."
        ),
        *forms.inputs(SEEN, given or {}, revision),
        actions=[button("Send answer", "risk.answer", style="positive", record=risk.id, trust=trust)],
    )


def asked(risk: Risk, told: Sequence[str]) -> Card:
    """Who was asked."""
    return card(
        f"{risk.id}: the others are asked",
        words(f"The leads of {', '.join(told)} have a short question from me. Their answers will stand on the risk."),
        actions=[button(f"Open {risk.id}", "risk.open", record=risk.id)],
    )


def thanked(risk: Risk, answer: Seen) -> Card:
    """Thanks to who answered."""
    return card(
        "Thank you",
        notice(f"On {risk.id}: {answer.words}.", "good"),
        actions=[button(f"Open {risk.id}", "risk.open", record=risk.id)],
    )


def heard(risk: Risk, answer: Seen) -> Card:
    """What the owner hears of an answer."""
    return card(
        f"An answer on {risk.id}",
        words(f"{risk.title}. {answer.words}."),
        quoted(answer.note) if answer.note else None,
        actions=[button(f"Open {risk.id}", "risk.open", record=risk.id)],
    )


def told(title: str, text: str, record: str) -> Card:
    """One short notice about a risk, with the way to it."""
    return card(title, words(text), actions=[button(f"Open {record}", "risk.open", record=record)])


def draft(
    esc: Escalation,
    given: Mapping[str, Any],
    *,
    may_approve: bool,
    faults: Sequence[Invalid] = (),
    revision: int = 0,
    note: str = "",
) -> Card:
    """The draft for the board, to be edited; the chair may approve it."""
    data: dict[str, Any] = {"record": esc.risk, "escalation": esc.id, "version": esc.version}
    data |= forms.sure(faults, given, "needed_by")
    below = [button("Save draft", "risk.save_escalation", approve=0, **data)]
    if may_approve:
        below.insert(0, button("Approve", "risk.save_escalation", style="positive", approve=1, **data))
    return card(
        f"For the {esc.to}: {esc.risk}",
        errors([f.words for f in faults]),
        notice(note, "good") if note else None,
        words(esc.title),
        quoted(esc.standing),
        words(f"Why now: {'; '.join(esc.rules)}.")
        if esc.rules
        else words("No rule for escalation has fired; somebody asks."),
        *forms.inputs(DRAFT, given, revision),
        few(esc.title, esc.standing, *(str(given.get(k) or "") for k in ("ask", "options", "done"))),
        subtle("The chair or the deputy chair approves it. After that its text does not change."),
        actions=below,
    )


def drafted(esc: Escalation, note: str) -> Card:
    """The draft as it is kept, read back."""
    return card(
        f"{esc.id}: draft for the {esc.to}",
        notice(note, "good"),
        few(board_text(esc)),
        facts(
            [
                ("What is asked", esc.ask),
                ("Options", esc.options),
                ("Done so far", esc.done),
                ("Needed by", as_long(esc.needed_by)),
            ]
        ),
        actions=[button("Open the draft", "risk.escalate", record=esc.risk)],
    )


def few(*texts: str) -> JSON | None:
    """A word before the text is approved, for afterwards it does not change."""
    found = small_in(*texts)
    if not found:
        return None
    told = f"The text names a small number of people or events: '{found}'."
    then = "The board may read it; to be posted to the channel, too, it has to be said without the number."
    return notice(f"{told} {then}", "watch")


def for_chair(esc: Escalation) -> Card:
    """What the chair gets when somebody else drafted."""
    return card(
        f"A draft for the {esc.to} waits for you",
        words(f"{esc.risk}: {esc.title}. Decision needed by {as_long(esc.needed_by)}."),
        words(f"What is asked: {esc.ask}"),
        few(board_text(esc)),
        actions=[button("Open the draft", "risk.escalate", record=esc.risk)],
    )


def frozen(
    esc: Escalation,
    *,
    may_answer: bool,
    may_post: bool = False,
    when: str,
    in_channel: str = "",
    today_late: bool = False,
) -> Card:
    """The approved text exactly as frozen, and what became of it. `in_channel`: when it was posted there."""
    body: list[JSON | None] = approved_text(esc)
    state = f"Approved by {esc.approved_name} on {when}."
    state += f" In the channel since {in_channel}." if in_channel else ""
    if esc.stage == Stage.ANSWERED and esc.answered_on is not None:
        body += [heading(f"The board's answer, {as_long(esc.answered_on)}"), quoted(esc.answer)]
    else:
        body.append(
            notice(
                "The board has not answered, and the day has passed."
                if today_late
                else "The board's answer is awaited.",
                "watch",
            )
        )
    more = (
        [button("Record the board's answer", "risk.board_answer", escalation=esc.id, record=esc.risk)]
        if may_answer
        else []
    )
    if may_post and not in_channel:
        more.append(button("Post to channel", "escalation.ask_post", escalation=esc.id))
    more.append(button("Word file", "escalation.word", escalation=esc.id))
    return card(
        f"{esc.id}: for the {esc.to}",
        *body,
        subtle(f"{state} Fingerprint of the text: {esc.digest[:12]}."),
        actions=[*more, button(f"Open {esc.risk}", "risk.open", record=esc.risk)],
    )


def approved_text(esc: Escalation) -> list[JSON | None]:
    """The approved text, line by line and unchanged."""
    return [quoted(line) for line in esc.text.split("\n")]


def public(esc: Escalation) -> Card:
    """What the channel sees: the approved text and nothing else of the risk."""
    return card(f"For the {esc.to}: {esc.risk}", *approved_text(esc), subtle(REACH))


def before_posting(esc: Escalation) -> Card:
    """The post for the chair to look at, with the button that posts it."""
    return card(
        f"For the {esc.to}: {esc.risk}",
        *approved_text(esc),
        subtle("Only you see this. Post to channel shows the group exactly this text."),
        actions=[
            button("Post to channel", "escalation.post", style="positive", escalation=esc.id, version=esc.version),
            button("Not now", "risk.escalate", record=esc.risk),
        ],
    )


def on_its_way(esc: Escalation) -> Card:
    """After posting."""
    return card(
        f"{esc.id}: for the {esc.to}",
        notice("On its way to the channel, exactly as you saw it.", "good"),
        actions=[button(f"Open {esc.risk}", "risk.open", record=esc.risk)],
    )


def answer_form(
    esc: Escalation, given: Mapping[str, Any], *, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """The board's answer, to be recorded on the risk."""
    data: dict[str, Any] = {"record": esc.risk, "escalation": esc.id, "version": esc.version}
    return card(
        f"{esc.id}: the board's answer",
        errors([f.words for f in faults]),
        words(f"{esc.risk}: {esc.title}. Asked: {esc.ask}"),
        *forms.inputs(ANSWER, given, revision),
        actions=[button("Save", "risk.save_board_answer", style="positive", **data)],
    )
