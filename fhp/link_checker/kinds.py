"""What an address promises by its ending, and what came by its first bytes.

A `.pdf` that became a page, a page that became a download, a body of nothing: none of them is plainly alive.
"""

from __future__ import annotations

import re

from fhp.link_checker import words
from fhp.link_checker.fetch import Answer
from fhp.link_checker.follow import Landing
from fhp.link_checker.likeness import plain
from fhp.link_checker.page import Page

THIN = 150  # words of a page that only says that something is not there
TINY = 512  # bytes, and fewer than three words in them
# Endings by kind. Programs (.php, .aspx …) may answer with anything, and no ending promises nothing.
ENDINGS = {
    "pdf": "pdf",
    "page": "html htm xhtml shtml",
    "document": "doc docx odt rtf xls xlsx ods ppt pptx odp epub zip rar 7z",
    "picture": "jpg jpeg png gif webp avif tif tiff bmp svg",
    "recording": "mp3 ogg oga opus m4a wav flac mp4 webm ogv mov avi mkv m4v",
    "data": "csv tsv json xml rss atom ics txt",
}
# Addresses that name a file and give a page about it: wikis, code hosts, archives.
VIEWERS = re.compile(r"/blob/|/(details|view|viewer)/|/[^/]*:[^/]*$")
PROMISES = {ending: kind for kind, endings in ENDINGS.items() for ending in endings.split()}
FIRST_BYTES = [
    (re.compile(rb"(?is)(?:<\?xml.{0,300}?)?(?:<!--.{0,400}?-->\s*)?(?:<!doctype\s+svg[^>]*>\s*)?<svg\b"), "picture"),
    (re.compile(rb"(?is)(?:<\?xml.{0,400}?)?(?:<!--.{0,400}?-->\s*)?(?:<!doctype\s+html|<html\b)"), "page"),
    (re.compile(rb"<\?xml|<(?:rss|feed|opml|rdf:RDF)\b"), "data"),
    (re.compile(rb"(?s).{0,1024}%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0|\{\\rtf|Rar!|7z\xbc\xaf|\x1f\x8b"), "document"),
    (re.compile(rb"(?s)\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP|II\*\0|MM\0\*|\0\0\x01\0|.{4}ftyp(?:avif|heic|mif1)"),
     "picture"),
    (re.compile(rb"(?s)ID3|\xff[\xfb\xf3\xf2\xf1\xf9]|fLaC|OggS|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3"),
     "recording"),
]  # fmt: skip
LABELS = {"application/pdf": "pdf", "text/html": "page", "application/xhtml+xml": "page"}
FAMILIES = {"image": "picture", "audio": "recording", "video": "recording", "text": "data"}
DATA_LABELS = ("json", "xml", "csv", "calendar", "javascript")
TEXTUAL = {"page", "data"}


def promised(path: str) -> str:
    """The kind that an address promises; '' where it promises nothing."""
    ending = None if VIEWERS.search(path) else re.search(r"\.([A-Za-z0-9]{1,6})$", path)
    return PROMISES.get(ending[1].lower(), "") if ending else ""


def kind_of(answer: Answer) -> str:
    """The kind of what came: by its first bytes, by its label only where they tell nothing, '' where neither does."""
    if answer.body is None:
        return ""
    if answer.headers.get("content-disposition", "").lower().lstrip().startswith("attachment"):
        found = by_bytes(answer.body)
        return found if found and found != "page" else "document"
    return by_bytes(answer.body) or by_label(answer)


def by_bytes(body: bytes) -> str:
    start = body[:2048]
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    return next((kind for signs, kind in FIRST_BYTES if signs.match(start) or signs.match(text)), "")


def by_label(answer: Answer) -> str:
    """What the label says, believed only where the bytes may be that: text is text."""
    body = answer.body or b""
    start = body[:512].lstrip()
    if start.startswith(b"<"):
        return "page"
    label = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    kind = LABELS.get(label) or FAMILIES.get(label.partition("/")[0], "")
    if any(word in label for word in DATA_LABELS):
        kind = "data"
    binary = b"\0" in body[:2048]
    return "" if binary == (kind in TEXTUAL) else kind


def breaks_promise(landing: Landing) -> str:
    """What came in place of what the address promises, 'pdf → page'; '' where the promise holds or there is none."""
    answer = landing.answer
    if answer is None or answer.body is None:
        return ""
    promise, kind = promised(landing.asked.path), kind_of(answer)
    label = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    claim = promise or LABELS.get(label, "") or FAMILIES.get(label.partition("/")[0], "")
    if landing.asked.path.lower().endswith(".svg") and kind == "data":
        return ""  # an SVG with a long preface
    if promise and kind and kind != promise:
        return f"{promise} → {kind}"
    if claim == "pdf" and not kind:
        return "pdf → ?"
    if claim == "pdf" and kind != "pdf" and label == "application/pdf":
        return f"pdf → {kind}"
    return ""


def says_gone(page: Page) -> bool:
    """Whether a page that came in place of a document says that it is not there."""
    heads = plain(" ".join([page.title, *page.headings]))
    said = heads if len(page.words) >= THIN else f"{heads} {plain(page.text)}"
    return bool(words.hits(words.GONE, said))


def is_tiny(landing: Landing) -> bool:
    """A few bytes that are no page of any kind: 'OK', a dot, an empty frame."""
    page, answer = landing.page, landing.answer
    if answer is None or answer.body is None or not answer.complete:
        return False
    if page is None:
        return len(answer.body) < 4 or not kind_of(answer) and len(answer.body) < 16
    if len(page.words) > 2 or len(answer.body.strip()) >= TINY or page.pictures or page.frames:
        return False
    return not (page.headings or page.links or page.forms or page.scripts)
