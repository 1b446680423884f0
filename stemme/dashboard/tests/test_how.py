"""The published rules: in five languages, with the numbers that the code works with."""

import html
import re

import pytest
from django.utils import translation

from stemme.dashboard.views.visits import kinds_of_visits
from stemme.kit.languages import CODES
from stemme.links import behaviour
from stemme.links.hits import CLASSES

PAGE = "/how/counting/"


def words(client, **given):
    text = client.get(PAGE, **given).content.decode()
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("code", CODES)
def test_the_rules_are_there_in_every_language(client, db, code):
    text = words(client, data={"lang": code})
    with translation.override(code):
        kinds = kinds_of_visits()
    assert [kind.key for kind in kinds] == list(CLASSES)
    for kind in kinds:
        assert kind.name in text
        assert kind.what in text
    assert ("Looks like a browser and behaves like a machine." in text) == (code == "en")


def test_every_number_is_the_codes_own(client, db, monkeypatch):
    strange = {
        "BURST_LINKS_OF_A_BROWSER": 123, "BURST_LINKS_OF_A_PLACE": 124, "MOST_BROWSERS": 125, "MOST_REPEATS": 126,
        "MOST_NAMELESS": 127, "BURST_MS": 128_000, "MINUTE_MS": 129_000, "TOO_SOON_MS": 130_000,
        "SETTLING_MS": 131_000,
    }  # fmt: skip
    for name, value in strange.items():
        monkeypatch.setattr(behaviour, name, value)
    text = words(client)
    for number in range(123, 132):
        assert re.search(rf"\b{number}\b", text), number


def test_the_figures_link_to_the_rules(cast, let_in):
    for page in ("/impact/", "/overview/"):
        assert f'href="{PAGE}"' in let_in(cast.lea).get(page).content.decode()
