"""What tells one person's drafts from another's in the same browser."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from stemme.people.viewer import Viewer


def browser_mark(viewer: Viewer) -> str:
    """A mark of this person from which nothing can be read."""
    return salted_hmac("stemme.sharing.browser", str(viewer.person_id), algorithm="sha256").hexdigest()[:12]
