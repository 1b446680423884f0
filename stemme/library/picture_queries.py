"""Where the pictures of stories are served."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.urls import reverse

from stemme.library.pictures import card_name

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow


def picture_url(name: str) -> str:
    """Where a stored picture is served, or "" without one."""
    return reverse("library:picture", args=[name]) if name else ""


def card_url(story: StoryRow) -> str:
    """Where the picture that networks show of the story is served, ``card_pictures.CARD_SIZE`` large.

    Its own picture in that size, cut around its point, or the drawing that stands for it.
    """
    if story.picture_url:
        focus = (story.picture_focus_x, story.picture_focus_y)
        return reverse("library:card", args=[card_name(PurePosixPath(story.picture_url).stem, focus)])
    return reverse("library:scene", args=[story.scene])
