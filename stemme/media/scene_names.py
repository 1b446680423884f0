"""What the drawn scenes of the design are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SCENE_NAMES = {
    "wind": _("Wind at sea"),
    "heat": _("Warm houses"),
    "river": _("By the river"),
    "grid": _("Power lines"),
    "jobs": _("An open door"),
    "tech": _("Control panel"),
    "light": _("Lighthouse"),
}
