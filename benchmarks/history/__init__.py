"""Measuring pages on a long history: bench_history.py."""
