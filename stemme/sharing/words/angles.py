"""Our own questions to begin with, for stories whose editor wrote none. Pure."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

_GENERAL = {
    "article": (
        _("What did you see of it that others did not?"),
        _("What was harder than it looks?"),
        _("Whom would you like to thank?"),
    ),
    "job": (
        _("What would you tell a friend about this job?"),
        _("What did you not expect before you began here?"),
        _("Who would feel at home in this team?"),
    ),
    "event": (
        _("What would you go there for yourself?"),
        _("Whom would you like to meet there?"),
        _("What did you take home from the last one?"),
    ),
    "video": (
        _("Which moment should nobody miss?"),
        _("What does the camera not show?"),
        _("Whom would you like to thank?"),
    ),
    "outside": (
        _("What does it change in your own work?"),
        _("Where do you see it differently?"),
        _("What would you like to ask those who wrote it?"),
    ),
}


def general_angles(kind: str, language: str) -> tuple[str, ...]:
    """Three questions for this kind of story, in that language."""
    with translation.override(language):
        return tuple(gettext(question) for question in _GENERAL.get(kind, _GENERAL["article"]))
