"""From a lead and a step to the words of a letter, in the letter's language. No database, no clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stemme.followups.steps import StepText
from stemme.mailings.composing import Link


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets it. ``confirmed_on``: the day they confirmed, where the organisation is; None in a preview or test."""

    name: str
    confirmed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose letter it is: the organisation as it looks, and the page on which the address was left."""

    organisation: str
    page_title: str
    page_url: str
    accent: str = ""
    accent_ink: str = ""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """All the words of a letter. The HTML and the plain-text part are both made from it."""

    language: str
    organisation: str
    subject: str
    preview: str
    greeting: str
    paragraphs: tuple[str, ...]
    button: Link
    sender_line: str
    why_line: str
    test_line: str
    links: tuple[Link, ...]
    accent: str = ""
    accent_ink: str = ""


def compose(
    text: StepText, *, language: str, to: Addressee, sender: Sender, go_url: str, stop_url: str, own_url: str = ""
) -> LetterContent:
    """The letter. ``go_url``: where its button leads (through us), ``stop_url``: to the page that stops these mails,
    ``own_url``: to the one on which the lead deletes what they left."""
    with translation.override(language):
        return LetterContent(
            language=language,
            organisation=sender.organisation,
            subject=text.subject,
            preview=text.paragraphs[0] if text.paragraphs else "",
            greeting=_("Hello %(name)s") % {"name": to.name},
            paragraphs=text.paragraphs,
            button=Link(text.button, go_url) if text.button and text.link else Link("", ""),
            sender_line=_("This mail is from %(organisation)s.") % {"organisation": sender.organisation},
            why_line=_why(to, sender),
            test_line="" if to.confirmed_on else _("A test: only you get it, and nothing is counted."),
            links=(
                Link(_("The page where you left your address"), sender.page_url),
                Link(_stop(), stop_url),
                *((Link(_("Delete what you left"), own_url),) if own_url else ()),
            ),
            accent=sender.accent,
            accent_ink=sender.accent_ink,
        )


def _stop() -> str:
    return _("Stop these mails")


def _why(to: Addressee, sender: Sender) -> str:
    if to.confirmed_on is None:
        return _("You get it because you left your address on “%(page)s” and confirmed it.") % {
            "page": sender.page_title
        }
    return _("You get it because you left your address on “%(page)s” and confirmed it on %(date)s.") % {
        "page": sender.page_title,
        "date": date_format(to.confirmed_on, "MONTH_DAY_FORMAT"),
    }
