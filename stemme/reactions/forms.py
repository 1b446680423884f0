"""A file of one's own, what of it is to be kept, and two switches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.reactions import matching
from stemme.reactions.linkedin_file import MOST, FilePost, post_number
from stemme.reactions.matching import Match, Matched, OwnShare, matched


class FileForm(forms.Form):
    """The workbook as LinkedIn gives it."""

    file = forms.FileField(
        label=gettext_lazy("The file from LinkedIn"),
        help_text=gettext_lazy("An Excel file (.xlsx), at most 10 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )


class SwitchForm(forms.Form):
    """On or off."""

    on = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")


@dataclass(frozen=True, slots=True)
class Row:
    """A post of the file on the page, and which share was chosen for it (0: none)."""

    place: int
    match: Match
    chosen: int

    @property
    def choices(self) -> tuple[OwnShare, ...]:
        """The shares it may be."""
        return (self.match.sure,) if self.match.sure else self.match.choices


class KeepForm:
    """Which posts of the file are which shares. The numbers travel with the page: nothing is kept before the answer."""

    def __init__(self, found: Matched, data: QueryDict | None = None) -> None:
        self.found = found
        self.rows = [Row(place, match, self._chosen(place, match, data)) for place, match in enumerate(found.matches)]
        self.error = ""

    @staticmethod
    def _chosen(place: int, match: Match, data: QueryDict | None) -> int:
        if data is None:
            return match.sure.share_id if match.sure else 0
        said = data.get(f"share-{place}", "")
        allowed = {str(share.share_id) for share in ((match.sure,) if match.sure else match.choices)}
        return int(said) if said in allowed else 0

    def is_valid(self) -> bool:
        """At least one post was chosen, and no share for two of them."""
        chosen = [row.chosen for row in self.rows if row.chosen]
        if not chosen:
            self.error = _("Nothing is chosen yet. Choose at least one share, or leave the page.")
        elif len(set(chosen)) < len(chosen):
            self.error = _("One share is chosen for two posts. A post belongs to one share.")
        return not self.error

    def numbers(self) -> Mapping[int, tuple[int | None, int | None]]:
        """For each chosen share (engagements, times shown)."""
        return {row.chosen: (row.match.post.engagements, row.match.post.impressions) for row in self.rows if row.chosen}


def sent_back(data: QueryDict, shares: list[OwnShare]) -> Matched:
    """The posts as the page had them, matched anew: what comes back is as foreign as the file was."""
    posts = []
    for place in range(matching.MOST):
        said = data.get(f"post-{place}", "")
        number = post_number(f"linkedin.com/{said}")
        if number and number == said:
            counts = [_number(data.get(f"{name}-{place}", "")) for name in ("engagements", "impressions")]
            posts.append(FilePost(number, _day(data.get(f"day-{place}", "")), *counts))
    return matched(posts, shares)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 11 and int(said) <= MOST else None


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None
