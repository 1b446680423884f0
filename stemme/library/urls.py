"""Addresses of the studio and of stories' pictures."""

from __future__ import annotations

from django.urls import path, re_path

from stemme.library.guidelines import check_views, target_views
from stemme.library.streams import mix_views, stream_views
from stemme.library.views import composing, editing, feed_lists, feeds, hosted, inbox, pictures, proposals, studio
from stemme.library.workflow import campaign_views, look_views
from stemme.library.workflow import views as workflow

app_name = "library"
urlpatterns = [
    path("studio/", studio.studio, name="studio"),
    path("studio/streams/", studio.new_stream, name="new_stream"),
    path("studio/streams/<int:stream_id>/", stream_views.stream, name="stream"),
    path("studio/streams/<int:stream_id>/archive/", stream_views.archive_stream, name="archive_stream"),
    path("studio/streams/<int:stream_id>/mail/", stream_views.stream_mail, name="stream_mail"),
    path("studio/mix/", mix_views.mix_page, name="mix"),
    path("studio/mix/mix.csv", mix_views.mix_table, name="mix_table"),
    path("how/mix/", mix_views.mix_how, name="mix_how"),
    path("studio/new/", composing.compose, name="compose"),
    path("studio/<int:story_id>/", editing.edit, name="edit"),
    path("studio/<int:story_id>/check/", check_views.check, name="check"),
    path("studio/<int:story_id>/target/", target_views.target, name="target"),
    path("studio/<int:story_id>/draw/", pictures.draw, name="draw"),
    path("studio/<int:story_id>/withdraw/", editing.withdraw, name="withdraw"),
    path("studio/<int:story_id>/archive/", workflow.archive, name="archive"),
    path("studio/<int:story_id>/keep/", workflow.keep, name="keep"),
    path("studio/<int:story_id>/keep/drop/", workflow.drop_kept, name="drop_kept"),
    path("studio/<int:story_id>/look/", look_views.look, name="look"),
    path("studio/<int:story_id>/versions/", workflow.versions, name="versions"),
    path("studio/<int:story_id>/versions/<int:number>/restore/", workflow.restore, name="restore"),
    path("studio/campaigns/", campaign_views.campaigns, name="campaigns"),
    path("studio/campaigns/<int:campaign_id>/", campaign_views.campaign, name="campaign"),
    path("studio/campaigns/<int:campaign_id>/archive/", campaign_views.put_away, name="archive_campaign"),
    path("studio/feeds/", feeds.sources, name="sources"),
    path("studio/feeds/import/", feed_lists.import_feeds, name="import_feeds"),
    path("studio/feeds/feeds.opml", feed_lists.export_feeds, name="export_feeds"),
    path("studio/feeds/<int:source_id>/", feeds.source, name="source"),
    path("studio/feeds/<int:source_id>/pause/", feeds.pause, name="pause_source"),
    path("studio/feeds/<int:source_id>/read/", feeds.read_now, name="read_source"),
    path("studio/feeds/<int:source_id>/remove/", feeds.remove, name="remove_source"),
    path("studio/feeds/items/<int:item_id>/use/", inbox.use, name="use_item"),
    path("studio/feeds/items/<int:item_id>/dismiss/", inbox.dismiss, name="dismiss_item"),
    path("studio/inbox/", inbox.inbox, name="inbox"),
    path("studio/inbox/change/", inbox.change_many, name="change_items"),
    path("studio/inbox/<int:proposal_id>/accept/", proposals.accept, name="accept_proposal"),
    path("studio/inbox/<int:proposal_id>/decline/", proposals.decline, name="decline_proposal"),
    path("how/readability/", check_views.how, name="readability"),
    path("r/<slug:key>/", hosted.hosted, name="hosted"),
    path("r/<slug:key>/event.ics", hosted.calendar, name="calendar"),
    re_path(r"^media/(?P<name>pictures/[A-Za-z0-9_-]{1,100}\.[a-z]{3,4})$", pictures.picture, name="picture"),
    path("media/cards/<slug:name>.jpg", pictures.card, name="card"),
    path("media/scenes/<slug:name>.jpg", pictures.scene, name="scene"),
]
