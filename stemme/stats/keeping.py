"""How long what was counted is kept (product rules; security.md 2.3). Pure."""

from __future__ import annotations

import datetime as dt

from stemme.kit import retention

#: Kept clicks, to check the figures against.
CLICKS_KEPT = retention.OF["clicks"].period
#: Which visitor a kept click was by.
VISITORS_KEPT = retention.OF["visitors"].period
#: Which visitors were seen for what: enough for a day in any time zone and a late roll-up.
SEEN_KEPT = retention.OF["seen"].period
#: Days of links (docs/decisions/0010): as long as clicks, and the day that is cut in two.
LINK_DAYS_KEPT = CLICKS_KEPT + dt.timedelta(days=2)
#: So many rows are deleted or erased in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = retention.AT_ONCE
