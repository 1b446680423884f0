"""What an owner decides about the organisation's links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.links import addresses, networks
from stemme.links.addresses import HostError, checked_host

_LONGEST_LIST = 20_000
_ERRORS = {
    addresses.WRITTEN_OUT: gettext_lazy("Write the name alone, without https:// and without anything behind it."),
    addresses.LETTERS: gettext_lazy("This is not the name of a domain. Write it like go.company.com."),
    addresses.INNER: gettext_lazy("This name leads nowhere on the internet. Write it like go.company.com."),
    addresses.LONG: gettext_lazy("This name is too long: links should be short."),
    addresses.OWN: gettext_lazy("This is the installation’s own name. Leave the field empty to use it."),
    addresses.TAKEN: gettext_lazy("Another organisation of this installation uses this name."),
    addresses.LED_TO: gettext_lazy(
        "Stories lead to this name, and a name can only do one of the two. Take another, like go.company.com."
    ),
}


class LinkSettingsForm(forms.Form):
    """The own domain for links, and the networks of the offices, one a line."""

    link_host = forms.CharField(
        label=gettext_lazy("Own domain for links"),
        help_text=gettext_lazy("For example go.company.com. Empty: the links live on the installation’s name."),
        max_length=300,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "inputmode": "url"}
        ),
    )
    office_networks = forms.CharField(
        label=gettext_lazy("Office networks"),
        help_text=gettext_lazy("One a line, like 192.0.2.0/24 or 2001:db8:12::/48. Your IT department knows them."),
        max_length=_LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "none"}),
    )

    def __init__(
        self, data: Any = None, *, link_host: str, office_networks: tuple[str, ...], leads_to: Callable[[str], bool]
    ) -> None:
        shown = addresses.readable(link_host)
        super().__init__(data, initial={"link_host": shown, "office_networks": "\n".join(office_networks)})
        self._current, self._leads_to = link_host, leads_to

    def clean_link_host(self) -> str:
        """The name as it is stored, or ""."""
        try:
            host = checked_host(self.cleaned_data["link_host"])
            if host in {urlsplit(settings.LINK_URL).hostname, urlsplit(settings.PUBLIC_URL).hostname}:
                raise HostError(addresses.OWN)
            if host != self._current and self._leads_to(host):
                raise HostError(addresses.LED_TO)
        except HostError as error:
            if error.reason == addresses.EMPTY:
                return ""
            raise forms.ValidationError(_ERRORS[error.reason]) from None
        return host

    def clean_office_networks(self) -> tuple[str, ...]:
        """The networks as they are stored. Each line that is none is named."""
        found, errors = networks.parse_networks(self.cleaned_data["office_networks"])
        if errors:
            raise forms.ValidationError([_network_error(error) for error in errors[:5]])
        return tuple(str(network) for network in found)

    def taken(self) -> None:
        """Somebody else has the name, as only the database could tell."""
        self.add_error("link_host", forms.ValidationError(_ERRORS[addresses.TAKEN]))


def _network_error(error: networks.NetworkError) -> str:
    where = {"line": error.line, "written": error.written}
    if error.code == networks.TOO_WIDE:
        return _("Line %(line)d: %(written)s is half the internet. Write the networks of your offices only.") % where
    if error.code == networks.TOO_MANY:
        return _("Line %(line)d: that is more than %(most)d networks.") % {**where, "most": networks.MOST_NETWORKS}
    return _("Line %(line)d: “%(written)s” is no network. Write it like 192.0.2.0/24.") % where
