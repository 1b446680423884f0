"""The addresses of public pages of ours that a link may lead to: of stories that live nowhere else, which nobody can
guess, and of landing pages."""

from __future__ import annotations

import hmac
import re

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from stemme.kit.seals import installation_keys

_PATH = "/r/"
_MARK_LENGTH = 16
_LANDING = "/p/"
#: Names under that address that belong to no page: what mails lead to.
NO_SLUGS = frozenset({"confirm", "lead", "mail"})
_SLUG = re.compile(r"(?P<slug>[a-z0-9][a-z0-9-]{0,79})/(?:\?in=[a-z]{2})?")
_KEY = re.compile(rf"(?P<id>[0-9a-z]{{1,11}})-(?P<mark>[0-9a-f]{{{_MARK_LENGTH}}})")


def key_of(story_id: int) -> str:
    """The story's key: its number, and a mark under the server's key without which the number opens nothing."""
    return f"{int_to_base36(story_id)}-{_mark(story_id, installation_keys()[0])}"


def story_of(key: str) -> int | None:
    """The story that a key belongs to; None when it was made up."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    story_id = base36_to_int(match["id"])
    # Links that are out in the world go on working when the server gets a new key.
    ours = any(hmac.compare_digest(match["mark"], _mark(story_id, key)) for key in installation_keys())
    return story_id if ours else None


def hosted_url(story_id: int, language: str = "") -> str:
    """The whole address of the story's public page, in this language if one is given."""
    return f"{settings.PUBLIC_URL}{_PATH}{key_of(story_id)}/" + (f"?in={language}" if language else "")


def is_hosted(url: str) -> bool:
    """True for the address of a public page of ours: the one place on our own hosts that a link may lead to."""
    start = f"{settings.PUBLIC_URL}{_PATH}"
    return url.startswith(start) and story_of(url.removeprefix(start).partition("?")[0].rstrip("/")) is not None


def _mark(story_id: int, key: str) -> str:
    message = b"stemme hosted story %d" % story_id
    return hmac.digest(key.encode(), message, "sha256").hex()[:_MARK_LENGTH]


def landing_url(slug: str, language: str = "") -> str:
    """The whole address of a landing page, in this language if one is given."""
    return f"{settings.PUBLIC_URL}{_LANDING}{slug}/" + (f"?in={language}" if language else "")


def is_landing(url: str) -> bool:
    """True for the address of a landing page: on our own host a link may lead there, too."""
    start = f"{settings.PUBLIC_URL}{_LANDING}"
    match = _SLUG.fullmatch(url.removeprefix(start)) if url.startswith(start) else None
    return match is not None and match["slug"] not in NO_SLUGS
