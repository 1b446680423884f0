"""What one writes first: a Django view that inserts a row and redirects. No middleware, no look-up: in its favour."""

from __future__ import annotations

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
settings.ALLOWED_HOSTS = ["127.0.0.1"]

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import path  # noqa: E402

application = get_wsgi_application()

from stemme.links.models import ClickInbox  # noqa: E402


def view(request: HttpRequest, code: str) -> HttpResponse:
    """One row, committed, then the redirect."""
    ClickInbox.objects.create(organisation_id=1, link_id=1, at=time.time_ns() // 1_000_000, hit="human")
    return HttpResponseRedirect("https://nordlys.example/")


def healthz(request: HttpRequest) -> HttpResponse:
    """It runs."""
    return HttpResponse("ok")


urlpatterns = [path("s/<code>", view), path("healthz", healthz)]
