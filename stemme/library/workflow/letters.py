"""The mails about a look, in the reader's language. They carry the title and what was written, never the story."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from stemme.kit.letters import send_letter
from stemme.library import queries
from stemme.library.desk_models import APPROVED
from stemme.library.workflow.desk_queries import LookRow
from stemme.people.queries import Receiver


def ask(person: Receiver, organisation_id: int, story_id: int, look: LookRow, *, page_url: str) -> None:
    """Tell somebody that their look is wanted. Raises kit.letters.MailFailedError; the job tries again."""
    _send(person, organisation_id, story_id, look, page_url=page_url, template="ask")


def answer(person: Receiver, organisation_id: int, story_id: int, look: LookRow, *, page_url: str) -> None:
    """Tell who asked what was answered. Raises kit.letters.MailFailedError; the job tries again."""
    _send(person, organisation_id, story_id, look, page_url=page_url, template="answer")


def _send(
    person: Receiver, organisation_id: int, story_id: int, look: LookRow, *, page_url: str, template: str
) -> None:
    language, title = queries.titles(organisation_id, [story_id]).get(story_id, ("", ""))
    with translation.override(person.language):
        if template == "ask":
            subject = gettext("Would you look at a story?")
        elif look.verdict == APPROVED:
            subject = gettext("Your story was approved")
        else:
            subject = gettext("Your story needs a change")
        where = "library:look" if template == "ask" else "library:edit"
        context = {
            "given_name": person.given_name,
            "language": person.language,
            "title": title,
            "title_language": language,
            "look": look,
            "subject": subject,
            "url": f"{page_url}{reverse(where, args=[story_id])}",
        }
        send_letter(person.email, subject, f"library/mail/look_{template}", context)
