"""Did you post it? The answers: yes, and where; later; no; it was a slip."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stemme.library import queries as library
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.sharing import posted_actions
from stemme.sharing.access import own_share
from stemme.sharing.post_addresses import (
    ELSEWHERE,
    NO_POST,
    NOT_HTTPS,
    TOO_LONG,
    AddressError,
)
from stemme.sharing.queries import ShareRow
from stemme.ui.responses import see_other

#: The pages that ask, and where an answer leads back to.
_PAGES = {"stories": "feed:stories", "impact": "dashboard:impact"}


@require_POST
@for_readers
def posted(request: HttpRequest, story_id: int, channel: str) -> HttpResponse:
    """Note what the person says about their share (``answer``: yes, later, no or slip; ``url``: of the post)."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    share, now = own_share(viewer, story_id, channel), timezone.now()
    answer, url, page = (request.POST.get(name, "") for name in ("answer", "url", "page"))
    if answer == "later":
        posted_actions.put_off(actor=viewer, share=share, now=now)
        messages.success(request, _("Another time, then."))
        return see_other(reverse(_PAGES.get(page, "feed:stories")))
    if answer == "slip":
        posted_actions.take_back(actor=viewer, share=share, now=now)
        messages.success(request, _("Taken back: you have said nothing."))
        return _on(share, page, answered=False)
    if answer in {"yes", "no"}:
        try:
            posted_actions.say_posted(actor=viewer, share=share, posted=answer == "yes", url=url, now=now)
        except AddressError as error:
            return _once_more(request, viewer, share, url, _why(error, share.channel_name))
    return _on(share, page, answered=answer in {"yes", "no"})


def _on(share: ShareRow, page: str, *, answered: bool) -> HttpResponse:
    if page == "link":
        return see_other(reverse("sharing:link", args=[share.story_id, share.channel]) + "#posted-title")
    here = reverse(_PAGES.get(page, "feed:stories"))
    return see_other(f"{here}?said={share.id}#said" if answered else here)


def _once_more(request: HttpRequest, viewer: Viewer, share: ShareRow, url: str, error: str) -> HttpResponse:
    """The same question with what was typed and why it cannot be the address of the post."""
    language, title = library.titles(viewer.organisation_id, [share.story_id]).get(share.story_id, ("", ""))
    page = request.POST.get("page", "")
    context = {"share": share, "language": language, "title": title, "url": url[:2000], "error": error, "page": page}
    return render(request, "sharing/posted.html", context, status=422)


def _why(error: AddressError, channel: str) -> str:
    if error.reason == NOT_HTTPS:
        return _("The address of a post begins with https://.")
    if error.reason == ELSEWHERE:
        return _("This address does not lie on %(channel)s.") % {"channel": channel}
    if error.reason == NO_POST:
        return _("This is the front page of %(channel)s. Open your post and copy its own address.") % {
            "channel": channel
        }
    if error.reason == TOO_LONG:
        return _("This address is too long to be that of a post.")
    return _("This is no address of a public page. It looks like https://… and has no spaces.")
