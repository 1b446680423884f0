"""Why something did not work, in sentences: what happened, what to do. Nobody learns more than that (T-13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.kit import outbound
from stemme.kit.languages import OWN_NAMES
from stemme.library import feeds, fetching, intake, opml
from stemme.library.audience import Audience

#: Named instead of counted up to this many; more become "and 3 more".
_NAMED = 3
_PROBLEMS: dict[str, Any] = {
    outbound.ADDRESS: gettext_lazy(
        "This is not a web address we can open. It begins with https:// and has no password and no unusual port in it."
    ),
    outbound.REFUSED: gettext_lazy(
        "This address lies inside a private network, and those are not opened. Whoever runs Stemme can allow it."
    ),
    outbound.UNREACHABLE: gettext_lazy(
        "We could not reach this address. Please check it for typing mistakes, or try again later. Pages of your "
        "intranet have to be allowed by whoever runs Stemme."
    ),
    outbound.TOO_LARGE: gettext_lazy("What is there is too large: more than 5 MB."),
    outbound.REDIRECTS: gettext_lazy("This address sends us on and on. Please use the address it ends at."),
    outbound.BROKEN: gettext_lazy("The server's answer arrived damaged. Please try again later."),
    fetching.MISSING: gettext_lazy("There is nothing at this address any more."),
    fetching.GONE: gettext_lazy(
        "The server says that this is gone for good, so it is not asked any more. Look for its new address."
    ),
    fetching.BUSY: gettext_lazy("The server asks us to come less often. We wait as long as it says."),
    "at_it": gettext_lazy("This feed is being read at this very moment."),
    opml.NOT_A_LIST: gettext_lazy("This is not a list of feeds. Feed readers export one as OPML."),
    opml.NO_FEEDS: gettext_lazy("There is no feed in this list."),
    opml.LIST_TOO_LARGE: gettext_lazy("This list is too large: at most 500 feeds and 2 MB are read at a time."),
    fetching.FORBIDDEN: gettext_lazy("The server does not let us in: one has to sign in to read this."),
    fetching.FAILING: gettext_lazy("The server answered with an error. Please try again later."),
    fetching.NOT_A_PAGE: gettext_lazy("This is a file, not a page. Please use the page that tells about it."),
    fetching.UNREADABLE: gettext_lazy("This page cannot be read. You can write the story yourself."),
    feeds.EMPTY: gettext_lazy("There is nothing in it."),
    feeds.PAGE: gettext_lazy("This is a page without a feed. Look for a link named RSS, Atom or Feed on it."),
    feeds.NOT_A_FEED: gettext_lazy("This is not a feed: neither RSS nor Atom nor JSON Feed."),
    feeds.ENTITIES: gettext_lazy("This feed declares entities of its own, which can be an attack. It is not read."),
    feeds.ENCODING: gettext_lazy(
        "The letters of this feed cannot be made out: it does not say which encoding it uses."
    ),
    feeds.TOO_SLOW: gettext_lazy("Reading this feed takes too long."),
    "own": gettext_lazy("This is one of our own tracked links. Please use the address it leads to."),
    "foreign": gettext_lazy("Something chosen here does not exist any more. Please choose again."),
    "known": gettext_lazy("This feed is being read already."),
    "no_address": gettext_lazy(
        "This entry leads nowhere, so there is nothing to share. You can write the story yourself."
    ),
    "answered": gettext_lazy("This proposal has been answered already."),
    "no_answer": gettext_lazy("Please write a sentence: whoever proposed this waits for an answer."),
    "no_title": gettext_lazy("A story needs a title in its own language before colleagues can see it."),
    "needs_look": gettext_lazy(
        "In this stream somebody else looks at a story before colleagues see it. Please ask for a look first."
    ),
    "embargo": gettext_lazy("It would be taken away before its embargo ends, so nobody could ever share it."),
    "stream_away": gettext_lazy("The stream of this story was put away. Choose another one, or bring it back first."),
    "never_words": gettext_lazy(
        "Words stand in it that must not stand in what we share. The guidelines beside the text name them."
    ),
    "over": gettext_lazy("The day on which it is taken away has passed. Please choose a later one."),
}

_LEFT_OUT: dict[str, Any] = {
    intake.OVER: gettext_lazy("over already"),
    intake.NEVER: gettext_lazy("a word you do not want"),
    intake.ONLY: gettext_lazy("none of the words you want"),
    intake.KIND: gettext_lazy("another kind"),
    intake.LANGUAGE: gettext_lazy("another language"),
    intake.HISTORY: gettext_lazy("older than the first thirty"),
    intake.MANY: gettext_lazy("more than there is room for in a week"),
}


def why_left_out(reason: str) -> str:
    """Why an entry of a feed did not reach the inbox."""
    return str(_LEFT_OUT.get(reason, ""))


def every_in_words(minutes: int) -> str:
    """How often something happens, in the unit that fits."""
    if minutes < 120:
        return ngettext("every %(number)d minute", "every %(number)d minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    return ngettext("every %(number)d hour", "every %(number)d hours", hours) % {"number": hours}


def problem(reason: str) -> str:
    """The sentence for a reason; "" for none."""
    if not reason:
        return ""
    return str(_PROBLEMS.get(reason, _PROBLEMS[fetching.FAILING]))


def audience_in_words(audience: Audience, team_names: dict[int, str]) -> str:
    """``Everyone``, or the names of teams, languages and places, the first few of each; and who is left out."""
    if audience.is_everyone:
        return _("Everyone")
    kinds: list[Iterable[str]] = [
        (team_names[team_id] for team_id in audience.team_ids if team_id in team_names),
        (OWN_NAMES.get(code, code) for code in audience.languages),
        audience.places,
    ]
    without = [
        *(team_names[team_id] for team_id in audience.without_team_ids if team_id in team_names),
        *(OWN_NAMES.get(code, code) for code in audience.without_languages),
        *audience.without_places,
    ]
    meant = [_few(sorted(names)) for kind in kinds if (names := list(kind))] or [_("Everyone")]
    left_out = [_("without %(names)s") % {"names": _few(sorted(without))}] if without else []
    return " · ".join([*meant, *left_out])


def age(moment: dt.datetime | None, now: dt.datetime) -> str:
    """How long ago, in one unit: minutes, hours, days; the date after a week; "" without a moment."""
    if moment is None:
        return ""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(number)d minute ago", "%(number)d minutes ago", minutes) % {"number": minutes}
    hours = minutes // 60
    if hours < 24:
        return ngettext("%(number)d hour ago", "%(number)d hours ago", hours) % {"number": hours}
    days = hours // 24
    if days < 7:
        return ngettext("%(number)d day ago", "%(number)d days ago", days) % {"number": days}
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def _few(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return _("%(names)s and %(count)d more") % {"names": ", ".join(names[:_NAMED]), "count": len(names) - _NAMED}
