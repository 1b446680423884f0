"""Addresses of public pages: nobody makes one up, and a new key of the server ends none."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.hosted import hosted_url, is_hosted, key_of, story_of


@given(st.integers(min_value=1, max_value=2**40))
def test_a_key_leads_back_to_its_story(story_id: int) -> None:
    assert story_of(key_of(story_id)) == story_id
    assert is_hosted(hosted_url(story_id, "nb"))


@given(st.text(max_size=40))
def test_a_key_that_was_made_up_opens_nothing(key: str) -> None:
    assert story_of(key) is None


def test_another_story_s_mark_opens_nothing() -> None:
    number, mark = key_of(7).split("-")[0], key_of(8).split("-")[1]
    assert story_of(f"{number}-{mark}") is None


def test_links_in_the_world_outlive_the_server_s_key(settings: Any) -> None:
    before = key_of(7)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 50
    assert story_of(before) == 7
    assert key_of(7) != before
    settings.SECRET_KEY_FALLBACKS = []
    assert story_of(before) is None
