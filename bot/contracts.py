"""The frozen types that every part of the bot shares. Nothing here does anything.

Owns: the shape of a turn, of its answer, and of what a module may declare.
Must not: know botbuilder, aiohttp or SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cards.kit import Card
from domain import taxonomy
from domain.people import ANYONE, Member, ObjectId, Role
from domain.refusals import Invalid
from domain.reminders import Due

if TYPE_CHECKING:
    from domain.calendar import WorkingCalendar
    from domain.group import Group
    from domain.jobs import Job
    from storage.store import Session

Values = Mapping[str, Any]


class PlaceKind(StrEnum):
    """The three kinds of conversation in Teams."""

    PERSONAL = "personal"
    CHANNEL = "channel"
    GROUP_CHAT = "group_chat"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said, and enough to answer there later (storage keeps it)."""

    kind: PlaceKind
    conversation_id: str
    """Without the `;messageid=` suffix."""
    service_url: str
    tenant_id: str
    bot_id: str
    team_id: str = ""
    channel_id: str = ""
    thread_id: str = ""
    """Message id of the thread's root in a channel, else empty."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as Teams says. Only `object_id` is identity."""

    object_id: ObjectId
    teams_id: str
    name: str


class Happening(StrEnum):
    """What came in."""

    SAID = "said"
    """Words: `Turn.said`; the bot's own mention is already cut out."""
    PRESSED = "pressed"
    """A button of a card: `Turn.verb` and `Turn.values`."""
    ADDED = "added"
    """The bot was added to (or updated in) this place."""
    REMOVED = "removed"
    """The bot was removed from this place: do not write there any more."""
    RENAMED = "renamed"
    """Team or channel has a new name, was deleted or archived: see `values`."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. The bytes are fetched by the adapter only when asked for."""

    name: str
    content_type: str
    download_url: str
    opened: Any = None
    """What the command's `opens` made of it; None while it was not fetched."""
    content: bytes = b""
    """The bytes of cells that were pasted into the message itself; a file is fetched."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that came in, already trusted: token, tenant and shape were checked at the gate."""

    id: str
    """The activity's id; with the conversation it tells a repeated delivery."""
    at: datetime
    """Aware, UTC, from our own clock."""
    speaker: Speaker
    place: Place
    happening: Happening
    said: str = ""
    verb: str = ""
    values: Values = field(default_factory=dict[str, Any])
    card_id: str = ""
    """Message id of the card whose button was pressed."""
    automatic: bool = False
    """True when Teams refreshed the card by itself."""
    attachments: tuple[Attachment, ...] = ()
    pasted: str = ""
    """What was said with its tabs and the cells of its tables, when it has any; `said` is in one line's spacing."""
    invoked: bool = False
    """True when the answer goes back in the HTTP response (Action.Execute); False: it is posted."""


@dataclass(frozen=True, slots=True)
class Post:
    """Something to send outside this turn's answer; it goes through the outbox."""

    kind: str
    """Of `bot.outbox.KINDS`: it decides what a doubtful delivery leads to."""
    key: str
    """Unique for ever within the group: a second post with the same key is a no-op."""
    card: Card
    to_person: ObjectId | None = None
    to_channel: bool = False
    not_before: datetime | None = None
    edits: str = ""
    """Key of an earlier post that this one replaces in place (an edit of that message)."""
    subject: str = ""
    """The record it is about; closing the record cancels its pending posts."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a turn.

    A card (with its text twin) or plain text, never both. `private`: it may be seen by the speaker only;
    when the turn was in a channel, the channel gets `I have replied to you privately`.
    """

    card: Card | None = None
    text: str = ""
    private: bool = True
    posts: tuple[Post, ...] = ()
    keep_card: bool = False
    """For a press: leave the card as it is and show only `text` as a short note."""
    wake: bool = False
    """The clock's work is wanted at once: long work was asked for."""
    job: str = ""
    """The long work whose card this is: its message is noted (`bot/answers.py`) and becomes the result by itself."""
    refresh: bool = False
    """The group's own data (people, trusts, settings) changed: it is read again before the next turn."""


class Channel(StrEnum):
    """Whether a command may be answered where all members of a channel see it."""

    PUBLIC = "public"
    PRIVATE = "private"


OURS: Mapping[str, bool] = {"ours": True}
"""Marks slots beyond the contract: `understand` does not print them."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What the parser understood of a message; names and forms as in `conversation.md`."""

    trusts: tuple[str, ...] = ()
    period: str = ""
    record: str = ""
    measure: str = ""
    theme: str = ""
    framework: str = ""
    status: str = ""
    min_score: int | None = None
    due_before: date | None = None
    due: date | None = None
    until: date | None = None
    owner: str = ""
    cover: str = ""
    text: str = ""
    figures: Mapping[str, float] = field(default_factory=dict[str, float])
    nil: bool = False
    counted: Mapping[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]], metadata=OURS)
    """Figures said with what they are out of, `pph 12 of 300`: what a form is filled from."""
    percents: tuple[str, ...] = field(default=(), metadata=OURS)
    """Figures of rates that were said as a percentage, which no box takes."""


@dataclass(frozen=True, slots=True)
class Understood:
    """Words read as a command. `confirm` is true for every write; `ask` says what must be asked back."""

    command: str
    slots: Slots = field(default_factory=Slots)
    ask: tuple[str, ...] = ()
    confirm: bool = False
    suggest: tuple[str, ...] = ()
    refused: str = ""
    """For `refuse`: the kind of identifiable text and where it stands, never the text."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a command gets: who, where, when, the group as data, and one open transaction."""

    turn: Turn
    member: Member
    group: Group
    session: Session
    now: datetime
    """Aware, in the group's time zone."""

    def __post_init__(self) -> None:
        taxonomy.use(self.group.themes)

    @property
    def today(self) -> date:
        """The date in the group's time zone."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Command:
    """Something people may say. Help, permissions and the parser read these; nothing is registered elsewhere."""

    name: str
    """As in `understand`: `my_actions`."""
    say: str
    """The canonical wording that help shows: `my actions`."""
    does: str
    """One line for help, in plain words."""
    run: Callable[[Context, Slots], Reply]
    roles: frozenset[Role] = ANYONE
    channel: Channel = Channel.PRIVATE
    examples: Callable[[Context], Iterable[str]] | None = None
    """Examples that work for this person now."""
    opens: Callable[[str, bytes, Group, date], Any] | None = None
    """Reads a file that came with the words (name, content, group, today), in a thread before the turn's transaction.

    What it gives is the attachment's `opened`; it raises refusals for what cannot be read.
    """


@dataclass(frozen=True, slots=True)
class Submit:
    """A button's verb and what it does. Authority: `roles` as they are now, then the function for the record."""

    verb: str
    run: Callable[[Context, Values], Reply]
    roles: frozenset[Role] = ANYONE
    writes: bool = True
    """True: a second delivery of the same press gets the first one's answer and has no second effect."""
    nameless: bool = False
    """True: nothing kept, logged or counted says who pressed or when in the day; `run` is not told either."""
    again: Callable[[Context, Values, tuple[Invalid, ...]], Reply] | None = None
    """Draws the form again with what was typed and, on top, the faults. None: the words come back as a list."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a reminder gets to see: one group at one moment, within the tick's transaction."""

    group: Group
    session: Session
    now: datetime
    """Aware, in the group's time zone."""
    days: WorkingCalendar
    since: datetime | None = None
    """Up to when this reminder was planned: what fell due until then was decided. None: nothing is old."""
    planned: datetime | None = None
    """What fell due up to here was decided, but for `waiting`; `since` may lie before it for their sake."""
    waiting: frozenset[str] = frozenset()
    """Records of which an occurrence of this reminder waits."""
    skipped: frozenset[str] = frozenset()
    """Records that made this reminder fail a moment ago: it goes on without them (`bot/flows/apart.py`)."""
    memo: dict[str, Any] = field(default_factory=dict[str, Any])
    """What one planning run has read, so that two reminders do not read it twice."""

    def __post_init__(self) -> None:
        taxonomy.use(self.group.themes)

    @property
    def today(self) -> date:
        """The date in the group's time zone."""
        return self.now.date()

    def concerns(self, record: str, moment: datetime) -> bool:
        """Whether an occurrence of this record at this moment can still be undecided."""
        return self.planned is None or moment > self.planned or record in self.waiting


@dataclass(frozen=True, slots=True)
class Reminder:
    """A promise kept by the clock. The tick asks each what is due; `domain/reminders.py` decides what is sent."""

    name: str
    does: str
    """One line for the rehearsal and for `why did I get this`."""
    due: Callable[[Watch], Iterable[Due]]
    act: Callable[[Watch, Due], tuple[Post, ...]] | None = None
    """For group posts and the bot's own work: what happens when it is due, and what is posted then."""
    moot: Callable[[Watch, str, str], str] | None = None
    """(record, who owes it or empty) -> why a reminder of it is pointless now, or empty. Asked just before sending."""
    first: bool = False
    """True for work that makes other things due, such as opening a round: it is done before the others are asked."""
    upkeep: Callable[[Watch], Iterable[Post]] | None = None
    """Edits of its earlier posts that no longer say the truth."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that came of long work."""

    name: str
    content: bytes
    content_type: str
    title: str = ""
    """What its link says, for example `Word`; the file's name when empty."""


@dataclass(frozen=True, slots=True)
class LongWork:
    """Work that takes longer than a turn may: it is asked for in a turn, made by the clock, its result is posted."""

    kind: str
    title: str
    """As members read it: `the export`."""
    roles: frozenset[Role]
    """Who may ask for it and take what came of it, as it is then."""
    make: Callable[[Session, Group, Job], tuple[Made, ...]]
    """In a thread of its own, on a picture of its own; raises a refusal for what cannot be made."""
    settle: Callable[[Session, Group, Job, tuple[Made, ...]], None] | None = None
    """Writes what must be kept of it, in the transaction that ends the job."""
    per_hour: int = 3
    """How often one person may ask within an hour."""
    lasting: Callable[[Job], bool] = lambda _: False
    """Whether its files stay for good."""
    again: bool = True
    """Whether one that failed can be started again with what it was asked with."""
    tries: bool = False
    """True: `make` may write to try things out (`Store.tried`); all of it is thrown away. False: it may only read."""


Handler = Callable[[Turn], Awaitable[Reply]]
"""What the Teams room calls for every trusted turn. It never raises: errors come back as words."""
