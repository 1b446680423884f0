"""A sentence for every reason why a file is not taken, and what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stemme.media import reading
from stemme.media.reading import MEGABYTE, MOST_BYTES


def problem(reason: str) -> str:
    """What is wrong, what to do. ``reason`` is one of ``reading.REASONS``."""
    return {
        reading.EMPTY: _("There is nothing in this file. Please choose it once more."),
        reading.TOO_BIG: _("This file is too large. Pictures and documents may have %(small)s MB, videos %(large)s MB.")
        % {"small": MOST_BYTES["picture"] // MEGABYTE, "large": MOST_BYTES["video"] // MEGABYTE},
        reading.UNKNOWN: _(
            "This is none of the kinds that are read here. Pictures: JPEG, PNG, WebP, AVIF, GIF. Videos: MP4, MOV, "
            "WebM. Documents: PDF."
        ),
        reading.SVG: _(
            "SVG drawings can run programs, so they are not taken. Please export it as PNG, at least 1,600 pixels "
            "wide, and upload that."
        ),
        reading.HEIC: _(
            "HEIC photos are not read by all browsers. Please export it as JPEG: on an iPhone share it and choose "
            "“Most compatible”."
        ),
        reading.DAMAGED: _("This file cannot be read. It may be damaged or cut off. Please export it once more."),
        reading.TOO_MUCH: _(
            "Making this file ready would take too much work. Please bring a smaller version: pictures up to 50 "
            "megapixels, videos up to Full HD as MP4 (H.264)."
        ),
        reading.TOO_SMALL: _("This picture is too small to be shown. It needs at least 100 pixels on each side."),
        reading.TOO_LONG: _("This video is longer than ten minutes. Please cut it: people rarely watch more than two."),
        reading.TOO_SHORT: _("There is no moving picture in this video. Please export it once more."),
        reading.NO_PICTURE: _("There is only sound in this file. Please choose a video."),
        reading.LOCKED: _("This document is protected by a password. Please save it without one and upload that."),
        reading.TOO_MANY_PAGES: _("This document has more than 300 pages. Please upload the part that matters."),
        reading.BUSY: _("Several files are being read just now. Please try again in a minute."),
        reading.FULL: _("There is no room for more files. Please delete some that no story uses."),
        reading.ALT: _(
            "Please describe it in one or two sentences for those who cannot see it: who or what is there, and what "
            "matters about it. Leave out “picture of”."
        ),
    }[reason]
