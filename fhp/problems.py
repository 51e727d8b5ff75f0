"""Problems: what an editor got wrong, each as one line that says where, what and how to mend it.

The words of every rule, in every language of the house, stand in messages.yaml beside this file.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MESSAGES = Path(__file__).with_name("messages.yaml")
LONGEST_VALUE = 60  # characters of an offending value that a message repeats
LONGEST_LIST = 600  # characters of a list of what would be right


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: `path` from the repository root, `line` as the editor's own editor counts it (from 1)."""

    path: str
    line: int
    rule: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_notice(self) -> bool:
        """True where a person is told but nothing is stopped."""
        return bool(messages()[self.rule].get("severity") == "notice")


def problem(rule: str, path: str, line: int = 1, **values: object) -> Problem:
    """A problem under `rule`, with the values that its message names; KeyError where the catalogue has no such rule."""
    if rule not in messages():
        raise KeyError(f"{rule}: {MESSAGES.name}")
    return Problem(path, line, rule, tuple((name, shown(value, name)) for name, value in sorted(values.items())))


@cache
def messages() -> dict[str, Any]:
    """Maps a rule code to its words: {'es', 'en', 'mend': {'es', 'en'}} and, for notices, 'severity'."""
    loaded: dict[str, Any] = yaml.safe_load(MESSAGES.read_text(encoding="utf-8"))
    return loaded


def shown(value: object, name: str = "value") -> str:
    """A value on one line and within measure, whatever an editor pasted."""
    longest = LONGEST_LIST if name in ("options", "heaviest") else LONGEST_VALUE
    text = "".join(char if char.isprintable() else " " for char in str(value))
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown_path(path: str) -> str:
    """A file's name on one line: a sign that would break it, or reach the terminal, as its number."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)


def nearest(value: str, options: Iterable[str]) -> str:
    """The option most like `value`, or '' where none comes near."""
    found = difflib.get_close_matches(value, list(options), n=1, cutoff=0.6)
    return found[0] if found else ""


def render(found: Problem) -> str:
    """`path:line: qué / what [rule]. Cómo / How`, all languages on the one line."""
    return f"{shown_path(found.path)}:{found.line}: {_fact(found)}"


def render_annotation(found: Problem) -> str:
    """The same as a GitHub workflow command (docs.github.com, 'Workflow commands')."""
    level, path = "notice" if found.is_notice else "error", shown_path(found.path)
    for sign in "%:,":  # the order matters: the first is in what stands for the others
        path = path.replace(sign, f"%{ord(sign):02X}")
    fact = _fact(found).replace("%", "%25")
    return f"::{level} file={path},line={found.line},title={found.rule}::{fact}"


def _fact(found: Problem) -> str:
    message, values = messages()[found.rule], dict(found.values)
    facts = " / ".join(text.format_map(values) for text in _in_all_languages(message))
    mends = " / ".join(text.format_map(values) for text in _in_all_languages(_mend(message, values)))
    return f"{facts} [{found.rule}]. {mends}"


def _mend(message: Mapping[str, Any], values: Mapping[str, str]) -> Mapping[str, Any]:
    """How to mend it: the nearest valid value where there is one, otherwise the rule's own advice."""
    mend: Mapping[str, Any] = messages()["did-you-mean"] if values.get("nearest") else message["mend"]
    return mend


def _in_all_languages(texts: Mapping[str, Any]) -> list[str]:
    return [text for key, text in texts.items() if key not in ("mend", "severity", "why")]
