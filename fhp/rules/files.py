"""Files: what is published beside the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from fhp.content.files import plain_files
from fhp.content.library import Library
from fhp.content.pages import IMAGES
from fhp.problems import Problem, problem

IMAGE = 20_000  # bytes
BEGINNINGS = {  # the first bytes of each kind
    ".png": rb"\x89PNG\r\n\x1a\n", ".jpg": rb"\xff\xd8\xff", ".jpeg": rb"\xff\xd8\xff",
    ".gif": rb"GIF8[79]a", ".webp": rb"RIFF....WEBP", ".svg": rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
}  # fmt: skip
# What a drawing needs; whatever is not in these could run, ask another host or show a page of its own.
DRAWING = {
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "textPath", "use", "symbol", "marker", "pattern", "mask", "clipPath", "linearGradient", "radialGradient",
    "stop", "switch", "metadata", "view",
}  # fmt: skip


def check_files(library: Library) -> Iterator[Problem]:
    """An image is what its name says, a drawing holds nothing that runs or asks; at most 20 KB: on 2G three seconds."""
    for path in plain_files(library.root, "docs/**/*"):
        if path.suffix.lower() in IMAGES:
            yield from _check_image(path, path.relative_to(library.root).as_posix())


def _check_image(path: Path, name: str) -> Iterator[Problem]:
    data = path.read_bytes()
    if not re.match(BEGINNINGS[path.suffix.lower()], data, re.DOTALL):
        yield problem("false-image", name, value=path.name)
    elif path.suffix.lower() == ".svg":
        yield from find_in_drawing(data, name)
    if len(data) > IMAGE:
        yield problem("heavy-image", name, 1, value=len(data), limit=IMAGE)


def find_in_drawing(data: bytes, name: str) -> Iterator[Problem]:
    """What a drawing (SVG) may not hold, each once: elements, attributes and addresses that are more than a drawing."""
    found: list[Problem] = []
    parser = expat.ParserCreate()

    def say(value: str) -> None:
        found.append(problem("unsafe-image", name, parser.CurrentLineNumber, value=value))

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.removeprefix("svg:") not in DRAWING and not re.match(r"(?:rdf|cc|dc|sodipodi|inkscape):", tag):
            say(f"<{tag}>")
        for key, value in attributes.items():
            if key.lower().startswith("on") or not _is_inner(key, value):
                say(f"{key}=")

    def doctype(*_: object) -> None:
        say("<!DOCTYPE>")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = lambda target, _: say(f"<?{target}?>")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        found.append(problem("false-image", name, error.lineno, value=Path(name).name))
    yield from dict.fromkeys(found[:5])


def _is_inner(key: str, value: str) -> bool:
    """Whether an attribute stays within the drawing."""
    if key.lower().rpartition(":")[2] in ("href", "src"):
        return value.strip().startswith("#")
    outer = re.search(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|\\", value, re.IGNORECASE)
    return key.startswith("xmlns") or outer is None
