"""YAML text: answers written as the house writes YAML, so that whatever was typed is read back as typed."""

from __future__ import annotations

import datetime
import json
import re
import textwrap
from typing import Any

import yaml

from fhp.content.yaml_files import Loader

WIDTH = 110
ID = re.compile(r"[a-z][a-z0-9-]*")


def write_mapping(values: dict[str, Any], indent: int = 0) -> str:
    """The lines of a mapping; what is None, '' or an empty list stays out."""
    rows = []
    for key, value in values.items():
        if value is None or value == "" or value == {}:
            continue
        rows.append(" " * indent + f"{_key(key)}:" + _value(value, indent))
    return "\n".join(rows)


def write_item(values: dict[str, Any], indent: int) -> str:
    """A mapping as one item of a list."""
    text = write_mapping(values, indent + 2)
    return text[:indent] + "- " + text[indent + 2 :]


def _key(key: str) -> str:
    return f'"{key}"' if key in ("on", "yes", "no") else key


def _value(value: Any, indent: int) -> str:
    if isinstance(value, dict) and all(_is_short(part) for part in value.values()):
        return " {" + ", ".join(f"{_key(key)}: {_scalar(part)}" for key, part in value.items()) + "}"
    if isinstance(value, dict):
        return "\n" + write_mapping(value, indent + 2)
    if isinstance(value, list) and all(isinstance(part, str) and ID.fullmatch(part) for part in value):
        return " [" + ", ".join(value) + "]"
    if isinstance(value, list):
        return "\n" + "\n".join(
            write_item(part, indent + 2) if isinstance(part, dict) else " " * (indent + 2) + f"- {_scalar(part)}"
            for part in value
        )
    if isinstance(value, str) and len(value) > WIDTH - indent - 20:
        rows = textwrap.wrap(" ".join(value.split()), WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        return " >-\n" + "\n".join(" " * (indent + 2) + row for row in rows)
    return f" {_scalar(value)}"


def _is_short(value: Any) -> bool:
    return ID.fullmatch(value) is not None if isinstance(value, str) else not isinstance(value, (dict, list))


def _scalar(value: Any) -> str:
    """A text, a date, a number or a truth; quoted where YAML would take it for something else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if not isinstance(value, str):
        raise TypeError(value)
    text = " ".join(value.split())
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    if not text or re.search(r":(?:\s|$)|\s#|^[-?:,#&*!|>%@`'\"\[{}\]]", text):
        return False
    try:
        return bool(yaml.load(text, Loader=Loader) == text)  # noqa: S506 - a safe one
    except yaml.YAMLError:
        return False
