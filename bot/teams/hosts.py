"""The addresses the bot speaks to, and no others.

Owns: the allow-list for service and download URLs, checked at receipt and again at each send.
Must not: resolve or fetch anything. Source: reliability.md 4.2 (the SDK trusts any serviceUrl).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SERVICE_HOSTS = ("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "*.sharepoint.com")
"""Used when nothing is configured: Teams' connector (commercial and GCC) and the files people attach.

Source: platform.md 1.8; learn.microsoft.com, "Send proactive messages" (service URLs) and "Send and receive files".
"""
LONGEST = 2_048
"""Longest URL that is looked at. Source: ours."""

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?P<query>\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?",
    re.ASCII,
)
_SNEAKY = re.compile(r"\.\.|//|%2e|%2f|%5c|%00", re.IGNORECASE)
_LOOPBACK = re.compile(r"127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]", re.ASCII)


def is_loopback(host: str) -> bool:
    """Whether this is the machine itself.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("10.0.0.1")
    (True, True, False)
    """
    return bool(_LOOPBACK.fullmatch(host)) or host == "::1"


class Hosts:
    """An allow-list. A bare host means https on port 443, `*.` before it any host below it, a full origin just that.

    >>> hosts = Hosts(["smba.trafficmanager.net", "http://127.0.0.1:43100"])
    >>> hosts.allows("https://smba.trafficmanager.net/uk/"), hosts.allows("http://127.0.0.1:43100/_connector")
    (True, True)
    >>> hosts.allows("http://smba.trafficmanager.net/"), hosts.allows("https://smba.trafficmanager.net.evil.example/")
    (False, False)
    """

    def __init__(self, allowed: Iterable[str] = (), *, any_loopback: bool = False) -> None:
        entries = tuple(e for e in (entry.strip().lower().rstrip("/") for entry in allowed) if e) or SERVICE_HOSTS
        self._origins = {_origin(entry) for entry in entries if not entry.startswith("*.")}
        self._below = tuple(entry[1:] for entry in entries if entry.startswith("*."))
        self._any_loopback = any_loopback

    def allows(self, url: object) -> bool:
        """Whether a service URL is on the list: ASCII, no user, query, fragment, backslash or dots that climb."""
        return self._check(url, query=False)

    def allows_download(self, url: object) -> bool:
        """The same for a file's address, which may carry a query."""
        return self._check(url, query=True)

    def _check(self, url: object, *, query: bool) -> bool:
        if not isinstance(url, str) or len(url) > LONGEST:
            return False
        found = _URL.fullmatch(url)
        if found is None or _SNEAKY.search(found["path"] or "") or (found["query"] and not query):
            return False
        scheme, host = found["scheme"], found["host"]
        port = int(found["port"] or (443 if scheme == "https" else 80))
        if (scheme, host, port) in self._origins:
            return True
        if self._any_loopback and is_loopback(host):
            return True
        return scheme == "https" and port == 443 and bool(self._below) and host.endswith(self._below)


def _origin(entry: str) -> tuple[str, str, int]:
    found = _URL.fullmatch(entry if "://" in entry else f"https://{entry}")
    if found is not None and "://" not in entry and found["port"]:
        found = None
    if found is None or found["path"] or found["query"]:
        raise ValueError(f"not a host or an origin: {entry}")
    return (found["scheme"], found["host"], int(found["port"] or (443 if found["scheme"] == "https" else 80)))
