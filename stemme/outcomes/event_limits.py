"""What an event may say, by whatever door it comes. Pure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

#: How long ago an event may have happened, and how far another clock may go ahead of ours.
OLDEST, AHEAD = dt.timedelta(days=30), dt.timedelta(minutes=5)
MOST_WORTH = Decimal(10) ** 9
