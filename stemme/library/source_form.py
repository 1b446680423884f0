"""What editors type about feeds: the rules of one, and a list of many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.library.actions.sources import WantedRules
from stemme.library.feed_queries import FeedPage
from stemme.library.intake import words_of
from stemme.library.source_models import STORY_KINDS
from stemme.library.story_form import KINDS

_WORDS_LENGTH = 2000
#: What a feed's entry can be told to be (feeds.py).
_READ_KINDS = ("article", "job", "event", "video")


class RulesForm(forms.Form):
    """What of a feed reaches the inbox."""

    title = forms.CharField(label=_("Name"), max_length=200)
    most_a_day = forms.IntegerField(
        label=_("At most so many a day"),
        help_text=_("The rest waits for the next days; what would wait over a week is left out. Empty: no limit."),
        min_value=1,
        max_value=200,
        required=False,
    )
    only_words = forms.CharField(
        label=_("Only with one of these words"),
        help_text=_("With commas between. A star stands for any ending: wind*"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_WORDS_LENGTH,
        required=False,
    )
    never_words = forms.CharField(
        label=_("Never with one of these words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=_WORDS_LENGTH,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds"),
        choices=[(kind, KINDS[kind]) for kind in STORY_KINDS if kind in _READ_KINDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=_("Only these languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple, required=False
    )
    least_age_hours = forms.IntegerField(
        label=_("Not before it is so many hours old"),
        help_text=_("News that is corrected in its first hours comes corrected."),
        min_value=0,
        max_value=720,
    )

    def __init__(self, *args: Any, streams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stream"] = forms.TypedChoiceField(label=_("Stream"), choices=list(streams), coerce=int)

    def clean_title(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["title"], limit=200)

    def clean_only_words(self) -> str:
        """As words with commas between."""
        return ", ".join(words_of(one_line(self.cleaned_data["only_words"].replace("\n", ","))))

    def clean_never_words(self) -> str:
        """As words with commas between."""
        return ", ".join(words_of(one_line(self.cleaned_data["never_words"].replace("\n", ","))))

    def wanted(self) -> WantedRules:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return WantedRules(
            stream_id=typed["stream"],
            title=typed["title"],
            most_a_day=typed["most_a_day"],
            only_words=typed["only_words"],
            never_words=typed["never_words"],
            kinds=tuple(typed["kinds"]),
            languages=tuple(typed["languages"]),
            least_age_hours=typed["least_age_hours"],
        )


def rules_as_typed(page: FeedPage) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "title": page.title,
        "stream": page.stream_id,
        "most_a_day": page.most_a_day,
        "only_words": page.only_words,
        "never_words": page.never_words,
        "kinds": list(page.kinds),
        "languages": list(page.languages),
        "least_age_hours": page.least_age_hours,
    }


class ListForm(forms.Form):
    """A list of feeds from another reader."""

    file = forms.FileField(
        label=_("List of feeds"),
        help_text=_("An OPML file, as feed readers export it. Up to 500 feeds and 2 MB."),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,text/x-opml,text/xml"}),
    )
