"""What people may send us, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.kit.table_field import TableField
from stemme.people.mail_address import AddressError, normal_address


class AskForm(forms.Form):
    """Somebody asks for a link to sign in."""

    email = forms.CharField(
        label=_("Your e-mail at work"),
        max_length=320,
        help_text=_("For your safety we answer the same whether we know the address or not."),
        error_messages={"required": _("Write your e-mail at work here.")},
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )

    def clean_email(self) -> str:
        """The address as we store it."""
        try:
            return normal_address(one_line(self.cleaned_data["email"]))
        except AddressError:
            raise forms.ValidationError(_("This is not a mail address yet. It looks like name@company.com.")) from None


class LooksForm(forms.Form):
    """Language and look."""

    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, help_text=_("Stories keep the language they were written in.")
    )
    theme = forms.ChoiceField(
        label=_("Look"),
        required=False,
        choices=[("", _("As my device says")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )


class UploadForm(forms.Form):
    """The file of an import."""

    file = TableField(
        label=_("File with your people"),
        help_text=_(
            "CSV from your HR system or spreadsheet, up to 10 MB and 50,000 rows. The first row names the columns."
        ),
    )
