"""How often a form may be sent (security.md T-34, T-35). Pure."""

from __future__ import annotations

import datetime as dt

from stemme.people.buckets import Limit

#: From one network: a whole office may stand behind one address.
BY_NETWORK = Limit("lead-network", 30, dt.timedelta(hours=1))
#: To one address: each form is a mail to somebody who perhaps did not ask for it.
BY_ADDRESS = Limit("lead-address", 3, dt.timedelta(days=1))
#: Steps that browsers report.
STEPS_BY_NETWORK = Limit("lead-steps", 600, dt.timedelta(hours=1))
#: Seconds in which nobody reads a page, types a name and an address, and agrees to something.
TOO_FAST = 3.0
#: Bytes of a form, at most: six answers and what belongs to them.
LARGEST_FORM = 20_000
