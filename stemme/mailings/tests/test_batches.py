"""Mails of one batch: read with the same number of questions however many, and each holds its own reader's words."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.feed.models import Interest, Reading
from stemme.kit.languages import CODES
from stemme.library.models import StoryText, Topic
from stemme.links.models import LinkTarget, TrackedLink
from stemme.mailings.composing import LastTime
from stemme.mailings.keys import Keys
from stemme.mailings.letters import as_html, as_text
from stemme.mailings.material import Material
from stemme.mailings.models import Mailing
from stemme.mailings.tests import samples
from stemme.mailings.tests.conftest import make_story
from stemme.people.models import Person
from stemme.sharing.models import OwnApps, Share
from stemme.stats.buckets import EVER
from stemme.stats.models import TakingPart, Tally


def keys(number: int) -> Keys:
    return Keys("https://stemme.nordlys.example", f"advd_{number:056}", f"advu_{number:056}")


def mailings(cast, persons, story, kind="digest"):
    day = samples.LOCAL.date()
    rows = (
        Mailing(organisation=cast.nordlys, person=p, kind=kind, slot=day, day=day, stories=[story.id]) for p in persons
    )
    return Mailing.objects.bulk_create(rows)


@pytest.fixture
def crowd(cast, tuesday):
    """Twelve readers with names that try something."""
    names = [
        "<b>Bo",
        "{{ mail }}",
        "[[3]]",
        "Å\u202eås",
        '"><script>',
        "a\r\nBcc: x",
        "&amp;",
        "%(name)s",
        "\x7f",
        "ÅÅ",
    ]
    return Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"c{n}@nordlys.example", given_name=f"{name}-{n:02}-",
            language=CODES[n % 5], invited_at=tuesday, joined_at=tuesday - dt.timedelta(days=9),
        )
        for n, name in enumerate([*names, "Li", "Mo"])
    )  # fmt: skip


def test_reading_a_batch_asks_the_same_number_of_questions_for_two_readers_and_for_twelve(cast, crowd, tuesday):
    story = make_story(cast.nordlys, "Turbine")
    rows = mailings(cast, crowd, story)

    def questions(few):
        with CaptureQueriesContext(connection) as asked:
            material = Material(tuesday)
            material.prepare(few)
            for row in few:
                assert material.still_wanted(row)
                material.letter(row, keys(row.pk))
        return len(asked)

    assert questions(rows[:2]) == questions(rows)


def test_each_mail_of_a_batch_holds_its_own_keys_and_name_and_no_other(cast, crowd, tuesday):
    rows = mailings(cast, crowd, make_story(cast.nordlys, "Turbine"))
    material = Material(tuesday)
    material.prepare(rows)
    for number, row in enumerate(rows):
        message = material.letter(row, keys(row.pk))
        page, text = str(message.alternatives[0][0]), str(message.body)
        for part in (page, text, message.subject):
            assert [f"-{n:02}-" in part for n in range(12)] == [n == number for n in range(12)]
        for part in (page, text):
            own = [f"{other.pk:056}" in part for other in rows]
            assert own == [other is row for other in rows]
        assert "<script" not in page and "\u202e" not in page + text and "<b>Bo" not in page


def test_a_mail_says_what_is_its_readers_alone(cast, tuesday):
    """Their reasons, apps, window, last share and question; the mail of the other reader in the batch says none."""
    story = make_story(cast.nordlys, "Turbine")
    StoryText.objects.filter(story=story).update(angles="What did you see?\nWhom would you thank?")
    topic = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Offshore wind", "nb": "Havvind"})
    story.topics.add(topic)
    Interest.objects.create(organisation=cast.nordlys, person=cast.ada, topic=topic)
    OwnApps.objects.create(organisation=cast.nordlys, person=cast.ada, channels=["mastodon"])
    month = tuesday.date().replace(day=1)
    TakingPart.objects.create(organisation_id=cast.nordlys.id, start=month, person_id=cast.ada.id, team_id=None)
    shared = make_story(cast.nordlys, "Salmon are back")
    target = LinkTarget.objects.create(
        organisation=cast.nordlys, story_id=shared.id, language="en", url="https://nordlys.example/x", title="Salmon"
    )
    link = TrackedLink.objects.create(organisation=cast.nordlys, code="abcdefgh23", target=target, story_id=shared.id)
    Share.objects.create(
        organisation=cast.nordlys, person=cast.ada, story=shared, channel="linkedin", link=link, shared_at=tuesday
    )
    Tally.objects.create(
        organisation_id=cast.nordlys.id, dimension="link", grain="total", start=EVER, key=link.id,
        visitors=35, clicks=40,
    )  # fmt: skip
    rows = mailings(cast, [cast.ada, cast.lea], story)
    material = Material(tuesday)
    material.prepare(rows)
    ada, lea = (material.digest(row, keys(row.pk)) for row in rows)
    assert ada.last_time == "35 people came by after you shared “Salmon are back”." and lea.last_time == ""
    assert "It is like what you follow" in ada.stories[0].reason and "follow" not in lea.stories[0].reason
    assert [c.name for c in ada.stories[0].channels][:2] == ["Mastodon", "LinkedIn"]
    assert "Mastodon" not in {c.name for c in lea.stories[0].channels}
    assert ada.stories[0].angle == "What did you see?"
    assert ada.next_line == lea.next_line or lea.language != "en"
    assert "Tuesday 17 November" in ada.next_line


def test_what_was_read_since_falls_out_and_a_mail_with_nothing_left_is_not_wanted(cast, stories, tuesday):
    row = mailings(cast, [cast.ada], stories.turbine)[0]
    row.stories.append(stories.salmon.id)
    row.save()
    for story, left in ((stories.turbine, ["Salmon are back"]), (stories.salmon, [])):
        Reading.objects.create(organisation=cast.nordlys, person=cast.ada, story=story, read_on=tuesday.date())
        material = Material(tuesday)
        assert material.still_wanted(row) == bool(left)
        if left:
            assert [told.title for told in material.digest(row, keys(1)).stories] == left


def test_a_story_that_comes_by_itself_says_who_asks(cast, stories, tuesday):
    row = mailings(cast, [cast.ada], stories.turbine, kind="story")[0]
    content = Material(tuesday).digest(row, keys(1))
    assert content.subject == "One story for you now, Ada"
    assert content.lead == "One story outside your usual day: Communications asks to show it to you now."
    assert len(content.stories) == 1 and content.stories[0].lamp


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=4), st.sampled_from(CODES))
def test_no_text_of_one_mail_turns_up_in_the_next_of_its_shape(names, language):
    pages = [
        as_html(samples.digest(language, name=f"{name}‹{n}›", last_time=LastTime(n + 2, f"{name}‹{n}›")))
        for n, name in enumerate(names)
    ]
    for number, page in enumerate(pages):
        told = html.unescape(page)
        assert [f"‹{n}›" in told for n in range(len(names))] == [n == number for n in range(len(names))]


def test_each_address_stands_once_in_the_plain_text():
    said = {"last_time": LastTime(2, "Laks"), "next_mail": samples.LOCAL}
    text = as_text(samples.digest("en", [samples.story(7), samples.story(8)], **said))
    addresses = [word for word in text.split() if word.startswith("https:")]
    assert len(addresses) == len(set(addresses)) > 8
