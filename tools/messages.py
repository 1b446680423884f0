"""Keep the translations: one gettext catalogue per app and language, without the gettext programs.

    python tools/messages.py update [APP …]   read the texts out of Python and templates into the .po files
    python tools/messages.py compile [APP …]  write the .mo files that the product reads (ignored by git)
    python tools/messages.py check [APP …]    fail on anything missing, stale, different or contradictory

A .po file holds texts and translations, sorted, and nothing else: no line numbers and no dates, so that a
difference in git is a difference in words. A new text that another app has translated already takes that
translation along, because Django merges all catalogues into one and the same words must say the same.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from babel.messages import Catalog, Message  # noqa: E402
from babel.messages.mofile import write_mo  # noqa: E402
from babel.messages.pofile import read_po, write_po  # noqa: E402
from texts import MessageError, Text, texts_of  # noqa: E402

from stemme.kit.languages import CODES  # noqa: E402

#: English is written in the code itself.
LANGUAGES = tuple(code for code in CODES if code != "en")
#: Must be the words of Django's own catalogues: else Django keeps two catalogues and searches both.
HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: Stemme\\n"\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
#: Translations by context, English text and "has a plural".
Known: TypeAlias = dict[tuple[str, str, bool], tuple[str, ...]]


# --- catalogues -------------------------------------------------------------------------------------


def apps(names: Sequence[str] = ()) -> list[Path]:
    """The folders of the named apps, or of all."""
    every = sorted(path.parent for path in (PROJECT / "stemme").glob("*/apps.py"))
    unknown = set(names) - {path.name for path in every}
    if unknown:
        raise MessageError(f"no app named {', '.join(sorted(unknown))}")
    return [path for path in every if not names or path.name in names]


def po_file(app: Path, language: str) -> Path:
    """Where the catalogue of an app in a language lies."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue in the file, or an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(catalog: Catalog) -> Iterator[Message]:
    """The entries of a catalogue without its header."""
    return (message for message in catalog if message.id)


def words_of(message: Message) -> tuple[str, ...]:
    """The translation: one word group, or one for each plural form."""
    words = message.string
    return (words or "",) if isinstance(words, str) or words is None else tuple(words)


def key_of(message: Message) -> tuple[str, str]:
    """The same key as ``Text.key``."""
    return (message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def known_elsewhere(language: str) -> Known:
    """The finished translations of all apps."""
    known: Known = {}
    for app in apps():
        for message in entries(read(po_file(app, language), language)):
            if all(words_of(message)) and not message.fuzzy:
                known.setdefault((*key_of(message), message.pluralizable), words_of(message))
    return known


def merged(
    app: Path, language: str, texts: Sequence[Text], elsewhere: dict[tuple[str, str, bool], tuple[str, ...]]
) -> str:
    """The text of the .po file that belongs to these texts, translations kept, nothing guessed."""
    old = {(*key_of(m), m.pluralizable): words_of(m) for m in entries(read(po_file(app, language), language))}
    new = Catalog(locale=language)
    for text in texts:
        key = (*text.key, bool(text.plural))
        words = old.get(key, ())
        if not words or not all(words):
            words = elsewhere.get(key, words)
        if text.plural:
            new.add((text.singular, text.plural), words or ("", ""), context=text.context or None)
        else:
            new.add(text.singular, words[0] if words else "", context=text.context or None)
    out = io.BytesIO()
    write_po(out, new, width=110, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(language=language) + out.getvalue().decode().rstrip("\n") + "\n"


# --- checking ---------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(r"%\([^)]*\)[sdif]|(?<!\{)\{\w*\}(?!\})")
_TAG = re.compile(r"</?[a-z][a-z0-9-]*")


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one entry, in words."""
    words = words_of(message)
    if message.fuzzy:
        yield "is marked fuzzy"
    if not all(words):
        yield "is not translated"
        return
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    for number, (source, target) in enumerate(zip(english, words, strict=True)):
        wanted, given = set(_PLACEHOLDER.findall(source)), set(_PLACEHOLDER.findall(target))
        # "One person" may say the number in words, in either language.
        singular = message.pluralizable and number == 0
        allowed = set(_PLACEHOLDER.findall(english[-1]))
        if (given - allowed) if singular else (given != wanted):
            yield f"has placeholders {sorted(given)} instead of {sorted(wanted)} in {target!r}"
        if "%(" in source and "%" in _PLACEHOLDER.sub("", target).replace("%%", ""):
            yield f"has a lone percent sign in {target!r}"
        if sorted(_TAG.findall(source)) != sorted(_TAG.findall(target)):
            yield f"has other HTML tags in {target!r}"
        if (source[:1].isspace(), source[-1:].isspace()) != (target[:1].isspace(), target[-1:].isspace()):
            yield f"begins or ends with other space in {target!r}"


def is_stale(app: Path, language: str, texts: Sequence[Text]) -> bool:
    """Whether ``update`` would change the file."""
    path = po_file(app, language)
    if not path.exists() or not texts:
        return path.exists() != bool(texts)
    return merged(app, language, texts, {}) != path.read_text(encoding="utf-8")


def check(names: Sequence[str]) -> list[str]:
    """All that is wrong with the catalogues of the apps, one sentence each."""
    found: list[str] = []
    for language in LANGUAGES:
        for app in apps(names):
            short = f"{app.name}/{language}"
            if is_stale(app, language, texts_of(app)):
                found.append(f"{short}: not up to date. Run: python tools/messages.py update {app.name}")
            for message in entries(read(po_file(app, language), language)):
                found += [f"{short}: {key_of(message)[1]!r} {fault}" for fault in faults(message)]
        found += contradictions(names, language)
    return found


def contradictions(names: Sequence[str], language: str) -> Iterator[str]:
    """Same English words in two apps, other translation: Django would show the one for both."""
    said: dict[tuple[str, str, bool], tuple[str, tuple[str, ...]]] = {}
    for app in apps():
        for message in entries(read(po_file(app, language), language)):
            here = words_of(message)
            first, there = said.setdefault((*key_of(message), message.pluralizable), (app.name, here))
            concerned = not names or app.name in names or first in names
            if concerned and all(here) and all(there) and here != there:
                yield (
                    f"{app.name}/{language}: {key_of(message)[1]!r} is {here} here and {there} in {first}. "
                    "Use the same words, or give one of the two a context (pgettext)."
                )


# --- commands ---------------------------------------------------------------------------------------


def update(names: Sequence[str]) -> None:
    """Bring the .po files in step with the code."""
    for language in LANGUAGES:
        elsewhere = known_elsewhere(language)
        for app in apps(names):
            texts = texts_of(app)
            path = po_file(app, language)
            if not texts:
                path.unlink(missing_ok=True)
                continue
            text = merged(app, language, texts, elsewhere)
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
            missing = sum(not all(words_of(m)) for m in entries(read(path, language)))
            print(f"{app.name}/{language}: {len(texts)} texts, {missing} to translate")


def compile_catalogues(names: Sequence[str]) -> None:
    """Write the .mo file beside each .po file; untranslated entries fall back to English."""
    for language in LANGUAGES:
        for app in apps(names):
            path = po_file(app, language)
            if path.exists():
                new = path.with_suffix(".mo.new")
                with new.open("wb") as file:
                    write_mo(file, read(path, language))
                new.replace(path.with_suffix(".mo"))


def main(arguments: Sequence[str]) -> int:
    """The command line. Returns the exit code."""
    command, *names = arguments or ["help"]
    try:
        if command == "update":
            update(names)
        elif command == "compile":
            compile_catalogues(names)
        elif command == "check":
            found = check(names)
            print("\n".join(found) or f"translations complete in {', '.join(LANGUAGES)}")
            return 1 if found else 0
        else:
            print(__doc__)
            return 2
    except MessageError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
