"""Style: of the one hand-written sheet, each page carries only the rules that something on it answers to."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rcssmin

RULE = re.compile(
    r"(?P<media>@media[^{]*)\{(?P<inside>(?:[^{}]*\{[^{}]*\})*)\}|(?P<selectors>[^{}@]+)\{(?P<body>[^{}]*)\}"
)
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
TAG = re.compile(r"(?:^|[\s>~+(])([a-z][a-z0-9]*)")
PSEUDO = re.compile(r"::?[a-z-]+(?:\([^)]*\))?|\[[^\]]*\]")


@dataclass(frozen=True)
class Rule:
    """One rule: the media query around it ('' for none), its selectors and its declarations."""

    media: str
    selectors: tuple[str, ...]
    body: str


def parse_style(css: str) -> tuple[Rule, ...]:
    """The rules of a sheet in their order, without comments and spaces; media queries one level deep."""
    rules = []
    for found in RULE.finditer(rcssmin.cssmin(css)):
        if found["media"]:
            inside = RULE.finditer(found["inside"])
            rules += [Rule(found["media"], tuple(rule["selectors"].split(",")), rule["body"]) for rule in inside]
        else:
            rules.append(Rule("", tuple(found["selectors"].split(",")), found["body"]))
    return tuple(rules)


def style_for(html: str, rules: tuple[Rule, ...]) -> str:
    """The sheet for one page: selectors that name a class or an element which the page lacks are left out."""
    classes = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    tags = set(re.findall(r"<([a-z][a-z0-9]*)", html))
    css, media = [], ""
    for rule in rules:
        selectors = [selector for selector in rule.selectors if _answers(selector, classes, tags)]
        if not selectors:
            continue
        if rule.media != media:
            css.append(("}" if media else "") + (rule.media + "{" if rule.media else ""))
            media = rule.media
        css.append(",".join(selectors) + "{" + rule.body + "}")
    return "".join(css) + ("}" if media else "")


def _answers(selector: str, classes: set[str], tags: set[str]) -> bool:
    bare = PSEUDO.sub("", selector)
    return set(CLASS.findall(bare)) <= classes and set(TAG.findall(CLASS.sub("", bare))) <= tags
