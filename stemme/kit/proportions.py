"""How sure a proportion is. Pure."""

from __future__ import annotations

import math

_Z = 1.959964


def wilson(hits: int, trials: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of ``hits`` in ``trials`` independent tries, as shares of one; None without a try.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if trials <= 0:
        return None
    p, n, z = min(hits, trials) / trials, trials, _Z
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)
