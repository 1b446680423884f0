"""The pages: who may come in, what stands there, and that nothing opens without a fresh proof of who one is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.agreements import actions, queries
from stemme.agreements.models import Agreement, Told
from stemme.agreements.tests.conftest import WORDS, seen_as
from stemme.people.models import Person

pytestmark = pytest.mark.django_db
ASKED = {**WORDS, "notice_days": "14"}


def text(answer) -> str:
    """The page, as it was sent."""
    return answer.content.decode()


def stale(client):
    """The client, whose sign-in was long ago."""
    session = client.session
    session["visit"] = {**session["visit"], "started": (timezone.now() - dt.timedelta(hours=2)).isoformat()}
    session.save()
    return client


def test_from_asking_to_closing_by_the_pages(cast, rut, let_in):
    ada, rep = let_in(cast.ada), let_in(rut)
    assert ada.get("/agreements/ask/scorecards/").status_code == 200
    assert ada.post("/agreements/ask/scorecards/", {**ASKED, "notice_days": "3"}).status_code == 422
    assert ada.post("/agreements/ask/scorecards/", ASKED).status_code == 303
    made = Agreement.objects.get()
    assert ada.get("/agreements/ask/scorecards/").status_code == 404, "one at a time"
    assert ada.get(f"/agreements/{made.id}/answer/").status_code == 404, "not by the one who asked"
    assert ada.post(f"/agreements/{made.id}/answer/", {"agreed": "yes", "words": "Yes."}).status_code == 404
    assert let_in(cast.cleo).get(f"/agreements/{made.id}/").status_code == 404, "not before a yes"
    page = text(rep.get("/agreements/"))
    assert f'href="/agreements/{made.id}/answer/"' in page
    assert WORDS["purpose"] in text(rep.get(f"/agreements/{made.id}/answer/"))
    assert rep.post(f"/agreements/{made.id}/answer/", {"agreed": "yes", "words": " "}).status_code == 422
    assert rep.post(f"/agreements/{made.id}/answer/", {"agreed": "yes", "words": "It helps."}).status_code == 303
    assert rep.post(f"/agreements/{made.id}/answer/", {"agreed": "no", "words": "No."}).status_code == 404
    assert rep.post(f"/agreements/{made.id}/vouch/").status_code == 303
    made.refresh_from_db()
    assert made.takes_effect_on - made.announced_on == dt.timedelta(days=14)
    assert rep.post(f"/agreements/{made.id}/close/").status_code == 303
    assert ada.post(f"/agreements/{made.id}/close/").status_code == 404, "closed already"
    assert "Rut Rein" in text(ada.get("/agreements/"))


@pytest.mark.parametrize(
    ("who", "path", "sent"),
    [
        ("ada", "/agreements/ask/performance_export/", ASKED),
        ("rut", "/agreements/{id}/answer/", {"agreed": "yes", "words": "Yes."}),
        ("rut", "/agreements/{id}/vouch/", {}),
    ],
)
def test_what_opens_more_needs_a_fresh_proof(cast, rut, asked, let_in, who, path, sent):
    client = stale(let_in(rut if who == "rut" else cast.ada))
    answer = client.post(path.format(id=asked), sent)
    assert answer.status_code == 403
    assert Agreement.objects.count() == 1
    assert Agreement.objects.get().agreed is None
    # Closing takes nothing from anybody, so it asks for nothing.
    assert client.post(f"/agreements/{asked}/close/").status_code == 303


def test_nobody_else_may_do_any_of_it(cast, rut, agreed, let_in):
    for person in (cast.lea, cast.bo, cast.ana, cast.cleo, cast.eve):
        client = let_in(person)
        for path in ("answer", "vouch", "close"):
            assert client.post(f"/agreements/{agreed}/{path}/", {"agreed": "yes", "words": "Yes."}).status_code == 404
        if person is not cast.eve:
            assert client.post("/agreements/ask/performance_export/", ASKED).status_code == 404
        assert client.get("/agreements/").status_code == (200 if person in (cast.lea, cast.eve) else 404)
    assert let_in(cast.eve).get(f"/agreements/{agreed}/").status_code == 404
    assert let_in(rut).post("/agreements/ask/performance_export/", ASKED).status_code == 404
    assert Agreement.objects.get().closed_at is None


def test_everybody_sees_what_is_coming_until_it_is_there(cast, rut, agreed, let_in):
    cleo = let_in(cast.cleo)
    banner = f'href="/agreements/{agreed}/"'
    assert banner in text(cleo.get("/stories/"))
    assert banner in text(let_in(cast.ana).get("/overview/"))
    assert banner not in text(let_in(cast.eve).get("/stories/"))
    page = text(cleo.get(f"/agreements/{agreed}/"))
    assert "Rut Rein" in page and "Ada Owe" in page and WORDS["reference"] in page
    assert Told.objects.get(agreement_id=agreed).person_id == cast.cleo.id
    assert Told.objects.get().way == "page"
    assert banner in text(cleo.get("/stories/")), "it stays until the day"
    told = dict.fromkeys(queries.to_tell(cast.nordlys.id, agreed), "mail")
    long_ago = timezone.now() - dt.timedelta(days=30)
    actions.announce(organisation_id=cast.nordlys.id, agreement_id=agreed, told=told, now=long_ago)
    assert banner not in text(cleo.get("/stories/")), "it is open now, and Cleo knows"
    new = Person.objects.create(
        organisation=cast.nordlys, email="n@nordlys.example", given_name="Nils", joined_at=timezone.now()
    )
    nils = let_in(new)
    assert banner in text(nils.get("/stories/")), "who came later is told as well"
    nils.get(f"/agreements/{agreed}/")
    assert banner not in text(nils.get("/stories/"))
    actions.close(actor=seen_as(rut), agreement_id=agreed, now=timezone.now())
    assert "Den er lukket." in text(cleo.get(f"/agreements/{agreed}/")), "the link of the mail still says what was"


def test_the_announcement_stands_in_every_language(cast, agreed):
    from stemme.agreements.wording import announcement
    from stemme.kit.languages import CODES

    row = queries.agreement(cast.nordlys.id, agreed, on=cast.now.date())
    said = {code: announcement(row, code) for code in CODES}
    assert len({one.subject for one in said.values()}) == len(CODES)
    for one in said.values():
        assert WORDS["purpose"] in " ".join(one.paragraphs)
        assert "14" in " ".join(one.paragraphs)
        assert "Rut" not in " ".join(one.paragraphs), "no name in a mail"
        assert one.path == f"/agreements/{agreed}/"


def test_the_number_of_queries_does_not_grow(cast, rut, asked, let_in):
    ada = let_in(cast.ada)
    ada.get("/agreements/")
    with CaptureQueriesContext(connection) as few:
        ada.get("/agreements/")
    actions.close(actor=seen_as(rut), agreement_id=asked, now=cast.now)
    for _round in range(3):
        again = actions.ask(actor=seen_as(cast.ada), lock="performance_export", notice_days=14, now=cast.now, **WORDS)
        actions.answer(actor=seen_as(rut), agreement_id=again, agreed=False, words="No.", now=cast.now)
    with CaptureQueriesContext(connection) as many:
        ada.get("/agreements/")
    assert len(many) <= len(few)
