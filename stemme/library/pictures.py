"""Pictures of stories: fetched once, made ours, served by us. Colleagues' browsers never ask a foreign host (T-18)."""

from __future__ import annotations

import logging
import os
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from stemme.kit import outbound
from stemme.kit.outbound import OutboundError
from stemme.library.apart import picture_apart
from stemme.library.card_pictures import card_picture
from stemme.media.picture_files import MOST_BYTES, PictureError

logger = logging.getLogger(__name__)

FOLDER = "pictures"
CARDS = "cards"
_ACCEPT = "image/jpeg,image/png,image/webp,image/gif;q=0.8"


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


def card_file(name: str) -> str | None:
    """The stored picture as networks show it, made when it is first asked for; its name, or None without a picture.

    ``name`` is that of the picture without folder and ending. Two who ask at once both make the same file; it takes its
    name when it is complete, because whoever reads half of it may keep that for a year.
    """
    card, picture = f"{CARDS}/{name}.jpg", f"{FOLDER}/{name}.jpg"
    if default_storage.exists(card):
        return card
    if not default_storage.exists(picture):
        return None
    with default_storage.open(picture) as file:
        made = card_picture(file.read())
    unfinished = default_storage.save(f"{CARDS}/{name}.{secrets.token_hex(4)}.part", ContentFile(made))
    os.replace(default_storage.path(unfinished), default_storage.path(card))
    return card
