"""Uploaded files as editors and stories see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from stemme.media.crops import focus_classes
from stemme.media.models import Asset
from stemme.media.reading import DOCUMENT, PICTURE, VIDEO
from stemme.media.sizes import srcset

KINDS = (PICTURE, VIDEO, DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRow:
    """An uploaded file. Addresses are paths on our own host that nobody can guess; "" where there is none."""

    id: int
    #: ``picture``, ``video`` or ``document``.
    kind: str
    name: str
    alt: str
    url: str
    #: Of the picture, the still or the first page; and the stored name of the same.
    picture_url: str
    picture_name: str
    srcset: str
    captions_url: str
    captions_language: str
    content_type: str
    size: int
    width: int
    height: int
    seconds: int
    pages: int
    focus_x: int
    focus_y: int
    created_at: dt.datetime
    created_by: str
    #: Per cent of a video's re-coding; 100 for all that can be used.
    progress: int
    #: Why that failed (``reading.REASONS``), or "".
    problem: str

    @property
    def ready(self) -> bool:
        """It can be used in a story: it is made, and described for those who do not see it."""
        return bool(self.url and self.alt)

    @property
    def length(self) -> str:
        """How long a video runs, as players write it: 1:05."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"

    @property
    def focus_classes(self) -> str:
        """For an image that is cut by the style sheet."""
        return focus_classes((self.focus_x, self.focus_y))

    @property
    def waiting(self) -> bool:
        """It is still being re-coded."""
        return not self.url and not self.problem


def asset(organisation_id: int, asset_id: int) -> AssetRow | None:
    """One file, or None when the organisation has no such file."""
    found = _assets(organisation_id).filter(id=asset_id).first()
    return _row(found) if found else None


def assets(organisation_id: int, kind: str | None = None, words: str = "") -> QuerySet[Asset]:
    """The files of an organisation, newest first; to be cut into pages and given to ``rows``.

    ``words`` are looked for in name and description.
    """
    found = _assets(organisation_id)
    if kind:
        found = found.filter(kind=kind)
    wanted = words.strip()[:100]
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(alt__icontains=wanted))
    return found.order_by("-created_at", "-id")


def rows(found: Iterable[Asset]) -> list[AssetRow]:
    """Files as rows, in their order."""
    return [_row(one) for one in found]


def counts(organisation_id: int) -> dict[str, int]:
    """How many files of each kind there are."""
    found = Asset.objects.filter(organisation_id=organisation_id).order_by()
    counted = dict(found.values_list("kind").annotate(files=Count("id")))
    return {kind: counted.get(kind, 0) for kind in KINDS}


def _assets(organisation_id: int) -> QuerySet[Asset]:
    return Asset.objects.filter(organisation_id=organisation_id).select_related("created_by")


def _row(found: Asset) -> AssetRow:
    picture = found.picture.name or ""
    columns = ("id", "kind", "name", "alt", "captions_language", "content_type", "size", "width", "height", "seconds")
    more = ("pages", "focus_x", "focus_y", "created_at", "progress", "problem")
    return AssetRow(
        **{column: getattr(found, column) for column in (*columns, *more)},
        url=_url(found),
        picture_url=default_storage.url(picture) if picture else "",
        picture_name=picture,
        srcset=srcset(default_storage.url(picture)) if picture else "",
        captions_url=reverse("media:captions_file", args=_parts(found.captions.name)[:1]) if found.captions else "",
        created_by=found.created_by.name if found.created_by else "",
    )


def _url(found: Asset) -> str:
    if not found.file:
        return ""
    if found.kind == PICTURE:
        return default_storage.url(found.file.name or "")
    return reverse("media:file", args=_parts(found.file.name))


def _parts(name: str | None) -> list[str]:
    """Name and ending of a stored file, as its address has them."""
    return (name or "").rpartition("/")[2].split(".", 1)
