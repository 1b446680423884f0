"""Stories and keys for tests of words."""

from __future__ import annotations

import dataclasses
import datetime as dt

from stemme.feed.showing import Ranked, shown
from stemme.library.audience import Audience
from stemme.library.queries import StoryRow, TopicRow
from stemme.mailings.composing import Around, DigestContent, Reader, compose_digest
from stemme.mailings.keys import Keys

KEYS = Keys("https://stemme.nordlys.example", "advd_" + "6" * 56, "advu_" + "7" * 56)
LOCAL = dt.datetime(2026, 11, 12, 7, 45, tzinfo=dt.timezone(dt.timedelta(hours=1)))
EXPIRES = dt.date(2026, 11, 26)


def story(id=7, **changes):
    row = {
        "id": id,
        "stream": "Communications",
        "outside": False,
        "kind": "article",
        "language": "nb",
        "target_url": "https://nordlys.example/turbin",
        "source_name": "nordlys.example",
        "reading_minutes": 3,
        "topics": (TopicRow(1, "wind", {"en": "Offshore wind", "nb": "Havvind"}),),
        "scene": "wind",
        "picture_url": "",
        "picture_alt": "",
        "evergreen": False,
        "priority": 0,
        "audience": Audience(),
        "starts_at": LOCAL,
        "ends_at": None,
        "embargo_until": None,
        "titles": {"nb": "Siste turbin står ved Sørlige Havn"},
        "summaries": {"nb": "Tjueto turbiner.", "en": "Twenty-two turbines."},
        "whys": {},
        "body_languages": ("nb",),
    }
    return StoryRow(**{**row, **changes})


def digest(language="en", stories=(), name="Ingrid", *, reasons=(), now_from="", reader=(), **around) -> DigestContent:
    """A digest of these stories for a reader in Bergen; ``around`` is what it says besides, ``reader`` more of them."""
    chosen = [ranked(row, language, reasons) for row in stories or [story()]]
    person = Reader(name, language, "Nordlys Energi", **dict(reader))
    said = Around(**{"local": LOCAL, "expires": EXPIRES, **around})
    return compose_digest(person, chosen, keys=KEYS, around=said, now_from=now_from)


def ranked(row: StoryRow, language: str, reasons=()) -> Ranked:
    """The story in this language, chosen for these reasons."""
    return dataclasses.replace(shown(row, language), reasons=tuple(reasons))
