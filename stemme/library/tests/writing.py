"""A story, and the form of its editor as a browser sends it."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from stemme.library import actions
from stemme.library.content import Content, ShareWords, Words
from stemme.library.story_form import StoryForm


def made(desk: SimpleNamespace, title: str = "Siste turbin står", **changes: object) -> int:
    values = {
        "stream_id": desk.stream.id,
        "language": "nb",
        "target_url": "https://nordlys.example/turbin",
        "texts": {"nb": Words(title, "Tre vintre."), "en": Words("The last turbine stands")},
        "share_texts": (ShareWords("nb", "personal", "Jeg var der."), ShareWords("nb", "personal", "Vi var der.")),
        **changes,
    }
    return actions.create_story(actor=desk.bo, content=Content(**values), now=timezone.now())


def form_data(client: Client, story_id: int) -> dict[str, object]:
    """What a browser would send if nothing were changed."""
    form: StoryForm = client.get(f"/studio/{story_id}/").context["form"]
    with timezone.override("Europe/Oslo"):
        return _sent(form)


def _sent(form: StoryForm) -> dict[str, object]:
    data: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if bound.widget_type == "checkbox":
            data |= {bound.html_name: "on"} if value else {}
        elif isinstance(value, list):
            data[bound.html_name] = value
        elif value is not None:
            data[bound.html_name] = bound.field.widget.format_value(value) or ""
            if isinstance(data[bound.html_name], list):
                data[bound.html_name] = value
    return data
