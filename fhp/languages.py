"""Languages: which there are, which comes first, and the words the site speaks in each.

Read from mkdocs.yml (the i18n plugin's list) and data/words/<code>.yaml, so that a further language
is one entry there, one file of words and one folder under docs/.
"""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date

from fhp.documents import Loader


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
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.load(text, Loader=_SettingsLoader)  # noqa: S506 - derived from SafeLoader
    return settings


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
