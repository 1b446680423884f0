"""Which mail providers there are and what each has to be told. Pure: read before there is any Django."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """The installation's provider and its keys, from the environment; ``name`` empty: none, mail goes by SMTP."""

    name: str = ""
    key: str = ""
    #: Mailjet's second key.
    secret: str = ""
    #: Another address of the provider's interface, for example of its European region; empty: the usual one.
    url: str = ""
    #: ``user:password`` that the provider shows when it reports bounces.
    webhook_secret: str = ""
    #: Mailgun signs its reports; the key to check that with.
    webhook_key: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a provider calls its key, and its second one if it has two."""

    key: str
    second: str = ""


PROVIDERS = {
    "mailgun": Known("api_key"),
    "mailjet": Known("api_key", "secret_key"),
    "postmark": Known("server_token"),
    "sparkpost": Known("api_key"),
}
