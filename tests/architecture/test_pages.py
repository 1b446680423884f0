"""What holds for every view and every template: a gate in front, no way around escaping, nothing inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from stemme.people import roles
from tests.architecture.source import APPS, PACKAGE, product_modules, templates

GATES = {"open", "reader", "employee"} | set().union(*(role.rights for role in roles.ROLES))
#: Where text is declared safe: why it is.
MARKS_SAFE = {
    "ui/templatetags/ui.py": "draws SVG out of numbers and known names; everything else is escaped there",
}
#: Who may be posted to without a token of the session: why.
EXEMPT_FROM_CSRF = {
    "chat/incoming_views.py": "Microsoft's bot service sends a signed token instead of a cookie (T-25)",
    "readiness/views/answering.py": "the page sets no cookie; its form carries a signed, expiring mark",
    "joining/views/asking.py": "the pages set no cookie; their forms carry a signed, expiring mark (T-35)",
    "landing/public/views.py": "the page sets no cookie; its form carries a signed, expiring mark (T-35)",
    "landing/public/confirm_views.py": "as above; and whoever has the mail's link is the one who may press",
    "outcomes/doors/api_views.py": "a server of the company's calls with the door's token, never with a cookie (T-14)",
    "outcomes/doors/site_views.py": "the script on a company's own pages sends no cookie, and brings no money (T-15)",
    "mailings/outbox_views.py": "the mail provider's server shows its own password or signature with each report",
    "landing/leads/own_views.py": "the page sets no cookie; whoever has the mail's link may delete that lead",
    "followups/public_views.py": "one-click unsubscribe comes from the mail provider's server; its form has a mark",
    "mailings/views.py": "one-click unsubscribe comes from the mail provider's server (RFC 8058), with its own token",
}

#: Forms of pages without a cookie, which carry a signed mark in its place (kit/form_token.py).
WITH_OWN_MARK = {
    "landing/templates/landing/public/_form.html",
    "landing/templates/landing/public/confirm.html",
    "landing/templates/landing/leads/own.html",
    "followups/templates/followups/stop.html",
    "joining/templates/joining/code.html",
    "joining/templates/joining/join.html",
    "readiness/templates/readiness/answer.html",
}


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def _ours(callback: Any) -> bool:
    return getattr(callback, "__module__", "").startswith("stemme.")


def test_every_view_has_a_gate() -> None:
    ungated = [
        f"{address} ({pattern.callback.__module__})"
        for address, pattern in _patterns(get_resolver())
        if getattr(pattern.callback, "gate", None) not in GATES
    ]
    assert not ungated, "mark the view: open_to_all, for_readers, for_employees or needs(right)"


def test_every_address_has_a_name_and_ends_in_a_slash() -> None:
    named = {pattern.callback for _address, pattern in _patterns(get_resolver()) if pattern.name}
    for address, pattern in _patterns(get_resolver()):
        if _ours(pattern.callback):
            assert pattern.callback in named, f"/{address} has no name"
            assert (
                address == ""
                or address.endswith("/")
                or "." in address
                or address == "healthz"
                or address.startswith("api/")
            ), address


def test_text_is_declared_safe_only_where_it_is_made() -> None:
    found = {
        module.short
        for module in product_modules()
        if any(name.rsplit(".", 1)[-1] in {"mark_safe", "SafeString", "SafeText"} for name in module.imports())
    }
    assert found <= set(MARKS_SAFE), "let the template escape it, or clean it with kit.html and say so here"
    assert set(MARKS_SAFE) <= found, "no longer needed in the list"


#: Templates that show HTML which kit.html.clean has been through when it was stored.
SHOWS_CLEAN_HTML: dict[str, str] = {
    "library/templates/library/look.html": "the same body, as its editors look at it before it goes out",
    "library/templates/library/hosted.html": "bodies are cleaned when they are stored (kit.html.clean)",
    "feed/templates/feed/story.html": "the body of a story, cleaned when it was stored",
}


def test_templates_do_not_switch_escaping_off() -> None:
    switch = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")
    found = {
        str(path.relative_to(PACKAGE))
        for path in templates()
        if path.suffix != ".txt" and switch.search(path.read_text(encoding="utf-8"))
    }
    assert found <= set(SHOWS_CLEAN_HTML)
    assert set(SHOWS_CLEAN_HTML) <= found, "no longer needed in the list"


def test_templates_have_nothing_inline() -> None:
    """The content security policy would not run or apply it. Mails are other: their readers know no stylesheets."""
    inline = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<style\b|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
    bad = []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        data = re.sub(r'<script type="application/(?:ld\+)?json"', "", text)
        if path.suffix == ".html" and "mail" not in path.stem and inline.search(data):
            bad.append(str(path.relative_to(PACKAGE)))
    assert not bad


def test_nobody_leaves_a_time_zone_behind() -> None:
    """It would hold for whoever comes next in the same thread; timezone.override ends with its block."""
    assert not [m.short for m in product_modules() if "timezone.activate(" in m.path.read_text(encoding="utf-8")]


def test_posts_of_other_sites_are_accepted_only_by_name() -> None:
    found = {
        module.short for module in product_modules() if any(name.endswith(".csrf_exempt") for name in module.imports())
    }
    assert found <= set(EXEMPT_FROM_CSRF)


def test_every_form_that_posts_carries_its_token() -> None:
    bad = []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
            posts = re.search(r"<form[^>]*method=[\"']post", form, flags=re.IGNORECASE)
            own = str(path.relative_to(PACKAGE)) in WITH_OWN_MARK and 'name="mark"' in form
            if posts and "csrf_token" not in form and not own:
                bad.append(str(path.relative_to(PACKAGE)))
    assert not bad


def test_every_app_says_what_it_is_for() -> None:
    missing = [app for app in APPS if not (PACKAGE / app / "README.md").exists()]
    long = [
        app
        for app in APPS
        if (PACKAGE / app / "README.md").exists()
        and len((PACKAGE / app / "README.md").read_text(encoding="utf-8").splitlines()) > 60
    ]
    assert not missing
    assert not long


def test_choices_do_not_fill_migrations() -> None:
    """Passed as a callable, a list of choices is not copied into every migration."""
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.glob("*/migrations/0*.py")
        if re.search(r"choices=[\[(]", path.read_text(encoding="utf-8"))
    ]
    assert not found
