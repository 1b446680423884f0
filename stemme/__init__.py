"""Stemme: employee advocacy that people want to take part in."""

__version__ = "0.1.0"
