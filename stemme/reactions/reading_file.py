"""From an uploaded file to its posts: opened apart, read, thrown away."""

from __future__ import annotations

from stemme.reactions.linkedin_file import FilePost, posts_in
from stemme.reactions.opening import MOST_BYTES, NO_POSTS, TOO_BIG, WorkbookError, sheets_of


def posts_of_upload(body: bytes, *, size: int) -> list[FilePost]:
    """The posts in LinkedIn's file. ``size``: what the browser sent in all. Raises WorkbookError."""
    if size > MOST_BYTES:
        raise WorkbookError(TOO_BIG)
    posts = posts_in(sheets_of(body))
    if not posts:
        raise WorkbookError(NO_POSTS)
    return posts
