"""A browser that signs in by mail, adds passkeys and shows them."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.test import Client

from stemme.passkeys.tests.device import Device
from stemme.people.models import Person
from tests.cast import open_session


def browser() -> Client:
    """At the address where passkeys work."""
    return Client(headers={"host": "localhost:8000"})


def by_mail(person: Person) -> Client:
    """Signed in by the link of a mail, just now."""
    client = browser()
    client.cookies[settings.SESSION_COOKIE_NAME] = open_session(person.id)
    return client


def add(client: Client, device: Device, name: str = "Laptop") -> Any:
    """Add the device's passkey in this browser."""
    asked = client.post("/me/passkeys/add/options/")
    assert asked.status_code == 200, asked.content
    return client.post("/me/passkeys/add/", {"name": name, "credential": device.make(asked.json())})


def show(client: Client, device: Device, **more: str) -> Any:
    """Show the device's passkey in this browser."""
    asked = client.post("/passkeys/options/")
    return client.post("/passkeys/sign-in/", {"credential": device.prove(asked.json()), **more})


def way(client: Client) -> str:
    """What the visit was opened by; empty for nobody."""
    return str(client.session.get("visit", {}).get("way", ""))


def codes_in(answer: Any) -> list[str]:
    """The recovery codes on a page."""
    return re.findall(r"<code>([0-9A-Z-]{19})</code>", answer.content.decode())
