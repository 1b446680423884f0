"""What editors send: a file, its description, the point that stays, captions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line

_ACCEPT = ".jpg,.jpeg,.png,.webp,.avif,.gif,.mp4,.mov,.m4v,.webm,.pdf"
_HOW = _("Who or what is there, and what matters about it, in one or two sentences. Leave out “picture of”.")
_MISSING = _(
    "Please describe it in one or two sentences for those who cannot see it: who or what is there, and what matters "
    "about it. Leave out “picture of”."
)


class _Described(forms.Form):
    alt = forms.CharField(
        label=_("Described in words"),
        max_length=300,
        help_text=_HOW,
        error_messages={"required": _MISSING},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_alt(self) -> str:
        """On one line, without invisible characters."""
        alt = one_line(self.cleaned_data["alt"], limit=300)
        if not alt:
            raise forms.ValidationError(_MISSING)
        return alt


class UploadForm(_Described):
    """A file and what can be seen in it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("JPEG, PNG, WebP, AVIF, GIF or PDF up to 30 MB; MP4, MOV or WebM up to 200 MB and ten minutes."),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("There is nothing in this file. Please choose it once more."),
        },
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
    )
    field_order = ("file", "alt")


class AssetForm(_Described):
    """What a file is called, what can be seen in it, and what of its picture must stay when it is cut."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    focus_x = forms.IntegerField(label=_("From the left, in per cent"), min_value=0, max_value=100)
    focus_y = forms.IntegerField(label=_("From the top, in per cent"), min_value=0, max_value=100)
    field_order = ("name", "alt", "focus_x", "focus_y")


class CaptionsForm(forms.Form):
    """Captions of a video."""

    captions = forms.FileField(
        label=_("Captions"),
        help_text=_("A file in WebVTT (.vtt) or SubRip (.srt)."),
        error_messages={"required": _("Please choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
