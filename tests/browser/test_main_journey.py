"""The main journey in a browser: by keyboard alone, and with JavaScript off."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import pytest

from tests.browser.test_every_page import too_wide, violations
from tests.house import PROJECT

ROSTER = PROJECT / "stemme" / "people" / "tests" / "data" / "ansatte-2026-10.csv"
#: What a person has in front of them while tabbing: the element, whether it shows that it has the focus, and
#: whether something else lies on it (WCAG 2.4.7, 2.4.11).
FOCUS = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const name = e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + ' ' +
        (e.getAttribute('aria-label') || e.textContent || e.name || '').trim().replace(/\\s+/g, ' ').slice(0, 60);
    const near = [e, e.parentElement, e.closest('label'), e.nextElementSibling].filter(Boolean);
    const outlined = s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
    const shown = near.map(n => getComputedStyle(n)).some(s => outlined(s) || s.boxShadow !== 'none');
    const box = e.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const own = top && (e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some(l => l.contains(top))));
    return {name, shown, hidden: !own};
}"""


def tab_to(page: Any, selector: str, *, at_most: int = 120) -> None:
    """Press Tab until the focus is on it; each stop on the way must show itself."""
    problems = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop and not stop["shown"]:
            problems.append(f"no visible focus: {stop['name']}")
        if stop and stop["hidden"]:
            problems.append(f"focus lies under something else: {stop['name']}")
        if page.evaluate("s => !!document.activeElement && document.activeElement.matches(s)", selector):
            assert not problems, "\n".join(problems)
            return
    raise AssertionError(f"{selector} cannot be reached by Tab on {page.url}")


def enter(page: Any, key: str = "Enter") -> None:
    """Press the key and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def tracked_link(text: str) -> str:
    """The one link in there."""
    found = set(re.findall(r"http://127\.0\.0\.1:\d+/s/\w+", text))
    assert len(found) == 1, found
    return found.pop()


def test_by_keyboard_alone(house: Any, visit: Any) -> None:
    window = visit()
    page = window.page
    window.open(f"/l/{house.facts['door']}/?to=/stories/")
    tab_to(page, "form button[type=submit]")
    enter(page)
    assert page.url.endswith("/stories/")
    story = house.facts["second_story"]
    tab_to(page, f"a[href='/stories/{story}/']")
    enter(page)
    tab_to(page, f"a[href^='/stories/{story}/share/']")
    enter(page)
    tab_to(page, "textarea")
    page.keyboard.type(" My own words.")
    tab_to(page, "main form button.btn-lamp")
    page.keyboard.press("Enter")
    page.wait_for_selector("#own-link")
    assert page.evaluate("() => document.activeElement.tagName") == "H1"
    tracked_link(page.content())
    assert not window.faults


@pytest.mark.parametrize(
    ("who", "path"),
    [("cleo", "/stories/"), ("cleo", "/impact/"), ("lea", "/overview/"), ("bo", "/studio/"), ("lea", "/people/")],
)
def test_every_stop_of_the_keyboard_can_be_seen(who: str, path: str, visit: Any) -> None:
    window = visit(who)
    assert window.open(path) == 200
    window.page.evaluate(
        "() => { const end = document.createElement('button'); end.id = 'the-end'; end.textContent = 'End';"
        " document.body.append(end); }"
    )
    tab_to(window.page, "#the-end", at_most=300)
    assert not window.faults


def test_with_javascript_off(house: Any, visit: Any) -> None:
    window = visit(scripts=False, width=390)
    page = window.page
    story_id = house.facts["second_story"]
    window.open(f"/l/{house.facts['door_of_ana']}/?to=/stories/")
    page.click("form button[type=submit]")
    page.click(f"a[href='/stories/{story_id}/'] >> nth=0")
    page.click(f"a[href^='/stories/{story_id}/share/'] >> nth=0")
    links = set()
    for channel, network in (("linkedin", "https://www.linkedin.com/"), ("bluesky", "https://bsky.app/")):
        window.open(f"/stories/{story_id}/share/?channel={channel}")
        page.fill("textarea", f"My own words for {channel}.")
        # The press opens a tab that makes the link and goes on to the network.
        with window.context.expect_event("request", lambda request, at=network: request.url.startswith(at)) as asked:
            page.click("main form button.btn-lamp:visible")
        links.add(tracked_link(unquote(asked.value.url)))
    assert len(links) == 2
    assert not window.faults


def test_every_step_of_an_import_is_for_everybody(visit: Any) -> None:
    window = visit("lea")
    page = window.page
    window.open("/people/import/")
    page.set_input_files("input[type=file]", ROSTER)
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/people/import/columns/")
    problems = _look(page, "columns")
    page.click("main form.panel button[type=submit]")
    page.wait_for_url("**/people/import/check/")
    problems += _look(page, "check")
    assert not problems, "\n".join(problems)
    assert not window.faults


def _look(page: Any, name: str) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            lines = (*violations(page, scheme), *too_wide(page))
            found += [f"{name} {scheme} {width}: {line}" for line in lines]
    return found
