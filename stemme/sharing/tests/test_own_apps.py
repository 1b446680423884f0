"""Which apps a person uses: chosen by them, seen by nobody else, first on their sheet."""

import pytest
from django.utils import timezone

from stemme.people.queries import viewer as viewer_of
from stemme.sharing import app_actions, app_queries, forgetting_actions
from stemme.sharing.models import OwnApps
from stemme.sharing.sheet import arranged


def choose(person, *channels):
    actor = viewer_of(person.id, scope="employee")
    app_actions.choose_apps(actor=actor, channels=channels, now=timezone.now())
    return app_queries.own_apps(person.organisation_id, person.id)


def test_who_has_not_said_has_none(cast):
    assert app_queries.own_apps(cast.nordlys.id, cast.cleo.id) == ()


def test_they_are_kept_once_and_in_the_order_of_the_sheet(cast):
    assert choose(cast.cleo, "telegram", "linkedin", "telegram") == ("linkedin", "telegram")
    assert choose(cast.cleo, "mastodon") == ("mastodon",)
    assert OwnApps.objects.get().organisation_id == cast.nordlys.id
    assert app_queries.own_apps(cast.nordlys.id, cast.dan.id) == ()
    assert app_queries.own_apps(cast.other.id, cast.cleo.id) == (), "nobody is asked for in another organisation"


def test_none_takes_the_choice_back(cast):
    choose(cast.cleo, "linkedin")
    assert choose(cast.cleo) == ()
    assert not OwnApps.objects.filter(organisation=cast.nordlys).exists()


def test_what_is_no_channel_is_refused(cast):
    with pytest.raises(ValueError, match="myspace"):
        choose(cast.cleo, "linkedin", "myspace")
    assert not OwnApps.objects.filter(organisation=cast.nordlys).exists()


def test_a_key_that_is_no_channel_any_more_is_left_out(cast):
    OwnApps.objects.create(organisation=cast.nordlys, person=cast.cleo, channels=["orkut", "x"])
    assert app_queries.own_apps(cast.nordlys.id, cast.cleo.id) == ("x",)


def test_they_go_with_the_person(cast):
    choose(cast.cleo, "linkedin")
    choose(cast.dan, "x")
    forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, lot=-1)
    assert [row.person_id for row in OwnApps.objects.filter(organisation=cast.nordlys)] == [cast.dan.id]


def keys(channels):
    return [channel.key for channel in channels]


def test_the_usual_one_stands_before_ones_own():
    first, folded = arranged(usual="bluesky", apps=("linkedin", "slack"))
    assert keys(first) == ["bluesky", "linkedin", "slack", "system"]
    assert [family.key for family in folded] == ["network", "message", "inside", "device"]
    assert keys(folded[2].channels) == ["teams"]


def test_what_a_mail_asks_for_is_never_folded():
    first, folded = arranged(asked="reddit")
    assert "reddit" in keys(first)
    assert all("reddit" not in keys(family.channels) for family in folded)


def test_each_place_is_there_once_and_empty_families_are_not():
    first, folded = arranged(usual="slack", asked="teams", apps=("copy", "qr", "signature"))
    everything = keys(first) + [key for family in folded for key in keys(family.channels)]
    assert len(everything) == len(set(everything)) == 20
    assert [family.key for family in folded] == ["network", "message"]
