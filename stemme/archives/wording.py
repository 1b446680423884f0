"""How to get the file of each network, where its numbers stand, and what each number means: in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.archives.networks import Network

_STEPS: dict[str, tuple[Any, ...]] = {
    "linkedin": (
        _("On LinkedIn, open your picture, then Settings and privacy, Data privacy, Get a copy of your data."),
        _(
            "Ask for the larger archive: it has your posts, comments and reactions and takes about a day. The small "
            "selection comes in minutes and has contacts and invitations only."
        ),
        _("A mail brings you the link, which works for three days. Leave the ZIP file packed."),
    ),
    "x": (
        _("On X, open Settings, Your account, Download an archive of your data."),
        _("X asks who you are and takes a day or more. The link comes by mail and in the app."),
        _("Leave the ZIP file packed, however large it is."),
    ),
    "facebook": (
        _("On Facebook, open Settings, Accounts Centre, Your information, Export your information."),
        _(
            "Choose posts, comments and reactions, and friends. As the format choose JSON, and the lowest quality "
            "for pictures."
        ),
        _("A message tells you when the file is ready. If there are several ZIP files, choose all of them together."),
    ),
    "instagram": (
        _("On Instagram, open Accounts Centre, Your information, Export your information."),
        _(
            "Choose posts, comments, likes, and followers and following. As the format choose JSON, and the lowest "
            "quality for pictures."
        ),
        _("A message tells you when the file is ready. If there are several ZIP files, choose all of them together."),
    ),
    "mastodon": (
        _(
            "On your server, open Preferences, Import and export, and ask for your archive. It is made once a week "
            "at most."
        ),
        _("When the mail comes, download the file. It ends in .tar.gz or .zip; leave it packed."),
    ),
    "bluesky": (
        _("On Bluesky, open Settings, Account, Export my data."),
        _("Download the CAR file. It comes at once and holds what is public anyway."),
    ),
}
_BY_HAND: dict[str, Any] = {
    "linkedin": _(
        "My network shows how many contacts you have. All activity, on your profile, shows your posts, comments and "
        "reactions."
    ),
    "facebook": _(
        "Your profile shows how many friends you have. The activity log shows posts, comments and reactions."
    ),
    "instagram": _("Your profile shows who follows you and your posts. Your activity shows comments and likes."),
}
_ON_PROFILE = _("Your profile shows who follows you, your posts and your replies. Count roughly: the scale is wide.")
_MUTUAL: dict[str, Any] = {
    "connections": _("Everybody you are connected with, whenever that began."),
    "invitations_sent": _("Invitations you sent, accepted or not."),
}
_FOLLOWED: dict[str, Any] = {
    "connections": _("Accounts that follow you and that you follow, whenever that began."),
    "invitations_sent": _("Accounts you began to follow."),
}
_LABELS: dict[str, Any] = {
    "connections": _("Your contacts"),
    "new_connections": _("New contacts"),
    "invitations_sent": _("Invitations you sent"),
    "reactions": _("Reactions you gave"),
    "comments": _("Comments"),
    "reshares": _("Passed on"),
    "originals": _("In your own words"),
}
_MEANINGS: dict[str, Any] = {
    "new_connections": _("Those of them who came in the twelve months."),
    "reactions": _("Likes and their kin under posts of others."),
    "comments": _("Comments and replies you wrote."),
    "reshares": _("Posts of others you passed on without a word of your own."),
    "originals": _("Posts with words of your own, and articles."),
}


def steps_for(network: Network) -> tuple[Any, ...]:
    """How to get the file, step by step."""
    return _STEPS[network.key]


def by_hand(network: Network) -> Any:
    """Where the network shows the numbers to somebody without a file."""
    return _BY_HAND.get(network.key, _ON_PROFILE)


def label_of(kind: str) -> Any:
    """The name of a count."""
    return _LABELS[kind]


def meaning_of(kind: str, network: Network) -> Any:
    """What a count means on this network."""
    return _MEANINGS.get(kind) or (_MUTUAL if network.mutual else _FOLLOWED)[kind]
