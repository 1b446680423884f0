"""The form in which a story begins with a title: what each kind needs, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES
from stemme.library.addresses_of_pages import LONGEST
from stemme.library.audience import Audience
from stemme.library.content import Content, Words
from stemme.library.forms import TITLE_LENGTH, LastDayField, LocalMomentField, WebAddressField, end_of, one_line
from stemme.library.story_form import KINDS

#: What one can write here; stories from elsewhere begin with their page.
OWN_KINDS = ("article", "job", "event", "picture", "video", "document")


class OwnStoryForm(forms.Form):
    """A story begins with a title."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind, KINDS[kind]) for kind in OWN_KINDS],
        widget=forms.RadioSelect,
        initial="article",
        required=False,
    )
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    target_url = WebAddressField(
        label=_("Where visitors end up"),
        help_text=_("The page that colleagues' links lead to. Empty: a page of ours with what you write here."),
        max_length=LONGEST,
        required=False,
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    deadline = LastDayField(label=_("Deadline"), help_text=_("The last day to apply; it is taken away after it."))
    happens_at = LocalMomentField(label=_("Begins"))
    happens_until = LocalMomentField(label=_("Ends"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, streams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stream"] = forms.TypedChoiceField(label=_("Stream"), choices=list(streams), coerce=int)

    def clean_title(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        """An event needs to begin, and to end after that."""
        values = super().clean() or self.cleaned_data
        if values.get("kind") == "event":
            begins, ends = values.get("happens_at"), values.get("happens_until")
            if begins is None and "happens_at" not in self.errors:
                self.add_error("happens_at", _("When does it begin?"))
            elif begins and ends and ends <= begins:
                self.add_error("happens_until", _("It ends before it begins."))
        return values

    def content(self, audience: Audience | None) -> Content:
        """The story's first version, with what its kind needs. Only after ``is_valid``."""
        v = self.cleaned_data
        kind, job, event = v["kind"] or "article", v["kind"] == "job", v["kind"] == "event"
        return Content(
            stream_id=v["stream"],
            language=v["language"],
            target_url=v["target_url"],
            kind=kind,
            goal="applications" if job else "",
            place=one_line(v["place"]) if job or event else "",
            happens_at=v["happens_at"] if event else None,
            happens_until=v["happens_until"] if event else None,
            ends_at=end_of(v["deadline"]) if job else v["happens_until"] or v["happens_at"] if event else None,
            audience=audience or Audience(),
            texts={v["language"]: Words(title=v["title"])},
        )
