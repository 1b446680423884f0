"""Papers as files: each one page of HTML that loads nothing, and all of them as one ZIP."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import override

from stemme.council.blocks import Content

_SHEETS = ("ui/css/tokens.css", "council/paper.css", "council/file.css")
_FRAME = (
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n<style>\n{styles}\n</style>\n</head>\n'
    "<body>\n{body}\n</body>\n</html>\n"
)


def _styles() -> str:
    found = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in _SHEETS]
    return "\n".join(found)


def as_html(content: Content, *, language: str, about: Mapping[str, Any]) -> str:
    """The paper as a document of its own. ``about``: organisation, edition (0: a preview), issued_on, fingerprint."""
    with override(language):
        body = render_to_string("council/_paper.html", {"content": content, "language": language, **about})
    title = f"{content.title} · {about['organisation']}"
    return _FRAME.format(language=language, title=escape(title), styles=_styles(), body=body)


def as_zip(
    contents: Mapping[tuple[str, str], Content],
    *,
    about: Mapping[str, Any],
    configuration: Mapping[str, Any],
    moment: dt.datetime,
) -> bytes:
    """All papers by language, and the configuration behind them. The same papers give the same bytes."""
    files = {
        f"{language}/{key}.html": as_html(content, language=language, about=about)
        for (key, language), content in contents.items()
    }
    files["configuration.json"] = json.dumps(configuration, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    utc = moment.astimezone(dt.UTC)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second // 2 * 2))
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def answer(body: str | bytes, *, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
