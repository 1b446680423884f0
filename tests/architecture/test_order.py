"""Who may know whom. import-linter keeps the order of whole apps; this keeps what it cannot see."""

from __future__ import annotations

import re

from django.apps import apps

from tests.architecture.source import APPS, PACKAGE, Module, may_know, product_modules, templates

#: From what the world calls to what the database holds; a module may import the same or a higher number.
RANKS = {
    "urls": 0,
    "management": 0,
    "views": 1,
    "forms": 2,
    "form": 2,
    "jobs": 2,
    "actions": 3,
    "access": 4,
    "queries": 5,
    "models": 6,
}
PRIVATE = ("models", "access", "views", "forms", "urls")
#: Modules with names of their own that need Django all the same: what for. Everything else by a noun is pure.
WITH_DJANGO = {
    "chat/calling.py": "reads the settings of where Slack and Teams are",
    "chat/chat_secrets.py": "reads the key of the installation",
    "followups/letters.py": "makes Django's messages",
    "jobs/backend.py": "the backend of Django's Tasks",
    "jobs/running.py": "one attempt at a job: transaction, outcome, log",
    "jobs/tasks.py": "finds a task by its name",
    "jobs/worker.py": "the loop of stemme work",
    "kit/handing_over.py": "speaks of Django's messages",
    "kit/letters.py": "renders templates, hands mails to the backend",
    "kit/mailer.py": "an e-mail backend",
    "kit/mail_provider.py": "drives django-anymail's backends",
    "kit/hosted.py": "reads where the pages live, and the key of the installation",
    "kit/outbound.py": "reads the settings of what may be reached",
    "kit/seals.py": "seals with the key of the installation",
    "kit/rows.py": "upserts of many rows, in SQL",
    "kit/table_field.py": "a field of a form",
    "kit/tenancy.py": "tells connections for whom they work",
    "kit/tenancy_middleware.py": "a middleware",
    "kit/tenancy_policies.py": "asks the catalogue of models, and speaks PostgreSQL",
    "landing/leads/mail.py": "names the addresses that mails lead to",
    "landing/leads/posting.py": "reads the settings of what may be reached",
    "landing/public/languages.py": "reads what the browser prefers",
    "landing/public/showing.py": "renders templates",
    "library/pictures.py": "keeps pictures in Django's storage",
    "library/wording.py": "tells moments in the reader's time zone",
    "links/middleware.py": "middleware",
    "links/redirect/asgi.py": "reads the settings once, at start",
    "links/redirect/ingest.py": "reads the settings once, at start",
    "links/router.py": "a database router",
    "mailings/built_in.py": "enters kinds that make Django's messages",
    "mailings/identities.py": "seals with the key of the installation",
    "mailings/kinds.py": "names Django's messages",
    "mailings/letters.py": "makes Django's messages",
    "media/storing.py": "keeps files in Django's storage",
    "media/upload_limit.py": "one of Django's handlers of uploads",
    "mailings/shapes.py": "renders a mail with Django's templates",
    "mailings/material.py": "makes the mails of one batch",
    "passkeys/entry.py": "a mark between two requests of one session",
    "passkeys/letters.py": "renders a mail with Django's templates",
    "passkeys/offering.py": "asks about requests whether passkeys are of use",
    "oidc/under_way.py": "keeps a sign-in that is under way in a cookie",
    "reminders/kind.py": "makes Django's messages",
    "crisis/kind.py": "makes Django's messages",
    "scorecards/announcement_kind.py": "makes Django's messages",
    "proposals/kinds.py": "makes Django's messages",
    "proposals/looking.py": "signs what was seen; Django's signing",
    "library/guidelines/context.py": "reads the form of a request",
    "library/workflow/context.py": "reads the form of a request",
    "library/workflow/letters.py": "renders a mail with Django's templates",
    "library/workflow/part_words.py": "tells moments in the reader's time zone",
    "library/mail_in/polling.py": "reads the settings and hands mails to the actions",
    "people/gate.py": "decorators of views",
    "people/hosts.py": "reads the host of a request",
    "people/middleware.py": "middleware",
    "kit/form_token.py": "signs with Django's signer",
    "kit/erasing.py": "deletes rows of whatever table",
    "reports/kind.py": "a mail is a mail of Django's",
    "reports/making.py": "renders paper with Django's templates",
    "readiness/letters.py": "renders a mail with Django's templates",
    "joining/mail.py": "renders a mail with Django's templates",
    "people/bulk_session.py": "lies in the session",
    "people/sign_in_mail.py": "renders a mail with Django's templates",
    "people/office_time.py": "a decorator of views",
    "people/uploads.py": "a file between two requests of one session",
    "people/visits.py": "opens and ends sessions",
    "people/ways.py": "asks about requests which ways to sign in are of use",
    "stats/taking_part.py": "a part of the roll-up's one transaction",
}
#: Keys that point upwards, by name only: why.
UPWARD_KEYS = {
    "journal.Fact.organisation": "people write facts, so people stand above; a fact still ends with its organisation",
    "journal.Seal.organisation": "a chain is one organisation's",
    "journal.Anchor.organisation": "as its chain",
    "journal.ChainCheck.organisation": "as its chain",
    "people.Visit.session": "Django's own table: a visit goes with its session, however that is deleted",
}


def rank(inside: tuple[str, ...]) -> int | None:
    """The rank of a module, also of one split off by noun: import_views, story_queries, queries/stories."""
    for name in (inside[0], inside[-1].rsplit("_", 1)[-1]):
        if name in RANKS:
            return RANKS[name]
    return None


def test_every_folder_is_an_app_in_the_order() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(APPS)


def test_inside_an_app_imports_point_towards_the_tables() -> None:
    wrong = []
    for module in product_modules():
        own = rank(module.inside)
        if own is None or module.app == "project":
            continue
        for name in module.imports():
            parts = tuple(name.split("."))
            if parts[:2] == ("stemme", module.app) and len(parts) > 2:
                other = rank(parts[2:])
                if other is not None and other < own:
                    wrong.append(f"{module.short} imports {name}")
    assert not wrong


def test_tables_views_and_forms_are_private_to_their_app() -> None:
    wrong = []
    for module in product_modules():
        allowed = ("models",) if module.inside[-1].endswith("models") else ()
        for name in module.imports():
            parts = name.split(".")
            if parts[0] != "stemme" or len(parts) < 3 or parts[1] in {module.app, "project"}:
                continue
            if parts[2] in PRIVATE and parts[2] not in allowed and not _writes_history(module):
                wrong.append(f"{module.short} imports {name}")
    assert not wrong


def _writes_history(module: Module) -> bool:
    """The demo fills two years of rows in seconds; actions would write them one by one, dated today."""
    return module.app == "project" and "demo" in module.inside


def test_modules_named_by_a_noun_know_no_framework() -> None:
    framework = {"django", "django_tasks", "django_htmx", "environ"}
    words = ("django.utils.translation", "django.utils.formats", "django.utils.text")
    seen, wrong = set(), []
    for module in product_modules():
        known = rank(module.inside) is not None or module.inside[-1] in {"__init__", "apps"}
        if known or module.app in {"project", "ui"} or {"templatetags", "management"} & set(module.inside):
            continue
        used = [name for name in module.imports() if not f"{name}.".startswith(tuple(f"{word}." for word in words))]
        if framework & {name.split(".")[0] for name in used if name not in {"django.utils"}}:
            seen.add(module.short)
            if module.short not in WITH_DJANGO:
                wrong.append(module.short)
    assert not wrong, f"pure modules take plain data; see docs/architecture.md: {wrong}"
    assert set(WITH_DJANGO) <= seen, f"no longer needed in the list: {set(WITH_DJANGO) - seen}"


def test_foreign_keys_point_downwards() -> None:
    wrong, upward = [], set()
    for model in apps.get_models():
        app = model._meta.app_label
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model:
                other = field.related_model._meta.app_label
                name = f"{app}.{model.__name__}.{field.name}"
                if app in APPS and not (other in APPS and may_know(app, other)):
                    upward.add(name)
                    wrong += [] if name in UPWARD_KEYS else [f"{name} points to {other}"]
    assert not wrong
    assert set(UPWARD_KEYS) <= upward, "no longer needed in the list"


def test_templates_include_and_extend_downwards() -> None:
    named = re.compile(r"{%-?\s*(?:include|extends)\s+[\"']([a-z_]+)/")
    wrong = []
    for path in templates():
        app = path.relative_to(PACKAGE).parts[0]
        for other in named.findall(path.read_text(encoding="utf-8")):
            if not may_know(app, other):
                wrong.append(f"{path.relative_to(PACKAGE)} uses a template of {other}")
    assert not wrong
