"""How often may be asked (security.md T-34). Pure."""

from __future__ import annotations

import datetime as dt

from stemme.people.buckets import Limit

#: Mails to one address by the forms of this app: three a day (T-24).
BY_ADDRESS = Limit("join-address", 3, dt.timedelta(days=1))
#: Asking from one network. A whole shift stands at one poster and shares one network, so it is generous; what it guards
#: is guarded once more by address.
BY_NETWORK = Limit("join-network", 60, dt.timedelta(hours=1))
#: Wrong codes from one network. Right ones cost nothing, and no link is ever blocked: nobody uses up another's tries.
WRONG_CODES = Limit("join-code", 20, dt.timedelta(hours=1))
#: People who wait for an answer of one link; more are a flood.
MOST_WAITING = 500
