"""The report to the board as cards: the whole, its lines one by one, a line's form, the versions to take away.

Owns: how they look. Must not: add to, leave out or reword what the report says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cards import forms
from cards.acknowledgements import acknowledge, who
from cards.forms import Choice, Field, Text, YesNo
from cards.kit import JSON, Card, button, buttons, card, errors, group, heading, notice, status, subtle, words
from cards.talk import REACH
from domain.reports import EMPTY, Part, Report, ReportLine, Stage
from domain.suppression import Audience

PAGE = 5
"""Lines on one card. Source: product.md "Short: 5 rows, 1 screen"."""
READERS: Mapping[Audience, str] = {
    Audience.BOARD: "Board",
    Audience.GROUP: "Group",
    Audience.RESTRICTED: "Restricted",
    Audience.PUBLIC: "Public",
}
READERS_TOLD: Mapping[Audience, str] = {
    Audience.BOARD: "for the Programme Board: counts under 5 are not shown",
    Audience.GROUP: "for the group: exact counts",
    Audience.RESTRICTED: "for the chair and the office: everything",
    Audience.PUBLIC: "for everybody: counts under 5 and people's own words are not shown, nor lines you keep back",
}
FIELDS: tuple[Field, ...] = (
    Text("text", "Line", required=True, longest=600, lines=True),
    Choice("part", "Stands under", required=True, choices=tuple((p.value, p.words) for p in Part)),
    Text("ids", "Records it rests on", longest=200, hint="Ids with commas, such as ACT-26-001"),
    YesNo("open", "Also in the public version"),
)


def show(report: Report, *, editing: bool = True) -> Card:
    """The whole, for the chair and the deputy."""
    body: list[JSON | None] = [words(line) for line in report.header]
    if report.stage == Stage.APPROVED:
        body.append(status(f"Approved and frozen, hash {report.digest[:12]}", "done"))
    for part in Part:
        found = report.of(part, Audience.RESTRICTED)
        body.append(heading(part.words))
        body += [words(f"- {line.words(Audience.RESTRICTED)}") for line in found] or [words(EMPTY[part])]
    return card(report.title, *body, actions=_actions(report) if editing else [])


def _actions(report: Report) -> list[JSON]:
    data: dict[str, Any] = {"report": report.id, "version": report.version}
    if report.stage == Stage.DRAFT:
        return [
            button("Edit lines", "report.lines", report=report.id, offset=0),
            button("Add a line", "report.new_line", report=report.id),
            button("Approve", "report.approve", style="positive", **data),
            button("Word file", "report.files", report=report.id),
            button("Draft anew", "report.anew"),
        ]
    return [
        button("Word file", "report.files", report=report.id),
        button("Post to channel", "report.ask_post", report=report.id),
        button("New version", "report.next", report=report.id),
        button("Draft anew", "report.anew"),
    ]


def lines(report: Report, offset: int, rules: Mapping[str, str]) -> Card:
    """A page of lines, each with its rule and its button."""
    shown = report.lines[offset : offset + PAGE]
    body: list[JSON | None] = []
    for line in shown:
        why = f"Drafted because: {rules[line.rule]}." if rules.get(line.rule) else "Your own line."
        more = " Edited." if line.edited else ""
        more += "" if line.open else " Not in the public version."
        change = button("Change", "report.line", report=report.id, line=line.key)
        body.append(
            group(
                words(f"{line.part.words}: {line.words(Audience.RESTRICTED)}"),
                subtle(why + more),
                buttons(change),
                separator=True,
            )
        )
    onward = offset + PAGE
    actions = [button("Back to the report", "report.show", report=report.id)]
    if onward < len(report.lines):
        actions.insert(0, button("Next lines", "report.lines", report=report.id, offset=onward))
    if not report.lines:
        body.append(words("There is no line yet."))
    first, last = offset + 1, offset + len(shown)
    title = f"Lines {first} to {last} of {len(report.lines)}" if shown else "Lines"
    return card(title, *body, actions=actions)


def typed(line: ReportLine) -> dict[str, Any]:
    """A line as its form shows it."""
    return {"text": line.text, "part": line.part.value, "ids": ", ".join(line.ids), "open": line.open}


def line_form(report: Report, key: str, values: Mapping[str, Any], refill: forms.Refill = forms.EMPTY) -> Card:
    """The form of a line; an empty `key` for one of the chair's own."""
    data: dict[str, Any] = {"report": report.id, "line": key, "version": report.version}
    actions = [button("Save line", "report.save_line", style="positive", **data)]
    if key:
        actions.append(button("Drop this line", "report.drop", inputs=False, **data))
    actions.append(button("Back to the report", "report.show", inputs=False, report=report.id))
    return card(
        "Change a line" if key else "Add a line",
        errors(refill.fault_words),
        words("Under Assure a line names its evidence: an assured action, or a return that was assured."),
        *forms.inputs(FIELDS, refill.values or values, refill.revision),
        actions=actions,
    )


def readers(report: Report) -> Card:
    """For whom a Word file is wanted."""
    return card(
        "Word file of the report",
        words("For whom? Each version is made from the same lines and hides what its readers may not see."),
        *(words(f"- {READERS[a]}: {told}") for a, told in READERS_TOLD.items()),
        actions=[button(READERS[a], "report.word", report=report.id, audience=a.value) for a in READERS],
    )


def public(report: Report) -> Card:
    """The report in the channel: the public version, exactly as frozen."""
    body: list[JSON | None] = [words(line) for line in report.header]
    for part in Part:
        found = report.of(part, Audience.PUBLIC)
        body.append(heading(part.words))
        body += [words(f"- {line.words(Audience.PUBLIC)}") for line in found] or [words(EMPTY[part])]
    return card(report.title, *body, subtle(REACH), actions=[acknowledge(report.id)])


def before_posting(report: Report) -> Card:
    """The public version for the chair to look at, with the button that posts it."""
    seen = public(report)
    content = [*seen.content["body"][1:-1]]
    note = subtle("Only you see this. Post to channel shows the group exactly this text.")
    post = button("Post to channel", "report.post", style="positive", report=report.id)
    back = button("Back to the report", "report.show", report=report.id)
    return card(report.title, *content, note, actions=[post, back])


def posted(report: Report) -> Card:
    """After posting."""
    back = [button("Back to the report", "report.show", report=report.id)]
    return card(
        report.title, notice("On its way to the channel, exactly as you saw it.", "good"), actions=[*back, who()]
    )
