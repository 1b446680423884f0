"""Pages that show and take times at the organisation's office."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

View = Callable[..., HttpResponse]


def in_office_time(view: View) -> View:
    """Show and read times in the time zone of the viewer's organisation."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(ZoneInfo(request.viewer.time_zone)):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return wrapped
