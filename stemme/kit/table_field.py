"""The field of a form for a file that is read as a table (tables.py)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.tables import MAX_BYTES


class TableField(forms.FileField):
    """A CSV file, not larger than what is read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
            widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, if it is not too large to read."""
        file = super().clean(data, initial)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Leave out columns that are not needed."))
        return file
