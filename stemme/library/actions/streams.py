"""Streams and topics."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from stemme.journal.actions import record
from stemme.journal.facts import STREAM_CREATED
from stemme.library.models import Stream, Topic
from stemme.people.viewer import Viewer

NAME_LENGTH = 80
MOST_NEW_TOPICS = 10


class NameTakenError(Exception):
    """The organisation has a stream of this name."""


def create_stream(
    *,
    actor: Viewer | None,
    organisation_id: int,
    name: str,
    owner_id: int | None,
    now: dt.datetime,
    outside: bool = False,
) -> int:
    """Open a stream; its id. Raises NameTakenError."""
    try:
        with transaction.atomic():
            stream = Stream.objects.create(
                organisation_id=organisation_id, name=name.strip()[:NAME_LENGTH], owner_id=owner_id, outside=outside
            )
            record(
                STREAM_CREATED,
                organisation_id=organisation_id,
                actor_id=actor.person_id if actor else None,
                at=now,
                subject_id=stream.id,
            )
    except IntegrityError as error:
        raise NameTakenError(name) from error
    return stream.id


def create_topics(*, actor: Viewer, names: list[str], language: str, now: dt.datetime) -> list[int]:
    """Ids of the topics with these names, made where they do not exist. At most ten at a time."""
    found = []
    with transaction.atomic():
        for name in names[:MOST_NEW_TOPICS]:
            slug = slugify(name, allow_unicode=True)[:60]
            if slug:
                topic, _ = Topic.objects.get_or_create(
                    organisation_id=actor.organisation_id, slug=slug, defaults={"names": {language: name.strip()[:60]}}
                )
                found.append(topic.id)
    return found
