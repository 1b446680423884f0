"""Pages of the dashboard."""

from stemme.dashboard.views.pages import how, impact, overview

__all__ = ["how", "impact", "overview"]
