"""Numbers of PostgreSQL advisory locks this app uses. Pure."""

from __future__ import annotations

#: Shared by every transaction that adds clicks, taken alone for a moment by the reader of the inbox. Ids are handed
#: out before commit, so without it a reader that remembers the highest id would jump over a slow batch.
INBOX_LOCK = 20_261_123
