"""What networks will make of the page a story leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stemme.library import access
from stemme.library.addresses_of_pages import whole
from stemme.library.guidelines.target_reading import look_at
from stemme.library.guidelines.target_words import told_fault
from stemme.library.wording import problem
from stemme.people.gate import needs
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
def target(request: HttpRequest, story_id: int) -> HttpResponse:
    """A page of its own: the card as networks will draw it, what is missing and how to mend it.

    Nothing is fetched before the press: a GET only shows the address. The press may come from the story's own form
    with an address that is not saved yet. Nothing is stored. A story read on a page of ours has none to look at.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    draft = access.story_to_edit(viewer, story_id, now=timezone.now())
    url = whole(request.POST.get("target_url", "")) or draft.content.target_url
    context: dict[str, object] = {"draft": draft, "url": url, "title": draft.content.texts.get(draft.content.language)}
    if request.method == "POST" and url:
        look = look_at(url, languages=frozenset(draft.content.texts))
        context |= {"look": look, "problem": problem(look.problem), "faults": [told_fault(one) for one in look.faults]}
    return render(request, "library/target.html", context)
