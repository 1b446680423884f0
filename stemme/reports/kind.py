"""The mail that tells of a report: its key figures, and the way to the whole behind signing in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.periods import local_day
from stemme.mailings.composing import DigestContent, Link
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import register_kind
from stemme.mailings.letters import letter, message_id
from stemme.people import queries as people
from stemme.people.support_queries import may_be_told
from stemme.reports import queries
from stemme.reports.actions import KEY
from stemme.reports.contents import report_of
from stemme.reports.report import Report
from stemme.reports.written import tiles

if TYPE_CHECKING:
    from stemme.mailings.kinds import Mailing
    from stemme.mailings.material import Material

#: Longer than any outage of a mail server over a weekend; afterwards they find it on the page.
LATEST = dt.timedelta(days=4)


def enter() -> None:
    """Enter the report among the kinds of mail. Whoever stopped all mails gets none of these either."""
    register_kind(KEY, latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)


def _still_wanted(material: Material, mailing: Mailing) -> bool:
    today = local_day(material.now, people.organisation(mailing.organisation_id).time_zone)
    told = queries.mailed(mailing.organisation_id, mailing.subject_id, mailing.person_id, mailing.slot)
    return told is not None and may_be_told(mailing.organisation_id, mailing.person_id, today=today)


def _write(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    content = _compose(material, mailing, keys)
    card = people.person_card(mailing.organisation_id, mailing.person_id)
    if card is None:
        raise ValueError("nobody to tell")
    return letter(content, name=card.name, address=card.email, identity=message_id(KEY, mailing.pk), keys=keys)


def summary(report: Report) -> list[str]:
    """The key figures, one a line, in the active language."""
    return [f"{tile.label}: {tile.value}" + (f" ({tile.note})" if tile.note else "") for tile in tiles(report)]


def _compose(material: Material, mailing: Mailing, keys: Keys) -> DigestContent:
    """The words. Raises ValueError when there is nothing to tell any more."""
    told = queries.mailed(mailing.organisation_id, mailing.subject_id, mailing.person_id, mailing.slot)
    card = people.person_card(mailing.organisation_id, mailing.person_id)
    if told is None or card is None:
        raise ValueError("nothing to tell")
    stretch, language = told
    report = report_of(mailing.organisation_id, stretch, language=language, now=material.now)
    brand = people.organisation(mailing.organisation_id).brand
    with translation.override(language):
        whole = _("The whole report opens after signing in. No figures are attached.")
        return DigestContent(
            language=language,
            organisation=report.organisation,
            subject=f"{report.title}: {report.period}",
            preview=report.lead,
            windows=None,
            windows_text="",
            greeting=_("Hello %(name)s") % {"name": card.given_name},
            lead=report.lead,
            share_label="",
            reason_label="",
            angle_label="",
            stories=(),
            last_time_label=_("In short:"),
            # Of too few people there are no figures; the link stands behind this line all the same.
            last_time=" · ".join(summary(report)) or whole,
            last_time_link=Link(_("The whole report"), keys.to(f"/reports/{stretch.key}/")),
            next_line="",
            key_line=whole,
            why_line=_("You get this mail because somebody at %(organisation)s put you on the list for reports.")
            % {"organisation": report.organisation},
            links=(Link(_("Stop these mails"), keys.unsubscribe),),
            accent=brand.accent,
            accent_ink=brand.ink,
        )
