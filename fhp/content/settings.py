"""Settings: mkdocs.yml as far as the library needs it, read once, with the line of each page in `nav:`.

MkDocs reads the file for itself. Here it is read like every other file of an editor's: with a guard against what
would hang the build, and with one line for each mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag
from markdown import Markdown

from fhp.content.yaml_files import Key, Marked, parse_yaml, read_text
from fhp.problems import Problem, problem

FILE = "mkdocs.yml"
BUILTIN = ("toc", "tables", "fenced_code")  # mkdocs/config/defaults.py, markdown_extensions


@dataclass(frozen=True)
class Settings:
    """`nav` maps each page path to its line, in reading order; `languages` are (code, name, whether at the root)."""

    site_url: str
    nav: dict[str, int] = field(repr=False)
    languages: tuple[tuple[str, str, bool], ...]
    markdown: tuple[list[str], dict[str, dict[str, Any]]] = field(repr=False)  # extensions, and the options of each


def load_settings(root: Path) -> Settings:
    """The settings of a library whose mkdocs.yml is known to be sound; ValueError where it is not."""
    settings, problems = read_settings(root)
    if settings is None:
        raise ValueError(problems)
    return settings


def read_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings, or what keeps mkdocs.yml from being read at all: people who write pages edit it too."""
    text, problems = read_text(root / FILE, FILE)
    marked, found = parse_yaml(text, FILE, foreign=_value_of_tag)
    if marked is None or found:
        return None, [*problems, *found]
    if not isinstance(marked.value, dict):
        return None, [*problems, problem("wrong-value", FILE, key=FILE, expected="site_name: …, nav: …")]
    problems += [*_check_nav(marked), *_check_markdown(marked)]
    languages = _find_languages(marked)
    if not languages:
        problems.append(problem("wrong-value", FILE, 1, key="languages", expected="locale, name"))
    if problems:
        return None, problems
    nav = dict(_nav_paths(marked, ("nav",)))
    return Settings(str(marked.value.get("site_url") or ""), nav, languages, _find_markdown(marked)), []


def _value_of_tag(node: yaml.Node) -> Any:
    """`!ENV [NAME, default]` as MkDocs reads it; any other tag is MkDocs' own business, and nothing to us."""
    if node.tag != "!ENV":
        return None
    return yaml_env_tag.construct_env_tag(yaml.SafeLoader(""), node)


def _check_nav(marked: Marked) -> Iterator[Problem]:
    """`nav:` is a list of page paths; a line too far to the right is read on to the one above it."""
    nav = marked.value.get("nav")
    for position, entry in enumerate(nav if isinstance(nav, list) else [nav]):
        if not isinstance(entry, str) or " " in entry:
            line = marked.line(("nav", position))
            yield problem("wrong-value", FILE, line, key="nav", expected="- carpeta/pagina.md")
            return


def _nav_paths(marked: Marked, key: Key) -> Iterator[tuple[str, int]]:
    """The page paths of `nav:` with their lines, in order."""
    for position, path in enumerate(marked.value["nav"]):
        yield str(path), marked.line((*key, position))


def _find_languages(marked: Marked) -> tuple[tuple[str, str, bool], ...]:
    """The i18n plugin's languages, the one at the root first; none where the list is not one of languages."""
    plugins = marked.value.get("plugins")
    options = [plugin["i18n"] for plugin in plugins or [] if isinstance(plugin, dict) and plugin.get("i18n")]
    entries = options[0].get("languages") if options and isinstance(options[0], dict) else None
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and {"locale", "name"} <= entry.keys() for entry in entries
    ):
        return ()
    found = [(str(entry["locale"]), str(entry["name"]), entry.get("default") == "true") for entry in entries]
    return tuple(sorted(found, key=lambda language: not language[2]))


def _check_markdown(marked: Marked) -> Iterator[Problem]:
    """`markdown_extensions:` is a list of names, some with options, that this machine has."""
    entries = marked.value.get("markdown_extensions") or []
    if not isinstance(entries, list):
        yield problem("wrong-value", FILE, marked.line(("markdown_extensions",)), key="markdown_extensions",
                      expected="una lista / a list")  # fmt: skip
        return
    for position, entry in enumerate(entries):
        name = next(iter(entry), "") if isinstance(entry, dict) else entry
        try:
            Markdown(extensions=[name], extension_configs={name: _options(entry)})
        except Exception:  # whatever an extension says of its options, MkDocs would stop at it too
            line = marked.line(("markdown_extensions", position))
            yield problem("wrong-value", FILE, line, key="markdown_extensions", expected=f"? {name}")


def _find_markdown(marked: Marked) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """What MkDocs gives to Markdown: the extensions that it always brings, then those of the settings."""
    entries = marked.value.get("markdown_extensions") or []
    named = {next(iter(entry)) if isinstance(entry, dict) else entry: _options(entry) for entry in entries}
    return list(dict.fromkeys([*BUILTIN, *named])), named


def _options(entry: Any) -> dict[str, Any]:
    """The options of an extension with the types that YAML gives them."""
    options = next(iter(entry.values())) if isinstance(entry, dict) else None
    return {key: _typed(value) for key, value in (options or {}).items()}


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_typed(part) for part in value]
    return yaml.safe_load(value) if isinstance(value, str) else value
