"""Python's garbage collector in a process that serves."""

from __future__ import annotations

import gc

#: New objects between two collections. A request leaves few cycles behind; with Python's 700 a click spends a twentieth
#: of its time on looking for them.
_THRESHOLD = 50_000


def collect_seldom() -> None:
    """Look no more at what is there now, which stays, and at what comes only after many new objects.

    To be called when everything is loaded: without it a page now and then waits a tenth of a second while the collector
    goes through all words of all languages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_THRESHOLD, 20, 50)
