"""What an installation can set: typed, checked at start, listed in docs/settings.md.

Everything comes from environment variables named ``STEMME_…``. A wrong value stops the
start with a sentence that names the variable and says what to do.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ

from stemme.kit.provider_settings import PROVIDERS, ProviderSettings


class SettingError(Exception):
    """A setting is missing or wrong; the text names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of this installation, checked."""

    data: Path
    database_url: str
    #: For the process that answers tracked links, with a narrow role; empty: the same as the others.
    links_database_url: str
    secret_key: str
    old_secret_keys: tuple[str, ...]
    public_url: str
    link_url: str
    smtp_url: str
    mail_from: str
    #: The address whose mails are given to ``stemme mail``; empty: nobody reads what comes back.
    mail_inbox: str
    mail_provider: ProviderSettings
    #: The one address in front of which each stream's secret key stands; empty: streams take no mails.
    stream_mail: str
    #: Where mails to it lie, as imaps://user:password@host/folder; empty: a mail server hands them over.
    stream_mailbox: str
    link_workers: int
    trusted_proxies: tuple[str, ...]
    intranet_hosts: tuple[str, ...]
    chat_cloud: str
    chat_hosts: tuple[str, ...]
    demo: bool
    debug: bool

    @property
    def embedded(self) -> bool:
        """True on the embedded SQLite database, False on PostgreSQL."""
        return self.database_url.startswith("sqlite:")

    @property
    def secure(self) -> bool:
        """True when people reach the pages by HTTPS."""
        return self.public_url.startswith("https:")

    @property
    def public_host(self) -> str:
        """Host (and port, if any) of the pages."""
        return urlsplit(self.public_url).netloc

    @property
    def link_host(self) -> str:
        """Host (and port, if any) of the tracked links."""
        return urlsplit(self.link_url).netloc


def read_environment(variables: Mapping[str, str], *, project: Path) -> Environment:
    """The checked settings. Raises SettingError for the first value that cannot stand.

    Without any variable set, everything works on this machine alone: an embedded database in
    ``var/``, pages on port 8000, links on 8001, mails into a local mailbox folder.
    """
    get = _Reader(variables)
    data = Path(get("STEMME_DATA", str(project / "var"))).expanduser().resolve()
    public_url = get.web_address("STEMME_PUBLIC_URL", "http://127.0.0.1:8000")
    link_url = get.web_address("STEMME_LINK_URL", "http://127.0.0.1:8001")
    demo = get.flag("STEMME_DEMO")
    local = is_local(public_url) and is_local(link_url)
    if not local and not (public_url.startswith("https:") and link_url.startswith("https:")):
        raise SettingError(
            "STEMME_PUBLIC_URL and STEMME_LINK_URL must begin with https:// as soon as they are not on this machine: "
            "personal links would travel in the open. Put a proxy with a certificate in front (docs/operations.md)."
        )
    debug = get.flag("STEMME_DEBUG")
    if debug and not local:
        raise SettingError("STEMME_DEBUG is for this machine only. Remove it, or use a local STEMME_PUBLIC_URL.")
    return Environment(
        data=data,
        database_url=get.database("STEMME_DATABASE_URL", f"sqlite:///{data / 'stemme.db'}"),
        links_database_url=get.postgresql("STEMME_LINKS_DATABASE_URL"),
        old_secret_keys=get.words("STEMME_OLD_SECRET_KEYS"),
        secret_key=get.secret("STEMME_SECRET_KEY", data / "secret-key", may_invent=local),
        public_url=public_url,
        link_url=link_url,
        smtp_url=get.smtp("STEMME_SMTP_URL", "mailbox:"),
        mail_from=get("STEMME_MAIL_FROM", f"Stemme <stemme@{urlsplit(public_url).hostname}>"),
        mail_inbox=get.mail_address("STEMME_MAIL_INBOX"),
        mail_provider=get.mail_provider(),
        stream_mail=get.mail_address("STEMME_STREAM_MAIL"),
        stream_mailbox=get.mailbox("STEMME_STREAM_MAILBOX"),
        link_workers=get.number("STEMME_LINK_WORKERS", 1, least=1, most=64),
        trusted_proxies=get.words("STEMME_TRUSTED_PROXIES"),
        intranet_hosts=get.words("STEMME_INTRANET_HOSTS"),
        chat_cloud=get.one_of("STEMME_CHAT_CLOUD", "worldwide", "us-government"),
        chat_hosts=get.words("STEMME_CHAT_HOSTS"),
        demo=demo,
        debug=debug,
    )


def is_local(url: str) -> bool:
    """True when an address leads to this machine and so nobody else comes by it."""
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}


class _Reader:
    """Reads one kind of value at a time and explains what is wrong with it."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def __call__(self, name: str, default: str) -> str:
        return self.variables.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        value = self(name, "0").lower()
        if value not in {"0", "1", "true", "false", "yes", "no"}:
            raise SettingError(f"{name} is {value!r}. Set it to 1 or 0.")
        return value in {"1", "true", "yes"}

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self(name, str(default))
        if not value.isdecimal() or not least <= int(value) <= most:
            raise SettingError(f"{name} is {value!r}. Write a whole number from {least} to {most}.")
        return int(value)

    def one_of(self, name: str, *values: str) -> str:
        value = self(name, values[0])
        if value not in values:
            raise SettingError(f"{name} is {value!r}. Set it to one of: {', '.join(values)}.")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self(name, "").replace(",", " ").split())

    def web_address(self, name: str, default: str) -> str:
        value = self(name, default).rstrip("/")
        parts = urlsplit(value)
        if "*" in value:
            raise SettingError(f"{name} is {value!r}. Write the one name that people type: no name stands for several.")
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.username:
            raise SettingError(
                f"{name} is {value!r}. Write scheme and host only, for example https://stemme.company.com"
            )
        return value

    def database(self, name: str, default: str) -> str:
        value = self(name, default)
        if not value.startswith(("sqlite:///", "postgres://", "postgresql://")):
            raise SettingError(
                f"{name} begins with {value.split(':')[0]!r}. Write sqlite:////folder/stemme.db for the embedded "
                "database or postgresql://user:password@host/database for PostgreSQL 15 or newer."
            )
        return value

    def postgresql(self, name: str) -> str:
        value = self(name, "")
        if value and not value.startswith(("postgres://", "postgresql://")):
            raise SettingError(f"{name} is for PostgreSQL only: postgresql://user:password@host/database")
        return value

    def smtp(self, name: str, default: str) -> str:
        value = self(name, default)
        if not value.startswith(("smtp://", "smtps://", "smtp+tls://", "mailbox:")):
            raise SettingError(
                f"{name} is not understood. Write smtp://user:password@host:587, smtps://…:465, smtp+tls://… "
                "or mailbox: to keep mails in a folder."
            )
        return value

    def mail_address(self, name: str) -> str:
        value = self(name, "")
        if value and not re.fullmatch(r"[^@\s<>?&,;\"]+@[^@\s<>?&,;\"]+", value):
            raise SettingError(f"{name} is {value!r}. Write one plain address, for example stemme-mail@company.com")
        return value

    def mailbox(self, name: str) -> str:
        value = self(name, "")
        if not value:
            return ""
        parts = urlsplit(value)
        if parts.scheme not in {"imaps", "imap"} or not parts.hostname or not parts.username or not parts.password:
            raise SettingError(f"{name} is not understood. Write imaps://user:password@host/INBOX")
        if parts.scheme == "imap" and not is_local(value):
            raise SettingError(f"{name} must begin with imaps:// as soon as it is not on this machine.")
        return value

    def mail_provider(self) -> ProviderSettings:
        """The provider with its keys, or none."""
        chosen = ProviderSettings(
            name=self("STEMME_MAIL_PROVIDER", "").lower(),
            key=self("STEMME_MAIL_PROVIDER_KEY", ""),
            secret=self("STEMME_MAIL_PROVIDER_SECRET", ""),
            url=self("STEMME_MAIL_PROVIDER_URL", ""),
            webhook_secret=self("STEMME_MAIL_WEBHOOK_SECRET", ""),
            webhook_key=self("STEMME_MAIL_WEBHOOK_KEY", ""),
        )
        if not chosen.name:
            return ProviderSettings()
        if chosen.name not in PROVIDERS:
            raise SettingError(
                f"STEMME_MAIL_PROVIDER is {chosen.name!r}. Write one of {', '.join(PROVIDERS)}, or use "
                "STEMME_SMTP_URL: every provider also takes mails by SMTP."
            )
        if not chosen.key or (PROVIDERS[chosen.name].second and not chosen.secret):
            raise SettingError(
                f"STEMME_MAIL_PROVIDER is {chosen.name}: set STEMME_MAIL_PROVIDER_KEY"
                + (" and STEMME_MAIL_PROVIDER_SECRET." if PROVIDERS[chosen.name].second else ".")
            )
        if chosen.url and not (chosen.url.startswith("https://") or is_local(chosen.url)):
            raise SettingError("STEMME_MAIL_PROVIDER_URL must begin with https://: your key travels there.")
        if chosen.webhook_secret and ":" not in chosen.webhook_secret:
            raise SettingError("STEMME_MAIL_WEBHOOK_SECRET has the form user:password, both of your own choice.")
        return chosen

    def secret(self, name: str, file: Path, *, may_invent: bool) -> str:
        """The variable, else a key kept in the data folder (made on first use, on a local installation)."""
        value = self(name, "")
        if not value and file.exists():
            value = file.read_text().strip()
        if not value and may_invent:
            value = secrets.token_urlsafe(50)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write_text(value + "\n")
            file.chmod(0o600)
        if len(value) < 32:
            raise SettingError(
                f"{name} is {'missing' if not value else 'too short'}. Set at least 32 random characters, "
                "for example the output of: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
            )
        return value


def database_settings(url: str, *, data: Path) -> dict[str, dict[str, object]]:
    """Django's DATABASES. Embedded: two files, because a roll-up that writes into the clicks' file
    would stall redirects (1,480 ms against 8 ms, research/stack.md 1)."""
    default = dict(environ.Env.db_url_config(url))
    if default["ENGINE"] == "django.db.backends.sqlite3":
        clicks = Path(str(default["NAME"])).with_name("clicks.db")
        return {"default": _sqlite(str(default["NAME"])), "clicks": _sqlite(str(clicks))}
    default["OPTIONS"] = {**default.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
    default["CONN_MAX_AGE"] = 0
    return {"default": default}


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        },
    }
