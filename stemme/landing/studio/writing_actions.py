"""Writing the words of a page: one language, its consent, and the questions that all languages share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemme.landing.blocks import Question, as_json, form_words, questions_of
from stemme.landing.models import ConsentText, Page
from stemme.landing.studio.content import Content

#: Columns of the page that the editor's form changes.
SETTINGS = ("name", "goal_id", "sales_goal_id", "owner_id", "keep_months", "with_form", "with_sales_page")


def as_form(words: Mapping[str, str], questions: Sequence[Question]) -> dict[str, object]:
    """How the database keeps the words of the form and its questions."""
    asked = [
        {"key": one.key, "label": one.label, "kind": one.kind, "required": one.required, "options": list(one.options)}
        for one in questions
    ]
    return {**words, "questions": asked}


def write_text(page: Page, language: str, content: Content) -> None:
    """Keep the words of one language as a whole."""
    page.texts.update_or_create(
        language=language,
        defaults={
            "title": content.title,
            "description": content.description,
            "imprint": content.imprint,
            "blocks": as_json(content.blocks),
            "thanks": as_json(content.thanks),
            "sales": as_json(content.sales),
            "form": as_form(content.form, content.questions),
        },
    )


def keep_consent(page: Page, language: str, content: Content, *, now: dt.datetime) -> None:
    """Other words than the newest become a new version. Without words nothing changes: people agreed to those."""
    newest = page.consents.filter(language=language).order_by("-version").first()
    same = newest is not None and (newest.words, newest.colleague_words) == (content.consent, content.colleague)
    if content.consent and not same:
        ConsentText.objects.create(
            page=page, language=language, version=newest.version + 1 if newest else 1, words=content.consent,
            colleague_words=content.colleague, made_at=now,
        )  # fmt: skip


def spread_questions(page: Page, language: str, questions: Sequence[Question]) -> None:
    """Ask the same in the page's other languages: same keys in the same order; words are kept where there are some."""
    for text in page.texts.exclude(language=language):
        own = {one.key: one for one in questions_of(text.form)}
        asked = [_in_words_of(one, own.get(one.key)) for one in questions]
        written = as_form(form_words(text.form), asked)
        if written != text.form:
            text.form = written
            text.save(update_fields=["form"])


def _in_words_of(question: Question, own: Question | None) -> Question:
    if own is None:
        return question
    options = own.options if len(own.options) == len(question.options) else question.options
    return replace(question, label=own.label, options=options)
