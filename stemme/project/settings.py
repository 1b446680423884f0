"""Django's settings. What an installation may choose is in environment.py."""

from __future__ import annotations

import os
from pathlib import Path

from stemme.kit.languages import LANGUAGES as _LANGUAGES
from stemme.kit.sqlite import use_current_sqlite

use_current_sqlite()

from stemme.people.allowed_hosts import HostsOfOrganisations  # noqa: E402
from stemme.project.environment import database_settings, read_environment  # noqa: E402

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "stemme"
ENVIRONMENT = read_environment(os.environ, project=PROJECT)

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [*sorted({ENVIRONMENT.public_host.rsplit(":", 1)[0], "127.0.0.1", "localhost"}), HostsOfOrganisations()]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]
DATA = ENVIRONMENT.data
DEMO = ENVIRONMENT.demo
PUBLIC_URL = ENVIRONMENT.public_url
LINK_URL = ENVIRONMENT.link_url
SMTP_URL = ENVIRONMENT.smtp_url
MAIL_INBOX = ENVIRONMENT.mail_inbox
MAIL_PROVIDER = ENVIRONMENT.mail_provider
STREAM_MAIL = ENVIRONMENT.stream_mail
STREAM_MAILBOX = ENVIRONMENT.stream_mailbox
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
LINKS_DATABASE_URL = ENVIRONMENT.links_database_url
LINK_WORKERS = ENVIRONMENT.link_workers
INTRANET_HOSTS = ENVIRONMENT.intranet_hosts
CHAT_CLOUD = ENVIRONMENT.chat_cloud
CHAT_HOSTS = ENVIRONMENT.chat_hosts

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "stemme.project",
    "stemme.programme",
    "stemme.onboarding",
    "stemme.council",
    "stemme.setup",
    "stemme.privacy",
    "stemme.preferences",
    "stemme.chat",
    "stemme.reminders",
    "stemme.proposals",
    "stemme.crisis",
    "stemme.waves",
    "stemme.scorecards",
    "stemme.followups",
    "stemme.reports",
    "stemme.funnel",
    "stemme.uplift",
    "stemme.landing",
    "stemme.outcomes",
    "stemme.dashboard",
    "stemme.mailings",
    "stemme.audit",
    "stemme.joining",
    "stemme.growth",
    "stemme.archives",
    "stemme.atlas",
    "stemme.recognition",
    "stemme.buddies",
    "stemme.rewards",
    "stemme.feed",
    "stemme.scores",
    "stemme.maturity",
    "stemme.pulse",
    "stemme.readiness",
    "stemme.stats",
    "stemme.reactions",
    "stemme.sharing",
    "stemme.links",
    "stemme.library",
    "stemme.media",
    "stemme.policy",
    "stemme.agreements",
    "stemme.passkeys",
    "stemme.oidc",
    "stemme.journal",
    "stemme.people",
    "stemme.jobs",
    "stemme.ui",
    "stemme.kit",
]

MIDDLEWARE = [
    "stemme.project.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "stemme.project.middleware.RefuseForeignSites",
    "django.middleware.csrf.CsrfViewMiddleware",
    "stemme.people.middleware.Viewer",
    "stemme.kit.tenancy_middleware.OneOrganisation",
    "stemme.links.middleware.OwnBrowsers",
    "stemme.people.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "stemme.project.urls"
WSGI_APPLICATION = "stemme.project.wsgi.application"
FORM_RENDERER = "stemme.ui.form_renderer.QuickRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "stemme.project.navigation.context",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "stemme.ui.templatetags.ui"],
        },
    }
]

DATABASES = database_settings(ENVIRONMENT.database_url, data=DATA)
DATABASE_ROUTERS = ["stemme.links.router.ClicksApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

LANGUAGE_CODE = "en"
LANGUAGES = list(_LANGUAGES)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["stemme.project.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stemme.project.static.HashedStatic"},
}

# Server-side sessions; how long they last is decided per scope in people/sessions.py.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would show a signed-out page to everyone who comes from webmail.
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
_PREFIX = "__Host-" if ENVIRONMENT.secure else ""
SESSION_COOKIE_NAME = f"{_PREFIX}stemme"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "stemme.project.errors.csrf_failed"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.secure
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the supervisor and the doctor, on this machine
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes Chromium send Origin: null, and every form answers 403.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
USE_X_FORWARDED_HOST = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
#: The first only refuses what is too large, before it is read.
FILE_UPLOAD_HANDLERS = [
    "stemme.media.upload_limit.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

EMAIL_BACKEND = "stemme.kit.mailer.Backend"
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
TASKS = {"default": {"BACKEND": "stemme.jobs.backend.LeaseBackend"}}
# W021: whether a whole domain goes onto the browsers' preload list is its owner's decision, not this program's.
SILENCED_SYSTEM_CHECKS: list[str] = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"class": "stemme.kit.redaction.OneLine", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"secrets": {"()": "stemme.kit.redaction.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
    },
}
