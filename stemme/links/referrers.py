"""Where a visit came from: the host alone, never the page. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 120
_HOST = re.compile(
    rb"[a-z][a-z0-9+.-]*://(?:[^/?#@\s]*@)?([a-z0-9._-]+)(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE | re.DOTALL
)


@lru_cache(maxsize=4_096)
def referring_host(referrer: bytes) -> str:
    """The host of a Referer header in lower case, "" when there is none to be read.

    >>> referring_host(b"https://www.LinkedIn.com/feed/")
    'www.linkedin.com'
    """
    match = _HOST.fullmatch(referrer[:2_000])
    return match[1].decode("ascii").lower()[:_LONGEST] if match else ""
