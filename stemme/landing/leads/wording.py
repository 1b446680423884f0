"""What became of a delivery, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def why(answer: str) -> str:
    """Why a lead was not taken, from the words of posting.Answer; "" for none."""
    if not answer:
        return ""
    if answer.isdecimal():
        return _("The other side answered %(answer)s.") % {"answer": answer}
    said = {
        "unreachable": _("The other side did not answer in time, or its certificate is not valid."),
        "secret": _("The secret cannot be read any more. End the webhook and make a new one."),
        "ended": _("It was ended here."),
    }
    return said.get(answer) or _("The address cannot be opened from here.")
