"""Landing pages as visitors see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.landing.blocks import Block, Question, blocks_of, form_words, questions_of
from stemme.landing.models import ConsentText, Page, PageText


@dataclass(frozen=True, slots=True)
class Consent:
    """Words to agree to. ``colleague_words`` is "" where telling the colleague is not asked."""

    id: int
    words: str
    colleague_words: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page in one of its languages. ``consent`` is None where nothing is asked for: then there is no form.

    ``with_form``: published with a form; ``languages``: all it has, its own first.
    """

    page_id: int
    organisation_id: int
    organisation_name: str
    time_zone: str
    slug: str
    language: str
    languages: tuple[str, ...]
    title: str
    description: str
    imprint: str
    blocks: tuple[Block, ...]
    thanks: tuple[Block, ...]
    sales: tuple[Block, ...]
    form: dict[str, str]
    questions: tuple[Question, ...]
    consent: Consent | None
    with_form: bool
    with_sales_page: bool
    keep_months: int
    open: bool


def public_page(slug: str, language: str, *, now: dt.datetime) -> PublicPage | None:
    """The published page in this language, else in its own; None when there is none (any more). Three queries."""
    page = Page.objects.select_related("organisation").filter(slug=slug, published_at__lte=now, withdrawn_at=None)
    found = page.first()
    return shown(found, language, open_=True) if found else None


def shown(page: Page, language: str, *, open_: bool) -> PublicPage | None:
    """The page as a visitor sees it, published or not (``open_``: its form may be sent). None without any words."""
    texts = {text.language: text for text in PageText.objects.filter(page_id=page.id)}
    if not texts:
        return None
    first = page.language if page.language in texts else min(texts)
    chosen = language if language in texts else first
    return _shown(page, texts[chosen], (first, *sorted(set(texts) - {first})), open_=open_)


def consent_of(page_id: int, language: str) -> Consent | None:
    """The newest words of consent in this language."""
    newest = ConsentText.objects.filter(page_id=page_id, language=language).order_by("-version").first()
    return Consent(newest.id, newest.words, newest.colleague_words) if newest else None


def _shown(page: Page, text: PageText, languages: tuple[str, ...], *, open_: bool) -> PublicPage:
    consent = consent_of(page.id, text.language) if page.with_form else None
    return PublicPage(
        page_id=page.id, organisation_id=page.organisation_id, organisation_name=page.organisation.name,
        time_zone=page.organisation.time_zone, slug=page.slug,
        language=text.language, languages=languages, title=text.title, description=text.description,
        imprint=text.imprint,
        blocks=blocks_of(text.blocks), thanks=blocks_of(text.thanks), sales=blocks_of(text.sales),
        form=form_words(text.form), questions=questions_of(text.form), consent=consent,
        with_form=page.with_form and consent is not None, with_sales_page=page.with_sales_page,
        keep_months=page.keep_months, open=open_,
    )  # fmt: skip
