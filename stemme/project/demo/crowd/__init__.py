"""A large invented organisation with as much history as one asks for: ``stemme stats generate``."""
