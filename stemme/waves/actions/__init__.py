"""Writing the roll-out: plans, moving people, launching, check-lists."""
