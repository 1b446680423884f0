"""The confirmation mail. It repeats nothing that the asker typed: nobody sends their words through us (T-24)."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.letters import send_letter
from stemme.kit.retention import OF


def send_confirmation(*, address: str, language: str, organisation_name: str, page_url: str, token: str) -> None:
    """Send the link to the button. Raises kit.letters.MailFailedError."""
    with translation.override(language):
        context = {
            "organisation": organisation_name,
            "language": language,
            "days": OF["joining"].days,
            "url": f"{page_url}{reverse('joining:confirm', args=[token])}",
        }
        send_letter(address, _("Please confirm that you want to take part"), "joining/mail/confirm", context)
