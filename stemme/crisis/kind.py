"""The two kinds of mail of a crisis: why something you shared was stopped, and that it goes on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.crisis import queries
from stemme.crisis.actions import GOES_ON, WHY
from stemme.library import queries as library
from stemme.library.stop_queries import PauseRow, pause_by_id
from stemme.mailings.composing import DigestContent, Link, Reader
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import register_kind
from stemme.mailings.letters import letter, message_id
from stemme.people import queries as people

if TYPE_CHECKING:
    from stemme.mailings.kinds import Mailing
    from stemme.mailings.material import Material

#: A day later they have heard of it elsewhere.
LATEST = dt.timedelta(hours=24)


def enter() -> None:
    """Enter both among the kinds of mail. Whoever stopped all mails gets none of these either."""
    for key in (WHY, GOES_ON):
        register_kind(key, latest=LATEST, still_wanted=_still_wanted, write=_write, compose=_compose)


def _still_wanted(material: Material, mailing: Mailing) -> bool:
    pause = pause_by_id(mailing.organisation_id, mailing.subject_id)
    if pause is None or (pause.ended_at is None) != (mailing.kind == WHY):
        return False
    return bool(people.receivers(mailing.organisation_id, now=material.now, only=[mailing.person_id]))


def _write(material: Material, mailing: Mailing, keys: Keys) -> EmailMultiAlternatives:
    content = _compose(material, mailing, keys)
    receiver = people.receivers(mailing.organisation_id, now=material.now, only=[mailing.person_id])[0]
    return letter(
        content, name=receiver.name, address=receiver.email, identity=message_id(mailing.kind, mailing.pk), keys=keys
    )


def _compose(material: Material, mailing: Mailing, keys: Keys) -> DigestContent:
    """The words. Raises ValueError when there is nothing to tell any more."""
    pause = pause_by_id(mailing.organisation_id, mailing.subject_id)
    shared = queries.shared_by(mailing.organisation_id, pause).get(mailing.person_id, []) if pause else []
    if pause is None or not shared:
        raise ValueError("nothing to tell")
    stories = list(dict.fromkeys(story for story, _channel in shared))
    language_of = library.titles(mailing.organisation_id, stories)
    reader, _local = material.reader(mailing)
    return told(
        reader, pause, titles=[language_of[story][1] for story in stories if story in language_of],
        own_link=keys.to(f"/stories/{shared[0][0]}/share/{shared[0][1]}/"), keys=keys,
    )  # fmt: skip


def told(reader: Reader, pause: PauseRow, *, titles: list[str], own_link: str, keys: Keys) -> DigestContent:
    """What somebody who shared reads, in their language: what was stopped, why, and what they may do."""
    with translation.override(reader.language):
        over = pause.ended_at is not None
        title = titles[0] if titles else pause.name
        return DigestContent(
            language=reader.language,
            organisation=reader.organisation,
            subject=(_("“%(title)s” goes on") if over else _("“%(title)s” is stopped for now")) % {"title": title},
            preview=_("It is about something you shared."),
            windows=None,
            windows_text="",
            greeting=_("Hello %(name)s") % {"name": reader.given_name},
            lead=_goes_on(title) if over else _stopped(pause, title, len(titles) - 1),
            share_label="",
            reason_label="",
            angle_label="",
            stories=(),
            last_time_label="" if over else _("Why:"),
            last_time="" if over else pause.reason,
            last_time_link=Link(_("Your link to it"), own_link),
            next_line="",
            key_line="",
            why_line=_("You get this because you shared it. You did nothing wrong."),
            links=(Link(_("Stop these mails"), keys.unsubscribe),),
            accent=reader.accent,
            accent_ink=reader.accent_ink,
        )


def _goes_on(title: str) -> str:
    return _("“%(title)s”, which you shared, was stopped for a while. It goes on, and your link leads to it again.") % {
        "title": title
    }


def _stopped(pause: PauseRow, title: str, more: int) -> str:
    what = _("You shared “%(title)s”. We have stopped it.") % {"title": title}
    if more:
        what += " " + ngettext(
            "The same holds for %(number)s other story you shared.",
            "The same holds for %(number)s other stories you shared.",
            more,
        ) % {"number": more}
    host = urlsplit(pause.instead_url).hostname
    link = (
        _("Your link leads to %(host)s meanwhile.") % {"host": host}
        if host
        else _("Whoever opens your link reads that the story is not there at the moment.")
    )
    return f"{what} {link} " + _("You need not do anything. If you would rather take your post down, do.")
