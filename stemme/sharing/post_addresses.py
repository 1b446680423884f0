"""The address of a post: does it lie on the channel's own network? Pure; nothing is fetched here."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from stemme.kit.addresses import ipv4_meant, is_literal, is_name

#: As long as the field that keeps it.
LONGEST = 500
#: Why an address is no good.
NOT_HTTPS, NOT_AN_ADDRESS, ELSEWHERE, TOO_LONG, NO_POST = "https", "address", "elsewhere", "long", "no_post"
#: Where posts of a channel stand: the host itself or one below it. An empty row takes every public host.
HOSTS: dict[str, tuple[str, ...]] = {
    "linkedin": ("linkedin.com", "lnkd.in"),
    "x": ("x.com", "twitter.com"),
    "facebook": ("facebook.com", "fb.com", "fb.watch"),
    "xing": ("xing.com",),
    "threads": ("threads.net", "threads.com"),
    "bluesky": ("bsky.app",),
    "mastodon": (),
    "reddit": ("reddit.com", "redd.it"),
    "telegram": ("t.me", "telegram.me"),
    "instagram": ("instagram.com",),
    "tiktok": ("tiktok.com",),
    "snapchat": ("snapchat.com",),
}
#: What of a query says which post it is. Everything else says who copied the address, and is dropped.
_SAYS_WHICH = {"facebook": frozenset({"story_fbid", "id", "fbid", "set", "v"})}
#: Names that lead nowhere from outside (RFC 6761, RFC 8375, and what offices use).
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion", "invalid", "test")


class AddressError(ValueError):
    """An address that cannot be the post's; ``reason`` is one of the words above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def takes_address(channel: str) -> bool:
    """Whether a post on this channel has an address of its own."""
    return channel in HOSTS


def post_address(channel: str, written: str) -> str:
    """The address of a post as it is kept: https, host in small letters, without what follows the reader around.

    Raises AddressError. An address without ``https://`` is taken as if it had one; ``http://`` is not.
    """
    written = written.strip()
    if not takes_address(channel):
        raise AddressError(ELSEWHERE)
    try:
        parts = urlsplit(written if "://" in written else f"https://{written}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise AddressError(NOT_AN_ADDRESS) from None
    if parts.scheme != "https":
        raise AddressError(NOT_HTTPS)
    if parts.username is not None or port not in {None, 443} or not _is_public_name(host):
        raise AddressError(NOT_AN_ADDRESS)
    hosts = HOSTS[channel]
    if hosts and not any(host == own or host.endswith(f".{own}") for own in hosts):
        raise AddressError(ELSEWHERE)
    if parts.path in {"", "/"}:
        raise AddressError(NO_POST)
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key in _SAYS_WHICH.get(channel, ())]
    address = f"https://{host}{parts.path}" + (f"?{urlencode(kept)}" if kept else "")
    if any(sign.isspace() or not sign.isprintable() for sign in address):
        raise AddressError(NOT_AN_ADDRESS)
    if len(address) > LONGEST:
        raise AddressError(TOO_LONG)
    return address


def _is_public_name(host: str) -> bool:
    """A name that anybody may look up; no number, nothing of an office's own network."""
    if "." not in host or not is_name(host) or is_literal(host):
        return False
    try:
        if ipv4_meant(host) is not None:
            return False
    except ValueError:
        return False
    return not any(host == name or host.endswith(f".{name}") for name in _INSIDE)
