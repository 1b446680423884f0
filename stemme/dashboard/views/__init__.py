"""Pages of the dashboard."""

from stemme.dashboard.views.analysis import analysis, analysis_how, analysis_table
from stemme.dashboard.views.pages import how, how_involvement, impact, overview

__all__ = ["analysis", "analysis_how", "analysis_table", "how", "how_involvement", "impact", "overview"]
