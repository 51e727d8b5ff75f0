"""YAML files: text and YAML as editors write them, read into typed models with a line for every mistake.

Used for the front matter of pages, resources.yaml and the files of data/.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError

from fhp.content.signs import ZERO_WIDTH, find_hidden, mend, name_of
from fhp.content.slips import find_slip
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
OURS = {  # what our own validators say of a value, as what an editor should write instead
    "wrong-locale": "es, quc, pt-BR, es-419", "wrong-alphabet": "a b c …",
    "wrong-number": "un número / a number", "wrong-truth": "true, false", "line-break": "una sola línea / one line",
}  # fmt: skip
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FILE = r"^[a-z0-9-]+(/[a-z0-9-]+)*\.[A-Za-z]+$"
GLUED = re.compile(r"[\w-]+:[^\s/]")
CURLY = re.compile(r"[“„‟‘‚’][^“”„‟‘‚]*[“”‘’‟]")  # a whole value in quotation marks that YAML does not know
FORMS = {  # patterns of our models, as words
    ID: "mi-pagina-2",
    FILE: "pictures/mi-imagen.webp",
    r"^[0-9a-f]{12}$": "fhp translations --accept",
    r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$": "2026, 2026-11",
}
BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
LONGEST_FILE = 10_000_000  # bytes; three times a directory of two thousand organisations
# Keys that hold ids or addresses, where a sign nobody sees would make another name of what looks the same.
NAMES = {"id", "url", "contact_url", "archive_url", "publication", "related", "sources", "tags", "aliases", "convenors",
         "help", "reach", "type", "original", "kind", "translation_of"}  # fmt: skip
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)  # what git leaves where two versions meet
UNREADABLE = {"not-utf-8", "conflict-marks", "strange-file", "too-long"}
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
    """The text of a file with line feeds only, and what is wrong with its bytes; '' where no text can be made of it."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [problem("not-utf-8", name, data[: error.start].count(b"\n") + 1)]
    except OSError:
        return "", [problem("strange-file", name, value=path.name)]
    if len(data) > LONGEST_FILE:
        return "", [problem("too-long", name, key=path.name, found=len(data), limit=LONGEST_FILE)]
    problems = []
    if text.startswith("\ufeff"):
        problems.append(problem("byte-order-mark", name, 1))
    if "\r" in text:
        problems.append(problem("windows-line-ends", name, text[: text.index("\r")].count("\n") + 1))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    conflict = CONFLICT.search(text)
    if conflict:
        return "", [problem("conflict-marks", name, text.count("\n", 0, conflict.start()) + 1)]
    hidden = find_hidden(text)
    if hidden:
        problems.append(problem("control-character", name, text.count("\n", 0, hidden[0]) + 1, value=hidden[1]))
    return text, problems


def is_unreadable(problems: list[Problem]) -> bool:
    """Whether what is wrong with a file's bytes left nothing to be read."""
    return any(found.rule in UNREADABLE for found in problems)


def parse_yaml(
    text: str, name: str, first_line: int = 1, foreign: Callable[[yaml.Node], Any] | None = None
) -> tuple[Marked | None, list[Problem]]:
    """YAML as strings, lists and mappings only: `no` stays a word, and a wrong date is the model's to judge.

    A value under a tag of its own ('!ENV') is what `foreign` makes of it, otherwise a mistake.
    """
    slip = find_slip(text)
    if slip:
        rule, offset, sign = slip
        return None, [problem(rule, name, first_line + text.count("\n", 0, offset), value=sign)]
    if _too_deep(text):
        return None, [problem("broken-yaml", name, first_line, detail="[[[[…")]
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        return None, [_broken(error, text, name, first_line)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        position = getattr(error, "position", None)
        line = first_line + (text.count("\n", 0, position) if isinstance(position, int) else 0)
        return None, [problem("broken-yaml", name, line, detail="?")]
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
    """What YAML stumbled over, in the line where it went wrong and not in the one where it was noticed."""
    opened = error.context_mark if "quoted" in (error.context or "") else None
    mark = opened or error.problem_mark or error.context_mark
    rows = text.split("\n")
    line = min(mark.line if mark else 0, max(len(rows) - 2, 0))
    if opened is None and "expected ':'" in (error.problem or "") and error.context_mark:
        line = error.context_mark.line  # a key without its colon
    source = rows[line]
    if re.match(r"\s*-?\s*[\w-]+:\s+[“”„‟‘’‚«]", source):
        return problem("curly-quotes", name, first_line + line, value=source.strip())
    if re.match(r"\s*-?\s*[\w-]+: [^'\"\[{|>].*: ", source + " "):
        return problem("unquoted-colon", name, first_line + line, value=source.strip())
    if re.match(r"\s+-?\s*[\w-]+:(?: |$)", source) and "block mapping" in str(error):
        return problem("wrong-indentation", name, first_line + line, value=source.strip())
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
            self._refuse("broken-yaml", line, detail="&…, *…")
            return None
        self.seen.add(id(node))
        if node.tag not in TAGS:
            return self._foreign(node, line)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key, line)
        if isinstance(node, yaml.SequenceNode):
            return [self.construct(item, (*key, n)) for n, item in enumerate(node.value)]
        return self._mapping(node, key)

    def _foreign(self, node: yaml.Node, line: int) -> Any:
        if self.foreign:
            with contextlib.suppress(ValueError):
                return self.foreign(node)
        self._refuse("broken-yaml", line, detail=node.tag)
        return None

    def _scalar(self, node: yaml.ScalarNode, key: Key, line: int) -> str | None:
        value, hidden = str(node.value), None
        if not node.style and value in NULLS:
            return None
        if node.style == '"':  # in which a sign may be written as an escape: "\\0"
            hidden = find_hidden(value)
        sign = ZERO_WIDTH.search(value) if _last(key) in NAMES else None
        if hidden:
            self._refuse("control-character", line, value=hidden[1])
        elif not node.style and CURLY.fullmatch(value):
            self._refuse("curly-quotes", line, value=value)
        elif node.style and value in ("true", "false"):
            self._refuse("wrong-value", line, key=_last(key), expected="true, false")
        elif sign:
            self._refuse("invisible-sign", line, value=name_of(sign.group()), key=_last(key))
        else:
            return value if _last(key) in NAMES else mend(value)
        return None

    def _mapping(self, node: yaml.Node, key: Key) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self.first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
                self._refuse("broken-yaml", line, detail="<<:" if isinstance(key_node, yaml.ScalarNode) else "? …")
                continue
            word = key_node.value
            if not key_node.style and not value_node.value and GLUED.match(word):
                self._refuse("glued-colon", line, value=word)
                continue
            if word in mapping:
                self._refuse("duplicate-key", line, value=word)
                if word == "id":  # an entry without its hyphen: all that follows is of another
                    break
                continue
            self.lines[*key, word] = line
            mapping[word] = self.construct(value_node, (*key, word))
        return mapping

    def _refuse(self, rule: str, line: int, **values: object) -> None:
        self.problems.append(problem(rule, self.name, line, **values))


def _last(key: Key) -> str:
    """The last word of a key: 'sources' for the third of them."""
    return next((part for part in reversed(key) if isinstance(part, str)), "?")


def iso_day(value: object) -> object:
    """A date is written in full, as 2026-11-21; pydantic alone would take any number for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        raise ValueError("wrong-date")
    return value


def plain_number(value: object) -> object:
    """A number is written in digits: 02022, 2022.0 and 2_022 are slips that pydantic alone would mend."""
    if isinstance(value, str) and not re.fullmatch(r"-?(?:0|[1-9][0-9]{0,8})", value):
        raise ValueError("wrong-number")
    return value


def plain_truth(value: object) -> object:
    """Only `true` and `false`: YAML's own readers do not agree on yes, on and 1."""
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("wrong-truth")
    return value


Day = Annotated[datetime.date, BeforeValidator(iso_day)]
Number = Annotated[int, BeforeValidator(plain_number)]
Truth = Annotated[bool, BeforeValidator(plain_truth)]


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
    mistakes = error.errors(include_url=False)
    missing = {tuple(found["loc"]) for found in mistakes if found["type"] == "missing"}
    for found in mistakes:  # a key mistyped is one mistake, not one key too many and one too few
        if found["type"] == "extra_forbidden":
            where = tuple(found["loc"])
            wanted = [str(other[-1]) for other in missing if other[:-1] == where[:-1]]
            mistyped = nearest(str(where[-1]), wanted)
            missing -= {(*where[:-1], mistyped)}
            yield _unknown_key(model, where, marked, name, at, mistyped)
    for found in mistakes:
        if found["type"] != "extra_forbidden" and (found["type"] != "missing" or tuple(found["loc"]) in missing):
            yield _say(found, marked, name, at)


def _unknown_key(model: type[BaseModel], where: Key, marked: Marked, name: str, at: Key, mistyped: str) -> Problem:
    key, line, options = str(where[-1]), marked.line((*at, *where)), _fields(model, where[:-1])
    if key in options or (key in _fields(model, ()) and len(where) > 1):  # a key of the entry, inside one of its parts
        return problem("wrong-indentation", name, line, value=f"{key}:")
    return problem("unknown-key", name, line, value=key, nearest=mistyped or nearest(key, options))


def _say(found: Any, marked: Marked, name: str, at: Key) -> Problem:
    """A mistake that pydantic found, as a problem under our rule for it."""
    where: Key = tuple(part for part in found["loc"] if part != "[key]")
    key = _last(where)
    line, kind, context = marked.line((*at, *where)), found["type"], found.get("ctx", {})
    if kind == "missing":
        return problem("missing-key", name, marked.line((*at, *where[:-1])), value=key)
    if kind in DATES:
        return problem("wrong-date", name, line, key=key, value=found["input"])
    if kind == "string_too_long":
        return problem("too-long", name, line, key=key, limit=context["max_length"], found=len(found["input"]))
    if kind in ("literal_error", "enum"):
        options = re.findall(r"'([^']*)'", str(context["expected"]))
        hint = nearest(str(found["input"]), options)
        return problem("unknown-value", name, line, key=key, value=found["input"], nearest=hint,
                       options=", ".join(options))  # fmt: skip
    if kind == "value_error" and str(context["error"]) in OURS:
        return problem("wrong-value", name, line, key=key, expected=OURS[str(context["error"])])
    if kind == "value_error":  # raised by our own models with a rule's code as its text
        return problem(str(context["error"]), name, line, key=key, value=found["input"])
    if kind == "string_pattern_mismatch":
        return _wrong_form(found, name, line, key)
    bounds = " ".join(f"{sign} {context[word]}" for word, sign in BOUNDS.items() if word in context)
    return problem("wrong-value", name, line, key=key, expected=EXPECTED.get(kind, bounds or "…"))


def _wrong_form(found: Any, name: str, line: int, key: str) -> Problem:
    """A value that has not the form of its kind; of an id, what could be written instead."""
    pattern, value = str(found["ctx"]["pattern"]), str(found["input"])
    if pattern == ID and slug(value):
        return problem("wrong-id", name, line, key=key, value=value, expected=slug(value))
    return problem("wrong-form", name, line, key=key, value=value, expected=FORMS.get(pattern, pattern))


def slug(text: str) -> str:
    """A text in small letters without accents, digits and hyphens: what an id or a file could be called."""
    plain = "".join(char for char in unicodedata.normalize("NFD", mend(text)) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


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


def place(entry_id: str, key: str) -> str:
    """What the line of a key of an entry is kept under."""
    return f"{entry_id}: {key}"


@dataclass(frozen=True)
class Entries(Generic[Model]):
    """The entries of a file of data/ in its order, and the line of each by its id, and of each key in it."""

    name: str
    values: tuple[Model, ...] = ()
    lines: dict[str, int] = field(default_factory=dict, repr=False)


def load_entries(
    root: Path, name: str, model: type[Model], codes: list[str], texts: tuple[str, ...]
) -> tuple[Entries[Model], list[Problem]]:
    """A list of entries from a file of data/; each key in `texts` speaks every language, if it is there."""
    path = root / name
    if not os.path.lexists(path):
        return Entries(name), []
    text, problems = read_text(path, name)
    if is_unreadable(problems):
        return Entries(name), problems
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
        lines |= {place(entry_id, key): marked.line((position, key)) for key in marked.value[position]}
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
