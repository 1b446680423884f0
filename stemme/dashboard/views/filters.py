"""The overview's filters: what can be chosen, and what the address keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from stemme.dashboard.views.question import Question, group_key

#: Longer than any id: what an address may ask for.
_LONGEST = 20


def asked(request: HttpRequest) -> dict[str, str]:
    """The filters of the address, for Question."""
    words = {name: request.GET.get(name, "")[:_LONGEST] for name in ("division", "stream")}
    return {f"asked_{name}": word for name, word in words.items()}


def filtering(question: Question) -> dict[str, Any]:
    """Only divisions that are shown can be chosen: the filter then tells what the table tells, and nothing else.

    ``kept`` goes behind each address of another time.
    """
    q = question
    divisions = [(key := group_key(group), group.name, key == q.asked_division) for group in q.groups]
    streams = [(str(key), name, str(key) == q.asked_stream) for key, name in q.streams.items()]
    chosen = {"division": q.asked_division, "stream": q.asked_stream}
    kept = urlencode({name: word for name, word in chosen.items() if word})
    return {
        "choices": {"divisions": divisions if len(divisions) > 1 else [], "streams": streams},
        "refused": q.refused,
        "kept": f"&{kept}" if kept else "",
    }
