"""Sentences for people: what is wrong with a sign-in, and why one did not work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.oidc import account_actions, asking, discovery, id_token
from stemme.oidc.discovery import Problem

#: Refusals that no other module names: the answer belongs to no attempt of this browser; it was used before; the
#: person there said no; the sign-in itself said that something went wrong; the answer names another issuer.
LOST, REPLAYED, DENIED, SAID, MIXED_UP, NO_SECRET = "lost", "replayed", "denied", "said", "mixed_up", "no_secret"

_PROBLEMS: dict[str, Any] = {
    discovery.NO_ADDRESS: _("“%(said)s” is no web address. It begins with https://."),
    discovery.NOT_HTTPS: _(
        "“%(said)s” does not begin with https://. What people sign in with must not travel in the open."
    ),
    discovery.OTHER_ISSUER: _(
        "It calls itself “%(said)s”. Write the issuer exactly so, or ask those who run it which is right."
    ),
    discovery.NO_ENDPOINT: _("It does not say where its “%(said)s” is."),
    discovery.NO_CODE: _("It does not offer the code flow (response type “code”)."),
    discovery.NO_S256: _("It does not offer PKCE with S256, only “%(said)s”."),
    discovery.NO_ALGORITHM: _("It signs with “%(said)s”. We accept RS256, PS256, ES256 and EdDSA only."),
    discovery.NO_AUTHENTICATION: _(
        "It wants us to show who we are by “%(said)s”. We can do it with a client secret only."
    ),
    asking.UNREACHABLE: _(
        "Nothing answers at %(said)s. Is it spelt right? A sign-in inside your network must be opened by those who run "
        "this server (STEMME_INTRANET_HOSTS)."
    ),
    asking.NOT_THERE: _(
        "At %(said)s there is nothing, or it sends us on to another address. Write the issuer exactly as it calls "
        "itself."
    ),
    asking.NOT_JSON: _("What lies at %(said)s is no description of a sign-in."),
    asking.NO_KEYS: _("At %(said)s there is no key that we could check its signatures with."),
}

_CLIENT_UNKNOWN = _(
    "The sign-in of your company does not know Stemme any more: the client secret is wrong or has run out. An owner "
    "can enter a new one."
)
_REFUSALS: dict[str, Any] = {
    LOST: _("This sign-in was begun in another browser, or more than ten minutes ago."),
    REPLAYED: _("This answer was used already. Each one works once."),
    DENIED: _("You stopped it there, or your company does not let this account in here."),
    SAID: _("The sign-in of your company said that something went wrong there (%(said)s)."),
    asking.UNREACHABLE: _(
        "The sign-in of your company does not answer just now. Try again in a few minutes, or have a link sent to you."
    ),
    asking.CODE_REFUSED: _("The sign-in of your company took its answer back: it was too old, or used already."),
    asking.CLIENT_REFUSED: _CLIENT_UNKNOWN,
    NO_SECRET: _CLIENT_UNKNOWN,
    id_token.AUTH_TIME: _(
        "The sign-in of your company did not say that you have just signed in there, and before a risky act we go by "
        "that. A passkey helps: add one under “Where you are signed in”."
    ),
    account_actions.UNKNOWN: _(
        "We do not know this account yet. Sign in with the link of a mail once, then connect it under “Where you are "
        "signed in”."
    ),
    account_actions.OTHER_PERSON: _("That was another account than the one connected with you."),
    account_actions.TAKEN: _("That account is connected with somebody else already."),
    account_actions.HAS_ANOTHER: _("Another account is connected with you. End that connection first."),
}
_BAD_ANSWER = _(
    "What the sign-in of your company answered cannot be trusted (%(said)s). Nothing was changed. If it happens again, "
    "tell those who look after it."
)


def problem(found: Problem) -> str:
    """What is wrong with a sign-in, for the owner who sets it up."""
    return str(_PROBLEMS[found.kind]) % {"said": found.said}


def refusal(kind: str, *, said: str = "") -> str:
    """Why nobody was let in. ``said``: a word of the sign-in's own, already checked to be harmless."""
    return str(_REFUSALS.get(kind, _BAD_ANSWER)) % {"said": said or kind}
