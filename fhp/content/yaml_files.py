"""YAML files: text and YAML as editors write them, read into typed models with a line for every mistake.

Used for the front matter of pages, resources.yaml and the files of data/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from fhp.problems import Problem, nearest, problem

Model = TypeVar("Model", bound=BaseModel)
Key = tuple[str | int, ...]
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 40  # levels of nesting; nothing here needs more than six
NULLS = {"", "~", "null", "Null", "NULL"}
# The kinds of mistake pydantic tells apart, as what an editor should write instead.
EXPECTED = {
    "string_type": "texto / text", "string_too_short": "texto / text",
    "list_type": "una lista / a list", "tuple_type": "una lista / a list",
    "bool_parsing": "true, false", "bool_type": "true, false",
    "too_short": "al menos uno / at least one",
    "int_parsing": "un número / a number", "int_type": "un número / a number",
    "int_parsing_size": "un número / a number", "int_from_float": "un número / a number",
    "model_type": "claves y valores / keys and values", "dict_type": "claves y valores / keys and values",
}  # fmt: skip
FORMS = {  # patterns of our models, as words
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "mi-pagina-2",
    r"^[0-9a-f]{12}$": "fhp translations --accept",
    r"^\d{4}(-\d{2})?$": "2026, 2026-11",
}
BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
# Signs nobody sees: controls, line ends that only some programs count, marks that turn the reading direction over.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
KINDS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge")
TAGS = {f"tag:yaml.org,2002:{kind}" for kind in KINDS}
DATES = {"date_parsing", "date_from_datetime_parsing", "date_type", "date_from_datetime_inexact"}


@dataclass(frozen=True)
class Marked:
    """A YAML value with the line of each of its parts: `lines` maps ('dates', 'start') to a line."""

    value: Any
    lines: dict[Key, int] = field(repr=False)

    def line(self, key: Key) -> int:
        """The line of `key`, or of the nearest part around it that the file has."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The text of a file with line feeds only, and what is wrong with its bytes; '' where it is not UTF-8."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [problem("not-utf-8", name, data[: error.start].count(b"\n") + 1)]
    problems = []
    if text.startswith("\ufeff"):
        problems.append(problem("byte-order-mark", name, 1))
    if "\r" in text:
        problems.append(problem("windows-line-ends", name, text[: text.index("\r")].count("\n") + 1))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        problems.append(problem("control-character", name, line, value=f"U+{ord(control.group()):04X}"))
    return text, problems


def parse_yaml(
    text: str, name: str, first_line: int = 1, foreign: Callable[[yaml.Node], Any] | None = None
) -> tuple[Marked | None, list[Problem]]:
    """YAML as strings, lists and mappings only: `no` stays a word, and a wrong date is the model's to judge.

    A value under a tag of its own ('!ENV') is what `foreign` makes of it, otherwise a mistake.
    """
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        return None, [problem("tab-in-yaml", name, first_line + text[: tab.start()].count("\n"))]
    if _too_deep(text):
        return None, [problem("broken-yaml", name, first_line, detail="[[[[…")]
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        return None, [_broken(error, text, name, first_line)]
    except (yaml.YAMLError, ValueError, RecursionError):
        return None, [problem("broken-yaml", name, first_line, detail="?")]
    reader = _Reader(name, first_line, foreign)
    value = reader.construct(node, ()) if node else None
    return Marked(value, reader.lines), reader.problems


def _too_deep(text: str) -> bool:
    """Whether brackets nest deeper than any honest file: the C parser would run out of stack on them."""
    depth = deepest = 0
    for bracket in re.findall(r"[][{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    indent = max((len(found) for found in re.findall(r"(?m)^[ ?:-]*", text)), default=0)
    return deepest > DEEPEST or indent > 3 * DEEPEST


def _broken(error: yaml.MarkedYAMLError, text: str, name: str, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = min(mark.line if mark else 0, max(text.count("\n") - 1, 0))
    source = text.split("\n")[line] if text else ""
    if re.match(r"\s*-?\s*[\w-]+: [^'\"\[{|>].*: ", source + " "):
        return problem("unquoted-colon", name, first_line + line, value=source.strip())
    return problem("broken-yaml", name, first_line + line, detail=source.strip() or "…")


class _Reader:
    """Makes plain values of YAML's nodes, and keeps the line of each."""

    def __init__(self, name: str, first_line: int, foreign: Callable[[yaml.Node], Any] | None) -> None:
        self.name, self.first_line, self.foreign = name, first_line, foreign
        self.lines: dict[Key, int] = {(): first_line}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def construct(self, node: yaml.Node, key: Key) -> Any:
        """The value of a node; None, and a problem, where it is none of the few kinds that an editor needs."""
        line = self.first_line + node.start_mark.line
        self.lines.setdefault(key, line)
        if id(node) in self.seen:  # an alias: YAML's way to write a thing once, and to build a bomb
            return self._refuse("broken-yaml", line, detail="&…, *…")
        self.seen.add(id(node))
        if node.tag not in TAGS:
            return self.foreign(node) if self.foreign else self._refuse("broken-yaml", line, detail=node.tag)
        if isinstance(node, yaml.ScalarNode):
            if node.style == '"' and CONTROL.search(node.value):  # written as an escape: "\0"
                return self._refuse("control-character", line, value=ascii(CONTROL.findall(node.value)[0]))
            return None if not node.style and node.value in NULLS else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.construct(item, (*key, n)) for n, item in enumerate(node.value)]
        return self._mapping(node, key)

    def _mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            word = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            if word in mapping:
                self._refuse("duplicate-key", line, value=word)
                continue
            self.lines[*key, word] = line
            mapping[word] = self.construct(value_node, (*key, word))
        return mapping

    def _refuse(self, rule: str, line: int, **values: object) -> None:
        self.problems.append(problem(rule, self.name, line, **values))


def iso_day(value: object) -> object:
    """A date is written in full, as 2026-11-21; pydantic alone would take any number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        raise ValueError("wrong-date")
    return value


def validate(model: type[Model], marked: Marked, name: str, at: Key = ()) -> tuple[Model | None, list[Problem]]:
    """The part of `marked` at `at` as `model`, or every way in which it does not fit."""
    value = marked.value
    for step in at:
        value = value[step]
    if not isinstance(value, dict):
        key, expected = at[-1] if at else "?", EXPECTED["model_type"]
        return None, [problem("wrong-value", name, marked.line(at), key=key, expected=expected)]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, list(_explain(model, error, marked, name, at))


def _explain(model: type[BaseModel], error: ValidationError, marked: Marked, name: str, at: Key) -> Iterator[Problem]:
    """One problem a mistake, in our words; pydantic's own stay out of an editor's sight."""
    for found in error.errors(include_url=False):
        where: Key = tuple(part for part in found["loc"] if part != "[key]")
        key = next((part for part in reversed(where) if isinstance(part, str)), "?")
        line, kind, context = marked.line((*at, *where)), found["type"], found.get("ctx", {})
        if kind == "extra_forbidden":
            options = _fields(model, where[:-1])
            yield problem("unknown-key", name, line, value=key, nearest=nearest(key, options))
        elif kind == "missing":
            yield problem("missing-key", name, marked.line((*at, *where[:-1])), value=key)
        elif kind in DATES:
            yield problem("wrong-date", name, line, key=key, value=found["input"])
        elif kind == "string_too_long":
            yield problem("too-long", name, line, key=key, limit=context["max_length"], found=len(found["input"]))
        elif kind in ("literal_error", "enum"):
            options = re.findall(r"'([^']*)'", str(context["expected"]))
            hint = nearest(str(found["input"]), options)
            yield problem("unknown-value", name, line, key=key, value=found["input"], nearest=hint,
                          options=", ".join(options))  # fmt: skip
        elif kind == "value_error":  # raised by our own models with a rule's code as its text
            yield problem(str(context["error"]), name, line, key=key, value=found["input"])
        elif kind == "string_pattern_mismatch":
            expected = FORMS.get(str(context["pattern"]), str(context["pattern"]))
            yield problem("wrong-form", name, line, key=key, value=found["input"], expected=expected)
        else:
            bounds = " ".join(f"{sign} {context[word]}" for word, sign in BOUNDS.items() if word in context)
            yield problem("wrong-value", name, line, key=key, expected=EXPECTED.get(kind, bounds or "…"))


def _fields(model: type[BaseModel], where: Key) -> list[str]:
    """The keys allowed at `where` inside `model`, as far as its annotations tell."""
    for step in where:
        if isinstance(step, int):
            continue
        annotation: Any = model.model_fields[step].annotation if step in model.model_fields else None
        inner = [part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        if not inner:
            return []
        model = inner[0]
    return [info.alias or field_name for field_name, info in model.model_fields.items()]


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


@dataclass(frozen=True)
class Entries(Generic[Model]):
    """The entries of a file of data/ in its order, and the line of each by its id."""

    name: str
    values: tuple[Model, ...] = ()
    lines: dict[str, int] = field(default_factory=dict, repr=False)


def load_entries(
    root: Path, name: str, model: type[Model], codes: list[str], texts: tuple[str, ...]
) -> tuple[Entries[Model], list[Problem]]:
    """A list of entries from a file of data/; each key in `texts` speaks every language, if it is there."""
    path = root / name
    if not path.exists():
        return Entries(name), []
    text, problems = read_text(path, name)
    marked, found = parse_yaml(text, name)
    problems += found
    if not marked or not isinstance(marked.value, list):
        return Entries(name), problems or [problem("wrong-value", name, key=name, expected=EXPECTED["list_type"])]
    entries: dict[str, Model] = {}
    lines: dict[str, int] = {}
    for position in range(len(marked.value)):
        entry, found = validate(model, marked, name, (position,))
        problems += found
        if not entry:
            continue
        entry_id = str(getattr(entry, "id", position))
        if entry_id in entries:
            problems.append(problem("duplicate-id", name, marked.line((position,)), value=entry_id, other=name))
        entries[entry_id] = entry
        lines[entry_id] = marked.line((position, "id"))
        for key in texts:
            held = getattr(entry, key)
            for code in codes if held is not None else ():
                if code not in held:
                    line = marked.line((position, key))
                    problems.append(problem("missing-language", name, line, key=f"{entry_id}: {key}", value=code))
                    held[code] = next(iter(held.values()), "")
    return Entries(name, tuple(entries.values()), lines), soften(name, problems, len(entries))


def soften(name: str, problems: list[Problem], entries: int) -> list[Problem]:
    """A language that most entries do not speak yet has only just been taken up: one notice, not many mistakes."""
    missing: dict[str, list[Problem]] = {}
    for found in problems:
        if found.rule == "missing-language":
            missing.setdefault(dict(found.values)["value"], []).append(found)
    for code, texts in missing.items():
        if 2 * len(texts) > entries:
            problems = [found for found in problems if found not in texts]
            problems.append(problem("language-started", name, 1, value=code, found=len(texts)))
    return problems
