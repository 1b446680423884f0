"""What editors type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stemme.kit.html import seen
from stemme.library.actions.making import is_own_link
from stemme.library.addresses_of_pages import LONGEST, whole
from stemme.library.wording import problem

TITLE_LENGTH = 300


def one_line(text: str) -> str:
    """Typed text as one line, without what nobody sees."""
    return " ".join(seen(text).split())


class WebAddressField(forms.CharField):
    """An address of the web; a missing ``https://`` is forgiven."""

    widget = forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        """The whole address."""
        text = super().to_python(value)
        if text and "://" not in text and not text.startswith("//"):
            text = f"https://{text}"
        return text or ""

    def validate(self, value: str) -> None:
        """Refuse what no story may lead to (T-10)."""
        super().validate(value)
        if value and not whole(value):
            raise forms.ValidationError(problem("address"))
        if value and is_own_link(whole(value)):
            raise forms.ValidationError(problem("own"))

    def clean(self, value: Any) -> str:
        """The address as it is stored."""
        return whole(super().clean(value))


def _streams(choices: Iterable[tuple[int, str]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Stream"), choices=list(choices), coerce=int)


class FromAddressForm(forms.Form):
    """A story begins with the address of a page."""

    url = WebAddressField(
        label=_("Address of the page"),
        help_text=_("We fetch title, picture, language and reading time. You check them before anybody sees them."),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, streams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stream"] = _streams(streams)


class StreamForm(forms.Form):
    """A new stream."""

    name = forms.CharField(label=_("Name of the stream"), max_length=80)
    outside = forms.BooleanField(
        label=_("About our field, not about us"),
        help_text=_("Its stories come from elsewhere and are marked so."),
        required=False,
    )

    def clean_name(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["name"])


class SourceForm(forms.Form):
    """A feed to be read."""

    url = WebAddressField(
        label=_("Address of the feed"),
        help_text=_("RSS, Atom, JSON Feed or a YouTube channel. The address of a page that names its feed will do."),
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, streams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stream"] = _streams(streams)


class LocalMomentField(forms.DateTimeField):
    """Date and time at the organisation's office.

    On the days when clocks change, an hour that comes twice is the first of the two, and one that is left out is the
    same time by the clock before the change: no time that somebody can type is refused.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            required=False, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"], **kwargs
        )

    def to_python(self, value: Any) -> dt.datetime | None:
        """The moment of the digits typed."""
        if not isinstance(value, str):
            return super().to_python(value)
        with timezone.override(dt.UTC):
            digits = super().to_python(value)
        if digits is None:
            return None
        return digits.replace(tzinfo=timezone.get_current_timezone()).astimezone(dt.UTC)


class LastDayField(forms.DateField):
    """The last day on which something is shown; kept as the moment at which that day ends."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


def end_of(day: dt.date | None) -> dt.datetime | None:
    """The moment at which a day ends, in the current time zone."""
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def last_day(end: dt.datetime | None) -> dt.date | None:
    """The last whole or begun day before a moment, in the current time zone."""
    return timezone.localtime(end - dt.timedelta(microseconds=1)).date() if end else None
