"""Server time and queries of the pages about outcomes. Prints one JSON line, as pages.py does.

python -m benchmarks.history.outcome_pages SLUG [--queries]
"""

from __future__ import annotations

from benchmarks.history import pages
from benchmarks.history.pages import EVERYDAY, LEAD, STAR

#: (name, page, query, as whom); of the goal with most outcomes, of this year and the last whole stretches.
PAGES = (
    ("overview", "dashboard:overview", "", LEAD),
    ("overview_quarter", "dashboard:overview", "period=quarter", LEAD),
    ("overview_running", "dashboard:overview", "period=month&at={today}", LEAD),
    *(
        (f"goals_{kind}_{by}", "funnel:goals", f"period={kind}&by={by}", LEAD)
        for kind in ("month", "quarter", "year")
        for by in ("channel", "story", "campaign", "division")
    ),
    ("goals_last_year", "funnel:goals", "period=year&by=story&at={last_year}", LEAD),
    ("goals_first_click", "funnel:goals", "period=year&by=channel&model=first", LEAD),
    ("goals_one_goal", "funnel:goals", "period=year&by=story&goal={goal}", LEAD),
    ("goal", "outcomes:goal", "", LEAD),
    ("value", "funnel:value", "", LEAD),
    ("reports", "reports:reports", "", LEAD),
    ("report_year", "reports:report", "", LEAD),
    ("impact", "dashboard:impact", "", EVERYDAY),
    ("impact_star_all", "dashboard:impact", "days=all", STAR),
)

if __name__ == "__main__":
    pages.main(PAGES)
