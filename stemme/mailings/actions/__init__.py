"""Writing mailings: ``choosing`` (what a reader decides), ``planning`` (who gets what), ``delivery`` (sending it)."""
