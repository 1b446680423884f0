"""The addresses in a mail. Each carries the reader's personal key, so nobody has to sign in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Keys:
    """The tokens of one mail: they exist here and in the mail, and nowhere else (security.md T-03)."""

    public_url: str
    #: Opens the door (people/actions), many times for some days.
    door: str
    #: Can stop these mails and nothing else (RFC 8058).
    stop: str

    def to(self, path: str = "/stories/") -> str:
        """The door, and behind it ``path`` (which may have a query of its own)."""
        return f"{self.public_url}/l/{self.door}/?to={quote(path)}"

    def story(self, story_id: int) -> str:
        """To the reading page of a story."""
        return self.to(f"/stories/{story_id}/")

    def share(self, story_id: int, channel: str = "") -> str:
        """To the share sheet of a story, with the channel chosen: the icons in the mail are the share buttons."""
        return self.to(f"/stories/{story_id}/share/" + (f"?channel={channel}" if channel else ""))

    @property
    def no(self) -> str:
        """The page on which an invited person says no (people)."""
        return f"{self.public_url}/l/{self.door}/no/"

    @property
    def unsubscribe(self) -> str:
        """The page with the one button that stops these mails; mail programs post to it directly."""
        return f"{self.public_url}/unsubscribe/{self.stop}/"
