"""What the import has to say, in sentences: which cell, what is wrong, what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.kit.languages import OWN_NAMES
from stemme.people import columns
from stemme.people.roster import Finding

_FIELD_NAMES = {
    columns.EXTERNAL_ID: gettext_lazy("Employee number"),
    columns.EMAIL: gettext_lazy("E-mail"),
    columns.GIVEN_NAME: gettext_lazy("First name"),
    columns.FAMILY_NAME: gettext_lazy("Last name"),
    columns.FULL_NAME: gettext_lazy("Full name"),
    columns.DIVISION: gettext_lazy("Division"),
    columns.TEAM: gettext_lazy("Team"),
    columns.TITLE: gettext_lazy("Job title"),
    columns.PLACE: gettext_lazy("Place of work"),
    columns.LANGUAGE: gettext_lazy("Language"),
    columns.IGNORED: gettext_lazy("Leave out"),
    columns.NEVER: gettext_lazy("Leave out"),
}


def field_name(field: str) -> str:
    """What a field is called on the screen."""
    return str(_FIELD_NAMES[field])


def changed(field: str, before: object, after: object) -> tuple[str, str, str]:
    """A field whose value changes: what it is called, and both values as they can be read."""
    # The division and the team below it are one field of a person.
    name = columns.TEAM if field == "team" else field
    return field_name(name), _value(field, before), _value(field, after)


def _value(field: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(reversed(value)) or "–"
    if field == columns.LANGUAGE:
        return OWN_NAMES.get(str(value), str(value))
    return str(value or "–")


def sentence(finding: Finding) -> str:
    """What is wrong with a row or worth looking at, and what to do about it."""
    return _sentences()[finding.kind] % {
        "column": finding.heading,
        "shown": finding.shown,
        "other": finding.other_row,
        "have": finding.shown.partition("/")[0],
        "want": finding.shown.partition("/")[2],
    }


def _sentences() -> dict[str, str]:
    return {**_address_sentences(), **_row_sentences(), **_reach_sentences(), **_remark_sentences()}


def _reach_sentences() -> dict[str, str]:
    return {
        "outside_person": _("%(shown)s works in a team you do not look after. Take the row out, or ask an owner."),
        "outside_team": _("You do not look after the team “%(shown)s”. Take the row out, or ask an owner."),
        "team_needed": _("There is no team for %(shown)s. Name one of the teams you look after."),
        "guarded_address": _(
            "The new address %(shown)s belongs to somebody with a role you cannot give. An owner can change it."
        ),
    }


def _address_sentences() -> dict[str, str]:
    return {
        "address_missing": _("There is no mail address in “%(column)s”. Add it, or take the row out."),
        "address_placeholder": _("“%(shown)s” in “%(column)s” is no mail address. Add it, or take the row out."),
        "address_several": _("There are several addresses in “%(column)s”: %(shown)s. Keep one."),
        "address_with_name": _(
            "There is more than the address in “%(column)s”: %(shown)s. Keep the part between < and >."
        ),
        "address_space": _("There is a space inside the address “%(shown)s”. Take it out."),
        "address_several_at": _("The address “%(shown)s” has more than one @. Correct it."),
        "address_no_at": _("The address “%(shown)s” has no @. Correct it."),
        "address_bad": _("“%(shown)s” cannot be a mail address. Correct it."),
        "address_twice": _(
            "The address %(shown)s already stands in row %(other)s, under another employee number. Correct one."
        ),
        "address_taken": _(
            "The address %(shown)s belongs to a colleague who is not in this file and stays. Correct one."
        ),
    }


def _row_sentences() -> dict[str, str]:
    return {
        "too_few_columns": _(
            "The row has %(have)s of %(want)s columns. Perhaps a line break splits it; join it again."
        ),
        "too_many_columns": _(
            "The row has %(have)s columns instead of %(want)s. A cell with a separator in it needs quotation marks."
        ),
        "no_name": _("There is no name. Add it, or take the row out."),
        "number_twice": _(
            "The employee number %(shown)s already stands in row %(other)s, with another address. Correct one."
        ),
        "identity_number": _(
            "“%(column)s” seems to hold a national identity number. We never store those; leave the column out."
        ),
        "unreadable_letters": _("“%(shown)s” in “%(column)s” has unreadable letters. Save the file as CSV UTF-8."),
        "too_long": _("“%(column)s” is too long: %(shown)s. Shorten it; perhaps a quotation mark is missing."),
    }


def _remark_sentences() -> dict[str, str]:
    return {
        "total_line": _("“%(shown)s” looks like a total, not a person. It is left out."),
        "repeated": _("%(shown)s already stands in row %(other)s, word for word. It counts once."),
        "repeated_differently": _("%(shown)s already stands in row %(other)s, a little differently. That row counts."),
        "unclear_language": _("The language “%(shown)s” is not one of ours. Newcomers get your usual one."),
        "lost_letter": _("“%(shown)s” has a question mark in it. Perhaps a letter was lost when the file was saved."),
    }


def table_sentence(kind: str) -> str:
    """Why a file is no table we can read, and what to do."""
    return {
        "empty": _("There is nothing in this file."),
        "too_large": _("This file is larger than 10 MB. Leave out columns that are not needed."),
        "too_many_rows": _("This file has more than 50,000 rows. Split it by organisation."),
        "workbook": _("This is a spreadsheet program's own file. Save it there as CSV (UTF-8) and choose that file."),
        "no_text": _("This is no text file. Save the list as CSV (UTF-8) and choose that file."),
        "quotes": _("A quotation mark in this file is not closed. Save the list once more as CSV (UTF-8)."),
    }[kind]


def missing_sentence(fields: tuple[str, ...]) -> str:
    """Which columns an import cannot do without."""
    names = ", ".join(f"“{field_name(field)}”" for field in fields)
    return ngettext(
        "No column is %(names)s yet. Choose it below.", "No columns are %(names)s yet. Choose them below.", len(fields)
    ) % {"names": names}


def doubled_sentence(fields: tuple[str, ...]) -> str:
    """Which fields were chosen for more than one column."""
    names = ", ".join(f"“{field_name(field)}”" for field in fields)
    return _("More than one column is %(names)s. Choose one of them.") % {"names": names}
