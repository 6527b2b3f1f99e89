"""Settings from the environment or `.env`, checked as a whole before anything starts.

Owns: the names and spellings of settings, their defaults, and saying every fault at once in words.
Must not: connect to anything, or show a secret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "MICROSOFT_APP_ID": ("MicrosoftAppId", "APP_ID", "CLIENT_ID"),
    "MICROSOFT_APP_PASSWORD": ("MicrosoftAppPassword", "APP_PASSWORD", "CLIENT_SECRET"),
    "MICROSOFT_APP_TYPE": ("MicrosoftAppType", "APP_TYPE"),
    "MICROSOFT_APP_TENANT_ID": ("MicrosoftAppTenantId", "APP_TENANTID", "APP_TENANT_ID", "TENANT_ID"),
}
"""Other names that samples, the SDK and the toolkit use. Source: platform.md 8."""

TYPES = ("SingleTenant", "UserAssignedMSI", "MultiTenant")
DEFAULT_DATABASE = "sqlite:///data/oversight.db"
PLACEHOLDER = re.compile(r"^(<.*>|change[ -_]?me|your[ -_].*|x{3,}|todo|password|secret)$", re.IGNORECASE)


class SettingsFaults(Exception):
    """The settings cannot be used; `faults` says why, each in one sentence, none with a secret in it.

    `settings` are those that were read all the same, so that `check` can go on looking.
    """

    def __init__(self, faults: tuple[str, ...], settings: Settings) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.settings = settings


@dataclass(frozen=True, slots=True)
class Settings:
    """What the bot was told. Secrets do not show in its representation."""

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_type: str = "SingleTenant"
    tenant_id: str = ""
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    host: str = "127.0.0.1"
    port: int = 3978
    public_url: str = ""
    openid_url: str = ""
    token_url: str = ""
    service_hosts: tuple[str, ...] = ()
    """Empty, as the two addresses above: those of the public cloud, which the Teams room knows."""
    tick_seconds: float = 15.0
    group_file: Path | None = None
    identity_endpoint: str = ""
    identity_header: str = field(default="", repr=False)
    """Azure's own, for `UserAssignedMSI`."""
    certificate: Path | None = None
    """A PEM file with the app's private key and certificate, instead of a password."""
    certificate_password: str = field(default="", repr=False)
    traces_url: str = ""
    """Where traces go (OpenTelemetry's own names of settings); empty: there are none."""
    traces_headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    card_keys: tuple[str, ...] = field(default=(), repr=False)
    """Keys that sign buttons: the first signs, all open. Empty: one is derived from the app's password."""
    now: datetime | None = None
    """Where the demo's clock starts, local time without a zone. Only in anonymous development mode."""

    @property
    def anonymous(self) -> bool:
        """Whether this is development without an app id: unsigned activities, loopback only."""
        return not self.app_id

    @property
    def door(self) -> str:
        """Where a browser reaches this bot: `PUBLIC_URL`, or its own address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """Keys for `bot.seal.Sealer`; never empty."""
        return self.card_keys or (f"derived {self.app_id} {self.app_password}" if self.app_id else "development",)


def read(environ: Mapping[str, str] = os.environ, dotenv: Path | None = Path(".env")) -> Settings:
    """The settings of this process; the environment wins over `.env`, also where it is empty.

    Raises `SettingsFaults` with every fault.
    """
    given = {**(_dotenv(dotenv) if dotenv else {}), **environ}
    reader = _Reader(given)
    app_id = reader.text("MICROSOFT_APP_ID")
    made = Settings(
        app_id=app_id,
        app_password=reader.text("MICROSOFT_APP_PASSWORD"),
        app_type=reader.choice("MICROSOFT_APP_TYPE", TYPES),
        tenant_id=reader.text("MICROSOFT_APP_TENANT_ID"),
        database_url=reader.text("DATABASE_URL", DEFAULT_DATABASE),
        host=reader.text("HOST", "127.0.0.1"),
        port=reader.whole("PORT", 3978, 1, 65535),
        public_url=reader.url("PUBLIC_URL"),
        openid_url=reader.url("BOT_OPENID_METADATA_URL"),
        token_url=reader.url("BOT_TOKEN_URL"),
        service_hosts=reader.hosts("ALLOWED_SERVICE_HOSTS"),
        tick_seconds=reader.seconds("TICK_SECONDS", 15.0),
        group_file=reader.path("GROUP_FILE"),
        identity_endpoint=reader.text("IDENTITY_ENDPOINT"),
        identity_header=reader.text("IDENTITY_HEADER"),
        certificate=reader.path("MICROSOFT_APP_CERTIFICATE"),
        certificate_password=reader.text("MICROSOFT_APP_CERTIFICATE_PASSWORD"),
        traces_url=reader.url("OTEL_EXPORTER_OTLP_ENDPOINT"),
        traces_headers=reader.pairs("OTEL_EXPORTER_OTLP_HEADERS"),
        card_keys=tuple(k.strip() for k in reader.text("CARD_KEYS").split(",") if k.strip()),
        now=reader.moment("NOW"),
    )
    reader.faults.extend(_across(made))
    if reader.faults:
        raise SettingsFaults(tuple(reader.faults), made)
    return made


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _across(made: Settings) -> list[str]:
    faults: list[str] = []
    if made.anonymous:
        if not is_loopback(made.host):
            faults.append(
                f"HOST is {made.host}, but without MICROSOFT_APP_ID I accept unsigned messages, on 127.0.0.1 only."
            )
        return faults
    managed = made.app_type == "UserAssignedMSI"
    if not managed and not made.app_password and made.certificate is None:
        faults.append("MICROSOFT_APP_PASSWORD is missing; MICROSOFT_APP_CERTIFICATE would do in its place.")
    if (managed or (made.certificate and not made.app_password)) and not made.card_keys:
        faults.append("CARD_KEYS is missing; without a password there is nothing secret to derive cards' keys from.")
    if PLACEHOLDER.match(made.app_password):
        faults.append("MICROSOFT_APP_PASSWORD still holds a placeholder.")
    if made.app_type != "MultiTenant" and not made.tenant_id:
        faults.append(f"MICROSOFT_APP_TENANT_ID is missing; {made.app_type} needs it.")
    if made.now is not None:
        faults.append("NOW sets the clock of the demo; it cannot be used with MICROSOFT_APP_ID.")
    return faults


def _dotenv(path: Path) -> dict[str, str]:
    """`NAME=value` lines; blank lines and lines with # are left out, quotes around a value are taken off."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    found: dict[str, str] = {}
    for line in lines:
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        if sign and name and not name.startswith("#"):
            found[name.strip()] = value.strip().strip("\"'")
    return {k: v for k, v in found.items() if v}


class _Reader:
    """Reads one setting after the other; a wrong one is noted and replaced, so that reading goes on."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        for spelling in (name, *SPELLINGS.get(name, ())):
            if self._given.get(spelling, "").strip():
                return self._given[spelling].strip()
        return default

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value) if value else None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, allowed[0])
        found = next((a for a in allowed if a.lower() == value.lower()), None)
        if found is None:
            self.faults.append(f"{name} is '{value}'; it must be one of {', '.join(allowed)}.")
        return found or allowed[0]

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        self.faults.append(f"{name} is '{value}'; it must be a whole number from {low} to {high}.")
        return default

    def seconds(self, name: str, default: float) -> float:
        value = self.text(name, str(default))
        try:
            found = float(value)
        except ValueError:
            found = 0.0
        if 0.05 <= found <= 60:
            return found
        self.faults.append(f"{name} is '{value}'; it must be a number of seconds up to 60.")
        return default

    def url(self, name: str) -> str:
        value = self.text(name)
        if not value:
            return ""
        parts = urlsplit(value)
        safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        if not safe or not parts.hostname or parts.username:
            self.faults.append(f"{name} must be an https address; http is possible on loopback only.")
        return value

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """`name=value` pairs, comma separated. A wrong one is told by its place, for it may be a key."""
        found: list[tuple[str, str]] = []
        for number, part in enumerate((p for p in self.text(name).split(",") if p.strip()), 1):
            key, sign, value = part.strip().partition("=")
            if not sign or not key.strip():
                self.faults.append(f"{name}: number {number} must be name=value.")
            found.append((key.strip(), value.strip()))
        return tuple(found)

    def hosts(self, name: str) -> tuple[str, ...]:
        value = self.text(name)
        found = tuple(h.strip().rstrip("/") for h in value.split(",") if h.strip())
        for host in found:
            if "://" in host and not self._origin(host):
                self.faults.append(
                    f"{name}: '{host}' must be a bare host, or an origin such as http://127.0.0.1:43100."
                )
        return found

    @staticmethod
    def _origin(text: str) -> bool:
        parts = urlsplit(text)
        plain = not parts.path and not parts.query and not parts.fragment and not parts.username
        return plain and bool(parts.hostname) and parts.scheme in {"http", "https"}

    def moment(self, name: str) -> datetime | None:
        value = self.text(name)
        if not value:
            return None
        try:
            return datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            self.faults.append(f"{name} is '{value}'; it must be a local time such as 2026-12-07T09:29.")
            return None
