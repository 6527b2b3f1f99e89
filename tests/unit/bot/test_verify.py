"""The memory of verified tokens; what makes a token good or bad is shown at the real door (test_gate.py)."""

import asyncio

import pytest

from bot.teams import verify
from bot.teams.keys import read_keys
from bot.teams.verify import ISSUER, BadToken, Verifier, issuer_of
from tests.fake_teams import APP_ID, FakeTeams

TEAMS = FakeTeams()
TEAMS.origin = "http://127.0.0.1:1"


class FakeKeys:
    def __init__(self):
        self.asked = 0
        self.keys = read_keys({"keys": [TEAMS.keys[0].jwk()]})

    def known(self, kid):
        return self.keys.get(kid)

    async def find(self, kid):
        self.asked += 1
        return self.keys.get(kid)


class Time:
    now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def verifier():
    return Verifier(FakeKeys(), APP_ID, now=Time())  # type: ignore[arg-type]


def token(n=0, life=3_600.0):
    return TEAMS.token(nbf=Time.now - n, exp=Time.now + life)


def check(verifier, text):
    return asyncio.run(verifier.verify(text))


def test_a_token_is_verified_once_until_it_ends(verifier):
    text = token()
    assert check(verifier, text) == check(verifier, text)
    assert verifier.keys.asked == 1
    verifier.now.now += 3_600 + verify.SKEW
    with pytest.raises(BadToken, match="expired"):
        check(verifier, text)


def test_a_token_falls_with_its_key(verifier):
    text = token()
    check(verifier, text)
    verifier.keys.keys = {}
    with pytest.raises(BadToken, match="unknown_key"):
        check(verifier, text)


def test_the_memory_is_bounded(verifier, monkeypatch):
    monkeypatch.setattr(verify, "KEPT", 3)
    for n in range(3):
        check(verifier, token(n, 60.0 if n == 1 else 3_600.0))
    verifier.now.now += 60 + verify.SKEW
    check(verifier, token(7))
    assert len(verifier._seen) == 3, "what has ended goes first"
    check(verifier, token(8))
    assert len(verifier._seen) == 3, "then the oldest"


def test_a_bad_token_is_not_remembered(verifier):
    for _ in range(2):
        with pytest.raises(BadToken):
            check(verifier, token() + "x")
    assert verifier._seen == {}


@pytest.mark.parametrize(
    ("metadata", "issuer"),
    [
        ("https://login.botframework.com/v1/.well-known/openidconfiguration", ISSUER),
        ("https://login.botframework.azure.us/v1/.well-known/openidconfiguration", "https://api.botframework.us"),
        ("https://login.botframework.azure.cn/v1/x", "https://api.botframework.azure.cn"),
        ("http://127.0.0.1:43100/v1/.well-known/openidconfiguration", ISSUER),
    ],
)
def test_who_signs_in_which_cloud(metadata, issuer):
    assert issuer_of(metadata) == issuer
