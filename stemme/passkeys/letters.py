"""Word by mail of what happened to somebody's passkeys: whoever did not do it themselves learns it at once."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy

from stemme.kit.letters import send_letter
from stemme.people.queries import Receiver

ADDED, REMOVED, CODE_USED, CODES_MADE, RESET = "added", "removed", "code_used", "codes_made", "reset"
WHAT = {
    ADDED: gettext_lazy("A passkey was added to your account."),
    REMOVED: gettext_lazy("A passkey was removed from your account."),
    CODE_USED: gettext_lazy("One of your recovery codes was used."),
    CODES_MADE: gettext_lazy("New recovery codes were made for you; the old ones have ended."),
    RESET: gettext_lazy("Your passkeys were reset by those who look after this installation."),
}


def send(person: Receiver, what: str, *, page_url: str, at: dt.datetime) -> None:
    """Tell the person, in their language and their organisation's time; ``what`` is one of WHAT.

    Raises kit.letters.MailFailedError when the server does not take it; the job tries again.
    """
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        context = {
            "given_name": person.given_name,
            "what": WHAT[what],
            "at": at,
            "language": person.language,
            "url": f"{page_url}{reverse('people:sessions')}",
        }
        send_letter(person.email, gettext("Your passkeys have changed"), "passkeys/mail/changed", context)
