"""``stemme demo``: Nordlys Energi on this machine."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stemme.people import actions as people
from stemme.people.models import Organisation, Person
from stemme.people.viewer import EMPLOYEE
from stemme.project.demo.company import ROLE_HOLDERS
from stemme.project.demo.filling import fill, is_filled
from stemme.project.demo.stage import SLUG
from stemme.project.preparing import prepare
from stemme.project.serving import default_ports, ingest_child, links_child, pages_child, worker_child
from stemme.project.supervisor import PortTakenError, Supervisor, refuse_taken_port


class Command(BaseCommand):
    """Make the demo if it is not there yet, and serve it."""

    help = "Serve the demo: pages on PORT (8000), links on PORT+1, data in STEMME_DATA. What was done is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, fill once, serve until stopped."""
        if not settings.DEMO:
            raise CommandError("Start the demo with 'stemme demo' or 'make demo'.")
        port, links_port = default_ports()
        try:
            refuse_taken_port("127.0.0.1", port)
            refuse_taken_port("127.0.0.1", links_port)
        except PortTakenError as error:
            raise CommandError(f"{error} For example: PORT={port + 100} make demo") from error
        prepare()
        self._fill_once()
        children = [
            pages_child(host="127.0.0.1", port=port, threads=4),
            links_child(host="127.0.0.1", port=links_port),
            ingest_child(),
            worker_child(),
        ]
        if Supervisor(children, say=self._say).run(when_ready=self._welcome):
            raise CommandError("The demo stopped because a part of it could not start; its message stands above.")

    def _fill_once(self) -> None:
        if is_filled():
            return
        if Organisation.objects.exists():
            raise CommandError(
                f"{settings.DATA} holds a real installation. Set STEMME_DATA to another folder for the demo."
            )
        started = time.monotonic()
        self._say("Making Nordlys Energi, once:")
        fill(now=timezone.now(), say=lambda line: self._say(f"  {line}"))
        self._say(f"  done in {time.monotonic() - started:.0f} seconds")

    def _welcome(self) -> None:
        """Say where it is, and give one personal link per role. These open everything, unlike those in mails."""
        self._say(f"ready {settings.PUBLIC_URL}")
        now = timezone.now()
        for role, address in ROLE_HOLDERS:
            person = Person.objects.get(organisation__slug=SLUG, email=f"{address}@nordlys.example")
            token = people.make_door_link(person_id=person.id, now=now, scope=EMPLOYEE)
            self._say(f"{role} {settings.PUBLIC_URL}/l/{token}/")
        self._say(f"mailbox {settings.PUBLIC_URL}/mailbox/")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
