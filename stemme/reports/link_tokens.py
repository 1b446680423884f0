"""What is kept of the token in a link to a report. Pure."""

from __future__ import annotations

from stemme.kit.tokens import normal_token, token_hash


def hash_of(token: str) -> str:
    """What is kept of a link's token; "" for one that is cut or mangled."""
    normal = normal_token(token)
    return token_hash(normal).hex() if normal else ""
