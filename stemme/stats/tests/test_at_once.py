"""Several workers at once, on the database that allows it."""

import datetime as dt
import threading

import pytest
from django.db import connection, connections

from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import Click, ClickInbox
from stemme.people.models import Organisation, Person
from stemme.stats import actions, queries
from stemme.stats.agreement_queries import disagreements

CLICKS = 400
THREADS = 4


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer and, in tests, one connection")
def test_roll_ups_at_once_count_each_click_once(now):
    organisation = Organisation.objects.create(slug="nordlys", name="Nordlys")
    person = Person.objects.create(organisation=organisation, email="cleo@nordlys.example", given_name="Cleo")
    card = Card("nb", "https://nordlys.example/", "Title", "", "", "Nordlys")
    link = links.make_link(
        organisation_id=organisation.id,
        person_id=person.id,
        story_id=7,
        channel="mail",
        card=card,
        now=now - dt.timedelta(hours=1),
    )
    ClickInbox.objects.bulk_create(
        ClickInbox(
            organisation_id=organisation.id, link_id=link.id, at=int(now.timestamp() * 1000) - 3_000 * n - 60_000,
            hit="human",
            visitor=n % 50,
        )
        for n in range(CLICKS)
    )  # fmt: skip
    taken, errors = [], []

    def work():
        try:
            while number := actions.roll_up(now=now, limit=30):
                taken.append(number)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(taken) == CLICKS
    figures = queries.totals(organisation.id, None)
    assert (figures.clicks, figures.visitors) == (CLICKS, 50)
    assert Click.objects.count() == CLICKS
    assert ClickInbox.objects.count() == 0
    assert disagreements(organisation.id) == []
