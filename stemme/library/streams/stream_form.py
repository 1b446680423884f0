"""What is agreed about a stream, as a form. Its value is a ``StreamChoice``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES
from stemme.library.audience import Audience
from stemme.library.forms import one_line
from stemme.library.streams.mix import DEFAULT_OUTSIDE
from stemme.library.streams.stream_actions import StreamChoice
from stemme.library.streams.stream_queries import StreamSettings
from stemme.people.queries import TeamRow
from stemme.people.role_queries import Writer


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """What an organisation has to choose from."""

    writers: Sequence[Writer]
    teams: Sequence[TeamRow]
    languages: Sequence[str]
    places: Sequence[str]
    channels: Sequence[tuple[str, str]]


def _several(label: Any, choices: Sequence[tuple[Any, str]], *, coerce: Any = str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=list(choices), coerce=coerce, required=False, widget=forms.CheckboxSelectMultiple
    )


class StreamSettingsForm(forms.Form):
    """Name, owner, what a new story begins with, who has to look, and the mix."""

    name = forms.CharField(label=_("Name of the stream"), max_length=80)
    outside = forms.BooleanField(
        label=_("About our field, not about us"),
        help_text=_("Its stories come from elsewhere and are marked so."),
        required=False,
    )
    review = forms.BooleanField(
        label=_("Somebody else looks first"),
        help_text=_("A story reaches colleagues when another person has looked at it. Otherwise nobody has to wait."),
        required=False,
    )
    outside_target = forms.IntegerField(
        label=_("Stories about others, per cent"),
        help_text=format_lazy(
            _("Empty: {default} per cent, as for every stream. Nobody likes to be a megaphone."),
            default=DEFAULT_OUTSIDE,
        ),
        min_value=0,
        max_value=100,
        required=False,
    )

    def __init__(self, data: Any = None, *, settings: StreamSettings, options: StreamOptions) -> None:
        audience = settings.audience
        super().__init__(
            data,
            initial={
                "name": settings.name,
                "outside": settings.outside,
                "review": settings.review,
                "outside_target": settings.own_target,
                "owner": settings.owner_id or "",
                "language": settings.language,
                "channels": list(settings.channels),
                "audience_teams": list(audience.team_ids),
                "audience_languages": list(audience.languages),
                "audience_places": list(audience.places),
            },
        )
        owners = {writer.person_id: writer.name for writer in options.writers}
        if settings.owner_id:
            owners.setdefault(settings.owner_id, settings.owner_name)
        self.fields["owner"] = forms.TypedChoiceField(
            label=_("Owner"),
            choices=[("", _("Nobody")), *sorted(owners.items(), key=lambda entry: entry[1].casefold())],
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("Decides about this page. Whoever may write in the stream can own it."),
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[("", _("The editor's own")), *LANGUAGES], required=False
        )
        languages = {*options.languages, *audience.languages}
        places = sorted({*options.places, *audience.places})
        self.fields["audience_teams"] = _several(_("Teams"), [(t.id, t.name) for t in options.teams], coerce=int)
        self.fields["audience_languages"] = _several(_("Languages"), [row for row in LANGUAGES if row[0] in languages])
        self.fields["audience_places"] = _several(_("Places"), [(place, place) for place in places])
        self.fields["channels"] = _several(_("Channels"), options.channels)

    def clean_name(self) -> str:
        """One line, with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def choice(self) -> StreamChoice:
        """What was chosen, as a value. Only after ``is_valid``."""
        values = self.cleaned_data
        return StreamChoice(
            name=values["name"],
            outside=values["outside"],
            owner_id=values["owner"],
            language=values["language"],
            audience=Audience(
                frozenset(values["audience_teams"]),
                frozenset(values["audience_languages"]),
                frozenset(values["audience_places"]),
            ),
            channels=tuple(values["channels"]),
            review=values["review"],
            outside_target=values["outside_target"],
        )
