"""Who is done with a story."""

from __future__ import annotations

from stemme.feed.models import Declined, Offer, Reading
from stemme.sharing.story_queries import sharers_of


def done_with(organisation_id: int, story_id: int) -> set[int]:
    """The people who have opened the story, had it in a mail, shared or declined it. Four queries."""
    ours = {"organisation_id": organisation_id, "story_id": story_id}
    found = set(Reading.objects.filter(**ours).values_list("person_id", flat=True))
    found |= set(Declined.objects.filter(**ours).values_list("person_id", flat=True))
    found |= set(Offer.objects.filter(**ours, mailed__gte=1).values_list("person_id", flat=True))
    return found | sharers_of(organisation_id, story_id)
