"""A file between the steps of an import: kept on the server for an hour, bound to the session that sent it."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from stemme.kit.lines import one_line

KEPT_FOR = dt.timedelta(hours=1)
_KEY = "import"
_FILE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file under way, with the meanings chosen for its columns so far (by place)."""

    path: Path
    name: str
    chosen: dict[int, str]

    def data(self) -> bytes:
        """What is in the file."""
        return self.path.read_bytes()


def _folder() -> Path:
    return Path(settings.DATA) / "imports"


def keep(request: HttpRequest, data: bytes, *, name: str, now: dt.datetime, slot: str = _KEY) -> None:
    """Keep the file for the next steps; an earlier one of the session is dropped. ``slot``: which import it is for."""
    drop(request, slot=slot)
    sweep(now=now)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_hex(16)
    path = folder / key
    path.touch(mode=0o600)
    path.write_bytes(data)
    request.session[slot] = {
        "file": key,
        "name": one_line(name, limit=80),
        "organisation": request.viewer.organisation_id,  # type: ignore[attr-defined]
        "kept": now.isoformat(),
        "chosen": {},
    }


def current(request: HttpRequest, *, now: dt.datetime, slot: str = _KEY) -> Upload | None:
    """The session's file, or None when there is none or its hour is over."""
    state = request.session.get(slot)
    if not state or not _FILE.fullmatch(state["file"]):
        return None
    path = _folder() / state["file"]
    foreign = state["organisation"] != request.viewer.organisation_id  # type: ignore[attr-defined]
    if foreign or now - dt.datetime.fromisoformat(state["kept"]) > KEPT_FOR or not path.is_file():
        drop(request, slot=slot)
        return None
    return Upload(path, state["name"], {int(place): field for place, field in state["chosen"].items()})


def choose(request: HttpRequest, chosen: Mapping[int, str]) -> None:
    """Remember what the columns become."""
    request.session[_KEY] = {**request.session[_KEY], "chosen": {str(place): f for place, f in chosen.items()}}


def drop(request: HttpRequest, *, slot: str = _KEY) -> None:
    """Forget the session's file."""
    state = request.session.pop(slot, None)
    if state and _FILE.fullmatch(state["file"]):
        (_folder() / state["file"]).unlink(missing_ok=True)


def sweep(*, now: dt.datetime) -> int:
    """Delete files whose hour is over; how many."""
    gone = 0
    for path in _folder().glob("*"):
        try:
            if now.timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
                path.unlink(missing_ok=True)
                gone += 1
        except FileNotFoundError:
            continue  # another process was quicker
    return gone
