"""Words for ways and for why no mail comes."""

from __future__ import annotations

from django.utils.translation import gettext as _


def way_name(way: str) -> str:
    """Where a digest arrives."""
    return {"mail": _("By mail"), "slack": "Slack", "teams": "Teams"}.get(way, way)


def why_not(reason: str) -> str:
    """Why no mail is on its way, said to the person alone; "" for no reason (``mailings.queries.NextMail``)."""
    return {
        "": "",
        "stopped": _("You get no mails from here. Your stories are still there whenever you look in."),
        "address": _(
            "Your mailbox did not take our mails. Tell whoever runs this programme when your address changed."
        ),
        "away": _("No mail comes: you have not joined yet."),
        "cap": _("No mail is planned: you have had as many as anybody gets in a week."),
    }.get(reason, _("No mail is planned for you at the moment."))
