"""What the shelf of uploaded files asks about stories: where a file is used, and for which story one is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from stemme.library import studio_queries
from stemme.library.models import Story
from stemme.library.studio_queries import StoryDraft, works_in
from stemme.media import queries as media
from stemme.media.crops import focus_classes
from stemme.media.uses import Place, Use
from stemme.people.viewer import Viewer


class StoriesOfFiles:
    """What ``media.uses`` asks."""

    def uses(self, viewer: Viewer, names: Mapping[int, str]) -> dict[int, list[Use]]:
        """By id of file: the stories it is used in, by title. Two queries."""
        by_name = {name: asset_id for asset_id, name in names.items() if name}
        stories = Story.objects.filter(
            Q(asset_id__in=list(names)) | Q(picture__in=list(by_name)), organisation_id=viewer.organisation_id
        )
        found: dict[int, list[Use]] = {}
        for story in stories.prefetch_related("texts").order_by("id"):
            texts = sorted(story.texts.all(), key=lambda text: (text.language != story.language, text.id))
            title, language = (texts[0].title, texts[0].language) if texts else ("", story.language)
            url = reverse("library:edit", args=[story.id]) if works_in(viewer, story.stream_id) else ""
            for asset_id in {story.asset_id or 0, by_name.get(story.picture.name or "", 0)} & set(names):
                found.setdefault(asset_id, []).append(Use(title, language, url))
        return found

    def place(self, viewer: Viewer, story_id: int) -> Place | None:
        """The story, if the viewer may write in its stream."""
        draft = studio_queries.draft_for(viewer, story_id, now=timezone.now())
        if draft is None:
            return None
        words = draft.content.texts.get(draft.content.language) or next(iter(draft.content.texts.values()), None)
        return Place(
            title=words.title if words else "",
            language=draft.content.language,
            url=reverse("library:edit", args=[story_id]),
            choose_url=reverse("library:draw", args=[story_id]),
            scene="" if draft.picture_url else draft.scene,
        )

    def pictures(self, names: Collection[str]) -> set[str]:
        """Those stored pictures that some story shows. Called across organisations, by the nightly sweep."""
        return set(Story.objects.filter(picture__in=list(names)).values_list("picture", flat=True))


def media_context(viewer: Viewer, draft: StoryDraft) -> dict[str, Any]:
    """What ``library/_media.html`` shows of a story: its video or document, and where another is chosen."""
    asset_id = draft.content.asset_id
    return {
        "media": media.asset(viewer.organisation_id, asset_id) if asset_id is not None else None,
        "media_focus": focus_classes(draft.content.picture_focus),
        "media_choose": f"{reverse('media:choose')}?story={draft.id}",
    }
