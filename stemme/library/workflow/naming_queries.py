"""The names behind the ids that parts of a story hold."""

from __future__ import annotations

from stemme.kit.languages import best_language
from stemme.library.models import Campaign, Stream, Topic
from stemme.library.workflow.part_words import Names
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def names_for(viewer: Viewer) -> Names:
    """What streams, topics, teams and campaigns are called, in the viewer's language. Four queries."""
    here = viewer.organisation_id
    topics = Topic.objects.filter(organisation_id=here).values_list("id", "names")
    return Names(
        streams=dict(Stream.objects.filter(organisation_id=here).values_list("id", "name")),
        topics={id_: names[best_language(viewer.language, list(names))] for id_, names in topics if names},
        teams=people.team_names(here),
        campaigns=dict(Campaign.objects.filter(organisation_id=here).values_list("id", "name")),
    )
