"""Where the pictures of stories are served."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.urls import reverse

from stemme.library.pictures import card_name
from stemme.media.crops import focus_classes
from stemme.media.sizes import srcset


class Pictured:
    """What has a picture, or a drawing that stands for it."""

    __slots__ = ()
    picture_url: str
    picture_focus_x: int
    picture_focus_y: int
    scene: str

    @property
    def picture_sizes(self) -> str:
        """The picture's ``srcset``, or ""."""
        return srcset(self.picture_url)

    @property
    def picture_classes(self) -> str:
        """Of an image that the style sheet cuts: around its point."""
        return focus_classes((self.picture_focus_x, self.picture_focus_y))


def picture_url(name: str) -> str:
    """Where a stored picture is served, or "" without one."""
    return reverse("library:picture", args=[name]) if name else ""


def card_url(story: Pictured) -> str:
    """Where the picture that networks show of the story is served, ``card_pictures.CARD_SIZE`` large.

    Its own picture in that size, cut around its point, or the drawing that stands for it.
    """
    if story.picture_url:
        focus = (story.picture_focus_x, story.picture_focus_y)
        return reverse("library:card", args=[card_name(PurePosixPath(story.picture_url).stem, focus)])
    return reverse("library:scene", args=[story.scene])
