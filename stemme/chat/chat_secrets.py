"""Webhook addresses, tokens and client secrets, as the database keeps them."""

from __future__ import annotations

from django.conf import settings

from stemme.kit.secret_texts import SecretLostError, seal, unseal

#: What a secret is for; one copied to another place does not open there.
ROOM, SLACK, TEAMS = "chat.Room", "chat.SlackApp", "chat.TeamsApp"


def sealed(secret: str, purpose: str, *, organisation_id: int) -> str:
    """For the database."""
    return seal(secret, keys=_keys(), purpose=f"{purpose} {organisation_id}")


def opened(stored: str, purpose: str, *, organisation_id: int) -> str:
    """From the database. Raises SecretLostError when the installation's key is another one since."""
    return unseal(stored, keys=_keys(), purpose=f"{purpose} {organisation_id}")


def is_lost(stored: str, purpose: str, *, organisation_id: int) -> bool:
    """Whether it has to be entered anew."""
    try:
        opened(stored, purpose, organisation_id=organisation_id)
    except SecretLostError:
        return True
    return False


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
