"""The rules about words in posts: phrases, one per line, and by language how colleagues say that they work here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.policy.phrases import Phrase, words_of
from stemme.policy.word_queries import WordRules, usual_line

_MOST, _PHRASE, _ADVICE, _LINE = 100, 100, 200, 120


def _phrases(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea({"rows": 5, "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=40_000, required=False, widget=area)


class WordRulesForm(forms.Form):
    """Fields ``line_en`` and so on, ``warn`` and ``never``."""

    warn = _phrases(
        gettext_lazy("Words we would rather not use"),
        gettext_lazy("They give a friendly hint and stop nobody. One per line; after a colon what to do instead."),
    )
    never = _phrases(
        gettext_lazy("Words that must not stand in a post"),
        gettext_lazy(
            "They stop the press until they are gone. Keep this list short: a project nobody may know of, say."
        ),
    )
    customers = _phrases(
        gettext_lazy("Names of customers"),
        gettext_lazy("Editors are asked whether the customer has agreed when a story names one. One per line."),
    )

    def __init__(self, data: QueryDict | None = None, *, rules: WordRules, organisation_name: str) -> None:
        super().__init__(data, initial=_initial(rules))
        for code, name in LANGUAGES:
            field = forms.CharField(label=name, max_length=_LINE, required=False)
            field.widget.attrs |= {"lang": code, "placeholder": usual_line(code, organisation_name)}
            self.fields[f"line_{code}"] = field

    def lines(self) -> list[forms.BoundField]:
        """The fields of the lines, by language."""
        return [self[f"line_{code}"] for code, _name in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Lines are sentences, phrases have words, and nothing stands in both lists."""
        cleaned = super().clean() or {}
        for code, _name in LANGUAGES:
            line = one_line(cleaned.get(f"line_{code}", ""))
            cleaned[f"line_{code}"] = line
            if line and ("#" in line or not words_of(line)):
                self.add_error(f"line_{code}", _("Write a sentence. A hashtag does not tell a reader who is speaking."))
        seen: set[tuple[str, ...]] = set()
        for name in ("never", "warn"):
            cleaned[name] = _read(cleaned.get(name, ""), never=name == "never")
            self._check(name, cleaned[name], seen)
        names = [Phrase(line) for line in map(one_line, cleaned.get("customers", "").splitlines()) if line]
        self._check("customers", names, seen)
        cleaned["customers"] = [name.text for name in names]
        return cleaned

    def _check(self, name: str, phrases: list[Phrase], seen: set[tuple[str, ...]]) -> None:
        if len(phrases) > _MOST:
            self.add_error(name, _("That is more than 100. Shorter lists are kept in mind."))
        for phrase in phrases:
            words = tuple(words_of(phrase.text))
            if not words or len(phrase.text) > _PHRASE or len(phrase.advice) > _ADVICE:
                self.add_error(name, _("“%(phrase)s” is too long or has no words.") % {"phrase": phrase.text[:_PHRASE]})
            elif words in seen:
                self.add_error(name, _("“%(phrase)s” stands here twice.") % {"phrase": phrase.text})
            seen.add(words)

    def phrases(self) -> list[Phrase]:
        """What was written, after validation."""
        return [*self.cleaned_data["never"], *self.cleaned_data["warn"]]

    def customers_named(self) -> list[str]:
        """The names that were written, after validation."""
        return list(self.cleaned_data["customers"])

    def disclosure(self) -> dict[str, str]:
        """The lines that were written, by language."""
        lines = {code: self.cleaned_data[f"line_{code}"] for code, _name in LANGUAGES}
        return {code: line for code, line in lines.items() if line}


def _read(typed: str, *, never: bool) -> list[Phrase]:
    found = []
    for line in map(one_line, typed.splitlines()):
        phrase, _colon, advice = line.partition(": ")
        if line:
            found.append(Phrase(phrase.rstrip(":").strip(), advice.strip(), never))
    return found


def _written(phrase: Phrase) -> str:
    return f"{phrase.text}: {phrase.advice}" if phrase.advice else phrase.text


def _initial(rules: WordRules) -> dict[str, str]:
    lists = {
        name: "\n".join(_written(phrase) for phrase in rules.phrases if phrase.never is never)
        for name, never in (("warn", False), ("never", True))
    }
    lists["customers"] = "\n".join(rules.customers)
    return lists | {f"line_{code}": line for code, line in rules.disclosure.items()}
