"""Writing the mails of a landing page, and what their links do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from stemme.followups.actions import trying
from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.queries import sequence_of
from stemme.followups.seals import Sealed, read, token_of
from stemme.followups.tests.conftest import House
from stemme.journal.models import Fact
from stemme.kit.mailer import Folder
from stemme.landing.leads.actions import became_customer
from stemme.landing.models import Page
from stemme.mailings import mailbox

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def url(house: House, name: str = "sequence", *more: object) -> str:
    return reverse(f"followups:{name}", args=[house.page.id, *more])


def typed(house: House, *steps: tuple[str, str, str], **more: str) -> dict[str, str]:
    """The form with these steps: id, days, English subject."""
    data = {"count": str(len(steps))}
    for place, (number, days, subject) in enumerate(steps):
        data |= {f"s{place}-id": number, f"s{place}-after_days": days, f"s{place}-en-subject": subject,
                 f"s{place}-en-body": "One.\r\nTwo."}  # fmt: skip
    return {**data, **more}


def saved(house: House) -> list[tuple[int, int, str]]:
    rows = Step.objects.filter(sequence__page=house.page).order_by("number")
    return [(row.pk, row.after_days, row.texts["en"]["subject"]) for row in rows]


def test_steps_are_saved_moved_and_taken_out_with_their_figures(house: House, let_in: Callable) -> None:
    bo, (first, second, third) = let_in(house.cast.bo), [str(step.id) for step in house.steps]
    Step.objects.filter(id=first).update(sent=7)
    assert bo.get(url(house)).status_code == 200
    form = typed(house, (third, "1", "Third"), (first, "4", "First"), ("", "9", "New"))
    answer = bo.post(url(house), {**form, "do": "save", "s2-nb-subject": "Ny", "s2-nb-body": "Hei"})
    assert answer.status_code in {302, 303}
    rows = saved(house)
    assert [row[1:] for row in rows] == [(1, "Third"), (4, "First"), (9, "New")]
    assert rows[0][0] == int(third) and rows[1][0] == int(first) and str(rows[2][0]) != second
    assert Step.objects.get(id=first).sent == 7
    assert Step.objects.get(id=rows[2][0]).texts["nb"]["subject"] == "Ny"
    assert Fact.objects.filter(organisation=house.cast.nordlys, kind="followups.changed").count() == 1


@pytest.mark.parametrize(
    ("wish", "subjects"),
    [
        ("up:1", ["B", "A", ""]), ("down:0", ["B", "A", ""]), ("remove:0", ["B", ""]), ("up:0", ["A", "B", ""]),
        ("add", ["A", "B", "", ""]), ("add:talk", ["A", "B", "", "Shall we talk?"]), ("down:99", ["A", "B", ""]),
    ],
)  # fmt: skip
def test_moving_keeps_all_that_was_typed_and_saves_nothing(
    house: House, let_in: Callable, wish: str, subjects: list[str]
) -> None:
    before = saved(house)
    form = typed(house, ("", "1", "A"), ("", "x", "B"), ("", "", ""))
    answer = let_in(house.cast.bo).post(url(house), {**form, "do": wish})
    assert answer.status_code == 200
    shown = [part.words[0].form["subject"].value() for part in answer.context["form"].parts]
    assert shown == subjects and saved(house) == before
    if wish == "add:talk":
        assert answer.context["form"].parts[3].words[1].form["subject"].value() == "Skal vi ta en prat?"


def test_there_are_five_steps_at_most(house: House, let_in: Callable) -> None:
    form = typed(house, *[("", "1", str(number)) for number in range(5)])
    answer = let_in(house.cast.bo).post(url(house), {**form, "do": "add"})
    assert len(answer.context["form"].parts) == 5 and answer.context["form"].full


@pytest.mark.parametrize(
    ("field", "text", "where"),
    [
        ("s0-after_days", "91", "after_days"), ("s0-en-subject", "", "subject"),
        ("s0-en-link", "http://x.example/", "link"),
        ("s0-en-link", "javascript:alert(1)", "link"), ("s0-en-button", "Read on", "link"),
        ("s0-en-link", "https://bank@evil.example/", "link"), ("s0-nb-subject", "Hei", "body"),
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_and_kept(
    house: House, let_in: Callable, field: str, text: str, where: str
) -> None:
    form = {**typed(house, ("", "1", "A")), "s0-en-body": "Typed words", field: text, "do": "save"}
    answer = let_in(house.cast.bo).post(url(house), form)
    assert answer.status_code == 422 and "Typed words" in answer.text
    part = answer.context["form"].parts[0]
    wrong = {name for one in (part.form, *(words.form for words in part.words)) for name in one.errors}
    assert where in wrong and len(saved(house)) == 3


def test_switching_on_and_stopping(house: House, let_in: Callable) -> None:
    bo = let_in(house.cast.bo)
    house.lead()
    house.run()
    house.run(hours=1)
    bo.post(url(house, "switch"), {"to": "off"})
    assert house.states() == ["sent", "dropped"]
    bo.post(url(house, "switch"), {"to": "on"})
    house.run(hours=49)
    assert len(house.got) == 1, "who was in it when it was stopped is not written to again"
    kinds = Fact.objects.filter(organisation=house.cast.nordlys, kind__startswith="followups.").order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == ["followups.stopped", "followups.started"]
    Sequence.objects.filter(id=house.sequence.id).delete()
    bo.post(url(house, "switch"), {"to": "on"})
    assert sequence_of(house.cast.nordlys.id, house.page.id).on_since is None, "nothing to send"


def test_a_change_holds_for_what_waits(house: House, let_in: Callable) -> None:
    house.lead()
    house.run()
    house.run(hours=1)
    first, second, _third = (str(step.id) for step in house.steps)
    form = typed(house, (first, "0", "A"), (second, "1", "Changed"))
    let_in(house.cast.bo).post(url(house), {**form, "do": "save"})
    house.run(hours=25)
    assert [subject for _to, subject in house.got] == ["Mail 1", "Changed"]


def test_pages_of_others_and_people_without_the_right_see_nothing(house: House, let_in: Callable) -> None:
    foreign = Page.objects.create(organisation=house.cast.other, slug="foreign", name="Foreign", language="en")
    bo = let_in(house.cast.bo)
    for name, more in (("sequence", ()), ("preview", (1,)), ("body", (1,))):
        assert bo.get(reverse(f"followups:{name}", args=[foreign.id, *more])).status_code == 404
        assert let_in(house.cast.cleo).get(url(house, name, *more)).status_code in {403, 404}
    assert bo.post(reverse("followups:switch", args=[foreign.id]), {"to": "on"}).status_code == 404
    assert bo.get(url(house, "preview", 4)).status_code == 404


def test_the_preview_is_the_mail_and_is_shut_in(house: House, let_in: Callable) -> None:
    bo = let_in(house.cast.bo)
    page, body = bo.get(url(house, "preview", 2)), bo.get(url(house, "body", 2))
    assert "Mail 2" in page.text and "Second line." in body.text
    assert "sandbox" in body["Content-Security-Policy"] and body["X-Frame-Options"] == "SAMEORIGIN"
    assert not Letter.objects.filter(organisation=house.cast.nordlys).exists()


def test_a_test_goes_to_oneself_and_counts_nothing(
    house: House, let_in: Callable, tmp_path: object, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "open_post", lambda: Folder(tmp_path))
    bo = let_in(house.cast.bo)
    for _number in range(trying.TESTS.tries + 2):
        bo.post(url(house, "test", 1))
    mails = mailbox.newest_first(tmp_path, zone="UTC")
    assert len(mails) == trying.TESTS.tries and house.cast.bo.email in mails[0].to
    step = house.steps[0]
    link = reverse("followups:go", args=[token_of(Sealed(house.cast.nordlys.id, 0, step.id))])
    assert Client(headers={"user-agent": FIREFOX}).get(link)["Location"] == "https://x.example/a"
    step.refresh_from_db()
    assert (step.sent, step.opened) == (0, 0)


def token(house: House) -> tuple[str, str]:
    """The stop page and the button's link of the first mail of a lead."""
    house.lead(language="nb")
    house.run()
    address = house.post.taken[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = address.removeprefix(settings.PUBLIC_URL)
    return path, f"{path}go/"


def test_stopping_takes_a_press_and_neither_session_nor_cookie(house: House) -> None:
    path, _go = token(house)
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path)
    assert page.status_code == 200 and page["Content-Language"] == "nb" and not page.cookies
    assert house.page.leads.get().stopped_at is None, "a scanner that follows links stops nothing"
    assert "Stop" not in browser.post(path, {"mark": "made up"}).context["organisation"]
    assert house.page.leads.get().stopped_at is None
    done = browser.post(path, {"mark": page.context["mark"]})
    assert done.context["stopped"] and house.page.leads.get().stopped_at is not None and not done.cookies
    browser.post(path, {"List-Unsubscribe": "One-Click"})
    assert Step.objects.get(id=house.steps[0].id).left == 1, "counted once"
    house.run(hours=49)
    assert len(house.got) == 1


def test_one_press_in_the_mail_program_stops_from_a_foreign_site(house: House) -> None:
    path, _go = token(house)
    headers = {"sec-fetch-site": "cross-site", "origin": "https://mail.example"}
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}, headers=headers).status_code == 200
    assert house.page.leads.get().stopped_at is not None
    assert browser.put(path).status_code == 405


def test_stopping_works_when_step_or_lead_are_gone(house: House) -> None:
    path, go = token(house)
    Step.objects.filter(sequence=house.sequence).delete()
    assert Client().get(go).status_code == 404
    assert not Client().get(path).context["stopped"]
    Client().post(path, {"List-Unsubscribe": "One-Click"})
    assert house.page.leads.get().stopped_at is not None
    house.page.leads.all().delete()
    assert Client().get(path).context["stopped"], "nothing is left to stop"


def test_the_button_leads_to_the_step_s_own_link_and_is_counted_once(house: House) -> None:
    _path, go = token(house)
    for agent in ("curl/8", "Mozilla/5.0 (compatible; Googlebot/2.1)", ""):
        Client(headers={"user-agent": agent}).get(go)
    assert Letter.objects.get(organisation=house.cast.nordlys).opened_at is None
    person = Client(headers={"user-agent": FIREFOX})
    for _number in range(2):
        answer = person.get(f"{go}?to=https://evil.example/&next=https://evil.example/")
        assert answer.status_code == 302 and answer["Location"] == "https://x.example/a" and not answer.cookies
    assert Step.objects.get(id=house.steps[0].id).opened == 1


@pytest.mark.parametrize("made_up", ["x", "advf_1x1x1z" + "0" * 32, "advf_1x1x1z"])
def test_made_up_tokens_open_nothing(house: House, made_up: str) -> None:
    for name in ("stop", "go"):
        assert Client().get(reverse(f"followups:{name}", args=[made_up])).status_code == 404
    assert read(made_up) is None


def test_links_outlive_a_new_key_of_the_installation(settings: object) -> None:
    sealed = Sealed(3, 40, 500)
    made = token_of(sealed)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 5
    assert read(made.upper()) == sealed


def test_figures_count_customers_for_the_last_mail_before(house: House, let_in: Callable) -> None:
    lead = house.lead()
    house.lead("Somebody Else", email="else@x.example", token_hash="else")
    house.run()
    house.run(hours=49)
    became_customer(organisation_id=house.cast.nordlys.id, lead_id=lead.id, now=house.now + dt.timedelta(hours=60))
    figures = [step.figures for step in sequence_of(house.cast.nordlys.id, house.page.id).steps]
    assert [(one.sent, one.customers) for one in figures] == [(2, 0), (2, 1), (0, 0)]
    page = let_in(house.cast.bo).get(url(house))
    assert "Hanne" not in page.text and "%" not in page.text.split("figures-title")[1]
    assert page.context["lines"][0]["opened_share"] is None, "of two mails no share is shown"
