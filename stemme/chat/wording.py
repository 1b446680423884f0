"""What pages say about addresses that do not do, and messages that were not taken."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.chat import answers, clouds

#: What a product is called; the same in every language.
NAMES = {clouds.SLACK: "Slack", clouds.TEAMS: "Microsoft Teams"}
#: By what is wrong with an address.
ADDRESS: dict[str, Any] = {
    clouds.NO_ADDRESS: _("This is no web address. It begins with https:// and is copied whole."),
    clouds.NOT_HTTPS: _("The address must begin with https://: who knows it can post in the channel."),
    clouds.ELSEWHERE: _(
        "This address does not belong to the product you chose. If it is one of a state’s own cloud, those who run "
        "this server can open it (STEMME_CHAT_HOSTS)."
    ),
    clouds.A_WORKFLOW: _("This starts a Slack workflow. Stemme needs an incoming webhook, with /services/ in it."),
}
#: By why a message was not taken.
WHY: dict[str, Any] = {
    answers.BUSY: _("There were too many messages at once. It is tried again in a moment."),
    answers.GONE: _("The webhook is not there any more. Make a new one in the channel and enter it here."),
    answers.CLOSED: _("The channel is archived."),
    answers.SHUT: _("The webhook is switched off, or its address is not complete."),
    answers.TOO_LARGE: _("The message is too large for it."),
    answers.MALFORMED: _("It could not read the message. Please tell those who look after Stemme."),
    answers.NOT_ALLOWED: _("Posting is not allowed there, by its own rules or those of this server."),
    answers.KEY: _("The key was refused: it was changed, taken back, or may not do what is needed."),
    answers.NOBODY: _("The person cannot be reached there."),
    answers.UNREACHABLE: _("Nothing answers there. It is tried again in a moment."),
    answers.STRANGE: _("It gave an answer that we do not know."),
    answers.LOST: _("The connection broke after the message had left. Nobody knows whether it arrived."),
    "late": _("It could not be sent within twelve hours."),
    "withdrawn": _("The story is not there for colleagues any more."),
    "secret": _("The key of this server was changed. Please enter the secret anew."),
}


def why(reason: str) -> str:
    """The sentence for a reason; "" for none."""
    return str(WHY[reason]) if reason in WHY else ""
