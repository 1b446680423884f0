"""What the first owner writes, and how an organisation shall look."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.contrast import checked_colour
from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.kit.time_zones import zone_choices
from stemme.library.apart import logo_apart
from stemme.library.logo_files import MOST_BYTES
from stemme.links.addresses import EMPTY, HostError, checked_host, readable
from stemme.media.picture_files import PictureError
from stemme.people.brand import Measured, measured
from stemme.people.mail_address import AddressError, normal_address
from stemme.people.queries import OrganisationRow
from stemme.setup.countries import COUNTRIES
from stemme.ui.templatetags.ui import magnitude

_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class FirstStartForm(forms.Form):
    """The organisation and its first owner."""

    name = forms.CharField(label=gettext_lazy("Name of your organisation"), max_length=120)
    language = forms.ChoiceField(
        label=gettext_lazy("Main language"),
        choices=LANGUAGES,
        help_text=gettext_lazy("Everybody can choose their own later."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices, initial="Europe/Oslo")
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=COUNTRIES,
        required=False,
        help_text=gettext_lazy(
            "Whose rules on measuring at work hold for you. The papers for a works council follow them."
        ),
    )
    given_name = forms.CharField(
        label=gettext_lazy("First name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    family_name = forms.CharField(
        label=gettext_lazy("Last name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    address = forms.CharField(
        label=gettext_lazy("Your e-mail at work"),
        max_length=320,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )

    def clean_name(self) -> str:
        """On one line, and something in it."""
        return _some(self.cleaned_data["name"])

    def clean_given_name(self) -> str:
        """On one line, and something in it."""
        return _some(self.cleaned_data["given_name"])

    def clean_address(self) -> str:
        """The address as we store it."""
        try:
            return normal_address(one_line(self.cleaned_data["address"]))
        except AddressError:
            raise forms.ValidationError(_("This is not a mail address yet. It looks like name@company.com.")) from None


def _some(written: str) -> str:
    line = one_line(written, limit=120)
    if not line:
        raise forms.ValidationError(_("Write a name here."))
    return line


class BrandForm(forms.Form):
    """Name, colour and logo. A colour that cannot be read is refused, with the nearest one that can."""

    name = forms.CharField(
        label=gettext_lazy("Name of your organisation"),
        max_length=120,
        help_text=gettext_lazy("Stands beside the mark on every page and in every mail."),
    )
    accent = forms.CharField(
        label=gettext_lazy("Colour"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("As your designers write it, for example #0b7285. Empty: the colour of Stemme."),
        widget=forms.TextInput(attrs=_PLAIN),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG, WebP or GIF, up to 1 MB. It is shown 28 pixels high, on white."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, organisation: OrganisationRow) -> None:
        brand = organisation.brand
        super().__init__(data, files, initial={"name": organisation.name, "accent": brand.accent})
        self.measured: Measured | None = measured(brand.accent) if brand.accent else None
        if not brand.logo:
            del self.fields["no_logo"]

    def clean_name(self) -> str:
        """On one line, and something in it."""
        return _some(self.cleaned_data["name"])

    def clean_accent(self) -> str:
        """The colour as it is stored, or ""."""
        written = self.cleaned_data["accent"].strip()
        self.measured = None
        if not written:
            return ""
        try:
            colour = checked_colour(written)
        except ValueError:
            raise forms.ValidationError(_("This is not a colour. Write it like #0b7285.")) from None
        self.measured = measured(colour)
        if not self.measured.passes:
            words = _("%(colour)s reaches %(ratio)s : 1 on white; %(least)s : 1 is needed to read it.") % {
                "colour": colour,
                "ratio": magnitude(self.measured.day, 1),
                "least": magnitude(4.5, 1),
            }
            raise forms.ValidationError(words)
        return colour

    def clean_logo(self) -> bytes:
        """The picture made ours, or nothing."""
        file = self.cleaned_data["logo"]
        if not file:
            return b""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB."))
        try:
            return logo_apart(file.read())
        except PictureError:
            raise forms.ValidationError(
                _("This is not a picture we can read. Save it as PNG, at least 16 pixels high, and try again.")
            ) from None


class PageHostForm(forms.Form):
    """The own host of the pages."""

    page_host = forms.CharField(
        label=gettext_lazy("Own name for the pages"),
        help_text=gettext_lazy("For example stemme.company.com. Empty: the installation’s name."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "url"}),
    )

    def __init__(self, data: Any = None, *, page_host: str) -> None:
        super().__init__(data, initial={"page_host": readable(page_host)})

    def clean_page_host(self) -> str:
        """The name as it is stored, or ""."""
        try:
            host = checked_host(self.cleaned_data["page_host"])
        except HostError as error:
            if error.reason == EMPTY:
                return ""
            raise forms.ValidationError(
                _("Write the name alone, like stemme.company.com: without https:// and nothing behind it.")
            ) from None
        if host in {urlsplit(settings.LINK_URL).hostname, urlsplit(settings.PUBLIC_URL).hostname}:
            raise forms.ValidationError(_("This is the installation’s own name. Leave the field empty to use it."))
        return host

    def taken(self) -> None:
        """Somebody else has the name, as only the database could tell."""
        self.add_error("page_host", forms.ValidationError(_("This name is in use: by others here, or for links.")))
