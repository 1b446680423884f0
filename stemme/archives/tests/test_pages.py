"""The page without script, sending, looking at and deleting: with real rows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.archives.queries import handed_in
from stemme.maturity.counts import OwnCounts
from stemme.maturity.own_count_queries import kept_counts

SENT = {"connections": "412", "new_connections": "30", "reactions": "0", "originals": "7"}


def post(client: Any, network: str = "linkedin", **values: str) -> Any:
    return client.post(f"/growth/export/?network={network}", {"until": str(timezone.now().date()), **values})


def test_numbers_typed_in_by_hand_are_kept_and_shown(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.ana)
    answer = post(client, **SENT)
    assert (answer.status_code, answer.url) == (303, "/growth/")
    kept = kept_counts(cast.nordlys.id, cast.ana.id)
    assert [one.source for one in kept] == ["linkedin"]
    assert kept[0].counts == OwnCounts(connections=412, new_connections=30, reactions=0, originals=7)
    page = client.get("/growth/export/").content.decode()
    assert '<dd class="num">412</dd>' in page
    assert "Delete those from LinkedIn" in page


def test_the_newest_numbers_replace_those_before(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.cleo)
    post(client, **SENT)
    post(client, comments="5")
    post(client, "mastodon", originals="3")
    kept = {one.source: one.counts for one in kept_counts(cast.nordlys.id, cast.cleo.id)}
    assert kept == {"linkedin": OwnCounts(comments=5), "mastodon": OwnCounts(originals=3)}


def test_one_network_is_deleted_and_the_other_stays(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.cleo)
    post(client, **SENT)
    post(client, "x", originals="3")
    answer = client.post("/growth/export/forget/", {"network": "linkedin"})
    assert (answer.status_code, answer.url) == (303, "/growth/export/?network=linkedin")
    assert [one.network.key for one in handed_in(cast.nordlys.id, cast.cleo.id)] == ["x"]
    assert client.post("/growth/export/forget/", {"network": "myspace"}).status_code == 404


def test_nobody_sees_or_deletes_the_numbers_of_others(cast: SimpleNamespace, let_in: Any) -> None:
    post(let_in(cast.cleo), **SENT)
    for other in (cast.dan, cast.ada, cast.eve):
        client = let_in(other)
        assert "412" not in client.get("/growth/export/").content.decode()
        client.post("/growth/export/forget/", {"network": "linkedin"})
    assert len(kept_counts(cast.nordlys.id, cast.cleo.id)) == 1


def test_what_cannot_be_comes_back_with_what_was_typed(cast: SimpleNamespace, let_in: Any) -> None:
    answer = post(let_in(cast.ana), connections="5", new_connections="6")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "These are more than all your contacts." in page
    assert 'value="6"' in page
    assert not kept_counts(cast.nordlys.id, cast.ana.id)


@pytest.mark.parametrize("network", ["linkedin", "x", "facebook", "instagram", "mastodon", "bluesky", "myspace", ""])
def test_every_network_has_its_page(cast: SimpleNamespace, let_in: Any, network: str) -> None:
    answer = let_in(cast.cleo).get("/growth/export/", {"network": network})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('type="number"') == 7
    # The choice of a file has no name and stands outside the form: no browser can send it.
    choice = page[page.index('<input class="input archives-file"') :].split(">")[0]
    assert " name=" not in choice
    form = page[page.index('id="numbers"') :]
    assert "export-file" not in form[: form.index("</form>")]


def test_only_those_who_signed_in_come_here(cast: SimpleNamespace, let_in: Any, client: Any) -> None:
    assert let_in(cast.cleo, scope="suggest").get("/growth/export/").status_code == 403
    assert client.get("/growth/export/").status_code == 302
    assert let_in(cast.cleo).get("/growth/export/forget/").status_code == 405


def test_the_page_asks_as_often_for_six_networks_as_for_none(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.cleo)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/growth/export/")
        return len(queries)

    asked()
    none = asked()
    for network in ("linkedin", "x", "facebook", "instagram", "mastodon", "bluesky"):
        post(client, network, originals="3")
    client.get("/growth/export/")  # shows the messages
    assert asked() == none
