"""The pages: ``own`` (one's ledger), ``deciding`` (rules, rewards and requests, for administrators)."""
