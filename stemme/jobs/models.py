"""Jobs waiting, running and done."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One call of a task. Claimed under a lease, so that a killed worker's job is taken over (research/stack.md 4)."""

    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    #: The same key is queued once: ``roll_up:2026-11-22T10:05`` makes any number of schedulers start one job.
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    run_after = models.DateTimeField(default=timezone.now)
    enqueued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Steps done and steps in all, for a progress bar.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-priority", "run_after"],
                name="job_waiting",
                condition=models.Q(finished_at=None, failed_at=None),
            )
        ]
