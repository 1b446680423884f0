"""Nothing secret in the logs (security.md T-03)."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"\b(adv[a-z]*_)[0-9a-z]{8,}|(/s/)[1-9A-HJ-NP-Za-km-z]{6,16}", re.IGNORECASE)


def without_tokens(text: str) -> str:
    """The text with every token and tracked-link code replaced by ``…``."""
    return _SECRET.sub(lambda match: f"{match.group(1) or match.group(2)}…", text)


class HideTokens(logging.Filter):
    """Takes tokens out of every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        record.msg = without_tokens(record.getMessage())
        record.args = ()
        return True
