"""The pages: ``growth`` (place, step, questions), ``lessons`` (all and one), ``notes`` (what one keeps)."""
