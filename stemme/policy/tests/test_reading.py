"""Who has read the guidelines: a person about themselves, the organisation only how many."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import invited_people, viewer
from stemme.policy import actions, queries
from stemme.policy.models import Acknowledgement
from stemme.policy.proof import fingerprint, plain_words
from stemme.policy.texts import SectionRow, TextRow

ENGLISH = TextRow("en", "What we say", "", ("Voluntary.",), (SectionRow("never", "Out", "Keys.\n- <b>Doors</b>."),))
DANISH = TextRow("da", "Hvad vi siger", "", ("Frivilligt.",))


@pytest.fixture(autouse=True)
def in_english(cast):
    """The page speaks English to everybody here, whatever they read otherwise."""
    Person.objects.filter(organisation__in=[cast.nordlys, cast.other]).update(language="en")


@pytest.fixture
def publish(cast):
    def make(*texts, **how):
        texts = texts or (ENGLISH, DANISH)
        return actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=texts, now=cast.now, **how)

    return make


def state(cast, person=None):
    return queries.acknowledged(cast.nordlys.id, (person or cast.cleo).id)


def acknowledge(cast, version, person=None, language="en"):
    actor = viewer((person or cast.cleo).id, scope="employee")
    return actions.acknowledge(actor=actor, version=version, language=language, now=cast.now)


def test_asked_after_a_change_of_substance_and_not_after_a_correction(cast, publish):
    assert state(cast) == queries.Acknowledged(None, None, None, needed=False)
    publish(asks_again=False)
    assert state(cast).needed
    assert acknowledge(cast, 1) and not acknowledge(cast, 1)
    assert (state(cast).version, state(cast).needed) == (1, False)
    publish(DANISH, asks_again=False)
    assert not state(cast).needed
    publish(asks_again=True, before_sharing=True)
    assert state(cast).needed and state(cast).holds_sharing and state(cast).version == 1
    publish(DANISH, asks_again=False)
    assert state(cast).needed
    assert acknowledge(cast, 4, language="da")
    assert not state(cast).needed and not state(cast).holds_sharing


def test_what_is_noted_is_the_day_the_version_the_language_and_the_words(cast, publish):
    publish()
    acknowledge(cast, 1, language="da")
    row = Acknowledgement.objects.get(person=cast.cleo)
    assert (row.at, row.guidelines.version, row.language, row.fingerprint) == (cast.now, 1, "da", fingerprint(DANISH))
    fact = Fact.objects.get(kind=facts.GUIDELINES_READ)
    assert (fact.actor_id, fact.chained, fact.data) == (cast.cleo.id, False, {"version": 1})


@pytest.mark.parametrize(("version", "language"), [(1, "en"), (3, "en"), (2, "de")])
def test_only_the_words_that_hold_now_can_be_acknowledged(cast, publish, version, language):
    publish(), publish(DANISH, ENGLISH)
    with pytest.raises(actions.OutdatedError):
        acknowledge(cast, version, language=language)
    assert not Acknowledgement.objects.exists()


def test_of_another_organisation_nothing_is_read(cast, publish):
    publish()
    with pytest.raises(actions.OutdatedError):
        acknowledge(cast, 1, person=cast.eve)


def test_how_many_is_told_from_the_floor_on_and_never_the_remainder(cast, publish):
    here = [
        Person.objects.create(
            organisation=cast.nordlys, email=f"m{n}@nordlys.example", given_name="M", invited_at=cast.now
        )
        for n in range(18)
    ]
    people = invited_people(cast.nordlys.id)
    assert queries.how_many_read(cast.nordlys.id) is None
    publish()
    for person in here[:7]:
        acknowledge(cast, 1, person=person)
    assert queries.how_many_read(cast.nordlys.id) is None
    acknowledge(cast, 1, person=here[7])
    assert queries.how_many_read(cast.nordlys.id) == queries.Read(8, people, 1, later=False)
    publish(DANISH, ENGLISH, asks_again=False)
    acknowledge(cast, 2, person=here[7])
    assert queries.how_many_read(cast.nordlys.id) == queries.Read(8, people, 1, later=True)
    for person in here[8:]:
        acknowledge(cast, 2, person=person)
    assert people - 18 < 8 and queries.how_many_read(cast.nordlys.id) is None


@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_the_box_notes_it_once_and_says_so(cast, let_in, publish, scope):
    publish(before_sharing=True)
    cleo = let_in(cast.cleo, scope)
    page = cleo.get("/guidelines/").text
    assert "Have you read it?" in page and "Sharing opens when you have read this" in page
    sent = {"version": "1", "language": "en"}
    unticked = cleo.post("/guidelines/read/", sent)
    assert unticked.status_code == 422 and "Tick the box" in unticked.text and not Acknowledgement.objects.exists()
    answer = cleo.post("/guidelines/read/", sent | {"read": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/guidelines/")
    assert "You have read it" in cleo.get("/guidelines/").text
    cleo.post("/guidelines/read/", sent | {"read": "1"})
    assert Acknowledgement.objects.count() == 1


@pytest.mark.parametrize("sent", [{"version": "1", "language": "en"}, {"version": "x"}, {"version": "9" * 30}])
def test_older_words_and_nonsense_note_nothing(cast, let_in, publish, sent):
    publish(), publish(DANISH, ENGLISH)
    cleo = let_in(cast.cleo)
    answer = cleo.post("/guidelines/read/", sent | {"read": "1"}, follow=True)
    assert "newer words by now" in answer.text and not Acknowledgement.objects.exists()


def test_a_person_sees_their_own_proof_and_can_check_it(cast, let_in, publish):
    publish()
    acknowledge(cast, 1), acknowledge(cast, 1, person=cast.dan, language="da")
    cleo = let_in(cast.cleo)
    page = cleo.get("/guidelines/mine/").text
    assert fingerprint(ENGLISH) in page and fingerprint(DANISH) not in page
    words = cleo.get("/guidelines/versions/1/en.txt")
    assert words.content.decode() == plain_words(ENGLISH) and words["Content-Type"].startswith("text/plain")
    rows = list(csv.reader(io.StringIO(cleo.get("/guidelines/mine.csv").text)))
    assert rows[1:] == [["1", "2026-11-12T08:14:00Z", "en", fingerprint(ENGLISH)]]
    assert let_in(cast.cleo, "suggest").get("/guidelines/mine/").status_code != 200


def test_every_version_can_be_read_and_none_of_others(cast, let_in, publish):
    publish()
    publish(TextRow("en", "What we say", "", ("Voluntary, always.", "Kind.")))
    cleo = let_in(cast.cleo)
    assert "Keys." in cleo.get("/guidelines/versions/1/").text
    second = cleo.get("/guidelines/versions/2/").text
    assert "Keys." not in second and "<del>" in second and "Point 2" in second
    listed = cleo.get("/guidelines/versions/").text
    assert 'href="/guidelines/versions/1/"' in listed and 'href="/guidelines/versions/2/"' in listed
    assert [cleo.get(f"/guidelines/versions/{path}").status_code for path in ("3/", "2/da.txt", "2/xx.txt")] == [
        404
    ] * 3
    assert let_in(cast.eve).get("/guidelines/versions/1/").status_code == 404


def test_new_is_what_the_reader_does_not_know_yet(cast, let_in, publish):
    first, second, third = (TextRow("en", "T", "", ("One.", *more)) for more in ((), ("Two.",), ("Two.", "Three.")))
    publish(first)
    acknowledge(cast, 1)
    publish(second), publish(third)
    assert "Compared with version 1." in let_in(cast.cleo).get("/guidelines/").text
    other = let_in(cast.dan).get("/guidelines/").text
    assert "Compared with version 2." in other and "Point 3" in other and "Point 2" not in other


def test_sections_are_text_and_the_page_asks_the_same_number_of_questions(cast, let_in, publish):
    publish()
    cleo = let_in(cast.cleo)
    page = cleo.get("/guidelines/").text
    assert "&lt;b&gt;Doors&lt;/b&gt;." in page and "<b>Doors" not in page
    publish(TextRow("en", "T", "", ("One.", "Two."), tuple(SectionRow("", f"S{n}", "a\n- b") for n in range(3))))
    acknowledge(cast, 2)
    counts = []
    for _ in range(2):
        publish(*(TextRow(code, "t", "l", ("a", "b"), ENGLISH.sections * 5) for code in ("en", "nb", "da", "sv", "de")))
        publish(DANISH, ENGLISH)
        with CaptureQueriesContext(connection) as asked:
            cleo.get("/guidelines/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25
