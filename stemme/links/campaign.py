"""Query parameters on the way from the tracked link to its target. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote_plus, urlencode

_FORWARDED = re.compile(r"utm_[a-z_]{1,20}|ref")
_MOST_PARAMETERS = 10
_LONGEST_VALUE = 200
_LONGEST_QUERY = 2_000


def forwarded(query: bytes) -> list[tuple[str, str]]:
    """The parameters of a request that may be passed on: ``utm_*`` and ``ref``, at most ten, each once, cut to 200
    characters. Everything else stays here: a link's address must not become a way to talk to the target.
    """
    if not query or len(query) > _LONGEST_QUERY:
        return []
    kept: dict[str, str] = {}
    for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=False, max_num_fields=None):
        if _FORWARDED.fullmatch(name) and len(kept) < _MOST_PARAMETERS:
            kept.setdefault(name, value[:_LONGEST_VALUE])
    return list(kept.items())


def campaign_tags(channel: str) -> list[tuple[str, str]]:
    """What tells the target's own statistics where a visit came from. Says nothing about the person."""
    return [("utm_source", channel), ("utm_medium", "employee")]


def with_parameters(target: str, extra: list[tuple[str, str]]) -> str:
    """The target with these parameters before its fragment. What the target has already stays as it is; the first of
    two extra ones with the same name counts.
    """
    address, mark, fragment = target.partition("#")
    before, _, query = address.partition("?")
    present = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    added: dict[str, str] = {}
    for name, value in extra:
        if name not in present:
            added.setdefault(name, value)
    if not added:
        return target
    joint = "&" if query and not query.endswith("&") else ""
    return f"{before}?{query}{joint}{urlencode(added, quote_via=quote_plus)}{mark}{fragment}"


def without_parameter(address: str, name: str) -> str:
    """The address without any query parameter of this name; one that has none stays exactly as it is."""
    before, mark, fragment = address.partition("#")
    path, _, query = before.partition("?")
    parts = query.split("&")
    kept = [part for part in parts if part.partition("=")[0] != name]
    if len(kept) == len(parts):
        return address
    return path + ("?" if kept else "") + "&".join(kept) + mark + fragment


def tagged(target: str, *, channel: str, extra: list[tuple[str, str]] | None = None) -> str:
    """The target as visitors of this channel get it: with what the request brought, and with campaign tags unless the
    target carries its own.
    """
    own = any(name.startswith("utm_") for name, _ in parse_qsl(target.partition("#")[0].partition("?")[2]))
    return with_parameters(target, [*(extra or []), *([] if own else campaign_tags(channel))])
