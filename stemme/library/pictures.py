"""Pictures of stories: fetched once, made ours, served by us. Colleagues' browsers never ask a foreign host (T-18)."""

from __future__ import annotations

import logging
import os
import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import constant_time_compare, salted_hmac

from stemme.kit import outbound
from stemme.kit.outbound import OutboundError
from stemme.library.apart import picture_apart
from stemme.library.card_pictures import card_picture
from stemme.media.picture_files import MOST_BYTES, PictureError
from stemme.media.sizes import base_and_width, narrowed

logger = logging.getLogger(__name__)

FOLDER = "pictures"
CARDS = "cards"
MIDDLE = (50, 50)
_ACCEPT = "image/jpeg,image/png,image/webp,image/gif;q=0.8"
_CUT = re.compile(r"^(?P<stem>.+)-(?P<x>\d{1,3})-(?P<y>\d{1,3})-(?P<mark>[0-9a-f]{12})$")


def fetch_picture(url: str) -> bytes | None:
    """A foreign picture as our own JPEG, or None when there is none to be had. A story works without one."""
    if not url:
        return None
    try:
        answer = outbound.fetch(url, accept=_ACCEPT, max_bytes=MOST_BYTES)
        return picture_apart(answer.body) if answer.status == 200 else None
    except (OutboundError, PictureError) as error:
        logger.info("no picture from %s: %s", url, error)
        return None


def keep_picture(jpeg: bytes) -> str:
    """Store a picture under a name nobody can guess; the name."""
    return default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.jpg", ContentFile(jpeg))


def card_name(stem: str, focus: tuple[int, int]) -> str:
    """The name of the card of a picture that is cut around ``focus`` (per cent), without ending.

    One that is not cut around the middle carries a mark of ours, so that nobody can have thousands of cards made.
    """
    if focus == MIDDLE:
        return stem
    return f"{stem}-{focus[0]}-{focus[1]}-{_mark(stem, focus, settings.SECRET_KEY)}"


def card_file(name: str) -> str | None:
    """The stored picture as networks show it, made when it is first asked for; its name, or None without a picture.

    ``name`` is one of ``card_name``.
    """
    stem, focus = name, MIDDLE
    if (cut := _CUT.match(name)) is not None:
        stem, focus = cut["stem"], (int(cut["x"]), int(cut["y"]))
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        if max(focus) > 100 or not any(constant_time_compare(_mark(stem, focus, key), cut["mark"]) for key in keys):
            return None
    return _made_once(f"{CARDS}/{name}.jpg", f"{FOLDER}/{stem}.jpg", lambda jpeg: card_picture(jpeg, focus))


def picture_file(name: str) -> str | None:
    """A stored picture or one of its sizes, made when it is first asked for; its name, or None without a picture."""
    if default_storage.exists(name):
        return name
    folder, _, last = name.rpartition("/")
    stem, _, ending = last.rpartition(".")
    sized = base_and_width(stem)
    if sized is None or ending != "jpg":
        return None
    base, width = sized
    return _made_once(name, f"{folder}/{base}.jpg", lambda jpeg: narrowed(jpeg, width))


def _made_once(target: str, picture: str, make: Callable[[bytes], bytes]) -> str | None:
    """Two who ask at once both make the same file; it takes its name when it is complete, because whoever reads half of
    it may keep that for a year."""
    if default_storage.exists(target):
        return target
    if not default_storage.exists(picture):
        return None
    with default_storage.open(picture) as file:
        made = make(file.read())
    unfinished = default_storage.save(f"{CARDS}/{secrets.token_hex(16)}.part", ContentFile(made))
    os.replace(default_storage.path(unfinished), default_storage.path(target))
    return target


def _mark(stem: str, focus: tuple[int, int], key: str) -> str:
    return salted_hmac("library.cards", f"{stem} {focus[0]} {focus[1]}", secret=key).hexdigest()[:12]
