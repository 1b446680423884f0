"""Click ids: genuine ones say which link was clicked, everything else says nothing."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.links.actions import make_link, set_counted
from stemme.links.cards import Card
from stemme.links.click_ids import LENGTH, PARAMETER, new_key, sealer, unseal
from stemme.links.click_key_actions import look_after_click_keys
from stemme.links.click_queries import click_id_for, clicks_of
from stemme.links.measuring_actions import measured_host, set_sites
from stemme.links.models import ClickKey, LinkTarget
from stemme.links.queries import LinkRow
from stemme.links.targets import TargetError
from stemme.people.queries import viewer as viewer_of

KEY, OTHER = new_key(), new_key()
A_MOMENT = 1_795_000_000


@given(link=st.integers(1, 2**40 - 1), at=st.integers(1_577_836_800, 2**32))
def test_a_genuine_id_is_read_whatever_the_link_and_the_moment(link: int, at: int) -> None:
    click_id = sealer(KEY)(link, at)
    assert len(click_id) == LENGTH
    assert unseal(click_id, [OTHER, KEY]) == (link, at)
    assert unseal(click_id, [OTHER]) is None


def test_two_clicks_on_one_link_in_one_second_have_nothing_in_common() -> None:
    seal = sealer(KEY)
    assert len({seal(7, A_MOMENT)[:6] for _ in range(200)}) == 200


@given(st.text(max_size=40))
def test_what_was_made_up_is_nobodys(made_up: str) -> None:
    assert unseal(made_up, [KEY]) is None


@given(place=st.integers(0, LENGTH - 2), letter=st.sampled_from("ABCDEFabcdef0123456789-_"))
def test_a_changed_letter_makes_it_worthless(place: int, letter: str) -> None:
    click_id = sealer(KEY)(7, A_MOMENT)
    changed = click_id[:place] + letter + click_id[place + 1 :]
    assert changed == click_id or unseal(changed, [KEY]) is None


def _card(url: str) -> Card:
    return Card(language="en", url=url, title="A page")


@pytest.fixture
def link(cast: SimpleNamespace, now: dt.datetime) -> LinkRow:
    """Cleo's link to a story."""
    look_after_click_keys(now=now)
    return make_link(
        organisation_id=cast.nordlys.id, person_id=cast.cleo.id, story_id=1, channel="linkedin",
        card=_card("https://www.nordlys.example/jobs"), now=now,
    )  # fmt: skip


def test_an_id_is_read_for_its_organisation_alone(cast: SimpleNamespace, link: LinkRow, now: dt.datetime) -> None:
    click_id = click_id_for(link.id, now)
    found = clicks_of([click_id, click_id, "A" * LENGTH], organisation_id=cast.nordlys.id, now=now)
    assert list(found) == [click_id]
    one = found[click_id]
    assert (one.link_id, one.person_id, one.channel) == (link.id, cast.cleo.id, "linkedin")
    assert one.at == now.replace(microsecond=0)
    assert clicks_of([click_id], organisation_id=cast.other.id, now=now) == {}


def test_old_ids_and_those_of_people_who_count_no_visits_say_nothing(
    cast: SimpleNamespace, link: LinkRow, now: dt.datetime
) -> None:
    click_id = click_id_for(link.id, now)
    assert clicks_of([click_id], organisation_id=cast.nordlys.id, now=now + dt.timedelta(days=91)) == {}
    set_counted(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, link_id=link.id, counted=False)
    assert clicks_of([click_id], organisation_id=cast.nordlys.id, now=now) == {}


def test_keys_are_made_ahead_and_destroyed_when_they_are_of_no_use(cast: SimpleNamespace, now: dt.datetime) -> None:
    at_the_end = dt.datetime(2026, 10, 30, 12, tzinfo=dt.UTC)
    assert look_after_click_keys(now=at_the_end) == 0
    months = set(ClickKey.objects.values_list("month", flat=True))
    assert months >= {dt.date(2026, 10, 1), dt.date(2026, 11, 1)}
    assert look_after_click_keys(now=at_the_end) == 0  # Once more changes nothing.
    look_after_click_keys(now=dt.datetime(2027, 1, 28, tzinfo=dt.UTC))
    assert ClickKey.objects.filter(month=dt.date(2026, 10, 1)).exists()
    assert look_after_click_keys(now=dt.datetime(2027, 2, 3, tzinfo=dt.UTC)) >= 1
    assert not ClickKey.objects.filter(month=dt.date(2026, 10, 1)).exists()


def test_only_links_to_measured_sites_are_marked(cast: SimpleNamespace, link: LinkRow, now: dt.datetime) -> None:
    def marked() -> bool:
        return LinkTarget.objects.get(organisation_id=cast.nordlys.id, story_id=1).measured

    owner = viewer_of(cast.ada.id, scope="employee")
    assert owner is not None
    assert not marked()
    assert set_sites(actor=owner, hosts=[measured_host("https://WWW.nordlys.example/contact")], now=now)
    assert marked()
    assert not set_sites(actor=owner, hosts=["www.nordlys.example"], now=now)
    assert set_sites(actor=owner, hosts=[], now=now)
    assert not marked()


def test_a_click_id_that_was_copied_with_an_address_is_not_kept(cast: SimpleNamespace, now: dt.datetime) -> None:
    make_link(
        organisation_id=cast.nordlys.id, person_id=cast.cleo.id, story_id=2, channel="linkedin",
        card=_card(f"https://www.nordlys.example/jobs?a=1&{PARAMETER}=abc#top"), now=now,
    )  # fmt: skip
    target = LinkTarget.objects.get(organisation_id=cast.nordlys.id, story_id=2)
    assert target.url == "https://www.nordlys.example/jobs?a=1#top"


@pytest.mark.parametrize("written", ["", "no host", "ftp://x.example", "localhost:99999"])
def test_what_is_no_host_is_refused(written: str) -> None:
    with pytest.raises(TargetError):
        measured_host(written)
