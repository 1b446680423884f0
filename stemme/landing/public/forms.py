"""What a visitor writes on a landing page. Labels of ours are in the page's language: make and check it there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from stemme.kit import form_token
from stemme.kit.lines import one_line
from stemme.landing.blocks import Question
from stemme.landing.leads.actions import LONGEST_ANSWER
from stemme.landing.page_queries import PublicPage
from stemme.landing.public.limits import TOO_FAST
from stemme.people.mail_address import AddressError, normal_address

#: The field that people do not see. A program fills what is called like this.
TRAP = "website"
_QUESTION = "q-"


def mark_page(page: PublicPage) -> str:
    """What the mark of the page's form is made for."""
    return f"landing-{page.page_id}"


class LeadForm(forms.Form):
    """Name, address, the page's own questions, and consent. ``asked`` are the fields between address and consent."""

    def __init__(self, data: Any = None, *, page: PublicPage) -> None:
        super().__init__(data, auto_id="lead-%s", label_suffix="")
        self.page = page
        self.fields["name"] = forms.CharField(
            label=_("Name"), max_length=120, error_messages={"required": _("Write your name here.")},
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
        )  # fmt: skip
        self.fields["email"] = forms.CharField(
            label=_("E-mail address"), max_length=254, error_messages={"required": _("Write your e-mail here.")},
            widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
        )  # fmt: skip
        for place, question in enumerate(page.questions):
            self.fields[f"{_QUESTION}{place}"] = _field(question)
        if page.consent is not None:
            self._add_consent(page.consent.words, page.consent.colleague_words)
        self.fields[TRAP] = forms.CharField(
            label=_("Leave this empty"), required=False, max_length=500,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )  # fmt: skip

    def _add_consent(self, words: str, colleague_words: str) -> None:
        self.fields["consent"] = forms.BooleanField(
            label=words, error_messages={"required": _("Without this tick we may not answer you.")}
        )
        if colleague_words:
            self.fields["colleague"] = forms.BooleanField(label=colleague_words, required=False)

    @property
    def mark_to_keep(self) -> str:
        """The mark that came with the form, while it holds: time that was waited for is not waited for again."""
        mark = str(self.data.get("mark", ""))
        return mark if form_token.holds(mark, page=mark_page(self.page)) else ""

    @property
    def by_a_program(self) -> bool:
        """Somebody filled in what people do not see."""
        return bool(self.data.get(TRAP))

    @property
    def asked(self) -> list[forms.BoundField]:
        """The page's own questions, in their order."""
        return [self[name] for name in self.fields if name.startswith(_QUESTION)]

    @property
    def trap(self) -> forms.BoundField:
        """The field that people do not see."""
        return self[TRAP]

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the question's key; questions without an answer are missing. After ``is_valid``."""
        given = ((question.key, self.cleaned_data.get(f"{_QUESTION}{n}", "")) for n, question in self._numbered())
        return {key: str(answer) for key, answer in given if answer}

    def _numbered(self) -> list[tuple[int, Question]]:
        return list(enumerate(self.page.questions))

    def clean_name(self) -> str:
        """On one line, without invisible characters."""
        name = one_line(self.cleaned_data["name"], limit=120)
        if not name:
            raise forms.ValidationError(_("Write your name here."))
        return name

    def clean_email(self) -> str:
        """The address as we store it."""
        written = one_line(self.cleaned_data["email"])
        try:
            return normal_address(written)
        except AddressError:
            raise forms.ValidationError(_wrong_address(written)) from None

    def clean(self) -> dict[str, Any]:
        """Ours, open for long enough and not for too long, and agreed to the words that stand here now."""
        if not self.mark_to_keep:
            self.add_error(None, _("The page lay open for long. Please press the button once more."))
        elif form_token.age(self.mark_to_keep) < TOO_FAST:
            self.add_error(None, _("That went very fast. Please press the button once more."))
        consent = self.page.consent
        if consent is not None and "consent" in self.cleaned_data and self.data.get("words") != str(consent.id):
            self.add_error("consent", _("These words were changed just now. Please read them, and tick once more."))
            self.data = {name: value for name, value in self.data.items() if name != "consent"}
        return self.cleaned_data


def _wrong_address(written: str) -> str:
    _local, at, domain = written.rpartition("@")
    if at and "." not in domain:
        return _("Something is missing after the @, for example “company.com”.")
    return _("This is not a mail address yet. It looks like name@company.com.")


def _field(question: Question) -> forms.Field:
    missing = {"required": _("Please answer this, too.")}
    if question.kind == "choice":
        choices = [("", _("Please choose")), *((option, option) for option in question.options)]
        return forms.ChoiceField(
            label=question.label, choices=choices, required=question.required,
            error_messages={**missing, "invalid_choice": _("Please choose one of these.")},
        )  # fmt: skip
    return forms.CharField(
        label=question.label, required=question.required, max_length=LONGEST_ANSWER, error_messages=missing,
        widget=forms.TextInput(attrs={"autocomplete": "on"}),
    )  # fmt: skip
