"""Which texts an app wants translated: read out of its Python files and templates, for tools/messages.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract

PROJECT = Path(__file__).resolve().parents[1]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class MessageError(Exception):
    """A text in the code that could never be translated; the sentence says where and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the code: English singular, English plural or "", context or ""."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What Django looks it up by."""
        return (self.context, self.singular)


def texts_of(app: Path) -> list[Text]:
    """All texts of one app, each once; a text used with and without a plural is kept with its plural."""
    found: dict[tuple[str, str], Text] = {}
    for path in sorted(app.rglob("*")):
        inside = path.relative_to(app).parts
        if {"tests", "migrations", "locale", "static"} & set(inside[:-1]):
            continue
        for text in _texts_in(path):
            known = found.get(text.key)
            if known is None or (text.plural and not known.plural):
                found[text.key] = text
            elif text.plural and known.plural != text.plural:
                raise MessageError(f"{path}: {text.singular!r} has two different plurals in this app")
    return list(found.values())


def _texts_in(path: Path) -> Iterator[Text]:
    if path.suffix == ".py":
        with path.open("rb") as file:
            for _line, words, _comments, context in extract("python", file, KEYWORDS):
                yield _text(words, context or "")
    elif "templates" in path.parts and path.suffix in {".html", ".txt", ".mjml", ".eml", ".svg"}:
        yield from texts_in_template(path.read_text(encoding="utf-8"), str(path.relative_to(PROJECT)))


def _text(words: str | Sequence[str], context: str) -> Text:
    if isinstance(words, str):
        return Text(words, context=context)
    return Text(words[0], words[1] if len(words) > 1 else "", context)


_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"(?:(?P<name>n?p?gettext)|(?<![\w])_)\((?P<arguments>{_LITERAL}(?:, ?{_LITERAL})*)")


def texts_in_template(source: str, name: str) -> Iterator[Text]:
    """The texts that Django looks up when it renders this template.

    Django's own ``templatize`` turns the tags into calls of gettext; this reads those calls. Raises
    MessageError for ``_("50 %")``: Django doubles the sign on look-up and shows it doubled.
    """
    from django.utils.translation.template import templatize

    try:
        code = templatize(source)
    except SyntaxError as error:
        raise MessageError(f"{name}: {error}") from error
    for call in _CALL.finditer(code):
        words = [str(ast.literal_eval(word)) for word in re.findall(_LITERAL, call["arguments"])]
        function = call["name"] or "_"
        if function == "_" and "%" in words[0]:
            raise MessageError(f"{name}: write {words[0]!r} with {{% translate %}}; _() cannot hold a percent sign")
        context = words.pop(0) if "p" in function else ""
        if words[0].endswith("\\"):
            raise MessageError(f"{name}: {words[0]!r} has a quotation mark in it; use the other kind outside")
        if not words[0].strip():
            raise MessageError(f"{name}: an empty text is to be translated")
        yield Text(words[0], words[1] if len(words) > 1 else "", context)
