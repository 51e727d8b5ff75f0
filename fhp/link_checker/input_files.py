"""Lists of addresses as people and their spreadsheets write them: what `--input` reads.

One address a line, or a table with its columns in any order. A line that holds no address is refused by its number:
what nobody meant as an address must never be called a dead link.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fhp.link_checker.likeness import plain
from fhp.link_checker.targets import Target

LARGEST = 16 * 1024 * 1024  # bytes
LONGEST_ROW = 40  # lines that quotes may hold together
SEPARATORS = "\t;|,"
URL_COLUMNS = {
    "url", "urls", "uri", "href", "link", "links", "address", "website", "web", "site", "web address", "web site",
    "enlace", "enlaces", "direccion", "direccion web", "sitio", "sitio web", "pagina", "pagina web", "liga",
}  # fmt: skip
NAME_COLUMNS = {
    "name", "nombre", "organisation", "organization", "organizacion", "title", "titulo", "owner", "colectiva", "nome",
}  # fmt: skip
ALIAS_COLUMNS = {
    "alias", "aliases", "acronym", "siglas", "formerly", "antes", "otros nombres", "other names", "also known as",
}  # fmt: skip
LIST_MARK = re.compile(r"^(?:(?:[-*+•·◦▪–—>]|\d{1,4}[.)]|\[[ xX]?\])\s+)+")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:(?!\s)")
WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"“”«»]+")
HAS_HOST = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
MARKDOWN = re.compile(r"\[[^\]]*\]\(\s*<?((?:[^\s<>()]|\([^\s<>()]*\))+)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
]  # fmt: skip


@dataclass(frozen=True)
class Refused:
    """A line that holds no address, and why, in both languages."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}"


@dataclass(frozen=True)
class Listed:
    """What a file asks for, and the lines that could not be read."""

    targets: tuple[Target, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Columns:
    """Where the address, the name and the aliases stand in a row; None: first the name, then aliases, as they come."""

    url: int
    name: int | None = None
    aliases: tuple[int, ...] | None = None


def read_input(path: Path) -> Listed:
    """Read a file that any spreadsheet or editor may have written. Raises OSError where it cannot be read at all."""
    text = decode(path.read_bytes()[:LARGEST])
    if "\0" in text:
        return Listed((), (Refused(str(path), 1, "no es un texto ni una tabla / is neither a text nor a table"),))
    lines = re.split(r"\r\n|\r|\n", text)
    separator, start = find_separator(lines, path.suffix.lower())
    rows: list[tuple[int, list[str]]] = []
    refused: list[Refused] = []
    for row in split_rows(lines, separator, start, str(path)):
        if isinstance(row, Refused):
            refused.append(row)
        else:
            rows.append(row)
    columns, header = find_columns([cells for _, cells in rows])
    targets: list[Target] = []
    for number, cells in rows[header:]:
        found = read_row(cells, columns)
        targets += [Target(url, names, ((str(path), number),)) for url, names in found]
        if not found and not is_blank(cells, columns):
            why = "aquí no hay una dirección (https://…) / there is no address here (https://…)"
            refused.append(Refused(str(path), number, why))
    return Listed(tuple(targets), tuple(sorted(refused, key=lambda row: row.line)))


def decode(raw: bytes) -> str:
    """The text of the file: by its mark, by its zero bytes, as UTF-8, and as old Windows wrote it at last."""
    for mark, charset in BOMS:
        if raw.startswith(mark):
            return raw.decode(charset, errors="replace")
    start = raw[:400]
    if start.count(0) * 3 > len(start):
        charset = "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
        return raw.decode(charset, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def find_separator(lines: list[str], suffix: str) -> tuple[str, int]:
    """What parts the columns ('' where there are none), and the line at which the rows begin (from 0)."""
    told = re.fullmatch(r"\s*sep=(.)\s*", lines[0])
    if told:
        return told[1], 1
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    for separator in SEPARATORS if written else "":
        if separator in written[0] and any(plain(cell) in URL_COLUMNS for cell in cells_of(written[0], separator)):
            return separator, 0
    if suffix == ".tsv":
        return "\t", 0
    table = suffix == ".csv"
    counts = {sign: sum(is_parted(line, sign, table) for line in written) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: counts[sign])
    enough = counts[best] > 0 if table else counts[best] * 2 > sum(bool(addresses_in(line)) for line in written)
    return (best if enough else ""), 0


def is_parted(line: str, sign: str, table: bool) -> bool:
    """Whether the sign parts off an address that has no other separator in it.

    In a file that is not called a table, the sign may be the address's own: 'https://a.org/map,13/x?at=1,2'.
    """
    own = rf"{re.escape(sign)}[^{re.escape(sign)}]*[/=]"
    if not table and not re.search(r'[\s"]', line) and re.search(own, line):
        return False
    cells = cells_of(line, sign) if sign in line else []
    return any(SCHEME.match(cell) and not re.search(rf"[\s\"{SEPARATORS}]", cell) for cell in cells)


def split_rows(lines: list[str], separator: str, start: int, file: str) -> Iterator[tuple[int, list[str]] | Refused]:
    """Rows with the number of their first line; quotes hold line breaks together."""
    place = start
    while place < len(lines):
        line, number = lines[place], place + 1
        place += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if separator and opens_quote(line, separator):
            rest = range(place, min(len(lines), place + LONGEST_ROW))
            end = next((other for other in rest if lines[other].count('"') % 2), None)
            if end is None:
                yield Refused(file, number, "comillas sin cerrar / quotes that are not closed")
                continue
            line, place = "\n".join([line, *lines[place : end + 1]]), end + 1
        yield number, cells_of(line, separator) if separator else [line.strip()]


def opens_quote(line: str, separator: str) -> bool:
    """Whether a cell begins with a quotation mark that this line does not close."""
    return line.count('"') % 2 == 1 and bool(re.search(rf'(?:^|{re.escape(separator)})\s*"', line))


def cells_of(line: str, separator: str) -> list[str]:
    rows = list(csv.reader(line.splitlines(keepends=True), delimiter=separator, skipinitialspace=True))
    return [cell.strip() for row in rows for cell in row]


def find_columns(rows: list[list[str]]) -> tuple[Columns, int]:
    """Where things stand, and how many rows are a heading."""
    if not rows:
        return Columns(0), 0
    heads = [plain(cell) for cell in rows[0]]
    by_name = next((place for place, head in enumerate(heads) if head in URL_COLUMNS), None)
    if by_name is not None and not any(SCHEME.match(cell) for cell in rows[0]):
        name = next((place for place, head in enumerate(heads) if head in NAME_COLUMNS), None)
        aliases = tuple(place for place, head in enumerate(heads) if head in ALIAS_COLUMNS)
        return Columns(by_name, -1 if name is None else name, aliases), 1
    counts: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row):
            counts[place] = counts.get(place, 0) + bool(addresses_in(cell))
    best = max(counts, key=lambda place: (counts[place], -place))
    headed = len(rows) > 1 and len(rows[0]) > 1 and not any(addresses_in(cell) for cell in rows[0])
    return Columns(best), int(headed and counts[best] > 0)


def read_row(cells: list[str], columns: Columns) -> list[tuple[str, tuple[str, ...]]]:
    """The addresses of a row, each with the names."""
    place = columns.url
    found = addresses_in(cells[place]) if place < len(cells) else []
    if not found and columns.name is None:
        place = next((spot for spot, cell in enumerate(cells) if addresses_in(cell)), place)
        found = addresses_in(cells[place]) if place < len(cells) else []
    return [(url, names_in(cells, columns, place)) for url in found]


def names_in(cells: list[str], columns: Columns, place: int) -> tuple[str, ...]:
    """The name, and the aliases, which may share one cell."""
    if columns.name is None:
        name, *others = [cell for spot, cell in enumerate(cells) if spot != place] or [""]
    else:
        name = cells[columns.name] if 0 <= columns.name < len(cells) else ""
        others = [cells[spot] for spot in columns.aliases or () if spot < len(cells)]
    spread = [part.strip() for cell in others for part in re.split(r"[;|\n]", cell)]
    return tuple(dict.fromkeys(" ".join(name.split()) for name in [name, *spread] if name.strip()))


def addresses_in(cell: str) -> list[str]:
    """The addresses in a cell or a line, without the marks of a list, the signs around them and the notes beside."""
    text = LIST_MARK.sub("", cell.strip()).rstrip(",; ").strip("\"'“”«»` ")
    links = MARKDOWN.findall(text)
    if links:
        return [link for link in links if SCHEME.match(link)]
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    if re.match(r"https?:", text, re.IGNORECASE) and not HAS_HOST.match(text):
        return []
    if SCHEME.match(text) and not re.search(r"\s", text):
        return [text.rstrip(",;") if "://" in text else text]
    if SCHEME.match(text) and "://" not in text:
        return [text]  # a telephone number with spaces, code
    found = [trimmed(part) for part in WEB.findall(text)]
    return [url for url in found if re.match(r"[^:]+://[^/?#]*[.:\[]", url)]  # "https://mi sitio.org" is none


def trimmed(url: str) -> str:
    """An address in a sentence, without the sentence's own signs at its end."""
    while url.endswith(tuple(".,;:!?'*_")) or is_unopened(url):
        url = url[:-1]
    return url


def is_unopened(url: str) -> bool:
    """Whether the address ends with a bracket that it does not open itself."""
    return any(url.endswith(end) and url.count(end) > url.count(start) for start, end in ("()", "[]"))


def is_blank(cells: list[str], columns: Columns) -> bool:
    """A row of a table with no address in its column asks for nothing."""
    if not any(cells):
        return True
    return columns.name is not None and (columns.url >= len(cells) or not cells[columns.url])
