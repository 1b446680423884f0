"""Why nothing was kept or confirmed. Pure."""

from __future__ import annotations


class FormClosedError(Exception):
    """The page is not published (any more), has no form, or other words of consent stand on it now."""


class LinkOverError(Exception):
    """The link of the mail was never ours, is replaced by a newer one, or its time is over."""
