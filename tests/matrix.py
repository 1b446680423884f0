"""The access matrix: what every address answers to every kind of person, and the reviewed file it is compared with.

python tools/matrix.py            writes docs/security/access-matrix.md
python tools/matrix.py check      says whether every address is in it, with the mark it has now
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.addresses import Address, addresses
from tests.cast import open_session
from tests.staff import FALLBACK_VALUES, HEADINGS, Actor

PAGE = Path(__file__).resolve().parents[1] / "docs" / "security" / "access-matrix.md"
#: What stands in a cell.
IN, SIGN_IN, CONFIRM, NOT_THERE, NO_METHOD = "yes", "sign-in", "confirm", "–", "×"
HEAD = f"| address | for | {' | '.join(HEADINGS)} |\n|---|---|{'---|' * len(HEADINGS)}\n"
Key = tuple[str, str]

_INTRODUCTION = """# Who gets what at every address

Reviewed. Written by `python tools/matrix.py` out of real requests by real people of the tests' cast, compared with
every run of the tests (`tests/journeys/test_access_matrix.py`); an address that is not listed fails the build.

Every address is asked for with GET and with POST. A method that an address does not know is left out when nobody gets
in by it. *For* is the mark of the gate (`stemme/people/gate.py`); **+**: only within ten minutes of signing in.

| cell | meaning |
|---|---|
| yes | the view answers: a page, a file, what was wrong with a form, or onwards after a change |
| sign-in | nobody is there: to the sign-in, and back afterwards |
| confirm | 403: asked to show who they are; the link of a mail is not enough |
| – | 404: for this person there is no such page, or no such object |
| × | 405: the address does not know this method |

A POST sends the id of that colleague as `person` and nothing else. The objects asked for are a story, a feed and its
entry in one stream of Nordlys, a colleague in one team, and a role given there. "This stream" and "this team" are
those; "another" is next door in the same organisation; "owner elsewhere" owns another organisation in the same
installation. Personal links, pictures and mails are asked for with a key that leads nowhere, so open pages of those
say – as well: to everybody the same. So do those that make or take passkeys, which belong to one address: these
requests come from another.

What a role lets its holder see of a page that others open, too, is tested apart: people administrators see the people
of their teams, editors the stories of their streams, analysts no names (`tests/journeys/test_scopes.py`).

"""


def cell(response: HttpResponse) -> str:
    """What an answer means, in a word."""
    status = response.status_code
    assert status < 500, f"{response.request['PATH_INFO']} answers {status}"  # type: ignore[attr-defined]
    if status == 302 and response.headers["Location"].startswith("/sign-in/?next="):
        return SIGN_IN
    return {403: CONFIRM, 404: NOT_THERE, 405: NO_METHOD}.get(status, IN)


def column(actor: Actor, values: Mapping[str, object]) -> dict[Key, str]:
    """What one person gets, by (method, route). Nothing that a request does is kept."""
    key = open_session(actor.person.id, actor.scope) if actor.person else ""
    found: dict[Key, str] = {}
    for address in addresses():
        filled = {name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in address.parameters}
        for method in ("GET", "POST"):
            client = Client()
            if key:
                client.cookies[settings.SESSION_COOKIE_NAME] = key
            with contextlib.ExitStack() as undone:
                for name in connections:
                    undone.enter_context(transaction.atomic(using=name))
                path, sent = address.filled(filled) or "", {"person": str(values["person_id"])}
                found[method, address.route] = cell(client.get(path) if method == "GET" else client.post(path, sent))
                for name in connections:
                    transaction.set_rollback(True, using=name)
    return found


def listed() -> dict[Key, tuple[str, tuple[str, ...]]]:
    """The file: (method, route) → (mark, cells)."""
    rows = PAGE.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()
    found = {}
    for row in rows:
        address, mark, *cells = (part.strip() for part in row.strip().strip("|").split("|"))
        method, _, route = address.strip("`").partition(" /")
        found[method, route] = (mark, tuple(cells))
    return found


def marks() -> dict[str, str]:
    """Of every route the mark of its gate, with a plus when it asks who one is within the last minutes."""
    stepped = _stepped(get_resolver(), "")
    return {a.route: f"{a.gate.replace('_', ' ')}{' +' if a.route in stepped else ''}" for a in addresses()}


def _stepped(resolver: URLResolver, prefix: str) -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= _stepped(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern) and getattr(entry.callback, "step_up", False):
            found.add(prefix + str(entry.pattern))
    return found


def text(columns: Mapping[str, Mapping[Key, str]]) -> str:
    """The file's text for these columns, by heading."""
    lines = []
    for address in addresses():
        for method in ("GET", "POST"):
            cells = [columns[heading][method, address.route] for heading in HEADINGS]
            if IN in cells or NO_METHOD not in cells:
                lines.append(f"| {_name(method, address)} | {marks()[address.route]} | {' | '.join(cells)} |\n")
    return _INTRODUCTION + HEAD + "".join(lines)


def _name(method: str, address: Address) -> str:
    return f"`{method} /{address.route}`"
