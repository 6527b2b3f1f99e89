"""Forged tokens and broken bodies at the real door: each is refused without a word, and the bot never hears of it.

Source: reliability.md 4.1 and 5, "Token matrix". Every case is tried on a bot that has no keys yet (cold), on one that
has (warm), and on one whose issuer has gone away since (down).
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from multidict import CIMultiDict

from bot.teams.gate import Gate, Refused
from bot.teams.hosts import Hosts
from tests.bot_server import Bot, awaited, bot_server
from tests.fake_teams import APP_ID, FakeTeams, Fault, SigningKey

Case = Callable[[FakeTeams, dict[str, Any]], "str | dict[str, Any] | bytes | None"]
"""Gives a token; or changes the activity in place and gives None (the token is good then)."""

STRANGER = SigningKey()
UNENDORSED = SigningKey(kid="unendorsed", endorsements=None)
SLACK_KEY = SigningKey(kid="slack", endorsements=("slack",))
SMALL = SigningKey(kid="small", private=generate_private_key(65537, 1024))  # noqa: S505 - it is to be refused
HEAD = {"typ": "JWT", "alg": "RS256"}
NOW = int(time.time())


def b64(raw: bytes | str) -> str:
    return base64.urlsafe_b64encode(raw if isinstance(raw, bytes) else raw.encode()).rstrip(b"=").decode()


def with_header(**changes: Any) -> Case:
    def make(teams: FakeTeams, _: dict[str, Any]) -> str:
        key = teams.keys[0]
        header = {**HEAD, "kid": key.kid, **changes}
        return key.sign({k: v for k, v in header.items() if v is not None}, teams.claims())

    return make


def today(claims: dict[str, Any]) -> dict[str, Any]:
    """Claims with their moments moved on by the time that went by since this file was read: a whole run takes long."""
    gone = int(time.time()) - NOW
    moments = {n: v + gone for n, v in claims.items() if n in {"exp", "nbf"} and type(v) is int}
    return {**claims, **moments}


def with_claims(**changes: Any) -> Case:
    return lambda teams, _: teams.token(teams.keys[0], **today(changes))


def raw_claims(edit: Callable[[str], str]) -> Case:
    def make(teams: FakeTeams, _: dict[str, Any]) -> str:
        key = teams.keys[0]
        return key.sign({**HEAD, "kid": key.kid}, edit(json.dumps(teams.claims())))

    return make


def changed(**fields: Any) -> Case:
    """A good token for a body that says something else."""

    def make(_: FakeTeams, activity: dict[str, Any]) -> None:
        for name, value in fields.items():
            if value is None:
                activity.pop(name, None)
            else:
                activity[name] = value

    return make


def hs256(teams: FakeTeams, _: object) -> str:
    """Signed with the public key as if it were a secret."""
    key = teams.keys[0]
    pem = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = f"{b64(json.dumps({'typ': 'JWT', 'alg': 'HS256', 'kid': key.kid}))}.{b64(json.dumps(teams.claims()))}"
    mac = HMAC(pem, SHA256())
    mac.update(signed.encode())
    return f"{signed}.{b64(mac.finalize())}"


def without_signature(teams: FakeTeams, _: dict[str, Any]) -> str:
    head = json.dumps({"typ": "JWT", "alg": "none", "kid": teams.keys[0].kid})
    return f"{b64(head)}.{b64(json.dumps(teams.claims()))}."


def tampered(teams: FakeTeams, _: object) -> str:
    head, _body, signature = teams.token(teams.keys[0]).split(".")
    return f"{head}.{b64(json.dumps(teams.claims(exp=NOW + 7200)))}.{signature}"


def service_url(edit: Callable[[str], str]) -> Case:
    return lambda teams, _: teams.token(teams.keys[0], serviceurl=edit(teams.service_url))


def elsewhere(url: str) -> Case:
    """Token and body agree on an address that is not on the list."""

    def make(teams: FakeTeams, activity: dict[str, Any]) -> str:
        activity["serviceUrl"] = url
        return teams.token(teams.keys[0], serviceurl=url)

    return make


def nested(teams: FakeTeams, _: dict[str, Any]) -> str:
    return teams.keys[0].sign({**HEAD, "cty": "JWT", "kid": teams.keys[0].kid}, b64(teams.token()))


EMULATOR = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"
JWK = {"kty": "RSA", "e": "AQAB", "n": "x"}
TOKENS: dict[str, tuple[int, Case]] = {
    "garbage": (401, lambda *_: "garbage"),
    "a.b.c": (401, lambda *_: "a.b.c"),
    "dots only": (401, lambda *_: ".."),
    "not base64": (401, lambda *_: "ä.ö.ü".encode("latin-1").decode("latin-1")),
    "alg none": (401, without_signature),
    "HS256 with the public key": (401, hs256),
    "RS384": (401, with_header(alg="RS384")),
    "alg missing": (401, with_header(alg=None)),
    "no kid": (401, with_header(kid=None)),
    "unknown kid": (401, with_header(kid="unknown")),
    "kid of 10 KB": (401, with_header(kid="k" * 10_000)),
    "kid like a path": (401, with_header(kid="../../etc/passwd")),
    "kid like SQL": (401, with_header(kid="' OR 1=1 --")),
    "kid in other letters": (401, with_header(kid="ключ")),
    "kid a list": (401, with_header(kid=["a"])),
    "crit": (401, with_header(crit=["exp"])),
    "jku": (401, with_header(jku="https://evil.example/keys")),
    "x5u": (401, with_header(x5u="https://evil.example/cert")),
    "injected jwk": (401, with_header(jwk=JWK)),
    "b64 false": (401, with_header(b64=False, crit=["b64"])),
    "typ of another thing": (401, with_header(typ="at+jwt")),
    "nested": (401, nested),
    "tampered claims": (401, tampered),
    "another's key under our kid": (401, lambda t, _: STRANGER.sign({**HEAD, "kid": t.keys[0].kid}, t.claims())),
    "another's key": (401, lambda t, _: t.token(STRANGER)),
    "key of 1024 bits": (401, lambda t, _: t.token(SMALL)),
    "key without endorsements": (403, lambda t, _: t.token(UNENDORSED)),
    "key endorsed for another channel": (403, lambda t, _: t.token(SLACK_KEY)),
    "token of 1 MB": (401, lambda *_: "a" * 7_000 + "." + "b" * 900 + ".c"),
    "iss missing": (401, with_claims(iss=None)),
    "iss wrong": (401, with_claims(iss="https://sts.windows.net/x/")),
    "iss with a slash": (401, with_claims(iss="https://api.botframework.com/")),
    "iss of the emulator": (
        401,
        with_claims(iss=EMULATOR),
    ),
    "aud missing": (401, with_claims(aud=None)),
    "aud wrong": (401, with_claims(aud="another-app")),
    "aud a list": (401, with_claims(aud=[APP_ID])),
    "aud in capitals": (401, with_claims(aud=APP_ID.upper())),
    "exp missing": (401, with_claims(exp=None)),
    "exp passed": (401, with_claims(exp=NOW - 360, nbf=NOW - 4000)),
    "exp as text": (401, with_claims(exp=str(NOW + 3600))),
    "exp true": (401, with_claims(exp=True)),
    "exp a list": (401, with_claims(exp=[NOW + 60])),
    "exp 1e308": (401, with_claims(exp=1e308)),
    "exp NaN": (401, raw_claims(lambda c: c.replace(str(json.loads(c)["exp"]), "NaN"))),
    "exp a huge number": (401, raw_claims(lambda c: c.replace(str(json.loads(c)["exp"]), "9" * 5_000))),
    "nbf missing": (401, with_claims(nbf=None)),
    "nbf to come": (401, with_claims(nbf=NOW + 360)),
    "iat nonsense": (401, with_claims(iat="now")),
    "a life of ten years": (401, with_claims(exp=NOW + 315_360_000)),
    "a life backwards": (401, with_claims(nbf=NOW + 120, exp=NOW + 60)),
    "serviceurl missing": (401, with_claims(serviceurl=None)),
    "serviceurl empty": (401, with_claims(serviceurl="")),
    "serviceurl without its slash": (403, service_url(lambda u: u.rstrip("/"))),
    "serviceurl in capitals": (403, service_url(str.upper)),
    "serviceurl with another port": (403, service_url(lambda u: u.replace("/teams", "0/teams"))),
    "a key twice in the claims": (401, raw_claims(lambda c: c[:-1] + f', "aud": "{APP_ID}"' + "}")),
    "claims a list": (401, raw_claims(lambda _: "[]")),
    "body serviceUrl missing": (403, changed(serviceUrl=None)),
    "body serviceUrl empty": (403, changed(serviceUrl="")),
    "body serviceUrl changed": (403, changed(serviceUrl="https://evil.example/")),
    "both say evil.example": (403, elsewhere("https://evil.example/")),
    "both say a metadata service": (403, elsewhere("http://169.254.169.254/latest/")),
    "channelId missing": (403, changed(channelId=None)),
    "channelId webchat": (403, changed(channelId="webchat")),
    "channelId emulator": (403, changed(channelId="emulator")),
    "channelId a list": (403, changed(channelId=["msteams"])),
    "tenant missing": (403, changed(channelData={})),
    "tenant of somebody else": (403, changed(channelData={"tenant": {"id": "99999999-0000-4000-8000-000000000000"}})),
    "channelData a text": (403, changed(channelData="tenant")),
}


def ready(teams: FakeTeams) -> None:
    teams.keys = [teams.keys[0], UNENDORSED, SLACK_KEY, SMALL]


async def refused(bot: Bot, case: Case, status: int) -> None:
    activity = bot.chair.activity(type="message", text="hello")
    token = case(bot.teams, activity)
    good = bot.teams.token(bot.teams.keys[0])
    before = len(bot.turns)
    answer = await bot.chair.send(activity, token=token if isinstance(token, str) else good)
    assert (answer.status, answer.raw) == (status, b"")
    assert len(bot.turns) == before


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("state", ["cold", "warm", "down"])
@pytest.mark.parametrize("kind", ["SingleTenant", "MultiTenant"])
@awaited
async def test_a_forged_token_is_refused(name: str, state: str, kind: str):
    status, case = TOKENS[name]
    async with FakeTeams() as teams, bot_server(teams, app_type=kind) as bot:
        ready(teams)
        if state != "cold":
            good = bot.chair.activity(type="message", text="hello")
            assert (await bot.chair.send(good, token=teams.token(teams.keys[0]))).status == 200
        if state == "down":
            teams.always("metadata", Fault(500))
        await refused(bot, case, status)


@awaited
async def test_without_its_issuer_a_cold_bot_lets_nobody_in_and_recovers_by_itself():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        for fault in (Fault(500), Fault(302), Fault(200, how="html"), Fault(200, how="broken_json")):
            teams.always("metadata", fault)
            answer = await bot.chair.say("hello")
            assert (answer.status, answer.raw) == (401, b"")
        assert teams.asked("metadata") == 1, "one look, then a pause, however many knock"
        teams.always("metadata", None)
        bot.room._keys._tried_at = float("-inf")  # pyright: ignore[reportOptionalMemberAccess] the pause is over
        assert (await bot.chair.say("hello")).status == 200


GOOD: dict[str, dict[str, Any]] = {
    "exp nearly passed": {"exp": NOW - 240, "nbf": NOW - 4000},
    "nbf nearly here": {"nbf": NOW + 240},
}


@pytest.mark.parametrize("name", GOOD)
@awaited
async def test_clocks_may_differ_by_five_minutes(name: str):
    async with FakeTeams() as teams, bot_server(teams) as bot:
        token = teams.token(**today(GOOD[name]))
        assert (await bot.chair.send(bot.chair.activity(type="message", text="hello"), token=token)).status == 200


@awaited
async def test_a_new_key_is_found_at_once_and_the_old_one_ends_with_it():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        old = teams.keys[0]
        activity = bot.chair.activity(type="message", text="hello")
        token = teams.token(old)
        assert (await bot.chair.send(activity, token=token)).status == 200
        bot.room._keys._loaded_at -= 60  # pyright: ignore[reportOptionalMemberAccess] a minute goes by
        fresh = teams.rotate()
        assert (await bot.chair.send(activity, token=teams.token(fresh))).status == 200
        assert (await bot.chair.send(activity, token=token)).status == 401, "a verified token falls with its key"
        assert (await bot.chair.send(activity, token=teams.token(STRANGER))).status == 401
        assert teams.asked("keys") == 2, "an unknown key makes the bot look once in five minutes"


HEADERS: dict[str, tuple[int, list[tuple[str, str]]]] = {
    "none": (401, []),
    "empty": (401, [("Authorization", "")]),
    "Bearer only": (401, [("Authorization", "Bearer")]),
    "in lower case": (401, [("Authorization", "bearer TOKEN")]),
    "two spaces": (401, [("Authorization", "Bearer  TOKEN")]),
    "Basic": (401, [("Authorization", "Basic TOKEN")]),
    "two of them": (401, [("Authorization", "Bearer TOKEN"), ("Authorization", "Bearer TOKEN")]),
    "of 64 KB": (401, [("Authorization", "Bearer " + "x" * 65_536)]),
}


@pytest.mark.parametrize("name", HEADERS)
@awaited
async def test_exactly_one_bearer_token(name: str):
    status, headers = HEADERS[name]
    async with FakeTeams() as teams, bot_server(teams) as bot:
        activity = json.dumps(bot.chair.activity(type="message", text="hello")).encode()
        found = [(k, v.replace("TOKEN", teams.token())) for k, v in headers]
        assert teams.session is not None
        url = f"{bot.address}/api/messages"
        every = [("Content-Type", "application/json"), *found]
        async with teams.session.post(url, data=activity, headers=every) as answer:
            assert answer.status == status
        assert bot.turns == []


DEEP = b'{"a":' * 40 + b"1" + b"}" * 40
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "not JSON": b"hello",
    "a list": b"[]",
    "null": b"null",
    "a text": b'"text"',
    "a number": b"17",
    "cut short": b'{"type": "message"',
    "more behind it": b'{"type": "message"} {}',
    "bad UTF-8": b'{"type": "\xff\xfe"}',
    "UTF-16": '{"type": "message"}'.encode("utf-16"),
    "NaN": b'{"type": NaN}',
    "Infinity": b'{"type": -Infinity}',
    "a huge number": b'{"type": ' + b"9" * 5_000 + b"}",
    "a key twice": b'{"type": "message", "type": "invoke"}',
    "a key twice, once escaped": b'{"type": "message", "typ\\u0065": "invoke"}',
    "NUL": b'{"type": "mess\\u0000age"}',
    "a lone surrogate": b'{"type": "\\ud800"}',
    "too deep": DEEP,
    "far too deep": b"[" * 100_000,
    "a comment": b'{"type": "message" /* */}',
}


@pytest.mark.parametrize("name", BODIES)
@awaited
async def test_a_body_that_is_no_plain_json_object_is_refused(name: str):
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.send(BODIES[name])
        assert (answer.status, answer.raw) == (400, b"")
        assert bot.turns == []


@awaited
async def test_a_nul_that_was_pasted_does_not_lose_the_rest():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        assert (await bot.chair.say("hel\x00lo")).status == 200
        assert (await bot.chair.press("risk.save", {"title": "a\x00b"})).status == 200
        assert [(t.said, dict(t.values)) for t in bot.turns] == [("hello", {}), ("", {"title": "ab"})]


@awaited
async def test_a_body_that_is_too_big_is_refused():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        big = json.dumps(bot.chair.activity(type="message", text="x" * 300_000)).encode()
        assert (await bot.chair.send(big)).status == 413
        assert bot.turns == []


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/json; charset=utf-16", "application/jsonp", "multipart/form-data"]
)
@awaited
async def test_only_json_is_read(kind: str):
    async with FakeTeams() as teams, bot_server(teams) as bot:
        activity = bot.chair.activity(type="message", text="hello")
        assert (await bot.chair.send(activity, headers={"Content-Type": kind})).status == 400
        assert bot.turns == []


@awaited
async def test_nothing_but_post_reaches_the_bot():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        assert teams.session is not None
        for method, status in (("GET", 200), ("HEAD", 200), ("PUT", 405), ("DELETE", 405), ("OPTIONS", 405)):
            async with teams.session.request(method, f"{bot.address}/api/messages") as answer:
                assert answer.status == status
        assert bot.turns == []


ODD: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "type a list": {"type": ["message"]},
    "no conversation": {"type": "message", "conversation": None},
    "conversation a text": {"type": "message", "conversation": "a:1"},
    "conversation without id": {"type": "message", "conversation": {}},
    "conversation id a number": {"type": "message", "conversation": {"id": 7}},
    "conversation id too long": {"type": "message", "conversation": {"id": "a" * 3_000}},
}


@pytest.mark.parametrize("name", ODD)
@awaited
async def test_an_activity_of_an_odd_shape_is_refused(name: str):
    async with FakeTeams() as teams, bot_server(teams) as bot:
        answer = await bot.chair.send(bot.chair.activity(**ODD[name]))
        assert (answer.status, answer.raw) == (400, b"")
        assert bot.turns == []


@awaited
async def test_the_refusals_are_counted_by_class():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        await bot.chair.send(b"{}", token="")
        await refused(bot, TOKENS["aud wrong"][1], 401)
        await refused(bot, TOKENS["tenant missing"][1], 403)
        assert [bot.counted("refused", kind) for kind in ("no_token", "audience", "tenant")] == [1, 1, 1]


async def raw_request(address: str, head: str, body: bytes, wait: float = 0.0) -> bytes:
    """Bytes on a socket, as no client of good manners would send them; what came back."""
    port = int(address.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST /api/messages HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n\r\n".encode() + body)
    await asyncio.sleep(wait)
    if wait:
        writer.write_eof()
    found = await reader.read()
    writer.close()
    return found


@awaited
async def test_a_body_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.teams.gate.READ_SECONDS", 0.1)
    async with FakeTeams() as teams, bot_server(teams) as bot:
        head = f"Content-Type: application/json\r\nAuthorization: Bearer {teams.token()}\r\nContent-Length: 100"
        found = await raw_request(bot.address, head, b'{"type"')
        assert found.startswith(b"HTTP/1.1 408")
        assert bot.turns == []


@awaited
async def test_a_length_that_is_too_long_is_refused_unread():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        head = "Content-Type: application/json\r\nContent-Length: 99999999999"
        assert (await raw_request(bot.address, head, b"{")).startswith(b"HTTP/1.1 413")


@awaited
async def test_two_content_types_are_none():
    async with FakeTeams() as teams, bot_server(teams) as bot:
        head = "Content-Type: application/json\r\nContent-Type: application/json\r\nContent-Length: 2"
        assert b" 400 " in (await raw_request(bot.address, head, b"{}")).splitlines()[0]
        assert bot.turns == []


class Stub:
    """A request that breaks while its body is read."""

    method = "POST"
    headers = CIMultiDict({"Content-Type": "application/json"})

    def __init__(self, fault: Exception | None = None, body: bytes = b"{}") -> None:
        self.fault, self.body = fault, body

    async def read(self) -> bytes:
        if self.fault is not None:
            raise self.fault
        return self.body


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (Stub(ConnectionResetError()), 400),
        (Stub(EOFError()), 400),
        (Stub(body=b"x" * 300_000), 413),
        (Stub(body=b'{"channelId": "msteams", "serviceUrl": "http://127.0.0.1:1/"}'), 0),
    ],
)
@awaited
async def test_what_the_server_lets_through_the_gate_does_not(request_: Stub, status: int):
    gate = Gate(None, Hosts(any_loopback=True), frozenset)
    if not status:
        assert (await gate.admit(request_))["channelId"] == "msteams", "anonymous, and no tenant is asked for"
        return
    with pytest.raises(Refused) as refusal:
        await gate.admit(request_)
    assert refusal.value.status == status


@awaited
async def test_without_any_tenant_on_the_list_a_signed_activity_is_refused():
    async with FakeTeams() as teams, bot_server(teams, tenant_id="") as bot:
        answer = await bot.chair.send(bot.chair.activity(type="message", text="hello"))
        assert (answer.status, bot.counted("refused", "tenant")) == (403, 1)
