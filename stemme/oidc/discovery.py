"""What a sign-in says about itself, and whether that is enough for us. Pure.

OpenID Connect Discovery 1.0, section 4.3: the issuer in the document must be the text that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

#: Signatures we accept: asymmetric ones of today's strength, none that shares a secret with us (T-06).
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
WELL_KNOWN = "/.well-known/openid-configuration"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_BASIC, _POST = "client_secret_basic", "client_secret_post"
#: What can be wrong; wording.py has a sentence for each.
NO_ADDRESS, NOT_HTTPS, OTHER_ISSUER, NO_ENDPOINT, NO_CODE, NO_S256, NO_ALGORITHM, NO_AUTHENTICATION = (
    "no_address",
    "not_https",
    "other_issuer",
    "no_endpoint",
    "no_code",
    "no_s256",
    "no_algorithm",
    "no_authentication",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a sign-in cannot be used. ``said`` is the word of the document that is in the way, or the field's name."""

    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The part of a discovery document that we go by."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    algorithms: tuple[str, ...]
    #: The secret goes into a header, or into the form.
    basic: bool
    #: Its answers name it (RFC 9207).
    names_itself: bool
    #: It says that it knows PKCE with S256. Some do and do not say so.
    says_s256: bool

    def stored(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)


class DiscoveryError(Exception):
    """The document cannot be used; all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.kind} {problem.said}".strip() for problem in problems))
        self.problems = problems


def restored(stored: Mapping[str, Any]) -> Metadata:
    """From the database."""
    return Metadata(**{**stored, "algorithms": tuple(stored["algorithms"])})


def document_address(issuer: str) -> str:
    """Where the document lies.

    >>> document_address("https://login.example/tenant/")
    'https://login.example/tenant/.well-known/openid-configuration'
    """
    return issuer.rstrip("/") + WELL_KNOWN


def address_problem(written: str, *, local: bool) -> Problem | None:
    """What is wrong with an address. ``local``: this installation is for one machine alone, and so may be the sign-in.

    >>> address_problem("http://login.example", local=True)
    Problem(kind='not_https', said='http://login.example')
    """
    try:
        parts = urlsplit(written)
        host = parts.hostname
    except ValueError:
        return Problem(NO_ADDRESS, written[:200])
    if not host or parts.scheme not in {"http", "https"} or parts.username or parts.fragment:
        return Problem(NO_ADDRESS, written[:200])
    if parts.scheme != "https" and not (local and host in LOOPBACK):
        return Problem(NOT_HTTPS, written[:200])
    return None


def read(document: Mapping[str, Any], *, issuer: str, local: bool) -> Metadata:
    """What the document says. Raises DiscoveryError with everything that is wrong with it."""
    problems = []
    if document.get("issuer") != issuer:
        problems.append(Problem(OTHER_ISSUER, str(document.get("issuer", ""))[:200]))
    addresses = {}
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        value = document.get(name)
        addresses[name] = value if isinstance(value, str) else ""
        problem = address_problem(addresses[name], local=local) if addresses[name] else Problem(NO_ENDPOINT, name)
        problems += [problem] if problem else []
    signed = _words(document, "id_token_signing_alg_values_supported", ())
    algorithms = tuple(name for name in ALGORITHMS if name in signed)
    ways = _words(document, "token_endpoint_auth_methods_supported", (_BASIC,))
    challenges = _words(document, "code_challenge_methods_supported", None)
    if "code" not in _words(document, "response_types_supported", ()):
        problems.append(Problem(NO_CODE))
    if challenges and "S256" not in challenges:
        problems.append(Problem(NO_S256, ", ".join(challenges)[:200]))
    if not algorithms:
        problems.append(Problem(NO_ALGORITHM, ", ".join(signed)[:200]))
    if not {_BASIC, _POST} & set(ways):
        problems.append(Problem(NO_AUTHENTICATION, ", ".join(ways)[:200]))
    if problems:
        raise DiscoveryError(tuple(problems))
    return Metadata(
        issuer=issuer,
        **addresses,
        algorithms=algorithms,
        basic=_BASIC in ways,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        says_s256=bool(challenges),
    )


def _words(document: Mapping[str, Any], name: str, otherwise: tuple[str, ...] | None) -> tuple[str, ...]:
    value = document.get(name)
    if not isinstance(value, list):
        return otherwise or ()
    return tuple(word for word in value if isinstance(word, str))
