"""Landing pages as their editors see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.kit.periods import Period
from stemme.landing.blocks import blocks_of, form_words, questions_of
from stemme.landing.models import ConsentText, Lead, Page, PageText
from stemme.landing.page_queries import PublicPage, shown
from stemme.landing.step_queries import Steps, steps
from stemme.landing.studio.checks import Checked, Problem, problems
from stemme.landing.studio.content import Content
from stemme.media import queries as media
from stemme.people.viewer import Viewer

#: How many days the figures of the list look back on.
DAYS = 30
DRAFT, PUBLISHED, WITHDRAWN = "draft", "published", "withdrawn"
#: So many pictures are offered, the newest first.
_PICTURES = 100


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as pages of the studio name it. ``languages``: all it has, its own first."""

    id: int
    name: str
    slug: str
    state: str
    language: str
    languages: tuple[str, ...]
    revision: int
    story_id: int | None
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page in the list, with what it brought: visitors, names left and names confirmed in the last DAYS days."""

    page: PageRow
    visitors: int
    leads: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class ConsentVersion:
    """Words that were or are asked for, with how many agreed to them."""

    version: int
    words: str
    colleague_words: str
    made_at: dt.datetime
    leads: int


def pages(viewer: Viewer, *, now: dt.datetime) -> list[ListedPage]:
    """The organisation's pages, newest first. Four queries, however many there are."""
    ours, today = viewer.organisation_id, viewer.today(now)
    languages: dict[int, list[str]] = {}
    for page_id, language in PageText.objects.filter(page__organisation_id=ours).values_list("page_id", "language"):
        languages.setdefault(page_id, []).append(language)
    visited = steps(ours, Period(today - dt.timedelta(days=DAYS - 1), today), by="page")
    since = now - dt.timedelta(days=DAYS)
    recent = Lead.objects.filter(Q(created_at__gte=since) | Q(confirmed_at__gte=since), organisation_id=ours)
    counted = (
        recent.order_by()
        .values_list("page_id")
        .annotate(
            left=Count("id", filter=Q(created_at__gte=since)), kept=Count("id", filter=Q(confirmed_at__gte=since))
        )
    )
    leads = {page_id: (left, kept) for page_id, left, kept in counted}
    return [
        ListedPage(
            _row(page, languages.get(page.id, [])), visited.get(page.id, Steps()).seen, *leads.get(page.id, (0, 0))
        )
        for page in Page.objects.filter(organisation_id=ours).order_by("-created_at", "-id")
    ]


def page(organisation_id: int, page_id: int) -> PageRow | None:
    """One page; None if the organisation has no such page."""
    found = Page.objects.filter(organisation_id=organisation_id, id=page_id).first()
    return _row(found, list(found.texts.values_list("language", flat=True))) if found else None


def content(organisation_id: int, page_id: int, language: str, *, like: str = "") -> Content:
    """The page in a language, to be changed; in one that it does not have, a copy of ``like``'s words."""
    return begun(Page.objects.get(organisation_id=organisation_id, id=page_id), language, like=like)[0]


def begun(page: Page, language: str, *, like: str) -> tuple[Content, bool]:
    """What the editor begins with, and whether the language is new. Raises PageText.DoesNotExist without ``like``."""
    text = page.texts.filter(language=language).first()
    return (content_of(page, text), False) if text else (content_of(page, page.texts.get(language=like)), True)


def content_of(page: Page, text: PageText) -> Content:
    """Settings and words as the editor's page holds them."""
    newest = ConsentText.objects.filter(page_id=page.id, language=text.language).order_by("-version").first()
    return Content(
        name=page.name, goal_id=page.goal_id, sales_goal_id=page.sales_goal_id, owner_id=page.owner_id,
        keep_months=page.keep_months, with_form=page.with_form, with_sales_page=page.with_sales_page,
        title=text.title, description=text.description, imprint=text.imprint, blocks=blocks_of(text.blocks),
        thanks=blocks_of(text.thanks), sales=blocks_of(text.sales), form=form_words(text.form),
        questions=questions_of(text.form), consent=newest.words if newest else "",
        colleague=newest.colleague_words if newest else "",
    )  # fmt: skip


def imprint_of(organisation_id: int, language: str) -> str:
    """What stands at the foot of the newest page in this language, to begin another with; "" when nothing does."""
    texts = PageText.objects.filter(page__organisation_id=organisation_id, language=language).exclude(imprint="")
    return texts.order_by("-page_id").values_list("imprint", flat=True).first() or ""


def missing(organisation_id: int, page_id: int) -> list[Problem]:
    """What has to be there before visitors may see the page as it is saved."""
    page = Page.objects.get(organisation_id=organisation_id, id=page_id)
    held = {text.language: content_of(page, text) for text in page.texts.order_by("language")}
    texts = {
        language: Checked(one.title, one.blocks, one.thanks, one.sales, one.consent) for language, one in held.items()
    }
    return problems(
        texts, with_form=page.with_form, with_sales_page=page.with_sales_page, has_owner=page.owner_id is not None
    )


def as_visitors_see(organisation_id: int, page_id: int, language: str) -> PublicPage | None:
    """The page as it is saved, published or not; None without any words."""
    page = Page.objects.select_related("organisation").get(organisation_id=organisation_id, id=page_id)
    return shown(page, language, open_=False)


def consent_versions(organisation_id: int, page_id: int, language: str) -> list[ConsentVersion]:
    """All words that were asked for in this language, newest first. Two queries."""
    found = ConsentText.objects.filter(page_id=page_id, page__organisation_id=organisation_id, language=language)
    leads = Lead.objects.filter(organisation_id=organisation_id, page_id=page_id, language=language).order_by()
    agreed = dict(leads.values_list("consent_id").annotate(many=Count("id")))
    return [
        ConsentVersion(one.version, one.words, one.colleague_words, one.made_at, agreed.get(one.id, 0))
        for one in found.order_by("-version")
    ]


def pictures(organisation_id: int) -> list[media.AssetRow]:
    """The organisation's own pictures that can be used, newest first."""
    found = media.rows(media.assets(organisation_id, "picture")[:_PICTURES])
    return [one for one in found if one.picture_url]


def _row(page: Page, languages: list[str]) -> PageRow:
    state = DRAFT if page.published_at is None else WITHDRAWN if page.withdrawn_at else PUBLISHED
    own = [page.language] if page.language in languages else []
    return PageRow(
        page.id, page.name, page.slug, state, page.language, (*own, *sorted({*languages} - {*own})), page.revision,
        page.story_id, page.published_at,
    )  # fmt: skip
