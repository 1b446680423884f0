"""Whom one may ask about the guidelines, and asking them."""

import pytest
from django.core import mail
from django.db import connection

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.policy import actions, contact_actions, queries
from stemme.policy.models import GuidelinesContact
from stemme.policy.texts import TextRow

CONTACTS, ASK = "/guidelines/contacts/", "/guidelines/ask/"
SECRET = "Zanzibar: may I?\nOr not?"


@pytest.fixture(autouse=True)
def house(cast):
    Person.objects.filter(organisation__in=[cast.nordlys, cast.other]).update(language="en")
    texts = [TextRow("en", "What we say", "", ("Voluntary.",))]
    actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=texts, now=cast.now)


@pytest.fixture
def dan(cast):
    """Dan may be asked."""
    actor = viewer(cast.ada.id, scope="employee")
    return contact_actions.name_contact(actor=actor, person_id=cast.dan.id, about="HR", phone="+47 1", now=cast.now)


def test_an_owner_names_a_colleague_who_agreed(cast, let_in):
    sent = {"email": f" {cast.dan.email.upper()} ", "about": "HR \u202e now", "phone": "+47 1"}
    ada = let_in(cast.ada)
    refused = ada.post(CONTACTS, sent)
    assert refused.status_code == 422 and "Ask them first." in refused.text and "+47 1" in refused.text
    assert ada.post(CONTACTS, sent | {"agreed": "on"}).status_code == 303
    (row,) = queries.contacts(cast.nordlys.id)
    assert (row.person_id, row.about, row.phone) == (cast.dan.id, "HR now", "+47 1")
    fact = Fact.objects.get(kind=facts.GUIDELINES_CONTACT_NAMED)
    assert (fact.actor_id, fact.subject_id, fact.chained) == (cast.ada.id, cast.dan.id, True)
    assert cast.dan.name in let_in(cast.cleo).get("/guidelines/").text
    assert ada.post(CONTACTS, sent | {"agreed": "on"}).status_code == 422
    assert queries.contacts(cast.other.id) == []


@pytest.mark.parametrize("address", ["nobody@nordlys.example", "theirs", "x\r\nBcc: y"])
def test_only_colleagues_who_are_here(cast, let_in, address):
    address = cast.eve.email if address == "theirs" else address
    page = let_in(cast.ada).post(CONTACTS, {"email": address, "agreed": "on"})
    assert page.status_code == 422 and "Nobody here has this address." in page.text


def test_six_at_most(cast, dan):
    actor = viewer(cast.ada.id, scope="employee")
    people = [Person.objects.create(organisation=cast.nordlys, email=f"m{n}@nordlys.example") for n in range(6)]
    for person in people[:5]:
        contact_actions.name_contact(actor=actor, person_id=person.pk, about="", phone="", now=cast.now)
    with pytest.raises(contact_actions.ContactError):
        contact_actions.name_contact(actor=actor, person_id=people[5].pk, about="", phone="", now=cast.now)


def test_whoever_is_named_can_take_their_name_off_and_nobody_elses(cast, let_in, dan):
    end = f"{CONTACTS}{dan}/end/"
    assert [let_in(who).post(end).status_code for who in (cast.cleo, cast.eve)] == [404, 404]
    answer = let_in(cast.dan).post(end)
    assert (answer.status_code, answer["Location"]) == (303, "/guidelines/")
    assert not GuidelinesContact.objects.exists()
    assert Fact.objects.filter(kind=facts.GUIDELINES_CONTACT_ENDED, actor_id=cast.dan.id).count() == 1
    assert let_in(cast.ada).post(end).status_code == 404


def test_who_left_is_not_offered(cast, dan):
    Person.objects.filter(id=cast.dan.id).update(deactivated_at=cast.now)
    assert queries.contacts(cast.nordlys.id) == []


def test_a_question_is_mailed_with_the_askers_address_and_kept_nowhere(cast, let_in, dan):
    cleo = let_in(cast.cleo)
    assert f'value="{dan}"' in cleo.get(f"{ASK}?contact={dan}").text
    answer = cleo.post(ASK, {"contact": str(dan), "question": SECRET}, follow=True)
    assert "has your question" in answer.text
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == ([cast.dan.email], [cast.cleo.email])
    assert "Zanzibar: may I?" in sent.body and cast.cleo.name in sent.body
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            assert "Zanzibar" not in str(cursor.fetchall()), table


def test_five_questions_in_an_hour(cast, let_in, dan):
    cleo = let_in(cast.cleo)
    answers = [cleo.post(ASK, {"contact": str(dan), "question": SECRET}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429] and len(mail.outbox) == 5
    assert "Zanzibar" in answers[-1].text


@pytest.mark.parametrize("sent", [{"question": SECRET}, {"contact": "999999", "question": SECRET}, {"contact": "me"}])
def test_what_is_missing_is_said_and_nothing_is_lost(cast, let_in, dan, sent):
    page = let_in(cast.cleo).post(ASK, {"contact": str(dan)} if sent == {"contact": "me"} else sent)
    assert page.status_code == 422 and not mail.outbox
    assert ("Zanzibar" in page.text) is ("question" in sent)


def test_a_mails_link_cannot_write_in_somebodys_name(cast, let_in, dan):
    assert let_in(cast.cleo, "suggest").post(ASK, {"contact": str(dan), "question": SECRET}).status_code != 200
    assert not mail.outbox


def test_without_contacts_the_page_says_so(cast, let_in):
    assert "Nobody is named yet" in let_in(cast.cleo).get(ASK).text
    assert let_in(cast.cleo).get(CONTACTS).status_code == 404
