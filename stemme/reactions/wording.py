"""What can be wrong with a file, and why a post is not looked at any more, in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from stemme.reactions import opening

_FILE: dict[str, Any] = {
    opening.EMPTY: gettext_lazy("This file is empty. Please get it from LinkedIn once more."),
    opening.TOO_BIG: gettext_lazy("This file is larger than 10 MB. LinkedIn’s is far smaller; is it another one?"),
    opening.OLD_FORMAT: gettext_lazy(
        "This is a file in the old Excel format (.xls). Open it and save it as .xlsx, then choose it again."
    ),
    opening.LOCKED: gettext_lazy("This file has a password. Please choose it as it came from LinkedIn, without one."),
    opening.NOT_A_WORKBOOK: gettext_lazy("This is no Excel file. LinkedIn’s file ends in .xlsx."),
    opening.TOO_MUCH: gettext_lazy("There is far more in this file than LinkedIn puts there, so we did not open it."),
    opening.DAMAGED: gettext_lazy("This file is damaged. Please get it from LinkedIn once more."),
    opening.NO_POSTS: gettext_lazy(
        "There are no posts in this file. Choose the one you get at LinkedIn under Analytics, Post impressions, Export."
    ),
}


def file_fault(reason: str) -> str:
    """What is wrong with a file (opening.py), and what helps."""
    return str(_FILE[reason])
