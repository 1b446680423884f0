"""The marks of a published rule set for headers, worked out here: no scanner can reach an installation under test.

Source: MDN HTTP Observatory (Mozilla), github.com/mdn/mdn-http-observatory, read in November 2026: the points of
``src/grader/charts.js`` at commit 01b4711, the rules of ``src/analyzer/tests/*.js`` at commit 048ff59 (cookies at
0200be8), the sum of ``src/scanner/index.js`` at 0fb69ad, ``ALGORITHM_VERSION`` 4. Written anew from those rules.

A site begins with 100 points. Faults take points away; only what has 90 left is given the bonus points. 100 or more is
A+, the best mark there is. What cannot be seen from here and is left out: whether the name is on the browsers' preload
list (would only add points), the certificate, and what port 80 of the proxy answers; instead the redirect of the
application itself is looked at. The Observatory looks at one page of a site; here every kind of answer is marked as if
it were that page, error pages included, which it would not look at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

BEGINNING, ENOUGH_FOR_BONUS = 100, 90
#: Points and marks, the highest first.
MARKS = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"),
    (40, "D+"), (30, "D"), (25, "D-"), (0, "F"),
)  # fmt: skip
#: "A lot of sites use 15552000, so a white lie is in order."
SIX_MONTHS = 15_552_000
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_INLINE = {"'unsafe-inline'", "data:"}
_ONCE_KNOWN = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_LEAKING = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as a scanner gets it by HTTPS. Header names in lower case; ``cookies`` are whole Set-Cookie lines."""

    headers: Mapping[str, str]
    cookies: Sequence[str]
    body: str
    #: What a request for http:// was answered: status and Location.
    insecure: tuple[int, str]
    host: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of it: points by rule, their sum, the letter."""

    rules: Mapping[str, int]
    points: int
    letter: str


def mark(seen: Seen) -> Mark:
    """The mark of an answer."""
    rules = {
        "content-security-policy": content_security_policy(seen.headers.get("content-security-policy", "")),
        "cookies": cookies(seen.cookies, strict=strict_transport_security(seen.headers) >= 0),
        "cross-origin-resource-sharing": cross_origin_resource_sharing(seen.headers),
        "redirection": redirection(seen.insecure, seen.host),
        "referrer-policy": referrer_policy(seen.headers),
        "strict-transport-security": strict_transport_security(seen.headers),
        "subresource-integrity": subresource_integrity(seen),
        "x-content-type-options": 0 if seen.headers.get("x-content-type-options", "").lower() == "nosniff" else -5,
        "x-frame-options": x_frame_options(seen.headers),
        "cross-origin-resource-policy": cross_origin_resource_policy(seen.headers),
    }
    without_bonus = BEGINNING + sum(points for points in rules.values() if points < 0)
    points = BEGINNING + sum(rules.values()) if without_bonus >= ENOUGH_FOR_BONUS else without_bonus
    return Mark(rules, points, next(letter for least, letter in MARKS if max(points, 0) >= least))


def directives(policy: str) -> dict[str, set[str]]:
    """A content security policy, taken apart. Of two policies each source must be in both; we send one."""
    found: dict[str, set[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split()[:1] and part.split() or [""]
        if name and name.lower() not in found:
            found[name.lower()] = {source.lower() for source in sources} or {"'none'"}
    return found


def content_security_policy(policy: str) -> int:
    """+10 for ``default-src 'none'`` without anything unsafe, down to -25 for none at all."""
    csp = directives(policy)
    if not csp:
        return -25
    everything = csp.get("default-src", {"*"})
    script, style = (_without_needless_inline(csp.get(name, everything)) for name in ("script-src", "style-src"))
    if script & (_BROAD | _INLINE) or csp.get("object-src", everything) & _BROAD or "'strict-dynamic'" in script:
        return -20
    passive = {"img-src", "media-src"}
    if any(_insecure(sources) for name, sources in csp.items() if name not in passive):
        return -20
    if "'unsafe-eval'" in script | style or any(_insecure(csp.get(name, everything)) for name in passive):
        return -10
    if style & (_BROAD | _INLINE):
        return 0
    return 10 if csp.get("default-src") == {"'none'"} else 5


def _without_needless_inline(sources: set[str]) -> set[str]:
    """Browsers ignore 'unsafe-inline' beside a hash or a nonce."""
    return sources - {"'unsafe-inline'"} if any(one.startswith(_ONCE_KNOWN) for one in sources) else sources


def _insecure(sources: set[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)


def cookies(lines: Sequence[str], *, strict: bool) -> int:
    """+5 when all are Secure and SameSite and those of a session HttpOnly; 0 for none; the worst counts."""
    points = [_cookie(line, strict=strict) for line in lines]
    return min(points, default=0)


def _cookie(line: str, *, strict: bool) -> int:
    name, *rest = (part.strip() for part in line.split(";"))
    flags = {key.lower(): value.lower() for key, _, value in (part.partition("=") for part in rest)}
    name, secure, same_site = name.partition("=")[0].lower(), "secure" in flags, flags.get("samesite")
    of_session = "login" in name or "sess" in name
    if of_session and not secure:
        return -10 if strict else -40
    if of_session and "httponly" not in flags:
        return -30
    if (same_site is not None and same_site not in {"lax", "strict", "none"}) or (same_site == "none" and not secure):
        return -20
    if not secure:
        return -5 if strict else -20
    if same_site is None:
        return -20 if "csrf" in name else 0
    return 5


def cross_origin_resource_sharing(headers: Mapping[str, str]) -> int:
    """-50 when any site may read with the visitor's cookies. The request asks with a foreign Origin."""
    origin = headers.get("access-control-allow-origin", "")
    shared = headers.get("access-control-allow-credentials", "").strip().lower() == "true"
    return -50 if shared and origin not in {"", "*"} else 0


def redirection(insecure: tuple[int, str], host: str) -> int:
    """http:// leads to https:// of the same name first."""
    status, location = insecure
    if status not in {301, 302, 303, 307, 308} or not location.startswith("https://"):
        return -20
    return 0 if re.match(rf"https://{re.escape(host)}(?:[/:?]|$)", location) else -5


def referrer_policy(headers: Mapping[str, str]) -> int:
    """+5 for a policy that tells others no path; the last known word counts."""
    written = headers.get("referrer-policy")
    if written is None:
        return 0
    known = [word for word in (w.strip().lower() for w in written.split(",")) if word in _PRIVATE | _LEAKING]
    return 5 if known and known[-1] in _PRIVATE else -5


def strict_transport_security(headers: Mapping[str, str]) -> int:
    """0 for half a year or more."""
    written = headers.get("strict-transport-security", "").lower()
    age = re.search(r"(?:^|;)\s*max-age=(\d+)", written)
    if age is None or "," in written:
        return -20
    return 0 if int(age[1]) >= SIX_MONTHS else -10


def subresource_integrity(seen: Seen) -> int:
    """0 when all scripts are our own; foreign ones need a hash."""
    if "html" not in seen.headers.get("content-type", "text/html"):
        return 0
    points = [0]
    for script in LexborHTMLParser(seen.body).css("script[src]"):
        source, known = str(script.attributes["src"]), bool(script.attributes.get("integrity"))
        if source.startswith(("//", "http:")):
            points.append(-20 if known else -50)
        elif source.startswith("https:") and not source.startswith(f"https://{seen.host}/"):
            points.append(5 if known else -5)
    return min(points)


def x_frame_options(headers: Mapping[str, str]) -> int:
    """+5 for frame-ancestors in the policy, 0 for the old header alone."""
    if "frame-ancestors" in directives(headers.get("content-security-policy", "")):
        return 5
    return 0 if headers.get("x-frame-options", "").strip().lower() in {"deny", "sameorigin"} else -20


def cross_origin_resource_policy(headers: Mapping[str, str]) -> int:
    """+10 when other sites' pages cannot embed the answer."""
    written = headers.get("cross-origin-resource-policy", "").strip().lower()
    if written in {"same-origin", "same-site"}:
        return 10
    return 0 if written in {"", "cross-origin"} else -5
