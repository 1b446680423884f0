from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image, ImageDraw

from stemme.library.card_pictures import CARD_SIZE, MOST_BYTES, card_picture, scene_card
from stemme.library.pictures import keep_picture
from stemme.library.scenes import SCENES
from stemme.media.picture_files import remade


def photo(width: int, height: int) -> bytes:
    """A picture with a red frame, so that one sees what was cut."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, width - 1, height - 1), outline="red", width=max(4, width // 60))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def red(image: Image.Image, place: tuple[int, int]) -> bool:
    r, g, b = image.convert("RGB").getpixel(place)  # type: ignore[misc]
    return r > 150 and g < 110 and b < 110


@pytest.mark.parametrize(
    "size", [(100, 100), (1200, 630), (3000, 2000), (2000, 3000), (4000, 400), (300, 8000), (101, 8000), (640, 480)]
)
def test_every_picture_becomes_a_card_of_one_size(size: tuple[int, int]) -> None:
    card = opened(card_picture(remade(photo(*size))))
    assert (card.size, card.format, card.mode) == (CARD_SIZE, "JPEG", "RGB")


def test_a_photo_fills_the_card() -> None:
    card = opened(card_picture(remade(photo(3000, 2000))))
    assert red(card, (3, 315)) and red(card, (1196, 315)), "nothing is cut at the sides"
    assert not red(card, (600, 3)), "a part of the sky may go"


@pytest.mark.parametrize("size", [(2000, 3000), (4000, 400)])
def test_what_would_lose_too_much_is_shown_whole(size: tuple[int, int]) -> None:
    card = opened(card_picture(remade(photo(*size))))
    middle = [(x, 315) for x in range(1200)] if size[0] < size[1] else [(600, y) for y in range(630)]
    edges = [place for place in middle if red(card, place)]
    assert len(edges) >= 6
    assert max(edges) != min(edges)


def test_a_small_logo_is_not_blown_up() -> None:
    card = opened(card_picture(remade(photo(100, 100))))
    reds = [x for x in range(1200) if red(card, (x, 315))]
    assert 180 <= max(reds) - min(reds) <= 200


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_painted_in_that_size(scene: str) -> None:
    painted = scene_card(scene)
    assert opened(painted).size == CARD_SIZE
    assert len(painted) <= MOST_BYTES


@pytest.fixture
def media(tmp_path: Path, settings: object) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    yield tmp_path


def test_robots_get_the_card_without_signing_in_and_may_keep_it(media: Path) -> None:
    stem = Path(keep_picture(remade(photo(1600, 900)))).stem
    for _ in range(2):
        answer = Client().get(f"/media/cards/{stem}.jpg")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert opened(answer.content).size == CARD_SIZE
        assert len(answer.content) <= MOST_BYTES
    assert [file.name for file in (media / "cards").iterdir()] == [f"{stem}.jpg"], "made once, nothing left behind"


def test_a_card_that_is_there_is_not_made_again(media: Path) -> None:
    stem = Path(keep_picture(remade(photo(1600, 900)))).stem
    Client().get(f"/media/cards/{stem}.jpg")
    default_storage.delete(f"pictures/{stem}.jpg")
    assert Client().get(f"/media/cards/{stem}.jpg").status_code == 200


@pytest.mark.parametrize(
    "path", ["cards/nothing.jpg", "cards/../stemme.db", "cards/a.png", "scenes/mars.jpg", "scenes/"]
)
def test_what_there_is_not(media: Path, path: str, db: None) -> None:
    assert Client().get(f"/media/{path}").status_code == 404


def test_scenes_are_open_to_robots(db: None) -> None:
    answer = Client().get("/media/scenes/wind.jpg")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert Client().post("/media/scenes/wind.jpg").status_code == 405
