"""Languages: which there are, which comes first, and the words the site speaks in each.

Read from mkdocs.yml (the i18n plugin's list) and data/words/<code>.yaml, so that a further language
is one entry there, one file of words and one folder under docs/.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date

from fhp.documents import Loader, parse_yaml, read_text
from fhp.problems import Problem, problem

SETTINGS = "mkdocs.yml"
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


class _SettingsLoader(Loader):  # type: ignore[misc,valid-type]  # the quick one where there is one
    """Reads mkdocs.yml, whose tags (!ENV, !!python/name) mean nothing to us but the environment's value."""


def _environment(loader: _SettingsLoader, _suffix: str, node: yaml.Node) -> object:
    """`!ENV [NAME, default]` as MkDocs reads it; any other tag is left empty."""
    if node.tag != "!ENV":
        return None
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    values: list[Any] = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [None]
    *names, default = values
    return next((os.environ[name] for name in names if name in os.environ), default)


_SettingsLoader.add_multi_constructor("!", _environment)
_SettingsLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def load_settings(root: Path) -> dict[str, Any]:
    """mkdocs.yml as plain data."""
    text = (root / SETTINGS).read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.load(text, Loader=_SettingsLoader)  # noqa: S506 - derived from SafeLoader
    return settings


def check_settings(root: Path) -> list[Problem]:
    """What keeps mkdocs.yml or a file of words from being read at all; both are edited by people who write pages."""
    text, problems = read_text(root / SETTINGS, SETTINGS)
    try:
        settings = yaml.load(text, Loader=_SettingsLoader)  # noqa: S506 - derived from SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        row = text.split("\n")[min(line, text.count("\n")) - 1].strip()
        return [*problems, problem("broken-yaml", SETTINGS, line, detail=row or "…")]
    nav = settings.get("nav") if isinstance(settings, dict) else None
    for entry in nav if isinstance(nav, list) else [nav]:
        if not isinstance(entry, str) or " " in entry:  # a line too far to the right is read on to the one above it
            last = entry.split()[-1] if isinstance(entry, str) else "nav:"
            line = next((n for n, row in enumerate(text.split("\n"), 1) if row.rstrip().endswith(last)), 1)
            problems.append(problem("wrong-value", SETTINGS, line, key="nav", expected="- carpeta/pagina.md"))
            break
    return problems or _check_language_entries(root, settings)


def _check_language_entries(root: Path, settings: dict[str, Any]) -> list[Problem]:
    """Each language has its code, its name and its file of words."""
    plugins = settings.get("plugins")
    options = [plugin["i18n"] for plugin in plugins or [] if isinstance(plugin, dict) and plugin.get("i18n")]
    entries = options[0].get("languages") if options and isinstance(options[0], dict) else None
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and {"locale", "name"} <= entry.keys() for entry in entries
    ):
        return [problem("wrong-value", SETTINGS, 1, key="languages", expected="locale, name")]
    problems = []
    for entry in entries:
        name = f"data/words/{entry['locale']}.yaml"
        if not (root / name).exists():
            problems.append(problem("missing-file", name, value=name))
            continue
        text, found = read_text(root / name, name)
        marked, broken = parse_yaml(text, name)
        problems += found + broken
        if marked and not isinstance(marked.value, dict):
            problems.append(problem("wrong-value", name, key=name, expected="help: …, ui: …"))
    return problems


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


def load_languages(root: Path) -> tuple[Language, ...]:
    """The languages in the order of mkdocs.yml, the default one first."""
    plugins = load_settings(root)["plugins"]
    options = next(plugin["i18n"] for plugin in plugins if isinstance(plugin, dict) and "i18n" in plugin)
    languages = [
        Language(entry["locale"], entry["name"], bool(entry.get("default")), _load_words(root, entry["locale"]))
        for entry in options["languages"]
    ]
    return tuple(sorted(languages, key=lambda language: not language.is_default))


def _load_words(root: Path, code: str) -> dict[str, Any]:
    path = root / "data" / "words" / f"{code}.yaml"
    words: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) or {}  # noqa: S506 - a safe one
    return words
