"""Addresses of public pages: nobody makes one up, and a new key of the server ends none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.hosted import hosted_url, is_hosted, is_landing, key_of, landing_url, story_of


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


def test_a_landing_page_is_known_by_its_address(settings: Any) -> None:
    assert is_landing(landing_url("harbour-heat"))
    assert is_landing(landing_url("harbour-heat", "de"))


@pytest.mark.parametrize("path", ["/p/", "/p/confirm/", "/p/a/b/", "/p/A/", "/l/token/", "/p/a/?in=de&x=1", "/p/-a/"])
def test_other_addresses_are_no_landing_pages(settings: Any, path: str) -> None:
    assert not is_landing(f"{settings.PUBLIC_URL}{path}")
    assert not is_landing(f"https://elsewhere.example{path}")
