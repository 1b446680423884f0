"""Every kind of answer gets the best mark of the Observatory (header_rules.py), with the settings of production."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.security.conftest import HOST, LINK_HOST, Proxied
from tests.security.header_rules import Mark, Seen, mark

pytestmark = [pytest.mark.slow, pytest.mark.once]
BOT = {"User-Agent": "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"}
#: What, who asks, what the answer is.
PAGES = (
    ("/stories/", "cleo", 200),
    ("/stories/8100/", "cleo_by_mail", 200),
    ("/privacy/", "cleo", 200),
    ("/overview/", "lea", 200),
    ("/audit/", "ada", 200),
    ("/people/", "ada", 200),
    ("/sign-in/", "", 200),
    ("/how/counting/", "", 200),
    ("/how/involvement/", "", 200),
    ("/healthz", "", 200),
    ("/nowhere/", "", 404),
    ("/people/", "cleo", 404),
    ("/impact/", "cleo_by_mail", 403),
    ("/sign-out/", "cleo", 405),
    ("/l/advd_wrong/", "", 410),
    ("/analysis/tables.csv?table=story", "lea", 200),
    ("/privacy/data.json", "cleo", 200),
    ("/privacy/data.zip", "cleo", 200),
    ("/privacy/portfolio.html", "cleo", 200),
    ("/stories/8100/share/linkedin/qr.svg", "cleo", 200),
    ("/media/scenes/wind.jpg", "", 200),
)


def marked(proxied: Proxied, answer: httpx.Response, *, path: str, host: str = HOST) -> Mark:
    insecure = proxied.ask(path, host=host, scheme="http") if host == HOST else None
    text = "" if answer.headers.get("content-type", "").startswith(("image/", "application/zip")) else answer.text
    return mark(
        Seen(
            headers={name.lower(): value for name, value in answer.headers.items()},
            cookies=answer.headers.get_list("set-cookie"),
            body=text,
            # The links' process is told nothing of the scheme: sending http:// on is the proxy's part there.
            insecure=(insecure.status_code, insecure.headers.get("location", ""))
            if insecure
            else (301, f"https://{host}/"),
            host=host,
        )
    )


@pytest.mark.parametrize(("path", "who", "status"), PAGES)
def test_pages_and_files(proxied: Proxied, path: str, who: str, status: int) -> None:
    answer = proxied.ask(path, who=who)
    assert answer.status_code == status
    found = marked(proxied, answer, path="/sign-in/")
    assert found.letter == "A+", found
    assert min(found.rules.values()) == 0, found


def test_personal_links_of_mails(proxied: Proxied) -> None:
    door = "/l/" + proxied.facts["door"].rpartition("/l/")[2].strip("/") + "/"
    stop = f"/unsubscribe/{proxied.facts['stop']}/"
    for path in (door, stop):
        answer = proxied.ask(path)
        assert answer.status_code == 200, path
        assert marked(proxied, answer, path="/sign-in/").letter == "A+"


def test_static_files(proxied: Proxied) -> None:
    page = proxied.ask("/sign-in/").text
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {path.rpartition(".")[2] for path in files} >= {"css", "js", "svg"}
    for path in files:
        answer = proxied.ask(path.partition("#")[0])
        assert answer.status_code == 200, path
        assert marked(proxied, answer, path="/sign-in/").letter == "A+", path
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_refused_forms(proxied: Proxied) -> None:
    """A form without its token, and a form of another site."""
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
        answer = proxied.ask("/me/", who="cleo", method="POST", headers=headers, data={"language": "de"})
        assert answer.status_code == 403
        assert marked(proxied, answer, path="/sign-in/").letter == "A+"


@pytest.mark.parametrize(("path", "status"), [("/s/CODE", 200), ("/s/zzzzzzzzzz", 404), ("/healthz", 200)])
def test_pages_of_the_links(proxied: Proxied, path: str, status: int) -> None:
    path = path.replace("CODE", proxied.facts["code"])
    answer = proxied.ask(path, host=LINK_HOST, headers=BOT)
    assert answer.status_code == status
    assert marked(proxied, answer, path=path, host=LINK_HOST).letter == "A+"


def test_a_redirect_of_a_link_is_kept_by_nobody_and_sets_nothing(proxied: Proxied) -> None:
    answer = proxied.ask(
        f"/s/{proxied.facts['code']}", host=LINK_HOST, headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"}
    )
    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "set-cookie" not in answer.headers


def test_cookies_belong_to_this_host_alone(proxied: Proxied) -> None:
    """__Host-: Secure, no Domain, Path=/. Asking for a link sets the one of the sign-in and the form's."""
    page = proxied.ask("/sign-in/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token
    form = page.headers.get_list("set-cookie")[0].partition(";")[0]
    sent = proxied.ask(
        "/sign-in/", method="POST", headers={"Cookie": form, "Referer": f"https://{HOST}/sign-in/"},
        data={"csrfmiddlewaretoken": token[1], "email": "nobody@nordlys.example"},
    )  # fmt: skip
    assert sent.status_code == 303
    lines = [*page.headers.get_list("set-cookie"), *sent.headers.get_list("set-cookie")]
    assert {line.partition("=")[0] for line in lines} == {"__Host-csrf", "__Host-login"}
    for line in lines:
        flags = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= flags, line
        assert not [flag for flag in flags if flag.startswith("domain")], line


def test_plain_http_is_sent_on_and_only_health_is_answered(proxied: Proxied) -> None:
    answer = proxied.ask("/stories/?q=1", scheme="http")
    assert (answer.status_code, answer.headers["location"]) == (301, f"https://{HOST}/stories/?q=1")
    assert proxied.ask("/healthz", scheme="http").status_code == 200


def test_what_the_rules_take_points_for() -> None:
    """The marks are earned: without one header the mark falls as the source says."""
    good = {
        "content-security-policy": "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }

    def points(cookies: tuple[str, ...] = (), insecure: tuple[int, str] = (301, "https://a/"), **other: str) -> int:
        headers = {**good, **{name.replace("_", "-"): value for name, value in other.items()}}
        return mark(Seen({k: v for k, v in headers.items() if v}, cookies, "", insecure, "a")).points

    assert points() == 100 + 10 + 5 + 5 + 10
    assert points(cookies=("csrf=1; Secure; SameSite=Lax",)) == 135
    assert points(content_security_policy="") == 100 - 25 - 20
    assert points(content_security_policy="default-src 'self' 'unsafe-inline'; frame-ancestors 'none'") == 80
    assert (
        points(content_security_policy="default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'") == 120
    )
    assert points(strict_transport_security="max-age=60") == 100 - 10 + 30
    assert points(referrer_policy="unsafe-url") == 100 - 5 + 25
    assert points(cookies=("session=1",)) == 90 + 30
    assert points(cookies=("session=1; Secure",)) == 70
    assert points(insecure=(200, "")) == 80
    assert points(access_control_allow_origin="https://x", access_control_allow_credentials="true") == 50
