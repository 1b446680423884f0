"""The translations' tool: it finds what Django looks up, and sees what is wrong with a translation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from django.template import Context, Engine
from django.utils import translation
from django.utils.translation import trans_real

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from messages import faults
from texts import MessageError, Text, texts_in_template

TEMPLATE = """
{% translate "Plain" %}
{% translate 'Fifty % off' %}
{% translate "May" context "month" %}
{% translate "Kept" as kept %}{{ kept }}
{% blocktranslate with name=who %}Hello {{ name }}, 5 % more{% endblocktranslate %}
{% blocktranslate trimmed count number=n %}
    One story
    of {{ who }}
{% plural %}
    {{ number }} stories
    of {{ who }}
{% endblocktranslate %}
{% blocktranslate count n=n context "shelf" %}{{ n }} item{% plural %}{{ n }} items{% endblocktranslate %}
{% blocktranslate asvar title %}As a variable{% endblocktranslate %}{{ title }}
{{ _("In braces") }}
{{ missing|default:_("By default") }}
{% firstof missing _("It's first") %}
"""


@pytest.fixture
def marked(tmp_path: Path, settings: Any) -> Any:
    """A language in which every text that the tool found stands between «»."""

    def install(texts: list[Text]) -> None:
        catalog = Catalog(locale="nb")
        for text in texts:
            context = text.context or None
            if text.plural:
                words = (f"«{text.singular}»", f"«{text.plural}»")
                catalog.add((text.singular, text.plural), words, context=context)
            else:
                catalog.add(text.singular, f"«{text.singular}»", context=context)
        file = tmp_path / "nb" / "LC_MESSAGES" / "django.mo"
        file.parent.mkdir(parents=True)
        with file.open("wb") as out:
            write_mo(out, catalog)
        settings.LOCALE_PATHS = [str(tmp_path)]
        trans_real._translations.clear()

    yield install
    trans_real._translations.clear()


def test_it_finds_exactly_what_django_looks_up(marked: Any) -> None:
    texts = list(texts_in_template(TEMPLATE, "test"))
    assert len(texts) == 11
    marked(texts)
    engine = Engine(builtins=["django.templatetags.i18n"])
    for number in (1, 3):
        with translation.override("nb"):
            page = engine.from_string(TEMPLATE).render(Context({"who": "Ada", "n": number}))
        lines = [line for line in page.splitlines() if line.strip()]
        assert len(lines) == 11
        assert all(line.startswith("«") and line.endswith("»") for line in lines), page
    assert "«3 stories of Ada»" in page
    assert "«Fifty % off»" in page
    assert "«Hello Ada, 5 % more»" in page


def test_what_django_would_never_find_is_refused() -> None:
    with pytest.raises(MessageError, match="percent"):
        list(texts_in_template('{{ _("50 % off") }}', "test"))
    with pytest.raises(MessageError, match="quotation"):
        list(texts_in_template('{% translate "Say \\"yes\\"" %}', "test"))
    with pytest.raises(MessageError, match="block tags"):
        list(texts_in_template("{% blocktranslate %}a{% if b %}{% endif %}{% endblocktranslate %}", "test"))


@pytest.mark.parametrize(
    ("english", "words", "complaint"),
    [
        ("Hello", "Hei", ""),
        ("Hello", "", "not translated"),
        ("Hello %(name)s", "Hei %(navn)s", "placeholders"),
        ("Hello %(name)s", "Hei, 5 % av %(name)s", "lone percent"),
        ("<b>Bold</b>", "Fet", "HTML"),
        ("And ", "Og", "space"),
        (("One", "%(n)s people"), ("Én", "%(n)s personer"), ""),
        (("%(n)s person", "%(n)s people"), ("Én person", "%(n)s personer"), ""),
        (("%(n)s person", "%(n)s people"), ("%(n)s person", "mange"), "placeholders"),
    ],
)
def test_it_sees_what_is_wrong(english: Any, words: Any, complaint: str) -> None:
    found = list(faults(Message(english, words)))
    assert bool(found) == bool(complaint)
    assert complaint in " ".join(found)
