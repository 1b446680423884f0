"""On which basis the data are used: what an organisation may choose from (security.md 2.1). Pure."""

from __future__ import annotations

#: Article 6(1)(f); and a works agreement beside it, Article 88. Consent is no choice: at work it is rarely free.
INTEREST, AGREEMENT = "interest", "agreement"
BASES = (INTEREST, AGREEMENT)
