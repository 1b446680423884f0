"""What an owner writes about the company's sign-in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.lines import one_line
from stemme.oidc import discovery, wording
from stemme.oidc.discovery import Problem
from stemme.people.mail_address import AddressError, normal_address

_MOST_DOMAINS = 50
_AS_WRITTEN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class ProviderForm(forms.Form):
    """The sign-in of an organisation. The secret is never filled in; left empty, the one there is stays."""

    name = forms.CharField(
        label=gettext_lazy("Name on the button"),
        help_text=gettext_lazy("What your colleagues call this account, for example “Nordlys account”."),
        max_length=60,
    )
    issuer = forms.CharField(
        label=gettext_lazy("Issuer"),
        help_text=gettext_lazy(
            "The address that the sign-in calls itself by, exactly so, like https://login.company.com/realms/staff."
        ),
        max_length=400,
        widget=forms.TextInput(attrs={**_AS_WRITTEN, "inputmode": "url"}),
    )
    client_id = forms.CharField(
        label=gettext_lazy("Client id"),
        help_text=gettext_lazy("What the sign-in calls Stemme. Some call it application id."),
        max_length=200,
        widget=forms.TextInput(attrs=_AS_WRITTEN),
    )
    client_secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    mail_domains = forms.CharField(
        label=gettext_lazy("Further mail domains of yours"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={**_AS_WRITTEN, "rows": 3}),
    )

    def __init__(self, data: Any = None, *, has_secret: bool, own_domain: str, local: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self._local = local
        self.fields["client_secret"].required = not has_secret
        self.fields["client_secret"].help_text = (
            _("Kept encrypted, and never shown. Leave it empty to keep the one there is.")
            if has_secret
            else _("Kept encrypted, and never shown again.")
        )
        where = _("One a line, besides %(domain)s.") if own_domain else _("One a line, like company.com.")
        recognised = _("Whoever signs in with a verified address there is recognised by it the first time.")
        self.fields["mail_domains"].help_text = f"{where % {'domain': own_domain}} {recognised}"

    def clean_name(self) -> str:
        """One line, without invisible signs."""
        return one_line(self.cleaned_data["name"], limit=60)

    def clean_issuer(self) -> str:
        """An address that could be one; whether it is, only asking there can tell."""
        written = str(self.cleaned_data["issuer"])
        if problem := discovery.address_problem(written, local=self._local):
            raise forms.ValidationError(wording.problem(problem))
        return written

    def clean_mail_domains(self) -> tuple[str, ...]:
        """The domains as they are stored. Each line that is none is named."""
        found = []
        for line in re.split(r"[\s,;]+", self.cleaned_data["mail_domains"]):
            if not line:
                continue
            try:
                found.append(normal_address(f"x@{line.lstrip('@')}").rpartition("@")[2])
            except AddressError:
                raise forms.ValidationError(_("“%(written)s” is no mail domain.") % {"written": line[:80]}) from None
        if len(found) > _MOST_DOMAINS:
            raise forms.ValidationError(_("That are more domains than a company has."))
        return tuple(dict.fromkeys(found))

    def refused(self, problems: tuple[Problem, ...]) -> None:
        """What the sign-in itself says does not do."""
        self.add_error("issuer", [forms.ValidationError(wording.problem(problem)) for problem in problems])


class DomainForm(forms.Form):
    """Where somebody works, to find their company's sign-in."""

    at = forms.CharField(
        label=gettext_lazy("Your mail domain at work"),
        help_text=gettext_lazy("What stands behind the @ of your address at work."),
        max_length=254,
        widget=forms.TextInput(attrs={**_AS_WRITTEN, "inputmode": "url"}),
    )

    def clean_at(self) -> str:
        """The domain, whether it was written alone or with an address in front."""
        written = one_line(str(self.cleaned_data["at"])).lower().rpartition("@")[2]
        try:
            return normal_address(f"x@{written}").rpartition("@")[2]
        except AddressError:
            raise forms.ValidationError(_("“%(written)s” is no mail domain.") % {"written": written[:80]}) from None
