"""``stemme audit verify``: walk the chains of all organisations, or of one, from the first fact to the last."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stemme.journal import chain, chain_actions
from stemme.journal.chain_queries import cuts, head
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow

_HEAD = re.compile(r"[0-9a-f]{64}")
#: What an operator reads about a break; ``at`` is a fact's id, or a seal's number.
_WORDS = {
    chain.CHANGED: "fact {at} is not what was sealed: expected a hash that begins {expected}, found {found}",
    chain.REMOVED: "fact {at} was removed: expected fact {expected}, found {found}",
    chain.INSERTED: "fact {at} was put in afterwards: no seal knows it",
    chain.SEAL_CHANGED: "the seal on fact {at} was changed: the facts agree with each other, not with it",
    chain.SEAL_MISSING: "seal {at} was removed: expected seal {expected}, found seal {found}",
}


class Command(BaseCommand):
    """Is the record of who did what unbroken? Ends with 1 when one is not."""

    help = "Walk the hash chain of the facts of administration. Ends with 1 at a break, or when a kept head is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--org", metavar="SLUG", help="only this organisation")
        parser.add_argument(
            "--head", action="store_true", help="print the heads only: organisation, number of facts, hash; keep them"
        )
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="HASH",
            help="a head kept from earlier that the chain has to pass through; needs --org; may be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it. Raises CommandError, which ends the program with 1, when something is wrong."""
        organisations = self._chosen(options["org"])
        wanted = self._wanted(options["expect"], options["org"])
        chain_actions.seal_everything()
        if options["head"]:
            for organisation in organisations:
                end = head(organisation.id)
                self.stdout.write(f"{organisation.slug} {end.facts} {end.hash.hex()}")
            return
        wrong = sum(not self._check(organisation, wanted) for organisation in organisations)
        if wrong:
            raise CommandError(f"{wrong} of {len(organisations)} chains cannot be trusted.")

    def _chosen(self, slug: str | None) -> list[OrganisationRow]:
        if slug is None:
            return people.organisations()
        found = people.organisation_by_slug(slug)
        if found is None:
            known = ", ".join(row.slug for row in people.organisations()) or "none yet"
            raise CommandError(f"There is no organisation {slug!r}. There are: {known}.")
        return [found]

    def _wanted(self, heads: list[str], slug: str | None) -> frozenset[bytes]:
        if heads and slug is None:
            raise CommandError("Say with --org whose head that is.")
        for text in heads:
            if not _HEAD.fullmatch(text.lower()):
                raise CommandError(f"{text!r} is no head: it has 64 letters from 0 to f.")
        return frozenset(bytes.fromhex(text) for text in heads)

    def _check(self, organisation: OrganisationRow, wanted: frozenset[bytes]) -> bool:
        state = chain_actions.check(organisation.id, now=timezone.now(), wanted=wanted)
        for cut in cuts(organisation.id):
            self.stdout.write(
                f"{organisation.slug}: the first {cut.facts} facts were forgotten on {cut.cut_at:%Y-%m-%d}"
            )
        if state.broken:
            words = _WORDS[state.broken.kind].format(
                at=state.broken.at, expected=state.broken.expected, found=state.broken.found or "nothing more"
            )
            self.stdout.write(f"{organisation.slug}: BROKEN after {state.facts} facts: {words}")
            return False
        waiting = f", {state.waiting} not sealed yet" if state.waiting else ""
        self.stdout.write(f"{organisation.slug}: unbroken, {state.facts} facts{waiting}, head {state.hash.hex()}")
        missing = wanted - state.met - {cut.hash for cut in cuts(organisation.id)}
        for lost in sorted(missing):
            self.stdout.write(
                f"{organisation.slug}: the kept head {lost.hex()} is not in the chain: "
                "facts at the end were removed, or everything was forged anew"
            )
        return not missing
