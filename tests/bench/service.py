"""Teams as a bench needs it: keys, tokens and a connector that takes everything, in a process of its own.

`python -m tests.bench.service [--tls FOLDER] [--delay MS]` prints one line of JSON: its origin, a token for the bot,
and with `--tls` the certificate to trust. Its answers are those of `tests/fake_teams.py`, without any memory, so that
little of a shared machine goes into it.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import ipaddress
import itertools
import json
import ssl
import sys
import time
from pathlib import Path

from tests.fake_teams import APP_ID, ISSUER, SigningKey

KEY = SigningKey()


class Connector(asyncio.Protocol):
    """HTTP/1.1 as far as a bot speaks it: whole requests with a length, answered in order."""

    numbers = itertools.count(1_795_000_000_000)
    origin = ""
    taken = 0
    delay = 0.0

    def __init__(self) -> None:
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # pyright: ignore[reportAttributeAccessIssue] a stream's transport can write

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while True:
            head, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            low = head.lower()
            at = low.find(b"content-length:")
            length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            line = head.split(b"\r\n", 1)[0]
            status, body = self.answer(line)
            made = b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\n" % status
            made += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
            assert self.transport is not None
            if self.delay:
                asyncio.get_running_loop().call_later(self.delay, self.transport.write, made)
            else:
                self.transport.write(made)

    def answer(self, line: bytes) -> tuple[int, bytes]:
        if b"/activities" in line:
            Connector.taken += 1
            return 201, b'{"id":"%d"}' % next(self.numbers)
        if b"/token" in line:
            given = {"token_type": "Bearer", "expires_in": 3600, "access_token": "outbound"}
        elif b"openidconfiguration" in line:
            given = {
                "issuer": ISSUER,
                "jwks_uri": f"{self.origin}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        elif b"/keys" in line:
            given = {"keys": [KEY.jwk()]}
        elif b"/taken" in line:
            given = {"taken": self.taken}
        else:
            given = {"id": "a:1-opened"}
        return 200, json.dumps(given).encode()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for this machine alone, and the file that trusts it."""
    from cryptography import x509  # noqa: PLC0415 only with --tls
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 only with --tls
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 only with --tls

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "bench")])
    now = dt.datetime.now(dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, both = folder / "bench.pem", folder / "bench-key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    both.write_bytes(
        public.read_bytes()
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, public


async def main() -> None:
    """Serve until the pipe from the bench closes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    given = parser.parse_args()
    Connector.delay = given.delay / 1e3
    context, trusted = certificate(given.tls) if given.tls else (None, Path())
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connector, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    Connector.origin = origin = f"{'https' if context else 'http'}://127.0.0.1:{port}"
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 60, "exp": now + 12 * 3600, "serviceurl": f"{origin}/teams/"}
    token = KEY.sign({"typ": "JWT", "alg": "RS256", "kid": KEY.kid, "x5t": KEY.kid}, claims)
    sys.stdout.write(json.dumps({"origin": origin, "token": token, "trust": str(trusted)}) + "\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
