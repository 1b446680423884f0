"""The kinds of mail that this app writes itself."""

from __future__ import annotations

import datetime as dt

from django.core.mail import EmailMultiAlternatives

from stemme.mailings.composing import DigestContent
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import STORY, TEST, register_kind
from stemme.mailings.material import Material
from stemme.mailings.models import Mailing
from stemme.mailings.rhythm import LATEST

_TEST_LATEST = dt.timedelta(hours=1)
_INVITATION_LATEST = dt.timedelta(days=3)


def enter() -> None:
    """Enter the digest, the story that goes out by itself, the test of one, and the invitation."""
    register_kind("digest", latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)
    register_kind(STORY, latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)
    register_kind(TEST, latest=_TEST_LATEST, still_wanted=_still_wanted, write=_write, asked_for=True)
    register_kind("invitation", latest=_INVITATION_LATEST, still_wanted=_still_wanted, write=_write)


def _still_wanted(material: Material, mailing: Mailing) -> bool:
    return material.still_wanted(mailing)


def _write(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    return material.letter(mailing, keys)


def _compose(material: Material, mailing: Mailing, keys: Keys) -> DigestContent:
    return material.digest(mailing, keys)
