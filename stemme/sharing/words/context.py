"""What the share sheet shows around one's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stemme.library.queries import StoryPage
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy
from stemme.policy.disclosure import disclosure_point, says_where, with_line
from stemme.policy.phrases import Phrase, found_in
from stemme.sharing.sheet import Sheet
from stemme.sharing.words.angles import general_angles
from stemme.sharing.words.beginning_queries import alike
from stemme.sharing.words.browser_queries import browser_mark
from stemme.sharing.words.draft_queries import KeptDraft, draft_of


@dataclass(frozen=True, slots=True)
class Angle:
    """A question to begin with, and its number on the page."""

    number: str
    question: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What is said about a text while it is written. None of it stops anybody, except a phrase marked ``never``."""

    says_where: bool
    language: str
    #: How one says that one works here, in that language.
    line: str
    #: Stands for what the line would add, so that the counter leaves room for it; "" once the text says so.
    room: str
    phrases: tuple[Phrase, ...]
    #: How many colleagues begin like this; 0 where nothing may be said.
    alike: int
    draft: KeptDraft | None
    #: The text is kept as it stands.
    kept: bool
    #: The text with the line in it, when that was asked for.
    said: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What helps to begin."""

    angles: tuple[Angle, ...]
    #: The question that was chosen, if any.
    question: str
    #: Typed, or chosen by the address: the browser's own draft does not take its place.
    given: bool
    #: What the browser's drafts are marked with, so that nobody sees another's on the same device.
    mark: str


def words_context(
    viewer: Viewer,
    story: StoryPage,
    sheet: Sheet,
    text: str | None,
    *,
    asked: Mapping[str, str] | None = None,
    now: dt.datetime | None = None,
) -> dict[str, Any]:
    """``words`` and ``hints`` for ``_starts.html``, ``_angles.html`` and ``_text.html``; one line of the guidelines;
    and the ``text`` to show.

    ``text``: what was typed; None before anything was. ``asked``: what the address asks for (``?start=``, ``?ask=``).
    """
    asked, now = asked or {}, now or dt.datetime.now(dt.UTC)
    questions = story.angles.get(sheet.language) or general_angles(story.kind, sheet.language)
    angles = tuple(Angle(str(number), question) for number, question in enumerate(questions, start=1))
    draft = draft_of(viewer, story_id=story.id, language=sheet.language, now=now)
    given = text is not None or bool(asked.get("start") or asked.get("text"))
    if text is None:
        text = draft.text if draft and not given else sheet.text
    words = OwnWords(
        angles=angles,
        question=next((angle.question for angle in angles if angle.number == asked.get("ask")), ""),
        given=given,
        mark=browser_mark(viewer),
    )
    hints = hints_for(viewer, story, sheet.language, text, draft=draft, now=now)
    return {"text": text, "words": words, "hints": hints, "guideline": _guideline(viewer, story, hints)}


def hints_for(
    viewer: Viewer,
    story: StoryPage,
    language: str,
    text: str,
    *,
    draft: KeptDraft | None,
    now: dt.datetime,
    say: bool = False,
) -> Hints:
    """What is to be said about this text; with ``say``, about the text with the line in it."""
    rules = policy.word_rules(viewer.organisation_id)
    line = rules.disclosure.get(language) or policy.usual_line(language, viewer.organisation_name)
    lines = [*rules.disclosure.values(), line]
    said = with_line(text, line) if say and not says_where(text, viewer.organisation_name, lines) else ""
    text = said or text
    says = bool(said) or says_where(text, viewer.organisation_name, lines)
    return Hints(
        language=language,
        says_where=says,
        line=line,
        room="" if says else f" {line}",
        phrases=tuple(found_in(text, rules.phrases)),
        alike=alike(viewer, story, text, now=now),
        draft=draft,
        kept=draft is not None and draft.text == text,
        said=said,
    )


def never_said(viewer: Viewer, text: str) -> list[Phrase]:
    """The phrases in this text that stop a share."""
    rules = policy.word_rules(viewer.organisation_id)
    return found_in(text, (phrase for phrase in rules.phrases if phrase.never))


def _guideline(viewer: Viewer, story: StoryPage, hints: Hints) -> tuple[str, str] | None:
    """One sentence of the organisation's guidelines with its language: to say where one works as long as the text does
    not; else another one for each story."""
    current = policy.current(viewer.organisation_id)
    if current is None:
        return None
    text = current.text_for(viewer.language)
    fitting = "" if hints.says_where else disclosure_point(text.points)
    return text.language, fitting or text.points[story.id % len(text.points)]
