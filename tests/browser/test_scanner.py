"""A mail scanner that runs scripts and presses everything leaves no trace, and burns nothing (T-01)."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Error

from tests.security.test_scanners import TRACES

_COUNT = """
import json, django; django.setup()
from django.apps import apps
from stemme.kit.tenancy import across_organisations
from stemme.people.models import Person
with across_organisations("a test counts the rows of everybody"):
    found = {name: apps.get_model(name)._base_manager.count() for name in %r}
    found["states"] = repr(sorted(Person.objects.values_list("id", "joined_at", "declined_at", "paused_until")))
print(json.dumps(found))
"""


def traces(house: Any) -> dict[str, Any]:
    """How many rows there are of whatever says that somebody did something, and what state everybody is in."""
    return json.loads(house.house.python("-c", _COUNT % (TRACES,)).strip().splitlines()[-1])


#: Runs in each page as its own script would: what a test evaluates in a page counts as pressed by hand.
_PRESSES = """
addEventListener("load", () => {
  const number = location.hash.startsWith("#press-") ? Number(location.hash.slice(7)) : -1;
  const found = document.querySelectorAll("form[method=post] button")[number];
  if (found && !found.disabled) found.form.requestSubmit(found);
});
"""
MOST_BUTTONS = 8


def leave(page: Any) -> None:
    """To an empty page, also while what a button began is still on its way and leads somewhere else first."""
    for _ in range(4):
        try:
            page.goto("about:blank")
            return
        except Error:
            page.wait_for_load_state()
    page.goto("about:blank")


def press_everything(window: Any, path: str) -> None:
    """Open the page once for each of its buttons, which a script then presses."""
    leave(window.page)  # The answer to what was pressed last may still be on its way.
    window.open(path)
    buttons = window.page.locator("form[method=post] button").count()
    for number in range(min(buttons, MOST_BUTTONS)):
        leave(window.page)
        window.open(f"{path}#press-{number}")
        window.page.wait_for_timeout(200)  # Some are sent by script, and lead nowhere.
        window.page.wait_for_load_state()


def test_a_scanner_with_scripts_leaves_no_trace_and_the_person_gets_in(house: Any, visit: Any) -> None:
    door, stop, story = (house.facts[name] for name in ("door", "stop", "story"))
    before = traces(house)
    scanner = visit()
    scanner.context.add_init_script(_PRESSES)
    press_everything(scanner, f"/l/{door}/?to=/stories/{story}/")
    scanner.page.wait_for_url(f"**/stories/{story}/**")  # The button lets programs in as well, for nothing.
    for path in (f"/l/{door}/no/", f"/unsubscribe/{stop}/", f"/stories/{story}/",
                 "/stories/", "/mails/"):  # fmt: skip
        press_everything(scanner, path)
    assert traces(house) == before
    person = visit()
    person.open(f"/l/{door}/?to=/stories/{story}/")
    person.page.locator("main form button[type=submit]").first.click()
    person.page.wait_for_url(f"**/stories/{story}/")
