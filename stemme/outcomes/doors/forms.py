"""The settings of doors as forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.kit.table_field import TableField
from stemme.links.measuring_actions import measured_host
from stemme.links.targets import TargetError
from stemme.outcomes.kinds import PIXEL, SCRIPT

_MOST_HOSTS = 50


class DoorForm(forms.Form):
    """A new door for a server."""

    name = forms.CharField(label=_("What sends through it"), max_length=80, help_text=_("For example: CRM."))
    signed = forms.BooleanField(label=_("Every call must be signed, too"), required=False)

    def clean_name(self) -> str:
        """One line with something in it."""
        return _one_line(self, "name")


class HostsForm(forms.Form):
    """Hosts, one a line."""

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


class SitesForm(HostsForm):
    """The measured hosts; none is a choice, too."""


class SiteDoorForm(HostsForm):
    """A new door for a site's script or pixel."""

    field_order = ("kind", "name", "hosts")
    kind = forms.ChoiceField(
        label=_("How the site tells us"),
        choices=[(SCRIPT, _("By a script")), (PIXEL, _("By a picture"))],
        initial=SCRIPT,
        widget=forms.RadioSelect,
        help_text=_(
            "The script waits for the visitor’s consent by itself. Take the picture only where no script runs."
        ),
    )
    name = forms.CharField(label=_("Name of the door"), max_length=80, help_text=_("For example: Shop."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hosts"].required = True

    def clean_name(self) -> str:
        """One line with something in it."""
        return _one_line(self, "name")


class FileForm(forms.Form):
    """A file with outcomes."""

    file = TableField(
        label=_("File with outcomes"),
        help_text=_(
            "CSV from your system or spreadsheet, up to 10 MB and 50,000 rows. The first row names the columns."
        ),
    )


def _one_line(form: forms.Form, field: str) -> str:
    name = one_line(form.cleaned_data[field])
    if not name:
        raise forms.ValidationError(form.fields[field].error_messages["required"])
    return name
