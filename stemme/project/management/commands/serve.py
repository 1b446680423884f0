"""``stemme serve``: pages and links."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from stemme.project.preparing import prepare
from stemme.project.safety import refuse_unsafe
from stemme.project.serving import default_ports, ingest_child, links_child, pages_child, worker_child
from stemme.project.supervisor import PortTakenError, Supervisor, refuse_taken_port


class Command(BaseCommand):
    """Serve pages and links until stopped."""

    help = "Serve the pages and the tracked links: two processes under one supervisor. Run 'stemme work' beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ports default to those of STEMME_PUBLIC_URL and STEMME_LINK_URL when these are local."""
        pages, links = default_ports()
        parser.add_argument(
            "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: put a proxy in front)"
        )
        parser.add_argument("--port", type=int, default=pages, help=f"port of the pages (default {pages})")
        parser.add_argument(
            "--links-port", type=int, default=links, help=f"port of the tracked links (default {links})"
        )
        parser.add_argument("--threads", type=int, default=4, help="pages answered at the same time (default 4)")
        parser.add_argument("--with-worker", action="store_true", help="also run 'stemme work' as a third process")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, watch."""
        host, port, links_port = options["host"], options["port"], options["links_port"]
        try:
            refuse_taken_port(host, port)
            refuse_taken_port(host, links_port)
        except PortTakenError as error:
            raise CommandError(str(error)) from error
        refuse_unsafe()
        prepare()
        for fault in refuse_unsafe():
            self._say(f"Warning: {fault.setting}: {fault.text}")
        children = [
            pages_child(host=host, port=port, threads=options["threads"]),
            links_child(host=host, port=links_port),
            ingest_child(),
        ]
        if options["with_worker"]:
            children.append(worker_child())
        supervisor = Supervisor(children, say=self._say)
        code = supervisor.run(when_ready=lambda: self._say(f"ready {settings.PUBLIC_URL}"))
        if code:
            raise CommandError("Stemme stopped because a part of it could not start; its message stands above.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
