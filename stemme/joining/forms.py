"""What people send us to join, and what makes a link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.joining import codes, domains
from stemme.joining.queries import LinkRow
from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.people.mail_address import AddressError, normal_address
from stemme.people.queries import TeamRow

#: A link works for a year at most.
_LONGEST = dt.timedelta(days=366)
_MOST = 10_000


class CodeForm(forms.Form):
    """The code of a poster."""

    code = forms.CharField(
        label=gettext_lazy("The code from the poster"),
        max_length=40,
        help_text=gettext_lazy("Eight characters. Capitals and dashes do not matter."),
        error_messages={"required": gettext_lazy("Type the code that stands on the poster.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "input code-input",
            }
        ),
    )

    def clean_code(self) -> str:
        """The code as it is stored."""
        code = codes.normal(self.cleaned_data["code"])
        if len(code) != 8:
            raise forms.ValidationError(_("The code has eight characters. Look once more."))
        return code


class NameForm(forms.Form):
    """What one is called."""

    given_name = forms.CharField(
        label=gettext_lazy("First name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write your first name here.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=gettext_lazy("Last name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    def clean_given_name(self) -> str:
        """On one line, without invisible characters."""
        name = one_line(self.cleaned_data["given_name"], limit=120)
        if not name:
            raise forms.ValidationError(_("Write your first name here."))
        return name

    def clean_family_name(self) -> str:
        """On one line, without invisible characters."""
        return one_line(self.cleaned_data["family_name"], limit=120)


class JoinForm(NameForm):
    """Who wants to take part, where to write to, in which language."""

    email = forms.CharField(
        max_length=320, widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)

    def __init__(self, *args: Any, link: LinkRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = link
        field = self.fields["email"]
        field.error_messages["required"] = _("Write your e-mail here.")
        field.label = _("Your e-mail") if link.private else _("Your e-mail at work")
        if link.private and link.domains:
            field.help_text = _(
                "Your address at work, if you have one. With a private one your company checks first who it is."
            )
        elif link.private:
            field.help_text = _("Your company checks first who it is. Then we write to you.")

    def clean_email(self) -> str:
        """The address as we store it, if the link is for it."""
        try:
            address = normal_address(one_line(self.cleaned_data["email"]))
        except AddressError:
            raise forms.ValidationError(_("This is not a mail address yet. It looks like name@company.com.")) from None
        if not self.link.private and not domains.is_work(address, self.link.domains):
            ends = ", ".join(f"@{domain}" for domain in self.link.domains)
            raise forms.ValidationError(_("Please use your address at work. It ends in %(ends)s.") % {"ends": ends})
        return address


class LinkForm(forms.Form):
    """A new link for joining."""

    label = forms.CharField(
        label=gettext_lazy("Name of the link"),
        max_length=80,
        help_text=gettext_lazy("Where it hangs or who gets it. Only you and your colleagues see it."),
        error_messages={"required": gettext_lazy("Give the link a name.")},
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Team"), required=False, help_text=gettext_lazy("Whoever joins by it comes into this team.")
    )
    domains = forms.CharField(
        label=gettext_lazy("Mail domains"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Who has an address there may join. Several with commas in between."),
    )
    private = forms.BooleanField(
        label=gettext_lazy("People without a work address may ask, too"),
        required=False,
        help_text=gettext_lazy("They stand under “Waiting for you”. Nothing is sent before you have said yes."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the poster"), choices=LANGUAGES)
    most = forms.IntegerField(
        label=gettext_lazy("For at most so many people"),
        min_value=1,
        max_value=_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input short-input"}),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Works until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, teams: Sequence[TeamRow], everybody: bool, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["team"].required = not everybody
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            *([("", _("No team"))] if everybody else []),
            *((str(team.id), _team_name(team)) for team in teams),
        ]

    def clean_label(self) -> str:
        """On one line."""
        label = one_line(self.cleaned_data["label"], limit=80)
        if not label:
            raise forms.ValidationError(_("Give the link a name."))
        return label

    def clean_domains(self) -> tuple[str, ...]:
        """The domains as they are compared."""
        try:
            return domains.read(self.cleaned_data["domains"])
        except domains.DomainError as error:
            raise forms.ValidationError(_domain_sentence(error)) from None

    def clean_last_day(self) -> dt.date:
        """Today or later, within a year."""
        day: dt.date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over."))
        if day > self.today + _LONGEST:
            raise forms.ValidationError(_("A link works for a year at most. You can make a new one then."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody must be able to use it."""
        values = super().clean() or self.cleaned_data
        if "domains" in values and not values["domains"] and not values.get("private"):
            self.add_error("domains", _("Name your mail domain, or allow people without a work address."))
        return values


def _team_name(team: TeamRow) -> str:
    return team.name if team.id == team.division_id else f"{team.name}, {team.division_name}"


def _domain_sentence(error: domains.DomainError) -> str:
    sentences = {
        "bad": _("“%(shown)s” is no mail domain. It looks like company.com."),
        "public": _("Anybody can get an address at %(shown)s, so it says nothing about who works for you."),
        "many": ngettext("At most %(number)s domain.", "At most %(number)s domains.", domains.MOST),
    }
    return sentences[error.kind] % {"shown": error.shown, "number": domains.MOST}
