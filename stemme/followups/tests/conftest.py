"""A landing page with leads, a sequence that is on, and a way out that remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.mail import EmailMessage

from stemme.followups.actions.delivery import send_due
from stemme.followups.actions.queueing import queue_due
from stemme.followups.models import Letter, Sequence, Step
from stemme.kit.mailer import UncertainError
from stemme.landing.models import ConsentText, Lead, Page, PageText

#: A Tuesday morning in Bergen.
TUESDAY = dt.datetime(2026, 11, 10, 9, 0, tzinfo=dt.UTC)
WORDS = {
    "subject": "Thank you",
    "body": "First line.\n\nSecond line.",
    "button": "Read on",
    "link": "https://x.example/a",
}


class Killed(BaseException):
    """The worker is killed."""


class Outbox:
    """A mail server: ``behave`` is called with each message before it counts as taken, ``after`` afterwards."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.behave: Callable[[EmailMessage], None] = lambda message: None
        self.after: Callable[[EmailMessage], None] = lambda message: None

    def ready(self) -> None:
        """Always."""

    def hand_over(self, message: EmailMessage) -> None:
        self.behave(message)
        message.message()
        self.taken.append(message)
        self.after(message)

    def close(self) -> None:
        """Nothing to close."""


class House:
    """Nordlys' page with a sequence of three steps at 0, 2 and 3 days, on since a day ago."""

    def __init__(self, cast: SimpleNamespace) -> None:
        self.cast, self.now, self.post = cast, TUESDAY, Outbox()
        self.page = Page.objects.create(
            organisation=cast.nordlys, slug="harbour-heat", name="Harbour", language="en",
            published_at=self.now - dt.timedelta(days=30),
        )  # fmt: skip
        for language, title in (("en", "Heat from the harbour"), ("nb", "Varme fra havna")):
            PageText.objects.create(page=self.page, language=language, title=title)
        self.consent = ConsentText.objects.create(page=self.page, language="en", version=1, words="You may write.")
        self.sequence = Sequence.objects.create(
            organisation=cast.nordlys, page=self.page, started_at=self.now - dt.timedelta(days=1)
        )
        self.steps = [self.step(number, days) for number, days in enumerate((0, 2, 3), start=1)]

    def step(self, number: int, days: int, **more: Any) -> Step:
        """A step with words in English, and more languages as given."""
        texts = {"en": {**WORDS, "subject": f"Mail {number}"}, **more}
        return Step.objects.create(sequence=self.sequence, number=number, after_days=days, texts=texts)

    def lead(self, name: str = "Hanne Petersen", **more: Any) -> Lead:
        """Somebody who confirmed an hour ago."""
        given = {
            "organisation": self.cast.nordlys, "page": self.page, "language": "en", "consent": self.consent,
            "consented_at": self.now, "confirmed_at": self.now - dt.timedelta(hours=1),
            "email": f"{name.split()[0].lower()}@wohnen.example", "token_hash": f"hash of {name}",
        }  # fmt: skip
        return Lead.objects.create(name=name, **{**given, **more})

    def run(self, *, hours: float = 0) -> dict[str, int]:
        """The job, so many hours later than now."""
        at = self.now + dt.timedelta(hours=hours)
        queue_due(now=at)
        return dict(send_due(now=at, post=self.post, clock=lambda: 0.0))

    def live(self, days: int) -> None:
        """The job every two hours, for so many days; a worker that is killed is followed by the next."""
        for hour in range(0, 24 * days, 2):
            try:
                self.run(hours=hour)
            except Killed:
                continue

    @property
    def got(self) -> list[tuple[str, str]]:
        """To whom and with which subject something was handed over."""
        return [(message.to[0], str(message.subject)) for message in self.post.taken]

    def states(self) -> list[str]:
        """Of all letters, in the order of steps."""
        rows = Letter.objects.filter(organisation=self.cast.nordlys)
        return list(rows.order_by("lead_id", "step__number").values_list("state", flat=True))


@pytest.fixture
def house(cast: SimpleNamespace) -> Iterator[House]:
    return House(cast)


def broken(message: EmailMessage) -> None:
    """The connection breaks after the final dot."""
    raise UncertainError("gone")
