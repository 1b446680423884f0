"""Is everything in order? Each check answers with a sentence for an operator."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import override

from stemme.jobs import queries as jobs
from stemme.journal import chain_queries as journal
from stemme.kit import tenancy_policies
from stemme.kit.languages import CODES
from stemme.landing import agreement_queries as step_queries
from stemme.links import kept_queries as kept
from stemme.links import log_queries as log
from stemme.links import queries as links
from stemme.outcomes import agreement_queries as outcome_queries
from stemme.people import erasure_queries
from stemme.people import queries as people
from stemme.project.safety import faults
from stemme.project.serving import default_ports
from stemme.stats.agreement_queries import disagreements, inbox_is_behind, waiting_since
from stemme.stats.keeping import VISITORS_KEPT

#: The first SQLite without the WAL-reset corruption bug (research/stack.md 6).
OLDEST_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = 150_000
LEAST_FREE = 0.05
#: More clicks than a worker leaves waiting for long.
MANY_WAITING = 50_000
#: More facts of administration than a worker leaves unsealed, and how many seals are compared each time.
MANY_UNSEALED, SEALS_LOOKED_AT = 20_000, 20
#: A worker that runs leaves neither a click nor a job waiting so long.
LONGEST_WAIT = dt.timedelta(minutes=15)
#: The secret of a day is destroyed so long after its end; what is forgotten is forgotten once an hour.
SALTS_KEPT = dt.timedelta(hours=24)
FORGETTING_EVERY = dt.timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check. ``level`` is ok, note or wrong."""

    name: str
    level: str
    text: str


def examine() -> Iterator[Finding]:
    """All checks in turn. A check that breaks is itself a finding."""
    checks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("data folder", _data_folder),
        ("settings", _settings),
        ("database", _database),
        ("migrations", _migrations),
        ("organisations", _organisations),
        ("languages", _languages),
        ("figures", figures),
        ("clicks", _clicks),
        ("forgetting", _forgetting),
        ("audit", _audit),
        ("erasures", _erasures),
        ("jobs", _jobs),
        ("mail", _mail),
        ("mails to streams", mails_to_streams),
        ("pages", lambda: _answers("pages", 0)),
        ("links", lambda: _answers("links", 1)),
    )
    for name, check in checks:
        try:
            yield check()
        except Exception as error:
            yield Finding(name, "wrong", f"The check itself failed: {error}")


def _data_folder() -> Finding:
    folder = settings.DATA
    if not os.access(folder, os.W_OK):
        return Finding("data folder", "wrong", f"{folder} cannot be written. Give it to the user that runs Stemme.")
    usage = shutil.disk_usage(folder)
    if usage.free / usage.total < LEAST_FREE:
        return Finding("data folder", "wrong", f"Less than 5 % free on the disk of {folder}. Make room.")
    return Finding("data folder", "ok", f"{folder}, {usage.free / 2**30:.0f} GiB free")


def _settings() -> Finding:
    """What ``stemme serve`` refuses to start with, or warns of."""
    found = list(faults())
    if found:
        return Finding("settings", "wrong", "; ".join(f"{fault.setting}: {fault.text}" for fault in found))
    return Finding("settings", "ok", "Nothing in the settings is unsafe")


def _database() -> Finding:
    connection = connections["default"]
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        version = connection.cursor().connection.info.server_version
        if version < OLDEST_POSTGRESQL:
            return Finding("database", "wrong", f"PostgreSQL {version // 10000} is too old. Use 15 or newer.")
        return Finding("database", "ok", f"PostgreSQL {version // 10000}.{version % 10000}")
    import sqlite3

    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return Finding(
            "database", "wrong", f"SQLite {sqlite3.sqlite_version} can corrupt a busy database. Run make setup."
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        if cursor.fetchone()[0] != "ok":
            return Finding("database", "wrong", "The database is damaged. Stop Stemme and restore the last backup.")
    return Finding("database", "ok", f"SQLite {sqlite3.sqlite_version}, undamaged")


def _migrations() -> Finding:
    for name in connections:
        executor = MigrationExecutor(connections[name])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Finding("migrations", "wrong", "The tables are older than the program. Run: stemme setup --tables")
    return Finding("migrations", "ok", "Tables and program agree")


def _organisations() -> Finding:
    """PostgreSQL keeps organisations apart (security/tenancy.md), if its role is bound by that: safety.py."""
    open_tables = tenancy_policies.unprotected()
    if open_tables:
        text = f"Nothing keeps organisations apart in {', '.join(open_tables)}. Run: stemme setup --tables"
        return Finding("organisations", "wrong", text)
    return Finding("organisations", "ok", "Each query is about one organisation")


def _languages() -> Finding:
    from django.utils.translation import gettext

    silent = []
    for code in CODES:
        with override(code):
            if code != "en" and gettext("Stories") == "Stories":
                silent.append(code)
    if silent:
        return Finding("languages", "wrong", f"No translations for {', '.join(silent)}. Run: make setup")
    return Finding("languages", "ok", "Five languages")


def figures() -> Finding:
    """Do the figures agree with each other and with the clicks that are kept, in every organisation?"""
    wrong = [
        f"{organisation.name}: {text}"
        for organisation in people.organisations()
        for disagree in (disagreements, outcome_queries.disagreements, step_queries.disagreements)
        for text in disagree(organisation.id)
    ]
    if wrong:
        return Finding("figures", "wrong", "; ".join(wrong) + ". Days whose clicks are kept: stemme stats rebuild")
    return Finding("figures", "ok", "Days, months, totals and kept clicks agree")


def _clicks() -> Finding:
    files, size = log.standing_still(settings.DATA / "clicks")
    if files:
        text = f"{size} bytes in {files} files of the click log do not move into the database. Is stemme serve running?"
        return Finding("clicks", "wrong", text)
    if inbox_is_behind():
        text = "The clicks' file is older than the figures, so new clicks are taken for counted. See docs/operations.md"
        return Finding("clicks", "wrong", text)
    since, waiting = waiting_since(), links.waiting_clicks()
    late = since is not None and timezone.now() - since > LONGEST_WAIT
    if waiting > MANY_WAITING or late:
        return Finding("clicks", "wrong", f"{waiting} clicks wait to be counted. Is the worker running? stemme work")
    return Finding("clicks", "ok", f"{waiting} clicks wait to be counted" if waiting else "Nothing waits to be counted")


def _forgetting() -> Finding:
    now = timezone.now()
    if kept.salts_before((now - SALTS_KEPT - FORGETTING_EVERY).date()):
        text = "A secret that visitors are told apart by is older than allowed. Is the worker running? stemme work"
        return Finding("forgetting", "wrong", text)
    if kept.visitors_known_before(now - VISITORS_KEPT - FORGETTING_EVERY):
        text = "Clicks of more than 48 hours ago still know their visitor. Is the worker running? stemme work"
        return Finding("forgetting", "wrong", text)
    return Finding("forgetting", "ok", "Visitors and their secrets are forgotten in time")


def _audit() -> Finding:
    """The guards stand, sealing keeps up, and the newest seals agree; all of it: stemme audit verify."""
    missing = journal.missing_guards()
    if missing:
        return Finding(
            "audit", "wrong", f"Nothing guards the journal ({', '.join(missing)}). Run: stemme setup --tables"
        )
    for organisation in people.organisations():
        last = journal.last_check(organisation.id)
        if journal.tail_walked(organisation.id, seals=SEALS_LOOKED_AT).broken or (last and last.broken):
            return Finding("audit", "wrong", f"{organisation.name}: the chain is broken. Run: stemme audit verify")
    waiting = journal.waiting_facts()
    if waiting > MANY_UNSEALED:
        return Finding("audit", "wrong", f"{waiting} facts wait to be sealed. Is the worker running? stemme work")
    return Finding("audit", "ok", f"The newest seals agree, {waiting} facts wait to be sealed")


def _erasures() -> Finding:
    found = len(erasure_queries.brought_back())
    if found:
        text = (
            f"{found} people were erased and are in the database again: a restored backup? Run: stemme privacy reapply"
        )
        return Finding("erasures", "wrong", text)
    return Finding("erasures", "ok", "Nobody who was erased is in the database")


def _jobs() -> Finding:
    number, seconds = jobs.waiting(timezone.now())
    if seconds > LONGEST_WAIT.total_seconds():
        text = f"{number} jobs are due, the oldest since {seconds / 60:.0f} minutes. Is the worker running? stemme work"
        return Finding("jobs", "wrong", text)
    given_up = len(jobs.failed())
    if given_up:
        return Finding("jobs", "note", f"{given_up} jobs were given up; their errors are in the log of stemme work")
    return Finding("jobs", "ok", "Nothing is late, nothing was given up")


def _mail() -> Finding:
    if settings.SMTP_URL.startswith("mailbox:"):
        return Finding("mail", "note", "Mails are kept in a folder. Set STEMME_SMTP_URL to send them.")
    from django.core.mail import get_connection

    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return Finding("mail", "wrong", f"The mail server does not let us in ({error}). Check STEMME_SMTP_URL.")
    return Finding("mail", "ok", "The mail server answers")


def mails_to_streams() -> Finding:
    """Whether the mailbox is looked into, and whether something lies there that could not be taken in."""
    name = "mails to streams"
    if not settings.STREAM_MAIL:
        return Finding(name, "ok", "Streams take no mails")
    if not settings.STREAM_MAILBOX:
        return Finding(name, "ok", "The mail server hands them to: stemme inbox receive")
    last = jobs.last_result("stemme.library.jobs.fetch_mails")
    if last is None or timezone.now() - last[0] > LONGEST_WAIT:
        return Finding(name, "wrong", "The mailbox has not been read lately. Check STEMME_STREAM_MAILBOX; stemme work")
    left = last[1].get("flagged", 0) if isinstance(last[1], dict) else 0
    if left:
        text = f"{left} mails could not be taken in. They lie in the mailbox with a flag; the log says why"
        return Finding(name, "wrong", text)
    return Finding(name, "ok", "Every mail was taken in")


def _answers(name: str, which: int) -> Finding:
    url = f"http://127.0.0.1:{default_ports()[which]}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            healthy = answer.status == 200
    except (urllib.error.URLError, OSError):
        return Finding(name, "note", f"Nothing answers on {url}. Start it with: stemme serve")
    return Finding(name, "ok" if healthy else "wrong", f"{url} answers")
