"""Uploaded pictures on landing pages: the shelf knows where they stand, and none that stands somewhere is deleted."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.landing.models import Page, PageText
from stemme.landing.tests.studio_scene import made
from stemme.media.models import Asset

LetIn = Callable[..., Client]


@pytest.fixture
def asset(cast: SimpleNamespace) -> Asset:
    """A picture on the shelf."""
    return Asset.objects.create(
        organisation=cast.nordlys, kind="picture", name="quay.jpg", alt="Two cranes", fingerprint="1", size=1,
        file="pictures/1.jpg", picture="pictures/1.jpg", content_type="image/jpeg", width=1600, height=900,
    )  # fmt: skip


def put(page: Page, part: str, asset: Asset) -> None:
    """The picture, and one of our drawings, stand in this list of the page's words."""
    text = PageText.objects.get(page=page, language="en")
    pictures = [{"kind": "picture", "asset": named, "alt": "Cranes"} for named in ("heat", str(asset.id))]
    setattr(text, part, [*getattr(text, part), *pictures])
    text.save()


@pytest.mark.parametrize("part", ["blocks", "thanks", "sales"])
def test_a_picture_on_a_draft_is_not_deleted(cast: SimpleNamespace, let_in: LetIn, asset: Asset, part: str) -> None:
    bo, page = let_in(cast.bo), made(cast, timezone.now(), name="Harbour heat")
    put(page, part, asset)
    html = bo.get(f"/studio/media/{asset.id}/").content.decode()
    assert f'href="/landing/{page.id}/"><bdi>Harbour heat</bdi>' in html and "Landing page</span>" in html
    assert f"/studio/media/{asset.id}/delete/" not in html
    assert "used in 1 place" in bo.get("/studio/media/").content.decode()
    assert bo.post(f"/studio/media/{asset.id}/delete/").status_code == 303
    assert "It is still used" in bo.get(f"/studio/media/{asset.id}/").content.decode()
    assert Asset.objects.filter(id=asset.id).exists()


def test_a_picture_is_free_again_when_its_last_page_shows_another(
    cast: SimpleNamespace, let_in: LetIn, asset: Asset
) -> None:
    bo, page, other = let_in(cast.bo), made(cast, timezone.now()), made(cast, timezone.now(), name="Next")
    put(page, "blocks", asset)
    put(other, "sales", asset)
    put(other, "blocks", asset)
    assert "used in 2 places" in bo.get("/studio/media/").content.decode(), "each page once"
    PageText.objects.filter(page__in=[page, other]).update(blocks=[], sales=[])
    assert "Nothing uses it" in bo.get(f"/studio/media/{asset.id}/").content.decode()
    assert bo.post(f"/studio/media/{asset.id}/delete/").status_code == 303
    assert not Asset.objects.filter(id=asset.id).exists()


def test_another_organisations_pages_are_not_told(cast: SimpleNamespace, let_in: LetIn, asset: Asset) -> None:
    page = made(cast, timezone.now(), name="Secret plan")
    put(page, "blocks", asset)
    Page.objects.filter(id=page.id).update(organisation=cast.other)
    html = let_in(cast.bo).get(f"/studio/media/{asset.id}/").content.decode()
    assert "Nothing uses it" in html and "Secret plan" not in html
