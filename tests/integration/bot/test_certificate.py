"""Signing in with a certificate: a real self-signed one, and a token service that checks the note as Entra does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from bot.teams import certificate
from bot.teams.certificate import Unfit
from tests.bot_server import awaited, bot_server
from tests.fake_teams import APP_ID, FakeTeams

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "oversight.example.org")])


def made(key=None, starts=NOW - DAY, ends=NOW + 365 * DAY):
    """A key and a certificate that it signed itself."""
    key = key or rsa.generate_private_key(65537, 2048)
    builder = x509.CertificateBuilder(NAME, NAME, key.public_key(), 7, starts, ends)
    return key, builder.sign(key, SHA256())


def pem(key, *certificates, password=""):
    hidden = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return b"".join(
        [key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden)]
        + [c.public_bytes(Encoding.PEM) for c in certificates]
    )


KEY, CERTIFICATE = made()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bot.pem"
    path.write_bytes(pem(KEY, CERTIFICATE))
    return path


@awaited
async def test_the_bot_answers_with_a_certificate_and_no_secret_at_all(tmp_path):
    path = tmp_path / "bot.pem"
    path.write_bytes(pem(KEY, CERTIFICATE, password="hush"))
    async with FakeTeams() as teams:
        teams.upload(CERTIFICATE)
        given = {"app_password": "", "certificate": path, "certificate_password": "hush"}
        async with bot_server(teams, **given) as bot:
            await bot.chair.say("hello")
        assert teams.posts()[-1].authorization == "Bearer outbound-1"
        assert len(teams.notes) == 1


@pytest.mark.parametrize("which", ["another", "forged", "none"])
def test_the_token_service_takes_no_other_certificate(tmp_path, which):
    other, its_own = made()
    path = tmp_path / "bot.pem"
    path.write_bytes(pem(other, its_own))

    @awaited
    async def attempt():
        async with FakeTeams() as teams:
            if which == "another":
                teams.upload(CERTIFICATE)
            if which == "forged":  # the thumbprint of one that is known, signed with the key of another
                teams.certificates[certificate._b64(its_own.fingerprint(SHA256()))] = CERTIFICATE
            async with bot_server(teams, app_password="", certificate=path) as bot:
                await bot.chair.say("hello")
            assert teams.asked("token") >= 1
            assert teams.tokens_given == 0
            assert teams.posts() == []

    attempt()


@awaited
async def test_a_note_is_for_one_exchange_and_for_one_address(file):
    async with FakeTeams() as teams:
        teams.upload(CERTIFICATE)
        form = {"client_assertion_type": certificate.KIND}
        note = certificate.assertion(file, "", APP_ID, teams.token_url)
        assert teams._proven({**form, "client_assertion": note})
        assert not teams._proven({**form, "client_assertion": note})
        elsewhere = certificate.assertion(file, "", APP_ID, "https://login.example.org/token")
        assert not teams._proven({**form, "client_assertion": elsewhere})
        old = certificate.assertion(file, "", APP_ID, teams.token_url, NOW - DAY)
        assert not teams._proven({**form, "client_assertion": old})


@awaited
async def test_a_renewed_file_is_read_at_the_next_exchange_without_a_restart(file):
    async with FakeTeams() as teams:
        teams.upload(CERTIFICATE)
        async with bot_server(teams, app_password="", certificate=file) as bot:
            await bot.chair.say("hello")
            key, renewed = made()
            teams.certificates.clear()
            teams.upload(renewed)
            file.write_bytes(pem(key, renewed))
            assert bot.room._tokens is not None
            assert await bot.room._tokens.renew("outbound-1") == "outbound-2"


@awaited
async def test_a_file_that_is_gone_is_no_token_and_not_a_crash(file):
    async with FakeTeams() as teams, bot_server(teams, app_password="", certificate=file) as bot:
        file.unlink()
        answered = await bot.chair.say("hello")
        assert answered.status == 200
        assert teams.asked("token") == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nothing", "no private key in it that I can read"),
        (pem(KEY), "no certificate in it"),
        (pem(KEY, made()[1]), "do not belong together"),
        (pem(ec.generate_private_key(ec.SECP256R1()), CERTIFICATE), "must be an RSA key"),
        (pem(KEY, CERTIFICATE, password="hush"), "PASSWORD does not fit"),
        (pem(*made(rsa.generate_private_key(65537, 1024))), "has 1024 bits"),  # noqa: S505 - weak on purpose
    ],
    ids=["no key", "no certificate", "strangers", "not RSA", "locked", "short"],
)
def test_what_is_wrong_with_a_file_is_said_in_words_and_shows_nothing_of_it(tmp_path, content, words):
    path = tmp_path / "bot.pem"
    path.write_bytes(content)
    with pytest.raises(Unfit, match=words) as told:
        certificate.read(path)
    assert "BEGIN" not in str(told.value)
    assert certificate.faults(path, "", NOW) == (f"MICROSOFT_APP_CERTIFICATE: {told.value}",)


def test_a_wrong_password_and_a_missing_file(tmp_path):
    path = tmp_path / "bot.pem"
    with pytest.raises(Unfit, match="No such file"):
        certificate.read(path)
    path.write_bytes(pem(KEY, CERTIFICATE, password="hush"))
    with pytest.raises(Unfit, match="password is wrong"):
        certificate.read(path, "loud")


def test_the_right_certificate_of_a_chain_is_found(tmp_path):
    path = tmp_path / "bot.pem"
    path.write_bytes(pem(KEY, made()[1], CERTIFICATE))
    assert certificate.read(path)[1] == CERTIFICATE


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (NOW - 400 * DAY, NOW - DAY, "ended on"),
        (NOW + DAY, NOW + 40 * DAY, "begins only on"),
        (NOW - DAY, NOW + 10 * DAY, "Make a new one now"),
    ],
)
def test_check_speaks_of_a_certificate_before_it_ends(tmp_path, starts, ends, words):
    path = tmp_path / "bot.pem"
    path.write_bytes(pem(*made(KEY, starts, ends)))
    (fault,) = certificate.faults(path, "", NOW)
    assert words in fault


def test_check_says_nothing_of_one_that_is_well(file):
    assert certificate.faults(file, "", NOW) == ()
