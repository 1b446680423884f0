"""Writing to those who run the organisation when leads do not arrive where they should."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from urllib.parse import urlsplit

from stemme.kit.letters import MailFailedError
from stemme.landing.leads import mail
from stemme.landing.models import Webhook
from stemme.people import queries as people
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import MANAGE_ORGANISATION


def tell_of_trouble(hook: Webhook, *, gone: bool, now: dt.datetime) -> int:
    """Write to the owners; how many. ``gone``: the other side ended it. The page of webhooks says it in any case."""
    told = 0
    for person_id in colleagues_with(hook.organisation_id, MANAGE_ORGANISATION):
        card = people.person_card(hook.organisation_id, person_id)
        if card is None or not card.email:
            continue
        with suppress(MailFailedError):  # The log has it.
            mail.send_trouble(
                organisation_id=hook.organisation_id, address=card.email, language=card.language,
                host=urlsplit(hook.url).hostname or "", gone=gone,
            )  # fmt: skip
            told += 1
    return told
