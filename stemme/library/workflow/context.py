"""What the edit page shows about a story's way out: looks, versions, what was typed and not saved, two at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from stemme.library.studio_queries import StoryDraft
from stemme.library.workflow import desk_queries
from stemme.library.workflow.desk_queries import KeptTyping, LookRow
from stemme.library.workflow.naming_queries import names_for
from stemme.library.workflow.part_words import in_order, in_words, part_name
from stemme.library.workflow.parts_of import language_of
from stemme.library.workflow.version_actions import ConflictError
from stemme.people.viewer import Viewer

#: What the radio buttons of a conflict are named, before the part's name.
PICK = "pick."
#: ``?kept=1`` opens the form with what the editor had typed and not saved.
KEPT = "kept"
#: Fields of the page's form that are not the editor's words.
_NOT_WORDS = frozenset({"csrfmiddlewaretoken", "do"})


@dataclass(frozen=True, slots=True)
class ChoiceToMake:
    """A part that two changed at once, in words."""

    part: str
    name: str
    language: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The box on the edit page."""

    #: The revision from which the form on the page begins.
    revision: int
    #: The newest look asked for, if any.
    look: LookRow | None
    #: That look was at the story as it is saved now.
    look_is_current: bool
    #: How often it was saved since it was made.
    savings: int
    #: What the viewer typed and did not save, unless the form shows it already.
    kept: KeptTyping | None
    #: What was typed before has been put into the form.
    continued: bool
    choices: tuple[ChoiceToMake, ...]
    archived: bool


def desk_context(
    viewer: Viewer, draft: StoryDraft, request: HttpRequest, now: dt.datetime, conflict: ConflictError | None = None
) -> dict[str, Any]:
    """The context of ``library/_desk.html``. ``conflict``: what the saving that was just tried met."""
    found = desk_queries.looks(viewer.organisation_id, draft.id)
    kept = desk_queries.kept_typing(viewer, draft.id)
    continued = kept is not None and _continues(request)
    revision = draft.revision
    if continued and kept is not None:
        revision = kept.revision
    elif request.method == "POST" and conflict is None:
        revision = seen_of(request.POST) or revision
    desk = Desk(
        revision=revision,
        look=found[0] if found else None,
        look_is_current=bool(found) and found[0].revision == draft.revision,
        savings=draft.revision,
        kept=kept if request.method != "POST" and not continued else None,
        continued=continued,
        choices=_choices(viewer, conflict),
        archived=draft.archived_at is not None,
    )
    return {"desk": desk}


def typed_data(viewer: Viewer, story_id: int, request: HttpRequest) -> QueryDict | None:
    """What the page's form holds: what was sent, or what was kept of it earlier when the address says so; else None."""
    if request.method == "POST":
        return request.POST
    kept = desk_queries.kept_typing(viewer, story_id) if _continues(request) else None
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        data.setlist(name, list(values))
    return data


def words_of(data: QueryDict) -> dict[str, list[str]]:
    """The fields of a form that are worth keeping."""
    return {name: values for name, values in data.lists() if name not in _NOT_WORDS and not name.startswith(PICK)}


def seen_of(data: QueryDict) -> int | None:
    """The revision from which a form that was sent began; None when it does not say."""
    typed = data.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def kept_saved(data: QueryDict) -> tuple[str, ...]:
    """The parts in which the editor prefers what somebody else saved meanwhile."""
    return tuple(name.removeprefix(PICK) for name in data if name.startswith(PICK) and data[name] == "saved")


def _continues(request: HttpRequest) -> bool:
    return request.method != "POST" and request.GET.get(KEPT) == "1"


def _choices(viewer: Viewer, conflict: ConflictError | None) -> tuple[ChoiceToMake, ...]:
    if conflict is None:
        return ()
    names, order = names_for(viewer), in_order(conflict.changed)
    return tuple(
        ChoiceToMake(
            part=found.part,
            name=part_name(found.part),
            language=language_of(found.part),
            mine=in_words(found.part, found.mine, names),
            theirs=in_words(found.part, found.theirs, names),
        )
        for found in sorted(conflict.conflicts, key=lambda found: order.index(found.part))
    )
