"""The pages, as a WSGI callable with static files and pictures in front."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
