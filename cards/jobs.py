"""Cards of long work: that it is being made, how far it is, and the links to what came of it.

Owns: those cards. Must not: know what is made.
"""

from __future__ import annotations

from cards.kit import Card, button, card, download, notice, subtle, words
from domain.jobs import MOST_TRIES, Headway, Job, State

BECOMES = "You can go on working: this card becomes the result."
LINKS = "The links work for 15 minutes and for you alone. New links gives fresh ones, for a day."


def show(job: Job, title: str, *, again: bool = True) -> Card:
    """The job as it stands, for the one who asked."""
    return result(job, title, again=again) if job.ended else waiting(job, title)


def waiting(job: Job, title: str, headway: Headway | None = None) -> Card:
    """It is being made, and so far."""
    how_far = "being made now" if job.state == State.RUNNING else "next in the queue"
    anew = f"It was broken off and is begun again, try {job.tries} of {MOST_TRIES}." if job.tries > 1 else ""
    return card(
        _heading(title),
        notice(f"{job.id} is {how_far}. {BECOMES}", "watch"),
        words(f"{headway.percent} % done: {headway.what}.") if headway is not None else None,
        words(anew) if anew else None,
        actions=[button("Look again", "job.look", job=job.id)],
    )


def result(job: Job, title: str, *, again: bool = True) -> Card:
    """What came of it: links, or why there are none."""
    if job.state == State.FAILED:
        press = [button("Start again", "job.again", job=job.id)] if again else []
        return card(_heading(title), notice(job.words, "attention"), actions=press)
    if not job.files:
        return card(f"{_heading(title)}: ready", words(f"{job.id}: {job.words}."))
    titles = job.words.split(", ")
    found = [download(f"Download {name}", file) for name, file in zip(titles, job.files, strict=False)]
    return card(
        f"{_heading(title)}: ready",
        words(f"{job.id}: {job.words}."),
        subtle(LINKS),
        actions=[*found, button("New links", "job.look", job=job.id)],
    )


def _heading(title: str) -> str:
    return title[:1].upper() + title[1:]
