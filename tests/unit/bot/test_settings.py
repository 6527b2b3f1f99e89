"""Settings: every spelling, every fault at once, no secret shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot import settings
from bot.settings import SettingsFaults

REAL = {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_PASSWORD": "s3cr3t-value", "MICROSOFT_APP_TENANT_ID": "ten"}


def read(given: dict[str, str] | None = None, dotenv: Path | None = None, **more: str) -> settings.Settings:
    return settings.read({**(given or {}), **more}, dotenv)


def faults(given: dict[str, str] | None = None, **more: str) -> tuple[str, ...]:
    with pytest.raises(SettingsFaults) as raised:
        settings.read({**(given or {}), **more}, None)
    return raised.value.faults


def test_without_anything_it_is_anonymous_development_on_loopback():
    found = read()
    assert found.anonymous
    assert (found.host, found.port, found.tick_seconds) == ("127.0.0.1", 3978, 15.0)
    assert found.database_url == "sqlite:///data/oversight.db"
    assert found.signing_keys == ("development",)


@pytest.mark.parametrize(
    "names",
    [
        ("MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID", "MICROSOFT_APP_TYPE"),
        ("MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppTenantId", "MicrosoftAppType"),
        ("APP_ID", "APP_PASSWORD", "APP_TENANTID", "APP_TYPE"),
        ("CLIENT_ID", "CLIENT_SECRET", "TENANT_ID", "APP_TYPE"),
    ],
)
def test_every_spelling_of_the_registration_is_taken(names):
    found = read(dict(zip(names, ("app", "s3cr3t-value", "ten", "singletenant"), strict=True)))
    assert (found.app_id, found.app_password, found.tenant_id, found.app_type) == (
        "app", "s3cr3t-value", "ten", "SingleTenant",
    )  # fmt: skip
    assert not found.anonymous


def test_a_secret_is_in_no_representation():
    found = read(REAL, CARD_KEYS="one, two", DATABASE_URL="postgresql://bot:hush@db/x")
    assert "s3cr3t" not in repr(found)
    assert "hush" not in repr(found)
    assert found.signing_keys == ("one", "two")
    assert "one" not in repr(found).replace("None", "")


def test_without_keys_of_their_own_cards_are_signed_by_one_derived_from_the_password():
    assert read(REAL).signing_keys != read({**REAL, "MICROSOFT_APP_PASSWORD": "other-value"}).signing_keys


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "example.org"])
def test_anonymous_mode_refuses_any_other_address(host):
    (fault,) = faults(HOST=host)
    assert host in fault
    assert "127.0.0.1 only" in fault


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_anonymous_mode_takes_every_loopback_address(host):
    assert read(HOST=host).host == host


def test_every_fault_is_said_at_once():
    found = faults(
        MICROSOFT_APP_ID="app",
        MICROSOFT_APP_TYPE="Friendly",
        PORT="abc",
        TICK_SECONDS="never",
        PUBLIC_URL="http://example.org",
        ALLOWED_SERVICE_HOSTS="ftp://x, http://a/b",
        NOW="tomorrow",
    )
    text = "\n".join(found)
    for name in ("TYPE", "PORT", "TICK_SECONDS", "PUBLIC_URL", "ftp://x", "http://a/b", "NOW", "PASSWORD", "TENANT_ID"):
        assert name in text
    assert len(found) == 9


def test_a_placeholder_is_not_a_password():
    assert any("placeholder" in f for f in faults({**REAL, "MICROSOFT_APP_PASSWORD": "<your password>"}))


def test_the_demo_clock_is_not_for_real_life():
    assert any("NOW" in f for f in faults(REAL, NOW="2026-12-07T09:29"))
    assert read(NOW="2026-12-07T09:29").now == datetime(2026, 12, 7, 9, 29)  # noqa: DTZ001 - local time is meant


def test_managed_identity_needs_no_password_but_keys_of_its_own():
    given = {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_TYPE": "UserAssignedMSI", "MICROSOFT_APP_TENANT_ID": "t"}
    assert read(given, CARD_KEYS="long and secret").signing_keys == ("long and secret",)
    assert any("CARD_KEYS is missing" in f for f in faults(given))


def test_service_hosts_bare_or_as_one_origin():
    found = read(ALLOWED_SERVICE_HOSTS="smba.trafficmanager.net, http://127.0.0.1:43100/")
    assert found.service_hosts == ("smba.trafficmanager.net", "http://127.0.0.1:43100")
    assert read().service_hosts == ()


def test_dotenv_is_read_and_the_environment_wins(tmp_path):
    file = tmp_path / ".env"
    file.write_text('# settings\nexport PORT="4000"\nHOST=127.0.0.2\nGROUP_FILE=\nnonsense\nGROUP_FILE = group.toml\n')
    found = read(dotenv=file, HOST="127.0.0.3")
    assert (found.port, found.host, found.group_file) == (4000, "127.0.0.3", Path("group.toml"))
    assert read(dotenv=tmp_path / "absent").port == 3978


def test_an_empty_variable_hides_what_dotenv_says(tmp_path):
    file = tmp_path / ".env"
    file.write_text("MICROSOFT_APP_ID=somebody\n")
    assert read(dotenv=file, MICROSOFT_APP_ID="").anonymous


def test_a_token_address_on_loopback_may_be_http():
    assert read(BOT_TOKEN_URL="http://127.0.0.1:5000/token").token_url == "http://127.0.0.1:5000/token"
    assert any("BOT_TOKEN_URL" in f for f in faults(BOT_TOKEN_URL="http://example.org/token"))
    assert any("BOT_TOKEN_URL" in f for f in faults(BOT_TOKEN_URL="https://user@example.org/token"))


def test_a_certificate_does_in_place_of_a_password_and_needs_keys_of_its_own():
    given = {**REAL, "MICROSOFT_APP_PASSWORD": "", "MICROSOFT_APP_CERTIFICATE": "/etc/oversight/bot.pem"}
    found = read(given, CARD_KEYS="long and secret", MICROSOFT_APP_CERTIFICATE_PASSWORD="hush")
    assert found.certificate == Path("/etc/oversight/bot.pem")
    assert "hush" not in repr(found)
    assert [f.split()[0] for f in faults(given)] == ["CARD_KEYS"]
    assert any("MICROSOFT_APP_CERTIFICATE would do" in f for f in faults({**REAL, "MICROSOFT_APP_PASSWORD": ""}))


def test_traces_are_off_and_their_headers_do_not_show():
    assert read().traces_url == ""
    found = read(
        OTEL_EXPORTER_OTLP_ENDPOINT="https://traces.example.org", OTEL_EXPORTER_OTLP_HEADERS="x-key=s3cr3t=, y = 2"
    )
    assert dict(found.traces_headers) == {"x-key": "s3cr3t=", "y": "2"}
    assert "s3cr3t" not in repr(found)
    (wrong,) = faults(OTEL_EXPORTER_OTLP_HEADERS="x=1,s3cr3t")
    assert wrong == "OTEL_EXPORTER_OTLP_HEADERS: number 2 must be name=value."
    assert any("OTEL_EXPORTER_OTLP_ENDPOINT" in f for f in faults(OTEL_EXPORTER_OTLP_ENDPOINT="http://example.org"))
