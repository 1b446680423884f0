"""The share sheet, what comes of it, and the QR code."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import segno
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from stemme.library.picture_queries import card_url
from stemme.library.queries import StoryPage
from stemme.links.address_queries import base_of
from stemme.links.cards import shown
from stemme.links.targets import TargetError
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.sharing import actions, app_queries, queries, words_views
from stemme.sharing.access import own_share, shareable_story
from stemme.sharing.addresses import SERVERS, Post
from stemme.sharing.channels import CHANNELS, hand_over, room_for_words, taken_by_link
from stemme.sharing.counting import length
from stemme.sharing.forms import ShareForm
from stemme.sharing.guidelines_first import note_reading, to_read_first
from stemme.sharing.sheet import Sheet, is_own, make_sheet
from stemme.sharing.signature import signature
from stemme.sharing.wording import channel_name, family_name, tiles
from stemme.sharing.words.beginning_queries import fingerprint
from stemme.sharing.words.context import words_context

#: All codes are equally long, so the counter knows how much room the link needs before it is made.
EXAMPLE_CODE = "0" * 10


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def share_sheet(request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose where and in which words; pressing the button makes the link and shows what to do with it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    story = shareable_story(viewer, story_id, now=now)
    if request.method == "POST":
        typed = words_views.typed_on(viewer, story, request.POST)
        if typed is not None:
            return _go_on(request, viewer, story, typed)
        form = ShareForm(request.POST)
        if form.is_valid() and (never := words_views.refusal(viewer, form.cleaned_data["text"])):
            form.add_error("text", never)
        if form.is_valid():
            return _share(request, viewer, story, form.cleaned_data)
        sheet = _sheet(viewer, story, form.data)
        return render(request, "sharing/sheet.html", _context(viewer, story, sheet, form), status=422)
    sheet = _sheet(viewer, story, request.GET)
    return render(request, "sharing/sheet.html", _context(viewer, story, sheet, ShareForm(), asked=request.GET))


def _go_on(request: HttpRequest, viewer: Viewer, story: StoryPage, typed: str) -> HttpResponse:
    """The sheet again after a small button was pressed without script, with everything that was chosen and typed."""
    sent = request.POST
    form = ShareForm(initial={"host": sent.get("host", ""), "runs": sent.get("runs", "")})
    context = _context(viewer, story, _sheet(viewer, story, sent), form, sent=sent, typed=typed)
    return render(request, "sharing/sheet.html", context)


def _sheet(viewer: Viewer, story: StoryPage, asked: Any) -> Sheet:
    return make_sheet(
        titles=story.titles,
        starts=[(start.language, start.tone, start.text, start.channel) for start in story.share_texts],
        reads=viewer.language,
        channel=asked.get("channel", ""),
        # ``?lang=`` works too, but changes the language of the page around the words as well.
        language=asked.get("in", "") or asked.get("lang", "") or asked.get("language", ""),
        # A mail's link names a starting text as ``?text=2``; the sheet's own links say ``?start=``.
        number=asked.get("start") or (asked.get("text", "") if asked.get("text", "").isdigit() else ""),
        usual=queries.usual_channel(viewer.organisation_id, viewer.person_id),
        apps=app_queries.own_apps(viewer.organisation_id, viewer.person_id),
    )  # fmt: skip


def _context(
    viewer: Viewer,
    story: StoryPage,
    sheet: Sheet,
    form: ShareForm,
    *,
    asked: QueryDict | None = None,
    sent: Mapping[str, Any] | None = None,
    typed: str | None = None,
) -> dict[str, Any]:
    """``asked``: the address's choices before anything was sent. ``typed``: the text, where it is not the one sent."""
    sent = form.data if form.is_bound else sent
    own = queries.own_links(viewer.organisation_id, viewer.person_id, story_id=story.id)
    typed = sent.get("text", "") if sent and typed is None else typed
    own_words = words_context(viewer, story, sheet, typed, asked=asked)
    text = own_words["text"]
    link = f"{base_of(viewer.organisation_id)}/s/{EXAMPLE_CODE}"
    card = actions.card_of(story, sheet.language)
    embargo = story.embargo_until if story.embargo_until and story.embargo_until > timezone.now() else None
    return {
        "story": story,
        "sheet": sheet,
        "form": form,
        **own_words,
        "length": length(text + own_words["hints"].room, sheet.channel.counted_in) + taken_by_link(sheet.channel, link),
        "link_length": len(link),
        "own_links": own,
        "counted": bool(sent.get("counted"))
        if sent
        else all(link.counted for link in own if link.channel == sheet.channel.key),
        "title": story.titles[sheet.language],
        "host": urlsplit(card.url).hostname,
        "by_channel": any(start.channel for start in story.share_texts),
        "card": shown(card, link=link),
        "tones": {"personal": _("Personal"), "point": _("To the point"), "question": _("A question")},
        "embargo": embargo,
        "read_first": to_read_first(viewer),
        "servers": SERVERS,
        **_places(sheet, Post(text, link, story.titles[sheet.language])),
    }


def _places(sheet: Sheet, post: Post) -> dict[str, Any]:
    rooms = {channel.key: room_for_words(channel, post) for channel in CHANNELS}
    return {
        "places": tiles(sheet.first, usual=sheet.usual, rooms=rooms),
        "more_places": [
            (family_name(family.key), tiles(family.channels, usual=sheet.usual, rooms=rooms)) for family in sheet.folded
        ],
        "too_long": sheet.channel.prefills and not hand_over(sheet.channel, post).carries_words,
    }


def _share(request: HttpRequest, viewer: Viewer, story: StoryPage, data: dict[str, Any]) -> HttpResponse:
    """The words go straight back to the person and nowhere else, so this answers a POST with a page."""
    sheet = _sheet(viewer, story, {"channel": data["channel"], "language": data["language"]})
    note_reading(viewer, data, now=timezone.now())
    try:
        share = actions.share(
            viewer=viewer,
            story_id=story.id,
            channel=data["channel"],
            language=sheet.language,
            own_words=is_own(data["text"], sheet.starts),
            beginning=fingerprint(viewer.organisation_id, story.id, data["text"]),
            counted=data["counted"],
            now=timezone.now(),
        )
    except actions.NotYetError:
        context = _context(viewer, story, sheet, ShareForm(), sent=request.POST)
        return render(request, "sharing/sheet.html", context, status=409)
    except actions.ReadFirstError:
        form = ShareForm(request.POST)
        form.add_error("read", _("Tick the box, if it is so."))
        return render(request, "sharing/sheet.html", _context(viewer, story, sheet, form), status=422)
    except TargetError:  # Since it was written, the story's address has become one of our own.
        form = ShareForm(request.POST)
        form.add_error(None, _("The address of this story leads back to our own links. Please tell whoever wrote it."))
        return render(request, "sharing/sheet.html", _context(viewer, story, sheet, form), status=409)
    post = Post(data["text"], share.link_url, story.titles[sheet.language], data["host"], data["runs"])
    context = {"story": story, "share": share, "language": sheet.language, "counted": data["counted"]}
    return render(request, "sharing/done.html", context | _handed_over(story, sheet, post, at_once=data["go"]))


def _handed_over(story: StoryPage, sheet: Sheet, post: Post, *, at_once: bool) -> dict[str, Any]:
    """What there is to open, to paste and to save. ``at_once``: the press came without script and into a tab of its
    own, which may go on to the network by itself."""
    channel = sheet.channel
    over = hand_over(channel, post)
    pasted_whole = channel.copies == "all" or channel.key in {"copy", "system"}
    return {
        "title": post.title,
        "channel": channel,
        "name": channel_name(channel),
        "post": post,
        "open": over.address,
        "carries_words": over.carries_words,
        "goes_on": at_once and channel.opens == "tab",
        "paste": post.text_and_url if pasted_whole else post.words,
        "pasted_whole": pasted_whole,
        "picture": card_url(story),
        "signature": signature(post, language=sheet.language) if channel.key == "signature" else None,
    }


_QR_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_GET
@for_readers
def qr_code(request: HttpRequest, story_id: int, channel: str, kind: str) -> HttpResponse:
    """The viewer's own link as a QR code; ``?download`` offers it as a file. 404 before the link is made."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    share = own_share(viewer, story_id, channel)
    if kind not in _QR_TYPES:
        raise Http404
    picture = io.BytesIO()
    segno.make(share.link_url, error="m", micro=False).save(picture, kind=kind, scale=8, border=2, light="white")
    response = HttpResponse(picture.getvalue(), content_type=_QR_TYPES[kind])
    response["Cache-Control"] = "private, max-age=3600"
    if "download" in request.GET:
        response["Content-Disposition"] = f'attachment; filename="qr-{story_id}-{channel}.{kind}"'
    return response
