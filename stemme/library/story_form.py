"""The form of a whole story: words in five languages, audience, times. Its value is a ``Content``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stemme.kit.html import seen
from stemme.kit.languages import LANGUAGES, best_language
from stemme.library.audience import Audience
from stemme.library.bodies import editable, stored
from stemme.library.content import ANGLES, TONES, Content, ShareWords, Words
from stemme.library.forms import (
    TITLE_LENGTH,
    LastDayField,
    LocalMomentField,
    WebAddressField,
    end_of,
    last_day,
    one_line,
)
from stemme.library.models import STORY_KINDS
from stemme.library.queries import TopicRow
from stemme.people.queries import TeamRow

SHARE_LENGTH = 3000
ANGLE_LENGTH = 200
_KINDS = {
    "article": _("Article"),
    "job": _("Job"),
    "event": _("Event"),
    "picture": _("Picture"),
    "video": _("Video"),
    "document": _("Document"),
    "outside": _("From elsewhere"),
}
_TONES = {"personal": _("Personal"), "point": _("To the point"), "question": _("A question")}
_NO_TITLE = _("A story needs a title in the language it is written in.")
_PRIORITIES = ((1, _("High")), (0, _("Normal")), (-1, _("Low")))


@dataclass(frozen=True, slots=True)
class Choices:
    """What an organisation has to choose from."""

    streams: list[tuple[int, str]]
    topics: list[TopicRow]
    teams: list[TeamRow]
    languages: list[str]
    places: list[str]


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The fields of one language, for the template."""

    code: str
    name: str
    title: forms.BoundField
    summary: forms.BoundField
    why: forms.BoundField
    angles: forms.BoundField
    body: forms.BoundField
    share_texts: list[forms.BoundField]
    filled: bool


class StoryForm(forms.Form):
    """Everything an editor decides about a story."""

    target_url = WebAddressField(label=_("Where visitors end up"), max_length=2000)
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, _KINDS[kind]) for kind in STORY_KINDS])
    source_name = forms.CharField(label=_("Name of the site"), max_length=120, required=False)
    picture_alt = forms.CharField(label=_("Picture described in words"), max_length=300, required=False)
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
        self.further = _further(content.share_texts)
        self._add_choices(choices, content, reader)
        for code, _name in LANGUAGES:
            self._add_language(code)
        own = self["language"].value()
        if f"title_{own}" in self.fields:
            self.fields[f"title_{own}"].required = True
            self.fields[f"title_{own}"].error_messages["required"] = _NO_TITLE

    def _add_choices(self, choices: Choices, content: Content, reader: str) -> None:
        """Streams, topics and audience. What the story has already stays choosable, even if nobody has it any more."""
        self.fields["stream"] = forms.TypedChoiceField(label=_("Stream"), choices=choices.streams, coerce=int)
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

    def _add_language(self, code: str) -> None:
        def text(label: Any, length: int, rows: int, *, voice: bool = False) -> forms.CharField:
            attributes = {"rows": rows, "lang": code, **({"class": "voice"} if voice else {})}
            return forms.CharField(label=label, max_length=length, required=False, widget=forms.Textarea(attributes))

        title = forms.CharField(
            label=_("Title"), max_length=TITLE_LENGTH, required=False, widget=forms.TextInput({"lang": code})
        )
        self.fields[f"title_{code}"] = title
        self.fields[f"summary_{code}"] = text(_("Summary"), 1000, 2)
        self.fields[f"why_{code}"] = text(_("Why share this"), 600, 2)
        self.fields[f"angles_{code}"] = text(_("Questions to begin with"), ANGLES * (ANGLE_LENGTH + 2), ANGLES)
        self.fields[f"angles_{code}"].help_text = _(
            "One per line, three at most: what only a colleague can answer. Empty: general ones for this kind of story."
        )
        self.fields[f"body_{code}"] = text(_("Whole text, read here"), 40_000, 4)
        for tone in TONES:
            self.fields[f"{tone}_{code}"] = text(_TONES[tone], SHARE_LENGTH, 2, voice=True)

    def language_groups(self) -> list[LanguageGroup]:
        """The fields of each language, the story's own first."""
        own = str(self["language"].value() or "")
        groups = [
            LanguageGroup(
                code=code,
                name=name,
                title=self[f"title_{code}"],
                summary=self[f"summary_{code}"],
                why=self[f"why_{code}"],
                angles=self[f"angles_{code}"],
                body=self[f"body_{code}"],
                share_texts=[self[f"{tone}_{code}"] for tone in TONES],
                filled=bool(self[f"title_{code}"].value()),
            )
            for code, name in LANGUAGES
        ]
        return sorted(groups, key=lambda group: (group.code != own, not group.filled))

    def clean(self) -> dict[str, Any]:
        """Rules that concern several fields."""
        values = super().clean() or self.cleaned_data
        own = values.get("language")
        if own and f"title_{own}" in values and not one_line(values[f"title_{own}"]):
            self.add_error(f"title_{own}", _NO_TITLE)
        for code, name in LANGUAGES:
            written = [
                n for n in ("summary", "why", "angles", "body", *TONES) if (values.get(f"{n}_{code}") or "").strip()
            ]
            if len(_lines(values.get(f"angles_{code}") or "")) > ANGLES:
                self.add_error(f"angles_{code}", _("Three questions are enough."))
            if written and code != own and not one_line(values.get(f"title_{code}") or ""):
                self.add_error(f"title_{code}", format_lazy("{}: {}", name, _("A text needs a title, too.")))
        ends_at = end_of(values.get("ends_on"))
        if ends_at and values.get("starts_at") and ends_at <= values["starts_at"]:
            self.add_error("ends_on", _("This day lies before the story is shown."))
        return values

    def content(self) -> Content:
        """What was typed, as a value. Only after ``is_valid``."""
        v = self.cleaned_data
        titled = [code for code, _name in LANGUAGES if one_line(v[f"title_{code}"])]
        return Content(
            stream_id=v["stream"],
            language=v["language"],
            target_url=v["target_url"],
            kind=v["kind"],
            source_name=one_line(v["source_name"]),
            picture_alt=one_line(v["picture_alt"]),
            reading_minutes=v["reading_minutes"] or 0,
            topic_ids=frozenset(v["topics"]),
            audience=audience_of(v),
            evergreen=v["evergreen"],
            priority=v["priority"],
            starts_at=v["starts_at"],
            embargo_until=v["embargo_until"],
            ends_at=end_of(v["ends_on"]),
            texts={code: _words(v, code) for code in titled},
            share_texts=(
                *(
                    ShareWords(code, tone, seen(v[f"{tone}_{code}"]).strip())
                    for code in titled
                    for tone in TONES
                    if v[f"{tone}_{code}"].strip()
                ),
                *(text for text in self.further if text.language in titled),
            ),
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


def _words(values: dict[str, Any], code: str) -> Words:
    return Words(
        title=one_line(values[f"title_{code}"]),
        summary=seen(values[f"summary_{code}"]).strip(),
        why=seen(values[f"why_{code}"]).strip(),
        body=stored(values[f"body_{code}"]),
        angles=_lines(values[f"angles_{code}"]),
    )


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for typed_line in typed.splitlines() if (line := one_line(typed_line)))


def _further(texts: tuple[ShareWords, ...]) -> tuple[ShareWords, ...]:
    """Share texts for which the form has no field (a second one of a tone): kept as they are."""
    shown: set[tuple[str, str]] = set()
    further = []
    for text in texts:
        if text.tone not in TONES or (text.language, text.tone) in shown:
            further.append(text)
        shown.add((text.language, text.tone))
    return tuple(further)


def _several(label: Any, choices: Iterable[tuple[Any, str]], *, coerce: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=list(choices), coerce=coerce, required=False, widget=forms.CheckboxSelectMultiple
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
            "reading_minutes",
            "evergreen",
            "priority",
            "starts_at",
            "embargo_until",
        )
    }
    initial |= {
        "stream": content.stream_id,
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
        initial |= {f"title_{code}": words.title, f"summary_{code}": words.summary, f"why_{code}": words.why}
        initial |= {f"body_{code}": editable(words.body), f"angles_{code}": "\n".join(words.angles)}
    for share in content.share_texts:
        initial.setdefault(f"{share.tone}_{share.language}", share.text)
    return initial
