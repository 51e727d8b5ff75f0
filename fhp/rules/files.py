"""Files: what is published beside the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from fhp.content.files import plain_files
from fhp.content.library import Library
from fhp.content.pages import LEAFLET
from fhp.content.pictures import LIMITS
from fhp.problems import Problem, problem
from fhp.rules.file_metadata import STREAM, unpacked

BEGINNINGS = {  # the first bytes of each kind
    ".pdf": rb"%PDF-[12]\.", ".webp": rb"RIFF....WEBP", ".svg": rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
}  # fmt: skip
# What a PDF could run, send or hide (ISO 32000-1, 7.6, 7.11, 12.6); a link, /URI, waits until it is touched.
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|GoToE|RichMedia|EmbeddedFiles?|Encrypt)(?![A-Za-z])"
)
# What a drawing needs; whatever is not in these could run, ask another host or show a page of its own.
DRAWING = {
    "svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "textPath", "use", "symbol", "marker", "pattern", "mask", "clipPath", "linearGradient", "radialGradient",
    "stop", "switch", "metadata", "view",
}  # fmt: skip


def check_files(library: Library) -> Iterator[Problem]:
    """A picture is what its name says and not too heavy; a drawing or a leaflet holds nothing that runs or asks."""
    for path in plain_files(library.root, "docs/**/*"):
        if path.suffix in LIMITS:
            yield from _check_file(path, path.relative_to(library.root).as_posix(), LIMITS[path.suffix])


def _check_file(path: Path, name: str, limit: int) -> Iterator[Problem]:
    data = path.read_bytes()
    if not re.match(BEGINNINGS[path.suffix], data, re.DOTALL):
        yield problem("false-image", name, value=path.name)
    elif path.suffix == ".svg":
        yield from find_in_drawing(data, name)
    elif path.suffix == LEAFLET:
        yield from find_in_leaflet(data, name)
    if len(data) > limit:
        yield problem("heavy-image", name, 1, value=len(data), limit=limit)


def find_in_leaflet(data: bytes, name: str) -> Iterator[Problem]:
    """What a leaflet (PDF) may not hold: scripts, programs, forms that send, files inside, or a lock."""
    parts = b"\n".join([data, *(unpacked(found[1]) for found in STREAM.finditer(data))])
    for value in sorted({found[0].decode() for found in ACTIVE.finditer(parts)}):
        yield problem("unsafe-image", name, 1, value=value)


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
