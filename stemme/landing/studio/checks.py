"""What has to be there before visitors may see a page. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.landing.blocks import Block


@dataclass(frozen=True, slots=True)
class Checked:
    """The words of a page in one language, as far as they are looked at."""

    title: str
    blocks: Sequence[Block]
    thanks: Sequence[Block]
    sales: Sequence[Block]
    consent: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is missing. ``key`` is one of wording.PROBLEMS; ``language`` is "" for the page as a whole."""

    key: str
    language: str = ""


def problems(texts: Mapping[str, Checked], *, with_form: bool, with_sales_page: bool, has_owner: bool) -> list[Problem]:
    """Everything that keeps the page from being published, each thing once per language."""
    found = [Problem("words")] if not texts else []
    if with_form and not has_owner:
        found.append(Problem("owner"))
    for language, text in texts.items():
        keys = _of_words(text, with_form=with_form, with_sales_page=with_sales_page)
        found += [Problem(key, language) for key in keys]
    return found


def _of_words(text: Checked, *, with_form: bool, with_sales_page: bool) -> list[str]:
    keys = []
    if not text.title:
        keys.append("title")
    if not any(block.kind == "opening" and block.words["heading"] for block in text.blocks):
        keys.append("opening")
    if with_form and not text.consent:
        keys.append("consent")
    if with_sales_page and all(block.empty for block in text.sales):
        keys.append("sales")
    shown = [*text.blocks, *(text.thanks if with_form else ()), *(text.sales if with_sales_page else ())]
    for block in shown:
        wrong = "" if block.empty else _wrong(block)
        if wrong and wrong not in keys:
            keys.append(wrong)
    return keys


def _wrong(block: Block) -> str:
    words = block.words
    if block.kind == "picture" and not (words["asset"] and words["alt"]):
        return "picture"
    if block.kind == "button" and not (words["label"] and is_web_address(words["url"])):
        return "button"
    if block.kind == "voice" and not (words["quote"] and words["name"]):
        return "voice"
    if block.kind == "figures" and any(bool(words[f"figure{n}"]) != bool(words[f"meaning{n}"]) for n in (1, 2, 3)):
        return "figures"
    return ""


def is_web_address(url: str) -> bool:
    """True for an address that a button may lead to: encrypted, with a host.

    >>> is_web_address("https://nordlys.example/heat"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    start, _dot, rest = url.partition("://")
    host = rest.partition("/")[0]
    return start.lower() == "https" and "." in host.strip(".") and not any(sign in url for sign in " <>\"'\\@")
