"""Who was erased, kept apart from the database: so that a restored backup can be cleaned again.

One file a month in ``STEMME_DATA/erasures``, only ever added to. A line holds keyed hashes (HMAC-SHA-256 under a key
derived from the installation's secret) of organisation and id, work address and staff number, with the day: whoever
has the files and not the secret learns how many were erased when, and nothing else. Pure, but for the files.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_FILE = re.compile(r"(\d{4})-(\d{2})\.jsonl")
_PURPOSE = b"stemme.erasures"


@dataclass(frozen=True, slots=True)
class Somebody:
    """What a person is recognised by. ``since``: the day on which the row of the person was made."""

    organisation: str
    person_id: int
    email: str
    external_id: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class Ledger:
    """The files, and the secret that their hashes are made with."""

    folder: Path
    secret: str

    def add(self, who: Somebody, *, day: dt.date) -> None:
        """Write down that this person is erased; on the disk when it returns. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = json.dumps({"day": day.isoformat(), **self._marks(who)}) + "\n"
        path = self.folder / f"{day:%Y-%m}.jsonl"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def erased(self, people: Iterable[Somebody]) -> list[Somebody]:
        """Those of the people who are in the ledger: the same person by id, or address or staff number of a row that
        is older than the erasure. A torn last line is passed over."""
        ids: set[str] = set()
        last: dict[str, dt.date] = {}
        for line in self._lines():
            ids.add(line["id"])
            day = dt.date.fromisoformat(line["day"])
            for mark in filter(None, (line["email"], line["number"])):
                last[mark] = max(day, last.get(mark, day))
        return [who for who in people if self._is_in(who, ids, last)]

    def marks(self) -> frozenset[str]:
        """Hashes of all addresses and staff numbers in it."""
        return frozenset(mark for line in self._lines() for mark in (line["email"], line["number"]) if mark)

    def knows(self, organisation: str, *, email: str, external_id: str, marks: frozenset[str]) -> bool:
        """True when somebody with this address or staff number was erased. ``marks`` as given by ``marks()``."""
        wanted = {self._mark("email", organisation, email), self._mark("number", organisation, external_id)}
        return bool(wanted & marks)

    def forget(self, *, before: dt.date) -> int:
        """Delete the files of months that were over before this day; how many."""
        gone = 0
        for path, month in self._files():
            if (month + dt.timedelta(days=31)).replace(day=1) <= before:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _is_in(self, who: Somebody, ids: set[str], last: dict[str, dt.date]) -> bool:
        marks = self._marks(who)
        if marks["id"] in ids:
            return True
        return any(mark in last and who.since < last[mark] for mark in (marks["email"], marks["number"]))

    def _marks(self, who: Somebody) -> dict[str, str]:
        return {
            "id": self._mark("id", who.organisation, str(who.person_id)),
            "email": self._mark("email", who.organisation, who.email),
            "number": self._mark("number", who.organisation, who.external_id),
        }

    def _mark(self, kind: str, organisation: str, value: str) -> str:
        if not value:
            return ""
        key = hmac.digest(self.secret.encode(), _PURPOSE, hashlib.sha256)
        text = json.dumps([kind, organisation, value.lower()])
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def _files(self) -> list[tuple[Path, dt.date]]:
        if not self.folder.is_dir():
            return []
        named = [(path, _FILE.fullmatch(path.name)) for path in sorted(self.folder.iterdir())]
        return [(path, dt.date(int(found[1]), int(found[2]), 1)) for path, found in named if found]

    def _lines(self) -> Iterable[dict[str, str]]:
        for path, _month in self._files():
            for line in path.read_text(encoding="ascii", errors="replace").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue
