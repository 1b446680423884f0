"""Where the button stands, and for whom; one's own account among one's devices."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.oidc.models import Identity
from stemme.oidc.tests.stand_in import begin, provider_at
from stemme.oidc.tests.test_flow import connect
from stemme.people.models import Organisation, Person

pytestmark = pytest.mark.django_db


def page(client, path):
    return client.get(path).content.decode()


def test_one_organisation_is_named_several_are_not(cast, provider, stand_in):
    where = page(Client(), "/sign-in/?next=/me/")
    assert "Go on with a company account" in where
    assert "/company-sign-in/?next=/me/" in where.replace("%2F", "/")
    assert "Nordlys" not in where
    Organisation.objects.filter(id=cast.other.id).delete()
    where = page(Client(), "/sign-in/")
    assert "Go on with Nordlys account" in where
    assert "/company-sign-in/nordlys/" in where


def test_without_any_sign_in_nothing_is_offered(cast):
    assert "company account" not in page(Client(), "/sign-in/")


def test_the_mail_domain_says_whose_it_is(cast, provider, stand_in):
    nobody = Client()
    assert nobody.get("/company-sign-in/").status_code == 200
    for written in ("nordlys.example", "Cleo@Nordlys.example"):
        found = nobody.get("/company-sign-in/", {"at": written, "next": "/me/"}).content.decode()
        assert "/company-sign-in/nordlys/?next=/me/" in found.replace("%2F", "/")
    assert "No company with this mail domain" in nobody.get("/company-sign-in/", {"at": "x.example"}).content.decode()
    assert nobody.get("/company-sign-in/", {"at": "nonsense"}).status_code == 422


def test_whoever_is_in_is_offered_their_own_account_only(cast, let_in, provider, stand_in):
    def asked(person):
        client = let_in(person)
        store = SessionStore(client.cookies["stemme"].value)
        old = (timezone.now() - dt.timedelta(minutes=11)).isoformat()
        store["visit"] = {**store["visit"], "started": old, "way": "oidc"}
        store.save()
        return client, page(client, "/roles/grant/")

    assert "company-sign-in" not in asked(cast.ada)[1]
    connect(cast, provider, cast.ada, "ada-1")
    owner, shown = asked(cast.ada)
    assert "/company-sign-in/nordlys/?next=" in shown
    assert "step_up=1" in shown
    begun = begin(owner, stand_in, step_up="1", next="/roles/")
    assert (begun.sent["prompt"], begun.sent["max_age"]) == ("login", "0")
    moment = int(timezone.now().timestamp())
    stand_in.gives(begun.token(sub="ada-1", auth_time=moment))
    assert begun.answer().headers["Location"] == "/roles/"
    assert owner.get("/roles/grant/").status_code == 200


@pytest.mark.parametrize(
    ("sub", "when"),
    [("ada-1", None), ("ada-1", -600), ("cleo-1", 0), ("new-1", 0)],
    ids=["no word when", "long ago", "a colleague", "nobody"],
)
def test_a_step_up_that_is_none(cast, let_in, provider, stand_in, sub, when):
    connect(cast, provider, cast.ada, "ada-1")
    connect(cast, provider, cast.cleo, "cleo-1")
    owner = let_in(cast.ada)
    begun = begin(owner, stand_in, step_up="1")
    auth_time = None if when is None else int(timezone.now().timestamp()) + when
    stand_in.gives(begun.token(sub=sub, auth_time=auth_time))
    assert begun.answer().status_code == 400
    assert Identity.objects.count() == 2


def test_coming_in_again_with_one_press_is_no_step_up(cast, provider, stand_in, browser):
    connect(cast, provider, cast.ada, "ada-1")
    for auth_time, fresh in ((None, False), (-3600, False), (-60, True)):
        begun = begin(browser, stand_in)
        moment = int(timezone.now().timestamp())
        stand_in.gives(begun.token(sub="ada-1", auth_time=auth_time and moment + auth_time))
        assert begun.answer().status_code == 303
        assert browser.get("/roles/").status_code == 200
        assert browser.get("/roles/grant/").status_code == (200 if fresh else 403)


def test_connecting_and_ending_it(cast, let_in, provider, stand_in):
    dan = let_in(cast.dan)
    assert "Forbind Nordlys account" in page(dan, "/me/sessions/")
    begun = begin(dan, stand_in, "/me/company-account/connect/", next="/me/sessions/")
    stand_in.gives(begun.token(sub="dan-1", email=None, auth_time=int(timezone.now().timestamp())))
    assert begun.answer().headers["Location"] == "/me/sessions/"
    assert Identity.objects.get().person_id == cast.dan.id
    assert Person.objects.get(id=cast.dan.id).strong_sign_in_since
    assert "/me/company-account/disconnect/" in page(dan, "/me/sessions/")
    assert dan.post("/me/company-account/disconnect/").status_code == 303
    assert not Identity.objects.exists()
    assert Person.objects.get(id=cast.dan.id).strong_sign_in_since is None
    kinds = list(Fact.objects.order_by("id").values_list("kind", "chained"))
    assert (facts.ACCOUNT_CONNECTED, False) in kinds
    assert kinds[-1] == (facts.ACCOUNT_DISCONNECTED, False)
    assert dan.post("/me/company-account/disconnect/").status_code == 404


def test_an_account_belongs_to_one_person(cast, let_in, provider, stand_in):
    connect(cast, provider, cast.cleo)
    dan = let_in(cast.dan)
    begun = begin(dan, stand_in, "/me/company-account/connect/")
    stand_in.gives(begun.token(sub="cleo-1"))
    assert begun.answer().status_code == 400
    assert Identity.objects.get().person_id == cast.cleo.id


def test_another_site_cannot_begin_a_connection(cast, let_in, provider):
    response = let_in(cast.dan).get("/me/company-account/connect/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 404


def test_a_connection_begun_by_somebody_else_in_this_browser(cast, let_in, provider, stand_in):
    dan = let_in(cast.dan)
    begun = begin(dan, stand_in, "/me/company-account/connect/")
    stand_in.gives(begun.token(sub="new-1"))
    cleo = let_in(cast.cleo)
    cleo.cookies["oidc"] = dan.cookies["oidc"].value
    begun.client = cleo
    assert begun.answer().status_code == 400
    assert not Identity.objects.exists()


def test_the_sign_in_of_one_organisation_never_lets_into_another(cast, provider, stand_in, browser):
    provider_at(stand_in, cast.other, name="Other account")
    connect(cast, provider, cast.cleo)
    begun = begin(browser, stand_in, "/company-sign-in/other/")
    begun.organisation = "other"
    stand_in.gives(begun.token(email="cleo@nordlys.example"))
    assert begun.answer().status_code == 400
    assert Identity.objects.count() == 1


def test_on_the_organisations_own_host(cast, provider, stand_in):
    provider_at(stand_in, cast.other, name="Other account")
    Organisation.objects.filter(id=cast.nordlys.id).update(page_host="people.nordlys.example")
    there = Client(headers={"host": "people.nordlys.example"})
    assert "Go on with Nordlys account" in page(there, "/sign-in/")
    away = Client().get("/company-sign-in/nordlys/", {"next": "/me/"})
    assert away.headers["Location"] == "http://people.nordlys.example:8000/company-sign-in/nordlys/?next=%2Fme%2F"
    begun = begin(there, stand_in)
    assert begun.sent["redirect_uri"] == "http://people.nordlys.example:8000/company-sign-in/nordlys/answer/"
    connect(cast, provider, cast.cleo)
    stand_in.gives(begun.token())
    assert begun.answer().status_code == 303
    assert there.get("/company-sign-in/other/").status_code == 404
    assert "/company-sign-in/other/" not in page(there, "/company-sign-in/?at=other.example")
