"""Files that editors uploaded, re-made by us."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stemme.people.models import Organisation, Person, language_choices

PICTURE, VIDEO, DOCUMENT = "picture", "video", "document"


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in (PICTURE, VIDEO, DOCUMENT)]


class Asset(models.Model):
    """A picture, video or PDF. What lies in ``file`` was written by us, never the bytes that came."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=kind_choices)
    file = models.FileField(upload_to="assets/", blank=True)
    #: A still of a video, the first page of a document; a picture is its own.
    picture = models.FileField(upload_to="pictures/", blank=True)
    #: What the editor calls it: at first the name of the uploaded file.
    name = models.CharField(max_length=200)
    #: Described in words, for those who do not see it.
    alt = models.CharField(max_length=300, blank=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    #: What must stay when it is cut: per cent from the left and from the top.
    focus_x = models.PositiveSmallIntegerField(default=50)
    focus_y = models.PositiveSmallIntegerField(default=50)
    #: SHA-256 of the bytes that came, so that the same file is kept once.
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    #: What is said in a video, as WebVTT, and in which language.
    captions = models.FileField(upload_to="captions/", blank=True)
    captions_language = models.CharField(max_length=5, choices=language_choices, blank=True)
    #: A video that is being re-coded: what came, how many per cent are done, or why it failed (``wording.py``). Then
    #: ``file`` is still empty.
    incoming = models.FileField(upload_to="incoming/", blank=True)
    progress = models.PositiveSmallIntegerField(default=100)
    problem = models.CharField(max_length=20, blank=True)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="asset_once")]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="asset_recent")]
