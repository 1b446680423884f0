"""Tags that every template may use without loading: icons, avatars, scenes, windows, bars."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stemme.ui import charts, icons, windows
from stemme.ui.money import in_units
from stemme.ui.stylesheets import STYLESHEETS

register = template.Library()
SCENES = ("wind", "heat", "river", "grid", "jobs", "tech", "light")


@register.simple_tag
def stylesheets() -> SafeString:
    """Links to all style sheets of the product."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"ui/css/{name}.css"),) for name in STYLESHEETS)
    )


@register.simple_tag
def icon(name: str, small: bool = False) -> SafeString:
    """An icon for the eye only; put a text or an accessible name beside it. Raises LookupError for unknown names."""
    inside = mark_safe(icons.drawing(name))  # noqa: S308 - vendored file of ours
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', " i-sm" if small else "", inside
    )


@register.simple_tag
def avatar(initials: str, id: int, me: bool = False, size: str = "m") -> SafeString:
    """A pane with initials for the eye only; the hue follows from the id. ``size``: s, m or l."""
    hue = zlib.crc32(str(id).encode()) % 8
    classes = " ".join(("av", f"hue-{hue}", *(["me"] if me else []), *([size] if size != "m" else [])))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials)


@register.simple_tag
def scene(name: str) -> SafeString:
    """A drawn scene of the blue hour, for stories without a picture; "light" for unknown names."""
    return mark_safe(render_to_string(f"ui/scenes/{name if name in SCENES else 'light'}.svg"))  # noqa: S308


@register.filter
def signed(number: float, digits: int = 0) -> str:
    """The number with its sign, in the reader's way of writing: +1.4, −0,3, 0."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + magnitude(number, digits)


@register.filter
def magnitude(number: float, digits: int = 0) -> str:
    """The number without its sign, rounded, in the reader's way of writing."""
    return number_format(round(abs(number), digits), decimal_pos=digits)  # number_format alone would cut, not round


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """An amount in whole units of a currency, as the reader writes it."""
    return in_units(amount, currency, get_language() or "en")


@register.filter
def percent(share: float, digits: int = 1) -> str:
    """A share of one (0.531) as the reader writes percentages: 53.1% in English, 53,1 % elsewhere."""
    space = "" if (get_language() or "en").startswith("en") else "\N{NO-BREAK SPACE}"
    return f"{number_format(round(share * 100, digits), decimal_pos=digits)}{space}%"


@register.filter
def plain(number: object) -> str:
    """The number as machines write it (addresses, attributes of drawings): 1240, 12.5."""
    return str(number)


@register.filter
def short_range(paginator: Paginator[Any], number: int) -> Iterator[int | None]:
    """Page numbers around ``number`` with None for each gap."""
    for page in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1):
        yield page if isinstance(page, int) else None


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a form's field, looking like one and tied to its help and error (Django writes the aria words)."""
    plain_box = getattr(field.field.widget, "input_type", "") in {"checkbox", "radio", "hidden"}
    classes = f"{field.field.widget.attrs.get('class', '')} input".strip()
    return field.as_widget(attrs={} if plain_box else {"class": classes})


@register.simple_tag
def boxes(field: BoundField) -> SafeString:
    """The checkboxes of a field of several choices with their labels, as Django writes them, but without a template for
    each: a large company has a thousand teams."""
    widget, chosen = field.field.widget, {str(value) for value in field.value() or ()}
    name, key = escape(field.html_name), escape(field.auto_id)
    attributes = flatatt(field.build_widget_attrs(dict(widget.attrs)))
    # Only what differs is escaped in each row, without Django's wrappers: they would be a third of the page's time.
    return SafeString(
        "".join(
            f'<label><input type="checkbox" name="{name}" value="{escape(str(value))}" id="{key}_{place}"'
            f"{attributes}{' checked' if str(value) in chosen else ''}>{escape(str(words))}</label>"
            for place, (value, words) in enumerate(widget.choices)
        )
    )


@register.simple_tag
def panes(lit: int, total: int, seed: object, per_row: int = 10) -> SafeString:
    """Rows of windows, ``lit`` of ``total`` lit; for the eye only, so say the numbers beside it."""
    return _drawn("ui/_panes.html", {"panes": windows.panes(lit, total, seed=seed, per_row=per_row)})


@register.simple_tag
def quay(houses: Iterable[windows.House], seed: object, goal: float = 0.5, summary: str = "") -> SafeString:
    """Teams as houses, windows as colleagues. ``goal``: share of lit windows from which on the gable is lit."""
    drawing = windows.quay(list(houses), seed=seed, goal=goal, others=_("Others"))
    return _drawn("ui/_quay.html", {"quay": drawing, "summary": summary})


@register.simple_tag
def quay_with_names(houses: Iterable[windows.House], seed: object, goal: float = 0.5, summary: str = "") -> SafeString:
    """A quay with the teams' names and numbers below; it may have to be scrolled sideways on a phone."""
    drawing = windows.quay(list(houses), seed=seed, goal=goal, others=_("Others"))
    return _drawn("ui/_quay_street.html", {"quay": drawing, "summary": summary})


@register.simple_tag
def empty_quay() -> SafeString:
    """Three houses with one window lit: nothing here yet, but somebody is at home."""
    houses = [windows.House("", 9, 0), windows.House("", 12, 1), windows.House("", 6, 0)]
    return _drawn("ui/_quay.html", {"quay": windows.quay(houses, seed="nothing yet", goal=2)})


@register.simple_tag
def bar(
    value: float, max: float = 100, benchmark: float | None = None, label: str = "", thin: bool = False
) -> SafeString:
    """A bar of people, with the benchmark as a line. ``label`` says it in words; without it the bar is for the eye."""
    return _drawn(
        "ui/_bar.html",
        {
            "shape": "bench",
            "kind": "people",
            "width": charts.share_width(value, max),
            "goal": charts.share_width(benchmark, max) if benchmark is not None else "",
            "label": label,
            "thin": thin,
        },
    )


@register.simple_tag
def progress(value: float, max: float = 100, label: str = "", people: bool = False) -> SafeString:
    """A thin bar of how far something has come; put the numbers beside it, or in ``label``."""
    return _drawn(
        "ui/_bar.html",
        {
            "shape": "progress",
            "kind": "people" if people else "",
            "width": charts.share_width(value, max),
            "label": label,
        },
    )


def _drawn(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(name, context))  # noqa: S308 - a template of ours, escaped there
