"""A stream's own page: what is agreed about it, who writes in it, what feeds it."""

from __future__ import annotations

from typing import Any

from django.conf import settings as settings_of_server
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.languages import OWN_NAMES
from stemme.library import source_queries
from stemme.library.actions.streams import NameTakenError
from stemme.library.mail_in.addresses import address_of
from stemme.library.streams import stream_actions
from stemme.library.streams.channel_names import channel_names
from stemme.library.streams.stream_access import stream_to_change, stream_to_see
from stemme.library.streams.stream_form import StreamOptions, StreamSettingsForm
from stemme.library.streams.stream_queries import StreamSettings, may_change
from stemme.library.wording import audience_in_words, problem
from stemme.people import queries as people
from stemme.people import role_queries
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.role_wording import role_name
from stemme.people.roles import GRANT_ROLES, WRITE_STORIES, Held, may_grant
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def stream(request: HttpRequest, stream_id: int) -> HttpResponse:
    """A stream's agreements; whoever decides about it changes them here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    changing = request.method == "POST"
    settings = stream_to_change(viewer, stream_id) if changing else stream_to_see(viewer, stream_id)
    options = _options(viewer, settings)
    form = StreamSettingsForm(request.POST if changing else None, settings=settings, options=options)
    if changing and form.is_valid() and _changed(request, viewer, settings, form):
        return see_other(reverse("library:stream", args=[stream_id]))
    context = _context(viewer, settings, options, form)
    return render(request, "library/stream.html", context, status=422 if form.errors else 200)


@require_POST
@needs(WRITE_STORIES)
def archive_stream(request: HttpRequest, stream_id: int) -> HttpResponse:
    """Put a stream away, or (``back``) let it take stories again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    settings, now = stream_to_change(viewer, stream_id), timezone.now()
    if "back" in request.POST:
        stream_actions.bring_back_stream(actor=viewer, stream_id=settings.id, now=now)
        messages.success(request, _("“%(name)s” takes stories again.") % {"name": settings.name})
    else:
        stream_actions.archive_stream(actor=viewer, stream_id=settings.id, now=now)
        told = _("“%(name)s” takes no new stories. Those that are live go on to their end.")
        messages.success(request, told % {"name": settings.name})
    return see_other(reverse("library:stream", args=[stream_id]))


@require_POST
@needs(WRITE_STORIES)
def stream_mail(request: HttpRequest, stream_id: int) -> HttpResponse:
    """Give the stream a new address for mails, or (``end``) none."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    settings, now = stream_to_change(viewer, stream_id), timezone.now()
    if settings.archived_at is not None:
        raise Http404
    if "end" in request.POST:
        stream_actions.end_mail_address(actor=viewer, stream_id=settings.id, now=now)
        messages.success(request, _("The stream takes no mails any more."))
    else:
        stream_actions.give_mail_address(actor=viewer, stream_id=settings.id, now=now)
        messages.success(request, _("The stream has a new address for mails."))
    return see_other(reverse("library:stream", args=[stream_id]) + "#mail")


def _changed(request: HttpRequest, viewer: Viewer, settings: StreamSettings, form: StreamSettingsForm) -> bool:
    """Keep what was chosen. False when the form now says why not."""
    try:
        stream_actions.change_stream(actor=viewer, stream_id=settings.id, choice=form.choice(), now=timezone.now())
    except NameTakenError:
        form.add_error("name", _("There is a stream of this name already."))
        return False
    except stream_actions.StreamError:
        form.add_error(None, problem("foreign"))
        return False
    messages.success(request, _("Saved."))
    return True


def _options(viewer: Viewer, settings: StreamSettings) -> StreamOptions:
    found = people.languages_and_places(viewer.organisation_id)
    return StreamOptions(
        writers=role_queries.writers(viewer.organisation_id, settings.id),
        teams=people.teams(viewer.organisation_id),
        languages=found.languages,
        places=found.places,
        channels=channel_names(),
    )


def _context(
    viewer: Viewer, settings: StreamSettings, options: StreamOptions, form: StreamSettingsForm
) -> dict[str, Any]:
    names = dict(options.channels)
    takeable = may_grant(viewer.held, Held("editor", settings.id))
    sources = source_queries.sources(viewer.organisation_id, own=[settings.id])
    return {
        "stream": settings,
        "form": form,
        "may_change": may_change(viewer, settings.id, settings.owner_id),
        "writers": [
            (writer, role_name(writer.role), takeable and writer.grant_id is not None) for writer in options.writers
        ],
        "may_give": viewer.may(GRANT_ROLES),
        "sources": [(source, problem(source.error)) for source in sources],
        "audience": audience_in_words(settings.audience, {team.id: team.name for team in options.teams}),
        "channels": [names[key] for key in settings.channels if key in names],
        "takes_mails": bool(settings_of_server.STREAM_MAIL),
        "mail_address": address_of(settings.mail_key, settings_of_server.STREAM_MAIL),
        "language": OWN_NAMES.get(settings.language, ""),
    }
