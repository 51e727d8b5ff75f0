"""Languages: which there are, which comes first, and the words the site speaks in each.

Read from mkdocs.yml (the i18n plugin's list) and data/words/<code>.yaml, so that a further language
is one entry there, one file of words and one folder under docs/.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date

from fhp.content.settings import Settings, load_settings
from fhp.content.words import LISTS, Words, complete, read_shape
from fhp.content.yaml_files import Marked, is_unreadable, parse_yaml, read_text, validate
from fhp.problems import Problem, nearest, problem


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
        return str(self.words.get("locale", self.code.replace("-", "_")))


def check_word_files(root: Path, settings: Settings) -> Iterator[Problem]:
    """Each language has its file of words, and it can be read."""
    for code, _, _ in settings.languages:
        name = f"data/words/{code}.yaml"
        if not (root / name).exists():
            yield problem("missing-file", name, value=name)
            continue
        text, found = read_text(root / name, name)
        yield from found
        if is_unreadable(found):
            continue
        marked, broken = parse_yaml(text, name)
        yield from broken
        if not broken and (marked is None or not isinstance(marked.value, dict)):
            yield problem("wrong-value", name, key=name, expected="help: …, ui: …")


def check_words(root: Path, languages: tuple[Language, ...]) -> Iterator[Problem]:
    """Every language has every word, with the {places} that the build fills in, and says what the others say."""
    for language in languages:
        name = f"data/words/{language.code}.yaml"
        marked = _read(root, language.code)
        if marked is None:
            continue
        others = [other for other in languages if other is not language]
        _, problems = validate(Words, marked, name)
        for found in problems:
            yield _in_words(found, marked, others)
        yield from _check_locale(language, name)
        for section in LISTS if isinstance(marked.value, dict) else ():
            if section not in marked.value:
                continue
            slips = _slips(language, languages, section)
            for key, meant in slips.items():
                yield problem("unknown-key", name, marked.line((section, key)), value=key, nearest=meant)
            for key in _lacking(language, languages, section):
                if key not in slips.values():
                    yield problem("missing-word", name, marked.line((section,)), value=f"{section}: {key}",
                                  other=f"data/words/{others[0].code}.yaml")  # fmt: skip


def _in_words(found: Problem, marked: Marked, others: list[Language]) -> Problem:
    """A problem of the model in the terms of this file: which word, and where another language has it."""
    values = dict(found.values)
    key = values.get("value", "") if found.rule == "missing-key" else values.get("key", "")
    section = "" if found.line == marked.line(()) and key in _sections() else _section_at(found.line, marked)
    word = f"{section}: {key}" if section and section != key else key
    other = f"data/words/{others[0].code}.yaml" if others else "…"
    if found.rule == "missing-key":
        return problem("missing-word", found.path, found.line, value=word, other=other)
    if found.rule == "word-placeholder":
        expected = " ".join(read_shape().get(section, {}).get(key, [])) or "—"
        return problem(found.rule, found.path, found.line, value=word, other=other, expected=expected)
    return found


def _sections() -> set[str]:
    """What stands at the left of a file of words."""
    return {*read_shape(), *LISTS, "alphabet"}


def _section_at(line: int, marked: Marked) -> str:
    """The section that a line of the file belongs to."""
    starts = {place: str(key[0]) for key, place in marked.lines.items() if len(key) == 1}
    above = [place for place in starts if place <= line]
    return starts[max(above)] if above else ""


def _slips(language: Language, languages: tuple[Language, ...], section: str) -> dict[str, str]:
    """Maps a key that only this language has to the one that it must have meant."""
    held = set(language.words.get(section, {}))
    others: set[str] = set().union(*(other.words.get(section, {}) for other in languages if other is not language))
    found = {key: nearest(key, others - held) for key in held - others} if others else {}
    return {key: meant for key, meant in found.items() if meant}


def _lacking(language: Language, languages: tuple[Language, ...], section: str) -> list[str]:
    """What the default language, or most languages, list there and this one does not."""
    held = language.words.get(section, {})
    wanted = {key for other in languages for key in other.words.get(section, {})}
    wanted -= {key for other in languages for key in _slips(other, languages, section)}
    if language.is_default and len(languages) > 1:
        wanted = set.intersection(*(set(other.words.get(section, {})) for other in languages if other is not language))
    return sorted(wanted - held.keys())


def _check_locale(language: Language, name: str) -> Iterator[Problem]:
    """A language that babel does not know says which one writes dates alike."""
    try:
        Locale.parse(language.locale)
    except (UnknownLocaleError, ValueError):
        yield problem("unknown-locale", name, key="locale", value=language.code)


def load_languages(root: Path, settings: Settings | None = None) -> tuple[Language, ...]:
    """The languages in the order of mkdocs.yml, the default one first; `settings` where they have been read."""
    settings = settings or load_settings(root)
    languages = tuple(
        Language(code, name, first, complete(_read(root, code))) for code, name, first in settings.languages
    )
    for language in languages:  # the name that a language of the house gives itself is known from the settings
        for other in languages:
            language.words["languages"].setdefault(other.code, other.name)
        for section in LISTS:  # a list that is lost is one mistake, and its values are none
            others = (key for other in languages for key in other.words[section])
            language.words[section] = language.words[section] or {key: key for key in others}
    return languages


def _read(root: Path, code: str) -> Marked | None:
    name = f"data/words/{code}.yaml"
    text, problems = read_text(root / name, name)
    marked, _ = (None, []) if is_unreadable(problems) else parse_yaml(text, name)
    return marked if marked and isinstance(marked.value, dict) else None
