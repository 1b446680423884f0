"""In a real browser: pages full of strings that mean harm run nothing, load nothing and break no rule of theirs."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

PATHS = (
    *("/people/", "/people/?page=2", "/people/?page=4", "/studio/", "/stories/", "/stories/STORY/", "/studio/STORY/"),
    *("/studio/DRAFTED/", "/studio/DRAFTED/look/", "/studio/DRAFTED/versions/", "/studio/streams/STREAM/"),
    *("/studio/mix/", "/studio/campaigns/", "/studio/stops/", "/studio/inbox/", "/studio/feeds/", "/studio/media/"),
    *("/proposals/", "/propose/", "/stories/STORY/share/", "/overview/", "/audit/", "/roles/", "/me/", "/privacy/"),
    *("/papers/", "/setup/"),
)


def test_nothing_runs(house: Any, visit: Any) -> None:
    """What would run says so in ``window.ran``, by a dialog, by a request or in the console."""
    facts = json.loads(house.house.python("-m", "tests.security.hostile_contents").strip().splitlines()[-1])
    window, dialogs = visit(""), []
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": facts["session"], "url": house.url}])
    window.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    shown = 0
    for path in PATHS:
        for word in ("STORY", "DRAFTED", "STREAM"):
            path = path.replace(word, str(facts[word.lower()]))
        assert window.open(path) == 200, path
        assert window.page.evaluate("typeof window.ran") == "undefined", path
        shown += window.page.inner_text("body").count("onerror=")
    assert shown, "the words stand on the pages, as words"
    assert not dialogs
    assert not window.faults
