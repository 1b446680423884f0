"""What the shelf of uploaded files asks about landing pages: on which of them a picture stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from stemme.landing.blocks import blocks_of
from stemme.landing.models import PageText
from stemme.media.uses import Use
from stemme.people.viewer import Viewer


class PagesOfFiles:
    """What ``media.uses`` asks."""

    def uses(self, viewer: Viewer, names: Mapping[int, str]) -> dict[int, list[Use]]:
        """By id of file: the pages it stands on, by age, drafts and withdrawn ones too. One query."""
        texts = PageText.objects.filter(page__organisation_id=viewer.organisation_id).select_related("page")
        found: dict[int, dict[int, Use]] = {}
        for text in texts.order_by("page_id", "id"):
            # Whoever may open the shelf may edit every landing page.
            url = reverse("landing:page", args=[text.page_id])
            for asset_id in _pictures(text) & names.keys():
                use = Use(text.page.name, text.page.language, url, _("Landing page"))
                found.setdefault(asset_id, {})[text.page_id] = use
        return {asset_id: list(uses.values()) for asset_id, uses in found.items()}


def _pictures(text: PageText) -> set[int]:
    """The organisation's own pictures; a drawing of ours goes by its name."""
    lists = (text.blocks, text.thanks, text.sales)
    named = (block.words["asset"] for held in lists for block in blocks_of(held) if block.kind == "picture")
    return {int(asset) for asset in named if asset.isdecimal()}
