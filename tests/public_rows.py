"""What mails of the generated tests' landing page lead to: one that nobody pressed yet, and one that was confirmed."""

from __future__ import annotations

from django.utils import timezone

from stemme.landing.leads.actions import confirm, new_link
from stemme.landing.models import ConsentText, Lead, Page


def public_rows(page_id: object) -> dict[str, object]:
    """The page's slug, and the tokens of the two links."""
    now = timezone.now()
    page = Page.objects.get(id=page_id)
    consent = ConsentText.objects.filter(page=page).latest("id")
    tokens = []
    for name in ("asked", "pressed"):
        lead = Lead.objects.create(
            organisation_id=page.organisation_id, page=page, language=page.language, name="Jo Holm",
            email=f"{name}@wohnen.example", consent=consent, consented_at=now, token_hash=name,
        )  # fmt: skip
        tokens.append(new_link(organisation_id=page.organisation_id, lead_id=lead.pk, now=now))
    confirm(token=str(tokens[1]), now=now)
    return {"landing_slug": page.slug, "asked_token": tokens[0], "pressed_token": tokens[1]}
