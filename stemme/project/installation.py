"""The page of whoever runs the installation: does it answer, is it late, what does the doctor say. No one's data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme import __version__
from stemme.jobs import queries as jobs
from stemme.people import roles
from stemme.people.gate import needs
from stemme.project.doctor import examine


@needs(roles.RUN_INSTALLATION)
@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """Jobs and health of the installation, and with ``?examine`` what ``stemme doctor`` finds."""
    due, seconds = jobs.waiting(timezone.now())
    examined = "examine" in request.GET
    context = {
        "version": __version__,
        "due": due,
        "oldest_minutes": round(seconds / 60),
        # What a job was about and how it failed may name people; that stays in the worker's log.
        "given_up": [(job.task.rpartition(".")[2], job.attempts, job.failed_at) for job in jobs.failed()],
        "examined": examined,
        "findings": list(examine()) if examined else [],
    }
    return render(request, "project/installation.html", context)
