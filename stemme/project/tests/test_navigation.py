"""Where one is in the menu."""

import re

import pytest

pytestmark = pytest.mark.django_db


def marked(client, path):
    """(what the menu says of it, words of the entry) of the entry that is marked."""
    page = client.get(path).content.decode()
    nav = page.split('class="emp-nav"')[1].split("</nav>")[0]
    return re.findall(r'aria-current="(\w+)">([^<]+)', nav)


@pytest.mark.parametrize(
    ("path", "mark", "entry"),
    [
        ("/growth/", "page", "My growth"),
        ("/growth/lessons/", "true", "My growth"),
        ("/impact/score/", "true", "My impact"),
    ],
)
def test_a_page_below_an_entry_marks_it_as_the_place_it_belongs_to(cast, let_in, path, mark, entry):
    type(cast.cleo).objects.filter(id=cast.cleo.id).update(language="en")
    assert marked(let_in(cast.cleo), path) == [(mark, entry)]


def test_a_page_of_no_entry_marks_none(cast, let_in):
    assert marked(let_in(cast.cleo), "/me/") == []
