"""The pages as a WSGI callable, with the static files in front."""

import os
from wsgiref.headers import Headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.translation import gettext, override
from servestatic import ServeStatic

from stemme.kit.garbage import collect_seldom
from stemme.kit.languages import CODES
from stemme.project.middleware import FILE_HEADERS


def _protect(headers: Headers, path: str, url: str) -> None:
    """What static files carry besides their own headers: no middleware sees them."""
    for name, value in FILE_HEADERS.items():
        headers[name] = value
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"


def _load() -> None:
    """What the first requests would have to wait for: all addresses, and the words of all languages."""
    get_resolver().url_patterns  # noqa: B018
    for code in CODES:
        with override(code):
            gettext("Stories")


application = ServeStatic(
    get_wsgi_application(),
    root=str(settings.STATIC_ROOT),
    prefix=settings.STATIC_URL,
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
    max_age=3600,
    allow_all_origins=False,
    add_headers_function=_protect,
)
_load()
collect_seldom()
