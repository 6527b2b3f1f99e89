"""Activities as Teams sends them, with everything that it puts in: entities, channelData, locale, a dozen inputs."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from tests.bench.load import Client
from tests.fake_teams import BOT_ID, BOT_NAME, TENANT

CLIENT = {"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Windows", "timezone": "Europe/London"}
_numbers = itertools.count(1_790_000_000_000)


def activity(service_url: str, person: str, **more: Any) -> bytes:
    """One activity of a person in the private chat."""
    made = {
        "id": f"{next(_numbers)}-{uuid.uuid4().hex[:8]}",
        "timestamp": "2026-12-01T09:30:00.123Z",
        "localTimestamp": "2026-12-01T09:30:00.123+00:00",
        "localTimezone": "Europe/London",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": f"29:{person}", "name": "Somebody Invented", "aadObjectId": person},
        "recipient": {"id": BOT_ID, "name": BOT_NAME},
        "conversation": {"id": f"a:1-{person}", "conversationType": "personal", "tenantId": TENANT},
        "entities": [CLIENT],
        "channelData": {"tenant": {"id": TENANT}, "legacy": {"replyToId": "1:1"}, "source": {"name": "message"}},
        "locale": "en-GB",
        **more,
    }
    return orjson.dumps(made)


def said(service_url: str, person: str, text: str) -> bytes:
    """A message."""
    return activity(service_url, person, type="message", textFormat="plain", text=text)


def press(service_url: str, person: str, verb: str, data: Mapping[str, Any]) -> bytes:
    """A press of an Action.Execute."""
    action = {"type": "Action.Execute", "id": "", "title": "Save", "verb": verb, "data": dict(data)}
    value = {"action": action, "trigger": "manual"}
    return activity(
        service_url, person, type="invoke", name="adaptiveCard/action", value=value, replyToId="1795000000001"
    )


FIGURES = {f"figure_{n}__r1": str(n * 7) for n in range(12)}
"""A dozen inputs, for bots that read none of them."""


def bare_press(service_url: str, person: str) -> Callable[[int], bytes]:
    """A press for a bare bot: the same inputs and a token as long as ours."""
    token = "v1.abcdef." + "x" * 200 + "." + "y" * 24
    return lambda _: press(service_url, person, "return.save", {"ctx": token, **FIGURES})


def saver(service_url: str, person: str, opening: str) -> Client:
    """A trust's lead who saves the first section of the return with sixteen figures, then goes back, and so on.

    Every press saves: `Save and continue` on the first step, `Back` on the second, each with what stands in the boxes.
    `opening` is the seal of the button that opens the return.
    """
    answer = yield press(service_url, person, "return.open", {"ctx": opening})
    title = "Save and continue"
    while True:
        content = card_of(answer)
        values = {**inputs(content), **button(content, title)}
        answer = yield press(service_url, person, "return.save", values)
        title = "Back" if title == "Save and continue" else "Save and continue"


def card_of(answer: bytes) -> Any:
    """The card in an invoke's answer."""
    return orjson.loads(answer)["value"]


def button(content: Any, title: str) -> dict[str, Any]:
    """The data of the button with this title."""
    return next(a["data"] for a in _nodes(content, "Action.Execute") if a.get("title") == title)


def inputs(content: Any) -> dict[str, Any]:
    """Every input with a plausible answer."""
    found: dict[str, Any] = {}
    for node in _nodes(content, "Input."):
        value = node.get("value", "")
        if node["type"] == "Input.Number":
            value = value or 12
        found[node["id"]] = str(value)
    return found


def _nodes(content: Any, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting = [content]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if str(node.get("type", "")).startswith(kind):
                found.append(node)
            waiting.extend(v for k, v in node.items() if k != "fallback")
        elif isinstance(node, list):
            waiting.extend(node)
    return found
