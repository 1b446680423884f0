"""Tokens of links in mails: they stay valid for as long as somebody has the mail."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from stemme.kit.seals import Seal

KEY = "k" * 60
LETTER = Seal(prefix="advf", salt="stemme.followups.letter", count=3)
LEAD = Seal(prefix="advo", salt="stemme.landing.lead", count=2)


@pytest.mark.parametrize(
    ("seal", "numbers", "token"),
    [
        (LETTER, (1, 42, 7), "advf_1x2ax7zc1cca68341dcc2cb0a62c8f65d3a37d3"),
        (LEAD, (77, 123456), "advo_4dx1e240z30f505d6fee863d5e92a5d55c161e4ae"),
    ],
)
def test_what_was_mailed_long_ago_still_opens(
    seal: Seal, numbers: tuple[int, ...], token: str, settings: LazySettings
) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [KEY]
    assert seal.read(token) == seal.read(token.upper()) == numbers
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = KEY, []
    assert seal.token_of(*numbers) == token


def test_a_token_opens_only_its_own_kind_of_link(settings: LazySettings) -> None:
    same = Seal(prefix="advf", salt="stemme.followups.letter", count=2)
    assert LETTER.read(same.token_of(1, 42)) is None, "another count"
    assert LEAD.read(LETTER.token_of(1, 42, 7)) is None
    assert LETTER.read(LEAD.token_of(1, 42).replace("advo", "advf")) is None
    assert LETTER.read("advf_1x2axz" + "0" * 32) is None
