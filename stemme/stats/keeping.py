"""How long what was counted is kept (product rules; security.md 2.3). Pure."""

from __future__ import annotations

import datetime as dt

#: Kept clicks, to check the figures against.
CLICKS_KEPT = dt.timedelta(days=30)
#: Which visitor a kept click was by.
VISITORS_KEPT = dt.timedelta(hours=48)
#: Which visitors were seen for what: enough for a day in any time zone and a late roll-up.
SEEN_KEPT = dt.timedelta(days=3)
#: Days of links (docs/decisions/0010): as long as clicks, and the day that is cut in two.
LINK_DAYS_KEPT = CLICKS_KEPT + dt.timedelta(days=2)
#: So many rows are deleted or erased in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 10_000
