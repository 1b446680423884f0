"""Letters as they are sent and shown: read what they need, and put it into words."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from stemme.followups import seals
from stemme.followups.composing import Addressee, LetterContent, Sender, compose
from stemme.followups.letters import KIND, letter
from stemme.followups.models import Letter
from stemme.followups.seals import Sealed
from stemme.followups.steps import StepText, chosen, texts_of
from stemme.kit.hosted import landing_url
from stemme.landing.leads import lead_seals
from stemme.landing.page_queries import PublicPage, public_page
from stemme.mailings.letters import message_id
from stemme.people import queries as people


class Desk:
    """Writes the letters of one organisation at the moment ``now``; a page is read once for each language."""

    def __init__(self, organisation_id: int, *, now: dt.datetime) -> None:
        self.organisation = people.organisation(organisation_id)
        self.now = now
        self._pages: dict[tuple[str, str], PublicPage | None] = {}

    def message(self, row: Letter) -> EmailMultiAlternatives | None:
        """The message of a letter; None when its page is gone or its step has no words.

        The letter comes with its lead, step, sequence and page (due_queries.due_letters).
        """
        lead, page = row.lead, self._page(row.step.sequence.page.slug, row.lead.language)
        if page is None:
            return None
        found = chosen(texts_of(row.step.texts), (lead.language, page.language, *page.languages))
        if found is None:
            return None
        language, text = found
        confirmed = lead.confirmed_at or lead.created_at
        confirmed_on = confirmed.astimezone(ZoneInfo(self.organisation.time_zone)).date()
        sealed = Sealed(self.organisation.id, lead.pk, row.step_id)
        content = self.content(
            text, language=language, to=Addressee(lead.name, confirmed_on), sealed=sealed, slug=page.slug,
            page_title=page.title,
        )  # fmt: skip
        return letter(
            content, name=lead.name, address=lead.email, identity=message_id(KIND, row.pk),
            stop_url=self.stop_url(sealed),
        )  # fmt: skip

    def content(
        self, text: StepText, *, language: str, to: Addressee, sealed: Sealed, slug: str, page_title: str
    ) -> LetterContent:
        """The words of a letter; ``sealed`` goes into its links."""
        brand = self.organisation.brand
        sender = Sender(
            self.organisation.name, page_title, landing_url(slug, language), brand.accent, brand.ink
        )  # fmt: skip
        stop = self.stop_url(sealed)
        own = reverse("landing:own_lead", args=[lead_seals.token_of(sealed.organisation_id, sealed.lead_id)])
        return compose(
            text, language=language, to=to, sender=sender, go_url=f"{stop}go/", stop_url=stop,
            own_url=f"{self.organisation.page_url}{own}" if sealed.lead_id else "",
        )  # fmt: skip

    def stop_url(self, sealed: Sealed) -> str:
        """The page that stops these mails; a mail program posts there."""
        return f"{self.organisation.page_url}{reverse('followups:stop', args=[seals.token_of(sealed)])}"

    def _page(self, slug: str, language: str) -> PublicPage | None:
        if (slug, language) not in self._pages:
            self._pages[slug, language] = public_page(slug, language, now=self.now)
        return self._pages[slug, language]


def shown(organisation_id: int, *, slug: str, language: str, name: str, now: dt.datetime) -> str:
    """What the page is called in this language to its visitors; ``name`` when it is not published."""
    page = public_page(slug, language, now=now)
    return page.title if page is not None and page.organisation_id == organisation_id else name
