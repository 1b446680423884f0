"""Strings that mean harm in every field of the studio: they come out whole, as words, on pages, in files and in mails.

In a real browser: tests/browser/test_hostile_strings.py. T-18, T-21, T-24, T-27.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from itertools import islice
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from stemme.crisis import kind as crisis_mail
from stemme.crisis.actions import Stopped, explain, stop
from stemme.crisis.queries import stop_to_touch
from stemme.library.models import Campaign, Pause, Review, ShareText, Source, SourceItem, Story, StoryText, Stream
from stemme.mailings.composing import Reader
from stemme.mailings.keys import Keys
from stemme.mailings.letters import letter
from stemme.people.queries import viewer
from tests.security.forms_of_pages import Form, forms
from tests.security.naughty import WORST, chunks, faults
from tests.security.test_hostile_strings import FORMULA, harmless, look, runs_nothing
from tests.stage import make_history

pytestmark = pytest.mark.django_db
#: What cleaning takes out of plain words: spaces of all kinds, and signs that nobody sees.
_UNSEEN = re.compile(r"[\W_]", re.UNICODE)


@pytest.fixture
def history(cast: SimpleNamespace) -> SimpleNamespace:
    """Nordlys after two days of work."""
    return make_history(cast)


def letters_of(text: str) -> str:
    """Letters and digits alone, as they look: what must not be lost on the way."""
    # Signs that are none, but were letters in Windows, are read as those letters.
    meant = re.sub(r"[\x80-\x9f]", lambda sign: sign[0].encode("latin-1").decode("cp1252", "ignore"), text)
    return _UNSEEN.sub("", unicodedata.normalize("NFC", meant))


def form_with(client: Client, path: str, field: str) -> Form:
    """The form on the page that has this field."""
    return next(form for form in forms(look(client, path), at=path) if field in {text.name for text in form.texts})


def send(client: Client, form: Form, **texts: str) -> None:
    """Send the form with these texts; whatever the answer is, nothing of it runs."""
    answer = client.post(form.action, form.sent(**texts))
    # A proposal with an address is shown before it is sent.
    assert answer.status_code in {200, 303, 422}, (form.action, answer.status_code)
    harmless(answer, form.action)


def several(names: list[str], longest: int) -> Iterator[dict[str, str]]:
    """All strings, so that each field of ``names`` takes the next part of them, until none is left."""
    parts = chunks(longest)
    while part := list(islice(parts, len(names))):
        yield dict(zip(names, part, strict=False))


def test_every_string_passes_through_a_story_and_comes_out_whole(
    cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable
) -> None:
    """Titles, summaries, reasons to share, questions, starting points: what was sent is what is kept and shown."""
    bo, story = let_in(cast.bo), history.stories[0]
    path = f"/studio/{story.id}/"
    form = form_with(bo, path, "title_nb")
    plain = {text.name: text for text in form.texts if text.kind != "url"}
    for kind in ("title", "summary", "why", "angles"):
        names = sorted(name for name in plain if name.startswith(f"{kind}_"))
        assert len(names) == 5, kind
        longest = min(plain[name].longest for name in names) - 10
        # The last round is saved for good, every other one is looked at and saved as well.
        for texts in islice(several(names, min(longest, 900)), 0, None, 4):
            form = form_with(bo, path, "title_nb")
            send(bo, form, **texts, do="save")
            kept = {text.language: getattr(text, kind) for text in StoryText.objects.filter(story=story)}
            for name, sent in texts.items():
                said = kept.get(name.removeprefix(f"{kind}_"))
                if said is not None and kind != "angles":
                    assert letters_of(said) == letters_of(sent), name
    for address in (path, f"{path}versions/", f"{path}look/", "/studio/", "/studio/mix/", "/studio/stops/"):
        look(bo, address)
    for address in (f"/stories/{story.id}/", f"/stories/{story.id}/share/"):
        look(let_in(cast.cleo), address)
    assert ShareText.objects.filter(story=story).exists()


def test_the_small_forms_of_the_studio(cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable) -> None:
    """Streams, campaigns, rules of feeds, looks, answers to proposals, stops: every field, a part of all strings."""
    ada, cleo, story = let_in(cast.ada), let_in(cast.cleo), history.stories[0]
    tried = set()
    for page, field in (
        (f"/studio/streams/{story.stream_id}/", "name"),
        ("/studio/campaigns/", "name"),
        (f"/studio/feeds/{history.source_id}/", ""),
        (f"/studio/{story.id}/look/", ""),
        (f"/studio/{story.id}/", "note"),
        ("/propose/", "sentence"),
        ("/studio/media/", ""),
    ):
        client = cleo if page == "/propose/" else ada
        for form in forms(look(client, page), at=page):
            texts = [text for text in form.texts if text.kind != "url"]
            if form.method != "post" or not texts or (field and field not in {text.name for text in texts}):
                continue
            for text in texts:
                for part in islice(chunks(min(text.longest or 400, 900)), 0, None, 16):
                    send(client, form, **{text.name: part})
                    tried.add((page, text.name))
    assert {page for page, _field in tried} >= {
        f"/studio/streams/{story.stream_id}/",
        "/studio/campaigns/",
        "/propose/",
    }
    assert Campaign.objects.count() > 2
    assert Stream.objects.get(id=story.stream_id).name
    for item in SourceItem.objects.filter(origin="proposal"):
        answer = ada.post(f"/studio/inbox/{item.pk}/decline/", {"answer": WORST})
        assert answer.status_code in {303, 422}
    for path in ("/studio/", "/studio/inbox/", "/studio/campaigns/", "/studio/feeds/", "/studio/media/", "/audit/",
                 f"/studio/streams/{story.stream_id}/", f"/studio/{story.id}/"):  # fmt: skip
        look(ada, path)
    for path in ("/proposals/", "/propose/", "/stories/"):
        look(cleo, path)


def test_files_of_the_studio_are_tables_and_lists_and_nothing_else(
    cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable
) -> None:
    ada = let_in(cast.ada)
    Stream.objects.filter(organisation=cast.nordlys).update(name="=1+1" + WORST[:60])
    Source.objects.filter(id=history.source_id).update(title="=1+1" + WORST)
    runs_nothing(ada.get(f"/studio/feeds/{history.source_id}/"), "the feed")
    table = ada.get("/studio/mix/mix.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert cells
    assert not [cell for cell in cells if FORMULA.match(cell)]
    opml = ada.get("/studio/feeds/feeds.opml")
    outlines = ElementTree.fromstring(opml.content).iter("outline")  # noqa: S314 - our own file
    assert any("onload" in (outline.get("text") or "") for outline in outlines), "the words are there, as words"


def test_mails_of_the_studio(cast: SimpleNamespace, history: SimpleNamespace) -> None:
    """What those who shared are told, with the worst for title, reason and name."""
    story, ada = history.stories[0], viewer(cast.ada.id, scope="employee")
    assert ada
    StoryText.objects.filter(story=story).update(title=(WORST + "\r\nBcc: all@nordlys.example")[:300])
    stop_id = stop(actor=ada, what=Stopped(story_id=story.id), now=timezone.now())
    pause = stop_to_touch(ada, stop_id)
    explain(actor=ada, pause=pause, reason=WORST + "\nBcc: x@y.example", instead_url="", now=timezone.now())
    keys = Keys(public_url="https://stemme.nordlys.example", door="d", stop="s")
    reader = Reader(given_name=WORST, language="en", organisation=WORST)
    titles = [StoryText.objects.filter(story=story)[0].title]
    content = crisis_mail.told(reader, stop_to_touch(ada, stop_id), titles=titles, own_link=keys.to(), keys=keys)
    message = letter(content, name=WORST, address="kari@nordlys.example", identity="<a@b.example>", keys=keys)
    made = message_from_bytes(message.message().as_bytes(), policy=default)
    assert made["Bcc"] is None
    assert len(message.to) == 1
    html = made.get_body(("html",)).get_content()
    # Mail programs need a style sheet in the mail, styles on its tables and words about its letters.
    wrong = [fault for fault in faults(html) if not re.match(r"<style>|<meta>|<\w+ style=", fault)]
    assert "http-equiv=refresh" not in html.replace('"', "").lower()
    assert not wrong, wrong[:5]
    plain = made.get_body(("plain",)).get_content()
    assert not re.search(r"^Bcc:", plain, re.MULTILINE)
    assert "onload=" in plain, "the words are there, as words"


def test_what_was_asked_and_answered_about_a_look(
    cast: SimpleNamespace, history: SimpleNamespace, let_in: Callable
) -> None:
    bo, ada, story = let_in(cast.bo), let_in(cast.ada), history.stories[1]
    Story.objects.filter(id=story.id).update(published_at=None)
    page = f"/studio/{story.id}/look/"
    send(bo, form_with(bo, page, "note"), note=WORST * 3, address="")
    review = Review.objects.get(story=story)
    assert letters_of(review.note) == letters_of(WORST * 3)
    answering = form_with(ada, page, "answer")
    send(ada, answering, answer="\n".join(islice(chunks(700), 0, 4)), verdict="changes")
    review.refresh_from_db()
    assert review.answer
    for client in (bo, ada):
        look(client, page)
        look(client, f"/studio/{story.id}/")
    assert not Pause.objects.filter(story=story, ended_at=None).exists()
