"""A Teams service of our own on loopback: connector, identity and keys, with real signed tokens and scripted faults.

    async with FakeTeams() as teams:
        bot = Access(APP_ID, SECRET, tenant_id=TENANT, openid_url=teams.openid_url, token_url=teams.token_url,
                     service_hosts=(teams.origin,))
        ...serve the bot, then:
        person = Person(teams, f"{address}/api/messages")
        await person.say("returns")            # -> Response(status, json)
        teams.sent[-1].card                    # what the bot posted
        teams.script("POST", Fault(429, retry_after="1"), Fault(how="reset"))

Doors for `script` and `always`: `POST` (a new message), `PUT` (an edit), `create` (a conversation), `answer` (of a
message that was taken), `token`, `metadata`, `keys`, `file`. It measures Teams' windows itself (`teams.too_fast`) and
refuses what is too big. From a test that is not async, or with the bot in another process: `with in_thread() as teams:`
and `teams.call(person.say(...))`; what it recorded can be read from any thread.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import threading
import time
import uuid
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

import aiohttp
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate

APP_ID = "6d1f0000-1111-4222-8333-444455556666"
SECRET = "not-a-secret"
BOT_ID = f"28:{APP_ID}"
BOT_NAME = "Oversight"
TENANT = "5f1c8a52-0000-4000-8000-00000000aaaa"
TEAM = "19:nw-lmns-general@thread.tacv2"
CHANNEL = "19:nw-lmns-sqog@thread.tacv2"
CHAIR = "00000000-0000-4000-8000-000000000001"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ISSUER = "https://api.botframework.com"
WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
TENANT_WINDOW = (50, 1.0)
MOST_UTF16 = 100 * 1024


@dataclass(frozen=True)
class Fault:
    """One scripted answer; `how`: reset (nothing was taken), reset_after, hang, held, broken_json, no_id, html."""

    status: int = 0
    retry_after: str = ""
    code: str = ""
    how: str = ""
    seconds: float = 60.0
    """How long a `hang` lasts; a slow answer when the status is 200. What is `held` waits for `FakeTeams.release`."""


@dataclass(frozen=True)
class Sent:
    """Something the bot sent and Teams took."""

    method: str
    conversation: str
    thread: str
    activity_id: str
    body: Mapping[str, Any]
    authorization: str
    at: float

    @property
    def card(self) -> dict[str, Any]:
        """The card's JSON; a `KeyError` when there is none."""
        return self.body["attachments"][0]["content"]

    @property
    def text(self) -> str:
        """Plain words, or the card's text twin."""
        return self.body.get("text") or self.body.get("summary", "")


@dataclass(frozen=True)
class Response:
    """What the bot answered over HTTP."""

    status: int
    raw: bytes

    @property
    def json(self) -> Any:
        """The body as JSON, None when it is empty."""
        return json.loads(self.raw) if self.raw else None


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class SigningKey:
    """A key of the issuer, with the channels that it endorses."""

    kid: str = field(default_factory=lambda: uuid.uuid4().hex)
    private: RSAPrivateKey = field(default_factory=lambda: generate_private_key(65537, 2048))
    endorsements: tuple[str, ...] | None = ("msteams", "webchat")

    def jwk(self) -> dict[str, Any]:
        """The public half as it stands in a key document."""
        numbers = self.private.public_key().public_numbers()
        size = (numbers.n.bit_length() + 7) // 8
        made: dict[str, Any] = {"kty": "RSA", "use": "sig", "kid": self.kid, "x5t": self.kid}
        made |= {"n": _b64(numbers.n.to_bytes(size, "big")), "e": _b64(numbers.e.to_bytes(3, "big"))}
        return made if self.endorsements is None else {**made, "endorsements": list(self.endorsements)}

    def sign(self, header: Mapping[str, Any] | str, claims: Mapping[str, Any] | str) -> str:
        """A token; text instead of a mapping is signed as it stands."""
        head, body = (p if isinstance(p, str) else json.dumps(p) for p in (header, claims))
        signed = f"{_b64(head.encode())}.{_b64(body.encode())}"
        return f"{signed}.{_b64(self.private.sign(signed.encode(), PKCS1v15(), SHA256()))}"


_FIRST_KEY = SigningKey()
"""Made once, because making one takes a tenth of a second."""


class FakeTeams:
    """The service. Enter it with `async with`; everything the bot sent stands in `sent`."""

    def __init__(self, *, enforce: bool = False) -> None:
        self.enforce = enforce
        """True: what is too fast is answered with 429 as well as noted."""
        self.origin = ""
        self.keys = [_FIRST_KEY]
        self.sent: list[Sent] = []
        self.requests: list[tuple[str, str]] = []
        """Every request, (door, conversation), also those that a fault answered."""
        self.conversations: dict[str, str] = {}
        """Personal conversation by person."""
        self.too_fast: list[str] = []
        self.files: dict[str, bytes] = {}
        self.tokens_given = 0
        self.certificates: dict[str, Certificate] = {}
        """Uploaded for the app, by thumbprint."""
        self.notes: set[str] = set()
        """Client assertions that were used."""
        self.session: aiohttp.ClientSession | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        """The loop of its own thread (`in_thread`)."""
        self._faults: dict[str, deque[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._released = asyncio.Event()
        self._times: dict[str, deque[float]] = {}
        self._numbers = itertools.count(1_795_000_000_000)
        self._runner: web.AppRunner | None = None

    # ---------------------------------------------------------------- addresses and faults

    @property
    def service_url(self) -> str:
        return f"{self.origin}/teams/"

    @property
    def openid_url(self) -> str:
        return f"{self.origin}/v1/.well-known/openidconfiguration"

    @property
    def token_url(self) -> str:
        return f"{self.origin}/oauth2/v2.0/token"

    def script(self, door: str, *faults: Fault) -> None:
        """The next requests at this door meet these faults, in order; then all is well again."""
        self._faults.setdefault(door, deque()).extend(faults)

    def always(self, door: str, fault: Fault | None) -> None:
        """Every request at this door meets this fault, until it is None again."""
        if fault is None:
            self._always.pop(door, None)
        else:
            self._always[door] = fault

    def posts(self) -> list[Sent]:
        """New messages, without edits."""
        return [sent for sent in self.sent if sent.method == "POST"]

    def asked(self, door: str) -> int:
        """How many requests came to a door."""
        return sum(1 for found, _ in self.requests if found == door)

    # ---------------------------------------------------------------- tokens

    def claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a good token; a change to None leaves the claim out."""
        now = int(time.time())
        good = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 60, "exp": now + 3600, "serviceurl": self.service_url}
        return {k: v for k, v in {**good, **changes}.items() if v is not None}

    def token(self, key: SigningKey | None = None, **changes: Any) -> str:
        """A token signed by this key (the newest one unless said), with these claims changed."""
        signer = key or self.keys[-1]
        header = {"typ": "JWT", "alg": "RS256", "kid": signer.kid, "x5t": signer.kid}
        return signer.sign(header, self.claims(**changes))

    def rotate(self, *, keep: bool = False) -> SigningKey:
        """A new key; the old ones are gone unless kept."""
        fresh = SigningKey()
        self.keys = [*(self.keys if keep else []), fresh]
        return fresh

    # ---------------------------------------------------------------- life

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        app.router.add_post("/oauth2/v2.0/token", self._token)
        app.router.add_post("/teams/v3/conversations", self._create)
        app.router.add_post("/teams/v3/conversations/{conversation}/activities", self._post)
        app.router.add_post("/teams/v3/conversations/{conversation}/activities/{activity}", self._post)
        app.router.add_put("/teams/v3/conversations/{conversation}/activities/{activity}", self._put)
        app.router.add_get("/files/{name}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.origin = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.session = aiohttp.ClientSession()
        return self

    def release(self) -> None:
        """Answer all that is held."""
        self._released.set()

    async def __aexit__(self, *_: object) -> None:
        self.release()
        if self.session is not None:
            await self.session.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def call(self, work: Coroutine[Any, Any, Response], seconds: float = 30.0) -> Response:
        """Run a person's step from a test that is not async."""
        assert self.loop is not None
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    # ---------------------------------------------------------------- identity

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault(request, "metadata")
        document = {
            "issuer": ISSUER,
            "jwks_uri": f"{self.origin}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return fault or web.json_response(document)

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        return await self._fault(request, "keys") or web.json_response({"keys": [key.jwk() for key in self.keys]})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault(request, "token")
        if fault is not None:
            return fault
        form = await request.post()
        known = form.get("client_secret") == SECRET or self._proven(form)
        if form.get("client_id") != APP_ID or form.get("grant_type") != "client_credentials" or not known:
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens_given += 1
        return web.json_response(
            {"token_type": "Bearer", "expires_in": 3600, "access_token": f"outbound-{self.tokens_given}"}
        )

    def _proven(self, form: Mapping[str, Any]) -> bool:
        """As Entra checks a client assertion: by a certificate that was uploaded, for this address, now, once."""
        note = form.get("client_assertion", "")
        if "client_secret" in form or form.get("client_assertion_type") != ASSERTION:
            return False
        with contextlib.suppress(jwt.InvalidTokenError, KeyError):
            certificate = self.certificates[jwt.get_unverified_header(note)["x5t#S256"]]
            claims = jwt.decode(
                note,
                certificate.public_key(),  # pyright: ignore[reportArgumentType] an RSA key; PS256 takes no other
                ["PS256"],
                {"require": ["aud", "exp", "iss", "jti", "nbf", "sub"]},
                audience=self.token_url,
                issuer=APP_ID,
                subject=APP_ID,
            )
            fresh = claims["exp"] - claims["nbf"] <= 600 and claims["jti"] not in self.notes
            self.notes.add(claims["jti"])
            return fresh
        return False

    def upload(self, certificate: Certificate) -> None:
        """As an administrator does it in Entra: the public half only."""
        self.certificates[_b64(certificate.fingerprint(SHA256()))] = certificate

    # ---------------------------------------------------------------- connector

    async def _create(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault(request, "create")
        if fault is not None:
            return fault
        body = await request.json()
        if not body.get("channelData", {}).get("tenant", {}).get("id"):
            return _error(400, "BadArgument")
        if body.get("isGroup"):
            number = str(next(self._numbers))
            thread = f"{body['channelData']['channel']['id']};messageid={number}"
            self._take(request, "POST", thread, number, body["activity"])
            return web.json_response({"id": thread, "activityId": number}, status=201)
        person = body["members"][0]["id"]
        conversation = self.conversations.setdefault(person, f"a:1-{person}")
        return web.json_response({"id": conversation}, status=201)

    async def _post(self, request: web.Request) -> web.StreamResponse:
        conversation = unquote(request.match_info["conversation"])
        fault = await self._fault(request, "POST", conversation)
        if fault is not None:
            return fault
        body = await request.json()
        if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le")) > MOST_UTF16:
            return _error(413, "MessageSizeTooBig")
        if self._speed(conversation) and self.enforce:
            return _error(429, "TooManyRequests", {"Retry-After": "1"})
        number = str(next(self._numbers))
        split = bool(body.get("text")) and bool(body.get("attachments"))
        self._take(request, "POST", conversation, "" if split else number, body)
        if split:  # Teams makes two messages of it and gives no id
            return web.Response(status=202)
        return await self._fault(request, "answer") or web.json_response({"id": number}, status=201)

    async def _put(self, request: web.Request) -> web.StreamResponse:
        conversation, activity = (unquote(request.match_info[name]) for name in ("conversation", "activity"))
        fault = await self._fault(request, "PUT", conversation)
        if fault is not None:
            return fault
        bare = conversation.partition(";")[0]
        known = any(s.activity_id == activity and s.conversation == bare for s in self.sent)
        if not known:
            return _error(404, "ActivityNotFoundInConversation")
        self._take(request, "PUT", conversation, activity, await request.json())
        return web.json_response({"id": activity})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        fault = await self._fault(request, "file")
        content = self.files.get(request.match_info["name"])
        return fault or (_error(404, "NotFound") if content is None else web.Response(body=content))

    def _take(self, request: web.Request, method: str, conversation: str, activity: str, body: Any) -> None:
        bare, _, thread = conversation.partition(";messageid=")
        token = request.headers.get("Authorization", "")
        self.sent.append(Sent(method, bare, thread, activity, body, token, time.monotonic()))

    def _speed(self, conversation: str) -> bool:
        """Note windows that were exceeded: per conversation, and for the whole tenant."""
        now = time.monotonic()
        before = len(self.too_fast)
        for name, windows in ((conversation, WINDOWS), ("tenant", (TENANT_WINDOW,))):
            times = self._times.setdefault(name, deque(maxlen=2_000))
            times.append(now)
            for count, seconds in windows:
                if len(times) > count and now - times[-count - 1] < seconds:
                    self.too_fast.append(f"{name}: more than {count} in {seconds} s")
        return len(self.too_fast) > before

    async def _fault(self, request: web.Request, door: str, conversation: str = "") -> web.StreamResponse | None:
        if door != "answer":
            self.requests.append((door, conversation))
        queue = self._faults.get(door)
        fault = queue.popleft() if queue else self._always.get(door)
        if fault is None:
            return None
        if fault.how in {"hang", "held"}:
            await (self._released.wait() if fault.how == "held" else asyncio.sleep(fault.seconds))
            return None if fault.status in {0, 200} else _error(fault.status, fault.code)
        if fault.how == "reset_after" and door in {"POST", "PUT"}:
            await request.read()
            self._take(
                request, request.method, conversation, str(next(self._numbers)), json.loads(await request.text())
            )
        if fault.how.startswith("reset"):
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=499)
        if fault.how in {"broken_json", "html"}:
            return web.Response(status=fault.status or 201, text='{"id": ' if fault.how == "broken_json" else "<html>")
        if fault.how == "no_id":
            return web.json_response({}, status=fault.status or 201)
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        if 300 <= fault.status < 400:
            headers["Location"] = f"{self.origin}/elsewhere"
        return _error(fault.status, fault.code, headers)


def _error(status: int, code: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
    body = {"error": {"code": code or f"Status{status}", "message": "scripted"}}
    return web.json_response(body, status=status, headers=headers)


@dataclass
class Person:
    """Somebody who speaks to the bot as Teams would deliver it: signed, with everything that Teams puts in."""

    teams: FakeTeams
    bot_url: str
    object_id: str = CHAIR
    signed: bool = True

    def activity(self, where: str = "personal", thread: str = "", **fields: Any) -> dict[str, Any]:
        """An activity from this person; `where`: `personal`, `channel`, `groupChat`; `sender` is `from`."""
        ids = {
            "personal": self.teams.conversations.setdefault(self.object_id, f"a:1-{self.object_id}"),
            "channel": f"{CHANNEL};messageid={thread or '1790000000000'}",
            "groupChat": "19:chat@thread.v2",
        }
        data: dict[str, Any] = {"tenant": {"id": TENANT}}
        if where == "channel":
            data |= {"team": {"id": TEAM}, "channel": {"id": CHANNEL}}
        made = {
            "id": uuid.uuid4().hex,
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": f"29:{self.object_id}", "name": "Somebody", "aadObjectId": self.object_id},
            "recipient": {"id": BOT_ID, "name": BOT_NAME},
            "conversation": {"id": ids[where], "conversationType": where, "tenantId": TENANT},
            "channelData": data,
            **{"from" if name == "sender" else name: value for name, value in fields.items()},
        }
        return {k: v for k, v in made.items() if v is not None}

    async def say(self, text: str, where: str = "personal", **fields: Any) -> Response:
        """A message; outside the personal chat the bot is mentioned."""
        entities = None
        if where != "personal":
            mention = f"<at>{BOT_NAME}</at>"
            text = f"{mention}&nbsp;{text}"
            entities = [{"type": "mention", "text": mention, "mentioned": {"id": BOT_ID, "name": BOT_NAME}}]
        return await self.send(self.activity(where, type="message", text=text, entities=entities, **fields))

    async def press(
        self, verb: str, data: Any = None, where: str = "personal", *, trigger: str = "manual", **fields: Any
    ) -> Response:
        """A press of an Action.Execute."""
        action = {"type": "Action.Execute", "verb": verb, "data": {} if data is None else data}
        value = {"action": action, "trigger": trigger}
        body = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": "1", **fields}
        return await self.send(self.activity(where, **body))

    async def submit(self, verb: str, data: Mapping[str, Any], where: str = "personal", **fields: Any) -> Response:
        """A press of an Action.Submit, as old clients send it."""
        value = {"verb": verb, **data}
        return await self.send(self.activity(where, type="message", value=value, replyToId="1", **fields))

    async def add_bot(self, where: str = "personal", **fields: Any) -> Response:
        """The bot is added to a conversation."""
        added = [{"id": BOT_ID}]
        return await self.send(self.activity(where, type="conversationUpdate", membersAdded=added, **fields))

    async def send(self, activity: Any, *, token: str | None = None, headers: Any = None) -> Response:
        """Any activity, or bytes as they are, with a good token unless another (or "" for none) is given."""
        raw = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        found = dict(headers) if headers is not None else {"Content-Type": "application/json"}
        token = (self.teams.token() if self.signed else "") if token is None else token
        if token:
            found["Authorization"] = f"Bearer {token}"
        assert self.teams.session is not None
        async with self.teams.session.post(self.bot_url, data=raw, headers=found) as answer:
            return Response(answer.status, await answer.read())


@contextlib.contextmanager
def in_thread(**options: Any) -> Iterator[FakeTeams]:
    """The service in a thread of its own, for tests that are not async. See `FakeTeams.call`."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    teams = FakeTeams(**options)
    asyncio.run_coroutine_threadsafe(teams.__aenter__(), loop).result(10)
    teams.loop = loop
    try:
        yield teams
    finally:
        asyncio.run_coroutine_threadsafe(teams.__aexit__(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@contextlib.asynccontextmanager
async def served(runner: web.AppRunner) -> AsyncIterator[str]:
    """The bot's own web (`bot.web.runner`) on loopback; its address."""
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
