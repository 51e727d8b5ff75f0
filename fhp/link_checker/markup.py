"""HTML to tags and text in one pass.

Not html.parser: 64 KB of "<a <a <a" keep it busy for 30 seconds (measured, Python 3.11), and
these pages come from strangers. Every search here goes forward only.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TAG = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^\s/>]{0,40})|[!?])")
ATTRIBUTE = re.compile(r"""[\s/]*([^\s"'<>/=]{1,80})(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
RAW = {"script", "style", "textarea", "title", "noscript", "template", "xmp"}
MOST_ATTRIBUTES = 60


@dataclass(frozen=True)
class Token:
    """Text, an opening tag ('a'), a closing tag ('/a'), or a whole raw element ('script')."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


def tokens(source: str) -> Iterator[Token]:
    """Read tags and text in order; what is broken is skipped, as browsers do."""
    position = 0
    closings = Closings(source)
    while opening := TAG.search(source, position):
        if opening.start() > position:
            yield Token("", text=html.unescape(source[position : opening.start()]))
        comment, slash, name = opening.groups()
        if name is None:
            position = closings.after("-->" if comment else ">", opening.end())
            continue
        attributes, position = read_attributes(source, opening.end(), closings)
        tag = name.lower()
        if slash:
            yield Token("/" + tag)
        elif tag in RAW:
            end = closings.find(f"</{tag}", position)
            yield Token(tag, attributes, source[position:end])
            position = closings.after(">", end)
        else:
            yield Token(tag, attributes)
    if position < len(source):
        yield Token("", text=html.unescape(source[position:]))


def read_attributes(source: str, position: int, closings: "Closings") -> tuple[dict[str, str], int]:
    """Attributes from `position` on, and where the tag ends."""
    attributes: dict[str, str] = {}
    for _ in range(MOST_ATTRIBUTES):
        found = ATTRIBUTE.match(source, position)
        if not found:
            break
        value = next((part for part in found.groups()[2:] if part is not None), "")
        attributes.setdefault(found[1].lower(), html.unescape(value))
        position = found.end()
    return attributes, closings.after(">", position)


class Closings:
    """Finds closing marks; remembers which ones come no more, so that nothing is searched twice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lower = source.lower()
        self.found: dict[str, int] = {}

    def find(self, mark: str, position: int) -> int:
        """Where `mark` comes next, or the end."""
        known = self.found.get(mark, -1)
        if known < position:
            known = self.lower.find(mark, position)
            known = len(self.source) if known < 0 else known
            self.found[mark] = known
        return known

    def after(self, mark: str, position: int) -> int:
        return min(self.find(mark, position) + len(mark), len(self.source))
