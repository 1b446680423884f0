"""A request works for the organisation of whoever is in front of the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, HttpResponse

from stemme.kit.tenancy import EVERYWHERE, NOWHERE, within

Next = Callable[[HttpRequest], HttpResponse]


class OneOrganisation:
    """Stands right below the middleware that finds the viewer.

    With a viewer, everything below reaches the rows of their organisation only; without one, none. Views that are open
    to all (people/gate.py) are the declared exception: whose page it is follows from a key in the address or the form,
    so they reach every organisation, by keys.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for one organisation."""
        viewer = request.viewer  # type: ignore[attr-defined]
        with ExitStack() as reached:
            request.reached = reached  # type: ignore[attr-defined]
            reached.enter_context(within(viewer.organisation_id if viewer else NOWHERE))
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> None:
        """An open view reaches further: everywhere, or on the host of one organisation that one (people/hosts.py)."""
        if getattr(view, "gate", "") == "open":
            page = request.page  # type: ignore[attr-defined]
            reach = page.organisation_id if page else EVERYWHERE
            request.reached.enter_context(within(reach))  # type: ignore[attr-defined]
