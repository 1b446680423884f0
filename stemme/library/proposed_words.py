"""The words of a proposal or a mail, made fit to stand among ours. Pure."""

from __future__ import annotations

from stemme.kit.html import shortened
from stemme.kit.lines import one_line

#: Characters: the sentence why, the text proposed, an editor's answer.
SENTENCE_LENGTH, TEXT_LENGTH, ANSWER_LENGTH = 500, 10_000, 1000
TITLE_LENGTH, _FROM_TEXT = 300, 90
#: Begins a line that names a file somebody attached; files are not kept.
CLIP = "\N{PAPERCLIP}"


def text_of(text: str) -> str:
    """A text as people type it: its paragraphs without what nobody sees, at most ``TEXT_LENGTH`` characters.

    >>> text_of(" Hei\\u202e \\r\\n\\n\\n på  deg ")
    'Hei\\n\\npå deg'
    """
    # What is cut away later need not be looked at: cleaning may shorten a text, but not by half.
    lines = [one_line(line) for line in text[: TEXT_LENGTH * 2].splitlines()]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()[:TEXT_LENGTH].rstrip()


def without_notes(text: str) -> str:
    """The text without the lines about attached files: an editor reads them, a story does not.

    >>> without_notes("Hei" + chr(10) + CLIP + " bilde.jpg (12 kB)")
    'Hei'
    """
    return "\n".join(line for line in text.split("\n") if not line.startswith(CLIP)).strip()


def heading_of(text: str) -> str:
    """What a text without a title is called: its first line, shortened.

    >>> heading_of("Vi har fått ny kran\\nDen er gul")
    'Vi har fått ny kran'
    """
    return shortened(text.split("\n", 1)[0].strip(), _FROM_TEXT, most=TITLE_LENGTH)
