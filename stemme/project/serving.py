"""Which processes an installation consists of."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from stemme.project.supervisor import Child, granian, python


def pages_child(*, host: str, port: int, threads: int) -> Child:
    """The pages: Django under Granian, one process with a few threads."""
    command = granian("stemme.project.wsgi:application", interface="wsgi", host=host, port=port, threads=threads)
    return Child("pages", command, health=f"http://{_reachable(host)}:{port}/healthz")


def links_child(*, host: str, port: int) -> Child:
    """The tracked links: a raw ASGI callable, in as many processes as STEMME_LINK_WORKERS says.

    With STEMME_LINKS_DATABASE_URL they know that address only, and not the password that opens everything.
    """
    application = "stemme.links.redirect.asgi:application"
    command = granian(application, interface="asgi", host=host, port=port, workers=settings.LINK_WORKERS)
    narrow = settings.LINKS_DATABASE_URL
    differently = {"STEMME_DATABASE_URL": narrow, "STEMME_LINKS_DATABASE_URL": ""} if narrow else {}
    return Child("links", command, health=f"http://{_reachable(host)}:{port}/healthz", differently=differently)


def ingest_child() -> Child:
    """What moves clicks from the click log of this machine into the database."""
    return Child("ingest", python("stemme.links.redirect.ingest"))


def worker_child() -> Child:
    """What runs by itself: the same as ``stemme work``."""
    return Child("worker", python("stemme.project.cli", "work"))


def port_of(url: str, *, otherwise: int) -> int:
    """The port of a local address; behind a proxy (https) the default one."""
    parts = urlsplit(url)
    return parts.port if parts.scheme == "http" and parts.port else otherwise


def default_ports() -> tuple[int, int]:
    """Where pages and links listen unless told otherwise."""
    return port_of(settings.PUBLIC_URL, otherwise=8000), port_of(settings.LINK_URL, otherwise=8001)


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
