"""The settings of doors as forms."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.links.measuring_actions import measured_host
from stemme.links.targets import TargetError

_MOST_HOSTS = 50


class DoorForm(forms.Form):
    """A new door for a server."""

    name = forms.CharField(label=_("What sends through it"), max_length=80, help_text=_("For example: CRM."))
    signed = forms.BooleanField(label=_("Every call must be signed, too"), required=False)

    def clean_name(self) -> str:
        """One line with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


class SitesForm(forms.Form):
    """The measured hosts, one a line."""

    hosts = forms.CharField(
        label=_("Your sites, one a line"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("For example: www.example.com"),
    )

    def clean_hosts(self) -> list[str]:
        """Hosts as links know them."""
        hosts = []
        for line in self.cleaned_data["hosts"].split():
            try:
                hosts.append(measured_host(line))
            except TargetError as error:
                raise forms.ValidationError(
                    _("“%(host)s” is no address of a public site."), params={"host": line[:80]}
                ) from error
        if len(hosts) > _MOST_HOSTS:
            raise forms.ValidationError(_("These are more than 50 sites."))
        return hosts
