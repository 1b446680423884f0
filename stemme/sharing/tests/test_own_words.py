"""Own words on the sheet: where they come from, what is said about them, and that they are kept nowhere unasked."""

import datetime as dt
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.library.models import ShareText, Story, StoryText, Stream
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.policy import word_actions
from stemme.policy.phrases import Phrase
from stemme.privacy import actions as privacy
from stemme.sharing.models import Beginning, Draft, Share
from stemme.sharing.words import draft_actions
from stemme.sharing.words.beginning_actions import count_beginning
from stemme.sharing.words.beginning_queries import fingerprint

START = "Jeg var med da den siste turbinen ble satt."
SECRET = "Zanzibarske hemmeligheter fra vår egen fjord"


@pytest.fixture
def story(cast):
    now = timezone.now()
    made = Story.objects.create(
        organisation=cast.nordlys, stream=Stream.objects.create(organisation=cast.nordlys, name="Communications"),
        language="nb", target_url="https://nordlys.example/nb/turbin", created_at=now, published_at=now,
        starts_at=now - dt.timedelta(hours=1),
    )  # fmt: skip
    StoryText.objects.create(story=made, language="nb", title="Siste turbin", angles="Hva gjorde du?\nHvem takker du?")
    StoryText.objects.create(story=made, language="en", title="The last turbine")
    ShareText.objects.create(story=made, language="nb", tone="personal", text=START)
    ShareText.objects.create(story=made, language="en", tone="personal", text="I was there for the last one.")
    return made


@pytest.fixture
def many(cast):
    """Enough colleagues for a group."""
    for number in range(9):
        Person.objects.create(
            organisation=cast.nordlys, team=cast.wind, email=f"m{number}@nordlys.example", given_name="M",
            invited_at=cast.now, joined_at=cast.now,
        )  # fmt: skip


def send(client, story, **data):
    return client.post(f"/stories/{story.id}/share/", {"channel": "linkedin", "language": "nb", "counted": "1"} | data)


def ask(client, story, **data):
    return client.post(f"/stories/{story.id}/words/", {"language": "nb", "text": ""} | data)


def rules(cast, *phrases, **lines):
    word_actions.set_word_rules(
        actor=None, organisation_id=cast.nordlys.id, phrases=phrases, disclosure=lines, now=timezone.now()
    )


def whole_database():
    found = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += str(cursor.fetchall())
    return found


def test_the_editors_questions_stand_there_or_general_ones(cast, let_in, story):
    client = let_in(cast.cleo)
    own = client.get(f"/stories/{story.id}/share/?start=0&ask=2")
    assert [angle.question for angle in own.context["words"].angles] == ["Hva gjorde du?", "Hvem takker du?"]
    assert (own.context["words"].question, own.context["text"]) == ("Hvem takker du?", "")
    general = client.get(f"/stories/{story.id}/share/?in=en&ask=9")
    assert "What did you see of it that others did not?" in general.text
    assert (len(general.context["words"].angles), general.context["words"].question) == (3, "")


def test_nothing_of_the_words_is_kept_or_logged(cast, let_in, story, caplog):
    caplog.set_level(logging.DEBUG)
    client = let_in(cast.cleo)
    for deed in ("", "look", "say", "drop"):
        assert ask(client, story, text=SECRET, do=deed).status_code == 200
    assert send(client, story, text=SECRET, do="look").status_code == 200
    assert send(client, story, text=SECRET).status_code == 200
    assert Beginning.objects.get().people == 1
    everything = whole_database() + caplog.text
    assert not [word for word in SECRET.split() if len(word) > 4 and word in everything]


def test_a_draft_is_the_named_exception_and_goes_with_the_share(cast, let_in, story):
    client = let_in(cast.cleo)
    kept = ask(client, story, text=SECRET, do="keep")
    assert SECRET in whole_database() and not Fact.objects.filter(kind__startswith="share").exists()
    assert "Kast det" in kept.text
    sheet = client.get(f"/stories/{story.id}/share/")
    assert (sheet.context["text"], sheet.context["hints"].kept) == (SECRET, True)
    chosen = client.get(f"/stories/{story.id}/share/?start=1")
    assert chosen.context["text"] == START and SECRET in chosen.text
    assert client.get(f"/stories/{story.id}/share/?in=en").context["hints"].draft is None
    send(client, story, text=SECRET)
    assert not Draft.objects.exists()


def test_a_draft_is_seen_by_nobody_else_and_by_no_mails_link(cast, let_in, story):
    ask(let_in(cast.cleo), story, text=SECRET, do="keep")
    assert SECRET not in let_in(cast.dan).get(f"/stories/{story.id}/share/").text
    by_mail = let_in(cast.cleo, "suggest")
    page = by_mail.get(f"/stories/{story.id}/share/").text
    assert SECRET not in page and 'value="keep"' not in page
    ask(by_mail, story, text="Noe helt annet skrevet her", do="keep")
    assert Draft.objects.get().text == SECRET


def test_a_draft_is_forgotten_after_thirty_days_on_demand_and_with_its_person(cast, let_in, story, settings, tmp_path):
    settings.DATA = tmp_path
    cleo, now = viewer(cast.cleo.id, scope="employee"), timezone.now()

    def keep():
        draft_actions.keep_draft(actor=cleo, story_id=story.id, language="nb", text=SECRET, now=now)

    keep()
    privacy.forget_old(now=now + dt.timedelta(days=29))
    assert Draft.objects.count() == 1
    privacy.forget_old(now=now + dt.timedelta(days=31))
    assert not Draft.objects.exists()
    keep()
    ask(let_in(cast.cleo), story, text=SECRET, do="drop")
    assert not Draft.objects.exists()
    keep()
    privacy.erase(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, now=now, reason="own")
    assert not Draft.objects.exists()


def test_nothing_to_keep_is_no_draft(cast, story):
    with pytest.raises(draft_actions.NoDraftError):
        draft_actions.keep_draft(
            actor=viewer(cast.cleo.id, scope="employee"), story_id=story.id, language="nb", text=" \n", now=cast.now
        )


def test_equal_beginnings_are_counted_once_for_each_person(cast, let_in, story, many):
    for person in (cast.cleo, cast.dan, cast.bo):
        for channel in ("linkedin", "bluesky", "linkedin"):
            send(let_in(person), story, channel=channel, text=f"{START} Hilsen {person.given_name}")
    assert Beginning.objects.get().people == 3
    lea = let_in(cast.lea)
    assert ask(lea, story, text="JEG var med, da den siste turbinen gikk").context["hints"].alike == 3
    assert "3 colleagues begin like this." in ask(lea, story, text=START).text
    assert ask(lea, story, text="Noe helt annet skrevet her").context["hints"].alike == 0
    # Whoever has shared may be one of the three.
    assert ask(let_in(cast.cleo), story, text=START).context["hints"].alike == 2
    assert lea.get(f"/stories/{story.id}/share/?in=nb").context["hints"].alike == 3


def test_one_colleague_and_small_groups_are_never_told(cast, let_in, story, many):
    key = fingerprint(cast.nordlys.id, story.id, START)
    lea = let_in(cast.lea)
    count_beginning(organisation_id=cast.nordlys.id, story_id=story.id, fingerprint=key)
    assert ask(lea, story, text=START).context["hints"].alike == 0
    count_beginning(organisation_id=cast.nordlys.id, story_id=story.id, fingerprint=key)
    assert ask(lea, story, text=START).context["hints"].alike == 2
    Person.objects.filter(email__startswith="m").delete()
    assert ask(lea, story, text=START).context["hints"].alike == 0


def test_a_fingerprint_is_another_for_each_story_and_organisation(cast):
    keys = {fingerprint(*ids, START) for ids in ((1, 1), (1, 2), (2, 1))}
    assert len(keys) == 3 and all(len(key) == 32 for key in keys)
    assert fingerprint(1, 1, "For kort") == ""


def test_beginnings_go_when_their_story_has_ended(cast, story):
    key = fingerprint(cast.nordlys.id, story.id, START)
    count_beginning(organisation_id=cast.nordlys.id, story_id=story.id, fingerprint=key)
    privacy.forget_old(now=timezone.now())
    assert Beginning.objects.exists()
    Story.objects.update(ends_at=timezone.now() - dt.timedelta(minutes=1))
    privacy.forget_old(now=timezone.now())
    assert not Beginning.objects.exists()


def test_the_line_comes_by_one_press_with_and_without_script(cast, let_in, story):
    client = let_in(cast.cleo)
    assert "Jeg jobber i Nordlys" in ask(client, story, text="Den snur").text
    rules(cast, nb="Jeg er montør i Nordlys.")
    part = ask(client, story, text="Den snur\r\n\r\nHilsen", do="say")
    assert part.context["hints"].said == "Den snur. Jeg er montør i Nordlys.\n\nHilsen"
    assert (part.context["hints"].says_where, part.context["hints"].room) == (True, "")
    sheet = send(client, story, text="Den snur\r\n\r\nHilsen", do="say", channel="bluesky")
    assert sheet.context["text"] == part.context["hints"].said
    assert (sheet.context["sheet"].channel.key, sheet.context["counted"]) == ("bluesky", True)
    assert not Share.objects.exists()


def test_the_counter_leaves_room_for_the_line(cast, let_in, story):
    rules(cast, nb="Jeg er montør i Nordlys.")
    client = let_in(cast.cleo)
    without = send(client, story, text="Den snur.", do="look")
    said = send(client, story, text="Den snur.", do="say")
    assert without.context["length"] == said.context["length"]
    assert said.context["text"] == "Den snur. Jeg er montør i Nordlys."


def test_another_language_keeps_what_was_written_and_changes_a_starting_text(cast, let_in, story):
    client = let_in(cast.cleo)
    written = client.post(
        f"/stories/{story.id}/share/", {"channel": "xing", "language": "nb", "in": "en", "text": SECRET}
    )
    assert (written.context["sheet"].language, written.context["text"]) == ("en", SECRET)
    assert written.context["sheet"].channel.key == "xing"
    assert send(client, story, text=START, **{"in": "en"}).context["text"] == "I was there for the last one."
    assert send(client, story, text="", **{"in": "en"}).context["text"] == ""
    assert not Share.objects.exists()


def test_hints_warn_and_only_never_stops(cast, let_in, story):
    rules(cast, Phrase("verdensledende", "Si hva vi får til."), Phrase("Prosjekt Fyrlys", never=True))
    client = let_in(cast.cleo)
    assert "Si hva vi får til." in ask(client, story, text="Vi er VERDENSLEDENDE!").text
    refused = send(client, story, text="Om prosjekt\nfyrlys og mer", channel="bluesky")
    assert refused.status_code == 422 and not Share.objects.exists()
    assert "«Prosjekt Fyrlys» må ikke stå i det vi deler. Si det med andre ord." in refused.text
    assert refused.context["text"] == "Om prosjekt\nfyrlys og mer"
    assert refused.context["sheet"].channel.key == "bluesky"
    assert send(client, story, text="Vi er verdensledende!").status_code == 200


def test_rules_of_others_do_not_matter(cast, let_in, story):
    word_actions.set_word_rules(
        actor=None, organisation_id=cast.other.id, phrases=[Phrase("turbin", never=True)], disclosure={}, now=cast.now
    )
    assert send(let_in(cast.cleo), story, text="En turbin").status_code == 200


def test_a_stranger_and_wrong_ways(cast, let_in, story):
    assert ask(let_in(cast.eve), story, text=SECRET, do="keep").status_code == 404
    client = let_in(cast.cleo)
    assert client.get(f"/stories/{story.id}/words/").status_code == 405
    assert ask(client, story, text="a" * 70_001).status_code == 422
    assert ask(client, story, text="a\x00b", do="keep").status_code == 422
    assert send(client, story, text="a" * 70_001, do="keep").status_code == 200
    assert not Draft.objects.exists()


def test_the_number_of_queries_does_not_grow(cast, let_in, story):
    client = let_in(cast.cleo)

    def count():
        with CaptureQueriesContext(connection) as asked:
            ask(client, story, text=SECRET)
        return len(asked)

    count()  # The first request of a visit notes the browser.
    before = count()
    rules(cast, *(Phrase(f"ord{number}") for number in range(40)), nb="Jeg er montør i Nordlys.", de="Ich bin dabei.")
    assert count() == before <= 14
