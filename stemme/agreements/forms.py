"""Asking for a lock to open, and answering."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.agreements.countries import MOST_DAYS
from stemme.kit.lines import one_line

AGREE, REFUSE = "yes", "no"


class AskForm(forms.Form):
    """What for, by which agreement, and how long beforehand everybody is told."""

    purpose = forms.CharField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy(
            "In words for everybody: what gets better by it, and for whom. It cannot be changed later."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
    reference = forms.CharField(
        label=gettext_lazy("By which agreement"),
        help_text=gettext_lazy("Where it stands: “Works agreement of 3 May, § 4”."),
        max_length=200,
    )
    notice_days = forms.IntegerField(label=gettext_lazy("Days of notice"))

    def __init__(self, data: QueryDict | None = None, *, least: int) -> None:
        super().__init__(data, initial={"notice_days": least})
        field = self.fields["notice_days"]
        field.min_value, field.max_value = least, MOST_DAYS  # type: ignore[attr-defined]
        field.widget.attrs |= {"min": least, "max": MOST_DAYS}
        field.help_text = _(
            "At least %(days)s where your people work. They run from the day on which the last of everybody was told."
        ) % {"days": least}
        self._least = least

    def clean_purpose(self) -> str:
        """On one line, without what could turn it around."""
        return _words(self.cleaned_data["purpose"])

    def clean_reference(self) -> str:
        """On one line, without what could turn it around."""
        return _words(self.cleaned_data["reference"])

    def clean_notice_days(self) -> int:
        """Not shorter than the law or the agreements of the countries ask."""
        days = int(self.cleaned_data["notice_days"])
        if not self._least <= days <= MOST_DAYS:
            raise forms.ValidationError(
                _("Between %(least)s and %(most)s days.") % {"least": self._least, "most": MOST_DAYS}
            )
        return days


class AnswerForm(forms.Form):
    """Yes or no for the employees, and the reasons, which everybody can read."""

    agreed = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (AGREE, gettext_lazy("Yes, for the employees I agree")),
            (REFUSE, gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("A yes and its reasons are shown to everybody, with your name."),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean_words(self) -> str:
        """On one line, without what could turn it around."""
        return _words(self.cleaned_data["words"])


def _words(typed: str) -> str:
    line = one_line(typed)
    if not line:
        raise forms.ValidationError(_("Please write something here."))
    return line
