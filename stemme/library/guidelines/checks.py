"""The guideline check of a story: what an editor might want to look at again. Pure.

Every rule is a small function from the story (``Checked``) and the house's ``Rules`` to findings. Nothing here stops
anybody, except phrases the house has marked ``never``: those are ``MUST``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stemme.library.guidelines.claims import numbers_to_prove, shouted
from stemme.library.guidelines.likeness import alike_pairs
from stemme.library.guidelines.readability import LONGEST_SENTENCE, is_hard, read
from stemme.library.guidelines.shouting import exclamations, hashtags, in_capitals
from stemme.policy.disclosure import names, says_where
from stemme.policy.phrases import Phrase, found_in, words_of

HINT, MUST = "hint", "must"
#: Networks show about two lines of a title on a card.
TITLE_ON_CARD = 95
#: So many are read; more look like a machine's.
MOST_EXCLAMATIONS, MOST_HASHTAGS = 1, 3
#: Who speaks of "we" speaks for somebody: the employer. Folded, by language.
_WE = {
    language: frozenset(words_of(said))
    for language, said in {
        "en": "we our ours us we're we've we'll",
        "nb": "vi vår vårt våre oss",
        "da": "vi vores vor os",
        "sv": "vi vår vårt våra oss",
        "de": "wir uns unser unsere unserem unseren unserer unseres",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the story: its part (``title``, ``summary``, ``why``, ``body``, ``angles`` or a tone), its language."""

    part: str
    language: str
    text: str
    #: A starting point for somebody's own words: it will be read as theirs.
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is checked of a story."""

    language: str
    kind: str = "article"
    texts: tuple[Written, ...] = ()
    has_picture: bool = False
    picture_described: bool = False
    #: The picture came from a page of somebody else.
    picture_theirs: bool = False
    place: bool = False
    last_day: bool = False
    time: bool = False
    #: People of the audience who read none of its languages, by theirs; 0: some, too few to be counted.
    cannot_read: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the house says about words."""

    organisation_name: str
    phrases: tuple[Phrase, ...] = ()
    customers: tuple[str, ...] = ()
    #: How people say that they work here, in whatever language.
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: which rule, where (``part`` and ``language``, "" for the story), and what it is about."""

    key: str
    part: str = ""
    language: str = ""
    words: str = ""
    level: str = HINT
    number: int = 0
    #: What to do instead, in the house's own words.
    advice: str = ""


Found = Iterator[Finding]


def check(story: Checked, rules: Rules) -> list[Finding]:
    """All findings, what must not stay first, then by rule and place; the order of the texts does not matter."""
    found = {finding for rule in _OF_STORY for finding in rule(story, rules)}
    for text in story.texts:
        found |= {finding for rule in _OF_TEXT for finding in rule(text, rules)}
    order = {key: place for place, key in enumerate(KEYS)}
    return sorted(
        found,
        key=lambda f: (
            f.level != MUST,
            order[f.key],
            f.language != story.language,
            -f.number,
            f.language,
            f.part,
            f.words,
        ),
    )


def _phrases(text: Written, rules: Rules) -> Found:
    for phrase in found_in(text.text, rules.phrases):
        level = MUST if phrase.never else HINT
        yield Finding("phrase", text.part, text.language, phrase.text, level, advice=phrase.advice)


def _customers(text: Written, rules: Rules) -> Found:
    words = words_of(text.text)
    for customer in rules.customers:
        if names(words, customer):
            yield Finding("customer", text.part, text.language, customer)


def _disclosure(text: Written, rules: Rules) -> Found:
    if not text.shared or says_where(text.text, rules.organisation_name, rules.lines):
        return
    said = next((word for word in words_of(text.text) if word in _WE.get(text.language, ())), "")
    if said:
        yield Finding("disclosure", text.part, text.language, said)


def _hard(text: Written, rules: Rules) -> Found:
    reading = read(text.text) if text.part != "angles" else None
    if reading is None:
        return
    if reading.longest_words > LONGEST_SENTENCE:
        yield Finding("sentence", text.part, text.language, _short(reading.longest), number=reading.longest_words)
    if is_hard(reading, text.language):
        yield Finding("hard", text.part, text.language, number=reading.lix)


def _numbers(text: Written, rules: Rules) -> Found:
    if text.shared or text.part == "body":
        for number in dict.fromkeys(numbers_to_prove(text.text)):
            yield Finding("number", text.part, text.language, number)


def _tone(text: Written, rules: Rules) -> Found:
    for phrase in shouted(text.text, text.language):
        yield Finding("tone", text.part, text.language, phrase)


def _loud(text: Written, rules: Rules) -> Found:
    capitals = in_capitals(text.text)
    if capitals:
        yield Finding("capitals", text.part, text.language, _short(capitals))
    if text.part != "body" and exclamations(text.text) > MOST_EXCLAMATIONS:
        yield Finding("exclamations", text.part, text.language, number=exclamations(text.text))
    if hashtags(text.text) > MOST_HASHTAGS:
        yield Finding("hashtags", text.part, text.language, number=hashtags(text.text))


def _title(text: Written, rules: Rules) -> Found:
    if text.part == "title" and len(text.text) > TITLE_ON_CARD:
        yield Finding("long_title", text.part, text.language, number=len(text.text))


def _alike(story: Checked, rules: Rules) -> Found:
    for language in {text.language for text in story.texts if text.shared}:
        texts = sorted(
            (text for text in story.texts if text.shared and text.language == language), key=lambda t: (t.part, t.text)
        )
        for _first, second in alike_pairs([text.text for text in texts]):
            yield Finding("alike", texts[second].part, language, _short(texts[second].text))


def _languages(story: Checked, rules: Rules) -> Found:
    for language, people in story.cannot_read.items():
        yield Finding("language", "title", language, number=people)


def _picture(story: Checked, rules: Rules) -> Found:
    if story.has_picture and not story.picture_described:
        yield Finding("picture_undescribed", "picture_alt")
    if story.has_picture and story.picture_theirs:
        yield Finding("picture_theirs", "picture_alt")


def _facts(story: Checked, rules: Rules) -> Found:
    if story.kind == "job" and not story.last_day:
        yield Finding("job_deadline", "ends_on")
    if story.kind in {"job", "event"} and not story.place:
        yield Finding(f"{story.kind}_place", "place")
    if story.kind == "event" and not story.time:
        yield Finding("event_time", "happens_at")


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


#: In the order in which findings of one level are shown.
KEYS = (
    "phrase", "customer", "number", "disclosure", "tone", "alike", "language", "picture_theirs", "picture_undescribed",
    "job_deadline", "job_place", "event_time", "event_place", "long_title", "hard", "sentence", "capitals",
    "exclamations", "hashtags",
)  # fmt: skip
_OF_TEXT: Sequence[Callable[[Written, Rules], Found]] = (
    _phrases, _customers, _disclosure, _hard, _numbers, _tone, _loud, _title,
)  # fmt: skip
_OF_STORY: Sequence[Callable[[Checked, Rules], Found]] = (_alike, _languages, _picture, _facts)
