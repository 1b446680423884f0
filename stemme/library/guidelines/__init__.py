"""What the house's rules say about a story while it is written: hints, and what must not stand in it."""
