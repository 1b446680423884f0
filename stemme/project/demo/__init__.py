"""The demo: Nordlys Energi, an invented company in Bergen, with two years of history."""
