"""Taking in files, describing them, deleting them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.core.files.storage import default_storage
from django.db import transaction

from stemme.journal.actions import record
from stemme.journal.facts import ASSET_CHANGED, ASSET_DELETED, ASSET_UPLOADED
from stemme.kit.lines import one_line
from stemme.media.apart import made_apart, recoded_apart
from stemme.media.captions import clean_captions
from stemme.media.models import Asset
from stemme.media.reading import ALT, FULL, MOST_OF_ALL, PICTURE, TOO_BIG, VIDEO, Made, RefusedFileError
from stemme.media.storing import ASSETS, CAPTIONS, INCOMING, PICTURES, copied, drop, kept
from stemme.people.viewer import Viewer

#: So many files does one organisation keep.
MOST_ASSETS = 20_000


class Upload(Protocol):
    """What a browser sent, as Django hands it over: in pieces."""

    @property
    def name(self) -> str | None:
        """What it is called there."""

    @property
    def size(self) -> int | None:
        """In bytes, as far as the browser said."""

    def chunks(self) -> Iterable[bytes]:
        """The content, piece by piece."""


def upload(*, actor: Viewer, file: Upload, alt: str, now: dt.datetime) -> int:
    """Keep an uploaded file, re-made by us; the asset's id. The same bytes are kept once.

    What is re-made is waited for outside the transaction. A video that has to be re-coded is left to the worker
    (jobs.py). Raises RefusedFileError.
    """
    described = one_line(alt, limit=300)
    if not described:
        raise RefusedFileError(ALT)
    if (file.size or 0) > MOST_OF_ALL:
        raise RefusedFileError(TOO_BIG)
    with tempfile.TemporaryDirectory(prefix="stemme-media-") as folder:
        came = Path(folder) / "came"
        kind, fingerprint = copied(file.chunks(), came)
        own = Asset.objects.filter(organisation_id=actor.organisation_id)
        there = own.filter(fingerprint=fingerprint, problem="").values_list("id", flat=True).first()
        if there is not None:
            return there
        if own.count() >= MOST_ASSETS:
            raise RefusedFileError(FULL)
        made = made_apart(came, kind, Path(folder))
        asset = _filled(Asset(kind=kind), made, Path(folder))
        asset.incoming.name = "" if made.file else kept(came, INCOMING)
    asset.progress = 100 if made.file else 0
    asset.name, asset.alt, asset.fingerprint = _named(file.name or "", kind), described, fingerprint
    asset.created_at, asset.created_by_id, asset.organisation_id = now, actor.person_id, actor.organisation_id
    return _entered(actor, asset, now)


def _entered(actor: Viewer, asset: Asset, now: dt.datetime) -> int:
    """Write the row; when somebody else brought the same file meanwhile, theirs stays."""
    with transaction.atomic():
        same = Asset.objects.select_for_update().filter(
            organisation_id=actor.organisation_id, fingerprint=asset.fingerprint
        )
        for failed in same.exclude(problem=""):
            drop(_files(failed))
            failed.delete()
        there = same.first()
        if there is None:
            asset.save()
            _record(actor, ASSET_UPLOADED, asset.id, now, what=asset.kind)
            return asset.id
    drop(_files(asset))
    return there.id


def recode(*, asset_id: int) -> bool:
    """Re-code a video that waits, and forget what came; false when there is nothing to do. Called by the worker."""
    asset = Asset.objects.filter(id=asset_id).exclude(incoming="").first()
    if asset is None:
        return False

    def heard(percent: int) -> None:
        Asset.objects.filter(id=asset_id).update(progress=percent)

    came = Path(default_storage.path(asset.incoming.name or ""))
    with tempfile.TemporaryDirectory(prefix="stemme-media-") as folder:
        try:
            made = recoded_apart(came, VIDEO, Path(folder), heard=heard)
        except RefusedFileError as error:
            Asset.objects.filter(id=asset_id).update(problem=error.reason, incoming="")
            drop([asset.incoming.name or ""])
            return True
        old = [asset.incoming.name or "", asset.picture.name or ""]
        _filled(asset, made, Path(folder))
    columns = ("file", "picture", "content_type", "size", "width", "height", "seconds", "pages")
    values = {column: getattr(asset, column) for column in columns}
    if not Asset.objects.filter(id=asset_id).update(**values, incoming="", progress=100):
        # It was deleted meanwhile.
        old = [asset.file.name or "", asset.picture.name or ""]
    drop(old)
    return True


def describe(*, actor: Viewer, asset_id: int, name: str, alt: str, focus: tuple[int, int], now: dt.datetime) -> None:
    """Change what a file is called, how it is described, and what of its picture must stay. Raises RefusedFileError."""
    described, called = one_line(alt, limit=300), one_line(name, limit=200)
    if not described:
        raise RefusedFileError(ALT)
    with transaction.atomic():
        changed = Asset.objects.filter(organisation_id=actor.organisation_id, id=asset_id)
        values = {"alt": described, "focus_x": focus[0], "focus_y": focus[1], **({"name": called} if called else {})}
        if changed.update(**values):
            _record(actor, ASSET_CHANGED, asset_id, now)


def caption(*, actor: Viewer, asset_id: int, body: bytes, language: str, now: dt.datetime) -> None:
    """Put captions (WebVTT) on a video, or take them off with empty ``body``. Raises RefusedFileError."""
    text = clean_captions(body) if body else ""
    name = ""
    if text:
        with tempfile.TemporaryDirectory(prefix="stemme-media-") as folder:
            path = Path(folder) / "captions.vtt"
            path.write_text(text, encoding="utf-8")
            name = kept(path, CAPTIONS)
    with transaction.atomic():
        videos = Asset.objects.select_for_update().filter(organisation_id=actor.organisation_id, kind=VIDEO)
        video = videos.filter(id=asset_id).first()
        if video is None:
            transaction.on_commit(lambda: drop([name]))
            return
        old = video.captions.name or ""
        videos.filter(id=asset_id).update(captions=name, captions_language=language if name else "")
        _record(actor, ASSET_CHANGED, asset_id, now)
        transaction.on_commit(lambda: drop([old]))


def delete(*, actor: Viewer, asset_id: int, now: dt.datetime) -> None:
    """Delete a file with all that was made of it. Whether it is used is asked before (views)."""
    with transaction.atomic():
        found = Asset.objects.filter(organisation_id=actor.organisation_id, id=asset_id).first()
        if found is None:
            return
        files = _files(found)
        found.delete()
        _record(actor, ASSET_DELETED, asset_id, now, what=found.kind)
        transaction.on_commit(lambda: drop(files))


def _filled(asset: Asset, made: Made, folder: Path) -> Asset:
    asset.picture.name = kept(folder / made.picture, PICTURES)
    if asset.kind == PICTURE:
        asset.file.name = asset.picture.name
    else:
        asset.file.name = kept(folder / made.file, ASSETS) if made.file else ""
    asset.size = (folder / made.file).stat().st_size if made.file else 0
    asset.content_type, asset.width, asset.height = made.content_type, made.width, made.height
    asset.seconds, asset.pages = made.seconds, made.pages
    return asset


def _files(asset: Asset) -> list[str]:
    fields = (asset.file, asset.picture, asset.captions, asset.incoming)
    return sorted({field.name for field in fields if field.name})


def _named(name: str, kind: str) -> str:
    return one_line(name.replace("\\", "/").rpartition("/")[2], limit=200) or kind


def _record(actor: Viewer, kind: str, asset_id: int, now: dt.datetime, **data: str) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=asset_id, **data)
