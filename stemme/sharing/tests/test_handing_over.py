"""What the sheet offers first, and what the page after the press hands over for each kind of place."""

import html
import re

import pytest
from django.utils import timezone

from stemme.kit.languages import CODES
from stemme.library.models import Story
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.sharing.addresses import Post
from stemme.sharing.app_actions import choose_apps
from stemme.sharing.channels import CHANNELS
from stemme.sharing.signature import signature
from stemme.sharing.tests.test_share import send, story

assert story  # The fixture.
REFRESH = re.compile(r'<meta http-equiv="refresh" content="0;url=([^"]+)">')


def places(page):
    return re.findall(r'name="channel" value="(\w+)"', page)


def test_ones_own_apps_stand_first_and_the_rest_is_folded(cast, let_in, story):
    client = let_in(cast.cleo)
    sheet = f"/stories/{story.id}/share/"
    everywhere = client.get(sheet).content.decode()
    assert places(everywhere)[:8] == ["linkedin", "facebook", "x", "bluesky", "xing", "mail", "whatsapp", "teams"]
    assert everywhere.index('value="telegram"') > everywhere.index("<summary>")
    cleo = viewer_of(cast.cleo.id, scope="employee")
    choose_apps(actor=cleo, channels=["telegram", "slack"], now=timezone.now())
    page = client.get(sheet).content.decode()
    assert places(page)[:3] == ["telegram", "slack", "system"]
    assert client.get(sheet).context["sheet"].channel.key == "telegram"
    assert sorted(places(page)) == sorted(channel.key for channel in CHANNELS)


@pytest.mark.parametrize("channel", ["linkedin", "x", "telegram"])
def test_without_script_a_press_goes_on_to_the_network(cast, let_in, story, channel):
    page = send(let_in(cast.cleo), story, channel=channel, text="Mine ord", go="1")
    (found,) = REFRESH.findall(page.content.decode())
    assert html.unescape(found) == page.context["open"]
    assert found.startswith("https://")


@pytest.mark.parametrize("channel", ["slack", "instagram", "mail", "copy", "qr", "signature"])
def test_where_no_window_takes_the_link_the_page_stays(cast, let_in, story, channel):
    page = send(let_in(cast.cleo), story, channel=channel, text="Mine ord", go="1").content.decode()
    assert not REFRESH.search(page)


def test_with_script_the_page_stays(cast, let_in, story):
    assert not REFRESH.search(send(let_in(cast.cleo), story, text="Mine ord").content.decode())


def test_words_that_do_not_fit_are_there_to_copy(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="telegram", text="ø" * 2000)
    assert page.context["open"].endswith("&text=")
    assert "for lang til å følge med lenken" in page.content.decode()
    assert "ø" * 2000 in page.content.decode()


def test_slack_gets_words_and_link_in_one(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="slack", text="Mine ord")
    assert page.context["open"] == "https://app.slack.com/client"
    assert f"Mine ord\n\n{page.context['post'].url}</textarea>" in page.content.decode()


def test_a_picture_of_ours_is_there_to_save(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="instagram", text="Mine ord").content.decode()
    (address,) = re.findall(r'<a class="btn" href="([^"]+)" download="stemme-\d+\.jpg">', page)
    picture = let_in(cast.cleo).get(address)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert 'href="https://www.instagram.com/"' in page


def test_a_signature_leads_to_ones_own_link(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="signature", text="Vi satte den <siste>\nturbinen")
    link = page.context["post"].url
    line = f'<p lang="nb"><a href="{link}">Vi satte den &lt;siste&gt; turbinen</a></p>'
    assert line in page.content.decode(), "drawn"
    assert html.escape(line) in page.content.decode(), "to copy"
    assert f"Vi satte den &lt;siste&gt; turbinen\n{link}</textarea>" in page.content.decode()


def test_a_signature_without_words_has_the_title():
    made = signature(Post("", "https://a.example/s/1?a=1&b=2", 'En "tittel" & mer'), language="nb")
    assert made.html == (
        '<p lang="nb"><a href="https://a.example/s/1?a=1&amp;b=2">En &quot;tittel&quot; &amp; mer</a></p>'
    )
    assert made.plain == 'En "tittel" & mer\nhttps://a.example/s/1?a=1&b=2'


def test_friendica_has_another_form(cast, let_in, story):
    page = send(let_in(cast.cleo), story, channel="mastodon", host="friend.example", runs="friendica", text="hei")
    assert page.context["open"].startswith("https://friend.example/compose?body=hei%0A%0Ahttp")
    wrong = send(let_in(cast.cleo), story, channel="mastodon", host="friend.example", runs="nonsense", text="hei")
    assert wrong.status_code == 422


@pytest.mark.parametrize("language", CODES)
def test_every_place_in_every_language(cast, let_in, story, language):
    Person.objects.filter(id=cast.cleo.id).update(language=language)
    Story.objects.filter(id=story.id).update(audience_languages=[])
    client = let_in(cast.cleo)
    page = client.get(f"/stories/{story.id}/share/").content.decode()
    assert ("Inside the company" in page) is (language == "en")
    for channel in ("slack", "tiktok", "signature", "system"):
        assert send(client, story, channel=channel, text="hei").status_code == 200
