"""The demo's landing page in three languages, who left their name there, and what visitors did, link by link."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from stemme.kit.hosted import landing_url
from stemme.landing.blocks import as_json, blocks_of
from stemme.landing.models import ConsentText, Lead, Page, PageText, StepTally
from stemme.landing.step_actions import sum_months
from stemme.landing.studio.actions import publish
from stemme.landing.studio.slugs import slug_of
from stemme.library.models import Story
from stemme.links.models import LinkTarget
from stemme.outcomes.models import Conversion, Goal
from stemme.people.queries import viewer
from stemme.project.demo.stage import BATCH, ZONE, Stage

_OWNER, _STORY = "maja.lindqvist", "winter-heat"
#: Of the visitors who were not to leave their name, so many came to the page and stayed (mockup 12: 36.6 per cent).
_STAYED, _LEFT_AT_ONCE = 0.355, 0.09
#: Of a hundred who sent the form, so many never confirmed; of those who did, so many went on, and bought.
_NEVER, _WENT_ON, _BOUGHT = 0.2, 0.45, 0.17
_KEPT = dt.timedelta(days=365)
_LANGUAGES, _WEIGHTS = ("de", "nb", "en"), (62, 28, 10)
#: Whose day and link: the key of a tally.
_Place = tuple[dt.date, int]


def make_landing(stage: Stage) -> None:
    """The page, its leads out of the goal's outcomes, its figures. Comes after the outcomes."""
    plan = tomllib.loads((Path(__file__).parent / "landing.toml").read_text(encoding="utf-8"))
    goal = Goal.objects.get(organisation=stage.organisation, key="leads")
    page = _page(stage, plan, goal)
    draw = random.Random(15)  # noqa: S311 - invented visitors, not secrets
    outcomes = list(
        Conversion.objects.filter(organisation=stage.organisation, goal=goal, touches__gt=0)
        .prefetch_related("touch_rows")
        .order_by("occurred_at", "id")
    )
    consents = {row.language: row for row in ConsentText.objects.filter(page=page)}
    told: dict[_Place, Counter[str]] = {}
    leads = [_lead(stage, draw, page, plan, consents, place, one) for place, one in enumerate(outcomes)]
    for one, lead in zip(outcomes, leads, strict=True):
        last = max(one.touch_rows.all(), key=lambda touch: touch.number)
        steps = told.setdefault((one.day, last.link_id), Counter())
        steps.update(confirmed=1, sales=int(lead.sales_at is not None), customers=int(lead.customer_at is not None))
    _keep(stage, outcomes, leads)
    Lead.objects.bulk_create(_waiting(stage, draw, page, plan, consents))
    StepTally.objects.bulk_create(_tallies(stage, draw, page, told), batch_size=BATCH)
    sum_months(stage.organisation.id, [page.id])


def _page(stage: Stage, plan: dict[str, Any], goal: Goal) -> Page:
    """Published when the goal began, and the story's links lead there."""
    then = dt.datetime.combine(goal.first_day, dt.time(9), tzinfo=ZONE)
    owner = stage.by_address[_OWNER]
    story = next(one.id for one in stage.stories if one.key == _STORY)
    page = Page.objects.create(
        organisation=stage.organisation, slug=plan["slug"], name=plan["name"], goal=goal, story_id=story, owner=owner,
        with_sales_page=True, language=plan["language"], created_by=owner, created_at=then - dt.timedelta(days=3),
    )  # fmt: skip
    for language in _LANGUAGES:
        said = plan[language]
        PageText.objects.create(
            page=page, language=language, title=said["title"], description=said["description"],
            imprint=plan["imprint"].strip(),
            form={**said["form"], "questions": said["questions"]},
            **{name: as_json(blocks_of(said[name])) for name in ("blocks", "thanks", "sales")},
        )  # fmt: skip
        ConsentText.objects.create(
            page=page, language=language, version=1, words=said["consent"], colleague_words=said["colleague"],
            made_at=then,
        )  # fmt: skip
    actor = viewer(owner.id, scope="employee")
    if actor is None:
        raise LookupError(_OWNER)
    publish(actor=actor, page_id=page.id, now=then)
    page.refresh_from_db()
    here = landing_url(page.slug)
    Story.objects.filter(id=story).update(target_url=here)
    LinkTarget.objects.filter(organisation=stage.organisation, story_id=story).update(url=here, measured=True)
    return page


def _lead(
    stage: Stage,
    draw: random.Random,
    page: Page,
    plan: dict[str, Any],
    consents: dict[str, ConsentText],
    place: int,
    outcome: Conversion,
) -> Lead:
    """Whoever is behind an outcome. Confirmed when it was counted."""
    at = outcome.occurred_at
    made = _named(stage, draw, page, plan, consents, place, at - dt.timedelta(minutes=draw.randint(1, 20)))
    made.confirmed_at = made.owner_told_at = at
    if draw.random() < _WENT_ON:
        made.sales_at = min(at + dt.timedelta(minutes=draw.randint(1, 9)), stage.now)
        # Whoever buys takes weeks, so the newest have not yet.
        bought = at + dt.timedelta(days=draw.randint(6, 25))
        if draw.random() < _BOUGHT / _WENT_ON and bought < stage.now:
            made.customer_at = bought
    return made


def _named(
    stage: Stage,
    draw: random.Random,
    page: Page,
    plan: dict[str, Any],
    consents: dict[str, ConsentText],
    place: int,
    left_at: dt.datetime,
) -> Lead:
    language = draw.choices(_LANGUAGES, _WEIGHTS)[0]
    names = _NAMES["nb" if language == "nb" else "de"]
    given, family = draw.choice(names[0]), draw.choice(names[1])
    said = plan[language]
    return Lead(
        organisation=stage.organisation, page=page, language=language, name=f"{given} {family}",
        email=f"{slug_of(given)}.{slug_of(family)}{place}@{draw.choice(said['domains'])}",
        answers={"company": draw.choice(said["companies"]), "flats": draw.choice(said["questions"][1]["options"])},
        consent=consents[language], consented_at=left_at, tell_colleague=draw.random() < 0.6,
        token_hash=f"demo-{place}", created_at=left_at, asked_at=left_at, ask_attempts=1,
    )  # fmt: skip


def _keep(stage: Stage, outcomes: list[Conversion], leads: list[Lead]) -> None:
    """Those of the last twelve months, and their numbers in the outcomes, as a form would have written them."""
    kept = [(one, lead) for one, lead in zip(outcomes, leads, strict=True) if one.occurred_at > stage.now - _KEPT]
    made = Lead.objects.bulk_create([lead for _one, lead in kept], batch_size=BATCH)
    for (one, _lead), lead in zip(kept, made, strict=True):
        one.event_id = f"lead-{lead.id}"
    Conversion.objects.bulk_update([one for one, _lead in kept], ["event_id"], batch_size=500)


def _waiting(
    stage: Stage, draw: random.Random, page: Page, plan: dict[str, Any], consents: dict[str, ConsentText]
) -> list[Lead]:
    """Three who have the mail and did not press the button yet."""
    moments = [stage.now - dt.timedelta(hours=hours) for hours in (3, 26, 70)]
    return [_named(stage, draw, page, plan, consents, 9000 + n, at) for n, at in enumerate(moments)]


def _tallies(stage: Stage, draw: random.Random, page: Page, told: dict[_Place, Counter[str]]) -> list[StepTally]:
    """What visitors did, link by link and day by day: never more than came."""
    found = []
    first = page.published_at.date() if page.published_at else stage.today
    team_of = {person.id: person.team_id for person in stage.person_of.values()}
    for share, link in stage.links:
        for day, visitors, _repeats in share.hits:
            if not first <= day < stage.today:
                continue
            known = told.get((day, link.id), Counter())
            others = [draw.random() for _ in range(visitors - known["confirmed"])]
            stayed = sum(one < _STAYED for one in others)
            seen = sum(one < _STAYED + _LEFT_AT_ONCE for one in others)
            sent = sum(draw.random() < _NEVER for _ in range(known["confirmed"])) if stayed else 0
            steps = {
                "seen": seen + known["confirmed"], "stayed": stayed + known["confirmed"],
                "form": known["confirmed"] + min(sent, stayed), **known,
            }  # fmt: skip
            if steps["seen"]:
                found.append(
                    StepTally(
                        organisation=stage.organisation, page=page, day=day, link_id=link.id, story_id=link.story_id,
                        channel=link.channel, team_id=team_of.get(link.person_id or 0), **steps,
                    )
                )  # fmt: skip
    return found


def _names() -> dict[str, tuple[list[str], list[str]]]:
    read = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    return {language: (read["given"][language], read["family"][language]) for language in ("de", "nb")}


_NAMES = _names()
