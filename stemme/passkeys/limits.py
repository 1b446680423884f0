"""How often who may try (security.md T-34). Pure."""

from __future__ import annotations

import datetime as dt

from stemme.people.buckets import Limit

_HOUR = dt.timedelta(hours=1)
#: Questions to browsers, by network (a whole office may stand behind one address) or, for new passkeys, by person.
CHALLENGES = Limit("passkey-challenge", 120, dt.timedelta(minutes=10))
#: Recovery codes: as asking for a sign-in link.
CODES_BY_ACCOUNT = Limit("recovery-account", 5, _HOUR)
CODES_BY_NETWORK = Limit("recovery-network", 20, _HOUR)
#: More than anybody has devices for.
MOST_PASSKEYS = 20
