"""Writing a version: our words to begin with, looking first, two at once, and what is decided about it."""

import pytest
from django.db import IntegrityError

from stemme.people.models import Person
from stemme.policy import actions, queries
from stemme.policy.models import Guidelines
from stemme.policy.starters import starter
from stemme.policy.texts import SectionRow, TextRow

EDIT = "/guidelines/edit/"
ENGLISH = TextRow("en", "What we say", "", ("Voluntary.",))
TYPED = {"title_en": "Ours", "points_en": "Voluntary.", "change": "substance", "after": "0"}


@pytest.fixture
def ada(cast, let_in):
    Person.objects.filter(id=cast.ada.id).update(language="en")
    return let_in(cast.ada)


def newest(cast):
    return queries.current(cast.nordlys.id)


def test_our_text_fills_what_is_empty_and_publishes_nothing(cast, ada):
    page = ada.post(EDIT, {"title_en": "Typed by me", "begin": "en"})
    assert page.status_code == 200 and "Typed by me" in page.text and starter("en").title not in page.text
    assert starter("en").points[4] in page.text and "A short list, and the same in every channel." in page.text
    assert starter("nb").points[0] not in page.text
    assert not Guidelines.objects.exists()


def test_one_section_can_begin_with_ours(cast, ada):
    page = ada.post(EDIT, TYPED | {"begin": "en:wrong"})
    assert "It happens to everybody who says something." in page.text and "Ours" in page.text
    assert "A short list, and the same in every channel." not in page.text


@pytest.mark.parametrize("begin", ["fi", "en:nonsense", "::", "en:own1"])
def test_odd_beginnings_lose_nothing(cast, ada, begin):
    page = ada.post(EDIT, TYPED | {"begin": begin})
    assert page.status_code == 200 and "Ours" in page.text


def test_sections_come_back_as_they_were_written(cast, ada):
    sent = TYPED | {
        "never_title_en": "Out", "never_en": "Keys.\r\n\r\n- <b>Doors</b>",
        "own2_title_en": "At sea", "own2_en": "Wait.", "made_with": "HR \u202eand  IT", "before_sharing": "on",
    }  # fmt: skip
    assert ada.post(EDIT, sent).status_code == 303
    made = newest(cast)
    assert made.texts["en"].sections == (
        SectionRow("never", "Out", "Keys.\n\n- <b>Doors</b>"), SectionRow("", "At sea", "Wait.")
    )  # fmt: skip
    assert (made.made_with, made.before_sharing, made.asks_again) == ("HR and IT", True, True)
    page = ada.get(EDIT).text
    assert "At sea" in page and "&lt;b&gt;Doors" in page
    again = {"own1_title_en": "At sea", "own1_en": "Wait.", "after": "1"}
    assert ada.post(EDIT, sent | {"own2_title_en": "", "own2_en": ""} | again).status_code == 422


@pytest.mark.parametrize(
    ("more", "words"),
    [({"never_en": "Keys."}, "Give it a heading"), ({"never_title_en": "Out"}, "Write the text, or take")],
)
def test_half_a_section_is_said_and_nothing_is_lost(cast, ada, more, words):
    page = ada.post(EDIT, TYPED | more)
    assert page.status_code == 422 and words in page.text and "Ours" in page.text
    assert not Guidelines.objects.exists()


def test_looking_first_publishes_nothing(cast, ada):
    page = ada.post(EDIT, TYPED | {"preview": "1", "never_title_en": "Out", "never_en": "- Keys"})
    assert page.status_code == 200 and "This is how it will look" in page.text and "<li>Keys</li>" in page.text
    assert not Guidelines.objects.exists()


def test_a_small_correction_asks_nobody_again(cast, ada):
    assert ada.post(EDIT, TYPED).status_code == 303
    assert ada.post(EDIT, TYPED | {"points_en": "Voluntary!", "change": "small", "after": "1"}).status_code == 303
    assert (newest(cast).version, newest(cast).asks_again, newest(cast).before_sharing) == (2, False, False)
    only_switched = {"points_en": "Voluntary!", "change": "small", "after": "2", "before_sharing": "on"}
    assert ada.post(EDIT, TYPED | only_switched).status_code == 303
    assert newest(cast).before_sharing is True


def test_two_at_once_the_later_one_is_told_and_keeps_every_word(cast, ada):
    assert 'name="after" value="0"' in ada.get(EDIT).text
    actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=[ENGLISH], now=cast.now)
    page = ada.post(EDIT, TYPED | {"points_en": "Words of Zanzibar."})
    assert page.status_code == 409 and "was published while you were writing" in page.text
    assert "Words of Zanzibar." in page.text and 'name="after" value="1"' in page.text
    assert newest(cast).version == 1
    assert ada.post(EDIT, TYPED | {"points_en": "Words of Zanzibar.", "after": "1"}).status_code == 303
    assert newest(cast).texts["en"].points == ("Words of Zanzibar.",)


def test_in_the_same_moment_only_one_is_published(cast, monkeypatch):
    def taken(*_args, **_how):
        raise IntegrityError

    monkeypatch.setattr(Guidelines, "save", taken)
    with pytest.raises(actions.WrittenMeanwhileError):
        actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=[ENGLISH], now=cast.now, after=0)


@pytest.mark.parametrize("decided", [None, False, True])
def test_the_switch_is_on_at_first_and_stays_as_decided(cast, ada, decided):
    actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=[ENGLISH], now=cast.now, before_sharing=decided)
    box = ada.get(EDIT).text.split('name="before_sharing"')[1].split(">")[0]
    assert ("checked" in box) is (decided is not False)
