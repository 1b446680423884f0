"""A published landing page with everything on it, and visitors without a cookie."""

from __future__ import annotations

import datetime as dt
import time
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.core import mail
from django.test import Client

from stemme.kit import form_token
from stemme.landing.models import ConsentText, Lead, Page, PageText
from stemme.landing.page_queries import PublicPage, public_page
from stemme.landing.public.forms import mark_page
from stemme.outcomes.tests.scene import Scene

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PATH = "/p/harbour-heat/"
BLOCKS = [
    {"kind": "opening", "kicker": "For housing companies", "heading": "Heat from the basin", "lead": "Eight degrees."},
    {"kind": "picture", "asset": "heat", "alt": "Houses on the quay"},
    {"kind": "voice", "quote": "Ask me what it costs.", "name": "Lukas Brandt", "role": "Hamburg"},
    {"kind": "text", "heading": "Why", "body": "Because <b>it</b> is there.\nEvery winter."},
    {"kind": "list", "heading": "What", "points": "One\nTwo"},
    {"kind": "button", "label": "Read on", "url": "https://www.nordlys.example/more", "note": ""},
    {"kind": "figures", "figure1": "62%", "meaning1": "less carbon", "figure2": "", "meaning2": ""},
]
FORM = {
    "heading": "Ask an engineer", "note": "Free.", "button": "Check it",
    "questions": [
        {"key": "company", "label": "Company", "kind": "line", "required": True, "options": []},
        {"key": "flats", "label": "Flats", "kind": "choice", "required": False, "options": ["few", "many"]},
    ],
}  # fmt: skip
SALES = [{"kind": "opening", "kicker": "", "heading": "Three steps", "lead": ""}]
TYPED = {"name": "Hanne Petersen", "email": "H.Petersen@wohnen.example", "q-0": "Wohnen Nord", "consent": "on"}


class Public:
    """The page, and what visitors do with it."""

    def __init__(self, cast: SimpleNamespace, now: dt.datetime) -> None:
        self.scene, self.now = Scene(cast, now), now
        self.page = Page.objects.create(
            organisation=cast.nordlys, slug="harbour-heat", name="Harbour", language="en", goal=self.scene.goal,
            with_sales_page=True, published_at=now - dt.timedelta(days=30),
        )  # fmt: skip
        self.words: dict[str, ConsentText] = {}
        for language, title in (("en", "Heat for you"), ("de", "Wärme für Sie")):
            PageText.objects.create(
                page=self.page, language=language, title=title, description="In four weeks.", blocks=BLOCKS, form=FORM,
                thanks=[{"kind": "text", "heading": "We call you", "body": "Soon."}], sales=SALES,
            )  # fmt: skip
            self.words[language] = ConsentText.objects.create(
                page=self.page,
                language=language,
                version=1,
                words="You may call me.",
                colleague_words="Lukas may know.",
            )

    @property
    def shown(self) -> PublicPage:
        """The page in its own language."""
        found = public_page("harbour-heat", "en", now=self.now)
        assert found is not None
        return found

    def mark(self, *, seconds_ago: float = 20) -> str:
        """The form's mark, as the page had it so long ago."""
        with mock.patch("time.time", return_value=time.time() - seconds_ago):
            return form_token.new(mark_page(self.shown))

    def read(self, path: str = PATH, **headers: str) -> Any:
        """Somebody opens it, in a browser of their own."""
        return Client(headers={"User-Agent": BROWSER, **headers}).get(path)

    def send(self, *, path: str = f"{PATH}?in=en", headers: Any = None, **more: Any) -> Any:
        """Somebody sends the form: what was typed differs from TYPED by ``more``, None leaves a field away."""
        if "mark" not in more:
            more["mark"] = self.mark()
        typed = {"words": str(self.words["en"].id), **TYPED, **more}
        given = {name: value for name, value in typed.items() if value is not None}
        return Client(headers={"User-Agent": BROWSER, **(headers or {})}).post(path, given)

    def leads(self) -> list[Lead]:
        """What was kept."""
        return list(Lead.objects.filter(page=self.page).order_by("id"))

    def mails(self) -> int:
        """How many were sent."""
        return len(mail.outbox)
