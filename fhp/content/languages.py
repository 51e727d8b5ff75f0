"""Languages: which there are, which comes first, and the words the site speaks in each.

Read from mkdocs.yml (the i18n plugin's list) and data/words/<code>.yaml, so that a further language
is one entry there, one file of words and one folder under docs/.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date

from fhp.content.settings import Settings, load_settings
from fhp.content.yaml_files import Loader, parse_yaml, read_text
from fhp.problems import Problem, problem

PLACE = re.compile(r"\{\w*\}")


@dataclass(frozen=True)
class Language:
    """`code` as in <html lang>; `words` maps section → key → text; the default one lives at the root."""

    code: str
    name: str
    is_default: bool
    words: dict[str, Any] = field(compare=False, repr=False)

    @property
    def prefix(self) -> str:
        """What stands before every address of this language, '' or 'en/'."""
        return "" if self.is_default else f"{self.code}/"

    def word(self, section: str, key: str) -> str:
        """The text for `key`; the key itself where an editor has not written one yet."""
        return str(self.words.get(section, {}).get(key, key))

    def day(self, date: datetime.date) -> str:
        """A date as this language writes it: '21 de noviembre de 2026'."""
        return format_date(date, format="long", locale=self.locale)

    def spoken(self, code: str) -> str:
        """The name of a language within a sentence: 'inglés', 'English'."""
        return str(Locale.parse(self.locale).languages.get(code) or self.word("languages", code).lower())

    @property
    def locale(self) -> str:
        """How babel calls it; a language that babel does not know names in its words one that writes dates alike."""
        return str(self.words.get("locale", self.code))


def check_word_files(root: Path, settings: Settings) -> Iterator[Problem]:
    """Each language has its file of words, and it can be read."""
    for code, _, _ in settings.languages:
        name = f"data/words/{code}.yaml"
        if not (root / name).exists():
            yield problem("missing-file", name, value=name)
            continue
        text, found = read_text(root / name, name)
        marked, broken = parse_yaml(text, name)
        yield from [*found, *broken]
        if marked and not isinstance(marked.value, dict):
            yield problem("wrong-value", name, key=name, expected="help: …, ui: …")


def check_words(root: Path, languages: tuple[Language, ...]) -> Iterator[Problem]:
    """Every language has the words that the default one has, with the same {places} for what the build fills in."""
    default = languages[0]
    for language in languages[1:]:
        name = f"data/words/{language.code}.yaml"
        marked, _ = parse_yaml(read_text(root / name, name)[0], name)
        for section, key, text in _texts(default):
            held = language.words.get(section)
            theirs = held.get(key) if key and isinstance(held, dict) else held
            line = marked.line((section, key)) if marked else 1
            values = {"value": f"{section}: {key}", "other": f"data/words/{default.code}.yaml"}
            if theirs is None:
                yield problem("missing-word", name, line, **values)
            elif places(text) != places(str(theirs)):
                yield problem("word-placeholder", name, line, **values, expected=" ".join(sorted(places(text))))


def _texts(language: Language) -> Iterator[tuple[str, str, str]]:
    """The words as (section, key, text), key '' for a section that is one text; numbers are each language's own."""
    for section, words in language.words.items():
        pairs = words.items() if isinstance(words, dict) else [("", words)]
        yield from ((section, str(key), text) for key, text in pairs if isinstance(text, str))


def places(text: str) -> set[str]:
    """What the build fills in: {'{date}'}."""
    return set(PLACE.findall(text))


def load_languages(root: Path, settings: Settings | None = None) -> tuple[Language, ...]:
    """The languages in the order of mkdocs.yml, the default one first; `settings` where they have been read."""
    settings = settings or load_settings(root)
    return tuple(Language(code, name, first, _load_words(root, code)) for code, name, first in settings.languages)


def _load_words(root: Path, code: str) -> dict[str, Any]:
    path = root / "data" / "words" / f"{code}.yaml"
    words: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) or {}  # noqa: S506 - a safe one
    return words
