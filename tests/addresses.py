"""Every address of the pages, read from the URL configuration, with its parameters filled in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of the URL configuration."""

    route: str
    name: str
    gate: str

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """(converter, name) of each."""
        return tuple((kind or "str", name) for kind, name in _PARAMETER.findall(self.route))

    def urls(self, values: Mapping[str, Sequence[object]]) -> Iterator[str]:
        """The paths for all combinations of the values of its parameters (by converter)."""
        for chosen in itertools.product(*(values[kind] for kind, _name in self.parameters)):
            path = self.route
            for value in chosen:
                path = _PARAMETER.sub(str(value), path, count=1)
            yield f"/{path}"

    def filled(self, values: Mapping[str, object]) -> str | None:
        """The path with each parameter's value by name; None when one is not known."""
        path = self.route
        for _kind, name in self.parameters:
            if name not in values:
                return None
            path = _PARAMETER.sub(str(values[name]), path, count=1)
        return f"/{path}"


def addresses() -> list[Address]:
    """All of them, sorted."""
    return sorted(_walk(get_resolver(), "", ""), key=lambda address: address.route)


def _walk(resolver: URLResolver, prefix: str, app: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, prefix + str(entry.pattern), entry.app_name or app)
        elif isinstance(entry, URLPattern):
            name = f"{app}:{entry.name}" if app else str(entry.name)
            # A regular expression becomes a route with parameters of the kind "re".
            route = _GROUP.sub(r"<re:\1>", str(entry.pattern)).strip("^$")
            yield Address(prefix + route, name, str(getattr(entry.callback, "gate", "")))
