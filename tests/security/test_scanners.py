"""Programs that open, click and press everything in a mail leave no trace in figures, and burn nothing (T-01)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from stemme.mailings.actions import delivery, planning
from stemme.mailings.tests.conftest import server, stories, tuesday
from stemme.people.models import Person

__all__ = ["server", "stories", "tuesday"]

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
#: What Chromium sends when a script, and no hand, submits a form.
BY_SCRIPT = {"User-Agent": CHROME, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
BY_HAND = {**BY_SCRIPT, "Sec-Fetch-User": "?1"}
PREVIEWS = (
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Mozilla/5.0 (compatible; Microsoft Outlook SafeLinks)",
)
#: Whatever says that somebody took part, chose or was shown something.
TRACES = (
    "feed.Offer", "feed.Reading", "feed.Saved", "feed.Declined", "feed.Interest", "sharing.Share", "links.TrackedLink",
    "links.ClickInbox", "links.Click", "stats.TakingPart", "stats.Acted", "mailings.Rhythm", "mailings.QuietWeek",
    "journal.Fact", "sharing.OwnApps", "sharing.Draft", "reminders.Reminder",
)  # fmt: skip
MOST_STEPS = 25


def traces(*persons: Person) -> dict[str, object]:
    """How many rows of each there are, and what is known of the persons."""
    found: dict[str, object] = {name: apps.get_model(name)._base_manager.count() for name in TRACES}
    for person in persons:
        person.refresh_from_db()
        found[person.email] = (person.joined_at, person.declined_at, person.paused_until, person.bounced_at)
    return found


def head(links: Iterable[str]) -> None:
    for link in links:
        assert Client().head(link).status_code == 200


def five_at_a_time(links: Iterable[str]) -> None:
    for link in links:
        assert [client.get(link).status_code for client in [Client() for _ in range(5)]] == [200] * 5


def mangled(links: Iterable[str]) -> None:
    """Filters change the case of addresses, and cut them."""
    for link in links:
        address, mark, query = link.partition("?")
        token = address.split("/")[2] if address.startswith("/l/") else address.rstrip("/").split("/")[-1]
        assert Client().get(address.replace(token, token.upper()) + mark + query).status_code == 200
        assert Client().get(address.replace(token, token[:-3])).status_code in {404, 410}


def storm(links: Iterable[str]) -> None:
    door = next(link for link in links if link.startswith("/l/"))
    assert {Client().get(door).status_code for _ in range(200)} == {200}


def previews(links: Iterable[str]) -> None:
    for agent in PREVIEWS:
        for link in links:
            page = Client(headers={"User-Agent": agent}).get(link)
            assert page.status_code == 200 and "no-store" in page["Cache-Control"]


def pressing_everything(links: Iterable[str]) -> None:
    """Follows every link and submits every form by script, with the cookies it is given."""
    client = Client(headers=BY_SCRIPT)
    waiting, seen = list(links), set()
    while waiting and len(seen) < MOST_STEPS:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address)
        if page.status_code != 200 or "html" not in page["Content-Type"]:
            continue
        tree = LexborHTMLParser(page.text)
        for form in tree.css("form[method=post]"):
            fields = {node.attributes.get("name") or "": node.attributes.get("value") or ""
                      for node in form.css("input[name], textarea[name]")}  # fmt: skip
            for button in form.css("button") or [None]:
                own = button.attributes if button is not None else {}
                data = {**fields, **({own["name"]: own.get("value") or ""} if own.get("name") else {})}
                client.post(urljoin(address, form.attributes.get("action") or address), data)
        found = (urljoin(address, node.attributes.get("href") or "") for node in tree.css("a[href]"))
        waiting += [link for link in found if link.startswith("/") and not link.startswith("//")]


PERSONAS: tuple[Callable[[Iterable[str]], None], ...] = (
    head, five_at_a_time, mangled, storm, previews, pressing_everything,
)  # fmt: skip


def first(links: list[str], shape: str) -> str:
    """The first address with this in it; empty if there is none."""
    return next((link for link in links if shape in link), "")


def links_of(mail) -> list[str]:
    """All addresses of ours in both parts, as paths."""
    bodies = [mail.get_body((kind,)).get_content().replace("&amp;", "&") for kind in ("plain", "html")]
    found = {link for body in bodies for link in re.findall(r"http://127\.0\.0\.1:8000(/[^\s\"<>]*)", body)}
    return sorted(found)


def test_scanners_leave_no_trace_and_the_person_gets_in(cast, stories, server, tuesday):
    newcomer = Person.objects.create(
        organisation=cast.nordlys, team=cast.grid, email="frida@nordlys.example", given_name="Frida", invited_at=tuesday
    )
    planning._invite(cast.nordlys.id, [newcomer.id], tuesday)
    planning.plan_digests(now=tuesday)
    delivery.send_planned(now=tuesday)
    found = {}
    for person in (cast.cleo, newcomer):
        mail = next(mail for mail in server.taken if person.email in mail["To"])
        shapes = ("/stories/", "/share/", "/no/", "/unsubscribe/")
        found[person.pk] = [link for link in (first(links_of(mail), shape) for shape in shapes) if link]
        assert len(found[person.pk]) >= 2
    links = [link for theirs in found.values() for link in theirs]
    before = traces(cast.cleo, newcomer)
    for persona in PERSONAS:
        persona(links)
        assert traces(cast.cleo, newcomer) == before, persona.__name__
    for number, theirs in enumerate(found.values(), 1):
        human = Client(headers=BY_HAND)
        inside = human.post(theirs[0])
        assert inside.status_code == 303 and urlsplit(inside["Location"]).path.startswith("/stories/")
        assert human.post(f"/stories/{stories.turbine.id}/read/").status_code == 303
        assert traces()["feed.Reading"] == before["feed.Reading"] + number, "what a person presses counts"
