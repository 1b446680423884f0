"""What a sign-in says about itself."""

from __future__ import annotations

import pytest

from stemme.oidc import discovery
from stemme.oidc.discovery import DiscoveryError, Problem, address_problem, read, restored

ISSUER = "https://login.nordlys.example/staff"
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize?tenant=7",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": "https://keys.nordlys.example/jwks",
    "response_types_supported": ["code", "id_token"],
    "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    "code_challenge_methods_supported": ["plain", "S256"],
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
    "authorization_response_iss_parameter_supported": True,
}


def problems(local: bool = False, **changed: object) -> list[Problem]:
    document = {name: value for name, value in {**DOCUMENT, **changed}.items() if value is not None}
    with pytest.raises(DiscoveryError) as caught:
        read(document, issuer=ISSUER, local=local)
    return list(caught.value.problems)


def test_a_good_document():
    found = read(DOCUMENT, issuer=ISSUER, local=False)
    assert found.algorithms == ("RS256",)
    assert (found.basic, found.names_itself, found.says_s256) == (False, True, True)
    assert restored(found.stored()) == found


def test_what_a_document_may_leave_out():
    quiet = {
        name: value for name, value in DOCUMENT.items()
        if name not in {"code_challenge_methods_supported", "token_endpoint_auth_methods_supported",
                        "authorization_response_iss_parameter_supported"}
    }  # fmt: skip
    found = read(quiet, issuer=ISSUER, local=False)
    assert (found.basic, found.names_itself, found.says_s256) == (True, False, False)


@pytest.mark.parametrize(
    ("changed", "kind", "said"),
    [
        ({"issuer": f"{ISSUER}/"}, "other_issuer", f"{ISSUER}/"),
        ({"issuer": None}, "other_issuer", ""),
        ({"token_endpoint": None}, "no_endpoint", "token_endpoint"),
        ({"jwks_uri": 7}, "no_endpoint", "jwks_uri"),
        ({"token_endpoint": "http://login.nordlys.example/t"}, "not_https", "http://login.nordlys.example/t"),
        ({"jwks_uri": "javascript:alert(1)"}, "no_address", "javascript:alert(1)"),
        ({"response_types_supported": ["id_token"]}, "no_code", ""),
        ({"code_challenge_methods_supported": ["plain"]}, "no_s256", "plain"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "no_algorithm", "HS256, none"),
        ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, "no_authentication", "private_key_jwt"),
    ],
)
def test_each_thing_that_is_wrong_is_named(changed, kind, said):
    assert problems(**changed) == [Problem(kind, said)]


def test_everything_is_named_at_once():
    found = problems(issuer="x", response_types_supported=[], id_token_signing_alg_values_supported=None)
    assert [problem.kind for problem in found] == ["other_issuer", "no_code", "no_algorithm"]


def test_without_encryption_only_on_this_machine():
    for host in ("127.0.0.1:9400", "localhost", "[::1]:80"):
        assert address_problem(f"http://{host}/x", local=True) is None
        assert address_problem(f"http://{host}/x", local=False) == Problem(discovery.NOT_HTTPS, f"http://{host}/x")
    for written in ("http://127.0.0.1.evil.example", "http://10.0.0.1"):
        assert address_problem(written, local=True) == Problem(discovery.NOT_HTTPS, written)
    for written in ("", "login", "ftp://x", "https://", "https://u:p@x", "https://x#y", "https://["):
        assert address_problem(written, local=True) == Problem(discovery.NO_ADDRESS, written)
