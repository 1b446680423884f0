"""Nothing secret in the logs, and each entry one line (security.md T-03, T-37)."""

from __future__ import annotations

import logging
import re
from types import TracebackType

_SECRET = re.compile(r"\b(adv[a-z]*_)[0-9a-z]{8,}|(/s/)[1-9A-HJ-NP-Za-km-z]{6,16}", re.IGNORECASE)


def without_tokens(text: str) -> str:
    """The text with every token and tracked-link code replaced by ``…``."""
    return _SECRET.sub(lambda match: f"{match.group(1) or match.group(2)}…", text)


def on_one_line(text: str) -> str:
    """The text with everything written out that would break, move or hide a line: ends of lines, controls, marks that
    turn the direction."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


class OneLine(logging.Formatter):
    """An entry is one line, whatever words of others are in it. The lines of a traceback are set in, so that none of
    them can pass for an entry."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line."""
        return on_one_line(super().formatMessage(record))

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback."""
        return self.formatStack(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        """Lines of code, set in."""
        return "\n".join(f"    {on_one_line(without_tokens(line))}" for line in stack_info.split("\n"))


class HideTokens(logging.Filter):
    """Takes tokens out of every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        record.msg = without_tokens(record.getMessage())
        record.args = ()
        return True
