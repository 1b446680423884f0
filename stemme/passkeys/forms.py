"""What people may send us, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.people.mail_address import AddressError, normal_address


class NameForm(forms.Form):
    """What the person calls a passkey."""

    name = forms.CharField(
        label=_("What do you call this passkey?"),
        max_length=60,
        help_text=_("So that you know later which one it is, for example “Laptop” or “Key on my key ring”."),
        error_messages={"required": _("Give it a name, so that you find it again.")},
    )

    def clean_name(self) -> str:
        """On one line, without signs that nobody sees."""
        name = one_line(self.cleaned_data["name"], limit=60)
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name


class RecoverForm(forms.Form):
    """A recovery code and whose it is."""

    email = forms.CharField(
        label=_("Your e-mail at work"),
        max_length=320,
        error_messages={"required": _("Write your e-mail at work here.")},
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )
    code = forms.CharField(
        label=_("One of your recovery codes"),
        max_length=60,
        help_text=_("Sixteen letters and digits. Dashes, spaces and capitals do not matter."),
        error_messages={"required": _("Type one of your recovery codes.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )

    def clean_email(self) -> str:
        """The address as we store it."""
        try:
            return normal_address(one_line(self.cleaned_data["email"]))
        except AddressError:
            raise forms.ValidationError(_("This is not a mail address yet. It looks like name@company.com.")) from None
