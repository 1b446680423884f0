"""Words for the parts of the guidelines that we offer, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: By the key of texts.SECTIONS.
SECTION_NAMES: Mapping[str, Promise] = {
    "what": _("What, when and where"),
    "disclosure": _("Saying that one works here"),
    "never": _("What stays out"),
    "wrong": _("If something goes wrong"),
    "voluntary": _("Voluntary, and people’s own accounts"),
    "machine": _("Texts written with a machine"),
}
