"""The pages: ``own`` (one's own scorecard) and ``team`` (what helps a team, and the cards of those who agreed)."""
