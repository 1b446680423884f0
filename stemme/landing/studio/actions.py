"""Making, changing, publishing and withdrawing landing pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.hosted import NO_SLUGS
from stemme.landing.models import Page
from stemme.landing.studio.checks import Problem
from stemme.landing.studio.content import Content, merged
from stemme.landing.studio.queries import begun, imprint_of, missing
from stemme.landing.studio.slugs import slug_of
from stemme.landing.studio.starters import starter
from stemme.landing.studio.writing_actions import SETTINGS, keep_consent, spread_questions, write_text
from stemme.people.viewer import Viewer

#: So many pages may share a name before somebody has to think of an address.
_TRIES = 20


class SlugTakenError(ValueError):
    """Another page has this address, or it is kept for something else."""


class IncompleteError(ValueError):
    """Something is missing that visitors need; ``problems`` says what."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("incomplete")
        self.problems = problems


class ClashError(Exception):
    """Somebody else saved meanwhile, and both changed the same ``parts``. Nothing was saved.

    ``content``: mine with what only the other one changed; ``theirs``: as it is saved; ``revision`` of that.
    """

    def __init__(self, content: Content, theirs: Content, parts: list[str], revision: int) -> None:
        super().__init__("clash")
        self.content, self.theirs, self.parts, self.revision = content, theirs, parts, revision


@dataclass(frozen=True, slots=True)
class NewPage:
    """What is chosen for a new page. ``slug``: "" makes one from the name; ``starter`` is a key of starters.py."""

    name: str
    slug: str
    language: str
    starter: str
    goal_id: int | None
    owner_id: int | None


def create_page(*, actor: Viewer, new: NewPage, now: dt.datetime) -> int:
    """A draft with the starter's words in one language; its id. Raises SlugTakenError."""
    wished = [new.slug] if new.slug else [slug_of(new.name, number=number) for number in range(1, _TRIES)]
    for slug in wished:
        if slug and slug not in NO_SLUGS:
            try:
                return _created(actor, new, slug, now)
            except IntegrityError:
                # Pages of other organisations cannot be asked about: the table says that an address is taken.
                continue
    raise SlugTakenError(new.slug)


@transaction.atomic
def _created(actor: Viewer, new: NewPage, slug: str, now: dt.datetime) -> int:
    ours = starter(new.starter, new.language, actor.organisation_name)
    page = Page.objects.create(
        organisation_id=actor.organisation_id, slug=slug, name=new.name, goal_id=new.goal_id, owner_id=new.owner_id,
        language=new.language, created_by_id=actor.person_id, created_at=now, with_form=ours.with_form,
    )  # fmt: skip
    content = replace(ours.content(new.name), imprint=imprint_of(actor.organisation_id, new.language))
    write_text(page, new.language, content)
    keep_consent(page, new.language, content, now=now)
    return page.id


@transaction.atomic
def save_page(
    *,
    actor: Viewer,
    page_id: int,
    language: str,
    like: str,
    content: Content,
    base: Mapping[str, str],
    revision: int,
    take: Collection[str],
    now: dt.datetime,
) -> bool:
    """Keep settings and the words of one language; False if nothing was changed. A language that the page does not have
    yet began as a copy of ``like``.

    ``base``, ``revision``: marks and number of what the form began with; ``take``: parts for which the other one's
    words were chosen. Raises ClashError, and IncompleteError when a published page would lack something.
    """
    page = Page.objects.select_for_update().get(organisation_id=actor.organisation_id, id=page_id)
    theirs, new = begun(page, language, like=like)
    content, clashes = merged(base, content, theirs, take=take)
    if clashes and page.revision != revision:
        raise ClashError(content, theirs, clashes, page.revision)
    if content == theirs and not new:
        return False
    for name in SETTINGS:
        setattr(page, name, getattr(content, name))
    page.revision += 1
    page.save()
    write_text(page, language, content)
    spread_questions(page, language, content.questions)
    keep_consent(page, language, content, now=now)
    if page.published_at and not page.withdrawn_at:
        _check(actor, page)
    return True


def _check(actor: Viewer, page: Page) -> None:
    found = missing(actor.organisation_id, page.id)
    if found:
        raise IncompleteError(found)


@transaction.atomic
def drop_language(*, actor: Viewer, page_id: int, language: str) -> bool:
    """Take a language off the page; False for the one the page is written in. Consent words stay: people agreed."""
    page = Page.objects.select_for_update().get(organisation_id=actor.organisation_id, id=page_id)
    if language == page.language or not page.texts.filter(language=language).delete()[0]:
        return False
    page.revision += 1
    page.save(update_fields=["revision"])
    return True


@transaction.atomic
def publish(*, actor: Viewer, page_id: int, now: dt.datetime) -> None:
    """Let visitors see the page. Raises IncompleteError."""
    page = Page.objects.select_for_update().get(organisation_id=actor.organisation_id, id=page_id)
    _check(actor, page)
    if page.published_at and not page.withdrawn_at:
        return
    page.published_at, page.withdrawn_at = now, None
    page.save(update_fields=["published_at", "withdrawn_at"])
    _record(facts.LANDING_PUBLISHED, actor, page, now)


@transaction.atomic
def withdraw(*, actor: Viewer, page_id: int, now: dt.datetime) -> None:
    """Take the page away from visitors at once. Leads and figures stay."""
    page = Page.objects.select_for_update().get(organisation_id=actor.organisation_id, id=page_id)
    if page.published_at is None or page.withdrawn_at:
        return
    page.withdrawn_at = now
    page.save(update_fields=["withdrawn_at"])
    _record(facts.LANDING_WITHDRAWN, actor, page, now)


def _record(kind: str, actor: Viewer, page: Page, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=page.id)
