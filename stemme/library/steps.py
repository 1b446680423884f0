"""How far a story has come: source, words, audience, time. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from stemme.library.content import Content

SOURCE, WORDS, AUDIENCE, TIME = "source", "words", "audience", "time"


@dataclass(frozen=True, slots=True)
class Step:
    """A step; ``current`` is the first that is not done."""

    key: str
    done: bool
    current: bool


def steps_of(content: Content, *, published: bool) -> list[Step]:
    """The four steps. Whom it is for and when are settled by publishing at the latest: everyone, and now.

    >>> steps = steps_of(Content(stream_id=1, language="nb", target_url=""), published=False)
    >>> [(step.key, step.done, step.current) for step in steps[:2]]
    [('source', False, True), ('words', False, False)]
    """
    own = content.texts.get(content.language)
    done = {
        SOURCE: own is not None and bool(content.target_url or own.body or content.asset_id),
        WORDS: any(share.language in content.texts for share in content.share_texts),
        AUDIENCE: published or not content.audience.is_everyone,
        TIME: published or content.starts_at is not None,
    }
    first = next((key for key, is_done in done.items() if not is_done), None)
    return [Step(key, is_done, key == first) for key, is_done in done.items()]
