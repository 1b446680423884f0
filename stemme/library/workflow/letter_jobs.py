"""Mails about looks leave from here: to those who were asked, and with the answer to who asked."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.library.workflow import desk_queries, letters
from stemme.people import role_queries
from stemme.people.queries import organisation, receivers


@task(priority=20)
def tell_asked(organisation_id: int, look_id: int) -> int:
    """Tell whose look is wanted; when it is anybody's, those who may write in the story's stream alone, or else those
    who may everywhere. How many mails. Who wants no mail gets none, and nobody is told.
    """
    found = desk_queries.look(organisation_id, look_id)
    if found is None or not found[1].open:
        return 0
    story_id, look = found
    wanted = {look.wanted_id} if look.wanted_id else _writers(organisation_id, story_id)
    wanted -= {look.asked_by_id}
    told = receivers(organisation_id, now=timezone.now(), only=[person for person in wanted if person is not None])
    for person in told:
        letters.ask(person, organisation_id, story_id, look, page_url=organisation(organisation_id).page_url)
    return len(told)


@task(priority=20)
def tell_answer(organisation_id: int, look_id: int) -> int:
    """Tell who asked what was answered; how many mails."""
    found = desk_queries.look(organisation_id, look_id)
    if found is None or found[1].open or found[1].asked_by_id is None:
        return 0
    story_id, look = found
    told = receivers(organisation_id, now=timezone.now(), only=[found[1].asked_by_id])
    for person in told:
        letters.answer(person, organisation_id, story_id, look, page_url=organisation(organisation_id).page_url)
    return len(told)


def _writers(organisation_id: int, story_id: int) -> set[int | None]:
    stream = desk_queries.stream_of(organisation_id, story_id)
    writers = role_queries.writers(organisation_id, stream) if stream is not None else []
    own = [writer for writer in writers if writer.grant_id is not None]
    return {writer.person_id for writer in own or writers}
