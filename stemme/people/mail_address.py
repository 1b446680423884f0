"""Is this one mail address, and how is it written so that the same address is always the same text? Pure."""

from __future__ import annotations

import re
import unicodedata

_PLACEHOLDER_WORDS = (
    "mangler mangler.epost saknas fehlt missing unknown ukjent ukendt okänd unbekannt ingen none null nil keine kein "
    "n/a na nan #n/a #i/t #nv #saknas! - -- --- . ? ?? x xx xxx 0 tom leer empty test tba tbd"
)
#: What people and systems write where there is no address.
PLACEHOLDERS: frozenset[str] = frozenset(_PLACEHOLDER_WORDS.split())
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_ANY = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")


class AddressError(ValueError):
    """No usable address. ``kind``: missing, placeholder, several, with_name, space, several_at, no_at, bad."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def normal_address(written: str) -> str:
    """The address in lower case, its domain in ASCII (IDNA). Raises AddressError.

    Letters beyond ASCII before the @ are usable (RFC 6531), as are apostrophes and plus signs.
    """
    text = unicodedata.normalize("NFC", written.strip())
    if not text:
        raise AddressError("missing")
    if text.lower() in PLACEHOLDERS:
        raise AddressError("placeholder")
    _refuse_more_than_an_address(text)
    local, _, domain = text.lower().rpartition("@")
    domain = _ascii_domain(domain)
    well_made = _LOCAL.fullmatch(local) and not local.startswith(".") and not local.endswith(".") and ".." not in local
    if not well_made or len(local.encode()) > 64 or len(f"{local}@{domain}") > 254:
        raise AddressError("bad")
    return f"{local}@{domain}"


def _refuse_more_than_an_address(text: str) -> None:
    if "<" in text or ">" in text:
        raise AddressError("with_name")
    if len(_ANY.findall(text)) > 1:
        raise AddressError("several")
    if any(sign.isspace() for sign in text):
        raise AddressError("space")
    if text.count("@") > 1:
        raise AddressError("several_at")
    if "@" not in text:
        raise AddressError("no_at")


def _ascii_domain(domain: str) -> str:
    try:
        labels = domain.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        raise AddressError("bad") from None
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise AddressError("bad")
    return ".".join(labels)


def addresses_in(text: str) -> list[str]:
    """Every address that can be made out in a text, normal; used to recognise whom a broken row is about."""
    found = []
    for part in _ANY.findall(text):
        try:
            found.append(normal_address(part))
        except AddressError:
            continue
    return found
