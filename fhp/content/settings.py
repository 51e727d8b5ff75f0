"""Settings: mkdocs.yml as far as the library needs it, read once, with the line of each page in `nav:`.

MkDocs reads the file for itself. Here it is read like every other file of an editor's: with a guard against what
would hang the build, and with one line for each mistake. What the house stands on (its theme, its jobs, what Markdown
may do) is checked too: people who write pages edit this file, and a slip there must not open a door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
import yaml_env_tag
from markdown import Markdown
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from fhp.content.slips import find_slip
from fhp.content.yaml_files import Key, Marked, Truth, is_unreadable, parse_yaml, read_text, slug, validate
from fhp.problems import Problem, nearest, problem

FILE = "mkdocs.yml"
BUILTIN = ("toc", "tables", "fenced_code")  # mkdocs/config/defaults.py, markdown_extensions
NEEDED = ("fhp.content.peoples", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables",
          "toc", "pymdownx.superfences")  # fmt: skip
REFUSED = (
    "pymdownx.snippets",
    "pymdownx.b64",
    "pymdownx.pathconverter",
)
LOCALE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
ENVIRONMENT = ("SITE_URL", "EDIT_URL")  # what a publisher may say from outside
TITLE = "- carpeta/pagina.md"
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class _Loose(BaseModel):
    """Whose other keys are MkDocs' or a plugin's own business."""

    model_config = ConfigDict(extra="allow", frozen=True)


def _language_code(code: str) -> str:
    """A code as in <html lang>: es, quc, pt-BR, es-419."""
    if not re.fullmatch(LOCALE, code):
        raise ValueError("wrong-locale")
    return code


class _Language(_Loose):
    locale: Annotated[Text, AfterValidator(_language_code)]
    name: Text
    default: Truth = False


class _Theme(_Loose):
    name: Annotated[str, StringConstraints(pattern="^material$")]
    custom_dir: Annotated[str, StringConstraints(pattern="^overrides$")]


class _File(BaseModel):
    """The keys of mkdocs.yml that this house uses; any other would change it, and is for the person who keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    site_name: Text
    site_url: str
    site_description: Text | None = None
    edit_uri: str | None = None
    repo_url: str | None = None
    copyright: Text | None = None
    nav: Annotated[list[str], Field(min_length=1)]
    theme: _Theme
    hooks: Annotated[list[str], Field(min_length=1)]
    plugins: list[Any]
    markdown_extensions: list[Any]
    validation: dict[str, Any] = {}
    not_in_nav: str | None = None
    exclude_docs: str | None = None
    watch: list[str] = []
    extra: dict[str, Any] = {}


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
    if is_unreadable(problems):
        return None, problems
    if not problems and not find_slip(text):
        problems += _check_rows(root, text)
    if problems:
        return None, problems
    marked, found = parse_yaml(text, FILE, foreign=_value_of_tag)
    if marked is None or found:
        return None, found or [problem("wrong-value", FILE, key=FILE, expected="site_name: …, nav: …")]
    if not isinstance(marked.value, dict):
        return None, [problem("wrong-value", FILE, key=FILE, expected="site_name: …, nav: …")]
    _, problems = validate(_File, marked, FILE)
    problems = problems or [*_check_house(root, marked), *_check_markdown(marked), *_check_languages(root, marked)]
    if problems:
        return None, problems
    nav = dict(_nav_paths(marked, ("nav",)))
    url = str(marked.value["site_url"])
    return Settings(url, nav, _find_languages(marked), _find_markdown(marked)), []


def _value_of_tag(node: yaml.Node) -> Any:
    """`!ENV [NAME, default]` as MkDocs reads it, of the names that a publisher may set; otherwise ValueError."""
    names = [part.value for part in node.value] if isinstance(node, yaml.SequenceNode) else [node.value]
    if node.tag != "!ENV" or names[0] not in ENVIRONMENT:
        raise ValueError(node.tag)
    found = yaml_env_tag.construct_env_tag(yaml.SafeLoader(""), node)
    return "" if found is None else str(found)


def _check_rows(root: Path, text: str) -> Iterator[Problem]:
    """Each row of `nav:` is two spaces, a hyphen, a space and the path of a page; told before YAML stumbles."""
    rows = text.split("\n")
    start = next((n for n, row in enumerate(rows) if re.match(r"nav:\s*(?:#|$)", row)), None)
    seen: dict[str, int] = {}
    if start is None:
        return
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if re.match(r"[A-Za-z_]+:", row):
            return
        found = re.fullmatch(r"  - (?P<quote>['\"]?)(?P<path>[^\s'\":#]+)(?P=quote)\s*(?:#.*)?", row)
        if found and found["path"] in seen:
            yield problem("double-nav", FILE, number, value=found["path"], other=f"{FILE}:{seen[found['path']]}")
        elif found:
            seen[found["path"]] = number
        elif row.strip() and not row.lstrip().startswith("#"):
            yield from _wrong_row(root, row, number)
            return


def _wrong_row(root: Path, row: str, number: int) -> Iterator[Problem]:
    """What is wrong with a row of `nav:`, and how it must look."""
    spaced = re.search(r"(?P<path>[^\s:][^:]*?)\.md\b", row.lstrip(" -"))
    if spaced and " " in spaced["path"]:
        right = "/".join(slug(part) for part in spaced["path"].split("/"))
        files = [path for path in sorted((root / "docs").glob("*/")) if (path / spaced[0]).is_file()]
        names = [(path / spaced[0]).relative_to(root).as_posix() for path in files]  # the file is what must be renamed
        for name, line in [(name, 1) for name in names] or [(FILE, number)]:
            yield problem("wrong-name", name, line, value=spaced[0].rpartition("/")[2],
                          expected=f"{right.rpartition('/')[2]}.md")  # fmt: skip
        return
    path = re.search(r"[^\s'\":#-][^\s'\":#]*\.md\b", row)
    yield problem("wrong-row", FILE, number, value=row.strip(), expected=f"- {path[0]}" if path else TITLE)


def _nav_paths(marked: Marked, key: Key) -> Iterator[tuple[str, int]]:
    """The page paths of `nav:` with their lines, in order."""
    for position, path in enumerate(marked.value["nav"]):
        yield str(path), marked.line((*key, position))


def _check_house(root: Path, marked: Marked) -> Iterator[Problem]:
    """What the house stands on is there: its address, its jobs, its plugins, and that nothing is overlooked."""
    url = str(marked.value["site_url"])
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or not re.fullmatch(r"[\w.:-]+", parts.netloc):
        line = marked.line(("site_url",))
        yield problem("wrong-value", FILE, line, key="site_url", expected="https://…/ (SITE_URL)")
    hooks = marked.value["hooks"]
    for position, hook in enumerate(hooks):
        if not (root / hook).is_file():
            near = nearest(hook, _jobs(root))
            yield problem("no-such-hook", FILE, marked.line(("hooks", position)), value=hook, nearest=near)
            hooks = [*hooks, near]
    for lost in sorted(set(_jobs(root)) - set(hooks)):
        yield problem("missing-row", FILE, marked.line(("hooks",)), key="hooks", value=lost)
    for key, value in _leaves(marked.value.get("validation", {}), ("validation",)):
        if value not in ("warn", "relative_to_docs"):
            yield problem("unknown-value", FILE, marked.line(key), key=key[-1], value=value, nearest="", options="warn")
    yield from _check_types(marked)
    yield from _check_plugins(marked)


def _check_types(marked: Marked) -> Iterator[Problem]:
    """What MkDocs' own reading of YAML would make something else of: `No`, 19:30, a day that does not exist."""
    for key in ("site_name", "site_description", "copyright"):
        value = marked.value.get(key)
        if value is not None and not isinstance(_read_as(value), str):
            yield problem("wrong-value", FILE, marked.line((key,)), key=key, expected='"…"')


def _read_as(value: str) -> Any:
    try:
        return yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return None if re.match(r"\d{4}-", value) else value


def _jobs(root: Path) -> list[str]:
    """The hooks that answer to an event of MkDocs."""
    paths = sorted((root / "hooks").glob("*.py"))
    found = [path for path in paths if re.search(r"^(?:def )?on_[a-z_]+\b", path.read_text(encoding="utf-8"), re.M)]
    return [f"hooks/{path.name}" for path in found]


def _leaves(value: Any, key: Key) -> Iterator[tuple[Key, Any]]:
    if isinstance(value, dict):
        for word, part in value.items():
            yield from _leaves(part, (*key, word))
    else:
        yield key, value


def _check_plugins(marked: Marked) -> Iterator[Problem]:
    """The plugins of this house, and no other: each one more can change every page."""
    known = {"i18n", "rss"}
    names = [next(iter(entry), "") if isinstance(entry, dict) else entry for entry in marked.value["plugins"]]
    for position, name in enumerate(names):
        if name not in known:
            line, near = marked.line(("plugins", position)), nearest(str(name), known)
            yield problem("unknown-value", FILE, line, key="plugins", value=name, nearest=near,
                          options=", ".join(sorted(known)))  # fmt: skip
            known -= {near}
    for lost in sorted(known - set(names)):
        yield problem("missing-row", FILE, marked.line(("plugins",)), key="plugins", value=lost)


def _check_languages(root: Path, marked: Marked) -> Iterator[Problem]:
    """Each language has a code, a name and its words; one of them stands at the root."""
    at = _languages_at(marked)
    if at is None:
        plugins = marked.line(("plugins",))
        yield problem("wrong-value", FILE, plugins, key="languages", expected="locale, name")
        return
    key, entries = at
    codes: list[str] = []
    meant: list[str] = []  # what a code that is mistyped should have been
    roots = 0
    for position in range(len(entries)):
        entry, problems = validate(_Language, marked, FILE, (*key, position))
        yield from problems
        if entry is None:
            continue
        line = marked.line((*key, position, "locale"))
        if entry.locale in codes:
            yield problem("duplicate-key", FILE, line, value=entry.locale)
        elif not (root / f"data/words/{entry.locale}.yaml").exists() and not (root / f"docs/{entry.locale}").exists():
            slips = [*_check_slip(root, entry.locale, [str(other.get("locale")) for other in entries], line)]
            yield from slips
            meant += [dict(slip.values)["nearest"] for slip in slips]
        codes.append(entry.locale)
        roots += entry.default
    if len(codes) == len(entries) and roots != 1:
        yield problem("wrong-value", FILE, marked.line(key), key="default", expected="default: true (1)")
    if len(codes) == len(entries):
        for path in sorted((root / "data/words").glob("[!.]*.yaml")):
            if path.stem not in codes and (root / "docs" / path.stem).is_dir() and path.stem not in meant:
                yield problem("missing-row", FILE, marked.line(key), key="languages", value=f"locale: {path.stem}")


def _check_slip(root: Path, code: str, codes: list[str], line: int) -> Iterator[Problem]:
    """A code that nothing is written in, beside one that has its words and is not named: a slip of the finger."""
    left = [path.stem for path in (root / "data/words").glob("[!.]*.yaml") if path.stem not in codes]
    if left:
        near = nearest(code, left) or left[0]
        yield problem("unknown-value", FILE, line, key="locale", value=code, nearest=near, options=", ".join(left))


def _languages_at(marked: Marked) -> tuple[Key, list[Any]] | None:
    """Where the list of languages stands, and the list."""
    for position, plugin in enumerate(marked.value.get("plugins") or []):
        options = plugin.get("i18n") if isinstance(plugin, dict) else None
        entries = options.get("languages") if isinstance(options, dict) else None
        if isinstance(entries, list) and entries and all(isinstance(entry, dict) for entry in entries):
            return ("plugins", position, "i18n", "languages"), entries
    return None


def _find_languages(marked: Marked) -> tuple[tuple[str, str, bool], ...]:
    """The i18n plugin's languages, the one at the root first."""
    at = _languages_at(marked)
    entries = at[1] if at else []
    found = [(str(entry["locale"]), str(entry["name"]), entry.get("default") == "true") for entry in entries]
    return tuple(sorted(found, key=lambda language: not language[2]))


def _check_markdown(marked: Marked) -> Iterator[Problem]:
    """`markdown_extensions:` is a list of names, some with options, that this machine has and this house allows."""
    entries = marked.value["markdown_extensions"]
    names = [str(next(iter(entry), "") if isinstance(entry, dict) else entry) for entry in entries]
    told = False
    for position, (name, entry) in enumerate(zip(names, entries, strict=True)):
        try:
            Markdown(extensions=[name], extension_configs={name: _options(entry)})
            refused = name in REFUSED
        except Exception:  # whatever an extension says of its options, MkDocs would stop at it too
            refused = True
        if refused:
            told = True
            line = marked.line(("markdown_extensions", position))
            yield problem("wrong-value", FILE, line, key="markdown_extensions", expected=f"? {name}")
    for lost in NEEDED if not told else ():
        if lost not in names:
            line = marked.line(("markdown_extensions",))
            yield problem("missing-row", FILE, line, key="markdown_extensions", value=lost)


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
