"""One event sent to a real server by many connections at once: for a test and a benchmark.

``python -m stemme.outcomes.tests.sending`` fills a house with a door and a click, and says both as JSON.
"""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

CONNECTIONS = 32


def fill() -> dict[str, str]:
    """The token of a door and a click on a colleague's link."""
    from django.utils import timezone

    from stemme.outcomes.doors.actions import make_door
    from stemme.outcomes.tests.scene import Scene
    from stemme.people import queries as people
    from tests.cast import make_cast

    now = timezone.now()
    scene = Scene(make_cast(now), now)
    actor = people.viewer(scene.cast.ada.id, scope="employee", started=now)
    assert actor is not None
    door = make_door(actor=actor, name="Shop", signed=False, now=now)
    return {"token": door.token, "click": scene.click(scene.link(scene.cast.cleo))}


def count() -> list[int]:
    """How many conversions and touches there are in the house."""
    from stemme.kit.tenancy import across_organisations
    from stemme.outcomes.models import Conversion, Touch

    with across_organisations("a test counts what its server stored"):
        return [Conversion.objects.count(), Touch.objects.count()]


def send(address: str, *, token: str, click: str, posts: int) -> tuple[Counter[tuple[int, bytes]], float]:
    """Post one event so often over 32 connections; the different answers with their numbers, and the seconds."""
    body = json.dumps({"goal": "leads", "event_id": "order-1", "click_id": click, "value": "12.00"})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    together = Barrier(CONNECTIONS)

    def one(share: int) -> Counter[tuple[int, bytes]]:
        answers: Counter[tuple[int, bytes]] = Counter()
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        together.wait()
        for _time in range(share):
            connection.request("POST", "/api/conversions", body, headers)
            answer = connection.getresponse()
            answers[answer.status, answer.read()] += 1
        connection.close()
        return answers

    shares = [posts // CONNECTIONS + (number < posts % CONNECTIONS) for number in range(CONNECTIONS)]
    started = time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        found = sum(pool.map(one, shares), Counter[tuple[int, bytes]]())
    return found, time.monotonic() - started


if __name__ == "__main__":
    import sys

    import django

    django.setup()
    sys.stdout.write(json.dumps(count() if "count" in sys.argv else fill()) + "\n")
