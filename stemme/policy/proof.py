"""The words of a version as one plain text, and its fingerprint: what somebody says they have read. Pure.

Anybody can check it: the file "the exact words" of the page holds these bytes, and ``sha256sum`` gives the same sign.
"""

from __future__ import annotations

import hashlib

from stemme.policy.texts import TextRow


def plain_words(text: TextRow) -> str:
    """Title, lead, numbered points and sections, as they stand on the page, in UTF-8 with plain line ends."""
    parts = [text.title]
    if text.lead:
        parts.append(text.lead)
    parts.append("\n".join(f"{number}. {point}" for number, point in enumerate(text.points, start=1)))
    parts += [f"{section.title}\n\n{section.body}" for section in text.sections]
    return "\n\n".join(parts) + "\n"


def fingerprint(text: TextRow) -> str:
    """SHA-256 of ``plain_words``, as 64 hexadecimal digits."""
    return hashlib.sha256(plain_words(text).encode()).hexdigest()
