"""Opening a round, asking somebody, answering, taking something on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.people.queries import person_by_address
from stemme.people.viewer import Viewer
from stemme.readiness import wording
from stemme.readiness.actions import LONGEST
from stemme.readiness.roles import ROLES
from stemme.readiness.statements import BY_KEY, HIGHEST, LOWEST, OF

#: What the form sends for "I do not know".
UNKNOWN = "unknown"


class _Day(forms.DateInput):
    """A day as browsers pick it."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


def _colleague(viewer: Viewer, written: str) -> int | None:
    """Who has this work address; None for an empty one."""
    address = one_line(written)
    if not address:
        return None
    found = person_by_address(viewer.organisation_slug, address)
    if found is None:
        raise forms.ValidationError(_("Nobody on your list of people has this address."))
    return found


class RoundForm(forms.Form):
    """Until when a round is open."""

    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        widget=_Day(),
        help_text=gettext_lazy("Two weeks are usual. Figures come out when the round is closed, not before."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> dt.date:
        """Today or later, within ninety days."""
        day: dt.date = self.cleaned_data["closes_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over."))
        if day > self.today + dt.timedelta(days=LONGEST):
            raise forms.ValidationError(_("A round is open for at most %(days)d days.") % {"days": LONGEST})
        return day


class _RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, wording.role_name(role)) for role in ROLES]  # type: ignore[attr-defined]


class MailForm(_RoleForm):
    """A colleague to ask by mail."""

    email = forms.CharField(
        label=gettext_lazy("Work address"),
        max_length=320,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off", "inputmode": "email"}),
        error_messages={"required": gettext_lazy("Whom would you like to ask?")},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_email(self) -> int:
        """The person who has the address."""
        found = _colleague(self.viewer, self.cleaned_data["email"])
        if found is None:
            raise forms.ValidationError(_("Whom would you like to ask?"))
        return found


class LinkForm(_RoleForm):
    """A link to hand over."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)


class AnswerForm(forms.Form):
    """Twenty statements; what is left out stays unanswered."""

    named = forms.BooleanField(
        label=gettext_lazy("My answers may stand beside my name"),
        required=False,
        help_text=gettext_lazy(
            "Only then your role may be shown with fewer than three people in it. Otherwise your answers are part of "
            "the whole, and your name is taken off them when the round is closed."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(str(step), str(step)) for step in range(LOWEST, HIGHEST + 1)]
        for key in BY_KEY:
            self.fields[key] = forms.ChoiceField(
                label=wording.statement_text(key), required=False, choices=[*steps, (UNKNOWN, _("I do not know"))]
            )

    def clean(self) -> dict[str, Any]:
        """One answer at least."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("You have not answered anything yet. One statement is enough to begin with."))
        return values

    def answers(self) -> dict[str, int | None]:
        """What was said, by statement."""
        said = {key: self.cleaned_data.get(key, "") for key in BY_KEY}
        return {key: None if value == UNKNOWN else int(value) for key, value in said.items() if value}

    @staticmethod
    def initial_of(answers: Mapping[str, int | None], *, named: bool) -> dict[str, Any]:
        """What was said before, as the form takes it."""
        said = {key: UNKNOWN if value is None else str(value) for key, value in answers.items()}
        return {**said, "named": named}

    def sections(self) -> list[tuple[str, str, list[tuple[str, str, list[tuple[str, str, bool]], Any]]]]:
        """The dimensions: name, question, and of each statement its key, words, (value, label, chosen) and errors."""
        return [
            (wording.dimension_name(key), wording.dimension_question(key), [self._row(statement) for statement in keys])
            for key, keys in OF.items()
        ]

    def _row(self, key: str) -> tuple[str, str, list[tuple[str, str, bool]], Any]:
        field = self[key]
        now = field.value() or ""
        choices = [(value, str(label), value == now) for value, label in field.field.choices]  # type: ignore[attr-defined]
        return key, str(field.label), choices, field.errors


class TaskForm(forms.Form):
    """Something to do, by whom and until when."""

    statement = forms.ChoiceField(required=False, widget=forms.HiddenInput())
    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write down what is to be done.")},
    )
    owner = forms.CharField(
        label=gettext_lazy("Who does it"),
        required=False,
        max_length=320,
        help_text=gettext_lazy("A work address."),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "off", "inputmode": "email"}),
    )
    due_on = forms.DateField(label=gettext_lazy("Until when"), required=False, widget=_Day())

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["statement"].choices = [("", ""), *((key, key) for key in BY_KEY)]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """On one line."""
        text = one_line(self.cleaned_data["text"], limit=300)
        if not text:
            raise forms.ValidationError(_("Write down what is to be done."))
        return text

    def clean_owner(self) -> int | None:
        """The person who has the address, or nobody."""
        return _colleague(self.viewer, self.cleaned_data["owner"])
