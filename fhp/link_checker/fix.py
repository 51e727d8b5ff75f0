"""Writes moved addresses into a YAML file: only the scalar changes, comments and layout stay."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from fhp.link_checker.whole_file import replace_whole

PLAIN_URL = re.compile(r"https?://[^\s#'\"{}\[\],&*!|>%@`]+[^\s#'\"{}\[\],&*!|>@`:]*")


def splice_moves(path: Path, moves: Mapping[str, str]) -> list[int]:
    """Replace every `url:` that has moved; gives the lines that changed.

    Raises ValueError, and writes nothing, where the result would differ in anything else.
    """
    text = path.read_bytes().decode("utf-8")
    spliced, lines = text, []
    for node in reversed(list(moved_scalars(yaml.compose(text, Loader=yaml.SafeLoader), moves))):
        start, end = node.start_mark.index, node.end_mark.index
        spliced = spliced[:start] + written(moves[node.value], node.style) + spliced[end:]
        lines.append(node.start_mark.line + 1)
    if with_moves(yaml.safe_load(text), moves) != yaml.safe_load(spliced):
        raise ValueError(f"{path}: las direcciones nuevas no caben / the new addresses do not fit in")
    if lines:
        replace_whole(path, spliced)
    return sorted(lines)


def moved_scalars(node: yaml.Node | None, moves: Mapping[str, str]) -> Iterator[yaml.ScalarNode]:
    """Values of `url` keys that have moved, in the order of the file."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from moved_scalars(item, moves)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "url" and isinstance(value, yaml.ScalarNode) and value.value in moves:
                yield value
            else:
                yield from moved_scalars(value, moves)


def written(url: str, style: str | None) -> str:
    """The address in the quotes that the editor used, or in some where it needs them."""
    if style == '"':
        return '"' + url.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style is None and PLAIN_URL.fullmatch(url):
        return url
    return "'" + url.replace("'", "''") + "'"


def with_moves(data: Any, moves: Mapping[str, str]) -> Any:
    """The data as it should read afterwards."""
    if isinstance(data, list):
        return [with_moves(item, moves) for item in data]
    if isinstance(data, dict):
        return {
            key: moves[value]
            if key == "url" and isinstance(value, str) and value in moves
            else with_moves(value, moves)
            for key, value in data.items()
        }
    return data
