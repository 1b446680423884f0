"""From a story, or a digest, to the words of a message. No database, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from stemme.chat.content import Content, Item, Link
from stemme.feed.showing import shown
from stemme.kit.languages import best_language

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow
    from stemme.mailings.composing import DigestContent, DigestStory


def of_story(story: StoryRow, language: str, *, organisation: str, page_url: str) -> Content:
    """One story for a channel, in this language. Its links are the same for everybody: no personal key is in them."""
    with translation.override(language):
        words = shown(story, language)
        why = story.whys.get(best_language(language, tuple(story.whys)), "") if story.whys else ""
        minutes = _("%(n)d min") % {"n": story.reading_minutes} if story.reading_minutes else ""
        where = story.source_name if story.outside and story.source_name else story.stream
        return Content(
            language=language,
            heading=_("New at %(organisation)s") % {"organisation": organisation},
            items=(
                Item(
                    title=words.title,
                    meta=" · ".join(part for part in (where, minutes) if part),
                    summary=words.summary,
                    reason_label=_("Why share this"),
                    reason=why,
                    links=(
                        Link(_("Read the story"), f"{page_url}/stories/{story.id}/"),
                        Link(_("Share it in your words"), f"{page_url}/stories/{story.id}/share/"),
                    ),
                ),
            ),
            notes=(_("Only if you like. Your own words count most."),),
        )


def of_digest(digest: DigestContent) -> Content:
    """A person's digest. Its links are their personal key: for a conversation with them alone."""
    with translation.override(digest.language):
        lines = [line for line in (digest.windows_text, _last(digest), digest.next_line) if line]
        return Content(
            language=digest.language,
            heading=digest.greeting,
            lead="\n".join([digest.lead, *lines]),
            items=tuple(_story(story, digest) for story in digest.stories),
            notes=(
                _("The links are your personal key; please do not pass this message on."),
                _("You get this message because you chose it at %(organisation)s.")
                % {"organisation": digest.organisation},
            ),
            links=tuple(Link(link.text, link.href) for link in digest.links),
        )


def _last(digest: DigestContent) -> str:
    return f"{digest.last_time_label} {digest.last_time}" if digest.last_time else ""


def _story(story: DigestStory, digest: DigestContent) -> Item:
    channels = story.channels if story.lamp else ()
    question = f"{digest.angle_label}: {story.angle}" if story.angle else ""
    return Item(
        title=story.title,
        meta=" · ".join(part for part in (story.label, *story.details) if part),
        summary=story.summary,
        reason_label=digest.reason_label,
        reason=story.reason,
        hint=question or story.rung,
        links=(Link(story.button, story.href), *(Link(channel.name, channel.href) for channel in channels)),
    )


def of_test(language: str, *, organisation: str) -> Content:
    """A message that shows that it works."""
    with translation.override(language):
        return Content(
            language=language,
            heading=_("It works."),
            lead=_("This is a test message from Stemme at %(organisation)s. Nothing needs to be done.")
            % {"organisation": organisation},
        )
