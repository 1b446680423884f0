"""Controls are written as Django writes them."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from stemme.ui.form_renderer import QuickRenderer

NASTY = "<b>'Å & \"ø\"'</b>"
VALUES = [None, "", "plain", NASTY, 0, 12345, 1.5, True, mark_safe("<i>"), gettext_lazy("Save")]
ATTRIBUTES = [
    {},
    {"id": "id_x", "required": True, "disabled": False, "maxlength": 12000, "class": "input"},
    {"data-x": NASTY, "placeholder": gettext_lazy("Save"), "data-y": None, "title": mark_safe("&amp;")},
]
ONE_LINE = [
    forms.TextInput, forms.URLInput, forms.NumberInput, forms.EmailInput, forms.DateTimeInput, forms.DateInput,
    forms.TimeInput, forms.PasswordInput, forms.HiddenInput, forms.CheckboxInput, forms.Textarea,
]  # fmt: skip
CHOICES = [
    [("", "None"), ("a", NASTY), (12345, gettext_lazy("Save"))],
    [("Group <1>", [(1, "one"), (2, "two")]), (3, "three")],
    [(2026, 2026), (2027, 2027)],
    [],
]


def together(html: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", html)


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("widget", ONE_LINE, ids=lambda widget: widget.__name__)
def test_a_control_is_what_django_writes(widget, attributes) -> None:
    for value in VALUES:
        ours, theirs = (widget().render("x", value, attributes, kind()) for kind in (QuickRenderer, DjangoTemplates))
        assert ours == theirs, value


@pytest.mark.parametrize("attributes", ATTRIBUTES)
@pytest.mark.parametrize("choices", CHOICES)
def test_a_select_is_what_django_writes_but_for_spaces(choices, attributes) -> None:
    for widget, value in ((forms.Select, "a"), (forms.Select, 1), (forms.Select, None), (forms.SelectMultiple, ["1"])):
        ours, theirs = (
            widget(choices=choices).render("x", value, attributes, kind()) for kind in (QuickRenderer, DjangoTemplates)
        )
        assert together(ours) == together(theirs)


def test_all_forms_use_it_and_others_go_to_django(settings) -> None:
    class Form(forms.Form):
        text = forms.CharField(initial=NASTY)
        file = forms.FileField()

    assert isinstance(Form().renderer, QuickRenderer)
    assert "&lt;b&gt;" in str(Form()["text"]) and 'type="file"' in str(Form()["file"])
