from __future__ import annotations

from django.urls import path

from stemme.feed.views import how, interests, leaning, stories, story

app_name = "feed"
urlpatterns = [
    path("stories/", stories.stories, name="stories"),
    path("stories/<int:story_id>/", story.story, name="story"),
    path("stories/<int:story_id>/read/", story.read, name="read"),
    path("stories/<int:story_id>/save/", story.save, name="save"),
    path("stories/<int:story_id>/decline/", story.decline, name="decline"),
    path("stories/<int:story_id>/lean/", leaning.lean, name="lean"),
    path("interests/<slug:thing>/<int:thing_id>/", leaning.change, name="leaning"),
    path("interests/", interests.interests, name="interests"),
    path("how/ranking/", how.how, name="how"),
]
