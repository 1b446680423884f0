"""Addresses as pages and feeds write them: made whole, made tidy, or refused (security.md T-10). Pure."""

from __future__ import annotations

import ipaddress
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

import idna

from stemme.kit.addresses import ipv4_meant, is_name

LONGEST = 2000
#: Parameters that say where a visitor came from, not which page is meant.
_TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "_hsenc", "_hsmi"})
_PATH_SAFE = "/%:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?[]"


def whole(written: str, base: str = "") -> str:
    """An absolute http(s) address without spaces and odd characters, or "" when it cannot stand as a target.

    Refused: other schemes, passwords, backslashes, control characters, no host, a bad port, over 2,000 characters.
    """
    text = "".join(written.split("\n")).replace("\t", "").replace("\r", "").strip()
    if not text or "\\" in text or any(not c.isprintable() for c in text):
        return ""
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
        ascii_host = _in_ascii(parts.hostname or "")
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or not ascii_host or "@" in parts.netloc:
        return ""
    netloc = (f"[{ascii_host}]" if ":" in ascii_host else ascii_host) + (f":{port}" if port else "")
    url = urlunsplit(
        (
            parts.scheme,
            netloc,
            quote(parts.path or "/", safe=_PATH_SAFE),
            quote(parts.query, safe=_QUERY_SAFE),
            quote(parts.fragment, safe=_QUERY_SAFE),
        )
    )
    return url if len(url) <= LONGEST else ""


def _in_ascii(host: str) -> str:
    """The host as it is looked up, "" for none: as browsers read it, so that ß stays ß and is no ss (UTS 46, not 2003).

    Raises ValueError and UnicodeError for what is no host.
    """
    if ":" in host:
        return "" if "%" in host else str(ipaddress.IPv6Address(host))
    name = host if host.isascii() else idna.encode(host, uts46=True, transitional=False).decode("ascii")
    return ipv4_meant(name) or (name if is_name(name) else "")


def tidy(url: str) -> str:
    """The address without its fragment and without parameters that only say where a visitor came from."""
    parts = urlsplit(url)
    query = parts.query
    if query:
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _tracks(k)]
        if len(kept) != len(parse_qsl(query, keep_blank_values=True)):
            query = urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _tracks(name: str) -> bool:
    return name.lower().startswith("utm_") or name.lower() in _TRACKING


def host_of(url: str) -> str:
    """The host as a reader would name it, in lower case and without ``www.``; "" when there is none."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.")
