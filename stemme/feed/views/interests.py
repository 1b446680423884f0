"""What somebody is interested in, and what the ranking remembers of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.feed import actions, queries, reasons
from stemme.feed.forms import InterestsForm
from stemme.feed.leaning_queries import leaning_rows
from stemme.feed.past_queries import past_of
from stemme.feed.views.cards import Thing
from stemme.library import queries as library
from stemme.library.queries import TopicRow
from stemme.library.studio_queries import topics as topics_of
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_MOST_REMEMBERED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def interests(request: HttpRequest) -> HttpResponse:
    """Follow topics; see which stories the ranking remembers."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    rows = topics_of(viewer.organisation_id)
    offered = sorted(((topic.id, reasons.topic_name(topic)) for topic in rows), key=lambda entry: entry[1].casefold())
    sent = request.POST if request.method == "POST" else None
    chosen = queries.followed_topics(viewer.organisation_id, viewer.person_id)
    form = InterestsForm(sent, offered=offered, initial={"topics": sorted(chosen)})
    if request.method == "POST" and form.is_valid():
        actions.follow(viewer=viewer, topic_ids=form.cleaned_data["topics"], now=now)
        messages.success(request, _("Saved."))
        return see_other(reverse("feed:interests"))
    past = past_of(viewer.organisation_id, [viewer.person_id], now=now)
    acts = sorted(past.acts.get(viewer.person_id, ()), key=lambda act: act[2])
    remembered = list(dict.fromkeys(story_id for story_id, _weight, _days in acts))[:_MOST_REMEMBERED]
    titles = library.titles(viewer.organisation_id, remembered)
    context = {
        "form": form,
        "leanings": _leanings(viewer, rows),
        "nothing_to_follow": not offered,
        "remembered": [titles[story_id] for story_id in remembered if story_id in titles],
    }
    return render(request, "feed/interests.html", context, status=422 if sent is not None else 200)


def _leanings(viewer: Viewer, topics: Sequence[TopicRow]) -> list[tuple[Thing, str]]:
    """What the viewer asked for more or less of, each with the language of its name ("" for their own)."""
    said = leaning_rows(viewer.organisation_id, viewer.person_id)
    titles = library.titles(viewer.organisation_id, [row.thing_id for row in said if row.thing == "story"])
    names = {topic.id: reasons.topic_name(topic) for topic in topics}
    found = []
    for row in said:
        language, name = "", row.stream
        if row.thing == "topic":
            name = names.get(row.thing_id, "")
        elif row.thing == "story":
            language, name = titles.get(row.thing_id, ("", ""))
        if name:
            found.append((Thing(thing=row.thing, id=row.thing_id, name=name, more=row.more), language))
    return found
