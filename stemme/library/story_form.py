"""The form of a whole story: words in five languages, audience, times. Its value is a ``Content``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES, best_language
from stemme.library.audience import Audience
from stemme.library.content import Content
from stemme.library.forms import (
    LastDayField,
    LocalMomentField,
    WebAddressField,
    end_of,
    last_day,
    one_line,
)
from stemme.library.language_form import (
    NO_TITLE,
    LanguageGroup,
    add_language,
    clean_languages,
    first_words,
    groups_of,
    words_of,
)
from stemme.library.models import STORY_KINDS
from stemme.library.queries import TopicRow
from stemme.library.starting_points_form import add_rows, further, written
from stemme.people.queries import TeamRow

KINDS = {
    "article": _("Article"),
    "job": _("Job"),
    "event": _("Event"),
    "picture": _("Picture"),
    "video": _("Video"),
    "document": _("Document"),
    "outside": _("From elsewhere"),
}
#: What a story can be meant to bring; readers, unless something else is said.
GOALS = (("", _("Readers")), ("applications", _("Applications")), ("registrations", _("Registrations")))
_PRIORITIES = ((1, _("High")), (0, _("Normal")), (-1, _("Low")))


@dataclass(frozen=True, slots=True)
class Choices:
    """What an organisation has to choose from."""

    streams: list[tuple[int, str]]
    topics: list[TopicRow]
    teams: list[TeamRow]
    languages: list[str]
    places: list[str]
    #: Campaigns that are not over, (id, name).
    campaigns: list[tuple[int, str]] = field(default_factory=list)


class StoryForm(forms.Form):
    """Everything an editor decides about a story."""

    target_url = WebAddressField(
        label=_("Where visitors end up"),
        help_text=_("Empty: on a page of ours with the whole text."),
        max_length=2000,
        required=False,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, KINDS[kind]) for kind in STORY_KINDS])
    source_name = forms.CharField(label=_("Name of the site"), max_length=120, required=False)
    picture_alt = forms.CharField(label=_("Picture described in words"), max_length=300, required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    happens_at = LocalMomentField(label=_("Begins"))
    happens_until = LocalMomentField(label=_("Ends"))
    goal = forms.ChoiceField(label=_("What it is meant to bring"), choices=GOALS, required=False)
    reading_minutes = forms.IntegerField(label=_("Minutes to read"), min_value=0, max_value=600, required=False)
    new_topics = forms.CharField(
        label=_("New topics"), help_text=_("With commas between them."), max_length=300, required=False
    )
    evergreen = forms.BooleanField(
        label=_("Stays true"), help_text=_("May be offered again after weeks."), required=False
    )
    priority = forms.TypedChoiceField(label=_("Priority"), choices=_PRIORITIES, coerce=int)
    starts_at = LocalMomentField(label=_("Show from"), help_text=_("Empty: as soon as you publish."))
    embargo_until = LocalMomentField(label=_("Embargo until"), help_text=_("Can be read, cannot be shared."))
    ends_on = LastDayField(label=_("Take away after"), help_text=_("Links keep working."))

    def __init__(self, data: Any = None, *, content: Content, choices: Choices, reader: str) -> None:
        super().__init__(data, initial=_initial(content))
        self.base = content
        self._add_choices(choices, content, reader)
        for code, _name in LANGUAGES:
            add_language(self, code)
        add_rows(self, data, content.share_texts)
        own = self["language"].value()
        if f"title_{own}" in self.fields:
            self.fields[f"title_{own}"].required = True
            self.fields[f"title_{own}"].error_messages["required"] = NO_TITLE

    def _add_choices(self, choices: Choices, content: Content, reader: str) -> None:
        """Streams, topics and audience. What the story has already stays choosable, even if nobody has it any more."""
        self.fields["stream"] = forms.TypedChoiceField(label=_("Stream"), choices=choices.streams, coerce=int)
        self.fields["campaign"] = forms.TypedChoiceField(
            label=_("Campaign"), choices=[("", _("None")), *choices.campaigns], coerce=int, required=False
        )
        topics = [(t.id, t.names[best_language(reader, list(t.names))]) for t in choices.topics if t.names]
        self.fields["topics"] = _several(_("Topics"), topics, coerce=int)
        audience = content.audience
        teams = [(team.id, team.name) for team in choices.teams]
        there = {*choices.languages, *audience.languages, *audience.without_languages}
        languages = [(code, name) for code, name in LANGUAGES if code in there]
        places = [(p, p) for p in sorted({*choices.places, *audience.places, *audience.without_places})]
        for kind in ("audience", "without"):
            self.fields[f"{kind}_teams"] = _several(_("Teams"), teams, coerce=int)
            self.fields[f"{kind}_languages"] = _several(_("Languages"), languages, coerce=str)
            self.fields[f"{kind}_places"] = _several(_("Places"), places, coerce=str)

    def language_groups(self) -> list[LanguageGroup]:
        """The fields of each language, the story's own first."""
        return groups_of(self)

    def clean(self) -> dict[str, Any]:
        """Rules that concern several fields."""
        values = super().clean() or self.cleaned_data
        clean_languages(self, values)
        ends_at, starts_at = end_of(values.get("ends_on")), values.get("starts_at")
        if ends_at and starts_at and ends_at <= starts_at:
            self.add_error("ends_on", _("This day lies before the story is shown."))
        begins, ends = values.get("happens_at"), values.get("happens_until")
        if ends and (begins is None or ends <= begins):
            self.add_error("happens_until", _("It ends before it begins."))
        return values

    def content(self) -> Content:
        """What was typed, as a value. Only after ``is_valid``."""
        v = self.cleaned_data
        titled = [code for code, _name in LANGUAGES if one_line(v[f"title_{code}"])]
        return replace(
            self.base,
            stream_id=v["stream"],
            language=v["language"],
            target_url=v["target_url"],
            kind=v["kind"],
            source_name=one_line(v["source_name"]),
            picture_alt=one_line(v["picture_alt"]),
            campaign_id=v["campaign"] or None,
            goal=v["goal"],
            place=one_line(v["place"]),
            happens_at=v["happens_at"],
            happens_until=v["happens_until"],
            reading_minutes=v["reading_minutes"] or 0,
            topic_ids=frozenset(v["topics"]),
            audience=audience_of(v),
            evergreen=v["evergreen"],
            priority=v["priority"],
            starts_at=v["starts_at"],
            embargo_until=v["embargo_until"],
            ends_at=end_of(v["ends_on"]),
            texts={code: words_of(v, code) for code in titled},
            share_texts=written(self, titled),
        )

    def new_topic_names(self) -> list[str]:
        """Names of topics to be made."""
        return [name for part in self.cleaned_data["new_topics"].split(",") if (name := one_line(part))]


def audience_of(values: dict[str, Any]) -> Audience:
    """The audience in a form's values; fields that are missing or wrong leave nobody out."""
    return Audience(
        team_ids=frozenset(values.get("audience_teams") or ()),
        languages=frozenset(values.get("audience_languages") or ()),
        places=frozenset(values.get("audience_places") or ()),
        without_team_ids=frozenset(values.get("without_teams") or ()),
        without_languages=frozenset(values.get("without_languages") or ()),
        without_places=frozenset(values.get("without_places") or ()),
    )


class _Pairs(BaseChoiceIterator):
    """Choices without groups, taken as they are: Django would look into each of a thousand teams four times."""

    def __init__(self, pairs: Iterable[tuple[Any, str]]) -> None:
        self._pairs = list(pairs)

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        return iter(self._pairs)


def _several(label: Any, choices: Iterable[tuple[Any, str]], *, coerce: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=_Pairs(choices), coerce=coerce, required=False, widget=forms.CheckboxSelectMultiple
    )


def _initial(content: Content) -> dict[str, Any]:
    initial: dict[str, Any] = {
        name: getattr(content, name)
        for name in (
            "target_url",
            "language",
            "kind",
            "source_name",
            "picture_alt",
            "goal",
            "place",
            "happens_at",
            "happens_until",
            "reading_minutes",
            "evergreen",
            "priority",
            "starts_at",
            "embargo_until",
        )
    }
    initial |= {
        "stream": content.stream_id,
        "campaign": content.campaign_id or "",
        "topics": list(content.topic_ids),
        "audience_teams": list(content.audience.team_ids),
        "audience_languages": list(content.audience.languages),
        "audience_places": list(content.audience.places),
        "without_teams": list(content.audience.without_team_ids),
        "without_languages": list(content.audience.without_languages),
        "without_places": list(content.audience.without_places),
        "ends_on": last_day(content.ends_at),
    }
    for code, words in content.texts.items():
        initial |= first_words(code, words)
    more = further(content.share_texts)
    for share in content.share_texts:
        if share not in more:
            initial.setdefault(f"{share.tone}_{share.language}", share.text)
    return initial
