"""What the editor's page shows of a landing page."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from stemme.kit.hosted import landing_url
from stemme.kit.languages import LANGUAGES, OWN_NAMES
from stemme.landing.studio import queries
from stemme.landing.studio.actions import ClashError
from stemme.landing.studio.content import Content, marks_of
from stemme.landing.studio.forms import Choices, EditorForm
from stemme.landing.studio.part_words import said_of
from stemme.landing.studio.queries import PageRow
from stemme.landing.studio.wording import PART_NAMES, STATE_NAMES, sentence
from stemme.library import studio_queries
from stemme.outcomes.queries import goals
from stemme.people.name_queries import names
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer

#: Parts whose value is a number that stands for a name.
_GOALS, _OWNERS = ("goal_id", "sales_goal_id"), ("owner_id",)


@dataclass(slots=True)
class Editing:
    """One language of a page on the editor's desk. ``base``: marks of what the form began with, None: of what is
    stored; ``like``: the language that a new one is copied from."""

    row: PageRow
    language: str
    like: str
    form: EditorForm
    choices: Choices
    stored: Content
    base: dict[str, str] | None = None
    revision: int = field(default=0)
    clash: ClashError | None = None

    def __post_init__(self) -> None:
        self.revision = self.row.revision


def choices_for(viewer: Viewer, now: dt.datetime, stored: Content | None = None) -> Choices:
    """Open goals and those that are chosen already; colleagues who may get leads; pictures."""
    ours = viewer.organisation_id
    chosen = {stored.goal_id, stored.sales_goal_id} if stored else set()
    open_ = {row.id for row in goals(ours, on=viewer.today(now))}
    offered = [(row.id, row.name) for row in goals(ours) if row.id in open_ | chosen]
    # An editor of one stream holds the right there only, and yet may get what their own page brings.
    owners = {**colleagues_with(ours, WRITE_STORIES), viewer.person_id: viewer.name}
    if stored and stored.owner_id and stored.owner_id not in owners:
        owners |= names(ours, [stored.owner_id])
    pictures = queries.pictures(ours) if stored else []
    return Choices(
        offered, list(owners.items()), [(one.id, one.name) for one in pictures],
        {one.id: one.picture_url for one in pictures},
    )  # fmt: skip


def page_context(viewer: Viewer, editing: Editing, now: dt.datetime) -> dict[str, Any]:
    """Everything but what the form itself holds."""
    row, ours = editing.row, viewer.organisation_id
    there = row.languages if not editing.like else (*row.languages, editing.language)
    marks = editing.base if editing.base is not None else marks_of(editing.stored)
    return {
        "row": row,
        "state": STATE_NAMES[row.state],
        "form": editing.form,
        "lists": editing.form.lists(),
        "language": editing.language,
        "like": editing.like,
        "tabs": [(code, OWN_NAMES[code]) for code in there],
        "others": [(code, name) for code, name in LANGUAGES if code not in there],
        "base": json.dumps(marks),
        "revision": editing.revision,
        "address": landing_url(row.slug),
        "missing": [sentence(one) for one in queries.missing(ours, row.id)] if row.state != "published" else [],
        "unsigned": not editing.stored.imprint,
        "versions": queries.consent_versions(ours, row.id, editing.language),
        "clashes": _clashes(editing),
        "streams": studio_queries.stream_names(ours, viewer.streams_for(WRITE_STORIES)),
        "own_stream": studio_queries.own_stream(ours, viewer.person_id),
    }


def _clashes(editing: Editing) -> list[dict[str, Any]]:
    clash, goals_, owners = editing.clash, dict(editing.choices.goals), dict(editing.choices.owners)
    said = {**dict.fromkeys(_GOALS, goals_), **dict.fromkeys(_OWNERS, owners)}
    if clash is None:
        return []
    return [
        {
            "part": part, "name": PART_NAMES[part], "mine": said_of(clash.content, part, said),
            "theirs": said_of(clash.theirs, part, said),
        }
        for part in clash.parts
    ]  # fmt: skip
