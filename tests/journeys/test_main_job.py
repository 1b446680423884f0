"""The main job from end to end, in real processes and without JavaScript: from a file of people to a counted visitor.

It reads like docs/architecture.md, "The life of a click". Whoever changes a step changes it here.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from stemme.links.behaviour import SETTLING_MS, TOO_SOON_MS
from tests.house import PROJECT, House, empty_house
from tests.journeys.mailbox import Mail, mails
from tests.journeys.window import FIREFOX, Window

pytestmark = pytest.mark.slow
ROSTER = PROJECT / "stemme" / "people" / "tests" / "data" / "ansatte-2026-10.csv"
FEEDS = PROJECT / "stemme" / "library" / "tests" / "data" / "feeds"
READER = "mattias.tornhage@fjordlys.example"
LINKEDIN = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"
#: Another browser than the one in which the story was shared: one's own visits do not count.
ANDROID = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
WAITING = "import django; django.setup()\nfrom stemme.links.queries import waiting_clicks\nprint(waiting_clicks())"


@pytest.fixture
def site() -> Iterator[str]:
    """A site on this machine with real feeds on it."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(FEEDS))

        def log_message(self, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def house(tmp_path: Path, site: str) -> Iterator[House]:
    """An empty installation that may read feeds from that site."""
    with empty_house(tmp_path, STEMME_INTRANET_HOSTS=f"{urlsplit(site).netloc}=127.0.0.0/8") as house:
        yield house


def path_of(url: str, house: House) -> str:
    """The path of an address of the house, as in a mail."""
    assert url.startswith(house.url)
    return url.removeprefix(house.url)


def set_up(house: House) -> tuple[Window, str]:
    """The console makes the organisation; its owner comes in by the link that it prints."""
    said = house.run(
        *("setup", "--name", "Fjordlys", "--language", "nb", "--time-zone", "Europe/Oslo"),
        *("--owner-name", "Olga Owner", "--owner-address", "olga@fjordlys.example"),
    )
    link = re.search(rf"{re.escape(house.url)}(/l/\S+)", said)
    assert link, said
    return Window(house.url), link[1]


def publish_from_feed(owner: Window, feed: str) -> int:
    """Add a real feed, choose its first entry, publish it. Gives the story's id."""
    owner.open("/studio/feeds/").press(url=feed)
    assert owner.status == 200, owner.text
    assert "bouvet" in owner.text.lower()
    owner.open("/studio/inbox/")
    owner.press("/use/")
    assert re.fullmatch(r"/studio/\d+/", owner.path), owner.path
    story = int(owner.path.split("/")[2])
    owner.press(do="publish", language="nb")
    assert owner.status == 200, owner.text[:500]
    return story


def click(link: str, agent: str, method: str = "GET", **headers: str) -> httpx.Response:
    """Request a tracked link as somebody."""
    sent = {"User-Agent": agent, "Accept": "text/html", "Accept-Language": "nb", **headers}
    return httpx.request(method, link, headers=sent, follow_redirects=False)


def test_from_a_file_of_people_to_a_counted_visitor(house: House, site: str) -> None:
    owner, door = set_up(house)

    # The people of the HR system: 300 ordinary rows, some strange ones, ten that cannot be read.
    with pytest.raises(AssertionError, match="rows cannot be used"):
        house.run("people", "import", str(ROSTER), "--org", "fjordlys")
    said = house.run("people", "import", str(ROSTER), "--org", "fjordlys", "--skip-invalid")
    assert "row " in said

    with house.serving("--with-worker"):
        owner.open(door).press()
        assert owner.status == 200
        story = publish_from_feed(owner, f"{site}/bouvet-no.rss.xml")

        # Everybody is invited. The button of the invitation's page lets in; opening it changed nothing.
        owner.open("/people/").press("/people/change/", all="1", act="invite").press("/people/change/")
        invitation = wait_for_mail(house, READER, count=1)
        letter_lets_in(house, invitation)

        # The digest, with a link that opens the stories and no more.
        house.run("digest", "send", "--org", "fjordlys", "--now")
        digest = wait_for_mail(house, READER, count=2)
        assert digest.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert digest.subject != invitation.subject
        reader = letter_lets_in(house, digest)
        assert reader.open("/stories/").path == "/stories/"
        assert reader.open(f"/stories/{story}/").status == 200
        assert reader.open("/impact/").status == 403

        links = share(reader, story)
        visit(links["linkedin"], links["bluesky"])
        roll_up_settled(house)

        # My impact: exactly one visitor. The lead's overview agrees.
        visitor_seen_by_its_sharer(house)
        owner.open("/overview/")
        assert owner.status == 200
        # Of 308 invited one took part; one shared for the first time; one visitor.
        assert re.search(r"\b308 0,3 % 1 1\b", owner.text), owner.text
        totals(house, visitors=1)


def wait_for_mail(house: House, address: str, *, count: int) -> Mail:
    """The so-many-th mail to somebody; the worker sends it within seconds."""
    until = time.monotonic() + 45
    while time.monotonic() < until:
        own = [mail for mail in mails(house.data) if address in mail.to]
        if len(own) >= count:
            return own[count - 1]
        time.sleep(0.2)
    raise AssertionError(f"{len(own)} mails to {address} instead of {count}: {(house.data / 'server.log').read_text()}")


def letter_lets_in(house: House, letter: Mail) -> Window:
    """Scanners open the link of a mail as often as they like; the person presses the button."""
    path = path_of(next(address for address in letter.links() if "/l/" in address), house)
    scanner = Window(house.url)
    for _ in range(5):
        assert scanner.open(path).status == 200
    assert scanner.open("/stories/").path == "/sign-in/"
    window = Window(house.url).open(path).press()
    assert window.status == 200, window.text
    return window


def share(reader: Window, story: int) -> dict[str, str]:
    """Share to LinkedIn and to Bluesky in own words; pressing twice makes one share. Gives the tracked links."""
    found = {}
    for channel in ("linkedin", "bluesky"):
        codes = set()
        for _ in range(2):
            reader.open(f"/stories/{story}/share/?channel={channel}")
            reader.press("/share/", text=f"Det vi lærte, med mine egne ord, på {channel}.", channel=channel)
            assert reader.status == 200, reader.text[:400]
            codes |= set(re.findall(r"https?://[\w.:]+/s/\w+", reader.tree.html or ""))
        assert len(codes) == 1, codes
        found[channel] = codes.pop()
    assert found["linkedin"] != found["bluesky"]
    return found


def visit(linkedin: str, bluesky: str) -> None:
    """One person, twice; the one who shared; everything else that asks for links."""
    time.sleep(TOO_SOON_MS / 1000)
    assert click(linkedin, FIREFOX).status_code == 302
    for _ in range(2):
        answer = click(linkedin, ANDROID)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("https://sikkerhet.bouvet.no/")
        assert "Set-Cookie" not in answer.headers
    preview = click(linkedin, LINKEDIN)
    assert preview.status_code == 200
    assert 'property="og:title"' in preview.text
    click(bluesky, SLACK)
    click(linkedin, ANDROID, "HEAD")
    click(linkedin, ANDROID, **{"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"})
    assert click(linkedin[:-1] + ("a" if linkedin[-1] != "a" else "b"), ANDROID).status_code == 404


def roll_up_settled(house: House) -> None:
    """A click is judged and counted when it is a few seconds old; the worker does that by itself."""
    until = time.monotonic() + 60
    time.sleep(SETTLING_MS / 1000)
    house.run("stats", "rollup")
    while house.python("-c", WAITING).strip() != "0":
        assert time.monotonic() < until, "clicks wait for ever"
        time.sleep(1)


def visitor_seen_by_its_sharer(house: House) -> None:
    """My impact belongs to a full sign-in: the link of a mail is not enough."""
    said = house.run("people", "link", READER, "--org", "fjordlys")
    link = re.search(rf"{re.escape(house.url)}(/\S+)", said)
    assert link, said
    window = Window(house.url)
    window.open(link[1]).press()
    window.open("/impact/")
    assert window.status == 200
    assert window.path == "/impact/"
    # Clicks, visitors, and what was taken out: LinkedInBot, HEAD and prefetch there, Slackbot here.
    assert re.search(r"LinkedIn [^|]{3,12} öppnat utlagt\? någon kom 2 1 3 ", window.text + " "), window.text
    assert re.search(r"Bluesky [^|]{3,12} öppnat utlagt\? 0 0 1 ", window.text + " "), window.text


def totals(house: House, *, visitors: int) -> None:
    """What the roll-ups hold, read in the house itself: both pages read nothing else."""
    code = (
        "import django; django.setup()\n"
        "from stemme.stats.models import Tally\n"
        "from stemme.links.models import Click, ClickInbox\n"
        "rows = Tally._base_manager.filter(grain='total')\n"
        "print(sorted(rows.filter(dimension__in=['all', 'person']).values_list('dimension', 'visitors', 'clicks')))\n"
        "print(ClickInbox._base_manager.count(), Click._base_manager.filter(hit='human').count())\n"
    )
    said = house.python("-c", code).strip().splitlines()[-2:]
    assert said[0] == f"[('all', {visitors}, 2), ('person', {visitors}, 2)]"
    assert said[1] == "0 2"
