"""An editor's desk for tests: what a browser would send of the editor's form, and pages made through the studio."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from selectolax.lexbor import LexborHTMLParser

from stemme.landing.models import Page
from stemme.landing.studio import actions
from stemme.landing.studio.actions import NewPage
from stemme.people.queries import viewer as viewer_of
from stemme.people.viewer import Viewer


def editor(cast: SimpleNamespace) -> Viewer:
    """Bo, who edits."""
    found = viewer_of(cast.bo.id, scope="employee")
    assert found is not None
    return found


def made(cast: SimpleNamespace, now: dt.datetime, *, name: str = "Harbour heat", starter: str = "offer") -> Page:
    """A draft of Bo's in English."""
    new = NewPage(name, "", "en", starter, None, cast.bo.id)
    return Page.objects.get(
        organisation=cast.nordlys, id=actions.create_page(actor=editor(cast), new=new, now=now)
    )  # fmt: skip


def sent_by(page: bytes, **typed: str) -> dict[str, str]:
    """What a browser sends of the form "landing" in this page; ``typed`` instead of what stands there."""
    tree = LexborHTMLParser(page.decode())
    found: dict[str, str] = {}
    form = tree.css_first("form#landing")
    assert form is not None
    outside = tree.css('input[form="landing"]')
    for one in [*form.css("input, textarea, select"), *outside]:
        name, kind = one.attributes.get("name"), one.attributes.get("type")
        if not name or (kind in {"checkbox", "radio"} and "checked" not in one.attributes):
            continue
        if one.tag == "select":
            options = one.css("option[selected]") or one.css("option")
            found[name] = options[0].attributes.get("value") or ""
        elif one.tag == "textarea":
            found[name] = (one.text() or "").removeprefix("\n").replace("\n", "\r\n")
        else:
            found[name] = one.attributes.get("value") or ("on" if kind == "checkbox" else "")
    return {**found, "do": "save", **typed}
