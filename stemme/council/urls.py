"""Addresses of the papers."""

from __future__ import annotations

from django.urls import path

from stemme.council.views import editions, pages, reading

app_name = "council"
urlpatterns = [
    path("papers/", pages.pack, name="pack"),
    path("papers/notice/", reading.notice, name="notice"),
    path("papers/settings/", pages.particulars, name="settings"),
    path("papers/issue/", pages.issue, name="issue"),
    path("papers/now/all.zip", reading.all_now, name="all_now"),
    path("papers/now/<slug:paper>/", reading.paper_now, name="paper_now"),
    path("papers/now/<slug:paper>.html", reading.file_now, name="file_now"),
    path("papers/editions/<int:edition_id>/", editions.edition, name="edition"),
    path("papers/editions/<int:edition_id>/seen/", editions.seen, name="seen"),
    path("papers/editions/<int:edition_id>/all.zip", editions.all_issued, name="all_issued"),
    path("papers/editions/<int:edition_id>/<slug:paper>/", editions.paper, name="paper"),
    path("papers/editions/<int:edition_id>/<slug:paper>.html", editions.file, name="file"),
]
