"""Dimensions, statements, roles and stages in the reader's language. Pure, but for Django's translations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.people import roles as rights
from stemme.readiness.roles import NAMES
from stemme.readiness.scoring import PILOT, PREPARE, ROLLOUT, SCALE
from stemme.readiness.statements import BY_KEY, DIMENSIONS

_DIMENSIONS = {dimension.key: dimension for dimension in DIMENSIONS}
STAGE_NAMES: dict[str, Any] = {
    PREPARE: gettext_lazy("Prepare"),
    PILOT: gettext_lazy("Pilot"),
    ROLLOUT: gettext_lazy("Roll out"),
    SCALE: gettext_lazy("Scale"),
}
_STAGE_SENTENCES: dict[str, Any] = {
    PREPARE: gettext_lazy("Get things in order first: something is missing that everybody would notice."),
    PILOT: gettext_lazy("Enough for a pilot with some who want to."),
    ROLLOUT: gettext_lazy("Enough to let one group after the other in."),
    SCALE: gettext_lazy("Enough to open it to everybody and keep it going."),
}
#: Pages that help: how they are called, and the right that they take ("" for none).
_PAGES: dict[str, tuple[Any, str]] = {
    "dashboard:analysis": (gettext_lazy("Link analysis"), rights.READ_OVERVIEW),
    "dashboard:overview": (gettext_lazy("Overview"), rights.READ_OVERVIEW),
    "library:compose": (gettext_lazy("New story"), rights.WRITE_STORIES),
    "library:studio": (gettext_lazy("Studio"), rights.WRITE_STORIES),
    "library:sources": (gettext_lazy("Feeds"), rights.WRITE_STORIES),
    "library:mix": (gettext_lazy("Mix"), rights.WRITE_STORIES),
    "policy:edit": (gettext_lazy("Guidelines"), rights.MANAGE_ORGANISATION),
    "policy:functions": (gettext_lazy("Expectations"), rights.LEAD_PROGRAMME),
    "links:settings": (gettext_lazy("Links"), rights.MANAGE_ORGANISATION),
    "oidc:settings": (gettext_lazy("Company sign-in"), rights.MANAGE_ORGANISATION),
    "pulse:results": (gettext_lazy("Pulse"), rights.READ_SETTINGS),
    "council:pack": (gettext_lazy("Papers"), rights.READ_SETTINGS),
    "people:roles": (gettext_lazy("Roles"), rights.GRANT_ROLES),
    "joining:links": (gettext_lazy("Ways to join"), rights.MANAGE_PEOPLE),
    "growth:lessons": (gettext_lazy("All lessons"), ""),
    "feed:stories": (gettext_lazy("Stories"), ""),
}


def role_name(role: str) -> str:
    """What a role is called."""
    return _(NAMES[role]) if role in NAMES else role


def dimension_name(key: str) -> str:
    """What a dimension is called."""
    return _(_DIMENSIONS[key].name)


def dimension_question(key: str) -> str:
    """The question behind a dimension."""
    return _(_DIMENSIONS[key].question)


def statement_text(key: str) -> str:
    """What is asked."""
    return _(BY_KEY[key].text)


def action_text(key: str) -> str:
    """What helps where a statement is low."""
    return _(BY_KEY[key].action)


def page_of(key: str) -> tuple[str, str, str]:
    """Where that is done: the name of the address, what the page is called, and the right that it takes."""
    page = BY_KEY[key].page
    label, right = _PAGES[page]
    return page, str(label), right


def stage_sentence(stage: str) -> str:
    """What a stage means, in one sentence."""
    return str(_STAGE_SENTENCES[stage])
