"""What the editor's page shows of a story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from stemme.kit.hosted import hosted_url
from stemme.kit.html import seen
from stemme.kit.languages import best_language
from stemme.library.content import ShareWords
from stemme.library.editor_words import preview_name, step_name, written_for_name
from stemme.library.guidelines.context import guidelines_context
from stemme.library.language_form import LanguageGroup
from stemme.library.media_queries import media_context
from stemme.library.previews import previews_of
from stemme.library.shared_how_far import how_far
from stemme.library.steps import steps_of
from stemme.library.story_form import Choices, StoryForm
from stemme.library.streams.reason_words import reasons_for
from stemme.library.studio_queries import StoryDraft
from stemme.library.written_for import ANY, WRITTEN_FOR
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def page_context(
    viewer: Viewer,
    draft: StoryDraft,
    form: StoryForm,
    choices: Choices,
    data: Mapping[str, Any] | None,
    now: dt.datetime,
) -> dict[str, Any]:
    """Everything but the desk: form, tabs, counts, checks, previews. ``data``: what was sent, None at first."""
    groups = form.language_groups()
    shown = _shown_language(groups, data, draft)
    topic = next((t for t in choices.topics if t.id in draft.content.topic_ids and t.names), None)
    published = draft.published_at is not None
    return {
        "draft": draft,
        "form": form,
        "groups": groups,
        "tabs": [(key, written_for_name(key)) for key in WRITTEN_FOR],
        "shown_channel": str((data or {}).get("show_channel") or ANY),
        "shown_language": shown,
        "steps": [(step, step_name(step.key)) for step in steps_of(draft.content, published=published)],
        "previews": [(one, preview_name(one.key)) for one in previews_of(_written(form, draft), shown)],
        "preview": _as_shown(next(group for group in groups if group.code == shown)),
        "link_host": people.link_hosts().get(viewer.organisation_id) or urlsplit(settings.LINK_URL).netloc,
        "topic": topic.names[best_language(viewer.language, list(topic.names))] if topic else "",
        "embargo": bool(draft.content.embargo_until and draft.content.embargo_until > now),
        "how_far": how_far(viewer.organisation_id, [draft.id]).get(draft.id) if published else None,
        "declines": reasons_for(viewer.organisation_id, draft.id) if published else [],
        "public_url": hosted_url(draft.id) if published and not draft.content.target_url else "",
        "now": now,
        **media_context(viewer, draft),
        **guidelines_context(viewer, draft, form, now),
    }


def _shown_language(groups: Sequence[LanguageGroup], data: Mapping[str, Any] | None, draft: StoryDraft) -> str:
    """The language whose words are in front: one with a mistake, the one that was, else the story's own."""
    asked = str((data or {}).get("show_language") or "")
    known = {group.code for group in groups}
    wrong = [group.code for group in groups if group.wrong]
    if wrong:
        return asked if asked in wrong else wrong[0]
    return asked if asked in known else draft.content.language


def _as_shown(group: LanguageGroup) -> dict[str, str]:
    """Title and summary as they stand in the form, without what would turn the page around them."""
    return {
        name: seen(str(field.value() or "")) for name, field in (("title", group.title), ("summary", group.summary))
    }


def _written(form: StoryForm, draft: StoryDraft) -> Sequence[ShareWords]:
    texts = form.content().share_texts if form.is_bound and form.is_valid() else draft.content.share_texts
    return [replace(text, text=seen(text.text)) for text in texts]
