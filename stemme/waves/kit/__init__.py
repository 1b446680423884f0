"""The launch kit: what a roll-out is announced with, in the organisation's words or ours."""
