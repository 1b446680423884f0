"""A role of PostgreSQL for the process that answers tracked links: what it needs and nothing else (T-26). Pure."""

from __future__ import annotations

import re

#: Table → what the role may do: a right, and the columns it is for.
RIGHTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("links_trackedlink", "SELECT",
     ("id", "organisation_id", "code", "target_id", "channel", "counted", "retired_at")),
    ("links_linktarget", "SELECT",
     ("id", "organisation_id", "url", "language", "title", "description", "image_url", "image_alt", "image_width",
      "image_height", "site_name", "withdrawn_at", "paused_at", "instead_url", "measured")),
    ("people_organisation", "SELECT", ("id", "link_host", "office_networks")),
    ("links_generation", "SELECT", ("number",)),
    ("links_clickkey", "SELECT", ("month", "key")),
    # The secret of a day is agreed upon by whoever is first on that day.
    ("links_daysalt", "SELECT, INSERT", ("day", "salt")),
)  # fmt: skip
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def statements(role: str) -> list[str]:
    """The statements that make the role, for the owner of the tables; the password is set by hand.

    Raises ValueError for a name that is no plain one.
    """
    if not _NAME.fullmatch(role):
        raise ValueError(f"{role!r}: a name is small letters, digits and _, at most 63")
    made = [f"CREATE ROLE {role} LOGIN NOINHERIT", f"GRANT USAGE ON SCHEMA public TO {role}"]
    for table, rights, columns in RIGHTS:
        listed = ", ".join(columns)
        allowed = ", ".join(f"{right} ({listed})" for right in rights.split(", "))
        made.append(f"GRANT {allowed} ON {table} TO {role}")
    return made
