"""Every address × every kind of person, compared with the reviewed docs/security/access-matrix.md (T-02, T-28)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from stemme.people.roles import RIGHTS
from tests.addresses import addresses
from tests.matrix import CONFIRM, IN, column, listed, marks
from tests.staff import HEADINGS, make_staff, values_for

pytestmark = pytest.mark.django_db
#: Set by tools/matrix.py: where to leave what was found, instead of comparing it.
OUT = os.environ.get("STEMME_MATRIX", "")
AGAIN = "Look whether this is meant, then: python tools/matrix.py"


@pytest.mark.once
@pytest.mark.parametrize("heading", HEADINGS)
def test_everybody_gets_what_the_reviewed_file_says(
    heading: str, cast: SimpleNamespace, history: SimpleNamespace
) -> None:
    actor = make_staff(cast, history)[heading]
    found = column(actor, values_for(cast, history))
    for (method, route), got in found.items():
        gate = next(address.gate for address in addresses() if address.route == route)
        if gate in RIGHTS and gate not in actor.rights:
            # Whoever comes by a mail's link is asked to confirm first; nobody else is asked for what they may not have.
            assert got != IN, f"{method} /{route} lets in {heading} without {gate}"
            assert got != CONFIRM or actor.scope == "suggest", f"{method} /{route} lets in {heading} without {gate}"
    if OUT:
        rows = [[*key, got] for key, got in found.items()]
        Path(OUT, f"{HEADINGS.index(heading)}.json").write_text(json.dumps(rows))
        return
    place, reviewed = HEADINGS.index(heading), listed()
    wrong = [
        f"{key[0]} /{key[1]}: {got}, not {reviewed[key][1][place]}"
        for key, got in found.items()
        if key in reviewed and got != reviewed[key][1][place]
    ]
    wrong += [
        f"{key[0]} /{key[1]}: {got}, not listed" for key, got in found.items() if key not in reviewed and got == IN
    ]
    assert not wrong, f"{heading}: {wrong}. {AGAIN}"


@pytest.mark.skipif(bool(OUT), reason="the file is being written")
def test_every_address_is_listed_with_its_mark() -> None:
    reviewed = {route: mark for (_method, route), (mark, _cells) in listed().items()}
    assert reviewed == marks(), AGAIN
