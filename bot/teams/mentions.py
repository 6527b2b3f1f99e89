"""What a person said, without the bot's own mention and without markup.

Owns: message text -> plain words. Must not: know a command.
Source: platform.md 1.7 (the SDK's `remove_recipient_mention` also cuts later occurrences of the bot's name and leaves
`&nbsp;`); learn.microsoft.com, "Channel and group chat conversations with a bot" (mentions in text and entities).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_QUOTE = re.compile(r"<blockquote\b[^<>]*>.*?</blockquote>", re.IGNORECASE | re.DOTALL)
_REPLY = re.compile(r"<blockquote\b[^<>]*schema\.skype\.com/Reply", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:at|p|div|br|span|b|i|u|s|strong|em|ul|ol|li|a|blockquote|pre|code|codeblock|h[1-6]|table|thead|tbody|tr|td"
    r"|th|img|attachment|emoji|readonly|hr|sub|sup)\b[^<>]*>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
_LINES = re.compile(r" ?\n[ \n]*")


def words(activity: Mapping[str, Any], bot_id: str) -> str:
    """The plain words of a message activity.

    >>> said = {"text": "<at>Safety</at>&nbsp;show Safety actions", "entities": [
    ...     {"type": "mention", "mentioned": {"id": "28:b"}, "text": "<at>Safety</at>"}]}
    >>> words(said, "28:b")
    'show Safety actions'
    """
    text = activity.get("text")
    text = text if isinstance(text, str) else ""
    quoting = _quoting_html(activity.get("attachments"))
    if quoting:
        text = quoting
    for mention in _mentions_of(activity.get("entities"), bot_id):
        text = _cut(text, mention)
    return plain(text)


def plain(text: str) -> str:
    """Text without tags, entities and odd spaces; a line break stays one."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _without_quotes(text)))
    if "&" in text:
        text = html.unescape(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace("\ufeff", "")
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _without_quotes(text: str) -> str:
    # The pattern is quadratic on many open tags without a closing one, so it runs only where there is one.
    return _QUOTE.sub(" ", text) if "</blockquote>" in text.lower() and text.lower().count("<blockquote") < 50 else text


def _quoting_html(attachments: object) -> str:
    """The HTML twin of a message that answers another: only there can the quoted part be told from the words."""
    for attachment in attachments if isinstance(attachments, list) else ():
        content = attachment.get("content") if isinstance(attachment, dict) else None
        if isinstance(content, str) and attachment.get("contentType") == "text/html" and _REPLY.search(content):
            return content
    return ""


def _mentions_of(entities: object, bot_id: str) -> Iterable[str]:
    for entity in entities if isinstance(entities, list) else ():
        if not isinstance(entity, dict) or entity.get("type") != "mention":
            continue
        mentioned = entity.get("mentioned")
        text = entity.get("text")
        if isinstance(mentioned, dict) and mentioned.get("id") == bot_id and isinstance(text, str) and text:
            yield text


def _cut(text: str, mention: str) -> str:
    """Without the first occurrence of this mention; in the HTML twin the tag carries attributes."""
    before, found, after = text.partition(mention)
    if found:
        return f"{before} {after}"
    name = plain(mention)
    tagged = re.compile(rf"<(at|span)\b[^<>]*>{re.escape(html.escape(name, quote=False))}</\1>", re.IGNORECASE)
    return tagged.sub(" ", text, count=1)


def attachments_of(found: object) -> Sequence[Mapping[str, Any]]:
    """Attachments that are files: not the HTML twin, not cards."""
    if not isinstance(found, list):
        return ()
    return [a for a in found if isinstance(a, dict) and isinstance(a.get("contentType"), str) and _is_file(a)]


def _is_file(attachment: Mapping[str, Any]) -> bool:
    kind = attachment["contentType"]
    return kind != "text/html" and not kind.startswith("application/vnd.microsoft.card")
