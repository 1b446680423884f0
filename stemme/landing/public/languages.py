"""In which of its languages a page is shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from stemme.kit.languages import best_language, language_code


def chosen_language(request: HttpRequest, languages: Sequence[str]) -> str:
    """What ``?in=`` says, else what the browser prefers or its readers understand, else the page's own (the first)."""
    asked = request.GET.get("in", "")
    if asked in languages:
        return asked
    header = request.headers.get("Accept-Language", "")
    wanted = [language_code(code) for code, _weight in parse_accept_lang_header(header)]
    known = [code for code in wanted if code]
    for code in known:
        if code in languages:
            return code
    own = languages[0]
    return best_language(known[0], tuple(languages), fallback=own) if known else own
