"""The pages: ``stories`` (the list), ``story`` (one of them), ``interests``, ``how`` (the ranking explained)."""
