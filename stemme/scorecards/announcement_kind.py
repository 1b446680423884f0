"""The mail by which everybody is told of an agreement before it takes effect."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.agreements import queries as agreements
from stemme.agreements.locks import PUBLIC
from stemme.agreements.wording import announcement
from stemme.kit.periods import local_day
from stemme.mailings.composing import DigestContent, Link
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import register_kind
from stemme.mailings.letters import letter, message_id
from stemme.people import queries as people
from stemme.people.support_queries import may_be_told

if TYPE_CHECKING:
    from stemme.agreements.queries import AgreementRow
    from stemme.mailings.kinds import Mailing
    from stemme.mailings.material import Material

KEY = "agreement"
#: Longer than any outage of a mail server; afterwards they are told on the page.
LATEST = dt.timedelta(days=3)


def enter() -> None:
    """Enter the announcement among the kinds of mail. Whoever stopped all mails gets none of these either."""
    register_kind(KEY, latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)


def _still_wanted(material: Material, mailing: Mailing) -> bool:
    row = _agreement(material, mailing)
    if row is None or row.state not in PUBLIC:
        return False
    return may_be_told(mailing.organisation_id, mailing.person_id, today=_today(material, mailing))


def _today(material: Material, mailing: Mailing) -> dt.date:
    return local_day(material.now, people.organisation(mailing.organisation_id).time_zone)


def _agreement(material: Material, mailing: Mailing) -> AgreementRow | None:
    return agreements.agreement(mailing.organisation_id, mailing.subject_id, on=_today(material, mailing))


def _write(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    content = _compose(material, mailing, keys)
    card = people.person_card(mailing.organisation_id, mailing.person_id)
    if card is None:
        raise ValueError("nobody to tell")
    return letter(content, name=card.name, address=card.email, identity=message_id(KEY, mailing.pk), keys=keys)


def _compose(material: Material, mailing: Mailing, keys: Keys) -> DigestContent:
    """The words. Raises ValueError when there is nothing to tell any more.

    Unlike other mails it goes to people who were never invited, so it does not ask the material for its reader.
    """
    row = _agreement(material, mailing)
    card = people.person_card(mailing.organisation_id, mailing.person_id)
    if row is None or card is None:
        raise ValueError("nothing to tell")
    organisation = people.organisation(mailing.organisation_id)
    told = announcement(row, card.language)
    first, *others = told.paragraphs
    with translation.override(card.language):
        return DigestContent(
            language=card.language,
            organisation=organisation.name,
            subject=told.subject,
            preview=told.preview,
            windows=None,
            windows_text="",
            greeting=_("Hello %(name)s") % {"name": card.given_name},
            lead=first,
            share_label="",
            reason_label="",
            angle_label="",
            stories=(),
            last_time_label="",
            last_time=" ".join(others),
            last_time_link=Link(told.link, keys.to(told.path)),
            next_line="",
            key_line="",
            why_line=_("Everybody at %(organisation)s gets this, whether they take part or not.")
            % {"organisation": organisation.name},
            links=(Link(_("Stop these mails"), keys.unsubscribe),),
            accent=organisation.brand.accent,
            accent_ink=organisation.brand.ink,
        )
