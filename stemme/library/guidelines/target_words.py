"""What is missing on the page a story leads to, in sentences: what it is, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import OWN_NAMES
from stemme.library.guidelines.target import MUST, Fault

_SENTENCES = {
    "http_only": (
        _("The page is not encrypted"),
        _("Its address begins with http:// and browsers warn of it. Ask whoever runs the site for https://."),
    ),
    "no_title": (_("The page has no title"), _("Add a title element and og:title.")),
    "no_og_title": (
        _("og:title is missing"),
        _("Networks show the title of the browser's tab instead, often with the site's name."),
    ),
    "no_description": (_("og:description is missing or short"), _("Add a sentence that says what one finds there.")),
    "no_image": (_("og:image is missing"), _("Add a picture of 1200 × 630. Without one the card is a line of text.")),
    "image_unreachable": (
        _("The picture cannot be fetched"),
        _("It should be a JPEG or PNG below 5 MB that opens without signing in."),
    ),
    "image_small": (
        _("The picture is small: %(words)s"),
        _("From 600 × 315 on it stands above the title; best is 1200 × 630."),
    ),
    "no_large_card": (_("X draws a small card"), _("Add twitter:card with the value summary_large_image.")),
    "canonical": (
        _("The page says that its address is another one"),
        _("Networks count and show that one: %(words)s"),
    ),
    "redirects": (_("The address sends visitors on"), _("It ends at %(words)s. Use that one, it opens faster.")),
    "noindex": (_("The page asks not to be found"), _("It says noindex. Cards work, search engines leave it out.")),
    "language": (
        _("The page is in another language: %(words)s"),
        _("Visitors expect the language of the words they read before."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaultTold:
    """A fault in the reader's language."""

    title: str
    note: str
    must: bool


def told_fault(fault: Fault) -> FaultTold:
    """The sentences for a fault."""
    title, note = _SENTENCES[fault.key]
    values = {"words": OWN_NAMES.get(fault.words, fault.words)}
    return FaultTold(str(title) % values, str(note) % values, fault.level == MUST)
