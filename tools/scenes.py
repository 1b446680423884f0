"""Paint the drawn scenes as pictures that networks can show (they take no SVG). Run after a change of a scene.

python tools/scenes.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "stemme" / "library" / "scene_cards"
QUALITY = 84


def page(name: str) -> str:
    """A page with nothing but the scene, as large as a card, in the colours of the style sheets."""
    from stemme.library.card_pictures import CARD_SIZE

    styles = ROOT / "stemme" / "ui" / "static" / "ui" / "css"
    css = "\n".join((styles / part).read_text(encoding="utf-8") for part in ("tokens.css", "components/windows.css"))
    scene = (ROOT / "stemme" / "ui" / "templates" / "ui" / "scenes" / f"{name}.svg").read_text(encoding="utf-8")
    width, height = CARD_SIZE
    return (
        f"<!doctype html><style>{css}\nbody{{margin:0}}svg.scene{{display:block;width:{width}px;height:{height}px}}"
        f"</style>{scene}"
    )


def main() -> None:
    """Paint all of them."""
    from browser import find_chromium
    from PIL import Image
    from playwright.sync_api import sync_playwright

    from stemme.library.card_pictures import CARD_SIZE
    from stemme.library.scenes import SCENES

    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": CARD_SIZE[0], "height": CARD_SIZE[1]}, color_scheme="light")
        for name in SCENES:
            tab.set_content(page(name))
            with Image.open(io.BytesIO(tab.screenshot())) as painted:
                painted.convert("RGB").save(TARGET / f"{name}.jpg", "JPEG", quality=QUALITY, optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
