"""Which drawing stands in for a story without a picture (design.md section 5). Pure."""

from __future__ import annotations

import zlib

SCENES = ("wind", "heat", "river", "grid", "jobs", "tech", "light")


def scene_for(topic_scene: str, url: str) -> str:
    """The topic's scene, else one that always comes out the same for the same address."""
    return topic_scene if topic_scene in SCENES else SCENES[zlib.crc32(url.encode()) % len(SCENES)]
