"""Which names this installation answers to, besides its own: exactly those that organisations have (T-33)."""

from __future__ import annotations


class HostsOfOrganisations(str):
    """An entry for ALLOWED_HOSTS that is equal to each host of an organisation and to nothing else.

    Django compares a request's host with the entries one after the other, so this stands last and the installation's
    own name never asks the database. It is a text, because Django's copies of the list keep its entries as they are.
    """

    __slots__ = ()

    def __new__(cls) -> HostsOfOrganisations:
        """The same text for all; nothing is called so."""
        return super().__new__(cls, "(hosts of organisations)")

    def lower(self) -> HostsOfOrganisations:
        """Itself: Django asks for small letters before it compares."""
        return self

    def __eq__(self, other: object) -> bool:
        from stemme.people.host_queries import page_of_host

        return isinstance(other, str) and "." in other and page_of_host(other) is not None

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__
