"""Mails that follow a landing page of the generated tests' house: a sequence that is off, a lead, and a letter."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.seals import Sealed, token_of
from stemme.landing.models import ConsentText, Lead, Page, PageText

_WORDS = {"subject": "Thank you, here is more", "body": "Two lines.\nOf text.", "button": "Read on",
          "link": "https://nordlys.example/more"}  # fmt: skip


def followup_rows(cast: SimpleNamespace, page_id: object = None) -> dict[str, object]:
    """A sequence with one step for this page, or for a page of its own; one lead got the letter."""
    now = timezone.now()
    page = Page.objects.get(id=page_id) if page_id else _page(cast, now)
    language = page.texts.get_or_create(language=page.language, defaults={"title": "Heat"})[0].language
    sequence = Sequence.objects.create(
        organisation=cast.nordlys, page=page, started_at=now - dt.timedelta(days=9), stopped_at=now, changed_by=cast.bo
    )
    step = Step.objects.create(sequence=sequence, number=1, after_days=2, texts={language: _WORDS}, sent=1, opened=1)
    consent = ConsentText.objects.create(page=page, language=language, version=90, words="You may write to me.")
    lead = Lead.objects.create(
        organisation=cast.nordlys, page=page, language=language, name="Hanne Petersen", email="hanne@wohnen.example",
        consent=consent, consented_at=now, confirmed_at=now - dt.timedelta(days=3), token_hash="of no link",
    )  # fmt: skip
    Letter.objects.create(
        organisation=cast.nordlys, lead=lead, step=step, due_at=now, state="sent", attempts=1, opened_at=now
    )
    return {"page_id": page.pk, "mail_token": token_of(Sealed(cast.nordlys.id, lead.pk, step.pk))}


def _page(cast: SimpleNamespace, now: dt.datetime) -> Page:
    page = Page.objects.create(
        organisation=cast.nordlys, slug="mails-of-the-tests", name="Mails", language="en", published_at=now
    )
    PageText.objects.create(page=page, language="en", title="Heat from the harbour")
    return page
