"""Writes the controls that most fields have by itself, as Django's templates would, in a tenth of their time.

A template for each of the 57 fields of a story's editor was a quarter of that page's time. What is not known here, or
is not as usual, goes to Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

_Widget = Mapping[str, Any]
_FOLDER = "django/forms/widgets/"


class QuickRenderer(DjangoTemplates):
    """Django's own renderer but for inputs, text areas and selects (setting FORM_RENDERER)."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The control as HTML."""
        write = _WRITTEN.get(template_name)
        written = write(context["widget"]) if write else None
        return super().render(template_name, context, request) if written is None else written


def _input(widget: _Widget) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: _Widget) -> str:
    name, value = conditional_escape(widget["name"]), widget["value"]
    return f'<textarea name="{name}"{_attributes(widget)}>\n{conditional_escape(value) if value else ""}</textarea>'


def _select(widget: _Widget) -> str | None:
    """None when an option has a template of its own, or a label that Django would write as a number."""
    lines = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _place in widget["optgroups"]:
        lines += [f'  <optgroup label="{conditional_escape(group)}">'] if group else []
        for option in options:
            if option["template_name"] != f"{_FOLDER}select_option.html" or isinstance(option["label"], int | float):
                return None
            value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
            lines.append(f'  <option value="{value}"{_attributes(option)}>{label}</option>')
        lines += ["  </optgroup>"] if group else []
    return "\n".join([*lines, "</select>"])


def _attributes(widget: _Widget) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


_INPUTS = (
    "text", "url", "number", "email", "datetime", "date", "time", "password", "search", "tel", "color", "hidden",
    "checkbox",
)  # fmt: skip
_WRITTEN: dict[str, Callable[[_Widget], str | None]] = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
}
