"""One's own words while they are written: hints, the line that says where one works, and a draft to be kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from stemme.kit.languages import best_language
from stemme.library.queries import StoryPage
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.sharing.access import shareable_story
from stemme.sharing.sheet import is_own, make_sheet
from stemme.sharing.words import draft_actions
from stemme.sharing.words.context import Hints, hints_for, never_said
from stemme.sharing.words.draft_queries import draft_of
from stemme.sharing.words_forms import WordsForm

#: Buttons of the sheet that do not share: look it over, say where one works, keep the draft, throw it away.
DEEDS = frozenset({"look", "say", "keep", "drop"})


@require_POST
@sensitive_post_parameters("text")
@for_readers
def words(request: HttpRequest, story_id: int) -> HttpResponse:
    """The hints for what stands in the text, as a part that script puts in place. The words are not stored.

    Except by ``do=keep``, when the person asks for it.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    story = shareable_story(viewer, story_id, now=timezone.now())
    form = WordsForm(request.POST)
    if not form.is_valid():
        return render(request, "sharing/_hints.html", {"story": story, "form": form}, status=422)
    hints = _do(viewer, story, form)
    return render(request, "sharing/_hints.html", {"story": story, "hints": hints, "viewer": viewer})


def _do(viewer: Viewer, story: StoryPage, form: WordsForm) -> Hints:
    now, data = timezone.now(), form.cleaned_data
    language = data["language"] if data["language"] in story.titles else best_language(viewer.language, [*story.titles])
    if data["do"] == "keep":
        _keep(viewer, story, language, data["text"])
    elif data["do"] == "drop":
        draft_actions.drop_draft(actor=viewer, story_id=story.id, language=language)
    draft = draft_of(viewer, story_id=story.id, language=language, now=now)
    return hints_for(viewer, story, language, data["text"], draft=draft, now=now, say=data["do"] == "say")


def _keep(viewer: Viewer, story: StoryPage, language: str, text: str) -> None:
    try:
        draft_actions.keep_draft(actor=viewer, story_id=story.id, language=language, text=text, now=timezone.now())
    except draft_actions.NoDraftError:
        return  # Nothing was typed, or a mail's link: the page offers no keeping then.


def typed_on(viewer: Viewer, story: StoryPage, data: QueryDict) -> str | None:
    """The text to go on with after a press that does not share, or None when it was the share itself.

    Without script these buttons load the sheet again: another language (``in``), or one of ``DEEDS``.
    """
    if "in" not in data and data.get("do") not in DEEDS:
        return None
    form = WordsForm(data)
    if not form.is_valid():
        return data.get("text", "")
    text: str = form.cleaned_data["text"]
    if "in" in data:
        return _in_another_language(story, text, before=form.cleaned_data["language"], now=str(data["in"]))
    hints = _do(viewer, story, form)
    return hints.said or text


def _in_another_language(story: StoryPage, text: str, *, before: str, now: str) -> str:
    """What somebody has written stays; a starting text becomes the first one of the other language."""
    starts = [(start.language, start.tone, start.text, start.channel) for start in story.share_texts]
    old, new = (make_sheet(titles=story.titles, starts=starts, reads=code, language=code) for code in (before, now))
    return text if not text.strip() or is_own(text, old.starts) else new.text


def refusal(viewer: Viewer, text: str) -> str:
    """Why these words may not be shared as they stand, or ""."""
    return " ".join(
        _("“%(phrase)s” must not stand in what we share.") % {"phrase": phrase.text}
        + " "
        + (phrase.advice or _("Say it in other words."))
        for phrase in never_said(viewer, text)
    )
