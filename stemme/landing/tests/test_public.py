"""What a visitor sees of a landing page: in their language, without a cookie, in few bytes."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from stemme.landing.leads.forgetting_actions import forget_old
from stemme.landing.models import Page, PageText, StepSeen, StepTally
from stemme.landing.tests.public_scene import BROWSER, PATH, Public
from stemme.links.click_ids import PARAMETER
from stemme.links.measuring_actions import set_sites
from stemme.people.queries import viewer

pytestmark = pytest.mark.django_db
LIMIT = 50_000


@pytest.fixture
def public(cast: SimpleNamespace) -> Public:
    return Public(cast, timezone.now())


def test_a_visitor_reads_the_page_without_a_cookie(public: Public) -> None:
    answer = public.read()
    text = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies and "Cookie" not in answer.headers["Vary"]
    assert text.count("<h1") == 1 and "Heat from the basin" in text
    assert "Because &lt;b&gt;it&lt;/b&gt; is there.<br>Every winter." in text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "all" and 'name="robots"' not in text
    # Nothing of anybody else's is loaded, and no script runs for whoever came without a click.
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', text)
    assert {one for one in loaded if "/p/harbour-heat/" not in one} == {"https://www.nordlys.example/more"}
    assert "<script" not in text


def test_networks_and_search_engines_read_what_it_is_in_each_language(public: Public) -> None:
    text = public.read(f"{PATH}?in=de").content.decode()
    assert '<html lang="de">' in text and "Wärme für Sie" in text
    canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
    assert canonical and canonical[1].endswith("/p/harbour-heat/?in=de")
    assert re.findall(r'hreflang="([\w-]+)" href="[^"]+">\n?<?', text)[:3] == ["en", "de", "x-default"]
    assert '<meta property="og:title" content="Wärme für Sie">' in text
    # The address without a language is one of its own, and says so.
    text = public.read(PATH).content.decode()
    canonical = re.search(r'rel="canonical" href="([^"]+)"', text)
    assert canonical and canonical[1].endswith("/p/harbour-heat/")
    assert 'property="og:url" content="' in text and '/p/harbour-heat/?in=en"' in text


@pytest.mark.parametrize(
    ("header", "language"),
    [("de-AT,en;q=0.5", "de"), ("fr,de;q=0.7", "de"), ("fr", "en"), ("", "en"), ("sv", "en"), ("*", "en")],
)
def test_the_browsers_language_is_spoken_where_there_is_one(public: Public, header: str, language: str) -> None:
    answer = public.read(PATH, **({"Accept-Language": header} if header else {}))
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_neighbours_read_each_others_language(public: Public) -> None:
    Page.objects.filter(id=public.page.id).update(language="de")
    PageText.objects.filter(page=public.page, language="en").update(language="nb")
    assert public.read(PATH, **{"Accept-Language": "sv"}).headers["Content-Language"] == "nb"


def test_a_page_that_is_not_published_or_withdrawn_is_none(public: Public) -> None:
    pages, mark = Page.objects.filter(id=public.page.id), public.mark()
    for change in ({"withdrawn_at": public.now}, {"withdrawn_at": None, "published_at": None}):
        pages.update(**change)
        for path in (PATH, f"{PATH}asked/", f"{PATH}privacy/"):
            assert public.read(path).status_code == 404
        assert public.send(mark=mark).status_code == 404
    assert public.leads() == []


def test_whoever_never_published_a_consent_has_no_form(public: Public) -> None:
    public.words["en"].delete()
    text = public.read().content.decode()
    assert "<form" not in text and "Heat from the basin" in text
    assert public.send().status_code == 404 and public.leads() == []


def test_the_whole_page_stays_under_fifty_kilobytes(public: Public) -> None:
    click = public.scene.click(public.scene.link(public.scene.cast.cleo))
    client = Client(headers={"User-Agent": BROWSER, "Accept-Encoding": "gzip"})
    answer = client.get(f"{PATH}?{PARAMETER}={click}")
    assert answer.headers["Content-Encoding"] == "gzip"
    text = gzip.decompress(answer.content).decode()
    files = set(re.findall(r'"/static/([^"]+)"', text))
    assert {"landing/js/stay.js", "landing/fonts/serif-latin.woff2", "landing/css/public.css"} <= files
    # As our own server sends them: style sheets are not even compressed.
    loaded = sum(len(_file(name)) for name in files)
    styles = "".join(_file(name).decode() for name in files if name.endswith(".css"))
    assert set(re.findall(r'url\("([^"]+)"\)', styles)) == {"../fonts/serif-latin.woff2"}
    assert len(_file("landing/js/stay.js")) < 1000
    assert len(answer.content) + loaded < LIMIT


def _file(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    with open(found, "rb") as file:
        return file.read()


def test_a_button_to_a_measured_site_takes_the_click_along_and_others_do_not(
    public: Public, cast: SimpleNamespace
) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    text = public.read(f"{PATH}?{PARAMETER}={click}").content.decode()
    assert 'href="https://www.nordlys.example/more"' in text
    ada = viewer(cast.ada.id, scope="employee")
    assert ada is not None
    set_sites(actor=ada, hosts=["www.nordlys.example"], now=public.now)
    text = public.read(f"{PATH}?{PARAMETER}={click}").content.decode()
    assert f'href="https://www.nordlys.example/more?{PARAMETER}={click}"' in text


def test_what_is_stored_is_said_in_the_pages_language(public: Public) -> None:
    text = public.read(f"{PATH}privacy/?in=de").content.decode()
    assert "Was wir speichern" in text and "12 Monate" in text and 'name="robots" content="noindex"' in text


def seen(public: Public) -> list[tuple[int, int]]:
    """How many came and stayed, for each link."""
    return list(StepTally.objects.filter(page=public.page).order_by("link_id").values_list("seen", "stayed"))


def test_a_visit_by_a_link_counts_once_and_by_people_only(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    path = f"{PATH}?{PARAMETER}={click}"
    public.read(path, **{"User-Agent": "LinkedInBot/1.0"})
    public.read(path, **{"Sec-Purpose": "prefetch;prerender"})
    Client(headers={"User-Agent": BROWSER}).head(path)
    public.read(f"{PATH}?{PARAMETER}=made-up")
    assert seen(public) == []
    public.read(path)
    public.read(path)
    assert seen(public) == [(1, 0)]
    row = StepTally.objects.get(page=public.page)
    assert row.channel == "linkedin" and row.team_id == cast.cleo.team_id
    assert row.story_id == public.scene.stories[0].id


def test_the_script_reports_once_that_somebody_stayed(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    found = re.search(r'data-to="([^"]+)"', public.read(f"{PATH}?{PARAMETER}={click}").content.decode())
    assert found
    browser = Client(headers={"User-Agent": BROWSER}, enforce_csrf_checks=True)
    for headers in ({"Origin": "https://elsewhere.example"}, {}, {"Origin": "http://testserver"}):
        answer = browser.post(found[1], headers=headers)
        assert answer.status_code == 204 and not answer.cookies
    assert seen(public) == [(1, 1)]


def test_a_link_of_another_organisation_counts_nothing_here(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    Page.objects.filter(id=public.page.id).update(organisation=cast.eve.organisation)
    public.read(f"{PATH}?{PARAMETER}={click}")
    assert seen(public) == []


def test_the_mark_of_a_counted_click_goes_after_two_days_and_the_sum_stays(
    public: Public, cast: SimpleNamespace
) -> None:
    public.read(f"{PATH}?{PARAMETER}={public.scene.click(public.scene.link(cast.cleo))}")
    forget_old(now=public.now + dt.timedelta(hours=47))
    assert StepSeen.objects.count() == 1
    forget_old(now=public.now + dt.timedelta(hours=49))
    assert not StepSeen.objects.exists() and seen(public) == [(1, 0)]
