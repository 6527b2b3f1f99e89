"""What else a group may choose besides calendar, trusts and the usual settings: one short form for each matter.

Owns: the forms and how what stands is shown in them. Must not: know where a choice is kept beyond its table and key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cards import forms
from cards.forms import Choice, Field, Many, Number, Text, Typed, YesNo
from cards.kit import JSON, Card, button, buttons, card, errors, heading, words
from domain import ladders, retention, thresholds
from domain.group import DEFAULT_TOLERANCE, Group
from domain.group_faults import WEEKDAYS
from domain.group_lines import bands_in_lines, rungs_in_lines
from domain.refusals import Invalid

DAYS = tuple((d, d.capitalize()) for d in WEEKDAYS[:5])
TAKEN_AWAY = ". A line that is taken away is a rung less."
RUNGS = "One rung a line: its name, working days from the due day, time, to whom (owner, lead, office, chair)"


@dataclass(frozen=True, slots=True)
class Page:
    """One matter: a table of the group's data, and what is asked of it. `apart`: a key that stands in another table."""

    title: str
    table: str
    fields: tuple[Field, ...]
    words: str = ""
    apart: Mapping[str, str] = field(default_factory=dict[str, str])

    def table_of(self, key: str) -> str:
        """Where a choice is kept."""
        return self.apart.get(key, self.table)


def _time(key: str, label: str) -> Text:
    return Text(key, label, required=True, hint="Such as 09:30", longest=5)


def _rungs(key: str, label: str) -> Text:
    return Text(key, label, required=True, longest=900, lines=True)


ESCALATION: Mapping[str, str] = {
    "score_from": "A risk that scores so much or more",
    "rising_reviews": "A risk whose score went up in so many reviews running",
    "meetings_over_tolerance": "A risk over its tolerance at so many meetings running",
    "red_action_days": "A red action so many days past its day",
    "not_assured_running": "A trust whose return could not be assured so many times running",
    "theme_trusts": "The same theme in so many trusts",
    "theme_sources": "The same theme from so many kinds of source",
    "theme_months": "Themes are looked at over so many months",
}
"""What each number of `[escalation]` means."""

PAGES: Mapping[str, Page] = {
    "names": Page(
        "Names",
        "group",
        (
            Text("name", "Name of the group", required=True, longest=120),
            Text("lmns", "Local maternity and neonatal system", required=True, longest=120),
            Text("timezone", "Time zone", required=True, hint="Such as Europe/London", longest=40),
        ),
        "The short name stands in every record and stays as it is.",
    ),
    "reminders": Page(
        "Reminders",
        "reminders",
        (
            _time("window_from", "Messages leave from"),
            _time("window_to", "Messages leave until"),
            Number("per_day", "Most messages to one person in a day", required=True, low=1, high=10),
            Number("per_week", "Most messages to one person in seven days", required=True, low=1, high=30),
            Choice("digest_weekday", "Weekly digest: weekday", required=True, choices=DAYS),
            _time("digest_at", "Weekly digest: time"),
            Number("digest_working_days", "Weekly digest: working days ahead", required=True, low=1, high=60),
            _time("channel_at", "Reminders in the channel: time"),
            _time("close_at", "A round closes by itself at"),
        ),
        "What is urgent is sent at once in any case.",
    ),
    "rungs": Page(
        "Rungs of reminders",
        "reminders",
        (
            _rungs("returns", "Returns"),
            _rungs("actions", "Actions"),
            _rungs("risks", "Reviews of risks"),
            _rungs("channel", "In the channel"),
        ),
        RUNGS + TAKEN_AWAY,
    ),
    "clocks": Page(
        "Rungs of other clocks",
        "reminders",
        (
            _rungs("signals", "Signals that count working days"),
            _rungs("signals_by_date", "Signals that are due on a date"),
            _rungs("concerns", "Concerns"),
            _rungs("policies", "Policy changes"),
        ),
        RUNGS + TAKEN_AWAY,
    ),
    "risks": Page(
        "Bands and tolerance",
        "risks",
        (
            Text(
                "bands",
                "Bands of risk scores",
                required=True,
                hint="One a line: name, from, to, colour, reviewed every so many months",
                longest=600,
                lines=True,
            ),
            *(
                Number(word, f"Highest score tolerated where the appetite is {word}", required=True, low=1, high=25)
                for word in DEFAULT_TOLERANCE
            ),
        ),
    ),
    "escalation": Page(
        "Rules for escalation",
        thresholds.TABLE,
        (
            *(
                Number(name, ESCALATION[name], required=True, low=low, high=high)
                for name, low, high in thresholds.NUMBERS.values()
            ),
            Many("signals", "Signals that are proposed", choices=tuple(thresholds.SIGNALS.items())),
        ),
        "When a record is proposed to the board. A rule proposes; the chair decides.",
    ),
    "meetings": Page(
        "Quorum and dates",
        "quorum",
        (
            YesNo("chair_or_deputy", "A meeting needs the chair or the deputy"),
            Text("trusts", "How many trusts need a voice", required=True, hint="A number, or each", longest=4),
            Number("office", "How many people of the LMNS office", required=True, high=10),
            Number("people", "How many people altogether", required=True, high=100),
            YesNo("one_person_for_several_trusts", "One person may stand for several trusts"),
            Number(
                "on_time_days", "An action is green when updated within so many days", required=True, low=1, high=365
            ),
            Number("far_years", "A date more than so many years ahead is asked about", required=True, low=1, high=20),
            _time("at", "The scheduled summary: time"),
        ),
        apart={"on_time_days": "actions", "far_years": "actions", "at": "summary"},
    ),
    "keeping": Page(
        "How long records are kept",
        "retention",
        tuple(
            Number(rule.key, f"Years: {rule.words}", required=True, low=1, high=retention.LONGEST_YEARS)
            for rule in retention.RULES
            if not rule.stays
        ),
        "Nothing goes by itself. Retention and legal hold, in More settings, shows what is beyond its period.",
    ),
}

MENU: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Group", ("names", "meetings")),
    ("Reminders", ("reminders", "rungs", "clocks")),
    ("Risks", ("risks", "escalation")),
    ("Records", ("keeping", "retention")),
)
"""All of it in sight: buttons of the card itself beyond the fourth would hide behind three dots."""


def stands(group: Group, page: str) -> Mapping[str, Any]:
    """What is in force, as it would be typed."""
    ladder, quorum = ladders.read(group.reminders), group.quorum
    made: Mapping[str, Mapping[str, Any]] = {
        "names": {"name": group.name, "lmns": group.lmns, "timezone": group.timezone},
        "reminders": {
            "window_from": f"{ladder.window_from:%H:%M}",
            "window_to": f"{ladder.window_to:%H:%M}",
            "per_day": ladder.per_day,
            "per_week": ladder.per_week,
            "digest_weekday": ladder.digest_weekday,
            "digest_at": f"{ladder.digest_at:%H:%M}",
            "digest_working_days": ladder.digest_days,
            "channel_at": f"{ladder.channel_at:%H:%M}",
            "close_at": f"{ladder.close_at:%H:%M}",
        },
        **{
            page: {f.key: rungs_in_lines(getattr(ladder, f.key)) for f in PAGES[page].fields}
            for page in ("rungs", "clocks")
        },
        "escalation": {
            **{name: getattr(group.escalation, key) for key, (name, _, _) in thresholds.NUMBERS.items()},
            "signals": ",".join(group.escalation.signals),
        },
        "keeping": {rule.key: rule.years for rule in group.retention.rules() if not rule.stays},
        "risks": {"bands": bands_in_lines(group.bands), **{w: group.tolerance[w] for w in DEFAULT_TOLERANCE}},
        "meetings": {
            "chair_or_deputy": quorum.chair,
            "trusts": "each" if quorum.trusts is None else str(quorum.trusts),
            "office": quorum.office,
            "people": quorum.people,
            "one_person_for_several_trusts": quorum.several,
            "on_time_days": group.on_time_days,
            "far_years": group.far_years,
            "at": f"{group.summary.at:%H:%M}",
        },
    }
    return made[page]


def menu(group: Group) -> Card:
    """What else can be chosen."""
    return card(
        "More settings",
        words(f"What else {group.short} may choose. Each change is in the journal and wins over the group file."),
        words("In the group file alone: the ids of Teams. A wrong one would cut the group off from its own channel."),
        *(e for name, keys in MENU for e in (heading(name), buttons(*(_opens(key) for key in keys)))),
        actions=[button("Settings", "say", say="settings")],
    )


def _opens(key: str) -> JSON:
    if key == "retention":
        return button("Retention and legal hold", "retention.list")
    return button(PAGES[key].title, "choices.open", page=key)


def form(
    group: Group, page: str, version: int, typed: Typed, faults: Sequence[Invalid] = (), revision: int = 0
) -> Card:
    """One matter, to be changed."""
    chosen = PAGES[page]
    return card(
        chosen.title,
        errors([f.words for f in faults]),
        words(chosen.words) if chosen.words else None,
        *forms.inputs(chosen.fields, {**stands(group, page), **typed}, revision),
        actions=[
            button("Save", "choices.save", style="positive", page=page, version=version),
            button("More settings", "choices.list", inputs=False),
        ],
    )


def saved(changed: Sequence[str]) -> Card:
    """After changing; what became different, in words."""
    said = f"Changed: {'; '.join(changed)}." if changed else "Nothing was different, so nothing was changed."
    return card("Saved" if changed else "No change", words(said), actions=[button("More settings", "choices.list")])
