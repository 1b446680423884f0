"""Looking into the installation's mailbox."""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial

from django.conf import settings

from stemme.library.mail_in.actions import DONE, FULL, take_in
from stemme.library.mail_in.imap_box import FLAGGED, LATER, SEEN, Visit, box_of, visit

logger = logging.getLogger(__name__)


def look(*, now: dt.datetime) -> Visit | None:
    """Take in what has come since; None where no mailbox is set. Raises BoxError when it cannot be read."""
    if not settings.STREAM_MAILBOX or not settings.STREAM_MAIL:
        return None
    return visit(box_of(settings.STREAM_MAILBOX), partial(_handed, now=now))


def _handed(raw: bytes, *, now: dt.datetime) -> str:
    what = take_in(raw, now=now)
    if what in DONE:
        return SEEN
    logger.warning("a mail of %d bytes could not be taken in: %s", len(raw), what)
    # Too many of one day are taken in tomorrow; the others need somebody to look.
    return LATER if what == FULL else FLAGGED
