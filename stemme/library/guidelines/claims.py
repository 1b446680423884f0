"""Numbers that somebody will doubt, and words that shout: what a text claims without showing it. Pure."""

from __future__ import annotations

import re

from stemme.policy.phrases import stands_in, words_of

_ADDRESS = re.compile(r"https?://\S+")
_SPACE = r"[ \u00a0\u2009\u202f]"
#: A number that stands alone: no date, time, version, telephone number or hashtag.
_NUMBER = re.compile(
    rf"(?<![\w#@+.,:/–-])(\d{{1,3}}(?:(?:{_SPACE}|[.,'’])\d{{3}})+|\d{{1,12}})(?:[.,]\d{{1,3}})?"
    rf"(?![.,:/–-]?\d)(?!:)(?:{_SPACE}?(%|per cent|[^\W\d_]+(?:-[^\W\d_]+)*))?"
)
#: A number from here on is a claim, whatever it counts; four figures without a mark between may be a year.
_LARGE = 1_000
_YEARS = range(1500, 2101)
_PER_CENT = frozenset({"%", "percent", "per cent", "prosent", "procent", "prozent", "pct"})
_MANY = frozenset(
    words_of(
        """million millions millioner millionen miljon miljoner mio billion billions milliard milliarder milliarden
        miljard miljarder mrd thousand tusen tusind tausend"""
    )
)
#: Who says so, in the five languages; folded (``words_of``).
_ACCORDING = tuple(
    words_of(phrase)
    for phrase in (
        "according to", "reported by", "figures from", "ifølge", "tall fra", "tal fra", "enligt", "siffror från",
        "laut", "zufolge", "nach angaben", "zahlen von", "zahlen des", "zahlen der",
    )
)  # fmt: skip
_SOURCE = re.compile(r"\b(?:source|kilder?|käll(?:a|or)|quellen?)\s?:", re.IGNORECASE)
#: Words of advertising: superlatives nobody can show, by language, folded when read. Short on purpose.
SHOUTING = {
    "en": """best-in-class|cutting-edge|game-changer|game changing|groundbreaking|industry-leading|market leader|
        once in a lifetime|passionate about|revolutionary|second to none|state-of-the-art|thrilled to announce|
        excited to announce|proud to announce|unique opportunity|unparalleled|unrivalled|world-class|world-leading|
        must-have|don't miss|we are the best|number one""",
    "nb": """banebrytende|best i klassen|bransjeledende|markedsledende|revolusjonerende|unik mulighet|uovertruffen|
        verdensklasse|verdensledende|stolte av å kunngjøre|ikke gå glipp av|helt fantastisk|en gang i livet|
        nummer én i verden|state of the art""",
    "da": """banebrydende|bedst i klassen|brancheførende|markedsledende|revolutionerende|unik mulighed|uovertruffen|
        verdensklasse|verdensførende|stolte af at præsentere|gå ikke glip af|helt fantastisk|en gang i livet|
        state of the art""",
    "sv": """banbrytande|bäst i klassen|branschledande|marknadsledande|revolutionerande|unik möjlighet|oöverträffad|
        världsklass|världsledande|stolta över att presentera|missa inte|helt fantastiskt|en gång i livet|
        state of the art""",
    "de": """bahnbrechend|branchenführend|einzigartige Chance|einzigartige Gelegenheit|marktführend|Marktführer|
        revolutionär|unschlagbar|unübertroffen|Weltklasse|weltweit führend|weltführend|wir sind stolz darauf|
        nicht verpassen|einmalige Gelegenheit|das Beste vom Besten|State of the Art""",
}
_SHOUTING = {
    language: tuple((phrase.strip(), words_of(phrase)) for phrase in phrases.split("|"))
    for language, phrases in SHOUTING.items()
}


def numbers_to_prove(text: str) -> list[str]:
    """The numbers with what they count ("214 000 kunder") of a text that names no source; none when it does.

    A claim is a number of a thousand and more, a per cent, or one of thousands or millions. A link or a word like
    "according to" in the same text is a source.
    """
    if _ADDRESS.search(text) or _SOURCE.search(text) or _names_source(text):
        return []
    return [found[0].strip() for found in _NUMBER.finditer(text) if _claims(found[1], found[2] or "")]


def shouted(text: str, language: str) -> list[str]:
    """The words of advertising in a text, as the list has them, in its order."""
    words = words_of(text)
    there = set(words)
    return [p for p, parts in _SHOUTING.get(language, ()) if there.issuperset(parts) and stands_in(parts, words)]


def _names_source(text: str) -> bool:
    words = words_of(text)
    there = set(words)
    return any(there.issuperset(phrase) and stands_in(phrase, words) for phrase in _ACCORDING)


def _claims(number: str, counted: str) -> bool:
    after = counted.casefold()
    if after in _PER_CENT or after in _MANY:
        return True
    figures = "".join(sign for sign in number if sign.isdigit())
    value = int(figures)
    return value >= _LARGE and not (number == figures and value in _YEARS)
