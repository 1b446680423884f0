"""Every page, as whoever may see it: no fault of accessibility, light and dark, wide and at 320 px."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.addresses import Address, addresses

#: No pages: what they are instead.
NOT_PAGES = {
    "healthz": "JSON",
    "dashboard:analysis_table": "a CSV file",
    "reports:pdf": "a PDF file",
    "reports:xlsx": "a workbook",
    "reports:csv": "a CSV file",
    "library:mix_table": "a CSV file",
    "outcomes:goal_csv": "a CSV file",
    "followups:body": "a mail for its frame, in which no script runs",
    "followups:go": "leads to the address behind a mail's button",
    "outcomes:script": "a script for other sites",
    "outcomes:pixel": "a picture of one point",
    "outcomes:import_errors": "a CSV file",
    "outcomes:import_template": "a CSV file",
    "atlas:table": "a CSV file",
    "privacy:as_json": "a JSON file",
    "privacy:as_csv": "a zip of CSV files",
    "privacy:as_portfolio": "a file to take along",
    "library:picture": "a picture",
    "media:file": "a video or a document",
    "media:captions_file": "captions of a video",
    "oidc:begin": "leads to the company's sign-in",
    "oidc:connect": "leads to the company's sign-in",
    "library:card": "a picture",
    "library:export_feeds": "a list of feeds to take along",
    "library:scene": "a picture",
    "sharing:qr": "a picture",
    "reminders:calendar": "a file for a calendar",
    "proposals:picture": "a picture",
    "library:calendar": "a file for a calendar",
    "library:hosted": "of stories that live here: looked at in test_editor.py",
    "setup:sheet": "a style sheet",
    "setup:logo": "a picture",
    "council:all_now": "a zip of papers",
    "council:all_issued": "a zip of papers",
    "council:file_now": "a file to take along",
    "council:file": "a file to take along",
    "policy:mine_file": "a CSV file",
    "policy:exact_words": "a plain text",
    "scorecards:as_csv": "a CSV file",
    "scorecards:as_json": "a JSON file",
    "mailings:mail_body": "the HTML of a mail, made for mail programs",
}
#: By gate: who looks. A page that shows more to some is looked at by several.
LOOKS: dict[str, tuple[str, ...]] = {
    "open": ("",),
    "reader": ("cleo", "cleo_by_mail"),
    "employee": ("cleo", "lea"),
}
RIGHTS = {
    "read_overview": "ana",
    "write_stories": "bo",
    "manage_people": "lea",
    "manage_organisation": "ada",
    "read_audit": "ada",
    "read_settings": "ada",
    "grant_roles": "ada",
    "run_installation": "dan",
    "lead_programme": "lea",
    "support_team": "dan",
    "agree_measuring": "rut",
}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
#: Addresses without a name are other spellings of named ones.
PAGES = [a for a in addresses() if a.name not in NOT_PAGES and not a.name.endswith("None")]


def values(facts: dict[str, Any]) -> dict[str, object]:
    """What stands for each parameter of an address, by its name."""
    return {
        "story_id": facts["story"],
        "stream_id": 8000,
        "source_id": facts["source"],
        "item_id": facts["item"],
        "stop_id": facts["pause"],
        "function_id": 8900,
        "person_id": facts["people"]["dan"],
        "leaver_id": facts["people"]["dan"],
        "grant_id": facts["grant"],
        "visit_id": 1,
        "mailing_id": 1,
        "quiet_id": 1,
        "provider": "postmark",
        "note_id": 1,
        "try_id": 1,
        "reminder_id": 1,
        "proposal_id": 1,
        **dict.fromkeys(("rater_id", "task_id"), 1),
        "room_id": facts["room"],
        "campaign_id": facts["campaign"],
        "lottery_id": facts["lottery"],
        "page_id": facts["page_id"],
        **{name: facts[name] for name in ("lead_id", "webhook_id")},
        "goal_id": facts["goal_id"],
        "door_id": facts["door_id"],
        "site_code": facts["site_code"],
        "cost_id": facts["cost_id"],
        **facts["report"],
        "asset_id": facts["asset"],
        "agreement_id": facts["agreement"],
        "lock": "performance_export",
        "number": 1,
        "contact_id": 1,
        "language": "en",
        "thing": "topic",
        "thing_id": 1,
        "way": "slack",
        **dict.fromkeys(("pair_id", "entry_id", "ask_id", "reward_id"), 1),
        "lesson": "first-sentence",
        "step": "what",
        "line": "managers",
        "passkey_id": facts["passkey"],
        "link_id": facts["join_link"],
        "request_id": 1,
        "slug": "offshore",
        "channel": "linkedin",
        "organisation": "nordlys",
        "edition_id": facts["edition"],
        "challenge_id": facts["challenge"],
        "paper": "notice",
        "piece": "invitation",
    }


def path_of(address: Address, facts: dict[str, Any]) -> str:
    """The path to look at."""
    tokens = {"people:door": facts["door"], "people:not_for_me": facts["door"], "mailings:unsubscribe": facts["stop"]}
    tokens["followups:stop"] = tokens["followups:go"] = facts["mail_token"]
    tokens["landing:own_lead"] = facts["own_lead"]
    tokens["landing:confirm"] = facts["asked_token"]
    tokens["landing:done"] = tokens["landing:sales"] = facts["pressed_token"]
    tokens["joining:join"] = facts["join_token"]
    tokens["readiness:answer"] = facts["sheet"]
    tokens["reports:shared"] = facts["report"]["report_token"]
    if address.name == "scorecards:card":
        facts = {**facts, "people": {**facts["people"], "dan": facts["people"]["cleo"]}}
    known = {**values(facts), "token": tokens.get(address.name, "advs_wrong"), "key": "none"}
    if address.name.startswith("landing:"):
        known["slug"] = facts["landing_slug"]
    path = address.filled(known)
    assert path, f"tests/browser/test_every_page.py does not know what to put into {address.route}"
    return path


#: In the dark the same elements stand in the same places: only colours can be wrong.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast", "link-in-text-block"],
}


def violations(page: Any, scheme: str = "light") -> list[str]:
    """What axe finds: rule, what is wrong, where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES[scheme])
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def show_all(page: Any, width: int) -> None:
    """The whole page at this width: the bar below covers whatever lies there until one scrolls."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(900, min(height, 8000))})


def too_wide(page: Any) -> list[str]:
    """What sticks out to the right, if the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            return [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > wide + 1)
                .slice(0, 8)
                .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right));
        }"""
    )


def answers_posts_only(window: Any, path: str) -> bool:
    """Whether it is the address of a button, not of a page."""
    answer = window.context.request.get(window.house.url + path, max_redirects=0)
    assert answer.status != 405 or "POST" in answer.headers["allow"]
    return answer.status == 405


def lookers(address: Address) -> tuple[str, ...]:
    """Who looks at the page."""
    if address.name == "ui:styleguide":
        return ("",)
    return LOOKS.get(address.gate) or (RIGHTS[address.gate],)


CASES = [
    pytest.param(address, who, id=f"{address.name}-{who or 'nobody'}") for address in PAGES for who in lookers(address)
]


@pytest.mark.parametrize(("address", "who"), CASES)
def test_a_page_is_for_everybody(address: Address, who: str, house: Any, visit: Any) -> None:
    window = visit(who)
    path = path_of(address, house.facts)
    if answers_posts_only(window, path):
        return
    assert window.open(path) < 500
    problems = []
    for scheme in ("light", "dark"):
        window.page.emulate_media(color_scheme=scheme)
        for width in (1280, 320):
            show_all(window.page, width)
            problems += [f"{scheme} {width}: {line}" for line in violations(window.page, scheme)]
            problems += [f"{scheme} {width}: sticks out: {line}" for line in too_wide(window.page)]
    assert not problems, "\n".join(problems)
    assert not window.faults


@pytest.mark.parametrize("path", ["/nowhere/", "/people/", "/stories/999999/"])
def test_pages_about_what_went_wrong_are_for_everybody(path: str, visit: Any) -> None:
    window = visit("cleo")
    assert window.open(path) == 404
    assert not violations(window.page)
    window.page.set_viewport_size({"width": 320, "height": 900})
    assert not too_wide(window.page)
    assert not window.faults


def test_confirming_who_one_is_is_for_everybody(visit: Any) -> None:
    window = visit("cleo_by_mail")
    assert window.open("/impact/") == 403
    assert not violations(window.page)
    assert not window.faults
