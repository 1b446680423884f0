"""The secrets of webhooks, sealed for their organisation."""

from __future__ import annotations

from stemme.kit.seals import installation_keys
from stemme.kit.secret_texts import seal, unseal


def sealed(secret: str, organisation_id: int) -> str:
    """As it is stored."""
    return seal(secret, keys=installation_keys(), purpose=_purpose(organisation_id))


def opened(stored: str, organisation_id: int) -> str:
    """As it was made. Raises SecretLostError."""
    return unseal(stored, keys=installation_keys(), purpose=_purpose(organisation_id))


def _purpose(organisation_id: int) -> str:
    return f"lead webhook {organisation_id}"
