"""The starting points for sharing in the editor's form: three tones for any channel, and as many more as one likes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stemme.kit.html import seen
from stemme.kit.languages import CODES
from stemme.library.content import TONES, ShareWords
from stemme.library.written_for import ANY, WRITTEN_FOR, Room, room_of

SHARE_LENGTH = 3000
#: So many more than the three of any channel may one language and channel have.
MOST = 15
TONE_NAMES = {"personal": _("Personal"), "point": _("To the point"), "question": _("A question")}
_ROW = re.compile(r"for_(\d{1,3})")
_PLACE = re.compile(rf"({'|'.join(CODES)}):([a-z]{{0,12}})")


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """One text for the template. ``tone`` and ``place``: the fields of a further one, else None."""

    text: forms.BoundField
    tone: forms.BoundField | None
    place: forms.BoundField | None
    room: Room
    length: int


def voice(code: str, label: Any, *, focus: bool = False) -> forms.CharField:
    """The field of a text in somebody's own voice."""
    attributes = {"rows": 2, "lang": code, "class": "voice", **({"autofocus": True} if focus else {})}
    return forms.CharField(label=label, max_length=SHARE_LENGTH, required=False, widget=forms.Textarea(attributes))


def further(texts: Collection[ShareWords]) -> list[ShareWords]:
    """The texts that are not the first of their tone for any channel, in their order."""
    first: set[tuple[str, str]] = set()
    rows = []
    for text in texts:
        key = (text.language, text.tone)
        if text.channel != ANY or text.tone not in TONES or key in first:
            rows.append(text)
        else:
            first.add(key)
    return rows


def with_another(data: QueryDict, place: str) -> QueryDict:
    """What was sent, with an empty row more at ``place`` (``nb:linkedin``), unless there are enough; the same for any
    other nonsense."""
    if not _is_place(place) or sum(data.get(name) == place for name in data if _ROW.fullmatch(name)) >= MOST:
        return data
    changed = data.copy()
    number = max((int(found[1]) for name in data if (found := _ROW.fullmatch(name))), default=0) + 1
    changed[f"for_{number}"] = place
    changed[f"tone_{number}"] = TONES[0]
    return changed


def add_rows(form: forms.Form, data: Mapping[str, Any] | None, texts: Collection[ShareWords]) -> None:
    """Give the form three fields for each further text; which there are, what was sent or what is kept says."""
    if data is None:
        kept = [(text.language, text.channel, text) for text in further(texts)]
        rows = [(number, f"{code}:{channel}") for number, (code, channel, _text) in enumerate(kept, start=1)]
        for number, (_code, _channel, text) in enumerate(kept, start=1):
            form.initial.update({f"text_{number}": text.text, f"tone_{number}": text.tone})
    else:
        sent = ((int(found[1]), str(data.get(name))) for name in data if (found := _ROW.fullmatch(name)))
        rows = [(number, place) for number, place in sorted(sent) if _is_place(place)][: MOST * len(CODES)]
    tones = list(TONE_NAMES.items())
    for number, place in rows:
        form.initial[f"for_{number}"] = place
        code = place.partition(":")[0]
        empty = data is not None and f"text_{number}" not in data
        form.fields[f"for_{number}"] = forms.CharField(widget=forms.HiddenInput)
        form.fields[f"tone_{number}"] = forms.ChoiceField(label=_("Tone"), choices=tones, required=False)
        form.fields[f"text_{number}"] = voice(code, _("Another starting point"), focus=empty)


def rows_of(form: forms.Form) -> list[tuple[int, str, str]]:
    """(number, language, channel) of each further text."""
    places = ((int(found[1]), form[name].value()) for name in form.fields if (found := _ROW.fullmatch(name)))
    return [(number, *place.split(":")) for number, place in places]


def points_of(form: forms.Form, code: str) -> list[tuple[str, list[StartingPoint]]]:
    """(channel, its texts) in one language, in the order of the tabs; a channel that is known no more comes last."""
    rows = [(number, channel) for number, language, channel in rows_of(form) if language == code]
    channels = dict.fromkeys([*WRITTEN_FOR, *(channel for _number, channel in rows)])
    return [(channel, _points(form, code, channel, rows)) for channel in channels]


def _points(form: forms.Form, code: str, channel: str, rows: list[tuple[int, str]]) -> list[StartingPoint]:
    room = room_of(channel)
    first = [(f"{tone}_{code}", 0) for tone in TONES] if channel == ANY else []
    named = [*first, *((f"text_{number}", number) for number, of in rows if of == channel)]
    return [
        StartingPoint(
            text=form[name],
            tone=form[f"tone_{number}"] if number else None,
            place=form[f"for_{number}"] if number else None,
            room=room,
            length=room.length(str(form[name].value() or "")),
        )
        for name, number in named
    ]


def written(form: forms.Form, titled: Collection[str]) -> tuple[ShareWords, ...]:
    """What was typed in these languages, without what is empty. Only after ``is_valid``."""
    values = form.cleaned_data
    first = [ShareWords(code, tone, values[f"{tone}_{code}"]) for code in titled for tone in TONES]
    more = [
        ShareWords(code, values[f"tone_{number}"] or TONES[0], values[f"text_{number}"], channel)
        for number, code, channel in rows_of(form)
        if code in titled
    ]
    cleaned = (
        ShareWords(share.language, share.tone, seen(share.text).strip(), share.channel) for share in [*first, *more]
    )
    return tuple(share for share in cleaned if share.text)


def _is_place(place: str) -> bool:
    return _PLACE.fullmatch(place) is not None
