"""Signing in with a certificate: the app proves who it is by signing a short note with its private key.

Owns: reading the file, what may be wrong with it in words, and the signed note (a client assertion). Must not: keep the
key longer than it takes to sign, or show any of it. The file is read at each exchange: a renewed one needs no restart.
Source: Microsoft Learn, "Microsoft identity platform application authentication certificate credentials" (PS256,
`x5t#S256`, aud, iss, sub, jti, nbf, exp); RFC 7521, RFC 7523.
"""

from __future__ import annotations

import base64
import uuid
from datetime import UTC, datetime
from pathlib import Path

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificates

from domain.calendar import as_long

LIVES = 300
"""Seconds that a note holds; Entra takes at most ten minutes."""
LEAST_BITS = 2048
ENDS_SOON = 30
"""Days before the end of a certificate from which `check` speaks of it. Source: ours."""
KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Unfit(Exception):
    """The file cannot be signed with; the text says why, without a word of what stands in it."""


def read(path: Path, password: str = "") -> tuple[RSAPrivateKey, Certificate]:
    """The private key and its certificate out of one PEM file. Raises `Unfit`."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Unfit(f"{path}: {error.strerror}.") from error
    key, certificates = _key(text, path, password), _certificates(text, path)
    own = [c for c in certificates if c.public_key() == key.public_key()]
    if not own:
        raise Unfit(f"{path}: the certificate and the private key do not belong together.")
    if key.key_size < LEAST_BITS:
        raise Unfit(f"{path}: the key has {key.key_size} bits; it must have {LEAST_BITS} or more.")
    return key, own[0]


def _key(text: bytes, path: Path, password: str) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(text, password.encode() or None)
    except TypeError as error:  # cryptography's way of saying that a password is missing, or that there is none to give
        raise Unfit(f"{path}: MICROSOFT_APP_CERTIFICATE_PASSWORD does not fit its private key.") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unfit(f"{path}: no private key in it that I can read (PEM), or its password is wrong.") from error
    if not isinstance(key, RSAPrivateKey):
        raise Unfit(f"{path}: its private key must be an RSA key.")
    return key


def _certificates(text: bytes, path: Path) -> list[Certificate]:
    try:
        return load_pem_x509_certificates(text)
    except ValueError as error:
        raise Unfit(f"{path}: there is no certificate in it (PEM).") from error


def faults(path: Path, password: str, now: datetime) -> tuple[str, ...]:
    """What an operator must put right, each in a sentence."""
    try:
        _, certificate = read(path, password)
    except Unfit as unfit:
        return (f"MICROSOFT_APP_CERTIFICATE: {unfit}",)
    starts, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now >= ends:
        return (f"MICROSOFT_APP_CERTIFICATE: {path} ended on {as_long(ends.date())}. Make a new one and upload it.",)
    if now < starts:
        return (f"MICROSOFT_APP_CERTIFICATE: {path} begins only on {as_long(starts.date())}; is the clock right?",)
    if (ends - now).days < ENDS_SOON:
        return (f"MICROSOFT_APP_CERTIFICATE: {path} ends on {as_long(ends.date())}. Make a new one now and upload it.",)
    return ()


def assertion(path: Path, password: str, app_id: str, audience: str, now: datetime | None = None) -> str:
    """A fresh note that this app is `app_id`, for the token service at `audience`. Raises `Unfit`."""
    key, certificate = read(path, password)
    at = int((now or datetime.now(UTC)).timestamp())
    header = {"alg": "PS256", "typ": "JWT", "x5t#S256": _b64(certificate.fingerprint(SHA256()))}
    claims = {"aud": audience, "iss": app_id, "sub": app_id, "jti": str(uuid.uuid4())}
    claims |= {"iat": at, "nbf": at - 60, "exp": at + LIVES}
    signed = f"{_b64(orjson.dumps(header))}.{_b64(orjson.dumps(claims))}"
    mark = key.sign(signed.encode(), PSS(MGF1(SHA256()), SHA256().digest_size), SHA256())
    return f"{signed}.{_b64(mark)}"


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
