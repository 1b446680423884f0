"""Leaving one's name on a landing page: what is kept, what is refused, and what nobody can find out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.landing.models import ConsentText, StepTally
from stemme.landing.public.limits import BY_ADDRESS, BY_NETWORK, LARGEST_FORM
from stemme.landing.tests.public_scene import PATH, TYPED, Public
from stemme.links.click_ids import PARAMETER
from stemme.people.models import RateBucket

pytestmark = pytest.mark.django_db
ASKED = f"{PATH}asked/?in=en"


@pytest.fixture
def public(cast: SimpleNamespace) -> Public:
    return Public(cast, timezone.now())


def test_what_somebody_writes_is_kept_and_they_are_sent_to_their_mailbox(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    answer = public.send(**{"q-1": "many", "colleague": "on", PARAMETER: click})
    assert answer.status_code == 303 and answer.headers["Location"] == ASKED and not answer.cookies
    (lead,) = public.leads()
    assert (lead.name, lead.email, lead.language) == ("Hanne Petersen", "h.petersen@wohnen.example", "en")
    assert lead.answers == {"company": "Wohnen Nord", "flats": "many"}
    assert lead.consent == public.words["en"] and lead.tell_colleague and lead.click_ids == [click]
    assert StepTally.objects.get(page=public.page).form == 1
    assert Job.objects.filter(task__endswith="ask_for_confirmation").count() == 1


def test_what_is_wrong_stands_at_its_field_in_the_pages_language_and_nothing_typed_is_lost(public: Public) -> None:
    wrong = {"name": "", "email": "h.petersen@wohnen", "q-0": "", "q-1": "hundreds", "consent": None}
    answer = public.send(path=f"{PATH}?in=de", words=str(public.words["de"].id), **wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and answer.headers["Content-Language"] == "de" and public.leads() == []
    assert 'value="h.petersen@wohnen"' in text
    for name in ("name", "email", "q-0", "q-1", "consent"):
        assert f'id="lead-{name}_error"' in text
        assert f'aria-describedby="lead-{name}_error"' in text
    assert "Da fehlt etwas nach dem @" in text


@pytest.mark.parametrize("mark", ["", "made-up", "landing-0:1abc:xyz"])
def test_a_form_that_is_not_ours_is_asked_for_once_more(public: Public, mark: str) -> None:
    answer = public.send(mark=mark)
    assert answer.status_code == 422 and public.leads() == []
    assert 'value="Hanne Petersen"' in answer.content.decode()


def test_a_form_that_lay_open_too_long_or_was_sent_at_once_is_asked_for_once_more(public: Public) -> None:
    for seconds in (5 * 3600, 0.5):
        assert public.send(mark=public.mark(seconds_ago=seconds)).status_code == 422
    assert public.leads() == []
    young = public.mark(seconds_ago=1)
    # The time that was waited for counts: the same mark comes back.
    assert f'value="{young}"' in public.send(mark=young).content.decode()


def test_a_program_that_fills_in_everything_gets_the_same_answer_and_nothing_is_kept(public: Public) -> None:
    agent = "Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    chromium = {"User-Agent": agent, "Sec-Fetch-Mode": "navigate"}
    for more in ({"website": "https://spam.example"}, {"headers": chromium}):
        answer = public.send(**more)
        assert answer.status_code == 303 and answer.headers["Location"] == ASKED
    assert public.leads() == [] and not Job.objects.exists()
    text = public.read().content.decode()
    assert text.index('<div class="lp-apart" aria-hidden="true">') < text.index('name="website"')
    assert 'tabindex="-1"' in text


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_form_is_refused(public: Public, headers: dict[str, str]) -> None:
    assert public.send(headers=headers).status_code == 403 and public.leads() == []


def test_our_own_sites_form_is_taken(public: Public) -> None:
    assert public.send(headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_too_large_a_form_is_not_read(public: Public) -> None:
    assert public.send(**{"q-0": "x" * LARGEST_FORM}).status_code == 413 and public.leads() == []


def test_many_forms_from_one_network_have_to_wait_and_no_address_is_stored_in_clear(public: Public) -> None:
    sent = [public.send(email=f"{n}@wohnen.example").status_code for n in range(BY_NETWORK.tries + 1)]
    assert set(sent[:-1]) == {303} and sent[-1] == 429
    keys = " ".join(RateBucket.objects.values_list("key", flat=True))
    assert "127.0.0.1" not in keys and "@" not in keys


def test_nobody_fills_anothers_mailbox_and_the_answer_is_always_the_same(public: Public) -> None:
    answers = [public.send() for _ in range(BY_ADDRESS.tries + 2)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, ASKED)}
    assert Job.objects.filter(task__endswith="ask_for_confirmation").count() <= BY_ADDRESS.tries


def test_whether_an_address_is_known_shows_nowhere(public: Public) -> None:
    public.send()
    public.leads()[0].__class__.objects.update(confirmed_at=public.now)
    known, new = public.send(name="Somebody Else"), public.send(email="new@wohnen.example")
    assert known.status_code == new.status_code == 303
    assert known.headers["Location"] == new.headers["Location"] and known.content == new.content
    assert public.leads()[0].name == "Hanne Petersen"
    assert public.read(ASKED).content == public.read(ASKED).content


def test_words_that_changed_meanwhile_have_to_be_read_again(public: Public) -> None:
    old = public.words["en"]
    ConsentText.objects.create(page=public.page, language="en", version=2, words="You may write to me.")
    answer = public.send(words=str(old.id))
    text = answer.content.decode()
    assert answer.status_code == 422 and public.leads() == []
    assert "You may write to me." in text and "checked" not in text and 'id="lead-consent_error"' in text
    # The colleague is told only where the words asked for it.
    newest = str(ConsentText.objects.latest("id").id)
    assert public.send(words=newest, colleague="on").status_code == 303
    assert not public.leads()[0].tell_colleague


def test_consent_of_another_page_or_none_is_no_consent(public: Public) -> None:
    for words in ("0", "", str(public.words["de"].id)):
        assert public.send(words=words).status_code == 422
    assert public.leads() == [] and TYPED["consent"] == "on"
