"""Naming a contact, and asking one."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.lines import one_line
from stemme.people.queries import person_by_address
from stemme.people.viewer import Viewer
from stemme.policy.contact_queries import ContactRow


class ContactForm(forms.Form):
    """A colleague by their work address, and what they may be asked about."""

    email = forms.CharField(
        label=gettext_lazy("Their e-mail at work"),
        max_length=320,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off", "inputmode": "email"}),
    )
    about = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: HR, or employee representative."),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("They agreed to be named here"),
        help_text=gettext_lazy("They can take their name off at any time, on the guidelines themselves."),
        error_messages={"required": gettext_lazy("Ask them first.")},
    )

    def __init__(self, data: object = None, *, viewer: Viewer) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.viewer = viewer
        self.person_id = 0

    def clean_email(self) -> str:
        """The address of somebody who works here."""
        address = one_line(self.cleaned_data["email"])
        found = person_by_address(self.viewer.organisation_slug, address)
        if found is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        self.person_id = found
        return address

    def clean_about(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["about"])

    def clean_phone(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["phone"])


class QuestionForm(forms.Form):
    """A question to one of the contacts."""

    contact = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Write your question.")},
    )

    def __init__(self, data: object = None, *, contacts: Sequence[ContactRow], chosen: str = "") -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.of = {str(contact.id): contact for contact in contacts}
        self.fields["contact"].choices = [  # type: ignore[attr-defined]
            (key, f"{contact.name} ({contact.about})" if contact.about else contact.name)
            for key, contact in self.of.items()
        ]
        self.initial["contact"] = chosen if chosen in self.of else next(iter(self.of), "")

    @property
    def chosen(self) -> ContactRow:
        """The contact of a valid form."""
        return self.of[self.cleaned_data["contact"]]
