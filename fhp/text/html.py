"""HTML: a page's text as tokens, and the judge of what may stand in it.

The judge does not mend: it says what it would not let through. Two readers must agree, so that no slip of one opens a
way in: our own, which knows only plain tags with plain attributes, and the reader of browsers (html5ever, by nh3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

import nh3

# The quantifiers that end in '+' never give back what they took: no text, however odd, takes more than linear time.
TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*+)"
    r"(?P<rest>(?:\s++[^\s=<>/\"'`]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?+)*+)\s*+/?>"
)
PIECE = re.compile(rf"<!--(?P<comment>.*?)(?:-->|\Z)|{TAG.pattern}|(?P<text>[^<]++)|(?P<stray><)", re.DOTALL)
ATTRIBUTE = re.compile(r"([^\s=<>/\"'`]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
# What Markdown and its extensions make, and what an editor may write beside it: elements and their attributes.
EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title"})
ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("p", "br", "hr", "wbr", "h1", "h2", "h3", "h4", "h5", "h6"), frozenset()),
    **dict.fromkeys(("blockquote", "pre", "code"), frozenset()),
    **dict.fromkeys(("ul", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr"), frozenset()),
    **dict.fromkeys(("strong", "em", "b", "i", "s", "del", "ins", "sup", "sub", "q", "cite", "abbr"), frozenset()),
    **dict.fromkeys(("kbd", "mark", "small", "var", "samp", "dfn", "span", "summary"), frozenset()),
    "figure": frozenset(), "figcaption": frozenset(), "nav": frozenset({"aria-label"}), "div": frozenset({"data-tabs"}),
    "a": frozenset({"href", "rel", "hreflang", "download"}),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "th": frozenset({"colspan", "rowspan", "scope", "style"}), "td": frozenset({"colspan", "rowspan", "style"}),
    "ol": frozenset({"start"}), "li": frozenset({"value"}), "time": frozenset({"datetime"}),
    "details": frozenset({"open"}), "label": frozenset({"for"}),
    "input": frozenset({"type", "name", "checked", "disabled"}),
}  # fmt: skip
VALUES = {  # the only values of an attribute that could do more than it says
    "style": re.compile(r"text-align: (?:left|center|right);"),  # of Markdown's tables; made a class before it is shown
    "type": re.compile(r"checkbox|radio"),
    "loading": re.compile(r"lazy"),
    "id": re.compile(r"(?:fn|fnref\d*):[\w-]+|[\w-]+"),  # the theme's own ids have a dot, which none of these can have
    "rel": re.compile(r"[a-z -]*"),
}
ADDRESS = re.compile(r"(?:https?://(?![/\\])|#|(?![a-zA-Z][a-zA-Z0-9+.-]*:|/[/\\]|[\\]))[^\x00-\x20\x7f\\]*")


@dataclass(frozen=True)
class Token:
    """A piece of HTML, `raw` as it stands: 'open', 'close', 'text', 'comment', or a 'stray' '<'."""

    kind: str
    raw: str
    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute, unescaped."""
        return next((value for key, value in self.attributes if key == name), None)

    @property
    def text(self) -> str:
        """What a reader sees of a text."""
        return unescape(self.raw)


def find_tokens(html: str) -> Iterator[Token]:
    """Every piece in its order; the raw texts joined are the HTML again."""
    for found in PIECE.finditer(html):
        raw = found.group()
        if found["tag"]:
            given = ATTRIBUTE.findall(found["rest"])
            attributes = tuple((name.lower(), unescape(a or b or c)) for name, a, b, c in given)
            yield Token("close" if found["close"] else "open", raw, found["tag"].lower(), attributes)
        elif found["text"] is not None:
            yield Token("text", raw)
        else:
            yield Token("stray" if found["stray"] else "comment", raw)


@dataclass(frozen=True)
class Offence:
    """What may not stand in a page, `value` as an editor would know it again: '<script>', 'onclick=', '<b>'.

    `kind` is 'unsafe', 'address', 'comment' or 'unclosed'.
    """

    kind: str
    value: str


def find_offences(html: str) -> Iterator[Offence]:
    """Everything in a page's HTML that the build would not let through."""
    tokens = list(find_tokens(html))
    found = [offence for token in tokens for offence in _judge(token)]
    yield from found
    if not found:
        yield from _find_difference(tokens, html)


def _judge(token: Token) -> Iterator[Offence]:
    if token.kind == "comment":
        yield Offence("comment", token.raw)
    elif token.kind == "stray":
        yield Offence("unclosed", "<")
    elif token.tag and token.tag not in ELEMENTS:
        yield Offence("unsafe", f"<{token.tag}>")
    elif token.kind == "open":
        for name, value in token.attributes:
            if name not in EVERYWHERE | ELEMENTS[token.tag]:
                yield Offence("unsafe", f"{name}=")
            elif name in VALUES and not VALUES[name].fullmatch(value):
                yield Offence("unsafe", f"{name}={value}")
            elif name in ("href", "src") and not is_plain_address(value):
                yield Offence("address", value)


def is_plain_address(value: str) -> bool:
    """Whether an address leads to the web or into the library, and says so plainly to every reader."""
    return ADDRESS.fullmatch(value) is not None


def _find_difference(tokens: list[Token], html: str) -> Iterator[Offence]:
    """The first element that a browser would not close, or nest, as it is written."""
    clean = nh3.clean(
        html, tags=set(ELEMENTS), attributes={"*": set(EVERYWHERE), **{tag: set(own) for tag, own in ELEMENTS.items()}},
        link_rel=None, clean_content_tags=set(), strip_comments=False, url_schemes={"http", "https", "mailto"},
    )  # fmt: skip
    ours, theirs = [*_essence(tokens)], [*_essence(find_tokens(clean))]
    if ours != theirs:
        pairs = enumerate(zip(ours, theirs, strict=False))
        place = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
        yield Offence("unclosed", _unclosed(ours[: place + 1]))


def _essence(tokens: Iterable[Token]) -> Iterator[tuple[str, ...]]:
    """The tokens without what two ways of writing the same may differ in."""
    text = ""
    for token in tokens:
        if token.kind == "text":
            text += token.text
            continue
        if text:
            yield "text", text
            text = ""
        if token.kind == "open" or token.tag not in VOID:
            yield token.kind, token.tag, *(f"{name}={value}" for name, value in sorted(token.attributes))
    if text:
        yield "text", text


def _unclosed(essence: list[tuple[str, ...]]) -> str:
    """The innermost element that was open where the two readings part; that of the last piece, where none is."""
    opened: list[str] = []
    for kind, *rest in essence:
        if kind == "open" and rest[0] not in VOID:
            opened.append(rest[0])
        elif kind == "close":
            if rest[0] not in opened:
                return f"</{rest[0]}>"
            if opened[-1] != rest[0]:
                return f"<{opened[-1]}>"
            opened.pop()
    last = next((rest[0] for kind, *rest in reversed(essence) if kind in ("open", "close")), "")
    return f"<{opened[-1] if opened else last}>"


@dataclass(frozen=True)
class Block:
    """The text of a paragraph, a list item, a cell or a heading, code left out; `around` are the elements around it."""

    tag: str
    text: str
    around: tuple[str, ...]


BLOCKS = frozenset({"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"})


def find_blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    """Every block that holds text of its own, in the order in which they are closed."""
    around: list[str] = []
    texts: list[list[str]] = []
    for token in tokens:
        if token.kind == "open" and token.tag not in VOID:
            around.append(token.tag)
            texts.extend([[]] if token.tag in BLOCKS else [])
        elif token.kind == "close" and token.tag in around:
            while (tag := around.pop()) != token.tag:
                if tag in BLOCKS:
                    texts.pop()
            text = "".join(texts.pop()) if token.tag in BLOCKS else ""
            if text.strip():
                yield Block(token.tag, text, tuple(around))
        elif token.kind == "text" and texts:
            texts[-1].append("\ufffc" if {"code", "pre", "kbd", "samp"} & set(around) else token.text)
        elif token.tag == "br" and texts:
            texts[-1].append("\n")
