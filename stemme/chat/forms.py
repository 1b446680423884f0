"""What owners and editors write about Slack and Teams. No secret is ever filled in again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.chat import calling, wording
from stemme.chat.clouds import KINDS
from stemme.chat.queries import RoomState
from stemme.chat.settings_actions import NotTakenError
from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line

_AS_WRITTEN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
_TOKEN = re.compile(r"xoxb-[A-Za-z0-9-]{10,300}", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII)
_NEVER_SHOWN = gettext_lazy("Kept encrypted, and never shown again.")


class RoomForm(forms.Form):
    """A channel and its webhook."""

    kind = forms.ChoiceField(label=gettext_lazy("Product"), choices=[(kind, wording.NAMES[kind]) for kind in KINDS])
    name = forms.CharField(
        label=gettext_lazy("Channel"), help_text=gettext_lazy("What editors know it by, like #news."), max_length=80
    )
    readers = forms.CharField(
        label=gettext_lazy("Who is in it"),
        help_text=gettext_lazy("Editors see this before they post. Stemme cannot look it up."),
        max_length=120,
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the messages"), choices=LANGUAGES)
    address = forms.CharField(
        label=gettext_lazy("Address of the webhook"),
        help_text=_NEVER_SHOWN,
        max_length=2_000,
        widget=forms.PasswordInput(attrs={**_AS_WRITTEN, "inputmode": "url"}),
    )

    def __init__(self, data: Any = None, *, names: Collection[str] = (), **more: Any) -> None:
        super().__init__(data, prefix="room", **more)
        self._names = {name.casefold() for name in names}

    def clean_name(self) -> str:
        """One line, and not the name of another channel."""
        name = one_line(self.cleaned_data["name"], limit=80)
        if name.casefold() in self._names:
            raise forms.ValidationError(_("There is a channel of this name already."))
        return name

    def clean_readers(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["readers"], limit=120)

    def clean(self) -> dict[str, Any]:
        """The address belongs to the product."""
        cleaned = super().clean() or self.cleaned_data
        address, kind = cleaned.get("address"), cleaned.get("kind")
        if address and kind and (problem := calling.hook_problem(address, kind)):
            self.add_error("address", str(wording.ADDRESS[problem]))
        return cleaned


class SlackForm(forms.Form):
    """The token of the Slack app's bot."""

    token = forms.CharField(
        label=gettext_lazy("Bot token"),
        help_text=_NEVER_SHOWN,
        max_length=400,
        widget=forms.PasswordInput(attrs=_AS_WRITTEN),
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, prefix="slack", **more)

    def clean_token(self) -> str:
        """A token of a bot; those of persons could read what a person reads."""
        token = str(self.cleaned_data["token"])
        if not _TOKEN.fullmatch(token):
            raise forms.ValidationError(_("This is no bot token. It begins with xoxb-."))
        return token

    def refused(self, error: NotTakenError) -> None:
        """Slack did not accept it."""
        if error.missing:
            text = _("The app may not do all that is needed. Missing: %(scopes)s.")
            self.add_error("token", text % {"scopes": ", ".join(error.missing)})
        else:
            self.add_error("token", wording.why(error.why))


class TeamsForm(forms.Form):
    """The bot for Teams, as it is registered with Microsoft."""

    app_id = forms.CharField(
        label=gettext_lazy("Application (client) id"), max_length=60, widget=forms.TextInput(attrs=_AS_WRITTEN)
    )
    tenant_id = forms.CharField(
        label=gettext_lazy("Directory (tenant) id"), max_length=60, widget=forms.TextInput(attrs=_AS_WRITTEN)
    )
    secret = forms.CharField(
        label=gettext_lazy("Client secret"), max_length=400, widget=forms.PasswordInput(attrs=_AS_WRITTEN)
    )

    def __init__(self, data: Any = None, *, has_secret: bool, **more: Any) -> None:
        super().__init__(data, prefix="teams", **more)
        self.fields["secret"].required = not has_secret
        self.fields["secret"].help_text = (
            _("Kept encrypted, and never shown. Leave it empty to keep the one there is.")
            if has_secret
            else str(_NEVER_SHOWN)
        )

    def clean_app_id(self) -> str:
        """A GUID."""
        return self._guid("app_id")

    def clean_tenant_id(self) -> str:
        """A GUID."""
        return self._guid("tenant_id")

    def _guid(self, field: str) -> str:
        written = str(self.cleaned_data[field]).strip().lower()
        if not _GUID.fullmatch(written):
            raise forms.ValidationError(_("Thirty-two digits and letters in five groups, as Microsoft shows it."))
        return written

    def refused(self, error: NotTakenError) -> None:
        """Microsoft did not accept it."""
        self.add_error("secret", wording.why(error.why))


class PostForm(forms.Form):
    """Which channels a story goes into. A choice says how often it had been asked for there when the page was made."""

    rooms = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Please choose a channel.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, states: Sequence[RoomState], **more: Any) -> None:
        super().__init__(data, **more)
        times = {state.room.id: state.times for state in states}
        self._choices = {f"{room}.{number}" for room, most in times.items() for number in range(most + 1)}
        field = self.fields["rooms"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(choice, choice) for choice in sorted(self._choices)]

    def chosen(self) -> list[tuple[int, int]]:
        """(room, how often it had been asked for)."""
        pairs = (choice.split(".") for choice in self.cleaned_data["rooms"])
        return [(int(room), int(times)) for room, times in pairs]
