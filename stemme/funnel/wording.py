"""The funnel in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.funnel import ladder
from stemme.outcomes.value import value as worth
from stemme.outcomes.value.value_queries import SHARING
from stemme.sharing.channels import BY_KEY

#: (name of the step, what it is)
STEP_NAMES: dict[str, tuple[Any, Any]] = {
    ladder.REACH: (_("Reach"), _("an estimate from usual numbers of contacts: at most so many may have seen it")),
    ladder.CLICKS: (_("Visitors"), _("people who followed a link, without robots")),
    ladder.LANDING: (_("Landing page"), _("at least five seconds")),
    ladder.FORM: (_("Form sent"), _("not yet confirmed")),
    ladder.LEADS: (_("Leads"), _("confirmed, with consent")),
    ladder.SALES: (_("Sales page"), _("went on to the offer")),
    ladder.CONVERSIONS: (_("Conversions"), _("counted for the goals")),
    ladder.CUSTOMERS: (_("Customers"), _("reported by the company’s own systems or by the owner of the lead")),
}
#: What the next step is called after a percentage.
RATE_WORDS: dict[str, Any] = {
    ladder.CLICKS: _("clicked"),
    ladder.LANDING: _("went on to a landing page"),
    ladder.FORM: _("sent the form"),
    ladder.LEADS: _("became leads"),
    ladder.SALES: _("went on to the sales page"),
    ladder.CUSTOMERS: _("became customers"),
    ladder.CONVERSIONS: _("did what the goals are about"),
}
BY_NAMES: dict[str, Any] = {
    "channel": _("Channel"),
    "story": _("Story"),
    "campaign": _("Campaign"),
    "division": _("Division"),
}
COST_NAMES: dict[str, Any] = {
    worth.HOSTING: _("Hosting and mail"),
    worth.LICENCE: _("Licence"),
    worth.TRAINING: _("Training"),
    worth.EDITORS: _("Editors"),
    worth.OTHER: _("Other costs"),
    SHARING: _("Colleagues’ time for sharing"),
}


def channel_name(key: str) -> str:
    """The channel as it calls itself; one that is no longer there by its key."""
    return BY_KEY[key].name if key in BY_KEY else key
