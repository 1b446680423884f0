"""What the demo company agreed on about money: prices, costs, what an hour is worth (mockup 12)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from stemme.kit.periods import month_start
from stemme.outcomes.value.actions import add_cost, agree, set_price
from stemme.outcomes.value.value import EDITORS, HOSTING, LICENCE, TRAINING, Range
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage

_OWNER = "henrik.fjeld"
#: Kind, words, per month, hours.
_COSTS = (
    (EDITORS, "", 40_300, 62),
    (TRAINING, "", 14_000, None),
    (HOSTING, "", 4_200, None),
    (LICENCE, "open source", 0, None),
)
#: In kroner, from the company's own campaigns.
_PRICES = (("linkedin", 48, 82, 131), ("facebook", 9, 12, 20))


def make_values(stage: Stage) -> None:
    """The rules, the lines of cost and two prices."""
    owner = viewer(stage.by_address[_OWNER].id, scope="employee")
    if owner is None:
        raise LookupError(_OWNER)
    now = stage.now - dt.timedelta(days=81)
    agree(
        actor=owner, currency="NOK", hour_cost=None, minutes_per_share=Decimal(2), agreed_with="Finance",
        agreed_on=stage.today - dt.timedelta(days=81), now=now,
    )  # fmt: skip
    first = month_start(stage.today - dt.timedelta(days=730))
    for kind, label, amount, hours in _COSTS:
        line = {"kind": kind, "label": label, "amount": Decimal(amount), "hours": hours, "first_month": first}
        add_cost(actor=owner, line=line, now=now)
    for channel, low, base, high in _PRICES:
        each = Range(Decimal(low), Decimal(base), Decimal(high))
        set_price(
            actor=owner, channel=channel, each=each, source="Own campaigns", dated=stage.today - dt.timedelta(days=90),
            now=now,
        )  # fmt: skip
