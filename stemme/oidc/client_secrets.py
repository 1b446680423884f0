"""The secret that an organisation's sign-in knows Stemme by, as the database keeps it."""

from __future__ import annotations

from stemme.kit.secret_texts import SecretLostError, seal, unseal
from stemme.oidc.under_way import keys


def sealed(secret: str, *, organisation_id: int) -> str:
    """For the database."""
    return seal(secret, keys=keys(), purpose=_purpose(organisation_id))


def opened(stored: str, *, organisation_id: int) -> str:
    """From the database. Raises SecretLostError when the installation's key is another one since."""
    return unseal(stored, keys=keys(), purpose=_purpose(organisation_id))


def is_lost(stored: str, *, organisation_id: int) -> bool:
    """Whether it has to be entered anew."""
    try:
        opened(stored, organisation_id=organisation_id)
    except SecretLostError:
        return True
    return False


def _purpose(organisation_id: int) -> str:
    return f"oidc.Provider {organisation_id}"
