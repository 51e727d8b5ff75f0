"""Codes: each rule that the code names has its words, and each that has words is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from fhp.problems import messages, problem


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that has the form of a code, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def named(path: Path) -> Iterator[tuple[int, str]]:
    """Every code that a module gives to problem(), written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _name(node.func) in {"problem", "_refuse"}:
            for part in ast.walk(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "-" in part.value:
                    yield node.lineno, part.value


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


MODULES = [*(ROOT / "fhp").rglob("*.py"), *(ROOT / "hooks").glob("*.py")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_code_is_in_the_catalogue_where_it_is_named(path):
    assert [(line, code) for line, code in named(path) if code not in messages()] == []


def test_every_code_of_the_catalogue_is_named_somewhere():
    said = {text for path in MODULES for _, text in strings(path)}
    assert sorted(set(messages()) - said) == []


def test_an_unknown_code_dies_where_it_is_named_and_not_where_it_is_printed():
    with pytest.raises(KeyError, match="no-such-rule"):
        problem("no-such-rule", "docs/es/index.md")
