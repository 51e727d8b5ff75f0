"""Style: of the one hand-written sheet, each page carries only the rules that something on it answers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule, WhitespaceToken

GROUPS = {"media", "supports"}  # at-rules around other rules: written where a rule in them is
WHOLE = {"page", "font-face", "keyframes"}  # at-rules that no element answers to: always written
ANY_OF = {"is", "where", "has", "-webkit-any", "-moz-any"}  # one of the selectors in their parentheses is enough
SPACE = WhitespaceToken(0, 0, " ")


class StyleError(ValueError):
    """Something in the sheet that is not understood; its text begins with the line."""


@dataclass(frozen=True)
class Selector:
    """One selector: `needs` holds the elements ('a') and classes ('.menu') without which it answers to nothing."""

    text: str
    needs: frozenset[str]
    choices: tuple[tuple[Selector, ...], ...] = ()  # of each, one at least must answer: what :is(…) holds

    def answers(self, names: set[str]) -> bool:
        """Whether a page with these elements and classes may hold something that it selects."""
        return self.needs <= names and all(any(one.answers(names) for one in choice) for choice in self.choices)


@dataclass(frozen=True)
class Rule:
    """Selectors and, in `body`, their declarations; without selectors, text for every page."""

    selectors: tuple[Selector, ...]
    body: str = field(repr=False)

    def text_for(self, names: set[str]) -> str:
        if not self.selectors:
            return self.body
        answering = ",".join(selector.text for selector in self.selectors if selector.answers(names))
        return f"{answering}{{{self.body}}}" if answering else ""


@dataclass(frozen=True)
class Group:
    """Rules, or further groups, under a condition: '@media print'."""

    condition: str
    inside: tuple[Rule | Group, ...] = field(repr=False)

    def text_for(self, names: set[str]) -> str:
        text = "".join(part.text_for(names) for part in self.inside)
        return f"{self.condition}{{{text}}}" if text else ""


def parse_style(css: str) -> tuple[Rule | Group, ...]:
    """The rules of a sheet in their order, without comments and spaces. Raises StyleError."""
    return tuple(map(_read, tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def style_for(html: str, rules: Iterable[Rule | Group]) -> str:
    """The sheet for one page: selectors that name a class or an element which the page lacks are left out."""
    names = {f".{name}" for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    names |= {name.lower() for name in re.findall(r"<([a-zA-Z][\w-]*)", html)}
    return "".join(rule.text_for(names) for rule in rules)


def _read(node: Node) -> Rule | Group:
    if isinstance(node, QualifiedRule):
        return Rule(tuple(_selectors(node.prelude)), _declarations(node))
    if isinstance(node, AtRule) and node.content is not None:
        if node.lower_at_keyword in GROUPS:
            inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            return Group(_head(node), tuple(map(_read, inside)))
        if node.lower_at_keyword in WHOLE:
            return Rule((), _whole(node))
    raise _not_understood(node)


def _whole(node: AtRule | QualifiedRule) -> str:
    """A rule with all that is in it: declarations, the margins of a page, the steps of an animation."""
    return f"{_head(node)}{{{_declarations(node, with_rules=True)}}}"


def _declarations(rule: AtRule | QualifiedRule, with_rules: bool = False) -> str:
    """What stands between the braces of a rule."""
    text = ""
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if isinstance(node, Declaration):
            text += f"{node.name}:{_shorten(node.value, ',')}{'!important' if node.important else ''};"
        elif with_rules and isinstance(node, AtRule | QualifiedRule) and node.content is not None:
            text += _whole(node)
        else:
            raise _not_understood(node)  # a rule in a rule, which old phones do not read, or a slip
    return text.removesuffix(";")


def _head(node: AtRule | QualifiedRule) -> str:
    prelude = _shorten(node.prelude, ",:")
    return f"@{node.at_keyword} {prelude}".strip() if isinstance(node, AtRule) else prelude


def _selectors(tokens: Sequence[Node]) -> Iterator[Selector]:
    """The selectors of a list, divided at its own commas and not at those in parentheses."""
    part: list[Node] = []
    for token in [*tokens, None]:
        if token is None or token == ",":
            yield _selector(part)
            part = []
        else:
            part.append(token)


def _selector(tokens: list[Node]) -> Selector:
    needs, choices = set(), []
    before = None
    for token in tokens:
        if token.type == "ident" and before != ":":
            needs.add(f".{token.value}" if before == "." else token.lower_value)
        elif token.type == "function" and before == ":" and token.lower_name in ANY_OF:
            choices.append(tuple(_selectors(token.arguments)))
        before = token
    return Selector(_shorten(tokens, ",>~+"), frozenset(needs), tuple(choices))


def _shorten(tokens: Iterable[Node], signs: str) -> str:
    """The text of tokens without comments, and without spaces at the ends and beside `signs`."""
    return str(tinycss2.serialize(_tighten(tokens, signs)))


def _tighten(tokens: Iterable[Node], signs: str) -> list[Node]:
    kept: list[Node] = []
    for token in tokens:
        if token.type == "error":
            raise _not_understood(token)
        if token.type == "function":
            token.arguments = _tighten(token.arguments, ",")  # elsewhere a space may mean something: selector(a :focus)
        elif token.type.endswith("block"):
            token.content = _tighten(token.content, signs)
        elif token.type == "whitespace":
            token = SPACE
        if token.type != "comment" and not (token is SPACE and kept[-1:] == [SPACE]):
            kept.append(token)
    ends = (None, *signs)
    return [
        token
        for before, token, after in zip([None, *kept], kept, [*kept[1:], None], strict=False)
        if token is not SPACE or not (before in ends or after in ends)
    ]


def _not_understood(node: Node) -> StyleError:
    what = node.message if node.type == "error" else tinycss2.serialize([node]).strip()
    return StyleError(f"{node.source_line}: no se entiende / not understood: {what.splitlines()[0][:60]}")
