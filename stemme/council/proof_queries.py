"""Whether an edition still is what was issued: compared with its own hashes and with the entry in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from stemme.council import papers
from stemme.council.configuration import fingerprint
from stemme.council.models import Edition
from stemme.council.queries import all_papers
from stemme.journal import facts
from stemme.journal.queries import Asked, FactRow, audit_rows

#: What the comparison finds. The journal forgets its entries after twelve months.
AGREES, FORGOTTEN, CHANGED = "agrees", "forgotten", "changed"
_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome, the number of the journal's entry (0 when it is forgotten), and the hash of all papers."""

    outcome: str
    entry: int
    papers_hash: str


def proof(organisation_id: int, edition_id: int) -> Proof:
    """Compare an edition with what the journal says of it. Raises Edition.DoesNotExist."""
    row = Edition.objects.get(organisation_id=organisation_id, id=edition_id)
    now = papers.hash_of(all_papers(organisation_id, edition_id))
    entry = _entry(organisation_id, edition_id)
    same = now == row.papers_hash and fingerprint(row.configuration) == row.fingerprint
    if entry is not None:
        told = (entry.data.get("configuration"), entry.data.get("papers"))
        same = same and told == (row.fingerprint, row.papers_hash)
    outcome = CHANGED if not same else AGREES if entry else FORGOTTEN
    return Proof(outcome, entry.id if entry else 0, now)


def _entry(organisation_id: int, edition_id: int) -> FactRow | None:
    rows = audit_rows(organisation_id, Asked(frozenset({facts.PAPERS_ISSUED})), limit=_AT_MOST)
    return next((row for row in rows if row.subject_id == edition_id), None)
