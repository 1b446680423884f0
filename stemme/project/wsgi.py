"""The pages as a WSGI callable, with the static files in front."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

application = ServeStatic(
    get_wsgi_application(),
    root=str(settings.STATIC_ROOT),
    prefix=settings.STATIC_URL,
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
    max_age=3600,
)
