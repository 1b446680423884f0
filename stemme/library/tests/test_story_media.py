"""Uploaded files and drawings on stories: choosing, cutting, showing, and whose they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from stemme.journal.models import Fact
from stemme.library import actions, queries
from stemme.library.card_pictures import CARD_SIZE
from stemme.library.models import Story
from stemme.library.picture_queries import card_url
from stemme.library.scenes import SCENES
from stemme.library.tests.writing import made
from stemme.media import actions as media
from stemme.media.models import Asset
from stemme.media.scene_names import SCENE_NAMES
from stemme.media.tests.files import document, photo

LetIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: object) -> Path:
    """Where files are kept during a test."""
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    return tmp_path / "media"


def bring(viewer: object, body: bytes) -> int:
    return media.upload(actor=viewer, file=SimpleUploadedFile("a", body), alt="Two cranes", now=timezone.now())  # type: ignore[arg-type]


def test_a_picture_is_chosen_with_its_description_and_its_point(desk: SimpleNamespace, bo: Client) -> None:
    story_id, asset_id = made(desk), bring(desk.bo, photo(1800, 300))
    media.describe(actor=desk.bo, asset_id=asset_id, name="", alt="Kraner", focus=(0, 50), now=timezone.now())
    page = bo.get(f"/studio/media/choose/?story={story_id}")
    assert page.status_code == 200 and f'action="/studio/{story_id}/draw/"' in page.content.decode()
    answer = bo.post(f"/studio/{story_id}/draw/", {"asset": asset_id})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/studio/{story_id}/")
    story = Story.objects.get(id=story_id)
    assert (story.picture_alt, story.picture_focus_x, story.asset_id) == ("Kraner", 0, None)
    assert story.picture.name == Asset.objects.get().picture.name
    assert story.texts.count() == 2 and story.share_texts.count() == 2, "nothing else is touched"
    assert Fact.objects.filter(kind="story.changed", subject_id=story_id).latest("id").data["card"] is True
    used = bo.get(f"/studio/media/{asset_id}/").content.decode()
    assert f'href="/studio/{story_id}/"' in used and "Delete for good" not in used


def test_the_card_is_cut_around_the_point_and_nobody_has_thousands_made(
    desk: SimpleNamespace, bo: Client, root: Path
) -> None:
    story_id, asset_id = made(desk), bring(desk.bo, photo(1600, 630))
    reds = []
    for focus in ((0, 50), (100, 50)):
        media.describe(actor=desk.bo, asset_id=asset_id, name="", alt="Kraner", focus=focus, now=timezone.now())
        bo.post(f"/studio/{story_id}/draw/", {"asset": asset_id})
        page = queries.story(desk.bo.organisation_id, story_id, now=timezone.now())
        assert page is not None
        answer = Client().get(card_url(page))
        with Image.open(io.BytesIO(answer.content)) as card:
            assert card.size == CARD_SIZE
            row = [card.getpixel((x, 300)) for x in range(0, 1200, 10)]
        reds.append(sum(pixel[0] > 150 for pixel in row))  # type: ignore[index]
    assert reds[0] > reds[1] + 30, "the red half stays when the point is on the left"
    stem = Path(page.picture_url).stem
    for forged in (f"{stem}-10-50-000000000000", f"{stem}-10-50", f"{card_url(page)[13:-4]}0", f"{stem}-480"):
        assert Client().get(f"/media/cards/{forged}.jpg").status_code == 404


def test_a_document_makes_its_story_tell_of_it(desk: SimpleNamespace, bo: Client) -> None:
    story_id, asset_id = made(desk), bring(desk.bo, document())
    bo.post(f"/studio/{story_id}/draw/", {"asset": asset_id})
    story = Story.objects.get(id=story_id)
    assert (story.kind, story.asset_id) == ("document", asset_id) and story.picture.name
    assert "2 pages" in bo.get(f"/studio/{story_id}/").content.decode()
    actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    html = bo.get(f"/stories/{story_id}/").content.decode()
    assert 'href="/media/assets/' in html and "download=" in html


def test_a_drawing_is_chosen_by_hand_and_left_to_the_topic_again(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    of_topic = queries.story(desk.bo.organisation_id, story_id, now=timezone.now())
    assert of_topic is not None
    other = next(scene for scene in SCENES if scene != of_topic.scene)
    bo.post(f"/studio/{story_id}/draw/", {"asset": bring(desk.bo, photo())})
    assert bo.post(f"/studio/{story_id}/draw/", {"scene": other}).status_code == 303
    found = queries.story(desk.bo.organisation_id, story_id, now=timezone.now())
    assert found is not None and (found.scene, found.picture_url) == (other, "")
    assert card_url(found) == f"/media/scenes/{other}.jpg"
    assert queries.rows_of(Story.objects.filter(id=story_id))[0].scene == other
    bo.post(f"/studio/{story_id}/draw/", {"scene": ""})
    again = queries.story(desk.bo.organisation_id, story_id, now=timezone.now())
    assert again is not None and again.scene == of_topic.scene


def test_every_scene_of_the_design_can_be_chosen() -> None:
    assert tuple(SCENE_NAMES) == SCENES


@pytest.mark.parametrize("sent", [{"asset": "0"}, {"asset": "x"}, {"asset": "9" * 30}, {"scene": "mars"}])
def test_what_there_is_not_cannot_be_chosen(desk: SimpleNamespace, bo: Client, sent: dict[str, str]) -> None:
    assert bo.post(f"/studio/{made(desk)}/draw/", sent).status_code == 404


def test_neither_files_nor_stories_of_others_can_be_chosen(
    desk: SimpleNamespace, bo: Client, cast: SimpleNamespace, let_in: LetIn
) -> None:
    own, theirs = made(desk), bring(desk.eve, photo())
    assert bo.post(f"/studio/{own}/draw/", {"asset": theirs}).status_code == 404
    assert let_in(cast.eve).post(f"/studio/{own}/draw/", {"asset": theirs}).status_code == 404
    for asked in (str(own), "x", "9" * 30):
        assert let_in(cast.eve).get(f"/studio/media/choose/?story={asked}").status_code == 404
    assert let_in(cast.cleo).post(f"/studio/{own}/draw/", {"scene": "wind"}).status_code == 404
    assert bo.get(f"/studio/{own}/draw/").status_code == 405


def test_a_picture_comes_in_the_size_that_fits(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    bo.post(f"/studio/{story_id}/draw/", {"asset": bring(desk.bo, photo(1600, 1000))})
    row = queries.rows_of(Story.objects.filter(id=story_id))[0]
    sizes = dict(reversed(part.split()) for part in row.picture_sizes.split(", "))
    assert list(sizes) == ["480w", "960w", "1600w"]
    for name, url in sizes.items():
        answer = Client().get(url)
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.width == int(name[:-1])
        assert "immutable" in answer.headers["Cache-Control"]
    assert Client().get(row.picture_url.replace(".jpg", "-481.jpg")).status_code == 404
