"""What must not stand in anything that is shared: the only rule that holds a story back."""

from __future__ import annotations

from stemme.library.models import Story
from stemme.policy import queries as policy
from stemme.policy.phrases import found_in


def never_words(story: Story) -> bool:
    """Whether a phrase that the house has marked ``never`` stands in any of the story's texts. Four queries."""
    phrases = [phrase for phrase in policy.word_rules(story.organisation_id).phrases if phrase.never]
    if not phrases:
        return False
    words = [*story.texts.values_list("title", "summary", "why", "body", "angles")]
    texts = [text for row in words for text in row] + [*story.share_texts.values_list("text", flat=True)]
    return any(found_in(text, phrases) for text in texts)
